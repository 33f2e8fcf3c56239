//! Notes on conditions that let no line or every line through, by the texts that their columns have in the
//! first lines of the first file.

use std::collections::BTreeMap;

use super::config::Config;
use super::first_lines::{column_texts, columns, head, settle_format};
use crate::condition::{Condition, instead_of_whole_text};
use crate::extract::{ExtractOptions, SourceColumn};
use crate::format::{ColumnKind, KeyRole, roles};
use crate::number::Number;
use crate::outcome::Outcome;
use crate::source::Input;

/// Bytes of the first file that are read again.
const HEAD_BYTES: usize = 256 << 10;
/// Texts that are named.
const MAX_NAMED: usize = 3;
/// Characters of texts that are named.
const MAX_CHARACTERS: usize = 40;

/// What a column has in place of a text.
const NO_TEXTS: [&[u8]; 2] = [b"", b"-"];

/// How many lines meet a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Met {
    None,
    All,
}

/// The notes on conditions that cannot mean what was typed, and on the texts of columns whose conditions no
/// line meets.
pub(super) fn misfit_notes(config: &Config, outcome: &Outcome) -> Vec<String> {
    let extract = &config.run.extract;
    let asked = asked(config, outcome);
    let measured = measured(extract);
    let is_asked = !asked.is_empty() || measured.is_some();
    let Some(Input::File(file)) = config.run.inputs.first().filter(|_| is_asked) else {
        return Vec::new();
    };
    let Ok(beginning) = head(file, HEAD_BYTES) else { return Vec::new() };
    let mut settled = extract.clone();
    settle_format(&mut settled, &beginning);
    let of_unit = measured.and_then(|(name, role)| unit_note(name, role, &settled, &beginning));
    // Which of several conditions no line meets is not known beyond the first lines.
    let is_only = extract.conditions.len() < 2;
    let note = |(flag, condition, met): &(String, &Condition, Option<Met>)| {
        note(flag, condition, *met, is_only, &settled, &beginning)
    };
    asked.iter().filter_map(note).chain(of_unit).collect()
}

/// The measured column, if keys of its name are known to hold a number of some unit, and what they hold.
fn measured(extract: &ExtractOptions) -> Option<(&str, &'static str)> {
    let own = extract.by.first().filter(|_| extract.numeric);
    let name = extract.measure.as_ref().or(own)?;
    let of_role = |role: &'static KeyRole| {
        let fields = role.fields(std::slice::from_ref(name));
        let has_unit = fields.first().is_some_and(|field| field.kind.unit().is_some());
        (has_unit && role.column != *name).then_some(role.column.as_str())
    };
    Some((name, roles().iter().find_map(of_role)?))
}

/// The note on the key `name` whose numbers are measured as they are written, where the column `role` has them
/// in a unit.
fn unit_note(name: &str, role: &str, extract: &ExtractOptions, beginning: &[u8]) -> Option<String> {
    let columns = columns(extract, beginning);
    let is_origin = columns.iter().any(|column| column.name == name && column.is_origin);
    let unit = columns.iter().find(|column| column.name == role)?.kind.unit()?;
    is_origin.then(|| {
        format!(
            "-m {name}: the numbers are as they are written; -m {role} has them in {}",
            match unit {
                "s" => "seconds",
                unit => unit,
            }
        )
    })
}

/// The conditions that no line or every line meets, and those that order numbers, as they were typed, with their
/// options.
fn asked<'c>(config: &'c Config, outcome: &Outcome) -> Vec<(String, &'c Condition, Option<Met>)> {
    let (extract, analysis) = (&config.run.extract, &config.analysis);
    let total = outcome.tally.total();
    let of_lines = match (total.matched, total.filtered) {
        (0, 1..) => Some(Met::None),
        (1.., 0) => Some(Met::All),
        _ => None,
    };
    let of_hits = match outcome.totals.hits.as_ref().map(|hits| hits.all) {
        Some(0) if total.matched > 0 => Some(Met::None),
        Some(hits) if hits == total.matched => Some(Met::All),
        _ => None,
    };
    let texts = analysis.conditions.iter().zip(&extract.conditions);
    // The report has a note of its own on what to write in place of some conditions.
    let is_noted = |text: &str, met| met == Met::All && instead_of_whole_text(text, true).is_some();
    let conditions = texts.map(|(text, condition)| {
        let met = of_lines.filter(|met| !is_noted(text, *met));
        (format!("-w '{text}'"), condition, met)
    });
    let ratio = extract.ratio.iter().map(|condition| ("--ratio".to_owned(), condition, of_hits));
    conditions
        .chain(ratio)
        .filter(|(_, own, met)| met.is_some() || own.has_unit() || own.orders_numbers())
        .collect()
}

/// The note on one condition, if the texts of its column say why no line or every line meets it; `is_only` if no
/// other condition may be the one that no line meets.
fn note(
    flag: &str,
    condition: &Condition,
    met: Option<Met>,
    is_only: bool,
    extract: &ExtractOptions,
    beginning: &[u8],
) -> Option<String> {
    let texts = column_texts(extract, condition.column(), beginning);
    let mut counts: BTreeMap<&[u8], usize> = BTreeMap::new();
    for text in texts.iter().filter(|text| !NO_TEXTS.contains(&text.as_slice())) {
        *counts.entry(text).or_default() += 1;
    }
    let mut texts: Vec<&[u8]> = counts.keys().copied().collect();
    texts.sort_by_key(|text| std::cmp::Reverse(counts.get(text)));
    if let Some(separated) = condition.separated(&texts) {
        return Some(format!("{flag}: {separated}"));
    }
    if condition.has_unit()
        && !has_unit(extract, condition.column(), beginning)
        && let Some(misfit) = condition.unit_misfit(&texts, met.is_some())
    {
        return Some(format!("{flag}: {misfit}"));
    }
    let met = met?;
    // Another condition may be the one that no line meets.
    if met == Met::None && counts.keys().any(|text| condition.holds(text)) {
        return None;
    }
    let claim = match (flag, met) {
        ("--ratio", Met::None) => " is met by no line:",
        ("--ratio", Met::All) => " is met by every line:",
        (_, Met::None) if is_only => " lets no line through:",
        (_, Met::None) => ": in the first lines",
        (_, Met::All) => " leaves out no line:",
    };
    if let Some(misfit) = condition.misfit(&texts) {
        return Some(format!("{flag}{claim} {misfit}"));
    }
    let is_shown = met == Met::None && flag != "--ratio" && !texts.is_empty();
    is_shown.then(|| {
        format!(
            "{flag}: {} in the first lines has {}",
            condition.column(),
            extent(&texts).unwrap_or_else(|| named(&texts))
        )
    })
}

/// Whether the format says the unit of a column, whose numbers are then delivered in seconds or bytes.
fn has_unit(extract: &ExtractOptions, name: &str, beginning: &[u8]) -> bool {
    let is_own = |column: &SourceColumn| column.name == name && !column.is_origin;
    let bare = [ColumnKind::Text, ColumnKind::Number];
    columns(extract, beginning).iter().any(|column| is_own(column) && !bare.contains(&column.kind))
}

/// The least and the greatest of texts that are all numbers.
fn extent(texts: &[&[u8]]) -> Option<String> {
    let number = |text| Some((Number::read(text)?.value(), String::from_utf8_lossy(text)));
    let mut numbers = texts.iter().copied().map(number).collect::<Option<Vec<_>>>()?;
    numbers.sort_by(|one, other| one.0.total_cmp(&other.0));
    let ((_, least), (_, most)) = (numbers.first()?, numbers.last()?);
    Some(if least == most { least.to_string() } else { format!("numbers from {least} to {most}") })
}

/// The first texts, and how many more there are.
fn named(texts: &[&[u8]]) -> String {
    let shown = |text: &&[u8]| {
        let text = String::from_utf8_lossy(text).escape_debug().to_string();
        match text.char_indices().nth(MAX_CHARACTERS) {
            Some((end, _)) => format!("{}...", &text[..end]),
            None => text,
        }
    };
    let mut list = texts.iter().take(MAX_NAMED).map(shown).collect::<Vec<_>>().join(", ");
    if texts.len() > MAX_NAMED {
        list += &format!(" and {} more", texts.len() - MAX_NAMED);
    }
    list
}
