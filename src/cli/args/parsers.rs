//! The values of options: how each is read, and which are offered in help and completions.

use std::collections::BTreeSet;
use std::ffi::OsStr;

use crate::analysis::{SECTIONS, VALUE_COLUMNS};
use crate::extract::{DERIVATIONS, FieldList, PLACE_COLUMNS, SOURCE, TIME_COLUMNS};
use crate::format::{builtin, description, names};
use crate::render::OUTPUTS;
use crate::time::{
    BucketWidth, DurationError, FormatError, UserFormat, Zone, ZoneError, parse_duration,
};
use clap::builder::{PossibleValue, PossibleValuesParser, StringValueParser, TypedValueParser};
use clap::{Arg, Command};

/// Reads a whole number from `least` to `most`.
pub(super) fn whole<N: TryFrom<i128> + Clone + Send + Sync + 'static>(
    least: i128,
    most: i128,
) -> impl Fn(&str) -> Result<N, String> + Clone + Send + Sync + 'static {
    move |text| {
        let number = text.trim().parse().ok().filter(|number| (least..=most).contains(number));
        number.and_then(|number| N::try_from(number).ok()).ok_or_else(|| {
            let range =
                if most < i128::from(u32::MAX) { format!(" to {most}") } else { String::new() };
            format!("write a whole number from {least}{range}")
        })
    }
}

pub(super) fn field_list(text: &str) -> Result<FieldList, String> {
    let hint = |problem| format!("{problem}; a file is named without a flag, and -F follows it");
    text.parse().map_err(|problem| match text.chars().any(char::is_alphabetic) {
        true => hint(problem),
        false => problem,
    })
}

pub(super) fn outputs() -> PossibleValuesParser {
    OUTPUTS.iter().map(|output| PossibleValue::new(output.name).help(output.description)).into()
}

/// The name of a section, in a list perhaps with blanks around it.
#[derive(Debug, Clone)]
pub(super) struct SectionName;

impl TypedValueParser for SectionName {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        let name = value.to_str().map_or(value, |name| OsStr::new(name.trim()));
        let known = PossibleValuesParser::new(section_names());
        known.parse_ref(command, argument, name)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(section_names()))
    }
}

fn section_names() -> impl Iterator<Item = PossibleValue> {
    SECTIONS.iter().map(|kind| PossibleValue::new(kind.name).help(kind.description()))
}

pub(super) fn bucket_width(text: &str) -> Result<BucketWidth, DurationError> {
    text.parse()
}

pub(super) fn duration(text: &str) -> Result<i64, DurationError> {
    parse_duration(text)
}

pub(super) fn user_format(text: &str) -> Result<UserFormat, FormatError> {
    UserFormat::from_strftime(text)
}

pub(super) fn zone(text: &str) -> Result<Zone, ZoneError> {
    Zone::parse(text)
}

/// A text with some known values for completions and help; other values pass.
#[derive(Debug, Clone)]
pub(super) struct Suggested(fn() -> Vec<PossibleValue>);

/// The name of a preset; saved presets pass too.
pub(super) const PRESET_NAME: Suggested = Suggested(|| {
    let auto = PossibleValue::new("auto").help("the format that the first lines fit");
    let named = |name| PossibleValue::new(name).help(description(name).unwrap_or_default());
    std::iter::once(auto).chain(names().map(named)).collect()
});

/// A column of `values`; other options decide which columns there are.
pub(super) const VALUE_COLUMN: Suggested =
    Suggested(|| VALUE_COLUMNS.iter().map(|column| PossibleValue::new(column.name)).collect());

/// A column of `values` that an outlier rule can judge.
pub(super) const JUDGED_COLUMN: Suggested = Suggested(|| {
    let judged = VALUE_COLUMNS.iter().filter(|column| column.judged);
    judged.map(|column| PossibleValue::new(column.name)).collect()
});

/// A column of a built-in format, or a derived one.
pub(super) const FORMAT_COLUMN: Suggested = Suggested(|| {
    let columns = builtin().iter().flat_map(|format| &format.columns);
    let columns = columns.map(|column| column.name.as_str());
    let derived = DERIVATIONS.iter().map(|derivation| derivation.name);
    let made = TIME_COLUMNS.iter().map(|column| column.name);
    let looked_up = PLACE_COLUMNS.iter().map(|column| column.name);
    let derived = derived.chain(looked_up);
    let names: BTreeSet<&str> = columns.chain(derived).chain(made).chain([SOURCE]).collect();
    names.into_iter().map(PossibleValue::new).collect()
});

impl TypedValueParser for Suggested {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.0)().into_iter()))
    }
}

/// Units, decimal and binary. A single letter is binary, as in most tools.
const UNITS: [(&str, u64); 13] = [
    ("", 1),
    ("b", 1),
    ("k", 1 << 10),
    ("m", 1 << 20),
    ("g", 1 << 30),
    ("kb", 1000),
    ("mb", 1_000_000),
    ("gb", 1_000_000_000),
    ("kib", 1 << 10),
    ("mib", 1 << 20),
    ("gib", 1 << 30),
    ("tb", 1_000_000_000_000),
    ("tib", 1 << 40),
];

/// Reads a size of at least one byte.
pub(crate) fn parse_size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = text[digits.len()..].to_ascii_lowercase();
    let number: Option<u64> = digits.trim().parse().ok();
    let factor = UNITS.iter().find(|(name, _)| *name == unit).map(|(_, factor)| *factor);
    match number.zip(factor).and_then(|(number, factor)| number.checked_mul(factor)) {
        Some(0) => Err("at least 1 byte".to_owned()),
        Some(bytes) => Ok(bytes),
        None => Err(format!("{text:?} is no size, such as 65536, 500MB or 2GiB")),
    }
}

#[cfg(test)]
mod tests {
    use super::parse_size;

    #[test]
    fn sizes() {
        let good =
            [("1", 1), ("2GiB", 2 << 30), ("500MB", 500_000_000), ("64k", 65536), ("1 kB", 1000)];
        for (text, bytes) in good {
            assert_eq!(parse_size(text), Ok(bytes), "{text}");
        }
        for bad in ["", "0", "-1", "1.5GB", "x", "99999999999TB", "1XB"] {
            assert!(parse_size(bad).is_err(), "{bad}");
        }
    }
}
