//! Counts the values of a stream or a log, marks the outliers, tells what is normal.
//!
//! This is the engine of the `streamstats` program, for programs that count logs themselves. What is public
//! never prints, never exits, and reads neither the clock nor the environment: the caller hands in files,
//! options and the current time, and gets a report.
//!
//! # A first report
//!
//! Three steps: [`pipeline::run`] reads and counts, [`analysis::analyze`] makes a report of the counts, and
//! the caller looks up figures or prints the report.
//!
//! ```
//! use streamstats::analysis::{AnalysisOptions, analyze};
//! use streamstats::extract::Split;
//! use streamstats::pipeline::{Monitor, RunOptions, run};
//! use streamstats::report::Cell;
//! use streamstats::source::Input;
//!
//! let mut options = RunOptions::new(vec![Input::File("tests/fixtures/access.log".into())]);
//! // The group `value` is what is counted: here the status of each request.
//! options.extract.split = Split::Pattern(r#"" (?P<value>\d{3}) "#.to_owned());
//! let outcome = run(&options, &Monitor::default())?;
//! let asked = AnalysisOptions::default();
//! let report = analyze(&outcome, &asked);
//! assert_eq!(report.cell("summary", "total"), Some(&Cell::Count(500)));
//! let values = report.table("values").ok_or("no such section")?;
//! assert_eq!(values.rows.cell(0, 0), Cell::text("200"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Formats by name, and reports as text
//!
//! A log format known by name ([`format::find`]) gives its fields names, which are counted
//! ([`ExtractOptions::by`]), filtered ([`ExtractOptions::conditions`]) and measured.
//! [`render::OUTPUTS`] has the forms a report is printed in.
//!
//! [`ExtractOptions::by`]: extract::ExtractOptions::by
//! [`ExtractOptions::conditions`]: extract::ExtractOptions::conditions
//!
//! ```
//! use streamstats::analysis::{AnalysisOptions, analyze};
//! use streamstats::condition::Condition;
//! use streamstats::extract::{PresetChoice, Split};
//! use streamstats::pipeline::{Monitor, RunOptions, run};
//! use streamstats::render::{Output, ProgramOptions, Request, Style};
//! use streamstats::source::Input;
//! use streamstats::time::Zone;
//!
//! let mut options = RunOptions::new(vec![Input::File("tests/fixtures/access.log".into())]);
//! let nginx = streamstats::format::find("nginx-times").ok_or("no such format")?;
//! options.extract.split = Split::Preset(PresetChoice::Named(nginx));
//! options.extract.by = vec!["method".to_owned()];
//! options.extract.conditions = vec![Condition::parse("-w", "status >= 500", &Zone::utc())?];
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
//! # Rates in time
//!
//! Stamps are read if [`ExtractOptions::time`] says how, counts by bucket of time are kept if
//! [`Keep::buckets`] is set, and [`AnalysisOptions::time`] asks for their figures.
//!
//! [`ExtractOptions::time`]: extract::ExtractOptions::time
//! [`Keep::buckets`]: aggregate::Keep::buckets
//! [`AnalysisOptions::time`]: analysis::AnalysisOptions::time
//!
//! ```
//! use streamstats::analysis::{AnalysisOptions, TimeAnalysis, analyze};
//! use streamstats::extract::{Delimiter, Split, TimeOptions};
//! use streamstats::pipeline::{Monitor, RunOptions, run};
//! use streamstats::source::Input;
//! use streamstats::time::{Bucketer, Zone};
//!
//! let minutes = Bucketer::new("1m".parse()?, Zone::utc());
//! let mut options = RunOptions::new(vec![Input::File("tests/fixtures/access.log".into())]);
//! options.extract.split = Split::Fields { list: "1".parse()?, delimiter: Delimiter::Blanks };
//! options.extract.time = Some(TimeOptions::new(minutes.clone()));
//! options.keep.buckets = Some(minutes);
//! let outcome = run(&options, &Monitor::default())?;
//! let mut asked = AnalysisOptions::default();
//! asked.time = Some(TimeAnalysis::default());
//! let report = analyze(&outcome, &asked);
//! let timeline = report.table("timeline").ok_or("no such section")?;
//! assert!(timeline.rows.len() > 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is stable
//!
//! A change of a public item is a change of version; `tests/public-api.txt` lists them all. Everything else
//! is the program's own: it is a module of this crate, `cli`, so that what it needs of the library need not
//! be public. The fields of reports, the exit statuses and the format of states last longer than versions
//! of the library (`RELEASING.md`).
//!
//! # The flow
//!
//! ```text
//! source ──> lines ──> extract ──> event ──> aggregate ──> analysis ──> report ──> render
//! └────────────── pipeline ────────────────────────────┘
//! ```
//!
//! Arrows never run back: a stage knows the vocabulary it is handed (`event`, `tally`,
//! [`report`]) and not the stage it came from. `tests/integration/layering.rs` holds the table of
//! who may import whom, and which outside crate belongs to which module.
//!
//! # Code map
//!
//! - [`source`] opens what the user named, recognises compression by the first bytes, and hands out
//!   blocks of whole lines: by position from a plain file, in order from a stream.
//! - [`extract`] finds a line's columns and makes an event of them, or says why not.
//! - [`mod@format`] says what a log format is and reads the built-in ones, the files under `formats/`.
//! - `number` reads numbers as logs write them, exactly.
//! - [`aggregate`] takes events in; its states merge, in any grouping, to the same result.
//! - [`time`] reads timestamps of any shape, and knows zones and buckets: asked by the extraction
//!   for the time of a line, by the aggregates for its bucket.
//! - `tally` accounts for every line.
//! - `state` is a run's outcome as bytes, to be merged with others; `codec` is its alphabet.
//! - [`pipeline`] is the only module that knows all of these and the threads.
//! - `schema` has the names and units of what is counted; with the counts and the account of the
//!   lines it makes an [`outcome`].
//! - [`analysis`] makes a [`report::Report`] of an outcome; its registry has one row a section.
//! - [`render`] prints a report in one of its outputs, and sees nothing else.
//! - `bytes` loads short slices as integers: an alphabet below all of these.
//! - `synonyms` has the words of other tools, and what they are called here.
//! - [`condition`] reads and tests conditions, `COLUMN OP VALUE`.
//! - [`error`] is what can go wrong.
//! - `cli` is the program: it alone reads clock and environment, and prints.
//!
//! # Invariants
//!
//! **The same bytes give the same report**, whatever the threads, the blocks, the split into files,
//! pipe or compression. Aggregates are integers, so merging does not round; every order ends with
//! the value's bytes; rejects get their line numbers from the order of the blocks, not of the
//! threads.
//!
//! **Every line is accounted for**: lines = matched + unmatched + untimed + `out_of_range` +
//! filtered + header + late + continued. A rejected line is data (a rejection), not an error.
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
mod codec;
pub mod condition;
pub mod error;
mod event;
pub mod extract;
pub mod format;
#[doc(hidden)]
pub mod fuzzing;
mod number;
pub mod outcome;
pub mod pipeline;
pub mod render;
pub mod report;
mod schema;
pub mod source;
mod state;
mod synonyms;
mod tally;
pub mod time;

/// The program itself, for `src/main.rs`; nothing is promised of it.
#[doc(hidden)]
pub use cli::main;

#[cfg(test)]
#[path = "../tests/inside/mod.rs"]
mod inside;
