//! What the options of an output mean, and which output takes them.

use std::path::PathBuf;

use crate::aggregate::{Aggregates, HashSeed, Keep};
use crate::analysis::{AlertOptions, AlertRule, AnalysisOptions};
use crate::error::{Error, Result};
use crate::outcome::Outcome;
use crate::render::{OUTPUTS, Output};
use crate::report::Severity;
use crate::schema::Schema;
use crate::tally::Tally;
use crate::time::Timestamp;

use crate::cli::args::{AlertArgs, CountArgs, OutputArgs};
use crate::cli::config::ProgramConfig;

/// Nanoseconds of a second.
const SECOND: u64 = 1_000_000_000;
/// The beginning of every path of Graphite.
const PREFIX: &str = "streamstats";

/// The sections whose rows may be blocked.
const BLOCKED: [&str; 2] = ["values", "rollup"];

/// The section whose value is blocked under `inspect`.
const SUBJECT: &str = "subject";

/// The sections that are printed, empty for all; outputs that block addresses print `values`, or under
/// `--rollup` its prefixes, or under `inspect` the value that was asked about.
pub(super) fn sections(count: &CountArgs, output: &Output, inspects: bool) -> Result<Vec<String>> {
    let (name, args) = (output.name, &count.output);
    if output.blocks && inspects {
        return match args.sections.iter().find(|section| *section != SUBJECT) {
            Some(other) => Err(Error::Usage(format!(
                "-O {name}: inspect blocks the value it is asked about, not --section {other}"
            ))),
            None => Ok(vec![SUBJECT.to_owned()]),
        };
    }
    if output.blocks {
        return match args.sections.iter().find(|section| !BLOCKED.contains(&section.as_str())) {
            Some(other) => Err(Error::Usage(format!(
                "-O {name}: prints values or rollup, not --section {other}"
            ))),
            None if !args.sections.is_empty() => Ok(args.sections.clone()),
            None if count.analysis.rollup.is_some() => Ok(vec!["rollup".to_owned()]),
            None => Ok(vec!["values".to_owned()]),
        };
    }
    if output.has_one_section && args.sections.len() > 1 {
        return Err(Error::Usage(format!("--section: {name} prints one section; name one")));
    }
    Ok(args.sections.clone())
}

/// What an output for another program needs.
pub(super) fn program(args: &CountArgs, output: &Output, inspects: bool) -> Result<ProgramConfig> {
    let OutputArgs { timeout, style, prefix, .. } = &args.output;
    let rows = &args.rows;
    let is_chosen = rows.top.is_some() || rows.outliers || !rows.having.is_empty();
    if output.blocks && !is_chosen && !inspects && args.analysis.rollup.is_none() {
        let name = output.name;
        return Err(Error::Usage(format!(
            "-O {name}: choose what to block by -o, -n, --having or --rollup"
        )));
    }
    let unfit = |flag: &str, takes: fn(&Output) -> bool| {
        let names = OUTPUTS.iter().filter(|output| takes(output)).map(|output| output.name);
        let names: Vec<&str> = names.collect();
        Error::Usage(format!("{flag}: only with -O {}", names.join(", ")))
    };
    if timeout.is_some() && !output.takes_timeout {
        return Err(unfit("--timeout", |output| output.takes_timeout));
    }
    if prefix.is_some() && !output.takes_prefix {
        return Err(unfit("--prefix", |output| output.takes_prefix));
    }
    if style.is_some() && output.forms.is_empty() {
        return Err(unfit("--style", |output| !output.forms.is_empty()));
    }
    if let Some(name) = style.as_deref().filter(|name| !output.forms.contains(name)) {
        let known = output.forms.join(" or ");
        return Err(Error::Usage(format!("--style: no {name}; -O {} has {known}", output.name)));
    }
    Ok(ProgramConfig {
        timeout: timeout.map(seconds).transpose()?,
        form: style.clone(),
        prefix: prefix.clone().unwrap_or_else(|| PREFIX.to_owned()),
    })
}

fn seconds(nanos: i64) -> Result<u64> {
    let seconds = u64::try_from(nanos).unwrap_or(0) / SECOND;
    match seconds {
        0 => Err(Error::Usage("--timeout: at least 1s".to_owned())),
        seconds => Ok(seconds),
    }
}

/// The file of `--write`, where a report is printed.
pub(super) fn target(args: &CountArgs) -> Result<Option<PathBuf>> {
    let Some(path) = &args.output.write else { return Ok(None) };
    if args.run.save_state.as_ref().is_some_and(|state| state.as_os_str() == "-") {
        let text = "--write: --save-state - prints the state in place of the report";
        return Err(Error::Usage(text.to_owned()));
    }
    Ok(Some(path.clone()))
}

/// Reads the conditions; `columns` are the columns of `-k`.
pub(super) fn alerts(args: &AlertArgs, columns: &[String], now: Timestamp) -> Result<AlertOptions> {
    let fails = args.fail_if.iter().map(|text| (text, Severity::Fail));
    let warns = args.warn_if.iter().map(|text| (text, Severity::Warn));
    let read = |(text, severity): (&String, Severity)| {
        let name = severity.flag();
        let rule = AlertRule::parse(text, severity);
        let problem = rule.as_ref().ok().and_then(|rule| rule.impossible(columns));
        problem
            .map_or(rule, Err)
            .map_err(|problem| Error::Usage(format!("{name}: '{text}': {problem}")))
    };
    Ok(AlertOptions { rules: fails.chain(warns).map(read).collect::<Result<_>>()?, now })
}

/// Whether an alert is about instants relative to now.
pub(super) fn are_alerts_relative(args: &AlertArgs) -> bool {
    let texts = args.fail_if.iter().chain(&args.warn_if);
    let rules = texts.filter_map(|text| AlertRule::parse(text, Severity::Fail).ok());
    rules.into_iter().any(|rule| rule.is_relative())
}

/// Checks that the report of a run that keeps `keep` and counts the columns `by` together can have
/// the fields of the conditions.
pub(super) fn check_alerts(analysis: &AnalysisOptions, keep: &Keep, by: &[String]) -> Result<()> {
    let tuple = if by.len() > 1 { by.to_vec() } else { Vec::new() };
    let empty = Outcome {
        totals: Aggregates::new(HashSeed::random(), keep).finish(),
        tally: Tally::default(),
        schema: Schema { tuple, ..Schema::default() },
        errors: Vec::new(),
        interrupted: false,
    };
    analysis.check_alerts(&empty).map_err(Error::Usage)
}
