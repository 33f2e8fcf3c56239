//! Any pattern on any line: an error that says why, or an event or a reason for each line.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &[u8])| streamstats::fuzzing::pattern(input.0, input.1));
