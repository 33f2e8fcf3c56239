//! `-p`: columns by a regular expression with named groups, over bytes.
//!
//! A line that is UTF-8 is matched as text. Any other line is matched byte by byte, so that a
//! stray Latin-1 byte does not make `\S+` stop in the middle of a value.

use regex::bytes::{CaptureLocations, Regex, RegexBuilder};

use super::columns::{Clock, Columns, Wanted};
use super::derived::{Derivation, derivation};
use crate::error::{Error, Result};
use crate::tally::Rejection;

/// A pattern for lines that are UTF-8, and the same for those that are not.
#[derive(Debug, Clone)]
pub(super) struct Regexes {
    pub(super) text: Regex,
    bytes: Regex,
}

impl Regexes {
    pub(super) fn new(text: Regex) -> Self {
        // A pattern that asks for Unicode classes cannot be matched by bytes; it stays as it is.
        let bytes = RegexBuilder::new(text.as_str()).unicode(false).build();
        let bytes = bytes.unwrap_or_else(|_| text.clone());
        Self { text, bytes }
    }

    /// The one for a line; `is_text` tells that it is UTF-8.
    pub(super) fn of(&self, is_text: bool) -> &Regex {
        if is_text { &self.text } else { &self.bytes }
    }
}

/// A compiled pattern and which of its groups are wanted.
#[derive(Debug)]
pub(super) struct PatternSplitter {
    regexes: Regexes,
    /// Group of each wanted column.
    groups: Vec<Group>,
}

/// The group that is a column, or what it is made from.
#[derive(Debug, Clone, Copy)]
struct Group {
    number: usize,
    derivation: Option<&'static Derivation>,
}

/// A worker's own copy: regexes keep scratch memory that threads would otherwise fight over.
#[derive(Debug)]
pub(super) struct Matcher {
    regexes: Regexes,
    groups: Vec<Group>,
    locations: CaptureLocations,
}

impl Group {
    /// A column that no group is.
    const NONE: Self = Self { number: usize::MAX, derivation: None };
}

impl PatternSplitter {
    /// Compiles `pattern`; with `times`, its group `time` is wanted if there is one.
    pub(super) fn new(pattern: &str, wanted: &mut Wanted, times: bool) -> Result<Self> {
        let text = Regex::new(pattern).map_err(|error| compile_error("-p/--pattern", &error))?;
        let names: Vec<&str> = text.capture_names().flatten().collect();
        if !wanted.names_value() {
            if !names.contains(&"value") {
                return Err(no_value(&text, &names));
            }
            wanted.set_value("value");
        }
        if times && names.contains(&"time") {
            wanted.set_time("time");
        }
        let mut groups = Vec::new();
        for name in wanted.names() {
            let group = group(&text, name).or_else(|| derived(&text, name));
            let group = group.or_else(|| Clock::named(name).filter(|_| times).map(|_| Group::NONE));
            groups.push(group.ok_or_else(|| no_group(name, &text, &names))?);
        }
        Ok(Self { regexes: Regexes::new(text), groups })
    }

    pub(super) fn matcher(&self) -> Matcher {
        Matcher {
            regexes: self.regexes.clone(),
            groups: self.groups.clone(),
            locations: self.regexes.text.capture_locations(),
        }
    }
}

impl Matcher {
    /// Finds the wanted columns of `line`; `is_text` tells that it is UTF-8.
    pub(super) fn split(
        &mut self,
        line: &[u8],
        is_text: bool,
        columns: &mut Columns,
    ) -> std::result::Result<(), Rejection> {
        if self.regexes.of(is_text).captures_read(&mut self.locations, line).is_none() {
            return Err(Rejection::NoMatch);
        }
        columns.places.clear();
        for (column, group) in self.groups.iter().enumerate() {
            let place = self.locations.get(group.number);
            columns.places.push(place.map(|(start, end)| start..end));
            if let Some(derivation) = group.derivation {
                columns.places.derive(line, column, derivation, column);
            }
        }
        Ok(())
    }
}

/// The names of the groups of a regular expression, in their order; none where it does not compile.
pub fn group_names(pattern: &str) -> Vec<String> {
    let regex = Regex::new(pattern).ok();
    let names = regex.iter().flat_map(Regex::capture_names).flatten();
    names.map(str::to_owned).collect()
}

fn group(pattern: &Regex, name: &str) -> Option<Group> {
    let number = pattern.capture_names().position(|group| group == Some(name))?;
    Some(Group { number, derivation: None })
}

/// The column `name` made from a group, if it is one that can be.
fn derived(pattern: &Regex, name: &str) -> Option<Group> {
    let derivation = derivation(name)?;
    let made_from = derivation.sources.iter().find_map(|source| group(pattern, source))?;
    Some(Group { derivation: Some(derivation), ..made_from })
}

/// What a pattern that does not compile is told with: the regex crate draws the place.
pub(super) fn compile_error(flag: &str, error: &regex::Error) -> Error {
    Error::Pattern(match error {
        regex::Error::CompiledTooBig(limit) => {
            format!(
                "{flag}: the pattern compiles to more than {limit} bytes; make repetitions smaller"
            )
        }
        other => format!("{flag}: {other}"),
    })
}

fn no_value(pattern: &Regex, names: &[&str]) -> Error {
    let unnamed = pattern.captures_len() - 1 - names.len();
    let remedy = match (names, unnamed) {
        ([], 0) => "it has no groups; mark what to count, as in (?P<value>\\S+)".to_owned(),
        ([], _) => format!(
            "its {unnamed} group{} no name; write (?P<value>...) in place of (...)",
            if unnamed == 1 { " has" } else { "s have" }
        ),
        (names, _) => format!(
            "its named groups are {}; choose with -k {}, or name one (?P<value>...)",
            names.join(", "),
            names.first().unwrap_or(&"NAME"),
        ),
    };
    Error::Pattern(format!(
        "-p/--pattern: no group named value in {:?}: {remedy}",
        pattern.as_str()
    ))
}

fn no_group(name: &str, pattern: &Regex, names: &[&str]) -> Error {
    let known = match names {
        [] => "it has no named groups; write (?P<NAME>...)".to_owned(),
        names => format!("its columns are {}", names.join(", ")),
    };
    Error::Pattern(format!("no column {name} in the pattern {:?}: {known}", pattern.as_str()))
}
