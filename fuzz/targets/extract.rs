//! Any bytes are taken apart by any built-in format: each line gives an event or a reason.
#![no_main]

use libfuzzer_sys::fuzz_target;
use streamstats::event::Arena;
use streamstats::extract::{
    Batch, ExtractOptions, Extractor, PlanCache, PresetChoice, Split, detect, nearest,
};
use streamstats::format::builtin;
use streamstats::time::Timestamp;

fuzz_target!(|input: (u8, &[u8])| {
    let (pick, bytes) = input;
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    let formats = builtin();
    let format = formats[usize::from(pick) % formats.len()];
    let options = ExtractOptions {
        split: Split::Preset(PresetChoice::Named(format)),
        ..ExtractOptions::default()
    };
    let Ok(extractor) = Extractor::new(&options) else { return };
    let Ok(context) = extractor.survey("-", &lines, Timestamp(0), &mut PlanCache::default()) else {
        return;
    };
    let mut scratch = extractor.scratch();
    extractor.enter_source(&mut scratch, &context);
    extractor.enter_block(&mut scratch, bytes, None);
    let arena = Arena::new();
    let mut left = lines.iter().copied();
    let mut counted = 0;
    loop {
        let mut batch = Batch::new(&arena);
        let is_full = extractor.extract(&mut scratch, &mut left, &mut batch);
        counted += batch.events.len() + batch.rejected.len();
        if !is_full {
            break;
        }
    }
    assert_eq!(counted, lines.len());
    let _ = (detect(&lines, &[]), nearest(&lines));
});
