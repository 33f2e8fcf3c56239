//! The program from the outside, in one test binary so that it links once.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail by it")]

mod documents; // every block of the README and of the runbooks is true
mod effort; // whether tests run in full
mod equivalence; // one input by every way it can come in, one report
mod formats_table; // docs/formats.md is in step with formats/
mod generated; // man page and completions are in step with the program
mod hostile; // inputs that want to break it
mod hostile_names; // names and values that mean harm, through every command
mod html; // the HTML report
mod imports; // the files of src as a graph
mod layering; // who may import whom
mod log_columns; // what is in a log, and what a line lacks
mod merge; // --save-state and merge: pieces are reported as one run
mod program; // runs the program
mod public_api; // the public items of the library
mod records; // records over several lines
mod saved; // presets saved by many processes, and by killed ones
mod signals; // stopped runs
mod text_columns; // the columns that text shows of a wide table
mod timeframe; // -s and -e
mod watching; // runs that go on
mod writing; // --write
