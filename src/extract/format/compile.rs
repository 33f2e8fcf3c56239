//! A preset and the names of columns -> where each of them comes from.

use super::super::columns::Clock;
use super::super::delimited::Dialect;
use super::super::derived::{DERIVATIONS, Derivation, derivation};
use super::raw::RawSplitter;
use super::{Format, Source};
use crate::error::{Error, Result};
use crate::format::{self, Column, Preset, Syntax};

/// What a layer's reader must find.
struct Layer {
    preset: &'static Preset,
    /// The names its fields have; none where they are not known beforehand.
    header: Option<Vec<String>>,
    fields: Vec<String>,
}

impl Format {
    /// Compiles `preset`, with the lines in it of the format `inner`, for the columns `by` (its own
    /// where there are none), then `others`, then, if `times` are read and there is one, its time.
    /// `header` is the first line of a source whose format has a header.
    ///
    /// # Errors
    /// A column that the format does not have, or none that could be the value.
    pub(in crate::extract) fn new(
        preset: &'static Preset,
        inner: Option<&'static Preset>,
        by: &[String],
        others: &[String],
        times: bool,
        header: Option<&[u8]>,
    ) -> Result<Self> {
        let mut layers: Vec<Layer> = Vec::new();
        for preset in [Some(preset), inner].into_iter().flatten() {
            let names = header_names(preset, header);
            layers.push(Layer { preset, header: names, fields: Vec::new() });
        }
        let own = || {
            let values = [inner, Some(preset)].into_iter().flatten();
            values.into_iter().find_map(|preset| preset.value.as_ref())
        };
        let mut names = by.to_vec();
        if names.is_empty() {
            let value = own().ok_or_else(|| no_value(&layers))?;
            names.push(value.to_owned());
        }
        names.extend_from_slice(others);
        let mut columns = Vec::new();
        for name in &names {
            let sources = sources(&mut layers, name);
            if sources.is_empty() && !(times && Clock::named(name).is_some()) {
                return Err(unknown(&layers, name));
            }
            columns.push(sources);
        }
        let time = layers.iter().rev().find_map(|layer| layer.preset.time.as_ref());
        let time = time.filter(|_| times).map(|name| sources(&mut layers, name));
        let has_time = time.is_some();
        columns.extend(time);
        let wrapped = match (inner, &preset.wraps) {
            (Some(_), Some(column)) => {
                let sources = sources(&mut layers, column);
                sources.into_iter().filter(|source| source.layer == 0).collect()
            }
            _ => Vec::new(),
        };
        let splitters = layers
            .iter()
            .enumerate()
            .map(|(index, Layer { preset, fields, .. })| {
                let choices = choices(index, columns.iter().chain([&wrapped]));
                RawSplitter::new(&preset.syntax, fields, &choices, header)
            })
            .collect::<Result<_>>()?;
        let header = header.map(<[u8]>::to_vec);
        Ok(Self { preset, inner, header, layers: splitters, wrapped, columns, has_time })
    }
}

/// The fields of a layer of which the first that a line has is enough for a column. A field of which
/// something is cut or made may come to nothing, so that it does not make the next needless.
fn choices<'s>(layer: usize, columns: impl Iterator<Item = &'s Vec<Source>>) -> Vec<Vec<usize>> {
    let mut choices = Vec::new();
    for sources in columns {
        let mut whole = Vec::new();
        for source in sources.iter().filter(|source| source.layer == layer) {
            if source.cuts.is_empty() && source.derivation.is_none() {
                whole.push(source.field);
            } else {
                choices.push([&whole[..], &[source.field]].concat());
            }
        }
        if !whole.is_empty() {
            choices.push(whole);
        }
    }
    choices
}

/// The names of the fields, where the format's first line, which is `header`, says them; none in
/// other formats.
pub fn header_names(preset: &Preset, header: Option<&[u8]>) -> Option<Vec<String>> {
    let header = header.map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    match &preset.syntax {
        Syntax::Csv => Some(header.and_then(|line| Dialect::CSV.header(line)).unwrap_or_default()),
        Syntax::Tsv => Some(header.and_then(|line| Dialect::TSV.header(line)).unwrap_or_default()),
        _ => None,
    }
}

/// Where the column `name` can come from, the innermost layer first.
fn sources(layers: &mut [Layer], name: &str) -> Vec<Source> {
    let mut sources = Vec::new();
    for (index, layer) in layers.iter_mut().enumerate().rev() {
        if layer.named(index, name, None, &mut sources) {
            continue;
        }
        layer.field_of_its_own(index, name, None, &mut sources);
        if let Some(derivation) = derivation(name) {
            for source in derivation.sources {
                if !layer.named(index, source, Some(derivation), &mut sources) && *source != name {
                    layer.field_of_its_own(index, source, Some(derivation), &mut sources);
                }
            }
        }
    }
    sources
}

impl Layer {
    /// Adds the field of that name, where fields have names of their own.
    fn field_of_its_own(
        &mut self,
        index: usize,
        name: &str,
        derivation: Option<&'static Derivation>,
        sources: &mut Vec<Source>,
    ) {
        let known = self.header.as_ref().is_none_or(|names| names.iter().any(|own| own == name));
        if known && self.preset.syntax.is_open() {
            let field = self.field(name);
            sources.push(Source { layer: index, field, cuts: &[], derivation });
        }
    }

    /// Adds where the preset's column `name` is read, if it has one.
    fn named(
        &mut self,
        index: usize,
        name: &str,
        derivation: Option<&'static Derivation>,
        sources: &mut Vec<Source>,
    ) -> bool {
        let columns = &self.preset.columns;
        let Some(column) = columns.iter().find(|column| column.name == name) else { return false };
        for origin in &column.from {
            let field = self.field(&origin.field);
            sources.push(Source { layer: index, field, cuts: &origin.cuts, derivation });
        }
        true
    }

    /// The index of a raw field, which the reader then finds.
    fn field(&mut self, name: &str) -> usize {
        let known = self.fields.iter().position(|known| known == name);
        known.unwrap_or_else(|| {
            self.fields.push(name.to_owned());
            self.fields.len() - 1
        })
    }
}

/// All columns by name, of the format itself, of its header, and derived.
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
    names.extend(["hour", "minute"].into_iter().filter(|_| has_time));
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

/// What is said where no line of `preset` has the column `name`.
pub(in crate::extract) fn never_there(preset: &'static Preset, name: &str) -> Error {
    unknown(&[Layer { preset, header: None, fields: Vec::new() }], name)
}

fn unknown(layers: &[Layer], name: &str) -> Error {
    let preset = layers.first().map_or("", |layer| layer.preset.name.as_str());
    unknown_column(&format!("the preset {preset}"), name, &known(layers))
}

/// The error of a column that is not there: the nearest name, and all there are.
fn unknown_column(place: &str, name: &str, known: &[&str]) -> Error {
    let list = known.join(", ");
    Error::Usage(match format::closest(name, known.iter().copied()) {
        Some(nearest) => {
            format!("no column {name} in {place}; did you mean {nearest}? Its columns are {list}")
        }
        None => format!("no column {name} in {place}; its columns are {list}"),
    })
}
