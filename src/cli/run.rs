//! A run from its configuration to its exit status.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, ErrorKind, Write};

use streamstats::analysis::{self, Facts};
use streamstats::pipeline::{self, Monitor, Outcome};
use streamstats::render::Request;
use streamstats::source::Input;

use super::config::Config;
use super::environment::Environment;
use super::exit::ExitStatus;
use super::progress::Progress;
use super::{message, signals, state, watching};

/// Bytes of the report that are written at a time.
const WRITE_BYTES: usize = 64 << 10;

/// Reads, counts, reports.
pub(crate) fn run(config: &Config, environment: &Environment) -> ExitStatus {
    match &config.watching {
        Some(watching) => watching::run(config, watching, environment),
        None => run_once(config, environment),
    }
}

fn run_once(config: &Config, environment: &Environment) -> ExitStatus {
    let monitor = Monitor::default();
    let received = match signals::watch(&monitor, None) {
        Ok(received) => received,
        Err(error) => {
            message::error(&format!("cannot watch for signals: {error}"));
            return ExitStatus::Failure;
        }
    };
    let typing = environment.stdin_terminal && config.run.inputs.contains(&Input::Stdin);
    if typing && !config.quiet {
        message::note(&"reading from the terminal; Ctrl-D ends the input");
    }
    let shows_progress = environment.stderr_terminal && !config.quiet && !typing;
    let progress = if shows_progress { Progress::start(&monitor) } else { None };
    let outcome = pipeline::run(&config.run, &monitor);
    if let Some(progress) = progress {
        progress.finish();
    }
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(error) => {
            message::error(&message::with_origin(&error, config.origin.as_deref()));
            return ExitStatus::Failure;
        }
    };
    let status = status(config, &outcome);
    let status = received.finish_reading().map_or(status, ExitStatus::Signal);
    state::finish(config, &outcome, status)
}

/// Tells what went wrong, and what it makes of the exit status.
pub(super) fn status(config: &Config, outcome: &Outcome) -> ExitStatus {
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

/// Prints the report.
pub(super) fn report(config: &Config, outcome: &Outcome, status: ExitStatus) -> ExitStatus {
    match print(config, outcome, &mut BTreeSet::new(), None) {
        // Whoever read the report had enough of it (`| head`).
        Err(error) if error.kind() == ErrorKind::BrokenPipe => status,
        Err(error) => {
            message::error(&format!("cannot write the report: {error}"));
            ExitStatus::Failure
        }
        Ok(()) => status,
    }
}

/// What the analysis is made of.
pub(super) fn facts(outcome: &Outcome) -> Facts<'_> {
    Facts {
        totals: &outcome.totals,
        tally: &outcome.tally,
        extractor: &outcome.extractor,
        interrupted: outcome.interrupted,
    }
}

/// Prints the report of what was counted, under `heading` where there is one, and its notes unless
/// they were said before.
///
/// # Errors
/// Those of standard output.
pub(super) fn print(
    config: &Config,
    outcome: &Outcome,
    said: &mut BTreeSet<String>,
    heading: Option<&str>,
) -> io::Result<()> {
    let report = analysis::analyze(facts(outcome), &config.analysis);
    let is_text = config.output.name == "text";
    let notes = report.notes.iter().filter(|note| !(is_text && note.in_text));
    for note in notes.filter(|_| !config.quiet) {
        if said.insert(note.text.clone()) {
            message::note(&note.text);
        }
    }
    let mut out = BufWriter::with_capacity(WRITE_BYTES, io::stdout().lock());
    if let Some(heading) = heading {
        writeln!(out, "{heading}")?;
    }
    let section = config.section.as_deref();
    let request = Request { report: &report, section, style: config.style };
    config.output.write(&request, &mut out)?;
    out.flush()
}
