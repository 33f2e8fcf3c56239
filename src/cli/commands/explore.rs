//! A report that one walks through and asks further: the view, the counts behind it, and the reading
//! that makes them. Nothing here touches the terminal.

use std::rc::Rc;
use std::sync::Arc;
use std::time::Instant;

use crate::analysis::AnalysisOptions;
use crate::error::{Error, Result};
use crate::outcome::Outcome;
use crate::report::Report;
use crate::source::Input;

use super::explore_facts::{beginning, complete, facts};
use super::explore_reading::DossierReading;
use super::explore_reading::{ReadingMessage, ViewReading};
use super::follow::coarse_window;
use crate::cli::command_line::{CommandLine, column_list};
use crate::cli::config::Config;
use crate::cli::environment::Environment;
use crate::cli::parsed::of_options;
use crate::cli::resolve::resolve;
use crate::cli::screen::{Action, Status, ValueSource, View};

/// The configuration of a command line. Errors: options that do not fit each other.
pub(super) fn configured(line: &CommandLine, environment: &Environment) -> Result<Config> {
    let parsed = of_options(&line.words(), environment);
    let parsed = parsed.map_err(|problem| {
        let text = problem.text();
        let text = text.split("\n\n").next().unwrap_or_default();
        Error::Usage(text.trim_start_matches("error: ").to_owned())
    })?;
    resolve(&parsed, environment)
}

/// What was counted, and the command line that counted it.
struct CountedView {
    line: CommandLine,
    outcome: Rc<Outcome>,
}

/// The view and what is behind it.
pub(super) struct Explorer<'e> {
    environment: &'e Environment,
    pub(super) view: View,
    pub(super) status: Status,
    /// The last command line of the view that can be run.
    good: CommandLine,
    /// The command line by which the columns of the log are described.
    described: CommandLine,
    /// How the figures on the screen are counted and asked for.
    config: Arc<Config>,
    counted: Option<CountedView>,
    reading: Option<ViewReading>,
    /// What is read of one value beside it.
    dossier: Option<DossierReading>,
    /// What could not be read, each problem once.
    pub(super) errors: Vec<Error>,
    /// The beginning of the first file.
    beginning: Vec<u8>,
    begin: Instant,
    /// The time of the last report.
    reported: Instant,
}

impl<'e> Explorer<'e> {
    /// Starts to read what `line` says, of which `config` is made, on a screen of `height` lines. Errors: a
    /// thread cannot be started.
    pub(super) fn new(
        mut line: CommandLine,
        mut config: Config,
        environment: &'e Environment,
        height: usize,
    ) -> Result<Self> {
        let beginning = beginning(&config);
        if config.explores {
            let mut completed = line.clone();
            complete(&mut completed, &config, &beginning);
            if let Ok(other) = configured(&completed, environment) {
                (line, config) = (completed, other);
            }
        }
        let mut view = View::new(line.clone(), height);
        view.facts = facts(&config, &line, None, &beginning);
        let sources = config.run.inputs.iter().map(Input::name).collect();
        let interval = config.follow.as_ref().and_then(|follow| follow.every).unwrap_or_default();
        let is_live = config.follow.is_some();
        let last = config.follow.as_ref().and_then(|follow| follow.last);
        let note = last.and_then(|last| coarse_window(&config, last));
        let status = Status { interval, sources, is_live, note, ..Status::default() };
        let begin = Instant::now();
        let mut explorer = Self {
            environment,
            view,
            status,
            good: line.clone(),
            described: line.clone(),
            config: Arc::new(config),
            counted: None,
            reading: None,
            dossier: None,
            errors: Vec::new(),
            beginning,
            begin,
            reported: begin,
        };
        explorer.read(Arc::clone(&explorer.config), line)?;
        Ok(explorer)
    }

    pub(super) fn outcome(&self) -> Option<Rc<Outcome>> {
        self.counted.as_ref().map(|counted| Rc::clone(&counted.outcome))
    }

    /// What is asked of the outcome.
    pub(super) fn options(&self) -> AnalysisOptions {
        let options = &self.config.analysis;
        AnalysisOptions { top: Some(self.view.rows_needed()), ..options.clone() }
    }

    /// Takes in the rows of the report that is shown.
    pub(super) fn show(&mut self, report: &Report<'_>) {
        if !self.view.is_row() {
            self.view.facts.take(report, &self.config.analysis.zone);
            self.view.move_to(self.view.cursor());
        }
    }

    /// Asks what the view says: of the counts at hand, or of a new reading.
    pub(super) fn ask(&mut self) {
        let line = self.view.line().clone();
        let config = match configured(&self.view.command_line(), self.environment) {
            Ok(config) => Arc::new(config),
            Err(error) => return self.refuse(&error.to_string()),
        };
        let is_read = self.reading.as_ref().map(|reading| !line.counts_otherwise(&reading.line));
        let counted = self.counted.as_ref();
        let is_counted = counted.is_some_and(|counted| !line.counts_otherwise(&counted.line));
        if is_counted && (is_read != Some(false) || !self.status.is_live) {
            if is_read == Some(false) {
                self.reading = None;
            }
            self.accept(config);
        } else if is_read != Some(true) {
            if let Some(problem) = self.view.facts.read_once.clone() {
                return self.refuse(&problem);
            }
            if let Err(error) = self.read(config, line) {
                return self.refuse(&error.to_string());
            }
        }
        self.good.clone_from(self.view.line());
        self.follow_reading();
    }

    /// The figures on the screen are the figures of `config` from now on.
    fn accept(&mut self, config: Arc<Config>) {
        let mut old = std::mem::take(&mut self.view.facts);
        let before = Some((&self.described, std::mem::take(&mut old.columns)));
        self.view.facts = facts(&config, self.view.line(), before, &self.beginning);
        self.view.facts.keep_report(old);
        self.described.clone_from(self.view.line());
        self.config = config;
    }

    fn read(&mut self, config: Arc<Config>, line: CommandLine) -> Result<()> {
        self.reading = None;
        let reading = ViewReading::start(config, line);
        self.reading = Some(reading.map_err(|error| Error::Threads(error.to_string()))?);
        self.follow_reading();
        Ok(())
    }

    /// Says why a key does nothing, and goes back to the view before it.
    fn refuse(&mut self, problem: &str) {
        self.view.revert(&self.good);
        self.status.note = Some(problem.to_owned());
    }

    /// Goes back to the view whose figures are on the screen.
    fn return_to_counted(&mut self) {
        let Some(counted) = &self.counted else { return };
        self.view.return_to(counted.line.clone());
        self.reading = None;
        self.ask();
    }

    /// Whether the figures on the screen are not yet the figures of the view.
    fn is_pending(&self) -> bool {
        match (&self.reading, &self.counted) {
            (Some(reading), Some(counted)) => reading.line.counts_otherwise(&counted.line),
            (reading, None) => reading.is_some(),
            (None, _) => false,
        }
    }

    /// Shows how far the reading is; gives whether that changed.
    pub(super) fn follow_reading(&mut self) -> bool {
        let reading = self.reading.as_ref().filter(|_| self.is_pending());
        let dossier = self.dossier.as_ref().map(DossierReading::progress);
        let progress = dossier.or_else(|| reading.map(ViewReading::progress));
        self.view.is_reading = self.is_pending() || self.dossier.is_some();
        std::mem::replace(&mut self.status.reading, progress) != progress
    }

    /// Takes in what the reading says; gives whether the screen changes.
    pub(super) fn poll(&mut self) -> bool {
        let mut is_new = false;
        if let Some(text) =
            self.dossier.as_ref().and_then(|dossier| dossier.text(self.view.width()))
        {
            self.dossier = None;
            self.view.show("inspect", &text);
            self.follow_reading();
            is_new = true;
        }
        while let Some(message) = self.reading.as_ref().and_then(ViewReading::message) {
            is_new = true;
            self.take(message);
        }
        is_new
    }

    fn take(&mut self, message: ReadingMessage) {
        match message {
            ReadingMessage::Counts(outcome) => self.count(outcome),
            ReadingMessage::Notice(text) => self.status.note = Some(text),
            ReadingMessage::Failed(error) => self.fail(error),
            ReadingMessage::Ended(Ok(outcome)) => {
                self.count(outcome);
                self.reading = None;
                self.follow_reading();
            }
            ReadingMessage::Ended(Err(error)) => {
                self.reading = None;
                self.follow_reading();
                match self.counted.is_some() {
                    true => self.return_to_counted(),
                    false => return self.fail(error),
                }
                self.status.note = Some(error.to_string());
            }
        }
    }

    fn count(&mut self, mut outcome: Box<Outcome>) {
        outcome.errors.drain(..).for_each(|error| self.fail(error));
        let is_pending = self.is_pending();
        if self.view.paused && !is_pending {
            return;
        }
        let Some(line) = self.reading.as_ref().map(|reading| reading.line.clone()) else { return };
        let total = outcome.tally.total();
        if is_pending && self.status.is_live && total.lines == 0 && self.counted.is_some() {
            // The figures before stand until the new reading has some.
            return;
        }
        let passed = self.reported.elapsed().as_secs_f64();
        let lines = total.lines.saturating_sub(self.status.lines) as f64;
        self.status.rate = (passed > 0.0 && self.status.is_live).then(|| lines / passed);
        (self.status.lines, self.status.bytes) = (total.lines, total.bytes);
        self.status.elapsed = self.begin.elapsed();
        self.reported = Instant::now();
        self.counted = Some(CountedView { line, outcome: Rc::from(outcome) });
        if is_pending {
            self.status.note = None;
            match configured(&self.view.command_line(), self.environment) {
                Ok(config) => self.accept(Arc::new(config)),
                Err(error) => self.refuse(&error.to_string()),
            }
        }
        self.follow_reading();
    }

    fn fail(&mut self, error: Error) {
        self.status.note = Some(error.to_string());
        if !self.errors.contains(&error) {
            self.errors.push(error);
        }
    }

    /// Whether a reading goes on.
    #[cfg(test)]
    pub(super) fn is_reading(&self) -> bool {
        self.reading.is_some()
    }

    /// Whether nothing can be shown any more: counting could not begin, or the input of a run that
    /// goes on has ended and nobody asked for a screen.
    pub(super) fn has_ended(&self) -> bool {
        let is_done = self.counted.is_none() || self.status.is_live && !self.config.explores;
        self.reading.is_none() && is_done
    }

    /// Does what a key asks, but for what needs the terminal.
    pub(super) fn act(&mut self, action: &Action) {
        if *action != Action::Nothing && *action != Action::Changed {
            self.status.note = None;
        }
        match action {
            Action::Asked => self.ask(),
            Action::Refused(problem) => self.status.note = Some(problem.clone()),
            Action::Inspect => self.inspect(),
            Action::Stop if self.dossier.is_some() => {
                self.dossier = None;
                self.follow_reading();
            }
            Action::Stop if self.counted.is_some() => self.return_to_counted(),
            Action::Stop => self.reading.iter().for_each(ViewReading::stop),
            _ => {}
        }
    }

    /// Reads the files again for the dossier of the chosen value.
    fn inspect(&mut self) {
        if let Some(problem) = &self.view.facts.read_once {
            self.status.note = Some(problem.clone());
            return;
        }
        let texts: Option<Vec<String>> =
            self.view.texts().and_then(|texts| texts.iter().cloned().collect());
        let Some(value) = texts.map(|texts| texts.join(" ")) else { return };
        let mut line = self.view.line().clone();
        if let (ValueSource::Columns(names), false) = (&self.view.facts.source, line.has("by")) {
            line.set("by", column_list(names));
        }
        match DossierReading::start(&line, &value, self.environment) {
            Ok(dossier) => self.dossier = Some(dossier),
            Err(error) => self.status.note = Some(error.to_string()),
        }
        self.follow_reading();
    }

    /// Ends the reading; gives the configuration and the outcome of the report that is left. Errors:
    /// counting could not begin.
    pub(super) fn finish(mut self) -> Result<(Arc<Config>, Rc<Outcome>, Vec<Error>)> {
        let config = Arc::new(configured(self.view.line(), self.environment)?);
        let is_of_view = self.status.is_live || self.counted.is_none();
        if let Some(reading) = self.reading.take().filter(|_| is_of_view) {
            let line = reading.line.clone();
            let mut errors = Vec::new();
            let outcome = reading.end(|message| {
                if let ReadingMessage::Failed(error) = message {
                    errors.push(error);
                }
            })?;
            errors.into_iter().for_each(|error| self.fail(error));
            self.counted = Some(CountedView { line, outcome: Rc::from(outcome) });
        }
        let counted = self.counted.ok_or_else(|| {
            self.errors.pop().unwrap_or_else(|| Error::Threads("nothing was read".to_owned()))
        })?;
        // What was read last may be of a command line before the view's.
        let config = match counted.line.counts_otherwise(self.view.line()) {
            true => Arc::new(configured(&counted.line, self.environment)?),
            false => config,
        };
        Ok((config, counted.outcome, self.errors))
    }
}
