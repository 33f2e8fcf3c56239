//! The values of options: how they are read, and which there are, for help and completions.

use std::collections::BTreeSet;
use std::ffi::OsStr;

use clap::builder::{PossibleValue, PossibleValuesParser, StringValueParser, TypedValueParser};
use clap::{Arg, Command};

use streamstats::analysis::VALUE_COLUMNS;
use streamstats::extract::{DERIVATIONS, FieldList};
use streamstats::preset::PRESETS;
use streamstats::render::{OUTPUTS, SECTIONS};
use streamstats::time::{BucketWidth, DurationError, FormatError, UserFormat, Zone, ZoneError};

pub(super) fn field_list(text: &str) -> Result<FieldList, String> {
    let hint = |problem| format!("{problem}; a file is named without a flag");
    text.parse().map_err(|problem| match text.chars().any(char::is_alphabetic) {
        true => hint(problem),
        false => problem,
    })
}

pub(super) fn outputs() -> PossibleValuesParser {
    OUTPUTS.iter().map(|output| PossibleValue::new(output.name).help(output.description)).into()
}

pub(super) fn sections() -> PossibleValuesParser {
    SECTIONS.iter().map(|(name, description)| PossibleValue::new(*name).help(*description)).into()
}

pub(super) fn bucket_width(text: &str) -> Result<BucketWidth, DurationError> {
    text.parse()
}

pub(super) fn user_format(text: &str) -> Result<UserFormat, FormatError> {
    UserFormat::from_strftime(text)
}

pub(super) fn zone(text: &str) -> Result<Zone, ZoneError> {
    Zone::parse(text)
}

/// A preset. A user's own pass here too; the built-in ones are for completions and help.
#[derive(Debug, Clone)]
pub(super) struct PresetName;

impl TypedValueParser for PresetName {
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
        let auto = PossibleValue::new("auto").help("the format that the first lines fit");
        let built_in =
            PRESETS.iter().map(|preset| PossibleValue::new(preset.name).help(preset.description));
        Some(Box::new(std::iter::once(auto).chain(built_in)))
    }
}

/// A column of `values`. Which there are depends on other options, so that any name passes here;
/// the known ones are for completions and help.
#[derive(Debug, Clone)]
pub(super) struct ColumnName {
    /// Only those a rule can judge.
    pub(super) judged: bool,
}

impl TypedValueParser for ColumnName {
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
        let fitting = VALUE_COLUMNS.iter().filter(|column| column.judged || !self.judged);
        Some(Box::new(fitting.map(|column| PossibleValue::new(column.name))))
    }
}

/// A column of a format. Any name passes; those of the built-in formats are for completions.
#[derive(Debug, Clone)]
pub(super) struct FormatColumn;

impl TypedValueParser for FormatColumn {
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
        let columns = PRESETS.iter().flat_map(|preset| preset.columns).map(|column| column.name);
        let derived = DERIVATIONS.iter().map(|derivation| derivation.name);
        let names: BTreeSet<&str> = columns.chain(derived).chain(["hour", "minute"]).collect();
        Some(Box::new(names.into_iter().map(PossibleValue::new)))
    }
}
