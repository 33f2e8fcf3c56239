//! What the options mean in this environment: every default, and every rule across options, one
//! file a group of options. Nothing is read here but the arguments and the environment.

mod analysis;
mod extract;
mod follow;
mod number;
mod output;
mod time;

use std::path::{Path, PathBuf};

use crate::aggregate::Keep;
use crate::analysis::{AnalysisOptions, AssumedZone, TimeAnalysis};
use crate::error::{Error, Result};
use crate::extract::{ExtractOptions, TEMPLATE};
use crate::format::Format;
use crate::pipeline::{Bounds, RunOptions};
use crate::render::{OUTPUTS, Output, Style};
use crate::source::{Input, SourceOptions};
use crate::state::Options;
use crate::time::{Bucketer, Zone};
use number::NumberOptions;

use super::args::{ColorChoice, CountArgs, OutputArgs, RunArgs};
use super::config::{Config, SaveTarget, WIDTHS};
use super::contrast::Question;
use super::environment::Environment;
use super::own_tables;
use super::parsed::Parsed;
use super::state::ASSUMED_ZONE;

/// Columns of text without a terminal to ask.
const WIDTH: usize = 80;
/// The largest `--max-memory`: what 32-bit addresses reach, less a block of new values.
const LARGEST_MEMORY: u64 = 31 << 30;
/// The longest `--max-line` and block: lengths of lines are kept in 32 bits.
const LARGEST_LINE: u64 = 1 << 30;

/// Resolves the command line to a whole configuration. Errors: a value out of bounds, or options that do
/// not fit each other; the message names the option.
pub(crate) fn resolve(parsed: &Parsed, environment: &Environment) -> Result<Config> {
    let args = &parsed.args;
    let output = output_of(&args.output);
    let machine_zone = parsed.options.get(ASSUMED_ZONE).map(Vec::as_slice);
    let times = time::resolve(args, machine_zone, environment)?;
    let (times, rates) = times.map(|times| (times.extract, times.rates)).unzip();
    let (buckets, time_analysis) = rates.flatten().unzip();
    let numbers = number::resolve(&args.number, &args.value, buckets.is_some())?;
    let mut options = carried(parsed, time_analysis.as_ref());
    let zone = args.time.tz.clone().unwrap_or(Zone::utc());
    let numbers_asked = numbers.as_ref().map(|numbers| numbers.analysis.clone());
    let mut analysis = AnalysisOptions {
        sections: output::sections(args, output, inspects(parsed))?,
        alerts: output::alerts(&args.alerts, &args.value.by, environment.now)?,
        compares_sides: parsed.compares_sides,
        ..analysis::resolve(args, output, &zone, time_analysis, numbers_asked)?
    };
    let inputs = inputs_of(&args.files);
    let bucket = buckets.as_ref().map(|buckets| buckets.width().nanos());
    let mut extract =
        extract::resolve(&args.value, parsed.formats, &args.filter, &args.number, times, &zone)?;
    if !options.is_empty() && (args.value.routes.is_some() || !args.value.mmdb.is_empty()) {
        own_tables::replace_file_names(&extract.tables, &mut options);
    }
    let mut keep = keep(args, buckets, numbers.as_ref());
    if let Some(plan) = &parsed.contrast {
        plan.apply(&mut extract, &mut keep, &mut analysis)?;
    }
    analysis.check(&args.value.by)?;
    let run = run_options(args, inputs.clone(), extract, keep, environment)?;
    output::check_alerts(&analysis, &run.keep, &args.value.by)?;
    Ok(Config {
        run,
        analysis,
        merges_templates: merges_templates(args, parsed.compares_sides)?,
        output,
        style: style(&args.output, environment),
        program: output::program(args, output, inspects(parsed))?,
        write: output::target(args)?,
        quiet: args.output.quiet,
        strict: args.run.strict,
        origin: parsed.origin.clone(),
        options,
        save: args.run.save_state.as_deref().map(save_target),
        fail_fast: args.alerts.fail_fast,
        explores: args.run.screen,
        takes_mouse: !args.run.no_mouse,
        follow: follow::resolve(&args.run, &inputs, bucket, environment)?,
    })
}

/// The options that a state carries: the options that were typed, the times that another option needs, and the zone
/// of the machine where stamps were read in it. Empty if no state is saved.
fn carried(parsed: &Parsed, time: Option<&TimeAnalysis>) -> Options {
    let mut options = parsed.options.clone();
    if options.is_empty() {
        return options;
    }
    if parsed.args.analysis.needs_times().is_some() {
        options.insert("time".to_owned(), Vec::new());
    }
    if let Some(AssumedZone::Machine(zone)) = time.map(|time| &time.assumed_zone) {
        options.insert(ASSUMED_ZONE.to_owned(), vec![zone.clone()]);
    }
    options
}

/// What is kept of events. An event carries the compared columns first, then the column of `--distinct`, then the
/// column of `--across`.
fn keep(args: &CountArgs, buckets: Option<Bucketer>, numbers: Option<&NumberOptions>) -> Keep {
    let CountArgs { value, number, .. } = args;
    let compared = number.compare.len();
    let distinct = value.distinct.as_ref().map(|_| compared);
    Keep {
        buckets,
        numbers: numbers.map(|numbers| numbers.precision),
        range: numbers.and_then(|numbers| numbers.analysis.histogram.range),
        measures: number.measure.is_some() || !number.compare.is_empty(),
        hits: value.ratio.is_some(),
        distinct,
        across: value.across.as_ref().map(|_| compared + usize::from(distinct.is_some())),
        examples: value.by.iter().any(|column| column == TEMPLATE),
        first_contrasted: 0,
        contrasted: Vec::new(),
    }
}

/// What is run, and within which bounds. Errors: a bound that is too large.
fn run_options(
    args: &CountArgs,
    inputs: Vec<Input>,
    extract: ExtractOptions,
    keep: Keep,
    environment: &Environment,
) -> Result<RunOptions> {
    let bounds = bounds(&args.run, environment)?;
    Ok(RunOptions {
        inputs,
        source: SourceOptions {
            block_bytes: length("--block-size", args.run.block_size)?,
            max_line: length("--max-line", args.run.max_line)?,
            unfold: false,
        },
        extract,
        keep,
        seek: !args.time.no_seek,
        now: environment.now,
        bounds,
        lateness: args.run.lateness.unsigned_abs(),
        threads: bounds.threads(args.run.threads.map_or(environment.cores, usize::from)),
    })
}

/// How lines are taken apart, as far as the options alone decide it. Errors: options of the value or of
/// filters that do not fit each other.
pub(crate) fn extract_options(
    args: &CountArgs,
    formats: &'static [&'static Format],
) -> Result<ExtractOptions> {
    let CountArgs { value, filter, number, .. } = args;
    let zone = Zone::utc();
    extract::resolve(value, formats, filter, number, None, &zone)
}

/// Whether templates are merged. Errors: the values are no templates, or another option excludes
/// `--merge-templates`.
fn merges_templates(args: &CountArgs, compares_sides: bool) -> Result<bool> {
    let problem = match args.value.by.as_slice() {
        _ if !args.analysis.merge_templates => return Ok(false),
        [column] if column == TEMPLATE => None,
        _ => Some("it merges the values of -k template"),
    };
    let distinct =
        args.value.distinct.as_ref().map(|_| "not with --distinct, which counts texts by template");
    let sides = compares_sides.then_some("not with diff, whose sides would be merged apart");
    match problem.or(distinct).or(sides) {
        Some(problem) => Err(Error::Usage(format!("--merge-templates: {problem}"))),
        None => Ok(true),
    }
}

/// Whether a value is looked at, by `inspect` or by a merge of its states.
fn inspects(parsed: &Parsed) -> bool {
    let question = parsed.contrast.as_ref().map(|plan| &plan.question);
    matches!(question, Some(Question::Inspect(_)))
}

/// The output of this name; clap takes only names of outputs.
pub(crate) fn output_of(args: &OutputArgs) -> &'static Output {
    args.format.parse().unwrap_or(&OUTPUTS[0])
}

/// Values are addressed with 32 bits, and take more than 8 bytes.
fn bounds(args: &RunArgs, environment: &Environment) -> Result<Bounds> {
    if args.max_memory > LARGEST_MEMORY {
        return Err(Error::Usage("--max-memory: at most 31GiB".to_owned()));
    }
    let max_memory = environment.memory(args.max_memory);
    Ok(Bounds { max_values: args.max_values, max_memory })
}

fn save_target(path: &Path) -> SaveTarget {
    match path.to_str() {
        Some("-") => SaveTarget::StandardOutput,
        _ => SaveTarget::File(path.to_owned()),
    }
}

/// The inputs that are named: standard input for `-` and where none is.
pub(crate) fn inputs_of(files: &[PathBuf]) -> Vec<Input> {
    if files.is_empty() {
        return vec![Input::Stdin];
    }
    let input = |file: &PathBuf| match file.to_str() {
        Some("-") => Input::Stdin,
        _ => Input::File(file.clone()),
    };
    files.iter().map(input).collect()
}

fn length(flag: &str, bytes: u64) -> Result<usize> {
    let length = usize::try_from(bytes).ok().filter(|_| bytes <= LARGEST_LINE);
    length.ok_or_else(|| Error::Usage(format!("{flag}: at most 1GiB")))
}

fn style(args: &OutputArgs, environment: &Environment) -> Style {
    let color = match args.color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            let is_terminal = environment.stdout_terminal && args.write.is_none();
            !environment.no_color && (environment.force_color || is_terminal)
        }
    };
    // A file is no terminal.
    let terminal = environment.width.filter(|_| args.write.is_none());
    let width = args.width.map(usize::from).or(terminal).unwrap_or(WIDTH);
    Style {
        width: width.clamp(*WIDTHS.start(), *WIDTHS.end()),
        color,
        unicode: !(args.ascii || environment.ascii),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::{Config, Environment, Parsed, resolve};
    use crate::cli::args::Args;

    fn pipe() -> Environment {
        Environment { stdout_terminal: false, cores: 3, ..Environment::for_tests() }
    }

    fn parsed(line: &str) -> Parsed {
        Parsed::of(Args::try_parse_from(line.split_whitespace()).unwrap().count)
    }

    fn config(line: &str, environment: &Environment) -> Config {
        resolve(&parsed(line), environment).unwrap()
    }

    #[test]
    fn defaults_depend_on_the_output() {
        assert_eq!(config("streamstats", &pipe()).analysis.top, Some(25));
        for all in ["-n0", "-o", "-Ojson", "-Ocsv", "-Otsv"] {
            assert_eq!(config(&format!("streamstats {all}"), &pipe()).analysis.top, None, "{all}");
        }
        assert_eq!(config("streamstats -o -n3", &pipe()).analysis.top, Some(3));
        assert_eq!(config("streamstats", &pipe()).run.threads, 3);
        assert_eq!(config("streamstats", &pipe()).style.width, 80);
    }

    #[test]
    fn colour_follows_the_terminal_and_the_two_variables() {
        let terminal = Environment { stdout_terminal: true, ..pipe() };
        let cases = [
            (pipe(), "", false),
            (terminal.clone(), "", true),
            (Environment { no_color: true, ..terminal.clone() }, "", false),
            (Environment { no_color: true, ..pipe() }, "--color=always", true),
            (Environment { force_color: true, ..pipe() }, "", true),
            (terminal, "--color=never", false),
        ];
        for (environment, flag, expected) in cases {
            let style = config(&format!("streamstats {flag}"), &environment).style;
            assert_eq!(style.color, expected, "{environment:?} {flag}");
        }
        assert!(!config("streamstats", &Environment { ascii: true, ..pipe() }).style.unicode);
    }

    #[test]
    fn bounds_name_their_option() {
        let parsed = parsed("streamstats --max-line 2GiB");
        assert!(resolve(&parsed, &pipe()).unwrap_err().to_string().contains("--max-line"));
    }
}
