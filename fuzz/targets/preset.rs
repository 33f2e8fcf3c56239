//! Any text as a format's file: an error inside the text, or a format.
#![no_main]

use libfuzzer_sys::fuzz_target;
use streamstats::format::Format;

fuzz_target!(|text: &str| {
    for table in [&[][..], &["preset", "mine", "format"]] {
        match Format::read("mine", text, table) {
            Ok((format, _)) => assert_eq!(format.name, "mine"),
            Err(error) => {
                let span = error.span.unwrap_or(0..0);
                assert!(span.start <= span.end && span.end <= text.len());
            }
        }
    }
});
