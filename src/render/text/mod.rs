//! The report for eyes: what stands out first, then how much, then the account of the input.

mod changes;
mod clock;
mod compared;
mod diff;
mod dossier;
mod ending;
mod frequencies;
mod grid;
mod heat;
mod limits;
mod line;
mod matrix;
mod numbers;
mod rates;
mod screen_block;
mod section;
mod summary;
mod timeline;
mod top_lines;
pub(crate) mod value_columns;
mod values;

pub(crate) use clock::Clock;
pub(crate) use grid::write_grid;
pub(crate) use line::{plain, remark};

use std::io::{self, Write};

use super::request::{Request, Style};
use crate::report::{Body, Report, Section};
use ending::WithoutLastBlank;
use line::FAINT;

pub(super) fn render(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let report = request.report;
    let out: &mut dyn Write = &mut WithoutLastBlank::new(out);
    if !request.only.is_empty() {
        for (index, section) in request.sections().enumerate() {
            if index > 0 {
                writeln!(out)?;
            }
            section::write(section, report, request.style, out)?;
        }
        return Ok(());
    }
    let is_dossier = report.fields("subject").is_some();
    let is_shown = |section: &&Section<'_>| {
        let is_on_screen = is_dossier && dossier::SECTIONS.contains(&section.name);
        section.text_place.is_some() && !is_on_screen
    };
    let mut sections: Vec<&Section<'_>> = report.sections.iter().filter(is_shown).collect();
    if is_dossier {
        dossier::write(report, request.style, out)?;
    }
    sections.sort_by_key(|section| section.text_place);
    sections.iter().try_for_each(|section| write_section(section, report, request.style, out))
}

/// Writes a section as a part of the whole report: some in a way of their own, others as a grid.
fn write_section(
    section: &Section<'_>,
    report: &Report<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let time = report.fields("time");
    match (section.name, &section.body) {
        ("values", Body::Table(table)) => section::write_values(table, report, style, out),
        ("timeline", Body::Table(table)) => {
            time.map_or(Ok(()), |time| timeline::write(time, table, report, style, out))
        }
        ("lines", Body::Table(table)) => top_lines::write(table, report, style, out),
        ("makeup" | "log_columns", Body::Table(table)) => {
            write_grid(table, style, usize::MAX, out)?;
            writeln!(out)
        }
        ("matrix", Body::Table(table)) => matrix::write(table, style, out),
        ("heat", Body::Table(table)) => heat::write(table, style, out),
        ("sides", Body::Table(table)) => diff::write_sides(table, style, out),
        ("moves", Body::Table(table)) => {
            diff::write_moves(table, report.fields("total_moves"), style, out)
        }
        ("changes", Body::Table(table)) => {
            changes::write(table, report.table("change_values"), time, style, out)
        }
        ("frequencies", Body::Table(table)) => frequencies::write(table, time, style, out),
        ("distribution", Body::Fields(fields)) => {
            let tables = ["histogram", "numeric_outliers"].map(|name| report.table(name));
            numbers::write(fields, tables, style, out)?;
            if report.fields("summary").is_some() { writeln!(out) } else { Ok(()) }
        }
        ("columns", Body::Table(table)) => compared::write_columns(table, style, out),
        ("correlations", Body::Table(table)) => compared::write_correlations(table, style, out),
        ("limits", Body::Table(table)) => limits::write_limits(table, style, out),
        ("replay", Body::Table(table)) => limits::write_replay(table, style, out),
        ("summary", Body::Fields(fields)) if time.is_some() => {
            summary::write_brief(fields, style, out)
        }
        ("summary", Body::Fields(fields)) => summary::write(fields, style, out),
        ("input", Body::Fields(fields)) => summary::write_account(fields, style, out),
        ("unmatched", Body::Table(table)) => section::write_rejects(table, style, out),
        ("gaps", Body::Table(table)) if table.rows.is_empty() => {
            line::write_sentence("", "no silence as long as --idle", FAINT, style, out)?;
            writeln!(out)
        }
        (_, Body::Table(table)) => section::write_beginning(table, time, style, out),
        (_, Body::Fields(_)) => section::write(section, report, style, out),
    }
}
