//! The live screen of a log that is followed: outliers first, then how much and when. It is drawn
//! again with every report, and keys change the view. It counts nothing and reads no log: the
//! caller hands it reports and asks it for keys in between.
//!
//! `terminal` takes the terminal over and restores it, `session` draws and waits for keys, `view`
//! is what the user chose, and `frame` lays out the parts (`totals`, `values`, `numbers`,
//! `compared`, `timeline`, `keys`), which write to a `canvas`.

mod canvas;
mod compared;
mod frame;
mod keys;
mod layout;
mod numbers;
mod session;
mod status;
mod terminal;
#[cfg(test)]
mod tests;
mod timeline;
mod totals;
mod values;
mod view;

pub(crate) use session::{Action, Screen};
pub(crate) use status::Status;
pub(crate) use terminal::restore;
pub(crate) use view::View;
