//! States that mean harm: states of real runs, mutated, their checksums repaired. Each is refused with a
//! message, or is merged, printed and counted on without a panic. `STATES=100000 cargo test --lib
//! mutated_states` tries more, and then also holds the memory of each against the size of its file.

use crate::analysis::analyze;
use crate::pipeline::{self, FollowOptions, Monitor, ResumeState};
use crate::render::{OUTPUTS, ProgramOptions, Request, Style};

use super::{Config, Environment, MergeArgs, Merging, Outcome, frame, parsed, resolve, state};
use crate::cli::args::Subcommand;

static ENVIRONMENT: Environment = Environment::for_tests();

/// Command lines whose states are mutated.
const COUNTED: [&str; 14] = [
    "tests/fixtures/tokens.txt",
    "-f 1 tests/fixtures/access.log",
    "-P combined -t -b 10s --idle 1m tests/fixtures/access.log",
    "-P combined -k path -m bytes -t --percentiles 50,99 tests/fixtures/access.log",
    "-N -f 1 --scale log tests/fixtures/tokens.txt",
    "-P nginx-times --compare request_time,bytes,status,method tests/fixtures/access.log",
    "-P combined -k path --distinct client --ratio status>=400 -t tests/fixtures/access.log",
    "-P combined -k client --across status --weight bytes tests/fixtures/access.log",
    "-f 1 --max-values 5 tests/fixtures/access.log",
    "-f 1,7 -t --max-memory 1MB tests/fixtures/access.log",
    "-P json -k level -t tests/fixtures/app.json.log",
    "-f -1 -t tests/fixtures/syslog.log",
    "-P combined -k path -m bytes --top-lines 3 tests/fixtures/access.log",
    "-P json -k template tests/fixtures/app.json.log",
];
/// Lines that a run counts on from a state.
const NEXT: &str = "tests/fixtures/access.log";

/// Bytes before the contents of a state, and of the checksum after them.
const HEAD: usize = 18;
const SUM: usize = 4;
/// The most memory beside four times the file.
const BESIDE: u64 = 64 << 20;

/// SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap()
    }
}

/// The largest varint, and others that are near a power of two.
fn varint(chance: &mut Chance) -> Vec<u8> {
    let number = u64::MAX >> chance.below(64);
    let mut number = number.wrapping_sub(chance.next() % 3);
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(u8::try_from(number & 0x7f).unwrap() | 0x80);
        number >>= 7;
    }
    bytes.push(u8::try_from(number).unwrap());
    bytes
}

/// One change of the contents of a state, or a part of `other`.
fn mutate(contents: &mut Vec<u8>, other: &[u8], chance: &mut Chance) {
    let at = chance.below(contents.len());
    let length = (1 << chance.below(7)).min(contents.len() - at);
    match chance.below(12) {
        0 => contents[at] ^= 1 << chance.below(8),
        1 => contents[at] = 0xff,
        2 => contents[at] = u8::try_from(chance.below(4)).unwrap(),
        3 => drop(contents.splice(at..at + 1, varint(chance))),
        4 => drop(contents.splice(at..at, varint(chance))),
        5 => drop(contents.drain(at..at + length)),
        6 => {
            let again = contents[at..at + length].repeat(1 << chance.below(6));
            drop(contents.splice(at..at, again));
        }
        7 => {
            let from = chance.below(other.len());
            let part = &other[from..(from + length).min(other.len())];
            drop(contents.splice(at..at + length, part.iter().copied()));
        }
        // A count that is off by one, or by a half of a varint's byte.
        even if even % 2 == 0 => contents[at] = contents[at].wrapping_add(1),
        _ => contents[at] = contents[at].wrapping_sub(1 << chance.below(7)),
    }
    if contents.is_empty() {
        contents.push(0);
    }
}

/// A state with these contents, its length and its checksum right.
fn sealed(head: &[u8], contents: &[u8]) -> Vec<u8> {
    let mut bytes = head[..HEAD - 8].to_vec();
    bytes.extend((contents.len() as u64).to_le_bytes());
    bytes.extend(contents);
    let sum = crc32fast::hash(&bytes);
    bytes.extend(sum.to_le_bytes());
    bytes
}

fn configured(words: &str) -> Config {
    let words: Vec<_> = words.split(' ').map(Into::into).collect();
    let parsed = parsed::of_options(&words, &ENVIRONMENT);
    let parsed = parsed.unwrap_or_else(|problem| panic!("{}", problem.text()));
    resolve(&parsed, &ENVIRONMENT).unwrap()
}

fn print(config: &Config, outcome: &Outcome) {
    let report = analyze(outcome, &config.analysis);
    let (style, program) = (Style::default(), ProgramOptions::default());
    let request = Request { report: &report, only: &[], style, program, threads: 1 };
    for name in ["json", "text"] {
        let output = OUTPUTS.iter().find(|output| output.name == name).unwrap();
        output.write(&request, &mut std::io::sink()).unwrap();
    }
}

/// Does with a state what `merge` and a follower do. Gives how far it came.
fn read(bytes: &[u8], args: &MergeArgs, counted: &Config) -> usize {
    let Ok(mut merging) = Merging::begin("state", bytes, args, &ENVIRONMENT) else { return 0 };
    _ = merging.add("state", bytes);
    let Merging { config, schema, merged, .. } = merging;
    let (tally, errors, interrupted) = (merged.tally, Vec::new(), merged.interrupted);
    let totals = merged.aggregates.finish();
    let outcome = Outcome { totals, tally, schema, errors, interrupted };
    print(&config, &outcome);
    _ = state::save(&config.options, &outcome.schema, &outcome.totals, &outcome.tally, false, &[]);
    let Ok(saved) = state::open(bytes) else { return 1 };
    let seed = crate::aggregate::HashSeed::random();
    let Ok(merged) = saved.read(&frame(counted, seed)) else { return 1 };
    let (aggregates, tally) = (merged.aggregates, merged.tally);
    let resume = Some(ResumeState { aggregates, tally, positions: Vec::new() });
    let commands = crossbeam_channel::never();
    let options = FollowOptions { resume, ..FollowOptions::default() };
    let counted_on =
        pipeline::follow(&counted.run, options, &Monitor::default(), &commands, &mut |_| ());
    counted_on.map_or(1, |outcome| {
        print(counted, &outcome);
        2
    })
}

/// The largest resident memory since the last call, in bytes; `None` if the system does not report it.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let peak: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    std::fs::write("/proc/self/clear_refs", "5").ok()?;
    Some(peak << 10)
}

#[test]
#[expect(clippy::disallowed_methods, reason = "tests take their size from the environment")]
fn mutated_states_are_refused_or_read() {
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let (states, seed) = (number("STATES"), number("STATES_SEED").unwrap_or(20_260_305));
    let mut chance = Chance(seed);
    let configs = COUNTED.map(configured);
    let saved = configs.each_ref().map(|config| {
        let outcome = pipeline::run(&config.run, &Monitor::default()).unwrap();
        let Outcome { totals, tally, schema, .. } = &outcome;
        state::save(&config.options, schema, totals, tally, false, &[])
    });
    let Some(Subcommand::Merge(args)) = parsed::of_options(&["merge".into()], &ENVIRONMENT)
        .unwrap_or_else(|problem| panic!("{}", problem.text()))
        .command
    else {
        panic!("merge is a subcommand");
    };
    let counted = COUNTED.map(|words| {
        let options = words.rsplit_once(' ').map_or("", |(options, _)| options);
        configured(format!("{options} {NEXT}").trim())
    });
    let mut reached = [0; 3];
    let mut most = peak_memory().unwrap_or(0);
    for index in 0..states.unwrap_or(200) {
        let own = chance.below(saved.len());
        let bytes = &saved[own];
        let mut contents = bytes[HEAD..bytes.len() - SUM].to_vec();
        for _ in 0..1 + chance.below(5) / 4 {
            let other = &saved[chance.below(saved.len())];
            mutate(&mut contents, other, &mut chance);
        }
        let mutated = sealed(&bytes[..HEAD], &contents);
        reached[read(&mutated, &args, &counted[own])] += 1;
        if let (Some(_), Some(peak)) = (states, peak_memory()) {
            most = most.max(peak);
            let allowed = 4 * mutated.len() as u64 + BESIDE;
            if peak > allowed {
                let path = std::env::temp_dir().join(format!("large-state-{index}"));
                std::fs::write(&path, &mutated).unwrap();
                panic!("state {index}: {peak} bytes of memory; {}", path.display());
            }
        }
    }
    println!("refused, merged, counted on: {reached:?}; at most {most} bytes of memory");
    let [refused, _, counted_on] = reached;
    assert!(refused > 0 && counted_on > 0, "{reached:?}");
}
