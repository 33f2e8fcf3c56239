//! What the options of a run that goes on mean together.

use std::time::Duration;

use crate::error::{Error, Result};
use crate::pipeline;
use crate::source::Input;

use crate::cli::args::RunArgs;
use crate::cli::config::FollowConfig;
use crate::cli::environment::Environment;

/// Time between two reports with `-F` alone, in a terminal.
const EVERY_ON_SCREEN: Duration = Duration::from_secs(1);
/// Time between two reports with `-F` alone, elsewhere.
const EVERY: Duration = Duration::from_secs(10);
/// The shortest `--every` and `--last`, in nanoseconds.
const SHORTEST: i64 = 1_000_000;

/// Resolves the options; `bucket` is the width of a time bucket in nanoseconds. The result is `None` where
/// the run ends with its input and counts all of it. Errors: options that exclude each other, or that do
/// not fit the inputs.
pub(super) fn resolve(
    args: &RunArgs,
    inputs: &[Input],
    bucket: Option<i64>,
    environment: &Environment,
) -> Result<Option<FollowConfig>> {
    let follows_files = args.follow && inputs.iter().any(|input| *input != Input::Stdin);
    if args.follow {
        pipeline::check_inputs(inputs)?;
    }
    if args.checkpoint.is_some() && !follows_files {
        return Err(Error::Usage(match args.follow {
            true => {
                "--checkpoint: how far standard input is read cannot be kept; name files".into()
            }
            false => "--checkpoint keeps how far followed files are read; it needs -F".to_owned(),
        }));
    }
    if args.checkpoint.is_some() && args.last.is_some() {
        return Err(Error::Usage("--checkpoint and --last exclude each other".to_owned()));
    }
    if !args.follow && args.every.is_none() && args.last.is_none() {
        return Ok(None);
    }
    for (name, span) in [("every", args.every), ("last", args.last)] {
        if span.is_some_and(|span| span < SHORTEST) {
            return Err(Error::Usage(format!("--{name}: that is too short; it is 1ms or more")));
        }
    }
    if let (Some(last), Some(bucket)) = (args.last, bucket)
        && bucket > last
    {
        return Err(Error::Usage(
            "--last: a bucket (-b) is longer than the window, which is a whole number of buckets"
                .to_owned(),
        ));
    }
    let every = args.every.map(|nanos| Duration::from_nanos(nanos.unsigned_abs()));
    let usual = if environment.stdout_terminal { EVERY_ON_SCREEN } else { EVERY };
    let every = every.or_else(|| args.follow.then_some(usual));
    Ok(Some(FollowConfig {
        reads_on: follows_files,
        every,
        last: args.last,
        checkpoint: args.checkpoint.clone(),
    }))
}
