//! Any text as a format's file: an error inside the text, or a format.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| streamstats::fuzzing::preset(text));
