//! Any bytes are taken apart by any built-in format: each line gives an event or a reason.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &[u8])| streamstats::fuzzing::extract(input.0, input.1));
