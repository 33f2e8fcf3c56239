//! The command line: what was typed, what it means here and now, and what is done with it. The only
//! part that reads the environment and the clock, writes to the screen, and knows clap.
//!
//! `parsed` reads the words into `args`, `resolve` makes a `config` of them and the `environment`,
//! and the `commands` do what it says.

mod absent_column;
mod args;
mod command_line;
pub(crate) mod commands;
mod config;
mod contrast;
pub(crate) mod environment;
mod exit;
mod first_lines;
mod generate;
mod help;
mod manual;
mod message;
mod option_table;
mod own_tables;
pub(crate) mod parsed;
mod piped;
mod printing;
mod progress;
mod replaced_file;
mod resolve;
mod saved;
mod screen;
mod signals;
mod state;
mod synonyms;
mod ticker;
