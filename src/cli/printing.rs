//! Standard output and what is said beside it: the report, the state, the errors of a run.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, ErrorKind, Write};

use streamstats::analysis;
use streamstats::outcome::Outcome;
use streamstats::render::{ProgramOptions, Request, other_rows};
use streamstats::report::{Note, Report};

use super::config::Config;
use super::environment::now;
use super::exit::ExitStatus;
use super::message;
use super::replaced_file::replace_by;

/// Bytes of the report that are written at a time.
const WRITE_BYTES: usize = 64 << 10;

/// Prints the errors of a run and gives its exit status, signals aside.
pub(super) fn report_errors(config: &Config, outcome: &Outcome) -> ExitStatus {
    for error in &outcome.errors {
        message::error(error);
    }
    let rejected = [(outcome.tally.unmatched(), "unmatched"), (outcome.tally.untimed(), "untimed")];
    let violations = rejected.iter().filter(|(lines, _)| config.strict && *lines > 0);
    let violated = violations.clone().next().is_some();
    for (lines, what) in violations {
        let lines = if *lines == 1 { "1 line is" } else { &format!("{lines} lines are") };
        message::error(&format!("--strict: {lines} {what}"));
    }
    if violated || !outcome.errors.is_empty() {
        ExitStatus::Failure
    } else if outcome.tally.total().matched == 0 {
        ExitStatus::Nothing
    } else {
        ExitStatus::Success
    }
}

/// Prints the report and its notes, and gives `status`, or a failure where it cannot be written.
pub(super) fn print_report(config: &Config, outcome: &Outcome, status: ExitStatus) -> ExitStatus {
    let written = write_report(config, outcome, &mut BTreeSet::new(), None);
    written_status(written, "cannot write the report", status)
}

/// Prints a report that was not made by counting once, and its notes; gives `status`, or a failure
/// where it cannot be written.
pub(super) fn print_made_report(
    config: &Config,
    report: &Report<'_>,
    status: ExitStatus,
) -> ExitStatus {
    let written = write_made_report(config, report, &mut BTreeSet::new(), None);
    written_status(written, "cannot write the report", status)
}

/// Prints `text` to standard output.
pub(super) fn print_text(text: &str) -> ExitStatus {
    let written = io::stdout().lock().write_all(text.as_bytes());
    written_status(written, "cannot write", ExitStatus::Success)
}

/// `status`, or a failure where standard output cannot be written. A reader that closed the pipe
/// (`| head`) has all it wants, and is no failure.
fn written_status(written: io::Result<()>, problem: &str, status: ExitStatus) -> ExitStatus {
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            message::error(&format!("{problem}: {error}"));
            ExitStatus::Failure
        }
        _ => status,
    }
}

/// Writes the report to standard output or to the file of `--write`, after `heading` if there is one,
/// and those of its notes to standard error that are not in `printed_notes` yet.
///
/// # Errors
/// Those of standard output or of the file.
pub(super) fn write_report(
    config: &Config,
    outcome: &Outcome,
    printed_notes: &mut BTreeSet<String>,
    heading: Option<&str>,
) -> io::Result<()> {
    let report = analysis::analyze(outcome, &config.analysis);
    write_made_report(config, &report, printed_notes, heading)
}

fn write_made_report(
    config: &Config,
    report: &Report<'_>,
    printed_notes: &mut BTreeSet<String>,
    heading: Option<&str>,
) -> io::Result<()> {
    let is_shown = |note: &&Note| config.output.shows_notes && note.in_text;
    let notes = report.notes.iter().filter(|note| !is_shown(note));
    for note in notes.filter(|_| !config.quiet) {
        if printed_notes.insert(note.text.clone()) {
            message::note(&note.text);
        }
    }
    if config.output.blocks && !config.quiet {
        note_other_rows(other_rows(report));
    }
    let timeout = config.program.timeout;
    let (style, prefix) = (config.program.style.as_deref(), config.program.prefix.as_str());
    let program = ProgramOptions { timeout, style, prefix, now: now() };
    let only = &config.analysis.sections;
    let request = Request { report, only, style: config.style, program };
    let write = |out: &mut dyn Write| {
        if let Some(heading) = heading {
            writeln!(out, "{heading}")?;
        }
        config.output.write(&request, out)
    };
    match &config.write {
        Some(path) => replace_by(path, write).map_err(io::Error::other),
        None => {
            let mut out = BufWriter::with_capacity(WRITE_BYTES, io::stdout().lock());
            write(&mut out)?;
            out.flush()
        }
    }
}

/// Says how many of the rows shown are no addresses.
fn note_other_rows(rows: usize) {
    let text = match rows {
        0 => return,
        1 => "1 value is no address; it is left out".to_owned(),
        rows => format!("{rows} values are no addresses; they are left out"),
    };
    message::note(&text);
}
