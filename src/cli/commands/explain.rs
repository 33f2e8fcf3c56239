//! `explain`: what the lines that meet a condition have in common. `columns`: what is in a log.
//! Both count the texts of every column; `columns` ends with the commands that are worth typing next.

use std::path::Path;

use crate::analysis::ContrastColumn;
use crate::error::{Error, Result};
use crate::extract::{ADDRESS, Condition, TIME_COLUMNS, met_columns, mostly_have};
use crate::render::visible;
use crate::source::Input;
use crate::time::Zone;

use super::contrasted::planned;
use super::count;
use super::log_shape::LogShape;
use crate::cli::args::{CountArgs, ExplainArgs};
use crate::cli::command_line::quoted;
use crate::cli::config::Config;
use crate::cli::contrast::Question;
use crate::cli::environment::Environment;
use crate::cli::exit::ExitStatus;
use crate::cli::first_lines;
use crate::cli::parsed::Parsed;
use crate::cli::printing::print_shown;

/// Counts, and prints the makeup of the lines that meet the condition.
pub(super) fn run(args: &ExplainArgs, parsed: &Parsed, environment: &Environment) -> ExitStatus {
    let question = Question::Explain(args.condition.clone());
    let condition = Condition::parse("explain", &args.condition, &Zone::utc());
    let condition = condition.map_err(|problem| match Path::new(&args.condition).is_file() {
        true => Error::Usage(format!(
            "explain takes a condition before the files, and {} is a file",
            args.condition
        )),
        false => problem,
    });
    let config = condition.and_then(|condition| {
        // The makeup leaves out the column of the condition, whose answer is known, and the counted
        // columns that -k names.
        let mut left_out = parsed.args.value.by.clone();
        left_out.push(condition.column().to_owned());
        let is_of_time = TIME_COLUMNS.iter().any(|made| made.name == condition.column());
        let timed = |_: &LogShape, args: &mut CountArgs| args.time.has_condition = is_of_time;
        with_columns(parsed, environment, question, timed, |shape, _| shape.makeup(&left_out))
    });
    count::run_config(config, parsed, environment)
}

/// Counts, and prints what is in the columns.
pub(super) fn columns(parsed: &Parsed, environment: &Environment) -> ExitStatus {
    let timed = |shape: &LogShape, args: &mut CountArgs| args.time.time |= shape.has_time();
    let all = |shape: &LogShape, _: &CountArgs| shape.all();
    let mut config = without_values(parsed)
        .and_then(|()| with_columns(parsed, environment, Question::Columns, timed, all));
    let is_text = |config: &&mut Config| config.output.name == "text" && config.write.is_none();
    let steps = config.as_mut().ok().filter(is_text);
    let steps = steps.map(|config| {
        let met = met_names(config);
        next_steps(config, &met, config.style.width)
    });
    let status = count::run_config(config, parsed, environment);
    match (status, steps) {
        (ExitStatus::Success, Some(steps)) if !steps.is_empty() => {
            print_shown(&format!("\nnext\n{steps}"))
        }
        (status, _) => status,
    }
}

/// Refuses the options that ask for figures of values, of which `columns` counts none.
fn without_values(parsed: &Parsed) -> Result<()> {
    let analysis = &parsed.args.analysis;
    let asked = [
        ("--limits", analysis.limits),
        ("--try", !analysis.tries.is_empty()),
        ("--rollup", analysis.rollup.is_some()),
    ];
    match asked.iter().find(|(_, is_asked)| *is_asked) {
        Some((flag, _)) => Err(Error::Usage(format!(
            "{flag}: columns counts no values; leave the word columns out"
        ))),
        None => Ok(()),
    }
}

/// The columns that the first lines have; all columns of the log where the first lines have no columns.
fn met_names(config: &mut Config) -> Vec<String> {
    let first = config.run.inputs.first_mut();
    let beginning = first.and_then(|input| first_lines::beginning(input, HEAD_BYTES).ok());
    let beginning = beginning.unwrap_or_default();
    let lines: Vec<&[u8]> = first_lines::lines(&beginning).take(MAX_LINES).collect();
    let mut met = met_columns(&config.run.extract, &lines);
    let has_client = met.iter().any(|name| name == "client");
    if !has_client && mostly_have(&config.run.extract, &lines, ADDRESS) {
        met.push(ADDRESS.to_owned());
    }
    if met.is_empty() { config.run.extract.contrasted.clone() } else { met }
}

/// Whether an input is a file without a byte, or a pipe that ends without one.
fn is_empty(input: &mut Input) -> bool {
    first_lines::beginning(input, 1).is_ok_and(|bytes| bytes.is_empty())
}

fn with_columns(
    parsed: &Parsed,
    environment: &Environment,
    question: Question,
    adapt: impl Fn(&LogShape, &mut CountArgs),
    columns: impl Fn(&LogShape, &CountArgs) -> Vec<ContrastColumn>,
) -> Result<Config> {
    let mut config = planned(parsed, environment, question, adapt, columns)?;
    match config.run.keep.contrasted.is_empty() {
        false => Ok(config),
        // An empty log has no columns; that nothing was counted is its exit status.
        true if config.run.inputs.iter_mut().all(is_empty) => Ok(config),
        true => Err(Error::Usage(
            "the first file names no columns; -P, -p or -f says how its lines are taken apart"
                .to_owned(),
        )),
    }
}

/// Bytes of the first file in which the columns for the commands are sought.
const HEAD_BYTES: usize = 256 << 10;
/// Lines in which they are sought.
const MAX_LINES: usize = 1000;
/// How many commands are shown.
const SHOWN: usize = 3;

/// The options of a command, and the columns that a log must have for it. The first rows answer what
/// is asked most.
const STEPS: &[(&[&str], &str)] = &[
    (&["path", "request_time"], "-k path -m request_time --sort m_p99"),
    (&["path", "status"], "-k path --ratio 'status >= 500' --sort hits"),
    (&["client"], "-k client -t --sort peak"),
    (&["level", "logger"], "-k logger --ratio 'level ~ (?i)err|crit|fatal' --sort hits"),
    (&["level"], "-k level -t -b 1m"),
    (&["address"], "-k address"),
    (&["message"], "-k template"),
    (&["request_time"], "-m request_time -t"),
    (&["status"], "-k status -t"),
    (&["host"], "-k host -t"),
    (&["user"], "-k user -o"),
    (&["time"], "-t -b 1m"),
];

/// The commands for the file of `config`, whose log has the columns `names`: a line each, or two where one is
/// wider than `width` characters.
pub(super) fn next_steps(config: &Config, names: &[String], width: usize) -> String {
    let has = |name: &&str| names.iter().any(|own| own == *name);
    let format = config.run.extract.named_format();
    let preset = format.map(|format| format!("-P {} ", format.name)).unwrap_or_default();
    let Some(file) = config.run.inputs.first().map(|input| input.name()) else {
        return String::new();
    };
    let mut steps: Vec<String> = Vec::new();
    let known = STEPS.iter().filter(|(needs, _)| needs.iter().all(has));
    steps.extend(known.map(|(_, options)| (*options).to_owned()));
    // Any column can be counted.
    let others = names.iter().filter(|name| steps.iter().all(|step| !step.contains(name.as_str())));
    let counted: Vec<String> = others.map(|name| format!("-k {}", typed(name))).collect();
    steps.extend(counted);
    steps.truncate(SHOWN);
    let lines = steps.iter().map(|options| {
        let line = format!("  streamstats {preset}{options} {}\n", typed(&file));
        // A shell joins the two lines. A command that is wider than the terminal cannot be read.
        match line.chars().count() <= width {
            true => line,
            false => format!("  streamstats {preset}{} \\\n      {options}\n", typed(&file)),
        }
    });
    lines.collect()
}

/// A word as bash, zsh and ksh take it, with nothing in it that a terminal obeys.
fn typed(word: &str) -> String {
    if visible(word.as_bytes(), true) == word {
        return quoted(word);
    }
    let escaped = word.bytes().map(|byte| match byte {
        b'\'' | b'\\' => format!("\\{}", char::from(byte)),
        b' '..=b'~' => char::from(byte).to_string(),
        _ => format!("\\x{byte:02x}"),
    });
    format!("$'{}'", escaped.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::{STEPS, typed};

    #[test]
    fn words_are_quoted_for_a_shell() {
        assert_eq!(typed("access.log"), "access.log");
        assert_eq!(typed("it's"), r"'it'\''s'");
        assert_eq!(typed("a\n'\u{202e}\\"), r"$'a\x0a\'\xe2\x80\xae\\'");
    }

    #[test]
    fn a_step_needs_the_columns_it_names() {
        for (needs, options) in STEPS {
            assert!(!needs.is_empty() && !options.is_empty());
            for option in
                ["client", "address", "path", "status", "level", "request_time", "user", "host"]
            {
                let named = options.split([' ', '\'']).any(|word| word == option);
                assert!(!named || needs.contains(&option), "{options}");
            }
        }
    }
}
