//! The command line: what was typed, what it means here and now, and what is done with it. The only
//! part that reads the environment and the clock, writes to the screen, and knows clap.

pub(crate) mod args;
mod check;
pub(crate) mod config;
pub(crate) mod environment;
pub(crate) mod exit;
pub(crate) mod generate;
pub(crate) mod live;
pub(crate) mod manual;
pub(crate) mod message;
mod numbers;
pub(crate) mod preset;
pub(crate) mod progress;
pub(crate) mod resolve;
pub(crate) mod run;
mod saved;
pub(crate) mod signals;
pub(crate) mod size;
pub(crate) mod state;
pub(crate) mod subcommand;
pub(crate) mod times;
pub(crate) mod typed;
mod value;
mod watching;
