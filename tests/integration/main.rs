//! The program from the outside, in one test binary so that it links once.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail by it")]

mod comparison; // correlation and association, against scipy
mod condition; // conditions, a column's text, and whether it holds
mod documents; // every block of the README and of the runbooks is true
mod effort; // how many inputs a test tries
mod equivalence; // one input by every way it can come in, one report
mod formats_table;
mod generated; // man page and completions are in step with the program
mod hostile; // inputs that want to break it
mod hostile_names; // names and values that mean harm, through every command
mod html; // the HTML report
mod imports; // the files of src as a graph
mod layering; // who may import whom
mod limiters; // rate limiters of other programs
mod log_columns; // what is in a log, and what a line lacks
mod merge; // --save-state and merge: pieces are reported as one run
mod merge_laws; // states: any split, tree and order; harmed bytes
mod nist; // against certified values
mod percentiles; // against exact order statistics
mod preset_columns; // the samples through the extraction
mod preset_reader; // reads samples, not with the extraction
mod presets; // every built-in format against its samples and the others
mod program; // runs the program
mod public_api; // the public items of the library
mod rates; // rates against a brute force
mod records; // records over several lines
mod saved; // presets saved by many processes, and by killed ones
mod signals; // stopped runs
mod single_column; // the shortcut for one column against the plan of several
mod tally; // the account of lines
mod text_columns;
mod time_properties; // random instants in every shape, and bytes that mean nothing
mod time_sources; // whole sources: years, zones, mixed formats
mod time_table; // stamps and their instants
mod time_wild; // stamps as logs of all kinds write them, read whole or not at all
mod timeframe; // -s and -e
mod watching; // runs that go on
mod writing; // --write
