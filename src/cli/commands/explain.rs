//! `explain`: what the lines that meet a condition have in common. `columns`: what is in a log.
//! Both count the texts of every column.

use streamstats::analysis::{ContrastOptions, ContrastPurpose};
use streamstats::condition::Condition;
use streamstats::error::{Error, Result};
use streamstats::extract::{PresetChoice, Split};
use streamstats::format::Format;
use streamstats::pipeline::{self, Monitor};
use streamstats::source::Input;
use streamstats::time::Zone;

use crate::cli::args::ExplainArgs;
use crate::cli::config::Config;
use crate::cli::environment::Environment;
use crate::cli::exit::ExitStatus;
use crate::cli::first_lines::{all_columns, commonest_key, head, settle_format};
use crate::cli::parsed::Parsed;
use crate::cli::printing::{print_report, report_errors};
use crate::cli::resolve::resolve;
use crate::cli::{message, signals};

/// Bytes of the first file in which columns are sought.
const HEAD_BYTES: usize = 4 << 20;
/// Items shown of a column in outputs for eyes.
const ITEMS: usize = 5;

/// Counts, and prints the makeup of the lines that meet the condition.
pub(super) fn run(args: &ExplainArgs, parsed: &Parsed, environment: &Environment) -> ExitStatus {
    finish(explained(args, parsed, environment), parsed)
}

/// Counts, and prints what is in the columns.
pub(super) fn columns(parsed: &Parsed, environment: &Environment) -> ExitStatus {
    finish(contrasted(parsed, environment, ContrastPurpose::Columns), parsed)
}

fn explained(args: &ExplainArgs, parsed: &Parsed, environment: &Environment) -> Result<Config> {
    let mut config = contrasted(parsed, environment, ContrastPurpose::Makeup)?;
    let zone = config.analysis.time.as_ref().map_or(Zone::utc(), |time| time.zone.clone());
    let condition = Condition::parse("explain", &args.condition, &zone)?;
    config.run.extract.ratio = Some(condition);
    config.run.keep.hits = true;
    config.analysis.ratio = true;
    Ok(config)
}

/// A run that counts the texts of every column of its first file, but those of the time.
fn contrasted(
    parsed: &Parsed,
    environment: &Environment,
    purpose: ContrastPurpose,
) -> Result<Config> {
    let mut config = resolve(parsed, environment)?;
    let beginning = match config.run.inputs.first() {
        Some(Input::File(file)) => head(file, HEAD_BYTES).map_err(Error::Usage)?,
        _ => Vec::new(),
    };
    let format = settle(&mut config, &beginning);
    let mut names = all_columns(&config.run.extract, &beginning);
    if config.analysis.time.is_none() && format.is_some_and(|format| has_time(format, &names)) {
        config = resolve(&timed(parsed), environment)?;
        settle(&mut config, &beginning);
    }
    let extract = &mut config.run.extract;
    if purpose == ContrastPurpose::Makeup {
        let time = format.and_then(|format| format.time.as_deref());
        names.retain(|name| Some(name.as_str()) != time);
        for name in names.iter_mut().filter(|name| *name == "path") {
            "route".clone_into(name);
        }
    }
    if names.is_empty() {
        return Err(Error::Usage(
            "the first file names no columns; -P, -p or -f says how its lines are taken apart"
                .to_owned(),
        ));
    }
    let is_open = format.is_some_and(|format| format.syntax.is_open());
    if extract.by.is_empty() && (is_open || format.is_none_or(|format| format.value.is_none())) {
        let common = if is_open { commonest_key(&beginning) } else { None };
        extract.by.extend(common.or_else(|| names.first().cloned()));
    }
    let kind = |name: &String| {
        let column = format.and_then(|f| f.columns.iter().find(|column| column.name == *name));
        column.map_or(("text", None), |column| (column.kind.name(), column.kind.unit()))
    };
    let kinds = names.iter().map(kind).collect();
    let items = config.analysis.top.map(|_| ITEMS);
    let first = extract.compare.len() + usize::from(extract.distinct.is_some());
    config.run.keep.contrasted = first..first + names.len();
    extract.contrasted.clone_from(&names);
    config.analysis.answers_only = true;
    config.analysis.contrast = Some(ContrastOptions { purpose, columns: names, kinds, items });
    Ok(config)
}

/// Makes the format that the first lines fit the one the run takes lines apart by.
fn settle(config: &mut Config, beginning: &[u8]) -> Option<&'static Format> {
    let extract = &mut config.run.extract;
    if let Split::Whole = extract.split {
        extract.split = Split::Preset(PresetChoice::Auto);
    }
    settle_format(extract, beginning);
    match extract.split {
        Split::Preset(PresetChoice::Named(format)) => Some(format),
        _ => None,
    }
}

/// Whether lines with the columns `names` have the format's own time.
fn has_time(format: &Format, names: &[String]) -> bool {
    let column = format.columns.iter().find(|column| Some(&column.name) == format.time.as_ref());
    let is_there = |field: &str| !format.syntax.is_open() || names.iter().any(|name| name == field);
    column.is_some_and(|column| column.fields().any(is_there))
}

/// The command line with `-t`.
fn timed(parsed: &Parsed) -> Parsed {
    let mut args = parsed.args.clone();
    args.time.time = true;
    Parsed {
        args,
        command: None,
        compares_sides: false,
        generate: None,
        notes: Vec::new(),
        origin: parsed.origin.clone(),
        options: parsed.options.clone(),
        line: parsed.line.clone(),
        formats: parsed.formats,
    }
}

/// Counts and prints the report.
fn finish(config: Result<Config>, parsed: &Parsed) -> ExitStatus {
    let counted = config.and_then(|config| {
        let monitor = Monitor::default();
        let received = signals::watch(&monitor, signals::Hangup::Ends)
            .map_err(|error| Error::Usage(format!("cannot watch for signals: {error}")))?;
        let outcome = pipeline::run(&config.run, &monitor)?;
        Ok((config, received, outcome))
    });
    match counted {
        Ok((config, received, outcome)) => {
            let status = report_errors(&config, &outcome);
            received.end_with(status, |status| print_report(&config, &outcome, status))
        }
        Err(error) => {
            message::error(&message::with_origin(&error, parsed.origin.as_deref()));
            ExitStatus::Failure
        }
    }
}
