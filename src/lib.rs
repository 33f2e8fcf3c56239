//! Counts the values of a stream or a log, marks the outliers, tells what is normal.
//!
//! This is the engine of the `streamstats` program, for programs that count logs themselves. The library
//! never prints, never exits, and reads neither the clock nor the environment: the caller hands in files,
//! options and the current time, and gets a report.
//!
//! # A first report
//!
//! Three steps: [`pipeline::run`] reads and counts, [`analysis::analyze`] makes a report of the counts, and
//! the caller looks up figures or prints the report.
//!
//! ```
//! use streamstats::aggregate::Keep;
//! use streamstats::analysis::{AnalysisOptions, analyze};
//! use streamstats::extract::{ExtractOptions, Split};
//! use streamstats::pipeline::{Bounds, Monitor, RunOptions, run};
//! use streamstats::report::Cell;
//! use streamstats::source::{Input, SourceOptions};
//! use streamstats::time::Timestamp;
//!
//! let options = RunOptions {
//!     inputs: vec![Input::File("tests/fixtures/access.log".into())],
//!     source: SourceOptions::default(),
//!     // The group `value` is what is counted: here the status of each request.
//!     extract: ExtractOptions {
//!         split: Split::Pattern(r#"" (?P<value>\d{3}) "#.to_owned()),
//!         ..ExtractOptions::default()
//!     },
//!     keep: Keep::default(),
//!     seek: false,
//!     now: Timestamp::default(),
//!     bounds: Bounds::default(),
//!     lateness: 60_000_000_000,
//!     threads: 2,
//! };
//! let outcome = run(&options, &Monitor::default())?;
//! let asked = AnalysisOptions::default();
//! let report = analyze(&outcome, &asked);
//! assert_eq!(report.cell("summary", "total"), Some(&Cell::Count(500)));
//! # Ok::<(), streamstats::error::Error>(())
//! ```
//!
//! # Formats by name, and reports as text
//!
//! A log format known by name gives its fields names, which are counted ([`ExtractOptions::by`]), filtered
//! ([`ExtractOptions::conditions`]) and measured. [`render::OUTPUTS`] has the forms a report is printed in.
//!
//! [`ExtractOptions::by`]: extract::ExtractOptions::by
//! [`ExtractOptions::conditions`]: extract::ExtractOptions::conditions
//!
//! ```
//! # use streamstats::aggregate::Keep;
//! # use streamstats::pipeline::{Bounds, Monitor, RunOptions, run};
//! # use streamstats::source::{Input, SourceOptions};
//! # use streamstats::time::Timestamp;
//! use streamstats::analysis::{AnalysisOptions, analyze};
//! use streamstats::condition::Condition;
//! use streamstats::extract::{ExtractOptions, PresetChoice, Split};
//! use streamstats::render::{Output, ProgramOptions, Request, Style};
//! use streamstats::time::Zone;
//!
//! let combined = streamstats::format::find("nginx-times").ok_or("no such format")?;
//! let extract = ExtractOptions {
//!     split: Split::Preset(PresetChoice::Named(combined)),
//!     by: vec!["method".to_owned()],
//!     conditions: vec![Condition::parse("-w", "status >= 500", &Zone::utc())?],
//!     ..ExtractOptions::default()
//! };
//! # let options = RunOptions {
//! #     inputs: vec![Input::File("tests/fixtures/access.log".into())],
//! #     source: SourceOptions::default(),
//! #     extract,
//! #     keep: Keep::default(),
//! #     seek: false,
//! #     now: Timestamp::default(),
//! #     bounds: Bounds::default(),
//! #     lateness: 60_000_000_000,
//! #     threads: 1,
//! # };
//! // `options` as above, with this `extract`.
//! let outcome = run(&options, &Monitor::default())?;
//! let asked = AnalysisOptions::default();
//! let report = analyze(&outcome, &asked);
//! let csv: &Output = "csv".parse()?;
//! let request = Request {
//!     report: &report,
//!     only: &[],
//!     style: Style::default(),
//!     program: ProgramOptions::default(),
//!     threads: 1,
//! };
//! let mut text = Vec::new();
//! csv.write(&request, &mut text)?;
//! assert!(String::from_utf8(text)?.starts_with("value,count,share,outlier,score,error\n"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is stable
//!
//! The modules are those of the program, and a change of a public item is a change of version; the fields
//! of reports, the exit statuses and the format of states are the interface that lasts
//! (`RELEASING.md`). `tests/public-api.txt` lists every public item.
//!
//! # The flow
//!
//! ```text
//! source ──> lines ──> extract ──> event ──> aggregate ──> analysis ──> report ──> render
//! └────────────── pipeline ────────────────────────────┘
//! ```
//!
//! Arrows never run back: a stage knows the vocabulary it is handed ([`event`], [`tally`],
//! [`report`]) and not the stage it came from. `tests/integration/layering.rs` holds the table of
//! who may import whom, and which outside crate belongs to which module.
//!
//! # Code map
//!
//! - [`source`] opens what the user named, recognises compression by the first bytes, and hands out
//!   blocks of whole lines: by position from a plain file, in order from a stream.
//! - [`extract`] finds a line's columns and makes an [`event::Event`] of them, or says why not.
//! - [`mod@format`] says what a log format is and reads the built-in ones, the files under `formats/`.
//! - [`number`] reads numbers as logs write them, exactly.
//! - [`aggregate`] takes events in; its states merge, in any grouping, to the same result.
//! - [`time`] reads timestamps of any shape, and knows zones and buckets: asked by the extraction
//!   for the time of a line, by the aggregates for its bucket.
//! - [`tally`] accounts for every line.
//! - [`state`] is a run's outcome as bytes, to be merged with others; [`codec`] is its alphabet.
//! - [`pipeline`] is the only module that knows all of these and the threads.
//! - [`schema`] has the names and units of what is counted; with the counts and the account of the
//!   lines it makes an [`outcome`].
//! - [`analysis`] makes a [`report::Report`] of an outcome; its registry has one row a section.
//! - [`render`] prints a report in one of its outputs, and sees nothing else.
//! - `bytes` loads short slices as integers: an alphabet below all of these.
//! - [`condition`] reads and tests conditions, `COLUMN OP VALUE`.
//! - [`error`] is what can go wrong.
//!
//! # Invariants
//!
//! **The same bytes give the same report**, whatever the threads, the blocks, the split into files,
//! pipe or compression. Aggregates are integers, so merging does not round; every order ends with
//! the value's bytes; rejects get their line numbers from the order of the blocks, not of the
//! threads.
//!
//! **Every line is accounted for**: lines = matched + unmatched + untimed + `out_of_range` +
//! filtered + header + late + continued. A rejected line is data ([`tally::Rejection`]), not an error.
//!
//! **Memory grows with the distinct values (and, where times are read, with the distinct pairs of
//! value and bucket), never with the input**: blocks are bounded and reused, a long line is cut while
//! it is read. Past a bound closed buckets are folded and values let go; each count then says how wrong
//! it can be, and what would be wrong is missing.
//!
//! **What is added is one file or one row** (`CONTRIBUTING.md` has the recipes), and the row also
//! feeds help, man page and completions.

#[cfg(not(target_pointer_width = "64"))]
compile_error!("streamstats needs a 64-bit target: counts and positions in files are 64 bits wide");
#[cfg(not(unix))]
compile_error!("streamstats needs Linux, macOS or another Unix: it uses signals and inode numbers");

pub mod aggregate;
pub mod analysis;
mod bytes;
mod cli;
pub mod codec;
pub mod condition;
pub mod error;
pub mod event;
pub mod extract;
pub mod format;
pub mod number;
pub mod outcome;
pub mod pipeline;
pub mod render;
pub mod report;
pub mod schema;
pub mod source;
pub mod state;
pub mod tally;
pub mod time;

// Names of either kind lead here while the program moves into the library.
extern crate self as streamstats;

// The program's own; nothing is promised of it.
#[doc(hidden)]
pub use cli::main;
