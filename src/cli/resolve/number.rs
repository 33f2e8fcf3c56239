//! What the options of measured numbers mean together.

use std::collections::BTreeSet;

use crate::aggregate::{Percentile, Precision};
use crate::analysis::{AskedPercentile, HistogramOptions, MeasuredColumn, NumberAnalysis, Scale};
use crate::error::{Error, Result};
use crate::number::{Decimal, Number};

use crate::cli::args::{NumberArgs, ScaleChoice, ValueArgs};

/// The options of numbers, for the stages that take them.
pub(super) struct NumberOptions {
    pub(super) precision: Precision,
    pub(super) analysis: NumberAnalysis,
}

/// Percentiles without `--percentiles`.
const PERCENTILES: [u8; 3] = [50, 90, 99];

/// Resolves the options; `None` where nothing is measured. `has_rates` says that times are read. Errors: a
/// value that is no number, or an option that does not fit the others.
pub(super) fn resolve(
    args: &NumberArgs,
    value: &ValueArgs,
    has_rates: bool,
) -> Result<Option<NumberOptions>> {
    if args.numeric && args.measure.is_some() {
        return Err(Error::Usage(
            "-N measures the value itself, -m a column of it; give one of them".to_owned(),
        ));
    }
    if args.numeric && value.by.len() > 1 {
        return Err(Error::Usage("-N measures one column; -k names several".to_owned()));
    }
    if args.top_lines.is_some() && args.measure.is_none() {
        return Err(Error::Usage(
            "--top-lines shows the lines with the largest numbers; -m names the column".to_owned(),
        ));
    }
    comparable(args, value)?;
    if args.numeric && value.across.is_some() {
        return Err(Error::Usage("--across: -N counts no values".to_owned()));
    }
    if !args.numeric && args.measure.is_none() && args.compare.is_empty() {
        return without_numbers(args, has_rates);
    }
    if args.bins.is_some() && args.bin_width.is_some() {
        return Err(Error::Usage("--bins and --bin-width exclude each other".to_owned()));
    }
    let precision = args.precision.and_then(Precision::new).unwrap_or(Precision::DEFAULT);
    let mut percentiles = percentiles(args)?;
    let asked = percentiles.iter().map(|percentile| AskedPercentile {
        name: format!("m_{percentile}"),
        percentile: *percentile,
    });
    let asked = asked.collect();
    if percentiles.is_empty() {
        percentiles.extend(PERCENTILES.map(Percentile::whole));
    }
    let scale = match args.scale {
        ScaleChoice::Auto => Scale::Auto,
        ScaleChoice::Linear => Scale::Linear,
        ScaleChoice::Log => Scale::Log,
    };
    let histogram = HistogramOptions {
        scale,
        bins: args.bins,
        width: args.bin_width.as_deref().map(width).transpose()?,
        range: args.range.as_deref().map(range).transpose()?,
        ..HistogramOptions::default()
    };
    let measured = match (args.numeric, &args.measure) {
        (true, _) => MeasuredColumn::Value,
        (false, Some(_)) => MeasuredColumn::Column,
        (false, None) => MeasuredColumn::Compared,
    };
    let column = args.measure.clone();
    let analysis = NumberAnalysis { measured, column, precision, percentiles, asked, histogram };
    Ok(Some(NumberOptions { precision, analysis }))
}

/// The percentiles of `--percentiles`, each once. Errors: a text that is no percentile.
pub(super) fn percentiles(args: &NumberArgs) -> Result<Vec<Percentile>> {
    let percentiles = args.percentiles.iter().map(|text| {
        // `p99` is the name of the figure in the report.
        let number = text.trim();
        let number = number.strip_prefix(['p', 'P']).unwrap_or(number);
        Percentile::read(number).ok_or_else(|| {
            Error::Usage(format!(
                "--percentiles: {text:?} is no percentile; write numbers from 0 to 100, as 50,90,99.9"
            ))
        })
    });
    let mut percentiles: Vec<Percentile> = percentiles.collect::<Result<_>>()?;
    let mut seen = BTreeSet::new();
    percentiles.retain(|percentile| seen.insert(percentile.to_string()));
    Ok(percentiles)
}

/// Checks that the options of a comparison fit each other.
fn comparable(args: &NumberArgs, value: &ValueArgs) -> Result<()> {
    let others = [
        ("-N/--numeric", args.numeric),
        ("-m/--measure", args.measure.is_some()),
        ("-k/--by", !value.by.is_empty()),
        ("--weight", value.weight.is_some()),
        ("--across", value.across.is_some()),
        ("--replace", !value.replace.is_empty()),
    ];
    match (args.compare.len(), others.iter().find(|(_, given)| *given)) {
        (0, _) => Ok(()),
        (1, _) => Err(Error::Usage(format!(
            "--compare: {} and what? Name two columns or more, as in --compare bytes,request_time",
            args.compare[0]
        ))),
        _ if args.compare_as.iter().any(|(column, _)| !args.compare.contains(column)) => {
            Err(Error::Usage("--as: names a column that --compare does not".to_owned()))
        }
        (_, Some((flag, _))) => {
            Err(Error::Usage(format!("--compare and {flag} exclude each other")))
        }
        _ => Ok(()),
    }
}

/// `None`, or an error where an option needs numbers.
fn without_numbers(args: &NumberArgs, has_rates: bool) -> Result<Option<NumberOptions>> {
    let needing = [
        ("--bins", args.bins.is_some()),
        ("--bin-width", args.bin_width.is_some()),
        ("--range", args.range.is_some()),
        ("--scale", args.scale != ScaleChoice::Auto),
        // With times they are percentiles of the events per bucket.
        ("--percentiles", !args.percentiles.is_empty() && !has_rates),
        ("--precision", args.precision.is_some()),
    ];
    match needing.iter().find(|(_, given)| *given) {
        Some((flag @ "--percentiles", _)) => Err(Error::Usage(format!(
            "{flag} are of numbers, by -N or -m, or with -t of the events per bucket; none is given"
        ))),
        Some((flag, _)) => {
            Err(Error::Usage(format!("{flag} says how numbers are told; it needs -N or -m")))
        }
        None => Ok(None),
    }
}

fn width(text: &str) -> Result<Decimal> {
    let number = Number::read(text.as_bytes()).filter(|number| number.value() > 0.0);
    let number = number.ok_or_else(|| {
        Error::Usage(format!("--bin-width: {text:?} is no width; write a number above 0, as 0.05"))
    })?;
    Ok(number.decimal())
}

fn range(text: &str) -> Result<(f64, f64)> {
    let wrong = || Error::Usage(format!("--range: {text:?} is no range; write LO..HI, as 0..1.5"));
    let (low, high) = text.split_once("..").ok_or_else(wrong)?;
    let end = |text: &str| Number::read(text.as_bytes()).map(|number| number.value());
    match (end(low), end(high)) {
        (Some(low), Some(high)) if low < high => Ok((low, high)),
        _ => Err(wrong()),
    }
}
