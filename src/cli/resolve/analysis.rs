//! `-n`, `-o`, `--sort`, `--having` and the analyses: what is asked of the counts.

use crate::analysis::{AnalysisOptions, NumberAnalysis, RowCondition, TimeAnalysis};
use crate::cli::args::{AnalysisArgs, CountArgs, RowArgs};
use crate::error::{Error, Result};
use crate::render::Output;
use crate::time::Zone;

/// Rows of `values` in outputs for eyes.
const TOP: usize = 25;
/// The share of the values that `--limits` spares unasked.
const SPARE: f64 = 0.99;
/// The column that orders rows unasked.
const DEFAULT_SORT: &str = "count";

/// Resolves the options for `output`; times are printed in `zone`. `time` and `numbers` are what is asked of times and
/// of measured numbers. Errors: a condition that cannot be read, or an option that does not fit the others.
pub(super) fn resolve(
    args: &CountArgs,
    output: &Output,
    zone: &Zone,
    time: Option<TimeAnalysis>,
    numbers: Option<NumberAnalysis>,
) -> Result<AnalysisOptions> {
    if args.number.top_lines.is_some() && args.run.last.is_some() {
        return Err(Error::Usage(
            "--top-lines: the lines of the whole run are kept; not with --last".to_owned(),
        ));
    }
    let CountArgs { value, rows, analysis, .. } = args;
    Ok(AnalysisOptions {
        top: top(args, output),
        only_outliers: rows.outliers,
        rule: rows.outlier_rule,
        outlier_on: rows.outlier_on.clone(),
        sort: rows.sort.clone(),
        reverse: rows.reverse,
        pattern: value.pattern.clone(),
        conditions: args.filter.conditions.clone(),
        by: value.by.clone(),
        zone: zone.clone(),
        having: having(args, zone)?,
        columns: (!rows.columns.is_empty()).then(|| rows.columns.clone()),
        time,
        numbers,
        answers_only: is_answer_asked(args) && !asks_for_rows(args),
        asks_for_rows: asks_for_rows(args),
        rollup: analysis.rollup,
        heat: analysis.heat,
        ratio: value.ratio.is_some(),
        distinct: value.distinct.is_some(),
        across: value.across.is_some(),
        has_top_lines: args.number.top_lines.is_some(),
        changes: analysis.changes.then_some(analysis.min_change),
        idle: analysis.idle,
        limits: limits(analysis)?,
        tries: analysis.tries.clone(),
        ..AnalysisOptions::default()
    })
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

/// The share of the values that limits spare; `None` unless limits are asked for.
fn limits(args: &AnalysisArgs) -> Result<Option<f64>> {
    match (args.limits, args.spare) {
        (false, Some(_)) => {
            Err(Error::Usage("--spare is for limits; it needs --limits".to_owned()))
        }
        (limits, spare) => Ok(limits.then_some(spare.unwrap_or(SPARE))),
    }
}
