//! Takes the terminal over and puts it back: raw mode, the alternate screen, the cursor. It is put
//! back once, by whoever comes first: the end of the screen, a panic, the exit of a signal.

use std::io::{self, BufWriter, Stdout, stdout};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};

/// The terminal on standard output; a frame is written in one go.
pub(super) type Output = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// Whether the terminal is taken over.
static TAKEN: AtomicBool = AtomicBool::new(false);
static HOOK: Once = Once::new();

/// Takes the terminal on standard output over.
///
/// # Errors
/// The system's, where nothing can be written or the size is not known; the terminal is put back.
pub(super) fn take() -> io::Result<Output> {
    HOOK.call_once(|| {
        // A panic's message would be lost with the alternate screen.
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            restore();
            before(panic);
        }));
    });
    TAKEN.store(true, Ordering::Release);
    // Without a terminal to read keys from there is no mode to set, and the screen still shows.
    drop(enable_raw_mode());
    let begun = execute!(stdout(), EnterAlternateScreen);
    let started = begun.and_then(|()| {
        let mut terminal = Terminal::new(CrosstermBackend::new(BufWriter::new(stdout())))?;
        terminal.hide_cursor()?;
        Ok(terminal)
    });
    if started.is_err() {
        restore();
    }
    started
}

/// Puts the terminal back if it is taken over; may be called from any thread, and more than once.
pub(crate) fn restore() {
    if TAKEN.swap(false, Ordering::AcqRel) {
        // A terminal that is gone needs nothing.
        // tmux brings rows of an alternate screen that grew back with the main one unless they are
        // cleared.
        drop(execute!(stdout(), Clear(ClearType::All), LeaveAlternateScreen, Show));
        drop(disable_raw_mode());
    }
}
