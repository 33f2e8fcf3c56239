//! What runs of the library cost a byte, by how lines are taken apart, and what each output costs a value.
//!
//!     cargo bench --bench stages
//!
//! Runs read an invented log (`benches/corpus`) on one thread, within one process, so that a change shows
//! where it was made; `benches/race` says what it comes to as a whole command.

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
#[path = "corpus/write.rs"]
mod write;

use std::error::Error;
use std::io::Write;

use criterion::{BenchmarkId, Criterion, Throughput};
use streamstats::analysis::{AnalysisOptions, analyze};
use streamstats::extract::{Delimiter, PresetChoice, Split};
use streamstats::format::find;
use streamstats::outcome::Outcome;
use streamstats::pipeline::{Monitor, RunOptions, run};
use streamstats::render::{OUTPUTS, ProgramOptions, Request, Style};
use streamstats::source::Input;
use tempfile::NamedTempFile;

use kinds::{Kind, Settings};

/// Lines of every corpus; of log about 20 MB.
const LINES: u64 = 100_000;

/// Four groups, of which one is counted.
const PATTERN: &str =
    r#"^(?P<client>\S+) \S+ \S+ \[(?P<time>[^\]]+)\] "(?P<method>\S+) (?P<value>\S+)"#;

fn main() -> Result<(), Box<dyn Error>> {
    let mut criterion = Criterion::default().configure_from_args();
    splits(&mut criterion)?;
    values_of_all_kinds(&mut criterion)?;
    outputs(&mut criterion)?;
    criterion.final_summary();
    Ok(())
}

/// A file with the lines of a kind.
fn corpus(name: &str) -> Result<NamedTempFile, Box<dyn Error>> {
    let kind = Kind::from_name(name).ok_or("there is no such kind")?;
    let mut settings = Settings::new(kind);
    settings.lines = LINES;
    let mut bytes = Vec::new();
    write::write(kind, &settings, &mut bytes)?;
    let mut file = NamedTempFile::new()?;
    file.write_all(&bytes)?;
    Ok(file)
}

/// Counts a file on one thread.
fn count(file: &NamedTempFile, split: &Split) -> streamstats::error::Result<Outcome> {
    let mut options = RunOptions::new(vec![Input::File(file.path().to_owned())]);
    options.extract.split = split.clone();
    options.threads = 1;
    run(&options, &Monitor::default())
}

/// A field of each line, as `-f`.
fn field(list: &str) -> Result<Split, Box<dyn Error>> {
    Ok(Split::Fields { list: list.parse()?, delimiter: Delimiter::Blanks })
}

fn splits(criterion: &mut Criterion) -> Result<(), Box<dyn Error>> {
    let access = corpus("access")?;
    let combined = find("combined").ok_or("there is no such format")?;
    let splits = [
        ("whole", Split::Whole),
        ("first field", field("1")?),
        ("last field", field("-1")?),
        ("pattern", Split::Pattern(PATTERN.to_owned())),
        ("combined", Split::Preset(PresetChoice::Named(combined))),
    ];
    let mut group = criterion.benchmark_group("split");
    group.throughput(Throughput::Bytes(access.as_file().metadata()?.len()));
    for (name, split) in splits {
        group.bench_function(name, |bencher| bencher.iter(|| count(&access, &split)));
    }
    group.finish();
    Ok(())
}

fn values_of_all_kinds(criterion: &mut Criterion) -> Result<(), Box<dyn Error>> {
    let mut group = criterion.benchmark_group("count");
    for name in ["tokens", "bytes", "unique"] {
        let file = corpus(name)?;
        group.throughput(Throughput::Bytes(file.as_file().metadata()?.len()));
        group.bench_with_input(BenchmarkId::from_parameter(name), &file, |bencher, file| {
            bencher.iter(|| count(file, &Split::Whole));
        });
    }
    group.finish();
    Ok(())
}

fn outputs(criterion: &mut Criterion) -> Result<(), Box<dyn Error>> {
    let outcome = count(&corpus("access")?, &field("1")?)?;
    let mut group = criterion.benchmark_group("report");
    for output in OUTPUTS {
        let mut options = AnalysisOptions::default();
        options.top = if output.complete { None } else { Some(25) };
        group.bench_function(output.name, |bencher| {
            let mut printed = Vec::new();
            bencher.iter(|| {
                printed.clear();
                let report = analyze(&outcome, &options);
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
