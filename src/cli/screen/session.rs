//! The screen itself: takes the terminal over, draws reports, waits for keys and the mouse.
//!
//! The terminal (raw mode, the alternate screen, the cursor) is restored once, by the first of three: the
//! end of the screen, a panic, the exit on a signal.

use std::io;
use std::io::{BufWriter, IsTerminal, Stdout, stdout};
use std::mem::ManuallyDrop;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::event::{
    DisableMouseCapture, EnableMouseCapture, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers,
    MouseEvent,
};
use ratatui::crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::crossterm::{event, execute};
use ratatui::layout::Size;

use super::{Status, View, frame};
use crate::render::Style;
use crate::report::Report;

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
pub(crate) struct Screen {
    /// Never dropped: its own drop prints a panic where the terminal is gone.
    terminal: ManuallyDrop<ScreenTerminal>,
    style: Style,
    size: Size,
    takes_mouse: bool,
    inputs: Receiver<ScreenInput>,
}

impl Screen {
    /// Takes over the terminal on standard output; `style` says whether there is colour and more than
    /// ASCII. Its width is not used. `takes_mouse` says whether the mouse is asked for. Errors: the system
    /// refuses; the terminal is restored.
    pub(crate) fn start(style: Style, takes_mouse: bool) -> io::Result<Self> {
        // Whether there is colour is decided by `style`, NO_COLOR included.
        ratatui::crossterm::style::force_color_output(style.color);
        let terminal = take_terminal(takes_mouse)?;
        let size = terminal.size().inspect_err(|_| restore_terminal())?;
        let inputs = listen().inspect_err(|_| restore_terminal())?;
        Ok(Self { terminal: ManuallyDrop::new(terminal), style, size, takes_mouse, inputs })
    }

    /// Lines of the terminal.
    pub(crate) fn height(&self) -> usize {
        usize::from(self.size.height)
    }

    /// Draws a report, and keeps in `view` where its parts are. Unchanged cells are not written. Errors:
    /// the terminal fails.
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

    /// Waits at most `timeout` for a key, the mouse, or a resize. Keys come from standard input if it is a
    /// terminal, else from the controlling terminal; without either only the size is watched. Errors: the
    /// terminal fails or is gone.
    pub(crate) fn next(&mut self, timeout: Duration) -> io::Result<Option<ScreenInput>> {
        let input = match self.inputs.recv_timeout(timeout) {
            Ok(input) => Some(input),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => {
                std::thread::sleep(timeout);
                None
            }
        };
        if !stdout().is_terminal() {
            return Err(io::Error::other("the terminal is gone"));
        }
        if let Some(ScreenInput::Key(key)) = input
            && key.code == KeyCode::Char('l')
            && key.modifiers.contains(KeyModifiers::CONTROL)
        {
            // Ctrl-L removes what other programs wrote on the screen.
            self.terminal = ManuallyDrop::new(emptied_terminal()?);
            return Ok(Some(ScreenInput::Height(self.height())));
        }
        let size = self.terminal.size()?;
        if input.is_none() && size != self.size {
            self.size = size;
            return Ok(Some(ScreenInput::Height(self.height())));
        }
        Ok(input)
    }

    /// Gives the terminal back and stops the program, as Ctrl-Z does elsewhere; takes the terminal over
    /// again when the program is continued. Errors: the terminal fails.
    pub(crate) fn suspend(&mut self) -> io::Result<()> {
        restore_terminal();
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        self.terminal = ManuallyDrop::new(take_terminal(self.takes_mouse)?);
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
        restore_terminal();
    }
}

/// The terminal on standard output; a frame is one write.
type ScreenTerminal = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// Whether the terminal is taken over.
static TAKEN: AtomicBool = AtomicBool::new(false);
static HOOK: Once = Once::new();

/// Takes over the terminal on standard output, and the mouse where `takes_mouse` says it. Errors: nothing
/// can be written, or the size is unknown; the terminal is restored.
fn take_terminal(takes_mouse: bool) -> io::Result<ScreenTerminal> {
    HOOK.call_once(|| {
        // The message of a panic would be lost with the alternate screen.
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            restore_terminal();
            before(panic);
        }));
    });
    TAKEN.store(true, Ordering::Release);
    // Without a terminal for keys raw mode cannot be set, and the screen still shows.
    drop(enable_raw_mode());
    let begun = execute!(stdout(), EnterAlternateScreen);
    let started = begun.and_then(|()| {
        let terminal = emptied_terminal()?;
        if takes_mouse {
            execute!(stdout(), EnableMouseCapture)?;
        }
        Ok(terminal)
    });
    if started.is_err() {
        restore_terminal();
    }
    started
}

/// The terminal, emptied: the next frame is written whole. Ratatui's own clearing asks for the place of the
/// cursor, and the thread that reads keys would take the answer. Errors: the terminal fails.
fn emptied_terminal() -> io::Result<ScreenTerminal> {
    execute!(stdout(), Clear(ClearType::All))?;
    let mut terminal = Terminal::new(CrosstermBackend::new(BufWriter::new(stdout())))?;
    terminal.hide_cursor()?;
    Ok(terminal)
}

/// Restores the terminal if it was taken over. Any thread may call it, more than once.
pub(crate) fn restore_terminal() {
    if TAKEN.swap(false, Ordering::AcqRel) {
        // Cleared first: of an alternate screen that grew, tmux would show rows on the main screen.
        // Errors are ignored: a terminal that is gone needs no restoring.
        drop(execute!(
            stdout(),
            DisableMouseCapture,
            Clear(ClearType::All),
            LeaveAlternateScreen,
            Show
        ));
        drop(disable_raw_mode());
    }
}
