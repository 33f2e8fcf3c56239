//! The fields that conditions name, found in the sections of a report.

use super::rule::{AlertRule, FieldReference};
use crate::analysis::check::meant;
use crate::analysis::options::AnalysisOptions;
use crate::analysis::sections::{SECTIONS, SectionKind, section_kind};
use crate::analysis::value_columns::VALUE_COLUMNS;
use crate::report::{Body, Report, Section};

/// The section that a field without a section is looked for in first.
const FIRST: &str = "values";

/// Where a condition's field is.
pub(super) enum FoundField<'r, 'a> {
    /// In this section, under this name.
    Field(&'r Section<'a>, String),
    /// In a section that has no rows, because nothing gave a reason for them.
    NoRows,
    /// Nowhere; says why.
    Nowhere(String),
}

impl FieldReference {
    /// The section that is named, and the field.
    fn parts(&self) -> (Option<&'static SectionKind>, &str) {
        let named = self
            .name
            .split_once('.')
            .and_then(|(section, field)| section_kind(section).map(|kind| (kind, field)));
        named.map_or((None, self.name.as_str()), |(kind, field)| (Some(kind), field))
    }

    /// The field in `report`: of the section named, else of `values`, else of the first that has it.
    pub(super) fn find<'r, 'a>(&self, report: &'r Report<'a>) -> FoundField<'r, 'a> {
        let (kind, field) = self.parts();
        if let Some(kind) = kind {
            return match report.section(kind.name) {
                Some(section) if has(section, field) => {
                    FoundField::Field(section, field.to_owned())
                }
                Some(section) => FoundField::Nowhere(unknown(field, section)),
                None if kind.absence.is_some() => FoundField::NoRows,
                None => FoundField::Nowhere(format!("this report has no section {}", kind.name)),
            };
        }
        let first = report.section(FIRST);
        let found = first.into_iter().chain(&report.sections).find(|section| has(section, field));
        match found {
            Some(section) => FoundField::Field(section, field.to_owned()),
            None => {
                let known: Vec<String> = report.sections.iter().map(list).collect();
                FoundField::Nowhere(format!("no field {field}; there are {}", known.join("; ")))
            }
        }
    }
}

/// The fields of a section, in order.
fn names<'s>(section: &'s Section<'_>) -> Vec<&'s str> {
    match &section.body {
        Body::Fields(fields) => fields.iter().map(|field| field.name.as_ref()).collect(),
        Body::Table(table) => table.columns.iter().map(AsRef::as_ref).collect(),
    }
}

fn has(section: &Section<'_>, field: &str) -> bool {
    names(section).contains(&field)
}

fn list(section: &Section<'_>) -> String {
    format!("{}: {}", section.name, names(section).join(", "))
}

fn unknown(field: &str, section: &Section<'_>) -> String {
    format!("{} has no field {field}; it has {}", section.name, names(section).join(", "))
}

/// Why no input could give the field of `rule`; `empty` is the report of an empty input. A section
/// that an empty input does not have may have any field.
pub(super) fn problem(
    rule: &AlertRule,
    empty: &Report<'_>,
    options: &AnalysisOptions,
) -> Option<String> {
    let (kind, _) = rule.reference.parts();
    if let Some(kind) = kind.filter(|kind| !kind.needs.is_met(options)) {
        return Some(format!("there will be no {}; {}", kind.name, kind.needs.why_not(options)));
    }
    let can_be_absent = |kind: &SectionKind| {
        let has_fixed_fields = kind.name == "unmatched" || kind.name == "alerts";
        kind.needs.is_met(options) && empty.section(kind.name).is_none() && !has_fixed_fields
    };
    match rule.reference.find(empty) {
        FoundField::Field(section, _) => {
            let rows = rule.rows.as_ref().filter(|rows| !has(section, rows.field()));
            rows.map(|rows| unknown(rows.field(), section))
        }
        FoundField::NoRows => None,
        FoundField::Nowhere(_) if kind.is_some_and(can_be_absent) => None,
        FoundField::Nowhere(_) if kind.is_none() && SECTIONS.iter().any(can_be_absent) => None,
        FoundField::Nowhere(problem) => Some(problem + &advice(rule, empty)),
    }
}

/// What to write in place of a field that is nowhere: the field that is meant, the flag that gives it, or, for
/// a name that no report has, the condition on lines.
fn advice(rule: &AlertRule, report: &Report<'_>) -> String {
    let needed = needed_flag(rule);
    let (kind, field) = rule.reference.parts();
    if !needed.is_empty() || kind.is_some() {
        return needed;
    }
    let meant = meant(field);
    if let Some(meant) = meant.as_deref() {
        let is_there = report.sections.iter().any(|section| has(section, meant));
        let column = VALUE_COLUMNS.iter().find(|column| column.name == meant);
        let flag = column.and_then(|column| column.needs.flag()).filter(|_| !is_there);
        let needed = flag.map_or_else(String::new, |flag| format!(", which needs {flag}"));
        return format!("; did you mean {meant}{needed}?");
    }
    let Some(condition) = rule.text.find(field).and_then(|at| rule.text.get(at..)) else {
        return String::new();
    };
    let condition = condition.trim();
    format!(
        "; if {field} is a column of lines, -w '{condition}' --fail-if 'summary.total > 0' is about the \
         lines that meet a condition, and --ratio '{condition}' --fail-if 'summary.ratio > 5%' about \
         their share"
    )
}

/// The flag that gives `values` the column, if one does.
fn needed_flag(rule: &AlertRule) -> String {
    let (_, field) = rule.reference.parts();
    let column = VALUE_COLUMNS.iter().find(|column| column.name == field);
    let flag = column.and_then(|column| column.needs.flag());
    flag.map_or_else(String::new, |flag| format!("; {field} needs {flag}"))
}
