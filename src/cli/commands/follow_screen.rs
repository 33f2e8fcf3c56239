//! The report as a live screen: one thread counts, this one draws and takes the keys.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;
use streamstats::analysis::analyze;
use streamstats::error::{Error, Result};
use streamstats::outcome::Outcome;
use streamstats::pipeline::{Monitor, RunMessage};
use streamstats::source::Input;

use super::follow_printer::{Printer, notice_text};
use super::follow_run::Run;
use crate::cli::screen::{Action, Screen, Status, View};

/// Time between two looks at the messages of the run.
const LOOK: Duration = Duration::from_millis(50);

/// Counts, and shows the reports until the end. Where the terminal allows no screen, reports are
/// printed.
///
/// # Errors
/// As [`Run::count`].
pub(super) fn count(run: &Run<'_>, printer: &mut Printer<'_>) -> Result<Outcome> {
    let Ok(screen) = Screen::start(run.config.style) else {
        return run.count(&mut |message| printer.handle(message));
    };
    let mut errors = Vec::new();
    let mut is_gone = false;
    let outcome = std::thread::scope(|scope| {
        let (send, messages) = crossbeam_channel::bounded(1);
        // After the screen has ended nobody receives the messages.
        let counting = scope.spawn(move || run.count(&mut |message| drop(send.send(message))));
        // Stops the counting also where drawing panics: it would go on for ever.
        let _stop = StopOnDrop(run.monitor);
        let mut showing = Showing::new(run, screen);
        let shown = showing.show(run, &messages);
        is_gone = !std::io::stdout().is_terminal();
        if let Err(error) = shown
            && !is_gone
        {
            showing.errors.push(Error::source("the screen", &error));
        }
        run.monitor.stop();
        errors = std::mem::take(&mut showing.errors);
        drop((messages, showing));
        counting.join()
    });
    if is_gone {
        printer.hang_up();
    }
    errors.iter().for_each(|error| printer.fail(error));
    outcome.unwrap_or_else(|_| Err(Error::Threads("the counting thread ended early".to_owned())))
}

/// Stops the counting when dropped.
struct StopOnDrop<'a>(&'a Monitor);

impl Drop for StopOnDrop<'_> {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// The screen and what it shows.
struct Showing {
    screen: Screen,
    view: View,
    status: Status,
    /// The outcome behind the figures on the screen.
    shown: Option<Box<Outcome>>,
    errors: Vec<Error>,
    begin: Instant,
    /// The time of the last report.
    counted: Instant,
}

impl Showing {
    fn new(run: &Run<'_>, screen: Screen) -> Self {
        let view = screen.view(&run.config.analysis);
        let status = Status {
            interval: run.follow.every.unwrap_or_default(),
            sources: run.config.run.inputs.iter().map(Input::name).collect(),
            ..Status::default()
        };
        let begin = Instant::now();
        let (shown, errors) = (None, Vec::new());
        Self { screen, view, status, shown, errors, begin, counted: begin }
    }

    /// Shows the messages of the run until it ends or the user quits.
    fn show(&mut self, run: &Run<'_>, messages: &Receiver<RunMessage>) -> std::io::Result<()> {
        loop {
            let mut is_new = false;
            loop {
                match messages.try_recv() {
                    Ok(message) => is_new |= self.take(run, message),
                    Err(error) if error.is_disconnected() => return Ok(()),
                    Err(_) => break,
                }
            }
            if is_new {
                self.draw(run)?;
            }
            match self.screen.next(&mut self.view, LOOK)? {
                Action::Quit => return Ok(()),
                Action::Changed => self.draw(run)?,
                Action::Nothing => {}
            }
        }
    }

    /// Takes in a message; gives whether the screen changes.
    fn take(&mut self, run: &Run<'_>, message: RunMessage) -> bool {
        match message {
            RunMessage::Report(mut outcome) => {
                outcome.errors.drain(..).for_each(|error| self.fail(error));
                if self.view.paused && self.shown.is_some() {
                    return true;
                }
                let total = outcome.tally.total();
                let passed = self.counted.elapsed().as_secs_f64();
                #[expect(clippy::cast_precision_loss, reason = "a rate is a double")]
                let lines = total.lines.saturating_sub(self.status.lines) as f64;
                self.status.rate = (passed > 0.0).then(|| lines / passed);
                (self.status.lines, self.status.bytes) = (total.lines, total.bytes);
                self.status.elapsed = self.begin.elapsed();
                self.counted = Instant::now();
                self.shown = Some(outcome);
            }
            RunMessage::Notice(notice) => self.status.note = Some(notice_text(run.config, &notice)),
            RunMessage::Failed(error) => self.fail(error),
            RunMessage::Save(_) => return false,
        }
        true
    }

    fn fail(&mut self, error: Error) {
        self.status.note = Some(error.to_string());
        if !self.errors.contains(&error) {
            self.errors.push(error);
        }
    }

    fn draw(&mut self, run: &Run<'_>) -> std::io::Result<()> {
        let Some(outcome) = &self.shown else { return Ok(()) };
        let options = self.view.apply(&run.config.analysis);
        let report = analyze(outcome, &options);
        self.screen.draw(&report, &self.view, &self.status)
    }
}
