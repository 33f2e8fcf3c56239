//! The conditions of `--fail-if` and `--warn-if`.

use streamstats::aggregate::{Aggregates, HashSeed, Keep};
use streamstats::analysis::{AlertOptions, AlertRule, AnalysisOptions};
use streamstats::error::{Error, Result};
use streamstats::outcome::Outcome;
use streamstats::report::Severity;
use streamstats::schema::Schema;
use streamstats::tally::Tally;
use streamstats::time::Timestamp;

use crate::cli::args::AlertArgs;

/// Reads the conditions.
pub(super) fn resolve(args: &AlertArgs, now: Timestamp) -> Result<AlertOptions> {
    let fails = args.fail_if.iter().map(|text| (text, Severity::Fail));
    let warns = args.warn_if.iter().map(|text| (text, Severity::Warn));
    let read = |(text, severity): (&String, Severity)| {
        let name = severity.flag();
        AlertRule::parse(text, severity)
            .map_err(|problem| Error::Usage(format!("{name}: '{text}': {problem}")))
    };
    Ok(AlertOptions { rules: fails.chain(warns).map(read).collect::<Result<_>>()?, now })
}

/// Checks that the report of a run that keeps `keep` and counts the columns `by` together can have
/// the fields of the conditions.
pub(super) fn check(analysis: &AnalysisOptions, keep: &Keep, by: &[String]) -> Result<()> {
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
