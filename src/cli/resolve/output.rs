//! What the options of an output mean, and which output takes them.

use std::path::PathBuf;

use streamstats::error::{Error, Result};
use streamstats::render::{OUTPUTS, Output};

use crate::cli::args::{CountArgs, OutputArgs};
use crate::cli::config::ProgramConfig;

/// Nanoseconds of a second.
const SECOND: u64 = 1_000_000_000;
/// The beginning of every path of Graphite.
const PREFIX: &str = "streamstats";

/// The sections that are printed, empty for all; outputs that block addresses print `values`.
pub(super) fn sections(args: &OutputArgs, output: &Output) -> Result<Vec<String>> {
    let name = output.name;
    if output.blocks {
        return match args.sections.iter().find(|section| *section != "values") {
            Some(other) => {
                Err(Error::Usage(format!("-O {name}: prints values, not --section {other}")))
            }
            None => Ok(vec!["values".to_owned()]),
        };
    }
    if output.has_one_section && args.sections.len() > 1 {
        return Err(Error::Usage(format!("--section: {name} prints one section; name one")));
    }
    Ok(args.sections.clone())
}

/// What an output for another program needs.
pub(super) fn program(args: &CountArgs, output: &Output) -> Result<ProgramConfig> {
    let OutputArgs { timeout, style, prefix, .. } = &args.output;
    let rows = &args.rows;
    if output.blocks && rows.top.is_none() && !rows.outliers && rows.having.is_empty() {
        let name = output.name;
        return Err(Error::Usage(format!("-O {name}: choose what to block by -o, -n or --having")));
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
    if style.is_some() && output.styles.is_empty() {
        return Err(unfit("--style", |output| !output.styles.is_empty()));
    }
    if let Some(name) = style.as_deref().filter(|name| !output.styles.contains(name)) {
        let known = output.styles.join(" or ");
        return Err(Error::Usage(format!("--style: no {name}; -O {} has {known}", output.name)));
    }
    Ok(ProgramConfig {
        timeout: timeout.map(seconds).transpose()?,
        style: style.clone(),
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

/// The file of `--write`, which must be none of the inputs.
pub(super) fn target(args: &CountArgs) -> Result<Option<PathBuf>> {
    let Some(path) = &args.output.write else { return Ok(None) };
    if args.run.save_state.as_ref().is_some_and(|state| state.as_os_str() == "-") {
        let text = "--write: --save-state - prints the state in place of the report";
        return Err(Error::Usage(text.to_owned()));
    }
    Ok(Some(path.clone()))
}
