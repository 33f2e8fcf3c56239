//! The exploring on a terminal: one thread counts, this one draws and takes the keys.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::analysis::analyze;
use crate::error::{Error, Result};
use crate::outcome::Outcome;
use crate::pipeline::Monitor;
use crate::report::Report;
use crate::source::Input;

use super::explore::{Explorer, configured};
use super::follow;
use super::follow_printer::Printer;
use crate::cli::command_line::CommandLine;
use crate::cli::config::Config;
use crate::cli::environment::Environment;
use crate::cli::exit::ExitStatus;
use crate::cli::printing::{report_errors, report_failure, write_report};
use crate::cli::screen::{Action, Screen, ScreenInput};
use crate::cli::signals::{self, Hangup};
use crate::cli::state::save;
use crate::cli::{message, screen};

/// Time between two looks at the messages of the reading.
const LOOK: Duration = Duration::from_millis(50);
/// Time between two pictures of the progress: a slow line carries five a second.
const PICTURE: Duration = Duration::from_millis(200);
/// The files that the report may be written to, beside the first name.
const MAX_FILES: u32 = 1000;

/// Whether the report is a screen: where --screen asks for one, or of a log that grows the whole
/// report as text, in a terminal that is not itself what is read.
pub(super) fn is_wanted(config: &Config, environment: &Environment) -> bool {
    let reads_terminal = environment.stdin_terminal && config.run.inputs.contains(&Input::Stdin);
    let is_whole = config.output.is_live && config.analysis.sections.is_empty();
    let prints = config.write.is_none() && !config.fail_fast;
    let is_every = config.follow.as_ref().is_some_and(|follow| follow.every.is_some());
    let is_live = is_every && is_whole && prints;
    environment.stdout_terminal && !reads_terminal && (config.explores || is_live)
}

/// Reads, counts, and shows the report until the user quits; then prints it. Errors: the terminal allows no
/// screen; nothing is read, and the configuration is given back.
pub(super) fn run(
    config: Config,
    line: CommandLine,
    environment: &Environment,
) -> std::result::Result<ExitStatus, Box<Config>> {
    let Ok(screen) = Screen::start(config.style, config.takes_mouse) else {
        return Err(Box::new(config));
    };
    Ok(explore(config, line, environment, screen))
}

fn explore(
    config: Config,
    line: CommandLine,
    environment: &Environment,
    screen: Screen,
) -> ExitStatus {
    let session = Monitor::default();
    let Some(received) = signals::watch(&session, Hangup::Ends) else {
        return ExitStatus::Failure;
    };
    let (output, origin) = (config.output, config.origin.clone());
    let (is_gone, finished) = show(config, line, environment, screen, &session);
    let (config, outcome, errors) = match finished {
        Ok(finished) => finished,
        Err(error) => {
            let problem = message::with_origin(&error, origin.as_deref());
            return report_failure(output, &problem);
        }
    };
    let mut printer = Printer::new(&config, config.follow.is_some(), &session);
    if is_gone {
        printer.hang_up();
    }
    errors.iter().for_each(|error| printer.fail(error));
    if let Some(follow) = &config.follow {
        return follow::end(&config, follow, &outcome, printer, received.signal(), true);
    }
    let status = match (report_errors(&config, &outcome), errors.is_empty()) {
        (_, false) => ExitStatus::Failure,
        (status, true) => status,
    };
    if is_gone {
        return save::write(&config, &outcome, ExitStatus::Signal(follow::HANGUP));
    }
    received.end_with(status, |status| save::finish(&config, &outcome, status))
}

/// What is left after the screen: the configuration and the outcome of the report, and what could not
/// be read.
type Finished = (Arc<Config>, std::rc::Rc<Outcome>, Vec<Error>);

/// Shows the screen until it ends; gives whether the terminal is gone, and what is left.
fn show(
    config: Config,
    line: CommandLine,
    environment: &Environment,
    mut screen: Screen,
    session: &Monitor,
) -> (bool, Result<Finished>) {
    let mut explorer = match Explorer::new(line, config, environment, screen.height()) {
        Ok(explorer) => explorer,
        Err(error) => return (false, Err(error)),
    };
    let shown =
        Showing { screen: &mut screen, explorer: &mut explorer, session, environment }.show();
    let is_gone = !io::stdout().is_terminal();
    if let Err(error) = shown
        && !is_gone
    {
        explorer.errors.push(Error::source("the screen", &error));
    }
    let finished = explorer.finish();
    drop(screen);
    (is_gone, finished)
}

enum Next {
    /// The end.
    Quit,
    Report,
    /// The report again.
    Draw,
}

struct Showing<'s, 'e> {
    screen: &'s mut Screen,
    explorer: &'s mut Explorer<'e>,
    /// Stopped when a signal ends the program.
    session: &'s Monitor,
    environment: &'e Environment,
}

impl Showing<'_, '_> {
    fn show(&mut self) -> io::Result<()> {
        loop {
            let (outcome, options) = (self.explorer.outcome(), self.explorer.options());
            let report = outcome.as_deref().map(|outcome| analyze(outcome, &options));
            let report = report.unwrap_or_default();
            self.explorer.show(&report);
            loop {
                self.draw(&report)?;
                match self.wait()? {
                    Next::Quit => return Ok(()),
                    Next::Report => break,
                    Next::Draw => {}
                }
            }
        }
    }

    fn draw(&mut self, report: &Report<'_>) -> io::Result<()> {
        let Explorer { view, status, .. } = &mut *self.explorer;
        self.screen.draw(report, view, status)
    }

    /// Waits until the screen changes.
    fn wait(&mut self) -> io::Result<Next> {
        let mut pictured = Instant::now();
        loop {
            if self.session.is_stopped() {
                return Ok(Next::Quit);
            }
            if self.explorer.poll() {
                return Ok(if self.explorer.has_ended() { Next::Quit } else { Next::Report });
            }
            if pictured.elapsed() >= PICTURE {
                pictured = Instant::now();
                if self.explorer.follow_reading() {
                    return Ok(Next::Draw);
                }
            }
            let mut next = None;
            let mut input = self.screen.next(LOOK)?;
            // Waiting keys are handled together, so that fast typing does not queue up.
            while let Some(one) = input {
                match self.take_input(one)? {
                    Some(Next::Draw) if next.is_some() => {}
                    Some(Next::Quit) => return Ok(Next::Quit),
                    Some(Next::Report) => {
                        next = Some(Next::Report);
                        break;
                    }
                    other => next = other.or(next),
                }
                input = self.screen.next(Duration::ZERO)?;
            }
            if let Some(next) = next {
                return Ok(next);
            }
        }
    }

    fn take_input(&mut self, input: ScreenInput) -> io::Result<Option<Next>> {
        let action = match input {
            ScreenInput::Key(key) => self.explorer.view.press(key),
            ScreenInput::Mouse(mouse) => self.explorer.view.mouse(mouse),
            ScreenInput::Height(height) => {
                self.explorer.view.resize(height);
                return Ok(Some(Next::Report));
            }
        };
        self.explorer.act(&action);
        Ok(match action {
            Action::Nothing => None,
            Action::Quit => Some(Next::Quit),
            Action::Asked | Action::Stop => Some(Next::Report),
            Action::Changed | Action::Refused(_) | Action::Inspect => Some(Next::Draw),
            Action::Write(output) => {
                let written = self.write(output);
                self.explorer.status.note = Some(written.unwrap_or_else(|problem| problem));
                Some(Next::Draw)
            }
            Action::Suspend => {
                self.screen.suspend()?;
                self.explorer.view.resize(self.screen.height());
                Some(Next::Report)
            }
        })
    }

    /// Writes the report to a new file in this folder; gives its name.
    fn write(&self, output: &str) -> std::result::Result<String, String> {
        let outcome = self.explorer.outcome().ok_or("nothing is counted yet")?;
        let mut line = self.explorer.view.command_line();
        let extension = if output == "text" { "txt" } else { output };
        let path = |number: u32| match number {
            1 => PathBuf::from(format!("streamstats.{extension}")),
            number => PathBuf::from(format!("streamstats-{number}.{extension}")),
        };
        let free = (1..MAX_FILES).map(path).find(|path| !path.exists());
        let path = free.ok_or_else(|| format!("there are {MAX_FILES} reports here already"))?;
        line.set("output", output);
        line.set("write", path.to_string_lossy());
        line.give("quiet");
        let config = configured(&line, self.environment).map_err(|error| error.to_string())?;
        let written = write_report(&config, &outcome, false, &mut BTreeSet::new(), None);
        written.map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(format!("written: {}", path.display()))
    }
}

impl Drop for Showing<'_, '_> {
    fn drop(&mut self) {
        // The screen goes before anything is printed, also where drawing panics.
        screen::restore_terminal();
    }
}
