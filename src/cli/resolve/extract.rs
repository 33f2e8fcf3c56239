//! What the options of the value and the filters mean together: how a line is taken apart, which
//! of its columns are counted, and which lines count.

use streamstats::error::{Error, Result};
use streamstats::extract::{Condition, ExtractOptions, PresetChoice, Split, TimeOptions};
use streamstats::format::{Format, suggest};
use streamstats::time::Zone;

use crate::cli::args::{FilterArgs, NumberArgs, ValueArgs};
use crate::cli::parsed::format_named;

/// Resolves the options; `formats` are the user's own, `zone` is that of times without one, and
/// `has_rates` says that the report will have a section `time`.
///
/// # Errors
/// Options that exclude each other, an unknown preset, a condition that cannot be read.
pub(super) fn resolve(
    value: &ValueArgs,
    formats: &'static [&'static Format],
    filter: &FilterArgs,
    number: &NumberArgs,
    time: Option<TimeOptions>,
    zone: &Zone,
    has_rates: bool,
) -> Result<ExtractOptions> {
    let conditions = filter.conditions.iter();
    let conditions = conditions.map(|text| Condition::parse("-w/--where", text, zone));
    let ratio = value.ratio.as_ref().map(|text| Condition::parse("--ratio", text, zone));
    Ok(ExtractOptions {
        split: split(value, formats, has_rates)?,
        formats,
        by: value.by.clone(),
        weight: value.weight.clone(),
        grep: filter.grep.clone(),
        exclude: filter.exclude.clone(),
        numeric: number.numeric,
        measure: number.measure.clone(),
        compare: number.compare.clone(),
        conditions: conditions.collect::<Result<_>>()?,
        ratio: ratio.transpose()?,
        distinct: value.distinct.clone(),
        contrasted: Vec::new(),
        time,
    })
}

/// How lines are taken apart.
fn split(args: &ValueArgs, formats: &[&'static Format], has_rates: bool) -> Result<Split> {
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
    Ok(match (&args.pattern, &args.preset, &args.field) {
        (Some(pattern), ..) => Split::Pattern(pattern.clone()),
        (None, Some(name), _) => Split::Preset(preset_choice(name, formats)?),
        (None, None, Some(list)) => Split::Fields {
            list: list.clone(),
            delimiter: args.delimiter.clone().unwrap_or_default(),
        },
        // Columns need a format, and -t names none: the one the lines have.
        (None, None, None) if has_rates && !args.by.is_empty() => Split::Preset(PresetChoice::Auto),
        (None, None, None) => Split::Whole,
    })
}

fn preset_choice(name: &str, formats: &[&'static Format]) -> Result<PresetChoice> {
    if name == "auto" {
        return Ok(PresetChoice::Auto);
    }
    let wrapped = name.split_once('/');
    let wrapped = wrapped.and_then(|(outer, inner)| {
        Some((format_named(outer, formats)?, format_named(inner, formats)?))
    });
    if let Some((outer, inner)) = wrapped.filter(|(outer, _)| outer.wraps.is_some()) {
        return Ok(PresetChoice::Wrapped(outer, inner));
    }
    format_named(name, formats).map(PresetChoice::Named).ok_or_else(|| {
        let nearest = suggest(name).map(|name| format!("; did you mean {name}?"));
        let nearest = nearest.unwrap_or_default();
        Error::Usage(format!(
            "-P/--preset: no preset {name}{nearest} (streamstats preset list shows all)"
        ))
    })
}
