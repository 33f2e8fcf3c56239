//! The errors of columns that a preset does not have: the column that was meant, and all columns.

use super::super::derived::clock::TIME_COLUMNS;
use super::super::derived::{DERIVATIONS, PlaceColumn, SOURCE};
use super::super::synonyms;
use super::layer::{CLIENT, Layer};
use crate::error::Error;
use crate::format::{self, Column, Format};

/// The names of all columns: columns of the format, of the header, and derived columns.
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
        names.extend(layer.keys.iter().map(|(column, _)| *column));
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

/// The error that the format has no column that is counted by default.
pub(super) fn no_value(layers: &[Layer]) -> Error {
    let preset = layers.first().map_or("", |layer| layer.preset.name.as_str());
    let columns = listed(&known(layers));
    Error::Usage(format!(
        "-P/--preset: {preset} has no column of its own to count; -k COLUMN counts its values, \
         -N -k COLUMN measures its numbers; its columns are {columns}"
    ))
}

/// The names in a list, those with a comma in quotes, as -k takes them.
fn listed(names: &[&str]) -> String {
    let quoted = |name: &&str| match name.contains(',') {
        true => format!("\"{name}\""),
        false => (*name).to_owned(),
    };
    names.iter().map(quoted).collect::<Vec<_>>().join(", ")
}

/// The error that no line of `preset` has the column `name`.
pub(in crate::extract) fn never_there(preset: &'static Format, name: &str) -> Error {
    let (header, keys, fields) = (None, Vec::new(), Vec::new());
    unknown(&[Layer { preset, header, keys, fields }], name)
}

/// The error of a column that no layer has.
pub(super) fn unknown(layers: &[Layer], name: &str) -> Error {
    let preset = layers.first().map_or("", |layer| layer.preset.name.as_str());
    unknown_column(&format!("the preset {preset}"), name, &known(layers))
}

/// Figures of the report that are asked for as if lines had them.
const FIGURES: [&str; 9] =
    ["count", "share", "peak", "mean_rate", "ratio", "hits", "distinct", "score", "outlier"];

/// The error of an unknown column, with the nearest name, by meaning before spelling, and all names.
fn unknown_column(place: &str, name: &str, known: &[&str]) -> Error {
    let list = listed(known);
    if PlaceColumn::named(name).is_some() && known.contains(&CLIENT) {
        return Error::Usage(format!(
            "no column {name} in {place}; --mmdb FILE looks it up by the client"
        ));
    }
    let is_length = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    let block = name.rsplit_once('/').filter(|(_, lengths)| is_length(lengths));
    if let Some((column, _)) = block.filter(|(column, _)| known.contains(column)) {
        return Error::Usage(format!(
            "no column {name} in {place}; {column}/N has the first 0 to 32 bits of IPv4 addresses, and \
             {column}/N:M the first 0 to 128 of IPv6 addresses, too"
        ));
    }
    let several: Vec<&str> = name.split(',').map(str::trim).collect();
    if several.len() > 1 && several.iter().all(|name| known.contains(name)) {
        return Error::Usage(format!(
            "no column {name} in {place}: one column is taken here; -k takes several"
        ));
    }
    if FIGURES.contains(&name) {
        return Error::Usage(format!(
            "no column {name} in {place}; it is a figure of the report: --having has conditions on \
             figures, --sort orders by them. The columns are {list}"
        ));
    }
    let by_meaning = synonyms::columns(name).find(|own| known.contains(own));
    if let (None, Some(derived)) = (by_meaning, DERIVATIONS.iter().find(|own| own.name == name)) {
        let sources = match derived.sources() {
            [source] => (*source).to_owned(),
            sources => format!("one of {}", sources.join(", ")),
        };
        return Error::Usage(format!(
            "no column {name} in {place}; it is made of {sources}. Its columns are {list}"
        ));
    }
    if let Some(recipe) = synonyms::recipe(name, known) {
        return Error::Usage(format!(
            "no column {name} in {place}; write {recipe}. Its columns are {list}"
        ));
    }
    // A column that is made of the missing one leads nowhere.
    let is_made = |own: &&str| {
        DERIVATIONS.iter().any(|derived| derived.name == *own && derived.is_made_from(name))
    };
    let others = || known.iter().copied().filter(|own| !is_made(own));
    Error::Usage(match by_meaning.or_else(|| format::closest(name, others())) {
        Some(nearest) => {
            format!("no column {name} in {place}; did you mean {nearest}? Its columns are {list}")
        }
        None => format!("no column {name} in {place}; its columns are {list}"),
    })
}
