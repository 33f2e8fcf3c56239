//! The columns that the lines of a source have: columns of its format and of the formats wrapped in it,
//! columns that its keys hold, and the fields that lines name themselves.

use std::collections::BTreeSet;

use super::context::layers;
use super::encoding::Encoding;
use super::options::{ExtractOptions, Split};
use super::pattern::group_names;
use super::plan::{Asked, ExtractionPlan, KeySearch, LineTexts, SourceFormat};
use super::requested::Requested;
use super::w3c::Header;
use crate::event::Arena;
use crate::format::{ColumnKind, Syntax};

/// A column that lines of a source may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SourceColumn {
    /// What `-k`, `-w` and `-m` take.
    pub(crate) name: String,
    /// What its text means.
    pub(crate) kind: ColumnKind,
    /// Whether it is a field that another column of the list is read from.
    pub(crate) is_origin: bool,
}

/// The columns of a source that begins with `lines`, the columns of the innermost format first; empty where a
/// line is taken apart into fields or not at all.
pub(crate) fn source_columns(options: &ExtractOptions, lines: &[&[u8]]) -> Vec<SourceColumn> {
    match &options.split {
        Split::Preset(choice) => match layers(*choice, lines, options.formats) {
            Some(layers) => {
                let format = SourceFormat::new(&layers, lines, options.delimiter);
                of_format(&format, &layers.records(lines))
            }
            None => Vec::new(),
        },
        Split::Pattern(pattern) => {
            group_names(pattern).into_iter().map(|name| column(name, ColumnKind::Text)).collect()
        }
        Split::Whole | Split::Fields { .. } => Vec::new(),
    }
}

/// The names of all columns of the source that begins with `lines`, and the plan that finds them.
fn plan_of_all(options: &ExtractOptions, lines: &[&[u8]]) -> Option<(Vec<String>, ExtractionPlan)> {
    match &options.split {
        Split::Preset(choice) => {
            let layers = layers(*choice, lines, options.formats)?;
            let format = SourceFormat::new(&layers, lines, options.delimiter);
            let columns = of_format(&format, &layers.records(lines)).into_iter();
            let names: Vec<String> = columns.map(|column| column.name).collect();
            let plan = ExtractionPlan::of_preset(format, Asked::columns(&names, options)).ok()?;
            Some((names, plan))
        }
        Split::Pattern(pattern) => {
            let names = group_names(pattern);
            let asked = ExtractOptions { by: names.clone(), ..ExtractOptions::default() };
            let mut requested = Requested::new(&asked);
            let plan =
                ExtractionPlan::of_pattern(pattern, &mut requested, false, &options.tables).ok()?;
            Some((names, plan))
        }
        Split::Whole | Split::Fields { .. } => None,
    }
}

/// The names of the columns that `line` has, a line of the source that begins with `lines`.
pub(crate) fn line_columns(options: &ExtractOptions, lines: &[&[u8]], line: &[u8]) -> Vec<String> {
    let Some((names, plan)) = plan_of_all(options, lines) else { return Vec::new() };
    let arena = Arena::new();
    let mut texts = LineTexts::new(&arena);
    let mut state = plan.state();
    let header = plan.follows_headers().then(|| Header::find_last(&lines.join(&b"\n"[..])));
    plan.enter_block(&mut state, line, header.flatten().as_ref());
    if plan.split(&mut state, line, Encoding::of(line), &mut texts).is_err() {
        return Vec::new();
    }
    let is_there = |(index, _): &(usize, String)| {
        texts.columns.get(*index).is_some_and(|text| !text.is_empty())
    };
    names.into_iter().enumerate().filter(is_there).map(|(_, name)| name).collect()
}

/// Whether at least half of those `lines` that fit the format have a text in the column `name` that is not
/// `-`. `lines` are the first of a source.
pub(crate) fn mostly_have(options: &ExtractOptions, lines: &[&[u8]], name: &str) -> bool {
    let (have, all) = count_lines_with(options, lines, name);
    have > 0 && have * 2 >= all
}

/// Whether one of the first lines of a source, `lines`, has a text in the column `name` that is not `-`.
pub(crate) fn some_have(options: &ExtractOptions, lines: &[&[u8]], name: &str) -> bool {
    count_lines_with(options, lines, name).0 > 0
}

/// How many of `lines` have a text in the column `name` that is not `-`, and how many fit the format; both 0
/// if no format takes the lines apart.
fn count_lines_with(options: &ExtractOptions, lines: &[&[u8]], name: &str) -> (usize, usize) {
    let Split::Preset(choice) = &options.split else { return (0, 0) };
    let Some(layers) = layers(*choice, lines, options.formats) else { return (0, 0) };
    let format = SourceFormat::new(&layers, lines, options.delimiter);
    let names = [name.to_owned()];
    let (mut have, mut all) = (0_usize, 0_usize);
    if let Ok(plan) = ExtractionPlan::of_preset(format, Asked::columns(&names, options)) {
        plan.each(&layers.records(lines), |texts| {
            let text = texts.columns.get(0);
            have += usize::from(text.is_some_and(|text| !matches!(text, b"" | b"-")));
            all += 1;
        });
    }
    (have, all)
}

/// The columns of a format that at least one of the first lines of a source, `lines`, has; all columns where no
/// format takes lines apart.
pub(crate) fn met_columns(options: &ExtractOptions, lines: &[&[u8]]) -> Vec<String> {
    let columns = source_columns(options, lines).into_iter().map(|column| column.name);
    let names: Vec<String> = columns.collect();
    let Split::Preset(choice) = &options.split else { return names };
    let Some(layers) = layers(*choice, lines, options.formats) else { return names };
    let format = SourceFormat::new(&layers, lines, options.delimiter);
    let mut are_met = vec![false; names.len()];
    if let Ok(plan) = ExtractionPlan::of_preset(format, Asked::columns(&names, options)) {
        plan.each(&layers.records(lines), |texts| {
            for (index, is_met) in are_met.iter_mut().enumerate() {
                *is_met |= texts.columns.get(index).is_some_and(|text| !matches!(text, b"" | b"-"));
            }
        });
    }
    names.into_iter().zip(are_met).filter(|(_, is_met)| *is_met).map(|(name, _)| name).collect()
}

/// The columns of each layer of `format`.
fn of_format(format: &SourceFormat, lines: &[&[u8]]) -> Vec<SourceColumn> {
    let names = format.field_names(lines, KeySearch::ALL);
    let mut columns = Vec::new();
    for ((preset, keys), names) in format.layers.iter().zip(&format.keys).zip(&names).rev() {
        let is_open = preset.syntax.is_open();
        let is_there = |field: &str| {
            // Keys are listed with the first element only: `hosts` is found as `hosts[0]`.
            let is_own = |name: &String| name == field || name.starts_with(&format!("{field}["));
            !is_open || field == "date time" || names.iter().any(is_own)
        };
        let named = preset.columns.iter().filter(|column| column.fields().any(is_there));
        let mut origins: BTreeSet<&str> = BTreeSet::new();
        for found in named {
            origins.extend(found.fields().filter(|field| *field != found.name));
            columns.push(column(found.name.clone(), found.kind));
        }
        for (name, fields) in keys {
            origins.extend(fields.iter().map(|found| found.field.as_str()));
            let kind = fields.first().map_or(ColumnKind::Text, |found| found.kind);
            columns.push(column((*name).to_owned(), kind));
        }
        // Of W3C and LTSV the columns are the fields under the names of other formats.
        let is_renamed = matches!(preset.syntax, Syntax::W3c(_) | Syntax::Ltsv);
        for name in names.iter().filter(|_| is_open) {
            let is_origin = origins.contains(name.as_str());
            if !(is_renamed && is_origin) {
                columns.push(SourceColumn { is_origin, ..column(name.clone(), ColumnKind::Text) });
            }
        }
    }
    let mut seen = BTreeSet::new();
    columns.retain(|column| seen.insert(column.name.clone()));
    columns
}

const fn column(name: String, kind: ColumnKind) -> SourceColumn {
    SourceColumn { name, kind, is_origin: false }
}
