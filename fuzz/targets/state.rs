//! Any bytes as a state: an error, or counts that can be saved again, within the memory allowed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use streamstats::aggregate::{HashSeed, Keep};
use streamstats::state::{Frame, from_line, open};

fuzz_target!(|bytes: &[u8]| {
    let line = from_line(bytes).ok();
    for bytes in [Some(bytes), line.as_deref()].into_iter().flatten() {
        let Ok(saved) = open(bytes) else { continue };
        let keep = Keep::default();
        let frame = Frame { keep: &keep, compared: 0, memory: 1 << 24, seed: HashSeed::random() };
        if let Ok(merged) = saved.read(&frame) {
            assert!(merged.aggregates.size() <= 1 << 26);
            let _ = merged.aggregates.finish();
        }
    }
});
