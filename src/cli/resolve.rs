//! What the typed options mean in this environment: every default and every rule across options.

use streamstats::aggregate::Keep;
use streamstats::analysis::AnalysisOptions;
use streamstats::error::{Error, Result};
use streamstats::extract::{Condition, ExtractOptions, PresetChoice, Split};
use streamstats::pipeline::{Bounds, RunOptions};
use streamstats::preset;
use streamstats::render::Style;
use streamstats::source::{Input, SourceOptions};

use super::args::{Args, ColorChoice};
use super::config::{Config, WIDTHS};
use super::environment::Environment;
use super::numbers;
use super::times::{self, Times};
use super::watching;

/// Rows of `values` in outputs for eyes.
const TOP: usize = 25;
/// Columns of text where there is no terminal to ask.
const WIDTH: usize = 80;
/// The largest `--max-memory`, a block of new values less than what can be addressed.
const LARGEST_MEMORY: u64 = 31 << 30;
/// The longest `--max-line` and block: lengths of lines are kept in 32 bits.
const LARGEST_LINE: u64 = 1 << 30;

/// Resolves `args`.
///
/// # Errors
/// A value that is out of bounds; the message names the option.
pub(crate) fn resolve(args: &Args, environment: &Environment) -> Result<Config> {
    let output: &'static streamstats::render::Output =
        args.output.format.parse().map_err(Error::Usage)?;
    let top = match args.rows.top {
        Some(0) => None,
        Some(top) => Some(top),
        // There are no rows; what was typed is told to do nothing.
        None if args.numeric => None,
        None if output.complete || args.rows.outliers => None,
        None => Some(TOP),
    };
    let times = times::resolve(args, environment)?;
    let rates = times.as_ref().and_then(|times| times.rates.clone());
    let (buckets, time_analysis) = rates.unzip();
    let numbers = numbers::resolve(args)?;
    check_section(args, buckets.is_some())?;
    let analysis = AnalysisOptions {
        top,
        only_outliers: args.rows.outliers,
        rule: args.rows.outlier_rule,
        outlier_on: args.rows.outlier_on.clone(),
        sort: args.rows.sort.clone(),
        reverse: args.rows.reverse,
        pattern: args.pattern.clone(),
        section: args.output.section.clone(),
        time: time_analysis,
        numbers: numbers.as_ref().map(|numbers| numbers.analysis.clone()),
    };
    analysis.check(&args.by)?;
    let inputs = inputs(args);
    let run = RunOptions {
        inputs: inputs.clone(),
        source: SourceOptions {
            block_bytes: length("--block-size", args.block_size)?,
            max_line: length("--max-line", args.max_line)?,
        },
        extract: extract(args, times.as_ref())?,
        keep: Keep {
            buckets,
            numbers: numbers.as_ref().map(|numbers| numbers.precision),
            range: numbers.as_ref().and_then(|numbers| numbers.analysis.histogram.range),
            measures: args.measure.is_some() || !args.compare.is_empty(),
        },
        seek: !args.no_seek,
        now: environment.now,
        bounds: bounds(args)?,
        lateness: args.lateness.unsigned_abs(),
        threads: args.threads.map_or(environment.cores, usize::from),
    };
    Ok(Config {
        run,
        analysis,
        output,
        section: args.output.section.clone(),
        style: style(args, environment),
        origin: None,
        quiet: args.output.quiet,
        strict: args.strict,
        save: None,
        watching: watching::resolve(args, &inputs, environment)?,
    })
}

/// Checks that some input could give the section that is asked for: to read a large log and then
/// print nothing helps nobody.
fn check_section(args: &Args, has_rates: bool) -> Result<()> {
    let Some(name) = args.output.section.as_deref() else { return Ok(()) };
    let compares = !args.compare.is_empty();
    let measures = args.numeric || args.measure.is_some();
    let (is_there, needs) = match name {
        "summary" | "values" => (!args.numeric, "-N counts no values"),
        "time" | "timeline" | "frequencies" => (has_rates, "it needs -t"),
        "distribution" | "histogram" => (measures, "it needs -N or -m"),
        "numeric_outliers" => (args.numeric, "it needs -N"),
        "columns" | "correlations" | "contingency" | "association" => {
            (compares, "it needs --compare")
        }
        _ => (true, ""),
    };
    let problem = || Error::Usage(format!("--section: there will be no {name}; {needs}"));
    if is_there { Ok(()) } else { Err(problem()) }
}

/// Values are addressed with 32 bits, and take more than 8 bytes.
fn bounds(args: &Args) -> Result<Bounds> {
    if args.max_memory > LARGEST_MEMORY {
        return Err(Error::Usage("--max-memory: at most 31GiB".to_owned()));
    }
    Ok(Bounds { max_values: args.max_values, max_memory: args.max_memory })
}

fn inputs(args: &Args) -> Vec<Input> {
    if args.files.is_empty() {
        return vec![Input::Stdin];
    }
    let input = |file: &std::path::PathBuf| match file.to_str() {
        Some("-") => Input::Stdin,
        _ => Input::File(file.clone()),
    };
    args.files.iter().map(input).collect()
}

fn extract(args: &Args, times: Option<&Times>) -> Result<ExtractOptions> {
    let ways = [
        ("-p/--pattern", args.pattern.is_some()),
        ("-P/--preset", args.preset.is_some()),
        ("-f/--field", args.field.is_some()),
    ];
    let mut ways = ways.iter().filter(|(_, given)| *given).map(|(flag, _)| *flag);
    if let (Some(one), Some(other)) = (ways.next(), ways.next()) {
        return Err(Error::Usage(format!("{one} and {other} exclude each other")));
    }
    if args.delimiter.is_some() && args.field.is_none() {
        return Err(Error::Usage("-d/--delimiter separates fields; it needs -f".to_owned()));
    }
    let rates = times.is_some_and(|times| times.rates.is_some());
    let split = match (&args.pattern, &args.preset, &args.field) {
        (Some(pattern), ..) => Split::Pattern(pattern.clone()),
        (None, Some(name), _) => Split::Preset(preset_choice(name)?),
        (None, None, Some(list)) => Split::Fields {
            list: list.clone(),
            delimiter: args.delimiter.clone().unwrap_or_default(),
        },
        // Columns and times, but not of what: the format that the lines have.
        (None, None, None) if rates && !args.by.is_empty() => Split::Preset(PresetChoice::Auto),
        (None, None, None) => Split::Whole,
    };
    let conditions = args.conditions.iter().map(|text| Condition::parse(text));
    Ok(ExtractOptions {
        split,
        by: args.by.clone(),
        weight: args.weight.clone(),
        grep: args.grep.clone(),
        exclude: args.exclude.clone(),
        numeric: args.numeric,
        measure: args.measure.clone(),
        compare: args.compare.clone(),
        conditions: conditions.collect::<Result<_>>()?,
        time: times.map(|times| times.extract.clone()),
    })
}

fn preset_choice(name: &str) -> Result<PresetChoice> {
    if name == "auto" {
        return Ok(PresetChoice::Auto);
    }
    let wrapped = name.split_once('/');
    let wrapped =
        wrapped.and_then(|(outer, inner)| Some((preset::find(outer)?, preset::find(inner)?)));
    if let Some((outer, inner)) = wrapped.filter(|(outer, _)| outer.wraps.is_some()) {
        return Ok(PresetChoice::Wrapped(outer, inner));
    }
    preset::find(name).map(PresetChoice::Named).ok_or_else(|| {
        let nearest = preset::suggest(name).map(|name| format!("; did you mean {name}?"));
        let nearest = nearest.unwrap_or_default();
        Error::Usage(format!(
            "-P/--preset: no preset {name}{nearest} (streamstats preset list shows all)"
        ))
    })
}

fn length(flag: &str, bytes: u64) -> Result<usize> {
    let length = usize::try_from(bytes).ok().filter(|_| bytes <= LARGEST_LINE);
    length.ok_or_else(|| Error::Usage(format!("{flag}: at most 1GiB")))
}

fn style(args: &Args, environment: &Environment) -> Style {
    let color = match args.output.color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            !environment.no_color && (environment.force_color || environment.stdout_terminal)
        }
    };
    let width = args.output.width.map(usize::from).or(environment.width).unwrap_or(WIDTH);
    Style {
        width: width.clamp(*WIDTHS.start(), *WIDTHS.end()),
        color,
        unicode: !(args.output.ascii || environment.ascii),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use streamstats::time::Timestamp;

    use super::{Args, Config, Environment, resolve};

    const PIPE: Environment = Environment {
        stdin_terminal: false,
        stdout_terminal: false,
        stderr_terminal: false,
        width: None,
        no_color: false,
        force_color: false,
        ascii: false,
        cores: 3,
        presets: Vec::new(),
        now: Timestamp(1_772_719_331_000_000_000),
        tz: None,
    };

    fn config(line: &str, environment: &Environment) -> Config {
        let args = Args::try_parse_from(line.split_whitespace()).unwrap();
        resolve(&args, environment).unwrap()
    }

    #[test]
    fn defaults_depend_on_the_output() {
        assert_eq!(config("streamstats", &PIPE).analysis.top, Some(25));
        for all in ["-n0", "-o", "-Ojson", "-Ocsv", "-Otsv"] {
            assert_eq!(config(&format!("streamstats {all}"), &PIPE).analysis.top, None, "{all}");
        }
        assert_eq!(config("streamstats -o -n3", &PIPE).analysis.top, Some(3));
        assert_eq!(config("streamstats", &PIPE).run.threads, 3);
        assert_eq!(config("streamstats", &PIPE).style.width, 80);
    }

    #[test]
    fn colour_follows_the_terminal_and_the_two_variables() {
        let terminal = Environment { stdout_terminal: true, ..PIPE };
        let cases = [
            (PIPE, "", false),
            (terminal.clone(), "", true),
            (Environment { no_color: true, ..terminal.clone() }, "", false),
            (Environment { no_color: true, ..PIPE }, "--color=always", true),
            (Environment { force_color: true, ..PIPE }, "", true),
            (terminal, "--color=never", false),
        ];
        for (environment, flag, expected) in cases {
            let style = config(&format!("streamstats {flag}"), &environment).style;
            assert_eq!(style.color, expected, "{environment:?} {flag}");
        }
        assert!(!config("streamstats", &Environment { ascii: true, ..PIPE }).style.unicode);
    }

    #[test]
    fn bounds_name_their_option() {
        let args = Args::try_parse_from(["streamstats", "--max-line", "2GiB"]).unwrap();
        assert!(resolve(&args, &PIPE).unwrap_err().to_string().contains("--max-line"));
    }
}
