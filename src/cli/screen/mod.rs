//! The screen on a terminal: a report that one walks through and asks further, of a log that grows or
//! of one that does not. It counts nothing and reads no log: the caller hands it reports, and does what
//! its actions say.
//!
//! `view` is what is on the screen as plain data, a command line above all; `press` and `mouse` make
//! another view of it, by the lists of `menus`. `session` takes the terminal over and restores it,
//! draws and waits for keys, and `frame` lays out the parts (`totals`, `chips`, `values`, `row`,
//! `numbers`, `timeline`, `keys`, `overlay`), which write to a `canvas`.

mod canvas;
mod change;
mod chips;
mod conditions;
mod facts;
mod frame;
mod keys;
mod layout;
mod menus;
mod mouse;
mod numbers;
mod overlay;
mod press;
mod row;
mod session;
#[cfg(test)]
mod tests;
mod timeline;
mod totals;
mod values;
mod view;

pub(crate) use facts::{Facts, LogColumn, ValueSource};
pub(crate) use facts::{ReadingProgress, Status};
use layout::ScreenPlaces;
pub(crate) use press::Action;
pub(crate) use session::{Screen, ScreenInput, restore_terminal};
pub(crate) use view::{View, sorts};
