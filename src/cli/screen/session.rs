//! The screen itself: draws reports and waits for keys.

use std::io::{self, IsTerminal};
use std::mem::ManuallyDrop;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use ratatui::crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::layout::Size;
use streamstats::analysis::AnalysisOptions;
use streamstats::render::{Style, shown};
use streamstats::report::Report;

use super::terminal::{self, ScreenTerminal};
use super::{Status, View, frame};

/// What the caller is to do after it waited for a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// End the run with the last report.
    Quit,
    /// The view or the size changed: analyze and draw again.
    Changed,
    /// Nothing was pressed.
    Nothing,
}

/// The terminal while the screen shows. Dropping it restores the terminal.
#[derive(Debug)]
pub(crate) struct Screen {
    /// Never dropped: its own drop prints a panic where the terminal is gone.
    terminal: ManuallyDrop<ScreenTerminal>,
    style: Style,
    size: Size,
    keys: Receiver<KeyEvent>,
}

impl Screen {
    /// Takes over the terminal on standard output; `style` says whether there is colour and more
    /// than ASCII. Its width is not used.
    ///
    /// # Errors
    /// Those of the system; the terminal is restored.
    pub(crate) fn start(style: Style) -> io::Result<Self> {
        let terminal = terminal::take()?;
        let size = terminal.size().inspect_err(|_| terminal::restore())?;
        let keys = listen().inspect_err(|_| terminal::restore())?;
        Ok(Self { terminal: ManuallyDrop::new(terminal), style, size, keys })
    }

    /// The view at the beginning.
    pub(crate) fn view(&self, options: &AnalysisOptions) -> View {
        View::new(options, usize::from(self.size.height))
    }

    /// Draws a report. Unchanged cells are not written.
    ///
    /// # Errors
    /// Those of the terminal.
    pub(crate) fn draw(
        &mut self,
        report: &Report<'_>,
        view: &View,
        status: &Status,
    ) -> io::Result<()> {
        let style = self.style;
        let report = shown(report, style.unicode);
        self.terminal.draw(|frame| frame::draw(frame, &report, view, status, style))?;
        Ok(())
    }

    /// Waits at most `timeout` for a key that does something, or for a resize. Keys come from
    /// standard input if it is a terminal, else from the controlling terminal; without either only
    /// the size is watched.
    ///
    /// # Errors
    /// Those of the terminal, also where it is gone.
    pub(crate) fn next(&mut self, view: &mut View, timeout: Duration) -> io::Result<Action> {
        let begin = Instant::now();
        let mut done = Action::Nothing;
        // Waiting keys are handled together, so that fast typing does not queue up.
        while done != Action::Quit {
            let left = match done {
                Action::Nothing => timeout.saturating_sub(begin.elapsed()),
                _ => Duration::ZERO,
            };
            let key = match self.keys.recv_timeout(left) {
                Ok(key) => key,
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => {
                    std::thread::sleep(left);
                    break;
                }
            };
            let pressed = self.press(key, view)?;
            if pressed != Action::Nothing {
                done = pressed;
            }
        }
        if !io::stdout().is_terminal() {
            return Err(io::Error::other("the terminal is gone"));
        }
        let size = self.terminal.size()?;
        if size != self.size {
            self.size = size;
            view.resize(usize::from(size.height));
            if done == Action::Nothing {
                done = Action::Changed;
            }
        }
        Ok(done)
    }

    fn press(&mut self, key: KeyEvent, view: &mut View) -> io::Result<Action> {
        // Ctrl-L removes what other programs wrote on the screen.
        if key.code == KeyCode::Char('l') && key.modifiers.contains(KeyModifiers::CONTROL) {
            self.terminal.clear()?;
            return Ok(Action::Changed);
        }
        Ok(view.press(key))
    }
}

/// Starts a thread that reads keys: where the terminal vanishes, a read of keys never returns.
fn listen() -> io::Result<Receiver<KeyEvent>> {
    let (send, keys) = channel();
    let listen = move || {
        while let Ok(event) = event::read() {
            let Event::Key(key) = event else { continue };
            if key.kind != KeyEventKind::Release && send.send(key).is_err() {
                return;
            }
        }
    };
    std::thread::Builder::new().name("keys".to_owned()).spawn(listen)?;
    Ok(keys)
}

impl Drop for Screen {
    fn drop(&mut self) {
        terminal::restore();
    }
}
