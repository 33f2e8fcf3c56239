//! The columns of every sample of every preset, as the extraction finds them.

use std::fmt::Write;

use crate::event::Arena;
use crate::extract::{Batch, ExtractOptions, Extractor, PlanCache, PresetChoice, Split};
use crate::format::{Format, Sample, builtin, samples};
use crate::time::Timestamp;

/// What the extraction makes of the column `name` of a sample; why not where it makes nothing.
fn column(preset: &'static Format, sample: &Sample, name: &str) -> Result<String, String> {
    let options = ExtractOptions {
        split: Split::Preset(PresetChoice::Named(preset)),
        by: vec![name.to_owned()],
        ..ExtractOptions::default()
    };
    let extractor = Extractor::new(&options).map_err(|error| error.to_string())?;
    // A sample of a format whose records have several lines is one record.
    let lines: Vec<&[u8]> = match preset.begins.is_empty() {
        true => sample.line.split('\n').map(str::as_bytes).collect(),
        false => vec![sample.line.as_bytes()],
    };
    let context = extractor.survey("-", &lines, Timestamp(0), &mut PlanCache::default());
    let context = context.map_err(|error| error.to_string())?;
    let mut scratch = extractor.scratch();
    extractor.enter_source(&mut scratch, &context);
    extractor.enter_block(&mut scratch, sample.line.as_bytes(), None);
    let arena = Arena::new();
    let mut found = Err("no line".to_owned());
    for line in lines {
        let mut batch = Batch::new(&arena);
        extractor.extract(&mut scratch, &mut [line].into_iter(), &mut batch);
        let value = batch.events.first().map(|event| String::from_utf8_lossy(event.value));
        let reason =
            batch.rejected.first().map(|rejected| extractor.schema().reason(rejected.reason));
        found = value.map(|value| value.into_owned()).ok_or(reason.unwrap_or_default());
    }
    found
}

#[test]
fn every_sample_gives_its_columns() {
    let mut wrong = String::new();
    let mut checked = 0;
    for preset in builtin() {
        for sample in samples(&preset.name) {
            for (name, expected) in &sample.gives {
                checked += 1;
                let found = column(preset, sample, name);
                let fits = match &found {
                    Ok(text) => text == expected,
                    Err(reason) => {
                        expected.is_empty()
                            && (reason.starts_with("no column") || reason.starts_with("no line"))
                    }
                };
                if !fits {
                    let line = &sample.line;
                    let name = format!("{}: {name}", preset.name);
                    writeln!(wrong, "{name} is {found:?}, not {expected:?}: {line}").unwrap();
                }
            }
        }
    }
    assert!(checked > 500, "only {checked} columns");
    assert!(wrong.is_empty(), "{wrong}");
}
