//! Reports printed one after the other, with the notices and errors between them.

use std::collections::BTreeSet;
use std::io::ErrorKind;

use crate::error::Error;
use crate::outcome::Outcome;
use crate::pipeline::{Monitor, RunMessage};
use crate::report::Moment;
use crate::source::Input;
use crate::source::follow::{Notice, PathEvent};
use crate::time::{NANOS_PER_SECOND, Timestamp};

use crate::cli::absent_column::absent_column_note;
use crate::cli::config::Config;
use crate::cli::environment::now;
use crate::cli::exit::ExitStatus;
use crate::cli::message;
use crate::cli::printing::{AlertVerdict, write_report};
use crate::cli::synonyms::is_delimiter;

/// The text of a notice: the file and what happened to it.
pub(super) fn notice_text(config: &Config, notice: &Notice) -> String {
    let name = config.run.inputs.get(notice.source).map(Input::name).unwrap_or_default();
    let advice = match notice.event {
        PathEvent::Missing if is_delimiter(&name) => "; the delimiter of -f is given by -d",
        _ => "",
    };
    format!("{name}: {}{advice}", event(&notice.event))
}

fn event(event: &PathEvent) -> String {
    match event {
        PathEvent::Missing => "is not there; waiting for it".to_owned(),
        PathEvent::Appeared => "is there now".to_owned(),
        PathEvent::Rotated => "was rotated; going on with the new file".to_owned(),
        PathEvent::Truncated => "was truncated; going on from its beginning".to_owned(),
        PathEvent::ResumedElsewhere(path) => {
            format!("going on with {}, as it is named now", path.display())
        }
        PathEvent::Lost => "the file that was read last is gone, with the rest of it".to_owned(),
        PathEvent::Failed(problem) => problem.clone(),
    }
}

/// Prints reports one after the other.
pub(super) struct Printer<'a> {
    config: &'a Config,
    monitor: &'a Monitor,
    /// Notes printed by an earlier report.
    printed_notes: BTreeSet<String>,
    /// Each report has its time as a heading.
    is_dated: bool,
    /// The columns of the log were printed, because a column that is counted is missing.
    has_noted_columns: bool,
    /// The reader closed the pipe.
    is_closed: bool,
    failed: bool,
    /// What the conditions of the last report come to.
    verdict: AlertVerdict,
    /// The terminal of the screen is gone.
    hung_up: bool,
}

impl<'a> Printer<'a> {
    /// A printer that stops `monitor` when the reader closes the pipe; `again` says that more than
    /// one report will follow.
    pub(super) fn new(config: &'a Config, again: bool, monitor: &'a Monitor) -> Self {
        let printed_notes = BTreeSet::new();
        let is_dated = again && config.output.is_dated;
        Self {
            config,
            monitor,
            printed_notes,
            is_dated,
            has_noted_columns: false,
            is_closed: false,
            failed: false,
            verdict: AlertVerdict::Clear,
            hung_up: false,
        }
    }

    /// Prints a report, a notice or an error of the run.
    pub(super) fn print_message(&mut self, message: RunMessage) {
        match message {
            RunMessage::Report(outcome) => {
                outcome.errors.iter().for_each(|error| self.fail(error));
                if !self.config.prints_state() {
                    self.print(&outcome);
                }
            }
            RunMessage::Failed(error) => self.fail(&error),
            RunMessage::Save(_) => {}
            // What cannot be read is not counted: an error, which --quiet does not silence.
            RunMessage::Notice(notice) if matches!(notice.event, PathEvent::Failed(_)) => {
                message::print_error(&notice_text(self.config, &notice));
            }
            RunMessage::Notice(notice) if !self.config.quiet => {
                message::print_note(&notice_text(self.config, &notice));
            }
            RunMessage::Notice(_) => {}
        }
    }

    /// Whether something could not be read or written.
    pub(super) fn has_failed(&self) -> bool {
        self.failed
    }

    /// The exit status, `status` being that of the run without conditions.
    pub(super) fn status(&self, status: ExitStatus) -> ExitStatus {
        let status = if self.failed { ExitStatus::Failure } else { status };
        self.verdict.status(status)
    }

    /// Notes once which columns the log has, where lines lack one that is counted.
    fn note_absent_column(&mut self, outcome: &Outcome) {
        if self.has_noted_columns || self.config.quiet {
            return;
        }
        if let Some(note) = absent_column_note(self.config, outcome) {
            message::print_note(&note);
            self.has_noted_columns = true;
        }
    }

    /// Whether a condition has ended the run.
    fn ended_early(&self) -> bool {
        let is_critical = matches!(self.verdict, AlertVerdict::Held | AlertVerdict::Monitoring(2));
        self.config.fail_fast && is_critical
    }

    /// Takes note that the terminal of the screen is gone: nothing can be printed any more.
    pub(super) fn hang_up(&mut self) {
        (self.hung_up, self.is_closed) = (true, true);
    }

    /// Whether the terminal of the screen is gone.
    pub(super) fn has_hung_up(&self) -> bool {
        self.hung_up
    }

    /// Prints that something could not be read.
    pub(super) fn fail(&mut self, error: &Error) {
        message::print_error(error);
        self.failed = true;
    }

    /// Prints the report, under its time where reports follow each other.
    pub(super) fn print(&mut self, outcome: &Outcome) {
        if self.is_closed || self.ended_early() {
            return;
        }
        self.note_absent_column(outcome);
        let second = now().0.div_euclid(NANOS_PER_SECOND).saturating_mul(NANOS_PER_SECOND);
        let stamp = Moment::new(Timestamp(second), &self.config.analysis.zone).to_string();
        let heading = Some(stamp.as_str()).filter(|_| self.is_dated);
        match write_report(self.config, outcome, self.failed, &mut self.printed_notes, heading) {
            Ok(verdict) => {
                self.verdict = verdict;
                if self.ended_early() {
                    self.monitor.stop();
                }
                return;
            }
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
            Err(error) => {
                message::print_error(&format!("cannot write the report: {error}"));
                self.failed = true;
            }
        }
        self.is_closed = true;
        self.monitor.stop();
    }
}
