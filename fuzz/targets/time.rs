//! Any text as a stamp, a limit, a duration, a zone and a format: never a panic, and a stamp that is
//! found lies in its text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use streamstats::time::{
    Context, Reference, StampFormat, TimeParser, Timestamp, UserFormat, Zone, detect,
    parse_duration, parse_limit,
};

fuzz_target!(|bytes: &[u8]| {
    let context = Context::new(Zone::utc(), Reference::Moment(Timestamp(0)));
    let mut parser = TimeParser::new(None, context.clone());
    let first = parser.parse(bytes);
    assert_eq!(first, parser.parse(bytes), "the second time differs");
    if let Some((range, _)) = parser.find(bytes) {
        assert!(range.start < range.end && range.end <= bytes.len());
    }
    let _ = detect(&[bytes], &context);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = parse_limit(text, Timestamp(0), &Zone::utc(), Some(Timestamp(0)));
    let _ = (parse_duration(text), Zone::parse(text));
    if let Ok(format) = UserFormat::from_strftime(text) {
        let mut parser = TimeParser::with_format(StampFormat::user(format), context);
        let _ = (parser.parse(bytes), parser.find(bytes));
    }
});
