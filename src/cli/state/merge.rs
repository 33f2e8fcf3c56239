//! `merge`: the report that one run over the input of several would have given, from their states.

use std::sync::Arc;

use streamstats::aggregate::HashSeed;
use streamstats::analysis::AssumedZone;
use streamstats::error::Error;
use streamstats::extract::Extractor;
use streamstats::pipeline::{Bounds, Outcome};
use streamstats::state::{self, Frame, Merged, Options};

use crate::cli::args::Args;
use crate::cli::config::Config;
use crate::cli::environment::Environment;
use crate::cli::exit::ExitStatus;
use crate::cli::message;
use crate::cli::resolve::resolve;
use crate::cli::subcommand::MergeArgs;
use crate::cli::typed::{self, Problem};

use super::{ASSUMED_ZONE, Save, finish, inputs, options};

/// Parts are charged while they are read and once more when they are kept: a state that fitted the
/// memory when it was saved is read with less than so many times as much.
const READING: u64 = 3;

/// Reads the states, merges them, reports.
pub(crate) fn merge(typed: &MergeArgs, environment: &Environment) -> ExitStatus {
    match merged(typed, environment) {
        Ok(Some((config, outcome))) => {
            let is_nothing = outcome.tally.total().matched == 0;
            let status = if is_nothing { ExitStatus::Nothing } else { ExitStatus::Success };
            finish(&config, &outcome, status)
        }
        Ok(None) => ExitStatus::Success,
        Err(problem) => {
            message::error(&problem);
            ExitStatus::Failure
        }
    }
}

/// What the states come to; none where there are none and none is to be printed.
fn merged(
    typed: &MergeArgs,
    environment: &Environment,
) -> Result<Option<(Config, Outcome)>, String> {
    let is_stdin =
        typed.states.is_empty() || typed.states.iter().any(|path| path.as_os_str() == "-");
    if is_stdin && environment.stdin_terminal && !typed.output.quiet {
        message::note(&"reading states from the terminal; Ctrl-D ends the input");
    }
    let mut so_far: Option<Merging> = None;
    inputs::read(&typed.states, &mut |place, bytes| match &mut so_far {
        Some(merging) => merging.add(place, bytes),
        None => {
            so_far = Some(Merging::begin(place, bytes, typed, environment)?);
            Ok(())
        }
    })?;
    let Some(merging) = so_far else {
        // A stage of a pipeline that was handed no states hands none on.
        let is_line = typed.save_state.as_ref().is_some_and(|target| target.as_os_str() == "-");
        return if is_line { Ok(None) } else { Err("-: no state; nothing came in".to_owned()) };
    };
    let Merging { mut config, options, extractor, merged, .. } = merging;
    if let Some(target) = &typed.save_state {
        config.save = Some(Save::new(target, options, &config).map_err(|error| error.to_string())?);
    }
    let Merged { aggregates, tally, interrupted, .. } = merged;
    let totals = aggregates.finish();
    Ok(Some((config, Outcome { totals, tally, extractor, errors: Vec::new(), interrupted })))
}

/// The states read so far.
struct Merging {
    config: Config,
    options: Options,
    extractor: Arc<Extractor>,
    seed: HashSeed,
    /// Where the first came from.
    first: String,
    merged: Merged,
}

impl Merging {
    /// Begins with a state, which says how the others must have been counted.
    fn begin(
        place: &str,
        bytes: &[u8],
        typed: &MergeArgs,
        environment: &Environment,
    ) -> Result<Self, String> {
        let told = |error: &dyn std::fmt::Display| format!("{place}: {error}");
        let saved = state::open(bytes).map_err(|error| told(&error))?;
        let unfit = |problem: String| {
            let version = saved.version;
            format!(
                "{place}: saved by streamstats {version} with options that do not fit: {problem}"
            )
        };
        let mut args = parse(&saved.options).map_err(&unfit)?;
        args.rows = typed.rows.clone();
        args.output = typed.output.clone();
        // Which lines lie between the limits is settled; what they are relative to is over.
        args.time |= args.start.take().is_some() | args.end.take().is_some();
        let mut config = resolve(&args, environment).map_err(|error| error.to_string())?;
        if let (Some(zone), Some(time)) =
            (saved.options.get(ASSUMED_ZONE), &mut config.analysis.time)
        {
            time.assumed_zone = AssumedZone::Machine(zone.join(" "));
        }
        let extractor = Extractor::new(&config.run.extract);
        let extractor = Arc::new(extractor.map_err(|error| unfit(error.to_string()))?);
        let seed = HashSeed::random();
        let options = saved.options.clone();
        let frame = frame(&config, &extractor, config.run.bounds, seed);
        let merged = saved.read(&frame).map_err(|error| told(&error))?;
        Ok(Self { config, options, extractor, seed, first: place.to_owned(), merged })
    }

    /// Takes in one more.
    fn add(&mut self, place: &str, bytes: &[u8]) -> Result<(), String> {
        let told = |error: &dyn std::fmt::Display| format!("{place}: {error}");
        let saved = state::open(bytes).map_err(|error| told(&error))?;
        if let Some([option, here, there]) = options::difference(&saved.options, &self.options) {
            return Err(format!(
                "{place}: {option} differs: {here}; in {} it is: {there}; only what was counted \
                 alike can be merged",
                self.first
            ));
        }
        self.raise_bounds(&saved.options)?;
        let frame = frame(&self.config, &self.extractor, self.config.run.bounds, self.seed);
        let other = saved.read(&frame).map_err(|error| told(&error))?;
        self.merged.merge(other).map_err(|column| {
            let name = self.extractor.compared_names().get(column).map_or("", String::as_str);
            let first = &self.first;
            format!(
                "{place}: --compare: column {name} is not the same there and in {first}, a number \
                 in one and a text in the other"
            )
        })?;
        self.fit().map_err(|error| error.to_string())
    }

    /// Of the bounds the largest count.
    fn raise_bounds(&mut self, options: &Options) -> Result<(), String> {
        let is_same = |name: &&str| self.options.get(*name) == options.get(*name);
        if options::BOUNDS.iter().all(is_same) {
            return Ok(());
        }
        let theirs = parse(options)?;
        let Bounds { max_values, max_memory, .. } = &mut self.config.run.bounds;
        for ((name, theirs), own) in options::BOUNDS
            .iter()
            .zip([theirs.max_values, theirs.max_memory])
            .zip([max_values, max_memory])
        {
            if let Some(text) = options.get(*name).filter(|_| theirs > *own) {
                *own = theirs;
                self.options.insert((*name).to_owned(), text.clone());
            }
        }
        Ok(())
    }

    /// Makes what is merged fit the bounds, as one run would have.
    fn fit(&mut self) -> Result<(), Error> {
        let Bounds { max_values, max_memory } = self.config.run.bounds;
        let aggregates = &mut self.merged.aggregates;
        aggregates.reduce_beyond(usize::try_from(max_values).unwrap_or(usize::MAX));
        if aggregates.size() > max_memory / 2 {
            // Nothing may come any more that one run would have had in the buckets of these.
            let _ = aggregates.fold(self.config.run.lateness, self.config.run.now);
        }
        aggregates.fit(max_memory / 2);
        if aggregates.size() > max_memory {
            return Err(Error::Bound(format!(
                "--max-memory: the states together have more than fits {max_memory} bytes"
            )));
        }
        Ok(())
    }
}

/// The options of a state as they would have been typed.
fn parse(options: &Options) -> Result<Args, String> {
    let words = options::words(options)?;
    let parsed = typed::parse(&words).map_err(|problem| match problem {
        Problem::Clap(error) => error.to_string().lines().next().unwrap_or_default().to_owned(),
        Problem::Said(text) => text,
    });
    Ok(parsed?.0)
}

pub(super) fn frame<'a>(
    config: &'a Config,
    extractor: &Extractor,
    bounds: Bounds,
    seed: HashSeed,
) -> Frame<'a> {
    Frame {
        keep: &config.run.keep,
        columns: extractor.columns(),
        compared: extractor.compared_names().len(),
        memory: bounds.max_memory.saturating_mul(READING),
        seed,
    }
}
