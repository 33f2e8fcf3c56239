//! `diff`: what moved between two logs, two states, or two timeframes of one log.

use std::path::{Path, PathBuf};

use crate::analysis::analyze_sides;
use crate::analysis::diff::Basis;
use crate::error::{Error, Result};
use crate::outcome::Outcome;
use crate::pipeline::{self, Monitor};
use crate::source::Input;
use crate::tally::TakenTimeframe;

use super::log_shape::LogShape;
use super::merge;
use crate::cli::args::{BasisChoice, CountArgs, DiffArgs, MergeArgs};
use crate::cli::config::Config;
use crate::cli::contrast::{ContrastPlan, Question};
use crate::cli::environment::Environment;
use crate::cli::exit::ExitStatus;
use crate::cli::message;
use crate::cli::parsed::Parsed;
use crate::cli::printing::{print_made_report, report_errors};
use crate::cli::resolve::{inputs_of, output_of, resolve};
use crate::cli::signals::{self, Hangup};
use crate::cli::state::inputs;
use crate::cli::state::options::{counted_before, difference};

/// The section of what each side has more of.
const MAKEUP: &str = "makeup";

/// One side that is to be counted: its options, and its inputs, with pipes that were begun in the places of
/// pipes.
struct Uncounted {
    args: CountArgs,
    inputs: Vec<Input>,
    is_state: bool,
}

/// One side: the outcome, and how it was counted.
struct Side {
    config: Config,
    outcome: Outcome,
}

/// Counts both sides and prints what moved.
pub(super) fn run(args: &DiffArgs, parsed: &Parsed, environment: &Environment) -> ExitStatus {
    if !args.count.output.quiet {
        parsed.notes.iter().for_each(|note| message::print_note(note));
    }
    let monitor = Monitor::default();
    let Some(received) = signals::watch(&monitor, Hangup::Ends) else {
        return ExitStatus::Failure;
    };
    // A part of a log is no state: two timeframes are of lines.
    let takes_states = args.at.is_none() && args.before.is_none();
    let sides = sides(args, parsed).and_then(readable);
    let sides = sides.and_then(|sides| both(sides, takes_states, parsed, environment, &monitor));
    let sides =
        sides.and_then(|sides| if args.before.is_some() { apart(sides) } else { Ok(sides) });
    let [before, mut after] = match sides {
        Ok(sides) => sides,
        Err(error) => {
            message::print_error(&message::with_origin(&error, parsed.origin.as_deref()));
            return ExitStatus::Failure;
        }
    };
    let basis = args.basis.map(|basis| match basis {
        BasisChoice::Share => Basis::Share,
        BasisChoice::Rate => Basis::Rate,
    });
    let status = status(&before, &mut after);
    received.end_with(status, |status| {
        let outcomes = [&before.outcome, &after.outcome];
        let report = analyze_sides(outcomes, &after.config.analysis, basis);
        print_made_report(&after.config, &report, status)
    })
}

/// The status of both runs. A problem of a file that both runs read is printed once.
fn status(before: &Side, after: &mut Side) -> ExitStatus {
    let status = report_errors(&before.config, &before.outcome);
    after.outcome.errors.retain(|error| !before.outcome.errors.contains(error));
    status.worse(report_errors(&after.config, &after.outcome))
}

/// The options of each side. Errors: files that are not two sides.
fn sides(args: &DiffArgs, parsed: &Parsed) -> Result<[CountArgs; 2]> {
    let framed = |flag: &'static str, start: Option<&str>, end: Option<&str>| {
        let mut own = parsed.args.clone();
        own.time.start = start.map(str::to_owned);
        own.time.end = end.map(str::to_owned);
        own.time.limit_flags = [flag; 2];
        own
    };
    if let Some(at) = &args.at {
        return Ok([framed("--at", None, Some(at)), framed("--at", Some(at), None)]);
    }
    if let (Some((from, to)), Some((since, until))) = (&args.before, &args.after) {
        let before = framed("--before", Some(from), Some(to));
        return Ok([before, framed("--after", Some(since), Some(until))]);
    }
    let missing = parsed.args.files.iter().find(|file| !is_standard_input(file) && !file.exists());
    if let Some(file) = missing {
        return Err(Error::Usage(format!("{}: no such file", file.display())));
    }
    let of = |file: &PathBuf| CountArgs { files: vec![file.clone()], ..parsed.args.clone() };
    match &parsed.args.files[..] {
        [before, after] => Ok([of(before), of(after)]),
        files => Err(Error::Usage(format!(
            "diff takes two files or states, BEFORE and AFTER, or --at TIME and any number of \
             files; there are {}",
            files.len()
        ))),
    }
}

/// `sides`, unless both read one pipe. Errors: both sides read standard input, or a file that can be read
/// once only.
fn readable(sides: [CountArgs; 2]) -> Result<[CountArgs; 2]> {
    let [before, after] = &sides;
    let is_once = |file: &&PathBuf| {
        is_standard_input(file)
            || file.metadata().is_ok_and(|kind| !kind.is_file() && !kind.is_dir())
    };
    let shared = before.files.iter().find(|file| is_once(file) && after.files.contains(file));
    let name = match shared {
        Some(file) if !is_standard_input(file) => file.display().to_string(),
        None if !(before.files.is_empty() && after.files.is_empty()) => return Ok(sides),
        _ => "standard input".to_owned(),
    };
    Err(Error::Usage(format!(
        "diff reads each side by itself, and {name} can be read once only; write it to a file, and \
         name the file"
    )))
}

impl Uncounted {
    /// The side with `args`, of which the beginning of a single input is read: it tells a state, if the side
    /// may be one.
    fn begin(args: CountArgs, may_be_state: bool) -> Self {
        let mut inputs = inputs_of(&args.files);
        let is_state = match &mut inputs[..] {
            [input] if may_be_state => inputs::is_state(input),
            _ => false,
        };
        Self { args, inputs, is_state }
    }

    /// Whether the beginning can be read before the other side is counted. One writer may fill two pipes, the
    /// second after the first.
    fn is_at_hand(args: &CountArgs) -> bool {
        args.files.iter().all(|file| file.is_file())
    }
}

/// Checks that both sides are states or both are logs. Errors: one side is a state and the other a log.
fn alike(before: &Uncounted, after: &Uncounted) -> Result<()> {
    let state = match (before.is_state, after.is_state) {
        (true, false) => before,
        (false, true) => after,
        _ => return Ok(()),
    };
    let name = state.inputs.first().map(Input::name).unwrap_or_default();
    Err(Error::Usage(format!(
        "{name} is a saved state and the other side is a log; count the log with --save-state and the \
         options of that state, and compare the two states"
    )))
}

/// Refuses an option that says how lines are to be counted beside a state. Errors: a state with an option
/// of counting.
fn as_counted(side: &Uncounted, parsed: &Parsed) -> Result<()> {
    match &parsed.counting_option {
        Some(option) if side.is_state => {
            Err(Error::Usage(counted_before("diff of two states", option)))
        }
        _ => Ok(()),
    }
}

fn is_standard_input(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// A side that is a saved state; `None` where nothing came in. Errors: a state that cannot be read, or that
/// counted nothing that can be printed.
fn of_state(side: &Uncounted, environment: &Environment) -> Result<Option<Side>> {
    let args = &side.args;
    let merge = MergeArgs {
        states: args.files.clone(),
        analysis: args.analysis.clone(),
        rows: args.rows.clone(),
        output: args.output.clone(),
        alerts: args.alerts.clone(),
        save_state: None,
    };
    let merged = merge::merged(&merge, &side.inputs, environment).map_err(Error::Usage)?;
    Ok(merged.map(|(config, outcome)| Side { config, outcome }))
}

/// The columns of the makeup, if it will be printed and lines have columns: of a named or detected format,
/// or of a pattern. Errors: the first file cannot be read.
fn makeup_plan(side: &mut Uncounted, parsed: &Parsed) -> Result<Option<ContrastPlan>> {
    let before = &side.args;
    let output = output_of(&before.output);
    let sections = &before.output.sections;
    let is_asked = sections.iter().any(|name| name == MAKEUP);
    let conditions = before.alerts.fail_if.iter().chain(&before.alerts.warn_if);
    let is_judged = conditions.into_iter().any(|condition| condition.contains(MAKEUP));
    let prints_all = sections.is_empty() && !output.has_one_section && output.name != "text";
    if side.is_state || (before.value.pattern.is_none() && before.value.preset.is_none()) {
        return Ok(None);
    }
    if !is_asked && !is_judged && !prints_all {
        return Ok(None);
    }
    let shape = LogShape::read(before, &mut side.inputs, parsed.formats)?;
    // How the counted values moved is the section moves.
    let columns = shape.makeup(&shape.counted(&before.value.by));
    let plan = ContrastPlan { question: Question::Diff, columns };
    Ok((!plan.columns.is_empty()).then_some(plan))
}

/// Counts one side after the other.
fn both(
    [before, after]: [CountArgs; 2],
    takes_states: bool,
    parsed: &Parsed,
    environment: &Environment,
    monitor: &Monitor,
) -> Result<[Side; 2]> {
    let mut before = Uncounted::begin(before, takes_states);
    if Uncounted::is_at_hand(&after) {
        alike(&before, &Uncounted::begin(after.clone(), takes_states))?;
    }
    as_counted(&before, parsed)?;
    let plan = makeup_plan(&mut before, parsed)?;
    let count = |side: &mut Uncounted| {
        if side.is_state
            && let Some(side) = of_state(side, environment)?
        {
            return Ok(side);
        }
        let parsed = parsed.with(side.args.clone(), plan.clone(), parsed.options.clone());
        let mut config = resolve(&parsed, environment)?;
        config.run.inputs = std::mem::take(&mut side.inputs);
        let outcome = pipeline::run(&config.run, monitor)?;
        Ok(Side { config, outcome })
    };
    let first = count(&mut before)?;
    let mut after = Uncounted::begin(after, takes_states);
    alike(&before, &after)?;
    let sides = [first, count(&mut after)?];
    let [before, after] = &sides;
    match difference(&before.config.options, &after.config.options) {
        Some([option, here, there]) => Err(Error::Usage(format!(
            "{option} differs: {here} in BEFORE, {there} in AFTER; only what was counted alike can \
             be compared"
        ))),
        None => Ok(sides),
    }
}

/// `sides`, two timeframes of one log, unless they share an instant. Errors: the timeframes overlap.
fn apart(sides: [Side; 2]) -> Result<[Side; 2]> {
    let frames = sides.each_ref().map(|side| side.outcome.tally.timeframe.as_ref());
    if let [Some(before), Some(after)] = frames
        && before.start.max(after.start) < before.end.min(after.end)
    {
        return Err(Error::Usage(format!(
            "--before and --after overlap; an event would be on both sides: {} and {}",
            shown(before),
            shown(after)
        )));
    }
    Ok(sides)
}

/// A timeframe that has both its ends.
fn shown(timeframe: &TakenTimeframe) -> String {
    let [from, to] = [timeframe.start, timeframe.end].map(Option::unwrap_or_default);
    format!("{from} to {to}")
}
