//! The screen itself: draws reports and waits for keys and the mouse.

use std::io::{self, IsTerminal};
use std::mem::ManuallyDrop;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use crate::render::Style;
use crate::report::Report;
use ratatui::crossterm::event::{
    self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseEvent,
};
use ratatui::layout::Size;

use super::terminal::{self, ScreenTerminal};
use super::{Status, View, frame};

/// What came from the terminal.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ScreenInput {
    /// A key was pressed.
    Key(KeyEvent),
    /// The mouse was pressed, moved or released.
    Mouse(MouseEvent),
    /// The terminal has this many lines now, or must be drawn anew.
    Height(usize),
}

/// The terminal while the screen shows. Dropping it restores the terminal.
#[derive(Debug)]
pub(crate) struct Screen {
    /// Never dropped: its own drop prints a panic where the terminal is gone.
    terminal: ManuallyDrop<ScreenTerminal>,
    style: Style,
    size: Size,
    takes_mouse: bool,
    inputs: Receiver<ScreenInput>,
}

impl Screen {
    /// Takes over the terminal on standard output; `style` says whether there is colour and more
    /// than ASCII. Its width is not used. `takes_mouse` says whether the mouse is asked for.
    ///
    /// # Errors
    /// The system refuses; the terminal is restored.
    pub(crate) fn start(style: Style, takes_mouse: bool) -> io::Result<Self> {
        // Whether there is colour is decided by `style`, NO_COLOR included.
        ratatui::crossterm::style::force_color_output(style.color);
        let terminal = terminal::take(takes_mouse)?;
        let size = terminal.size().inspect_err(|_| terminal::restore())?;
        let inputs = listen().inspect_err(|_| terminal::restore())?;
        Ok(Self { terminal: ManuallyDrop::new(terminal), style, size, takes_mouse, inputs })
    }

    /// Lines of the terminal.
    pub(crate) fn height(&self) -> usize {
        usize::from(self.size.height)
    }

    /// Draws a report, and keeps in `view` where its parts are. Unchanged cells are not written.
    ///
    /// # Errors
    /// The terminal fails.
    pub(crate) fn draw(
        &mut self,
        report: &Report<'_>,
        view: &mut View,
        status: &Status,
    ) -> io::Result<()> {
        let style = self.style;
        let mut places = None;
        self.terminal.draw(|frame| {
            places = Some(frame::draw(frame, report, view, status, style));
        })?;
        view.places = places.unwrap_or_default();
        Ok(())
    }

    /// Waits at most `timeout` for a key, the mouse, or a resize. Keys come from standard input if it
    /// is a terminal, else from the controlling terminal; without either only the size is watched.
    ///
    /// # Errors
    /// The terminal fails or is gone.
    pub(crate) fn next(&mut self, timeout: Duration) -> io::Result<Option<ScreenInput>> {
        let input = match self.inputs.recv_timeout(timeout) {
            Ok(input) => Some(input),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => {
                std::thread::sleep(timeout);
                None
            }
        };
        if !io::stdout().is_terminal() {
            return Err(io::Error::other("the terminal is gone"));
        }
        if let Some(ScreenInput::Key(key)) = input
            && key.code == KeyCode::Char('l')
            && key.modifiers.contains(KeyModifiers::CONTROL)
        {
            // Ctrl-L removes what other programs wrote on the screen.
            self.terminal = ManuallyDrop::new(terminal::empty()?);
            return Ok(Some(ScreenInput::Height(self.height())));
        }
        let size = self.terminal.size()?;
        if input.is_none() && size != self.size {
            self.size = size;
            return Ok(Some(ScreenInput::Height(self.height())));
        }
        Ok(input)
    }

    /// Gives the terminal back and stops the program, as Ctrl-Z does elsewhere; takes the terminal
    /// over again when the program is continued.
    ///
    /// # Errors
    /// The terminal fails.
    pub(crate) fn suspend(&mut self) -> io::Result<()> {
        terminal::restore();
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        self.terminal = ManuallyDrop::new(terminal::take(self.takes_mouse)?);
        self.size = self.terminal.size()?;
        Ok(())
    }
}

/// Starts a thread that reads keys and the mouse: where the terminal vanishes, a read of keys never
/// returns.
fn listen() -> io::Result<Receiver<ScreenInput>> {
    let (send, inputs) = channel();
    let listen = move || {
        while let Ok(event) = event::read() {
            let input = match event {
                Event::Key(key) if key.kind != KeyEventKind::Release => ScreenInput::Key(key),
                Event::Mouse(mouse) => ScreenInput::Mouse(mouse),
                _ => continue,
            };
            if send.send(input).is_err() {
                return;
            }
        }
    };
    std::thread::Builder::new().name("keys".to_owned()).spawn(listen)?;
    Ok(inputs)
}

impl Drop for Screen {
    fn drop(&mut self) {
        terminal::restore();
    }
}
