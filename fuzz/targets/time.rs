//! Any text as a stamp, a limit, a duration, a zone and a format: never a panic, and a stamp that is
//! found lies in its text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| streamstats::fuzzing::time(bytes));
