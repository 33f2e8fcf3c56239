//! The live screen of a log that is followed: what stands out, how much and when, drawn anew with
//! every snapshot, and the keys that change the view. It counts nothing and reads no log: whoever
//! follows hands it reports, and asks it for keys in between.
//!
//! `terminal` sets the terminal up and puts it back, `session` draws and waits for keys, `view` is
//! what the user chose, `frame` lays the parts out (`totals`, `values`, `numbers`, `compared`,
//! `timeline`, `keys`), which all write to a `canvas`.

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
