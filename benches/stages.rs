//! What each stage costs a byte: lines, extraction, counting, analysis with the report.
//!
//!     cargo bench --bench stages
//!
//! The stages run on one thread over an invented log in memory (`benches/corpus`), so that
//! a change shows where it was made; `benches/race` says what it comes to as a whole.

#[path = "corpus/access.rs"]
mod access;
#[path = "corpus/kinds.rs"]
mod kinds;
#[path = "corpus/random.rs"]
mod random;
#[path = "corpus/text.rs"]
mod text;
#[path = "corpus/values.rs"]
mod values;

use std::error::Error;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use streamstats::aggregate::{Aggregates, HashSeed, Keep};
use streamstats::analysis::{self, AnalysisOptions};
use streamstats::event::{Arena, Event};
use streamstats::extract::{
    Batch, Delimiter, ExtractOptions, Extractor, FieldList, PlanCache, PresetChoice, Scratch, Split,
};
use streamstats::format::{find, samples};
use streamstats::outcome::Outcome;
use streamstats::render::{OUTPUTS, ProgramOptions, Request, Style};
use streamstats::source::Lines;
use streamstats::tally::Tally;
use streamstats::time::Timestamp;

use kinds::{Kind, Settings};

/// Lines of every corpus; of log about 20 MB.
const LINES: u64 = 100_000;

/// Longer than any line of the corpora.
const MAX_LINE: usize = 1 << 20;

/// Four groups, of which one is counted.
const PATTERN: &str =
    r#"^(?P<client>\S+) \S+ \S+ \[(?P<time>[^\]]+)\] "(?P<method>\S+) (?P<value>\S+)"#;

fn main() -> Result<(), Box<dyn Error>> {
    let mut criterion = Criterion::default().configure_from_args();
    let access = corpus("access")?;
    lines(&mut criterion, &access);
    extraction(&mut criterion, &access)?;
    counting(&mut criterion)?;
    reporting(&mut criterion, &access)?;
    criterion.final_summary();
    Ok(())
}

/// The lines of a kind.
fn corpus(name: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let kind = Kind::from_name(name).ok_or("there is no such kind")?;
    let mut settings = Settings::new(kind);
    settings.lines = LINES;
    let mut bytes = Vec::new();
    kinds::write(kind, &settings, &mut bytes)?;
    Ok(bytes)
}

/// The first field of a line, as `-f 1`.
fn first_field() -> Result<Split, Box<dyn Error>> {
    Ok(Split::Fields { list: "1".parse::<FieldList>()?, delimiter: Delimiter::Blanks })
}

fn extractor(split: Split) -> Result<Extractor, Box<dyn Error>> {
    Ok(Extractor::new(&ExtractOptions { split, ..ExtractOptions::default() })?)
}

fn lines(criterion: &mut Criterion, access: &[u8]) {
    let mut group = criterion.benchmark_group("lines");
    group.throughput(Throughput::Bytes(access.len() as u64));
    group.bench_function("access", |bencher| {
        bencher.iter(|| Lines::new(black_box(access), MAX_LINE).count());
    });
    group.finish();
}

fn extraction(criterion: &mut Criterion, access: &[u8]) -> Result<(), Box<dyn Error>> {
    let splits = [
        ("whole", Split::Whole),
        ("first field", first_field()?),
        (
            "last field",
            Split::Fields { list: "-1".parse::<FieldList>()?, delimiter: Delimiter::Blanks },
        ),
        ("regex", Split::Pattern(PATTERN.to_owned())),
    ];
    let mut group = criterion.benchmark_group("extract");
    group.throughput(Throughput::Bytes(access.len() as u64));
    for (name, split) in splits {
        let extractor = extractor(split)?;
        let mut scratch = extractor.scratch();
        group.bench_function(name, |bencher| {
            bencher.iter(|| lengths(&extractor, &mut scratch, access));
        });
    }
    group.finish();

    // The lines of a format, which are its samples; a line of combined is one of the corpus.
    let mut group = criterion.benchmark_group("preset");
    group.throughput(Throughput::Elements(LINES));
    for name in ["combined", "nginx-times", "haproxy", "sshd", "log4j"] {
        let preset = find(name).ok_or("there is no such preset")?;
        let split = Split::Preset(PresetChoice::Named(preset));
        let extractor = extractor(split)?;
        let sample = samples(&preset.name).first().ok_or("the preset has no sample")?.line.as_str();
        let repeated = format!("{sample}\n").repeat(usize::try_from(LINES)?).into_bytes();
        let bytes = if name == "combined" { access } else { &repeated };
        let survey = extractor.survey("-", &[], Timestamp::default(), &mut PlanCache::default())?;
        let mut scratch = extractor.scratch();
        extractor.enter_source(&mut scratch, &survey);
        group.bench_function(name, |bencher| {
            bencher.iter(|| lengths(&extractor, &mut scratch, bytes));
        });
    }
    group.finish();
    Ok(())
}

/// The lengths of the values of all lines.
fn lengths(extractor: &Extractor, scratch: &mut Scratch, bytes: &[u8]) -> usize {
    let mut length = 0;
    each_batch(extractor, scratch, bytes, |events| {
        length += events.iter().map(|event| event.value.len()).sum::<usize>();
    });
    length
}

/// Hands the events of the lines of `bytes` to `take`, batch after batch.
fn each_batch(
    extractor: &Extractor,
    scratch: &mut Scratch,
    bytes: &[u8],
    mut take: impl FnMut(&[Event<'_>]),
) {
    extractor.enter_block(scratch, bytes, None);
    let mut lines = Lines::new(black_box(bytes), MAX_LINE).map(|line| line.bytes);
    let mut arena = Arena::new();
    let mut has_more = true;
    while has_more {
        arena.reset();
        let mut batch = Batch::new(&arena);
        has_more = extractor.extract(scratch, &mut lines, &mut batch);
        take(&batch.events);
    }
}

fn counting(criterion: &mut Criterion) -> Result<(), Box<dyn Error>> {
    let whole = extractor(Split::Whole)?;
    let mut group = criterion.benchmark_group("count");
    for name in ["tokens", "bytes", "unique"] {
        let bytes = corpus(name)?;
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), &bytes, |bencher, bytes| {
            bencher.iter(|| count(&whole, bytes).counts.len());
        });
    }
    group.finish();
    Ok(())
}

/// All lines extracted and counted.
fn count(extractor: &Extractor, bytes: &[u8]) -> Aggregates {
    let mut aggregates = Aggregates::new(HashSeed::random(), &Keep::default());
    let mut scratch = extractor.scratch();
    each_batch(extractor, &mut scratch, bytes, |events| aggregates.update(events));
    aggregates
}

fn reporting(criterion: &mut Criterion, access: &[u8]) -> Result<(), Box<dyn Error>> {
    let extractor = extractor(first_field()?)?;
    let totals = count(&extractor, access).finish();
    let tally = Tally::default();
    let schema = extractor.schema();
    let outcome = Outcome { totals, tally, schema, errors: Vec::new(), interrupted: false };

    let mut group = criterion.benchmark_group("report");
    group.throughput(Throughput::Elements(outcome.totals.counts.len() as u64));
    for output in OUTPUTS {
        let top = if output.complete { None } else { Some(25) };
        let options = AnalysisOptions { top, ..AnalysisOptions::default() };
        group.bench_function(output.name, |bencher| {
            let mut printed = Vec::new();
            bencher.iter(|| {
                printed.clear();
                let report = analysis::analyze(&outcome, &options);
                let request = Request {
                    report: &report,
                    only: &[],
                    style: Style::default(),
                    program: ProgramOptions::default(),
                    threads: 1,
                };
                output.write(&request, &mut printed).map(|()| printed.len())
            });
        });
    }
    group.finish();
    Ok(())
}
