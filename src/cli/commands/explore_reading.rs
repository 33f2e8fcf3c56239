//! One reading behind a screen: a thread that counts, once or again and again, and what it says.

use std::io;
use std::sync::Arc;

use crossbeam_channel::{Receiver, TryRecvError};

use super::follow::Run;
use super::follow_printer::notice_text;
use super::inspect;
use crate::analysis::analyze;
use crate::cli::args::Subcommand;
use crate::cli::command_line::CommandLine;
use crate::cli::config::Config;
use crate::cli::environment::{Environment, RunClock};
use crate::cli::screen::ReadingProgress;
use crate::cli::{parsed, ticker};
use crate::error::{Error, Result};
use crate::outcome::Outcome;
use crate::pipeline;
use crate::pipeline::{Monitor, RunMessage};
use crate::render::{OUTPUTS, ProgramOptions, Request, Style};

/// Requests that may wait before the first of them is answered.
const WAITING: usize = 4;

pub(super) enum ReadingMessage {
    /// What is counted so far, of a log that grows.
    Counts(Box<Outcome>),
    /// Something happened to a file.
    Notice(String),
    /// Something cannot be read or written.
    Failed(Error),
    /// The reading is at its end.
    Ended(Result<Box<Outcome>>),
}

/// A reading. Dropping it stops it.
pub(super) struct ViewReading {
    /// What is counted.
    pub(super) line: CommandLine,
    monitor: Monitor,
    messages: Receiver<ReadingMessage>,
}

impl ViewReading {
    /// Starts to read what `config`, made of `line`, says. Errors: a thread cannot be started.
    pub(super) fn start(config: Arc<Config>, line: CommandLine) -> io::Result<Self> {
        let monitor = Monitor::default();
        let (send, messages) = crossbeam_channel::bounded(1);
        let (ask, requests) = crossbeam_channel::bounded(WAITING);
        let (done, finished) = crossbeam_channel::bounded(1);
        if let Some(follow) = &config.follow {
            ticker::start(follow, true, RunClock::start(), ask, finished)?;
        }
        let own = monitor.clone();
        let count = move || {
            let outcome = match &config.follow {
                None => pipeline::run(&config.run, &own),
                Some(follow) => {
                    let (config, monitor, requests) = (&*config, &own, &requests);
                    // After the screen has ended no one receives the messages.
                    let mut pass = |message| {
                        let message = match message {
                            RunMessage::Report(outcome) => ReadingMessage::Counts(outcome),
                            RunMessage::Failed(error) => ReadingMessage::Failed(error),
                            RunMessage::Notice(notice) => {
                                ReadingMessage::Notice(notice_text(config, &notice))
                            }
                            RunMessage::Save(_) => return,
                        };
                        drop(send.send(message));
                    };
                    Run { config, follow, monitor, requests, done }.count(&mut pass)
                }
            };
            drop(send.send(ReadingMessage::Ended(outcome.map(Box::new))));
        };
        std::thread::Builder::new().name("reading".to_owned()).spawn(count)?;
        Ok(Self { line, monitor, messages })
    }

    /// How far the reading is.
    pub(super) fn progress(&self) -> ReadingProgress {
        ReadingProgress { read: self.monitor.read(), total: self.monitor.total() }
    }

    /// The next message, if one waits.
    pub(super) fn message(&self) -> Option<ReadingMessage> {
        match self.messages.try_recv() {
            Ok(message) => Some(message),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(ReadingMessage::Ended(Err(ended_early()))),
        }
    }

    /// Asks the reading to end with the lines it has read.
    pub(super) fn stop(&self) {
        self.monitor.stop();
    }

    /// Ends the reading; gives what was counted, and what it said last. Errors: counting could not begin.
    pub(super) fn end(self, mut take: impl FnMut(ReadingMessage)) -> Result<Box<Outcome>> {
        self.stop();
        loop {
            match self.messages.recv() {
                Ok(ReadingMessage::Ended(outcome)) => return outcome,
                Ok(message) => take(message),
                Err(_) => return Err(ended_early()),
            }
        }
    }
}

impl Drop for ViewReading {
    fn drop(&mut self) {
        self.stop();
    }
}

fn ended_early() -> Error {
    Error::Threads("the counting thread ended early".to_owned())
}

/// Options of the rows and of a run that goes on, which a dossier has no use for.
const OTHERS: [&str; 12] = [
    "outliers",
    "top",
    "sort",
    "reverse",
    "having",
    "columns",
    "window",
    "follow",
    "every",
    "last",
    "checkpoint",
    "save-state",
];

/// A dossier that is being made. Dropping it stops its reading.
pub(super) struct DossierReading {
    reading: ViewReading,
    config: Arc<Config>,
    command: String,
}

impl DossierReading {
    /// Starts to read for the dossier of `value`, among what `line` counts. Errors: the command line cannot
    /// be used for it, or a thread cannot be started.
    pub(super) fn start(
        line: &CommandLine,
        value: &str,
        environment: &Environment,
    ) -> Result<Self> {
        let mut line = line.clone();
        OTHERS.iter().for_each(|name| line.remove(name));
        let words = line.command_words("inspect", value);
        let parsed = parsed::read(&words, environment);
        let parsed = parsed.map_err(|problem| Error::Usage(problem.text()))?;
        let Some(Subcommand::Inspect(args)) = &parsed.command else {
            return Err(Error::Usage("this value cannot be inspected".to_owned()));
        };
        let config = Arc::new(inspect::inspected(args, &parsed, environment)?);
        let reading = ViewReading::start(Arc::clone(&config), line.clone());
        let reading = reading.map_err(|error| Error::Threads(error.to_string()))?;
        Ok(Self { reading, config, command: line.command_shell("inspect", value) })
    }

    /// How far the reading is.
    pub(super) fn progress(&self) -> ReadingProgress {
        self.reading.progress()
    }

    /// The dossier as text of `width` columns, once it is read; what went wrong is text, too.
    pub(super) fn text(&self, width: usize) -> Option<String> {
        loop {
            match self.reading.message()? {
                ReadingMessage::Ended(Ok(outcome)) => {
                    let text = self.print(&outcome, width);
                    return Some(text.unwrap_or_else(|error| error.to_string()));
                }
                ReadingMessage::Ended(Err(error)) => return Some(error.to_string()),
                _ => {}
            }
        }
    }

    fn print(&self, outcome: &Outcome, width: usize) -> io::Result<String> {
        let report = analyze(outcome, &self.config.analysis);
        let style = Style { width, color: false, unicode: self.config.style.unicode };
        let (program, threads) = (ProgramOptions::default(), self.config.run.threads);
        let request = Request { report: &report, only: &[], style, program, threads };
        let mut text = Vec::new();
        OUTPUTS[0].write(&request, &mut text)?;
        Ok(format!("{}\n{}", String::from_utf8_lossy(&text), self.command))
    }
}
