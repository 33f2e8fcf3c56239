//! `streamstats help WORD`: the chapters of the manual, and what is said of an option.

mod aligned;
mod option;
mod topics;

pub(crate) use option::{option, search};
pub(crate) use topics::{TOPICS, Topic};
