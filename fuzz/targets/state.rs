//! Any bytes as a state: an error, or counts that can be saved again, within the memory allowed.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| streamstats::fuzzing::state(bytes));
