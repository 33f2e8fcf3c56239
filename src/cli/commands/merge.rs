//! `merge`: the report that one run over the input of several would have given, from their states.

use crate::aggregate::HashSeed;
use crate::outcome::Outcome;
use crate::pipeline::Bounds;
use crate::schema::Schema;
use crate::source::Input;
use crate::state::{self, Merged, Options};

use crate::cli::args::{CountArgs, MergeArgs};
use crate::cli::config::Config;
use crate::cli::contrast::ContrastPlan;
use crate::cli::environment::Environment;
use crate::cli::exit::ExitStatus;
use crate::cli::message;
use crate::cli::parsed::{self, Parsed};
use crate::cli::printing::{answer_status, report_failure};
use crate::cli::resolve::{inputs_of, output_of, resolve};
use crate::cli::state::options::difference;
use crate::cli::state::{frame, inputs, save};

/// Reads the states, merges them, reports.
pub(super) fn run(args: &MergeArgs, environment: &Environment) -> ExitStatus {
    let inputs = inputs_of(&args.states);
    match merged(args, &inputs, environment) {
        Ok(Some((config, outcome))) => {
            let status = answer_status(&config, &outcome);
            save::finish(&config, &outcome, status)
        }
        Ok(None) => ExitStatus::Success,
        Err(problem) => report_failure(output_of(&args.output), &problem),
    }
}

/// The merged outcome of the states in `inputs`, or `None` if there is nothing to print.
pub(super) fn merged(
    args: &MergeArgs,
    inputs: &[Input],
    environment: &Environment,
) -> Result<Option<(Config, Outcome)>, String> {
    if inputs.contains(&Input::Stdin) && environment.stdin_terminal && !args.output.quiet {
        message::print_note(&"reading states from the terminal; Ctrl-D ends the input");
    }
    let mut merging: Option<Merging> = None;
    inputs::read(inputs, &mut |place, bytes| match &mut merging {
        Some(merging) => merging.add(place, bytes),
        None => {
            merging = Some(Merging::begin(place, bytes, args, environment)?);
            Ok(())
        }
    })?;
    let Some(merging) = merging else {
        // A merge within a pipeline that gets no states passes no state on.
        let prints_line = args.save_state.as_ref().is_some_and(|target| target.as_os_str() == "-");
        return match prints_line {
            true => Ok(None),
            false => Err("-: no state; nothing came in".to_owned()),
        };
    };
    let Merging { config, schema, merged, .. } = merging;
    save::check(config.save.as_ref()).map_err(|error| error.to_string())?;
    let Merged { aggregates, tally, interrupted, .. } = merged;
    let totals = aggregates.finish();
    Ok(Some((config, Outcome { totals, tally, schema, errors: Vec::new(), interrupted })))
}

/// Whether times were read where a state with these options was counted.
fn reads_times(counted: &CountArgs) -> bool {
    let CountArgs { time, analysis, .. } = counted;
    let given = time.start.is_some() || time.end.is_some() || time.bucket.is_some();
    time.time || given || !time.window.is_empty() || analysis.needs_times().is_some()
}

/// The states read so far.
struct Merging {
    config: Config,
    schema: Schema,
    seed: HashSeed,
    /// The place of the first state.
    first: String,
    merged: Merged,
}

impl Merging {
    /// Begins with a state, whose options the others must share.
    fn begin(
        place: &str,
        bytes: &[u8],
        args: &MergeArgs,
        environment: &Environment,
    ) -> Result<Self, String> {
        let at_place = |error: &dyn std::fmt::Display| format!("{place}: {error}");
        let saved = state::open(bytes).map_err(|error| at_place(&error))?;
        let unfit = |problem: String| {
            let version = saved.version;
            format!(
                "{place}: saved by streamstats {version} with options that do not fit: {problem}"
            )
        };
        let mut counted = parsed::of_state(&saved.options).map_err(&unfit)?;
        if let Some(flag) = args.analysis.needs_times().filter(|_| !reads_times(&counted)) {
            return Err(format!("{flag} needs times, and the state was counted without -t"));
        }
        counted.analysis = args.analysis.clone();
        counted.rows = args.rows.clone();
        counted.output = args.output.clone();
        counted.alerts = args.alerts.clone();
        counted.run.save_state.clone_from(&args.save_state);
        // The limits were applied when the lines were counted.
        let time = &mut counted.time;
        time.time |= time.start.take().is_some() | time.end.take().is_some();
        // No line is taken apart; a user's format need not be known here.
        counted.value.preset = None;
        let (contrast, options) = (ContrastPlan::carried(&saved.options), saved.options.clone());
        let parsed = Parsed { contrast, options, ..Parsed::of(counted) };
        let config = resolve(&parsed, environment).map_err(|error| error.to_string())?;
        let (schema, seed) = (saved.schema.clone(), HashSeed::random());
        let merged = saved.read(&frame(&config, seed));
        let merged = merged.map_err(|error| at_place(&error))?;
        Ok(Self { config, schema, seed, first: place.to_owned(), merged })
    }

    /// Merges one more state.
    fn add(&mut self, place: &str, bytes: &[u8]) -> Result<(), String> {
        let at_place = |error: &dyn std::fmt::Display| format!("{place}: {error}");
        let saved = state::open(bytes).map_err(|error| at_place(&error))?;
        if let Some([option, here, there]) = difference(&saved.options, &self.config.options) {
            return Err(format!(
                "{place}: {option} differs: {here}; in {} it is: {there}; only what was counted \
                 alike can be merged",
                self.first
            ));
        }
        if !saved.schema.names_equal(&self.schema) {
            return Err(format!("{place}: its columns are not named as in {}", self.first));
        }
        self.raise_bounds(&saved.options)?;
        let frame = frame(&self.config, self.seed);
        let other = saved.read(&frame).map_err(|error| at_place(&error))?;
        self.merged.merge(other).map_err(|column| {
            let name = self.schema.compared.get(column).map_or("", String::as_str);
            let first = &self.first;
            format!(
                "{place}: --compare: the formats do not say alike there and in {first} whether column \
                 {name} is a number; count with --as text:{name} or --as number:{name}"
            )
        })?;
        self.fit();
        Ok(())
    }

    /// Raises the bounds to the bounds of `options` where they are larger.
    fn raise_bounds(&mut self, options: &Options) -> Result<(), String> {
        let differs = |name: &str| self.config.options.get(name) != options.get(name);
        if !differs("max-values") && !differs("max-memory") {
            return Ok(());
        }
        let theirs = parsed::of_state(options)?.run;
        let Bounds { max_values, max_memory, .. } = &mut self.config.run.bounds;
        let bounds = [
            ("max-values", theirs.max_values, max_values),
            ("max-memory", theirs.max_memory, max_memory),
        ];
        for (name, theirs, own) in bounds {
            if let Some(text) = options.get(name).filter(|_| theirs > *own) {
                *own = theirs;
                self.config.options.insert(name.to_owned(), text.clone());
            }
        }
        Ok(())
    }

    /// Reduces the merged counts to the bounds of memory and values, as one run over all input would
    /// have done.
    fn fit(&mut self) {
        let Bounds { max_values, .. } = self.config.run.bounds;
        let most = self.config.run.bounds.budget() / 2;
        let aggregates = &mut self.merged.aggregates;
        aggregates.reduce_beyond(usize::try_from(max_values).unwrap_or(usize::MAX));
        if aggregates.needed_memory() > most {
            // The horizon that `fold` gives would make later events late, and no events follow here.
            let _ = aggregates.fold(self.config.run.lateness, self.config.run.now);
        }
        aggregates.fit(most);
    }
}

#[cfg(test)]
mod hostile_states;
