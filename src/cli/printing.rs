//! Standard output and what is said beside it: the report, the state, the errors of a run.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::sync::MutexGuard;

use crate::analysis::{self, ContrastSection};
use crate::extract::block_lengths;
use crate::outcome::Outcome;
use crate::render::{
    Output, ProgramOptions, Request, alert_text, monitoring_state, unblocked_rows, visible_lines,
};
use crate::report::{Note, Report, Severity};
use crate::schema::Schema;

use super::config::Config;
use super::environment::now;
use super::exit::ExitStatus;
use super::message;
use super::replaced_file::replace_report;
use super::signals::hold_output;

/// Bytes of the report that are written at a time.
const WRITE_BYTES: usize = 64 << 10;

/// Standard output, which no signal cuts from the first byte on.
struct WholeOutput<W> {
    out: W,
    held: Option<MutexGuard<'static, ()>>,
}

impl<W: Write> Write for WholeOutput<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.get_or_insert_with(hold_output);
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Prints the errors of a run and gives its exit status, signals aside.
pub(super) fn report_errors(config: &Config, outcome: &Outcome) -> ExitStatus {
    for error in &outcome.errors {
        message::print_error(error);
    }
    let rejected = [(outcome.tally.unmatched(), "unmatched"), (outcome.tally.untimed(), "untimed")];
    let violations = rejected.iter().filter(|(lines, _)| config.strict && *lines > 0);
    let violated = violations.clone().next().is_some();
    for (lines, what) in violations {
        let lines = if *lines == 1 { "1 line is" } else { &format!("{lines} lines are") };
        message::print_error(&format!("--strict: {lines} {what}"));
    }
    if violated || !outcome.errors.is_empty() {
        ExitStatus::Failure
    } else if outcome.tally.total().matched == 0 || lacks_subject(config, outcome) {
        ExitStatus::Nothing
    } else {
        ExitStatus::Success
    }
}

/// Whether a value was looked at that no line has.
fn lacks_subject(config: &Config, outcome: &Outcome) -> bool {
    config.analysis.subject.is_some() && outcome.tally.total().subject_lines.events() == 0
}

/// Prints the errors of a run and gives its exit status, which is `Nothing` too if `explain` has no two sets of
/// lines to compare: all lines meet its condition, or no line does.
pub(super) fn answer_status(config: &Config, outcome: &Outcome) -> ExitStatus {
    match report_errors(config, outcome) {
        ExitStatus::Success if has_one_set(config, outcome) => ExitStatus::Nothing,
        status => status,
    }
}

/// Whether lines that meet a condition were to be compared with the other lines, but all or none meet it.
fn has_one_set(config: &Config, outcome: &Outcome) -> bool {
    let explains = config.analysis.subject.is_none()
        && config
            .analysis
            .contrast
            .as_ref()
            .is_some_and(|all| all.section == ContrastSection::Makeup);
    let contrast = outcome.totals.contrast.as_ref();
    contrast
        .filter(|_| explains)
        .is_some_and(|contrast| [0, contrast.all()].contains(&contrast.selected()))
}

/// Prints the report and its notes, and gives `status`, or a failure where it cannot be written.
pub(super) fn print_report(config: &Config, outcome: &Outcome, status: ExitStatus) -> ExitStatus {
    let failed = status == ExitStatus::Failure;
    ended(write_report(config, outcome, failed, &mut BTreeSet::new(), None), status)
}

/// The exit status after a report, `status` being that of the run.
fn ended(written: io::Result<AlertVerdict>, status: ExitStatus) -> ExitStatus {
    match written {
        Ok(verdict) => verdict.status(status),
        Err(error) => written_status(Err(error), "cannot write the report", status),
    }
}

/// Prints an error that leaves no report, and gives the exit status. A monitoring plugin prints
/// its state on standard output, also if it has no report.
pub(super) fn report_failure(output: &Output, problem: &str) -> ExitStatus {
    message::print_error(&problem);
    if !output.monitors {
        return ExitStatus::Failure;
    }
    let line = problem.lines().next().unwrap_or_default().replace('|', "_");
    print_shown(&format!("STREAMSTATS UNKNOWN - {line}\n"));
    ExitStatus::Monitoring(3)
}

/// Prints a report that was not made by counting once, and its notes; gives `status`, or a failure
/// where it cannot be written.
pub(super) fn print_made_report(
    config: &Config,
    report: &Report<'_>,
    status: ExitStatus,
) -> ExitStatus {
    let failed = status == ExitStatus::Failure;
    ended(write_made_report(config, report, failed, &mut BTreeSet::new(), None, None), status)
}

/// Prints `text` to standard output.
pub(super) fn print_text(text: &str) -> ExitStatus {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written_status(written, "cannot write", ExitStatus::Success)
}

/// Prints `text`, which holds names or values of a log, as a terminal may show it.
pub(super) fn print_shown(text: &str) -> ExitStatus {
    print_text(&visible_lines(text))
}

/// `status`, or a failure where standard output cannot be written. A reader that closed the pipe
/// (`| head`) has all it wants, and is no failure.
pub(super) fn written_status(
    written: io::Result<()>,
    problem: &str,
    status: ExitStatus,
) -> ExitStatus {
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            message::print_error(&format!("{problem}: {error}"));
            ExitStatus::Failure
        }
        _ => status,
    }
}

/// Writes the report to standard output or to the file of `--write`, after `heading` if there is one, and
/// its notes to standard error, but for notes that `printed_notes` holds already; gives what the conditions
/// of the report come to. `failed` says that the run had errors. Errors: standard output or the file cannot
/// be written.
pub(super) fn write_report(
    config: &Config,
    outcome: &Outcome,
    failed: bool,
    printed_notes: &mut BTreeSet<String>,
    heading: Option<&str>,
) -> io::Result<AlertVerdict> {
    let mut options = config.analysis.clone();
    options.alerts.now = now();
    let merged =
        if config.merges_templates { with_merged_templates(config, outcome) } else { None };
    let outcome = merged.as_ref().unwrap_or(outcome);
    let report = analysis::analyze(outcome, &options);
    let made_lengths = made_lengths(&outcome.schema);
    let shows_lines =
        |section: &String| matches!(section.as_str(), "input" | "unmatched" | "sources");
    let hides_lines = config.output.has_one_section && !options.sections.iter().any(shows_lines);
    if hides_lines
        && !config.strict
        && !config.quiet
        && let Some(text) = analysis::left_out(outcome, &options)
        // Reports that follow each other say it once: only its numbers change.
        && printed_notes.insert("lines left out".to_owned())
    {
        message::print_note(&text);
    }
    write_made_report(config, &report, failed, printed_notes, heading, made_lengths)
}

/// The lengths of the prefixes that the counted column has (see [`ProgramOptions::made_lengths`]).
fn made_lengths(schema: &Schema) -> Option<[u8; 2]> {
    let column = schema.columns.first().filter(|_| schema.tuple.is_empty());
    column.and_then(|column| block_lengths(column))
}

/// The outcome with similar templates merged. `None`, with a note, if counts are approximate or buckets were
/// folded, because the merged counts would not be exact.
fn with_merged_templates(config: &Config, outcome: &Outcome) -> Option<Outcome> {
    let names = analysis::merged_templates(&outcome.totals);
    let totals = outcome.totals.renamed(&config.run.keep, &names);
    if totals.is_none() && !config.quiet {
        message::print_note(
            &"--merge-templates: counts are approximate or buckets closed; none is merged",
        );
    }
    let (tally, schema, interrupted) =
        (outcome.tally.clone(), outcome.schema.clone(), outcome.interrupted);
    totals.map(|totals| Outcome { totals, tally, schema, errors: Vec::new(), interrupted })
}

fn write_made_report(
    config: &Config,
    report: &Report<'_>,
    failed: bool,
    printed_notes: &mut BTreeSet<String>,
    heading: Option<&str>,
    made_lengths: Option<[u8; 2]>,
) -> io::Result<AlertVerdict> {
    let is_shown = |note: &&Note| config.output.shows_notes && note.in_text;
    let notes = report.notes.iter().filter(|note| !is_shown(note));
    for note in notes.filter(|_| !config.quiet) {
        if printed_notes.insert(note.text.clone()) {
            message::print_note(&note.text);
        }
    }
    let spares_low = config.analysis.only_outliers;
    if config.output.blocks && !config.quiet {
        let sections = &config.analysis.sections;
        let left_out = unblocked_rows(report, sections, made_lengths, spares_low);
        note_other_rows(left_out.others);
        note_low_rows(left_out.low);
    }
    let program = ProgramOptions {
        timeout: config.program.timeout,
        form: config.program.form.as_deref(),
        prefix: config.program.prefix.as_str(),
        now: now(),
        failed,
        most_blocks: config.analysis.top,
        made_lengths,
        spares_low,
    };
    let only = &config.analysis.sections;
    let threads = config.run.threads;
    let request = Request { report, only, style: config.style, program, threads };
    let write = |out: &mut dyn Write| {
        if let Some(heading) = heading {
            writeln!(out, "{heading}")?;
        }
        config.output.write(&request, out)
    };
    match &config.write {
        Some(path) => replace_report(path, write).map_err(io::Error::other)?,
        None => {
            let out = WholeOutput { out: io::stdout().lock(), held: None };
            let mut out = BufWriter::with_capacity(WRITE_BYTES, out);
            write(&mut out)?;
            out.flush()?;
        }
    }
    say_alerts(report, config.quiet);
    Ok(match config.output.monitors {
        true => AlertVerdict::Monitoring(monitoring_state(report, failed)),
        false => AlertVerdict::of(report),
    })
}

/// Says how many of the rows shown are no addresses.
fn note_other_rows(rows: usize) {
    let text = match rows {
        0 => return,
        1 => "1 value is no address; it is left out".to_owned(),
        rows => format!("{rows} values are no addresses; they are left out"),
    };
    message::print_note(&text);
}

/// Says how many of the outliers shown are of the low side.
fn note_low_rows(rows: usize) {
    let text = match rows {
        0 => return,
        1 => "1 outlier is below the lower fence; it is left out".to_owned(),
        rows => format!("{rows} outliers are below the lower fence; they are left out"),
    };
    message::print_note(&text);
}

/// What the conditions of a report come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AlertVerdict {
    /// No `--fail-if` holds.
    Clear,
    /// A `--fail-if` holds.
    Held,
    /// A condition cannot be judged.
    Unjudged,
    /// The state of a monitoring plugin, which is the exit status.
    Monitoring(u8),
}

impl AlertVerdict {
    pub(crate) fn of(report: &Report<'_>) -> Self {
        let is_held = |severity| {
            let mut alerts = report.alerts.iter();
            alerts.any(|alert| alert.severity == severity && alert.held == Some(true))
        };
        match report.alerts.iter().any(|alert| alert.held.is_none()) {
            true => Self::Unjudged,
            false if is_held(Severity::Fail) => Self::Held,
            false => Self::Clear,
        }
    }

    /// The exit status, `status` being that of the run without conditions. A signal outranks an
    /// error, an error a condition, and a condition that nothing was counted.
    pub(crate) fn status(self, status: ExitStatus) -> ExitStatus {
        match (status, self) {
            (ExitStatus::Signal(_), _) => status,
            (_, Self::Monitoring(state)) => ExitStatus::Monitoring(state),
            (ExitStatus::Failure, _) | (_, Self::Unjudged) => ExitStatus::Failure,
            (_, Self::Held) => ExitStatus::Alert,
            (_, Self::Clear) => status,
        }
    }
}

/// Says which conditions hold or cannot be judged; conditions of `--warn-if` not when `quiet`.
fn say_alerts(report: &Report<'_>, quiet: bool) {
    for alert in report.alerts.iter().filter(|alert| alert.held != Some(false)) {
        let is_error = alert.severity == Severity::Fail || alert.held.is_none();
        if is_error || !quiet {
            let flag = alert.severity.flag().trim_start_matches('-');
            message::print_error(&format!("{flag}: {}", alert_text(alert)));
        }
    }
}
