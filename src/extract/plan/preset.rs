//! The plan of a preset: from the names of columns to the raw fields they come from.

use super::super::continued::ContinuedLines;
use super::super::derived::{OwnTables, derived, is_made};
use super::super::json::KeyChoice;
use super::super::records::RecordRule;
use super::super::splitter::{HeaderLine, Splitter};
use super::absent::{no_value, unknown};
use super::delivered::{self, UnitScale};
use super::field_columns::FieldColumns;
use super::keys::{KeyColumns, names_in};
use super::layer::{CLIENT, Layer};
use super::{Asked, ColumnOrigin, ExtractionPlan, Inner, OwnValue, PlanTime, SourceFormat};
use crate::error::{Error, Result};
use crate::format::{Cut, Format};
use crate::number::Unit;

/// The cut of a client that the format does not cut itself.
static FIRST_CLIENT: [Cut; 1] = [Cut::FirstClient];

/// Makes the first address of a list, without its port, the text of a client.
fn take_first_address(origins: &mut [ColumnOrigin]) {
    for origin in origins.iter_mut().filter(|origin| origin.cuts.is_empty()) {
        origin.cuts = &FIRST_CLIENT;
    }
}

impl ExtractionPlan {
    /// Compiles `format` for what is asked: the columns `by` (the format's own value if there are
    /// none), then the others, then, if times are read and the format has one, its time.
    ///
    /// # Errors
    /// A column that the format does not have, or no column that could be the value.
    pub(in crate::extract) fn of_preset(format: SourceFormat, asked: Asked<'_>) -> Result<Self> {
        let mut layers = layers(&format);
        let (mut columns, units) = columns(&mut layers, &format, asked)?;
        let takes_rest = format.value != OwnValue::Column && asked.by.is_empty();
        let has_time = (asked.times || takes_rest) && format.has_time;
        let time = match asked.time {
            Some(time) => Some(time),
            None if has_time => time_columns(&mut layers, &format, &mut columns),
            None => None,
        };
        let wrapped = wrapped(&mut layers, |index| format.parent(index));
        let mut splitters = splitters(&layers, &format, &columns, &wrapped)?.into_iter();
        let outer = splitters.next().ok_or_else(|| no_value(&layers))?;
        let rules = |preset: &Format| ContinuedLines::new(&preset.continued);
        let mut inners = Vec::new();
        for ((splitter, line), layer) in splitters.zip(wrapped).zip(layers.iter().skip(1)) {
            inners.push(Inner { line, splitter, continued: rules(layer.preset)? });
        }
        let continued = layers.first().map(|layer| rules(layer.preset)).transpose()?.flatten();
        let first = layers.first().map(|layer| layer.preset);
        let records = first.and_then(|preset| match format.has_documents {
            true => RecordRule::of_wrapper(preset),
            false => RecordRule::of_format(preset, format.dialect.delimiter),
        });
        let made_together = FieldColumns::take_from(&mut columns, time);
        let (format, is_time_first) = (Some(format), false);
        Ok(Self {
            format,
            outer,
            inners,
            continued,
            records,
            columns,
            made_together,
            time,
            is_time_first,
            takes_rest,
            units,
        })
    }
}

/// The layers of a format, the outermost first. Only the outermost can have a header.
fn layers(format: &SourceFormat) -> Vec<Layer> {
    let header = format.header.as_deref();
    let layers = format.layers.iter().zip(&format.keys).enumerate();
    let layer = |(index, (preset, keys)): (usize, (&&'static Format, &KeyColumns))| {
        let header = names_in(preset, header, format.dialect).filter(|_| index == 0);
        Layer { preset, header, keys: keys.clone(), fields: Vec::new() }
    };
    layers.map(layer).collect()
}

/// The origins of each column that is asked for, and the unit of its bare numbers. Errors: as
/// [`ExtractionPlan::of_preset`].
fn columns(
    layers: &mut [Layer],
    format: &SourceFormat,
    asked: Asked<'_>,
) -> Result<(Vec<Vec<ColumnOrigin>>, Vec<Unit>)> {
    // An unknown column is a better reason than the missing value.
    let unknown_first = |problem| {
        let mut layers = layers.to_vec();
        asked.others.iter().find_map(|name| lacking(&mut layers, name, asked)).unwrap_or(problem)
    };
    let names = names(layers, format, asked).map_err(unknown_first)?;
    let (mut columns, mut units) = (Vec::new(), Vec::new());
    for (index, name) in names.iter().enumerate() {
        let is_rest = name.is_empty() && format.value == OwnValue::Rest;
        let mut origins = if is_rest { Vec::new() } else { origins(layers, name, asked.tables) };
        if name == CLIENT {
            take_first_address(&mut origins);
        }
        if origins.is_empty() && !is_made(name, asked.times) && !is_rest {
            return Err(unknown(layers, name));
        }
        let is_text = index < asked.by.len().max(1) && !asked.numeric;
        units.push(if is_text { Unit::Bare } else { settle_units(&mut origins) });
        columns.push(origins);
    }
    Ok((columns, units))
}

/// A splitter for each layer, which finds the fields that `columns` and the `wrapped` lines need.
fn splitters(
    layers: &[Layer],
    format: &SourceFormat,
    columns: &[Vec<ColumnOrigin>],
    wrapped: &[Vec<ColumnOrigin>],
) -> Result<Vec<Splitter>> {
    let splitter = |(index, Layer { preset, fields, .. }): (usize, &Layer)| {
        let choices = choices(index, columns.iter().chain(wrapped));
        let names = format.header.as_deref().map(|header| HeaderLine {
            line: header,
            dialect: format.dialect,
            is_own: preset.fields.is_empty(),
        });
        Splitter::of_syntax(&preset.syntax, fields, &choices, names)
    };
    layers.iter().enumerate().map(splitter).collect()
}

/// Sets the scales of the origins of one column, and gives the unit that all its bare numbers have.
fn settle_units(origins: &mut [ColumnOrigin]) -> Unit {
    let unit = |origin: &ColumnOrigin| match &origin.derivation {
        Some(_) => Unit::Bare,
        None => delivered::unit(origin.kind),
    };
    let first = origins.first().map_or(Unit::Bare, unit);
    let is_common = origins.iter().all(|origin| unit(origin) == first);
    for origin in origins.iter_mut().filter(|origin| origin.derivation.is_none()) {
        origin.scale = UnitScale::of(origin.kind, !is_common);
    }
    if is_common { first } else { Unit::Bare }
}

/// The names of the columns that are asked for, the value first.
fn names(layers: &[Layer], format: &SourceFormat, asked: Asked<'_>) -> Result<Vec<String>> {
    let mut names = asked.by.to_vec();
    if names.is_empty() {
        let own = format.own_value().map(str::to_owned);
        names.push(match format.value {
            OwnValue::Column => own.ok_or_else(|| no_value(layers))?,
            OwnValue::Message => "message".to_owned(),
            // No line has a column without a name.
            OwnValue::Rest => String::new(),
        });
    }
    names.extend_from_slice(asked.others);
    Ok(names)
}

/// The error of the column `name` if no layer can have it.
fn lacking(layers: &mut [Layer], name: &str, asked: Asked<'_>) -> Option<Error> {
    let is_there = !origins(layers, name, asked.tables).is_empty() || is_made(name, asked.times);
    (!is_there).then(|| unknown(layers, name))
}

/// Adds the columns of the time, and says which they are.
fn time_columns(
    layers: &mut [Layer],
    format: &SourceFormat,
    columns: &mut Vec<Vec<ColumnOrigin>>,
) -> Option<PlanTime> {
    let is_apart = |(layer, dates): (usize, &Option<(String, String)>)| {
        dates.as_ref().map(|(date, time)| (layer, date.clone(), time.clone()))
    };
    let apart = format.dates.iter().enumerate().rev().find_map(is_apart);
    if let Some((index, date, time)) = apart {
        for name in [&date, &time] {
            let field = layers.get_mut(index)?.field(name);
            columns.push(vec![ColumnOrigin { layer: index, ..ColumnOrigin::field(field) }]);
        }
        let (date, clock) = (Some(columns.len() - 2), columns.len() - 1);
        return Some(PlanTime { date, clock, is_asked: false });
    }
    let time = layers.iter().rev().find_map(|layer| layer.preset.time.clone())?;
    let origins = origins(layers, &time, &OwnTables::default());
    columns.push(origins);
    Some(PlanTime { date: None, clock: columns.len() - 1, is_asked: false })
}

/// Where the line of each layer but the outermost stands.
fn wrapped(layers: &mut [Layer], parent: impl Fn(usize) -> usize) -> Vec<Vec<ColumnOrigin>> {
    let mut wrapped = Vec::new();
    for index in 1..layers.len() {
        let outer = parent(index);
        let column = layers.get(outer).and_then(|layer| layer.preset.wraps.clone());
        let column = column.unwrap_or_default();
        let mut origins = Vec::new();
        if let Some(layer) = layers.get_mut(outer)
            && !layer.named(outer, &column, None, &mut origins)
        {
            layer.own_field(outer, &column, None, &mut origins);
        }
        wrapped.push(origins);
    }
    wrapped
}

/// For each column, the fields of a layer that may hold its text, with their cuts; the first field
/// that holds it is enough. All fields of a derived column are needed, because the derivation from
/// the first may give nothing.
fn choices<'s>(
    layer: usize,
    columns: impl Iterator<Item = &'s Vec<ColumnOrigin>>,
) -> Vec<KeyChoice> {
    let mut choices = Vec::new();
    for origins in columns {
        let mut whole = Vec::new();
        for origin in origins.iter().filter(|origin| origin.layer == layer) {
            // The first of a list is never nothing.
            let is_first = |cut: &Cut| matches!(cut, Cut::FirstOfList | Cut::FirstClient);
            let is_whole = origin.cuts.iter().all(is_first);
            let field = (origin.field, if is_whole { &[] } else { origin.cuts });
            if origin.derivation.is_none() {
                whole.push(field);
            } else {
                choices.push([&whole[..], &[field]].concat());
            }
        }
        if !whole.is_empty() {
            choices.push(whole);
        }
    }
    choices
}

/// Where the column `name` can come from, the innermost layer first.
fn origins(layers: &mut [Layer], name: &str, tables: &OwnTables) -> Vec<ColumnOrigin> {
    let mut origins = Vec::new();
    for (index, layer) in layers.iter_mut().enumerate().rev() {
        if layer.named(index, name, None, &mut origins) {
            continue;
        }
        layer.own_field(index, name, None, &mut origins);
        if let Some((sources, made)) = derived(name, tables) {
            for source in sources {
                if !layer.named(index, source, Some(&made), &mut origins) && source != name {
                    layer.own_field(index, source, Some(&made), &mut origins);
                }
            }
        }
    }
    origins
}
