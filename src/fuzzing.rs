//! The program's own: what the fuzz targets under `fuzz/` run. Nothing is promised of it.

use crate::aggregate::{HashSeed, Keep};
use crate::event::Arena;
use crate::extract::{
    Batch, ExtractOptions, Extractor, PlanCache, PresetChoice, Split, detect, nearest,
};
use crate::format::{Format, builtin};
use crate::state::{Frame, from_line, open};
use crate::time::{
    Context, Reference, StampFormat, TimeParser, Timestamp, UserFormat, Zone, parse_duration,
    parse_limit,
};

/// Takes the lines of `bytes` apart by a built-in format, the one at `pick`: each line gives an event or a
/// reason.
pub fn extract(pick: u8, bytes: &[u8]) {
    let lines = lines(bytes);
    let formats = builtin();
    let format = formats[usize::from(pick) % formats.len()];
    if let Some(counted) = extracted(Split::Preset(PresetChoice::Named(format)), bytes, &lines) {
        assert_eq!(counted, lines.len());
    }
    let _ = (detect(&lines, &[]), nearest(&lines));
}

/// Takes the lines of `bytes` apart by any pattern: an error that says why, or an event or a reason for
/// each line.
pub fn pattern(pattern: &str, bytes: &[u8]) {
    let lines = lines(bytes);
    if let Some(counted) = extracted(Split::Pattern(pattern.to_owned()), bytes, &lines) {
        assert_eq!(counted, lines.len());
    }
}

fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split(|byte| *byte == b'\n').collect()
}

/// How many lines gave an event or a reason; `None` if the options are refused.
fn extracted(split: Split, bytes: &[u8], lines: &[&[u8]]) -> Option<usize> {
    let options = ExtractOptions { split, ..ExtractOptions::default() };
    let extractor = Extractor::new(&options).ok()?;
    let context = extractor.survey("-", lines, Timestamp(0), &mut PlanCache::default()).ok()?;
    let mut scratch = extractor.scratch();
    extractor.enter_source(&mut scratch, &context);
    extractor.enter_block(&mut scratch, bytes, None);
    let arena = Arena::new();
    let mut left = lines.iter().copied();
    let mut counted = 0;
    loop {
        let mut batch = Batch::new(&arena);
        let has_more = extractor.extract(&mut scratch, &mut left, &mut batch);
        counted += batch.events.len() + batch.rejected.len();
        if !has_more {
            return Some(counted);
        }
    }
}

/// Reads any text as a format's file: an error inside the text, or a format.
pub fn preset(text: &str) {
    for table in [&[][..], &["preset", "mine", "format"]] {
        match Format::read("mine", text, table) {
            Ok((format, _)) => assert_eq!(format.name, "mine"),
            Err(error) => {
                let span = error.span.unwrap_or(0..0);
                assert!(span.start <= span.end && span.end <= text.len());
            }
        }
    }
}

/// Opens any bytes as a state: an error, or counts that can be saved again, within the memory allowed.
pub fn state(bytes: &[u8]) {
    let line = from_line(bytes).ok();
    for bytes in [Some(bytes), line.as_deref()].into_iter().flatten() {
        let Ok(saved) = open(bytes) else { continue };
        let keep = Keep::default();
        let frame = Frame { keep: &keep, compared: 0, memory: 1 << 24, seed: HashSeed::random() };
        if let Ok(merged) = saved.read(&frame) {
            assert!(merged.aggregates.needed_memory() <= 1 << 26);
            let _ = merged.aggregates.finish();
        }
    }
}

/// Reads any text as a stamp, a limit, a duration, a zone and a format of stamps: a stamp that is found
/// lies in its text.
pub fn time(bytes: &[u8]) {
    let context = Context::new(Zone::utc(), Reference::Moment(Timestamp(0)));
    let mut parser = TimeParser::new(None, context.clone());
    let first = parser.parse(bytes);
    assert_eq!(first, parser.parse(bytes), "the second time differs");
    if let Some((range, _)) = parser.find(bytes) {
        assert!(range.start < range.end && range.end <= bytes.len());
    }
    let _ = crate::time::detect(&[bytes], &context);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = parse_limit(text, Timestamp(0), &Zone::utc(), Some(Timestamp(0)));
    let _ = (parse_duration(text), Zone::parse(text));
    if let Ok(format) = UserFormat::from_strftime(text) {
        let mut parser = TimeParser::with_format(StampFormat::user(format), context);
        let _ = (parser.parse(bytes), parser.find(bytes));
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{ProptestConfig, any, proptest};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]

        #[test]
        fn any_bytes_are_taken(pick: u8, text: String, bytes in vec(any::<u8>(), 0..200)) {
            super::extract(pick, &bytes);
            super::pattern(&text, &bytes);
            super::preset(&text);
            super::state(&bytes);
            super::time(&bytes);
        }
    }
}
