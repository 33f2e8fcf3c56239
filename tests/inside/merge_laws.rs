//! The laws of merging, through the bytes of states: any events, split anyhow, saved, read and
//! merged in any order and grouping, give the bytes and the report of one run. And bytes that were
//! harmed give an error, never a figure.

use crate::aggregate::{Aggregates, ContrastKind, HashSeed, Keep, Precision};
use crate::analysis::HistogramOptions;
use crate::analysis::{
    AnalysisOptions, AssumedZone, MeasuredColumn, NumberAnalysis, TimeAnalysis, Window, analyze,
};
use crate::event::{ComparedKind, Event};
use crate::extract::{ExtractOptions, Extractor, Split};
use crate::number::Number;
use crate::outcome::Outcome;
use crate::render::{OUTPUTS, ProgramOptions, Request, Style};
use crate::schema::Schema;
use crate::state::{self, Frame, Merged, Options, StateError};
use crate::tally::{BlockTally, Rejection, Tally};
use crate::time::{Assumed, Bucketer, Timestamp, Zone};
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof};
use proptest::test_runner::{Config, TestRng, TestRunner};

use super::cases;

/// Memory granted to states that are read.
const MEMORY: u64 = 1 << 30;
/// Columns that are compared, the first two numbers.
const COMPARED: [&str; 4] = ["1", "2", "3", "4"];
const KINDS: [ComparedKind; 4] = [
    ComparedKind::Number,
    ComparedKind::DecidedByLines,
    ComparedKind::DecidedByLines,
    ComparedKind::Text,
];

/// One line: an event with its number and the columns that are compared, or a reject.
#[derive(Debug, Clone)]
struct Line {
    value: Vec<u8>,
    at: i64,
    weight: u64,
    number: Option<String>,
    columns: [Option<String>; 4],
    reject: Option<bool>,
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        20 => "-?[0-9]{1,4}",
        20 => "0\\.[0-9]{1,3}",
        4 => "-?[1-9][0-9]{0,20}(e-?[0-9]{1,2})?",
        1 => "-?[0-9]\\.[0-9]{1,12}e(-[12][0-9]{2}|[12][0-9]{2})",
        1 => "[0-9]{1,3}(ms|s|MiB|%)",
        1 => "0(\\.0{1,3})?",
    ]
}

fn lines() -> impl Strategy<Value = Vec<(usize, Line)>> {
    let value = prop_oneof![
        "[ab]".prop_map(String::into_bytes),
        "/shop/(item|cart)/[0-9]{1,2}".prop_map(String::into_bytes),
        proptest::collection::vec(any::<u8>(), 0..4),
    ];
    let at = prop_oneof![
        8 => (0..400_i64).prop_map(|quarter| quarter * 250_000_000),
        1 => -2_000_000_000_000..2_000_000_000_000_i64,
    ];
    let weight = prop_oneof![8 => 1..3_u64, 1 => Just(0), 1 => any::<u64>()];
    let text = || proptest::option::of("[xyz]{0,2}");
    let columns = (proptest::option::of(number()), proptest::option::of(number()), text(), text());
    let line = (
        value,
        at,
        weight,
        proptest::option::of(number()),
        columns,
        proptest::option::weighted(0.2, any::<bool>()),
    );
    let line = line.prop_map(|(value, at, weight, number, (a, b, c, d), reject)| Line {
        value,
        at,
        weight,
        number,
        columns: [a, b, c, d],
        reject,
    });
    proptest::collection::vec((0..6_usize, line), 0..60)
}

/// What is kept and asked for.
struct View {
    keep: Keep,
    schema: Schema,
    analysis: AnalysisOptions,
    seed: HashSeed,
    compares: bool,
}

impl View {
    fn new(times: bool, measures: bool, compares: bool, contrasts: bool) -> Self {
        let precision = Precision::DEFAULT;
        let numbers = measures || compares;
        let range = Some((-5.0, 100.0));
        let keep = Keep {
            buckets: times.then(|| Bucketer::new("1s".parse().unwrap(), Zone::utc())),
            numbers: numbers.then_some(precision),
            range,
            measures: numbers,
            hits: contrasts,
            distinct: contrasts.then_some(0),
            across: contrasts.then_some(1),
            examples: true,
            first_contrasted: 1,
            contrasted: match contrasts {
                true => vec![ContrastKind::Texts, ContrastKind::Numbers],
                false => Vec::new(),
            },
        };
        let compare = COMPARED.map(str::to_owned).to_vec();
        let split = Split::Fields { list: "1-4".parse().unwrap(), delimiter: Default::default() };
        let options = ExtractOptions {
            compare: if compares { compare } else { Vec::new() },
            split,
            ..ExtractOptions::default()
        };
        let windows = ["2s", "1m"].iter().zip([2_000_000_000, 60_000_000_000]);
        let time = TimeAnalysis {
            assumed_zone: AssumedZone::Given,
            year_given: false,
            percentiles: Vec::new(),
            windows: windows
                .map(|(name, nanos)| Window { name: format!("peak_{name}"), nanos })
                .collect(),
        };
        let histogram = HistogramOptions { range, ..HistogramOptions::default() };
        let percentiles = [50, 99].map(crate::aggregate::Percentile::whole).to_vec();
        let analysis = AnalysisOptions {
            outlier_on: if times { "peak" } else { "count" }.to_owned(),
            time: times.then_some(time),
            numbers: numbers.then_some(NumberAnalysis {
                measured: if compares { MeasuredColumn::Compared } else { MeasuredColumn::Column },
                column: None,
                asked: Vec::new(),
                precision,
                percentiles,
                histogram,
            }),
            across: contrasts,
            ..AnalysisOptions::default()
        };
        let schema = Extractor::new(&options).unwrap().schema();
        Self { keep, schema, analysis, seed: HashSeed::random(), compares }
    }

    /// The state of the lines of some parts, each a file of its own, counted in one run.
    fn saved(&self, lines: &[(usize, Line)], parts: &[usize]) -> Vec<u8> {
        let mut aggregates = Aggregates::new(self.seed, &self.keep);
        let mut tally = Tally::default();
        for (sequence, part) in (0..).zip(parts) {
            // The last two are standard input, and only one of them has rejects: which are the first
            // of a name that stands for several sources, one run tells by the order it reads them.
            let is_stdin = *part >= 4;
            let name = if is_stdin { "-".to_owned() } else { format!("+file-{part}") };
            let source = tally.open(&name);
            tally.set_time_format(source, "iso", (part % 2 == 0).then_some("d/m/y"));
            tally.set_preset(source, "common".to_owned(), part % 3 == 0);
            let mut block = BlockTally::default();
            for (_, line) in lines.iter().filter(|(own, _)| own == part) {
                block.lines += 1;
                block.bytes += line.value.len() as u64;
                let about = line.columns.each_ref().map(|text| text.as_deref() == Some("x"));
                let [zone, year, date, fold] = about;
                tally.assume(Assumed { zone, year, date, fold, named_zone: zone && date });
                if let Some(reject) = line.reject.filter(|_| *part != 5) {
                    let reason = if reject { Rejection::NoMatch } else { Rejection::NoColumn(0) };
                    block.reject(reason, &line.value);
                    continue;
                }
                block.matched += 1;
                let at = Some(Timestamp(line.at)).filter(|_| self.keep.buckets.is_some());
                let text = format!("{:?}", line.columns);
                let columns =
                    line.columns.each_ref().map(|text| text.as_deref().map(str::as_bytes));
                let number = line.number.as_ref().and_then(|text| Number::read(text.as_bytes()));
                let event = Event {
                    number: number.as_ref(),
                    columns: &columns,
                    line: text.as_bytes(),
                    hit: line.weight == 1,
                    selected: line.weight == 1,
                    ..Event::new(&line.value, line.weight, at)
                };
                let compared = if self.compares { &KINDS[..] } else { &[] };
                aggregates.update(&[event], compared);
            }
            tally.add_block(sequence, source, block);
        }
        tally.finish();
        let hinted = tally.unmatched() > 0;
        if hinted {
            tally.suggest_preset("common");
        }
        state::save(&options(), &self.schema, &aggregates.finish(), &tally, false, &[])
    }

    fn read(&self, bytes: &[u8]) -> Result<Merged, StateError> {
        let frame = Frame {
            keep: &self.keep,
            compared: if self.compares { COMPARED.len() } else { 0 },
            memory: MEMORY,
            seed: self.seed,
        };
        state::open(bytes)?.read(&frame)
    }

    /// The state again, and the report of it.
    fn reported(&self, merged: Merged, with_timeline: bool) -> (Vec<u8>, String) {
        let Merged { aggregates, tally, interrupted, .. } = merged;
        let (totals, schema) = (aggregates.finish(), self.schema.clone());
        let saved = state::save(&options(), &schema, &totals, &tally, interrupted, &[]);
        let outcome = Outcome { totals, tally, schema, errors: Vec::new(), interrupted };
        let report = analyze(&outcome, &self.analysis);
        let json = OUTPUTS.iter().find(|output| output.name == "json").unwrap();
        let mut out = Vec::new();
        // The timeline is long where harm has put an instant far away.
        let sections = report.sections.iter().map(|section| section.name);
        for section in sections.filter(|name| with_timeline || *name != "timeline") {
            let request = Request {
                report: &report,
                only: &[section.to_owned()],
                style: Style::default(),
                program: ProgramOptions::default(),
                threads: 1,
            };
            json.write(&request, &mut out).unwrap();
        }
        (saved, String::from_utf8(out).unwrap())
    }
}

fn options() -> Options {
    Options::from([("field".to_owned(), vec!["1".to_owned()]), ("time".to_owned(), Vec::new())])
}

fn views() -> Vec<View> {
    [
        (false, false, false, false),
        (true, false, false, false),
        (true, true, false, false),
        (true, false, true, false),
        (false, false, true, false),
        (true, true, false, true),
        (false, false, false, true),
    ]
    .map(|(times, measures, compares, contrasts)| View::new(times, measures, compares, contrasts))
    .into()
}

#[test]
fn any_split_merges_to_one_run() {
    let views = views();
    let mut runner =
        TestRunner::new(Config { cases: cases(12), max_shrink_iters: 200, ..Config::default() });
    let picks = proptest::collection::vec(any::<(u8, u8, bool)>(), 12);
    runner
        .run(&(lines(), picks), |(lines, picks)| {
            for view in &views {
                let one = view.saved(&lines, &[0, 1, 2, 3, 4, 5]);
                let (one, expected) = view.reported(view.read(&one).unwrap(), true);
                let mut states: Vec<Vec<u8>> = [&[0][..], &[1, 3], &[2], &[], &[4, 5]]
                    .map(|parts| view.saved(&lines, parts))
                    .into();
                let mut picks = picks.iter();
                while states.len() > 1 {
                    let (left, right, text) = picks.next().unwrap();
                    let left = states.swap_remove(usize::from(*left) % states.len());
                    let right = states.swap_remove(usize::from(*right) % states.len());
                    let mut merged = view.read(&left).unwrap();
                    prop_assert_eq!(merged.merge(view.read(&right).unwrap()), Ok(()));
                    let (saved, _) = view.reported(merged, false);
                    states.push(match text {
                        true => state::from_line(state::to_line(&saved).as_bytes()).unwrap(),
                        false => saved,
                    });
                }
                let (saved, report) = view.reported(view.read(&states[0]).unwrap(), true);
                prop_assert_eq!(&report, &expected);
                prop_assert!(saved == one, "other bytes");
            }
            Ok(())
        })
        .unwrap();
}

/// What is done to the bytes of a state.
#[derive(Debug, Clone)]
enum Harm {
    Flip(usize, u8),
    Cut(usize),
    Splice(usize, usize, usize),
    Swap(usize, usize),
    Number(usize, u8),
}

fn harm() -> impl Strategy<Value = Harm> {
    let at = || any::<u16>().prop_map(usize::from);
    prop_oneof![
        (at(), 0..8_u8).prop_map(|(at, bit)| Harm::Flip(at, bit)),
        at().prop_map(Harm::Cut),
        (at(), at(), 0..40_usize).prop_map(|(from, to, length)| Harm::Splice(from, to, length)),
        (at(), at()).prop_map(|(a, b)| Harm::Swap(a, b)),
        (at(), prop_oneof![Just(0), Just(1), Just(0x7f), Just(0x80), Just(0xff)])
            .prop_map(|(at, byte)| Harm::Number(at, byte)),
    ]
}

impl Harm {
    fn apply(&self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let place = |at: usize| at % bytes.len();
        match *self {
            Self::Flip(at, bit) => {
                let at = place(at);
                bytes[at] ^= 1 << bit;
            }
            Self::Cut(at) => bytes.truncate(place(at)),
            Self::Splice(source, to, length) => {
                let (source, to) = (place(source), place(to));
                let piece = bytes[source..(source + length).min(bytes.len())].to_vec();
                bytes.splice(to..to, piece);
            }
            Self::Swap(a, b) => {
                let (a, b) = (place(a), place(b));
                bytes.swap(a, b);
            }
            Self::Number(at, byte) => {
                let at = place(at);
                bytes[at] = byte;
            }
        }
    }
}

/// Bytes before the contents, and of the checksum.
const HEAD: usize = 18;
const SUM: usize = 4;

/// Makes length and checksum right again.
fn repair(contents: &[u8]) -> Vec<u8> {
    let whole = state::save(
        &Options::new(),
        &Schema::default(),
        &Aggregates::new(HashSeed::random(), &Keep::default()).finish(),
        &Tally::default(),
        false,
        &[],
    );
    let mut bytes = whole[..10].to_vec();
    bytes.extend((contents.len() as u64).to_le_bytes());
    bytes.extend(contents);
    let sum = crc32fast::hash(&bytes);
    bytes.extend(sum.to_le_bytes());
    bytes
}

/// A state of each view, of some lines.
fn samples(views: &[View]) -> Vec<Vec<u8>> {
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let mut sample = Vec::new();
    while sample.len() < 40 {
        sample = proptest::strategy::ValueTree::current(&lines().new_tree(&mut runner).unwrap());
    }
    views.iter().map(|view| view.saved(&sample, &[0, 1, 2, 3, 4, 5])).collect()
}

#[test]
fn harmed_states_are_errors() {
    let views = views();
    let samples = samples(&views);
    let mut runner = TestRunner::new(Config { cases: cases(1000), ..Config::default() });
    runner
        .run(&(0..views.len(), proptest::collection::vec(harm(), 1..3)), |(view, harms)| {
            let mut bytes = samples[view].clone();
            harms.iter().for_each(|harm| harm.apply(&mut bytes));
            prop_assert!(bytes == samples[view] || state::open(&bytes).is_err());
            let line = state::to_line(&samples[view]);
            let mut text = line.clone().into_bytes();
            harms.iter().for_each(|harm| harm.apply(&mut text));
            let read = state::from_line(&text).map(|bytes| state::open(&bytes).is_err());
            prop_assert!(text.trim_ascii() == line.as_bytes() || read != Ok(false));
            Ok(())
        })
        .unwrap();
}

#[test]
fn wrong_contents_with_right_checksum() {
    let views = views();
    let samples = samples(&views);
    let mut runner = TestRunner::new(Config { cases: cases(300), ..Config::default() });
    let refused = std::cell::Cell::new(0);
    runner
        .run(&(0..views.len(), proptest::collection::vec(harm(), 1..3)), |(view, harms)| {
            let sample = &samples[view];
            let mut contents = sample[HEAD..sample.len() - SUM].to_vec();
            harms.iter().for_each(|harm| harm.apply(&mut contents));
            let view = &views[view];
            match view.read(&repair(&contents)) {
                Err(_) => refused.set(refused.get() + 1),
                Ok(mut merged) => {
                    let same = view.read(&repair(&contents)).unwrap();
                    let _ = merged.merge(same);
                    let (saved, _) = view.reported(merged, false);
                    prop_assert!(view.read(&saved).is_ok(), "cannot be read again");
                }
            }
            Ok(())
        })
        .unwrap();
    assert!(refused.get() > cases(300) / 4, "only {} were refused", refused.get());
}
