//! What `inspect` says of the chosen value: a second reading beside the screen, and its report as text.

use std::io;
use std::sync::Arc;

use crate::analysis::analyze;
use crate::error::{Error, Result};
use crate::outcome::Outcome;
use crate::render::{OUTPUTS, ProgramOptions, Request, Style};

use super::explore_reading::{ReadingMessage, ViewReading};
use super::inspect;
use crate::cli::args::Subcommand;
use crate::cli::command_line::CommandLine;
use crate::cli::config::Config;
use crate::cli::environment::Environment;
use crate::cli::parsed;
use crate::cli::screen::ReadingProgress;

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
    /// The command that prints it.
    command: String,
}

impl DossierReading {
    /// Starts to read for the dossier of `value`, among what `line` counts.
    ///
    /// # Errors
    /// The command line cannot be used for it, or a thread cannot be started.
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
