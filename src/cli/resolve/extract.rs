//! What the options of the value and the filters mean together: how a line is taken apart, which
//! of its columns are counted, and which lines count.

use crate::error::{Error, Result};
use crate::extract::{Condition, Delimiter, ExtractOptions, PresetChoice, Split, TimeOptions};
use crate::format::{Format, Syntax, suggest};
use crate::time::Zone;

use crate::cli::args::{FilterArgs, NumberArgs, ValueArgs, needs_format};
use crate::cli::own_tables;
use crate::cli::parsed::format_named;

/// Resolves the options; `formats` are the user's own; `zone` is the zone of times that have none. Errors:
/// options that exclude each other, an unknown preset, a condition that cannot be read.
pub(super) fn resolve(
    value: &ValueArgs,
    formats: &'static [&'static Format],
    filter: &FilterArgs,
    number: &NumberArgs,
    time: Option<TimeOptions>,
    zone: &Zone,
) -> Result<ExtractOptions> {
    let conditions = filter.conditions.iter();
    let conditions = conditions.map(|text| Condition::parse("-w/--where", text, zone));
    let ratio = value.ratio.as_ref().map(|text| Condition::parse("--ratio", text, zone));
    Ok(ExtractOptions {
        split: split(value, formats, needs_format(value, filter, number))?,
        formats,
        delimiter: delimiter(value, formats)?,
        by: value.by.clone(),
        replace: pairs(&value.replace),
        weight: value.weight.clone(),
        grep: filter.grep.clone(),
        exclude: filter.exclude.clone(),
        numeric: number.numeric,
        measure: number.measure.clone(),
        compare: number.compare.clone(),
        compare_as: number.compare_as.clone(),
        conditions: conditions.collect::<Result<_>>()?,
        ratio: ratio.transpose()?,
        distinct: value.distinct.clone(),
        across: value.across.clone(),
        contrasted: Vec::new(),
        tables: own_tables::read(value)?,
        top_lines: number.top_lines.map_or(0, |most| most as usize),
        subject: None,
        time,
    })
}

/// The patterns and texts of `--replace`, of which each was given two.
fn pairs(values: &[String]) -> Vec<(String, String)> {
    let pairs = values.chunks_exact(2);
    pairs.filter_map(|pair| pair.first().cloned().zip(pair.get(1).cloned())).collect()
}

/// How lines are taken apart.
fn split(args: &ValueArgs, formats: &[&'static Format], needs_format: bool) -> Result<Split> {
    let ways = [
        ("-p/--pattern", args.pattern.is_some()),
        ("-P/--preset", args.preset.is_some()),
        ("-f/--field", args.field.is_some()),
    ];
    let mut ways = ways.iter().filter(|(_, given)| *given).map(|(flag, _)| *flag);
    if let (Some(one), Some(other)) = (ways.next(), ways.next()) {
        return Err(Error::Usage(format!("{one} and {other} exclude each other")));
    }
    Ok(match (&args.pattern, &args.preset, &args.field) {
        (Some(pattern), ..) => Split::Pattern(pattern.clone()),
        (None, Some(name), _) => Split::Preset(preset_choice(name, formats)?),
        (None, None, Some(list)) => Split::Fields {
            list: list.clone(),
            delimiter: args.delimiter.clone().unwrap_or_default(),
        },
        // Columns need a format, and none is named: the format is detected.
        (None, None, None) if needs_format => Split::Preset(PresetChoice::Auto),
        (None, None, None) => Split::Whole,
    })
}

/// What separates the fields of csv, if the user says it.
fn delimiter(args: &ValueArgs, formats: &[&'static Format]) -> Result<Option<u8>> {
    let Some(delimiter) = args.delimiter.as_ref().filter(|_| args.field.is_none()) else {
        return Ok(None);
    };
    let format = args.preset.as_ref().and_then(|name| format_named(name, formats));
    let is_csv = format.is_some_and(|format| format.syntax == Syntax::Csv);
    match delimiter {
        Delimiter::Every(bytes) if is_csv && bytes.len() == 1 => Ok(bytes.first().copied()),
        _ => Err(Error::Usage(
            "-d/--delimiter separates fields by one byte; it needs -f or -P csv".to_owned(),
        )),
    }
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
