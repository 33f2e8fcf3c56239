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

/// The only section that is printed: outputs that block addresses print `values`.
pub(super) fn section(args: &OutputArgs, output: &Output) -> Result<Option<String>> {
    match args.section.as_deref() {
        Some(name) if output.blocks && name != "values" => {
            let output = output.name;
            Err(Error::Usage(format!("-O {output}: prints values, not --section {name}")))
        }
        None if output.blocks => Ok(Some("values".to_owned())),
        name => Ok(name.map(str::to_owned)),
    }
}

/// What an output for another program needs.
pub(super) fn program(args: &CountArgs, output: &Output) -> Result<ProgramConfig> {
    let OutputArgs { timeout, style, prefix, .. } = &args.output;
    if output.blocks && args.rows.top.is_none() && !args.rows.outliers {
        let name = output.name;
        return Err(Error::Usage(format!("-O {name}: choose what to block by -o or -n")));
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
