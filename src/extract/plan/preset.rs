//! The plan of a preset: from the names of columns to the raw fields they come from.

use super::super::continued::ContinuedLines;
use super::super::delimited::Dialect;
use super::super::derived::clock::TIME_COLUMNS;
use super::super::derived::{DERIVATIONS, Derived, SOURCE, derived, is_made};
use super::super::splitter::Splitter;
use super::super::synonyms;
use super::{ColumnOrigin, ExtractionPlan, Inner, SourceFormat};
use crate::error::{Error, Result};
use crate::format::{self, Column, Format, Syntax};

/// The fields that columns need of one layer.
struct Layer {
    preset: &'static Format,
    /// The names of its fields, if they are known beforehand.
    header: Option<Vec<String>>,
    fields: Vec<String>,
}

impl ExtractionPlan {
    /// Compiles `format` for the columns `by` (its own value if there are none), then `others`, then,
    /// if `times` are read and the format has one, its time.
    ///
    /// # Errors
    /// A column that the format does not have, or no column that could be the value.
    pub(in crate::extract) fn of_preset(
        format: SourceFormat,
        by: &[String],
        others: &[String],
        times: bool,
    ) -> Result<Self> {
        let SourceFormat { preset, inner, ref header } = format;
        let header = header.as_deref();
        let mut layers: Vec<Layer> = Vec::new();
        for preset in [Some(preset), inner].into_iter().flatten() {
            let names = header_names(preset, header);
            layers.push(Layer { preset, header: names, fields: Vec::new() });
        }
        let mut names = by.to_vec();
        if names.is_empty() {
            let own = inner.and_then(|inner| inner.value.as_ref()).or(preset.value.as_ref());
            names.push(own.ok_or_else(|| no_value(&layers))?.clone());
        }
        names.extend_from_slice(others);
        let mut columns = Vec::new();
        for name in &names {
            let origins = origins(&mut layers, name);
            if origins.is_empty() && !is_made(name, times) {
                return Err(unknown(&layers, name));
            }
            columns.push(origins);
        }
        let time =
            layers.iter().rev().find_map(|layer| layer.preset.time.as_ref()).filter(|_| times);
        columns.extend(time.map(|name| origins(&mut layers, name)));
        let wrapped = match (inner, &preset.wraps) {
            (Some(_), Some(column)) => {
                let origins = origins(&mut layers, column);
                origins.into_iter().filter(|origin| origin.layer == 0).collect()
            }
            _ => Vec::new(),
        };
        let mut splitters = Vec::new();
        for (index, Layer { preset, fields, .. }) in layers.iter().enumerate() {
            let choices = choices(index, columns.iter().chain([&wrapped]));
            splitters.push(Splitter::of_syntax(&preset.syntax, fields, &choices, header)?);
        }
        let mut splitters = splitters.into_iter();
        let outer = splitters.next().ok_or_else(|| no_value(&layers))?;
        let rules = |preset: &Format| ContinuedLines::new(&preset.continued);
        let wrapped_rules = inner.map(rules).transpose()?.flatten();
        let inner = splitters.next().map(|splitter| Inner {
            line: wrapped,
            splitter,
            continued: wrapped_rules,
        });
        let time = time.map(|_| columns.len() - 1);
        let continued = rules(preset)?;
        let format = Some(format);
        Ok(Self { format, outer, inner, continued, columns, time, is_time_first: false })
    }
}

/// The fields of a layer of which the first that a line has is enough for a column. A field of which
/// a part is cut or another text is made may give nothing, so the fields after it are needed too.
fn choices<'s>(
    layer: usize,
    columns: impl Iterator<Item = &'s Vec<ColumnOrigin>>,
) -> Vec<Vec<usize>> {
    let mut choices = Vec::new();
    for origins in columns {
        let mut whole = Vec::new();
        for origin in origins.iter().filter(|origin| origin.layer == layer) {
            if origin.cuts.is_empty() && origin.derivation.is_none() {
                whole.push(origin.field);
            } else {
                choices.push([&whole[..], &[origin.field]].concat());
            }
        }
        if !whole.is_empty() {
            choices.push(whole);
        }
    }
    choices
}

/// The names of the fields of a format whose first line, `header`, names them; `None` for other
/// formats.
pub fn header_names(preset: &Format, header: Option<&[u8]>) -> Option<Vec<String>> {
    let header = header.map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    match &preset.syntax {
        Syntax::Csv => Some(header.and_then(|line| Dialect::CSV.header(line)).unwrap_or_default()),
        Syntax::Tsv => Some(header.and_then(|line| Dialect::TSV.header(line)).unwrap_or_default()),
        _ => None,
    }
}

/// Where the column `name` can come from, the innermost layer first.
fn origins(layers: &mut [Layer], name: &str) -> Vec<ColumnOrigin> {
    let mut origins = Vec::new();
    for (index, layer) in layers.iter_mut().enumerate().rev() {
        if layer.named(index, name, None, &mut origins) {
            continue;
        }
        layer.own_field(index, name, None, &mut origins);
        if let Some((sources, made)) = derived(name) {
            for source in sources {
                if !layer.named(index, source, Some(made), &mut origins) && source != name {
                    layer.own_field(index, source, Some(made), &mut origins);
                }
            }
        }
    }
    origins
}

impl Layer {
    /// Adds the field called `name`, if the syntax gives its fields names.
    fn own_field(
        &mut self,
        index: usize,
        name: &str,
        derivation: Option<Derived>,
        origins: &mut Vec<ColumnOrigin>,
    ) {
        let known = self.header.as_ref().is_none_or(|names| names.iter().any(|own| own == name));
        if known && self.preset.syntax.is_open() {
            let field = self.field(name);
            origins.push(ColumnOrigin { layer: index, field, cuts: &[], derivation });
        }
    }

    /// Adds the raw fields of the preset's column `name`; false if the preset has no column of that name.
    fn named(
        &mut self,
        index: usize,
        name: &str,
        derivation: Option<Derived>,
        origins: &mut Vec<ColumnOrigin>,
    ) -> bool {
        let columns = &self.preset.columns;
        let Some(column) = columns.iter().find(|column| column.name == name) else { return false };
        for origin in &column.from {
            let field = self.field(&origin.field);
            origins.push(ColumnOrigin { layer: index, field, cuts: &origin.cuts, derivation });
        }
        true
    }

    /// The index of the raw field called `name` among the fields that the splitter finds.
    fn field(&mut self, name: &str) -> usize {
        let known = self.fields.iter().position(|known| known == name);
        known.unwrap_or_else(|| {
            self.fields.push(name.to_owned());
            self.fields.len() - 1
        })
    }
}

/// The names of all columns: the format's own, the names in its header, derived ones.
fn known(layers: &[Layer]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for layer in layers {
        let header = layer.header.as_ref();
        let is_there = |column: &&Column| {
            header.is_none_or(|names| {
                column.fields().any(|field| names.iter().any(|own| own == field))
            })
        };
        names.extend(
            layer.preset.columns.iter().filter(is_there).map(|column| column.name.as_str()),
        );
        names.extend(header.into_iter().flatten().map(String::as_str));
    }
    let derived = DERIVATIONS
        .iter()
        .filter(|derivation| derivation.sources.iter().any(|source| names.contains(source)));
    let derived: Vec<&str> = derived.map(|derivation| derivation.name).collect();
    names.extend(derived);
    let has_time = layers.iter().any(|layer| layer.preset.time.is_some());
    let made = TIME_COLUMNS.iter().map(|column| column.name);
    names.extend(made.filter(|_| has_time).chain([SOURCE]));
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|name| seen.insert(*name));
    names
}

fn no_value(layers: &[Layer]) -> Error {
    let preset = layers.first().map_or("", |layer| layer.preset.name.as_str());
    let columns = match known(layers) {
        names if names.is_empty() => "any field can be named".to_owned(),
        names => format!("its columns are {}", names.join(", ")),
    };
    Error::Usage(format!(
        "-P/--preset: {preset} has no column of its own to count; -k names one; {columns}"
    ))
}

/// The error that no line of `preset` has the column `name`.
pub(in crate::extract) fn never_there(preset: &'static Format, name: &str) -> Error {
    unknown(&[Layer { preset, header: None, fields: Vec::new() }], name)
}

fn unknown(layers: &[Layer], name: &str) -> Error {
    let preset = layers.first().map_or("", |layer| layer.preset.name.as_str());
    unknown_column(&format!("the preset {preset}"), name, &known(layers))
}

/// The error of an unknown column, with the nearest name, by meaning before spelling, and all names.
fn unknown_column(place: &str, name: &str, known: &[&str]) -> Error {
    let list = known.join(", ");
    let by_meaning = synonyms::column(name).filter(|own| known.contains(own));
    Error::Usage(match by_meaning.or_else(|| format::closest(name, known.iter().copied())) {
        Some(nearest) => {
            format!("no column {name} in {place}; did you mean {nearest}? Its columns are {list}")
        }
        None => format!("no column {name} in {place}; its columns are {list}"),
    })
}
