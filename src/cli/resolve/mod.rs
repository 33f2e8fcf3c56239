//! What the options mean in this environment: every default, and every rule across options, one
//! file a group of options. Nothing is read here but the arguments and the environment.

mod extract;
mod follow;
mod number;
mod output;
mod time;

use std::path::{Path, PathBuf};

use crate::aggregate::Keep;
use crate::analysis::{AnalysisOptions, AssumedZone, RowCondition};
use crate::error::{Error, Result};
use crate::extract::{ExtractOptions, TEMPLATE};
use crate::format::Format;
use crate::pipeline::{Bounds, RunOptions};
use crate::render::{OUTPUTS, Output, Style};
use crate::source::{Input, SourceOptions};
use crate::time::Zone;

use super::args::{AnalysisArgs, ColorChoice, CountArgs, OutputArgs, RowArgs, RunArgs};
use super::config::{Config, SaveTarget, WIDTHS};
use super::contrast::Question;
use super::environment::Environment;
use super::own_tables;
use super::parsed::Parsed;
use super::state::ASSUMED_ZONE;

/// Rows of `values` in outputs for eyes.
const TOP: usize = 25;
/// The share of the values that `--limits` spares unasked.
const SPARE: f64 = 0.99;
/// The column that orders rows unasked.
const DEFAULT_SORT: &str = "count";
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
    let mut options = parsed.options.clone();
    if args.analysis.needs_times().is_some() && !options.is_empty() {
        options.insert("time".to_owned(), Vec::new());
    }
    if let Some(AssumedZone::Machine(zone)) = time_analysis.as_ref().map(|time| &time.assumed_zone)
        && !options.is_empty()
    {
        options.insert(ASSUMED_ZONE.to_owned(), vec![zone.clone()]);
    }
    let zone = args.time.tz.clone().unwrap_or(Zone::utc());
    let mut analysis = AnalysisOptions {
        top: top(args, output),
        only_outliers: args.rows.outliers,
        rule: args.rows.outlier_rule,
        outlier_on: args.rows.outlier_on.clone(),
        sort: args.rows.sort.clone(),
        reverse: args.rows.reverse,
        pattern: args.value.pattern.clone(),
        conditions: args.filter.conditions.clone(),
        by: args.value.by.clone(),
        zone: zone.clone(),
        sections: output::sections(args, output, inspects(parsed))?,
        having: having(args, &zone)?,
        columns: (!args.rows.columns.is_empty()).then(|| args.rows.columns.clone()),
        time: time_analysis,
        numbers: numbers.as_ref().map(|numbers| numbers.analysis.clone()),
        compares_sides: parsed.compares_sides,
        contrast: None,
        subject: None,
        answers_only: is_answer_asked(args) && !asks_for_rows(args),
        asks_for_rows: asks_for_rows(args),
        alerts: output::alerts(&args.alerts, &args.value.by, environment.now)?,
        rollup: args.analysis.rollup,
        heat: args.analysis.heat,
        ratio: args.value.ratio.is_some(),
        distinct: args.value.distinct.is_some(),
        across: args.value.across.is_some(),
        has_top_lines: args.number.top_lines.is_some(),
        changes: args.analysis.changes.then_some(args.analysis.min_change),
        idle: args.analysis.idle,
        limits: limits(&args.analysis)?,
        tries: args.analysis.tries.clone(),
    };
    if args.number.top_lines.is_some() && args.run.last.is_some() {
        return Err(Error::Usage(
            "--top-lines: the lines of the whole run are kept; not with --last".to_owned(),
        ));
    }
    let inputs = inputs_of(&args.files);
    let bucket = buckets.as_ref().map(|buckets| buckets.width().nanos());
    let mut extract =
        extract::resolve(&args.value, parsed.formats, &args.filter, &args.number, times, &zone)?;
    if !options.is_empty() && (args.value.routes.is_some() || !args.value.mmdb.is_empty()) {
        own_tables::replace_file_names(&extract.tables, &mut options);
    }
    let mut keep = Keep {
        buckets,
        numbers: numbers.as_ref().map(|numbers| numbers.precision),
        range: numbers.as_ref().and_then(|numbers| numbers.analysis.histogram.range),
        measures: args.number.measure.is_some() || !args.number.compare.is_empty(),
        hits: args.value.ratio.is_some(),
        // Events carry the compared columns first.
        distinct: args.value.distinct.as_ref().map(|_| args.number.compare.len()),
        across: args
            .value
            .across
            .as_ref()
            .map(|_| args.number.compare.len() + usize::from(args.value.distinct.is_some())),
        examples: args.value.by.iter().any(|column| column == TEMPLATE),
        first_contrasted: 0,
        contrasted: Vec::new(),
    };
    if let Some(plan) = &parsed.contrast {
        plan.apply(&mut extract, &mut keep, &mut analysis)?;
    }
    analysis.check(&args.value.by)?;
    let bounds = bounds(&args.run, environment)?;
    let run = RunOptions {
        inputs: inputs.clone(),
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
    };
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

/// The share of the values that limits spare; `None` unless limits are asked for.
fn limits(args: &AnalysisArgs) -> Result<Option<f64>> {
    match (args.limits, args.spare) {
        (false, Some(_)) => {
            Err(Error::Usage("--spare is for limits; it needs --limits".to_owned()))
        }
        (limits, spare) => Ok(limits.then_some(spare.unwrap_or(SPARE))),
    }
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

/// Whether an analysis is asked for, whose sections come in place of the values in text.
fn is_answer_asked(args: &CountArgs) -> bool {
    args.analysis.is_given() || args.number.top_lines.is_some()
}

/// Whether the command line says which rows of `values` to show.
fn asks_for_rows(args: &CountArgs) -> bool {
    let RowArgs { top, outliers, having, columns, sort, .. } = &args.rows;
    let is_chosen = !having.is_empty() || !columns.is_empty();
    is_chosen || top.is_some() || *outliers || *sort != DEFAULT_SORT
}

/// The output of this name; clap takes only names of outputs.
pub(crate) fn output_of(args: &OutputArgs) -> &'static Output {
    args.format.parse().unwrap_or(&OUTPUTS[0])
}

/// How many rows of `values` are shown; `None` for all.
fn top(args: &CountArgs, output: &Output) -> Option<usize> {
    match args.rows.top {
        Some(0) => None,
        Some(top) => Some(top),
        // -N has no rows, and the analysis would say of a default that -n does nothing.
        None if args.number.numeric => None,
        None if output.complete || args.rows.outliers => None,
        None => Some(TOP),
    }
}

fn having(args: &CountArgs, zone: &Zone) -> Result<Vec<RowCondition>> {
    let read = |text: &String| {
        let condition = RowCondition::parse("--having", text, zone)?;
        match condition.impossible(&args.value.by) {
            Some(problem) => Err(Error::Usage(format!("--having: {problem}"))),
            None => Ok(condition),
        }
    };
    args.rows.having.iter().map(read).collect()
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
