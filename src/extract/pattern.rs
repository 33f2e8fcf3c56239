//! `-p`: columns by a regular expression with named groups, over bytes.
//!
//! A line that is UTF-8 is matched as text, any other byte by byte (see `scanner`).

use super::columns::{Clock, Columns, Wanted};
use super::derived::{Derivation, derivation};
use super::encoding::Encoding;
use super::scanner::{GroupFinder, Groups, Pattern};
use crate::error::{Error, Result};
use crate::tally::Rejection;

/// A compiled pattern and which of its groups are wanted.
#[derive(Debug)]
pub(super) struct PatternSplitter {
    /// The group of each wanted column.
    groups: Groups,
    derivations: Vec<Option<&'static Derivation>>,
}

/// The group that is a column, or what it is made from.
#[derive(Debug, Clone, Copy)]
struct Group {
    number: usize,
    derivation: Option<&'static Derivation>,
}

/// A worker's own copy.
#[derive(Debug)]
pub(super) struct Matcher {
    groups: GroupFinder,
    derivations: Vec<Option<&'static Derivation>>,
}

impl Group {
    /// A column that no group is.
    const NONE: Self = Self { number: usize::MAX, derivation: None };
}

impl PatternSplitter {
    /// Compiles `pattern`; with `times`, its group `time` is wanted if there is one.
    pub(super) fn new(pattern: &str, wanted: &mut Wanted, times: bool) -> Result<Self> {
        let pattern =
            Pattern::new(pattern).map_err(|error| compile_error("-p/--pattern", &error))?;
        let names = pattern.names();
        if !wanted.names_value() {
            if !names.contains(&"value") {
                return Err(no_value(&pattern, &names));
            }
            wanted.set_value("value");
        }
        if times && names.contains(&"time") {
            wanted.set_time("time");
        }
        let mut groups = Vec::new();
        for name in wanted.names() {
            let group = group(&pattern, name).or_else(|| derived(&pattern, name));
            let group = group.or_else(|| Clock::named(name).filter(|_| times).map(|_| Group::NONE));
            groups.push(group.ok_or_else(|| no_group(name, &pattern, &names))?);
        }
        let numbers: Vec<usize> = groups.iter().map(|group| group.number).collect();
        let derivations = groups.iter().map(|group| group.derivation).collect();
        Ok(Self { groups: pattern.groups(&numbers), derivations })
    }

    pub(super) fn matcher(&self) -> Matcher {
        Matcher { groups: self.groups.finder(), derivations: self.derivations.clone() }
    }
}

impl Matcher {
    /// Whether there is one column, as it stands in the line.
    pub(super) fn is_plain(&self) -> bool {
        matches!(self.derivations[..], [None])
    }

    /// Whether `line` matches; `encoding` is what it is.
    #[inline]
    pub(super) fn find(&mut self, line: &[u8], encoding: Encoding) -> bool {
        self.groups.find(line, encoding)
    }

    /// The first column of the line last found.
    #[inline]
    pub(super) fn value<'l>(&self, line: &'l [u8]) -> Option<&'l [u8]> {
        line.get(self.groups.first()?)
    }

    /// Finds the wanted columns of `line`; `encoding` is what it is.
    #[inline]
    pub(super) fn split(
        &mut self,
        line: &[u8],
        encoding: Encoding,
        columns: &mut Columns,
    ) -> std::result::Result<(), Rejection> {
        if !self.groups.find(line, encoding) {
            return Err(Rejection::NoMatch);
        }
        columns.places.clear();
        let derivations = self.derivations.iter();
        for (column, (range, derivation)) in self.groups.ranges().zip(derivations).enumerate() {
            columns.places.push(range);
            if let Some(derivation) = derivation {
                columns.places.derive(line, column, derivation, column);
            }
        }
        Ok(())
    }
}

/// The names of the groups of a regular expression, in their order; none where it does not compile.
pub fn group_names(pattern: &str) -> Vec<String> {
    let pattern = Pattern::new(pattern).ok();
    let names = pattern.iter().flat_map(Pattern::names);
    names.map(str::to_owned).collect()
}

fn group(pattern: &Pattern, name: &str) -> Option<Group> {
    Some(Group { number: pattern.group(name)?, derivation: None })
}

/// The column `name` made from a group, if it is one that can be.
fn derived(pattern: &Pattern, name: &str) -> Option<Group> {
    let derivation = derivation(name)?;
    let made_from = derivation.sources.iter().find_map(|source| group(pattern, source))?;
    Some(Group { derivation: Some(derivation), ..made_from })
}

/// An error about the pattern of `flag`.
pub(super) fn compile_error(flag: &str, error: &regex::Error) -> Error {
    Error::pattern(flag, error)
}

fn no_value(pattern: &Pattern, names: &[&str]) -> Error {
    let unnamed = pattern.unnamed();
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

fn no_group(name: &str, pattern: &Pattern, names: &[&str]) -> Error {
    let known = match names {
        [] => "it has no named groups; write (?P<NAME>...)".to_owned(),
        names => format!("its columns are {}", names.join(", ")),
    };
    Error::Pattern(format!("no column {name} in the pattern {:?}: {known}", pattern.as_str()))
}
