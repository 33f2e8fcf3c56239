//! Any pattern on any line: an error that says why, or an event or a reason for each line.
#![no_main]

use libfuzzer_sys::fuzz_target;
use streamstats::event::Arena;
use streamstats::extract::{Batch, ExtractOptions, Extractor, PlanCache, Split};
use streamstats::time::Timestamp;

fuzz_target!(|input: (&str, &[u8])| {
    let (pattern, bytes) = input;
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    let options =
        ExtractOptions { split: Split::Pattern(pattern.to_owned()), ..ExtractOptions::default() };
    let Ok(extractor) = Extractor::new(&options) else { return };
    let Ok(context) = extractor.survey("-", &lines, Timestamp(0), &mut PlanCache::default()) else {
        return;
    };
    let mut scratch = extractor.scratch();
    extractor.enter_source(&mut scratch, &context);
    extractor.enter_block(&mut scratch, bytes, None);
    let arena = Arena::new();
    let mut batch = Batch::new(&arena);
    let _ = extractor.extract(&mut scratch, &mut lines.iter().copied(), &mut batch);
    for event in &batch.events {
        assert!(event.value.len() <= bytes.len());
    }
});
