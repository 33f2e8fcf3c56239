//! `-p`: columns by a regular expression with named groups, over bytes.
//!
//! A line that is UTF-8 is matched as text, any other byte by byte (see [`super::scanner`]).

use super::derived::{OwnTables, derived, is_made};
use super::plan::{ColumnOrigin, ExtractionPlan, PlanTime};
use super::requested::Requested;
use super::scanner::groups::Pattern;
use super::splitter::Splitter;
use crate::error::{Error, Result};

impl ExtractionPlan {
    /// The plan of lines that `pattern` takes apart: its groups are the columns. With `times`, its group
    /// `time`, if it has one, is the time, joined with the group `date`. Errors: the pattern does not compile,
    /// or a requested column is no group of it.
    pub(super) fn of_pattern(
        pattern: &str,
        requested: &mut Requested,
        times: bool,
        tables: &OwnTables,
    ) -> Result<Self> {
        let pattern =
            Pattern::new(pattern).map_err(|error| Error::pattern("-p/--pattern", &error))?;
        let names = pattern.names();
        if !requested.names_value() {
            if !names.contains(&"value") {
                return Err(no_value(&pattern, &names));
            }
            requested.set_value("value");
        }
        let (mut groups, mut columns) = (Vec::new(), Vec::new());
        for name in requested.names() {
            // Each column has a field of its own, so that fields and columns have one order.
            let origin = ColumnOrigin::field(columns.len());
            let from_another = || {
                let (sources, made) = derived(name, tables)?;
                let group = sources.iter().find_map(|source| pattern.group(source))?;
                Some((group, origin.clone().derived(Some(made))))
            };
            let column =
                pattern.group(name).map(|group| (group, origin.clone())).or_else(from_another);
            match column {
                Some((group, origin)) => {
                    groups.push(group);
                    columns.push(vec![origin]);
                }
                None if is_made(name, times) => {
                    groups.push(usize::MAX);
                    columns.push(Vec::new());
                }
                None => return Err(no_group(name, &pattern, &names)),
            }
        }
        let mut add = |name: &str| {
            groups.push(pattern.group(name).filter(|_| times)?);
            columns.push(vec![ColumnOrigin::field(columns.len())]);
            Some(columns.len() - 1)
        };
        let date = pattern.group("time").and_then(|_| add("date"));
        let time = add("time").map(|clock| PlanTime { date, clock, is_asked: false });
        let splitter = Splitter::Patterns(vec![pattern.groups(&groups)]);
        Ok(Self { columns, time, ..Self::of_fields(splitter, 0) })
    }
}

/// The names of the groups of a regular expression, in their order; empty if it does not compile.
pub(crate) fn group_names(pattern: &str) -> Vec<String> {
    let pattern = Pattern::new(pattern).ok();
    let names = pattern.iter().flat_map(Pattern::names);
    names.map(str::to_owned).collect()
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
