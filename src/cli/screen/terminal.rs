//! Takes over the terminal and restores it: raw mode, the alternate screen, the cursor. It is
//! restored once, by the first of three: the end of the screen, a panic, the exit on a signal.

use std::io::{self, BufWriter, Stdout, stdout};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::event::{DisableMouseCapture, EnableMouseCapture};
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};

/// The terminal on standard output; a frame is one write.
pub(super) type ScreenTerminal = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// Whether the terminal is taken over.
static TAKEN: AtomicBool = AtomicBool::new(false);
static HOOK: Once = Once::new();

/// Takes over the terminal on standard output, and the mouse where `takes_mouse` says it.
///
/// # Errors
/// Those of the system, where nothing can be written or the size is unknown; the terminal is
/// restored.
pub(super) fn take(takes_mouse: bool) -> io::Result<ScreenTerminal> {
    HOOK.call_once(|| {
        // The message of a panic would be lost with the alternate screen.
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            restore();
            before(panic);
        }));
    });
    TAKEN.store(true, Ordering::Release);
    // Without a terminal for keys raw mode cannot be set, and the screen still shows.
    drop(enable_raw_mode());
    let begun = execute!(stdout(), EnterAlternateScreen);
    let started = begun.and_then(|()| {
        let terminal = empty()?;
        if takes_mouse {
            execute!(stdout(), EnableMouseCapture)?;
        }
        Ok(terminal)
    });
    if started.is_err() {
        restore();
    }
    started
}

/// The terminal, emptied: the next frame is written whole. Ratatui's own clearing asks for the place of
/// the cursor, and the thread that reads keys would take the answer.
///
/// # Errors
/// The terminal fails.
pub(super) fn empty() -> io::Result<ScreenTerminal> {
    execute!(stdout(), Clear(ClearType::All))?;
    let mut terminal = Terminal::new(CrosstermBackend::new(BufWriter::new(stdout())))?;
    terminal.hide_cursor()?;
    Ok(terminal)
}

/// Restores the terminal if it was taken over. Any thread may call it, more than once.
pub(crate) fn restore() {
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
