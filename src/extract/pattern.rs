//! `-p`: columns by a regular expression with named groups, over bytes.
//!
//! A line that is UTF-8 is matched as text. Any other line is matched byte by byte, so that a
//! stray Latin-1 byte does not make `\S+` stop in the middle of a value.

use regex::bytes::{CaptureLocations, Regex, RegexBuilder};

use super::columns::{Columns, Wanted};
use crate::error::{Error, Result};
use crate::tally::Rejection;

/// A compiled pattern and which of its groups are wanted.
#[derive(Debug)]
pub(super) struct PatternSplitter {
    text: Regex,
    bytes: Regex,
    /// Group number of each wanted column.
    groups: Vec<usize>,
}

/// A worker's own copy: regexes keep scratch memory that threads would otherwise fight over.
#[derive(Debug)]
pub(super) struct Matcher {
    text: Regex,
    bytes: Regex,
    groups: Vec<usize>,
    locations: CaptureLocations,
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
            let group = text.capture_names().position(|group| group == Some(name));
            groups.push(group.ok_or_else(|| no_group(name, &text, &names))?);
        }
        // A pattern that asks for Unicode classes cannot be matched by bytes; it stays as it is.
        let bytes = RegexBuilder::new(pattern).unicode(false).build();
        let bytes = bytes.unwrap_or_else(|_| text.clone());
        Ok(Self { text, bytes, groups })
    }

    pub(super) fn matcher(&self) -> Matcher {
        Matcher {
            text: self.text.clone(),
            bytes: self.bytes.clone(),
            groups: self.groups.clone(),
            locations: self.text.capture_locations(),
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
        let regex = if is_text { &self.text } else { &self.bytes };
        if regex.captures_read(&mut self.locations, line).is_none() {
            return Err(Rejection::NoMatch);
        }
        columns.places.clear();
        for group in &self.groups {
            let place = self.locations.get(*group);
            columns.places.push(place.map(|(start, end)| start..end));
        }
        Ok(())
    }
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
