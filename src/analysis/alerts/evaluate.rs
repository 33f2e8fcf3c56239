//! Whether conditions hold of a report.

use std::borrow::Cow;

use super::fields::FoundField;
use super::literal::figure;
use super::rule::{AlertRule, FieldComparison, Quantifier, RowFilter};
use crate::analysis::row_condition::RowCondition;
use crate::condition::Operator;
use crate::report::{Alert, AlertRow, Body, Cell, Report, Section};
use crate::time::{Timestamp, Zone, is_relative_limit};

/// The most rows that an alert lists as its evidence.
const ROWS: usize = 10;

/// What instants of conditions are relative to.
#[derive(Debug, Clone, Copy)]
pub(super) struct AlertClock<'z> {
    pub(super) now: Timestamp,
    pub(super) zone: &'z Zone,
    /// The log's first stamp.
    pub(super) first: Timestamp,
}

/// Judges one condition by a report with all rows.
pub(super) fn evaluate(rule: &AlertRule, report: &Report<'_>, clock: AlertClock<'_>) -> Alert {
    match rule.reference.find(report) {
        FoundField::Field(section, field) => match LookedAt::new(rule, section, &field, clock) {
            Ok(rows) => Alert { unit: unit(report, section, &field), ..rows.alert(rule) },
            Err(problem) => unjudged(rule, problem),
        },
        FoundField::NoRows => {
            alert(rule, Some(rule.quantifier == Quantifier::All), Counted::default())
        }
        FoundField::Nowhere(problem) => unjudged(rule, problem),
    }
}

fn unjudged(rule: &AlertRule, problem: String) -> Alert {
    Alert { problem: Some(problem), ..alert(rule, None, Counted::default()) }
}

fn alert(rule: &AlertRule, held: Option<bool>, counted: Counted) -> Alert {
    let Counted { met, worst, first_met, .. } = counted;
    Alert {
        condition: rule.text.clone(),
        name: rule.reference.name.clone(),
        severity: rule.severity,
        bound: rule.comparison.literal.number(),
        unit: None,
        is_below: is_below(rule.comparison.operator),
        held: held.map(|held| if rule.quantifier == Quantifier::No { !held } else { held }),
        rows: met,
        worst,
        met: first_met,
        problem: None,
        unmet_filter: None,
    }
}

/// Fields of `distribution` that are no measured numbers, nor sums or means of them.
const WITHOUT_UNIT: [&str; 5] = ["count", "unit", "below", "above", "error"];

/// The unit of the measured numbers; `None` if `field` has other figures, or if the numbers have no common
/// unit.
fn unit(report: &Report<'_>, section: &Section<'_>, field: &str) -> Option<String> {
    let is_measured = match section.name {
        "distribution" => !WITHOUT_UNIT.contains(&field),
        _ => field.starts_with("m_") && field != "m_count",
    };
    match report.cell("distribution", "unit").filter(|_| is_measured)? {
        Cell::Text(unit) => Some(String::from_utf8_lossy(unit).into_owned()),
        _ => None,
    }
}

/// What an alert says of the rows that were looked at.
#[derive(Default)]
struct Counted {
    looked_at: u64,
    met: u64,
    worst: Option<AlertRow>,
    /// The figure of the worst row, and whether that row is one that makes the condition hold (of `all`: fail).
    worst_figure: Option<(bool, f64)>,
    first_met: Vec<AlertRow>,
}

/// The rows of a section that a condition looks at.
struct LookedAt<'s, 'a> {
    section: &'s Section<'a>,
    /// The columns of the figure, of the field that selects rows, and of the instant of a row: the
    /// first of its times.
    columns: [Option<usize>; 3],
    rule: &'s AlertRule,
    /// The instant that the figure is compared with, if the figure is a time.
    instant: Option<Timestamp>,
    filter: Option<CellTest<'s>>,
}

/// The condition on rows, with the instant that it compares with.
enum CellTest<'s> {
    Comparison(&'s FieldComparison, Option<Timestamp>),
    Membership(Box<RowCondition>),
}

impl CellTest<'_> {
    fn is_met(&self, cell: &Cell<'_>) -> bool {
        match self {
            Self::Comparison(comparison, instant) => is_met(comparison, cell, *instant),
            Self::Membership(condition) => condition.holds(cell),
        }
    }
}

impl<'s, 'a> LookedAt<'s, 'a> {
    fn new(
        rule: &'s AlertRule,
        section: &'s Section<'a>,
        field: &str,
        clock: AlertClock<'_>,
    ) -> Result<Self, String> {
        let place = |name: &str| match &section.body {
            Body::Fields(fields) => fields.iter().position(|field| field.name == name),
            Body::Table(table) => table.column(name),
        };
        let condition = rule.rows.as_ref();
        let condition_place = condition.map(|rows| {
            place(rows.field())
                .ok_or_else(|| format!("{} has no field {}", section.name, rows.field()))
        });
        let time = ["start", "first", "at", "from", "peak_at"].iter().find_map(|name| place(name));
        let instant = |comparison: &FieldComparison| {
            comparison.literal.instant(clock.now, clock.zone, clock.first)
        };
        let filter = |rows: &'s RowFilter| match rows {
            RowFilter::Comparison(comparison) => {
                Ok(CellTest::Comparison(comparison, instant(comparison)))
            }
            RowFilter::Membership { text, .. } => {
                let condition = RowCondition::parse("[COND]", text, clock.zone);
                condition.map(Box::new).map(CellTest::Membership).map_err(|error| error.to_string())
            }
        };
        Ok(Self {
            section,
            columns: [place(field), condition_place.transpose()?, time],
            rule,
            instant: instant(&rule.comparison),
            filter: condition.map(filter).transpose()?,
        })
    }

    fn alert(&self, rule: &AlertRule) -> Alert {
        let mut counted = Counted::default();
        match &self.section.body {
            Body::Fields(fields) => {
                let get = |at: usize| {
                    fields.iter().nth(at).map_or(Cell::Missing, |field| field.cell.clone())
                };
                self.count(&mut counted, &get, false);
            }
            Body::Table(table) => {
                for index in 0..table.rows.len() {
                    self.count(&mut counted, &|at| table.rows.cell(index, at), true);
                }
            }
        }
        let held = match rule.quantifier {
            Quantifier::All => counted.met == counted.looked_at,
            Quantifier::Any | Quantifier::No => counted.met > 0,
        };
        let unmet_filter = (counted.looked_at == 0).then(|| self.relative_filter()).flatten();
        Alert { unmet_filter, ..alert(rule, Some(held), counted) }
    }

    /// The condition on rows as it was typed, if it compares instants with one that is relative to now.
    fn relative_filter(&self) -> Option<String> {
        let (CellTest::Comparison(comparison, _), Body::Table(table)) =
            (self.filter.as_ref()?, &self.section.body)
        else {
            return None;
        };
        let first =
            (!table.rows.is_empty()).then(|| self.columns[1].map(|at| table.rows.cell(0, at)));
        let FieldComparison { field, operator, literal } = comparison;
        let is_relative = matches!(first??, Cell::Time(_)) && is_relative_limit(literal.text());
        is_relative.then(|| format!("{field} {} {}", operator.sign(), literal.text()))
    }

    /// Looks at one row, whose cells `get` gives; `is_named` if its first cell is its name.
    fn count<'c>(&self, counted: &mut Counted, get: &dyn Fn(usize) -> Cell<'c>, is_named: bool) {
        let [field, condition, time] = self.columns;
        if let Some((filter, at)) = self.filter.as_ref().zip(condition)
            && !filter.is_met(&get(at))
        {
            return;
        }
        counted.looked_at = counted.looked_at.saturating_add(1);
        let cell = field.map_or(Cell::Missing, get);
        let row = || AlertRow {
            name: is_named.then(|| owned(get(0))),
            figure: owned(cell.clone()),
            first: time.map(|at| owned(get(at))),
        };
        let met = is_met(&self.rule.comparison, &cell, self.instant);
        if met {
            counted.met = counted.met.saturating_add(1);
            if counted.first_met.len() < ROWS {
                counted.first_met.push(row());
            }
        }
        // Of --fail-if "all x > 5" the smallest figure is the one that decides.
        let wants_least =
            is_below(self.rule.comparison.operator) != (self.rule.quantifier == Quantifier::All);
        // A row that met it is worse than one that did not; of "all" it is the other way round.
        let is_bad = met != (self.rule.quantifier == Quantifier::All);
        let is_worse = |own: f64| match counted.worst_figure {
            None => true,
            Some((other, _)) if other != is_bad => is_bad,
            Some((_, worst)) if wants_least => own < worst,
            Some((_, worst)) => own > worst,
        };
        if let Some(own) = figure(&cell).filter(|own| is_worse(*own)) {
            (counted.worst, counted.worst_figure) = (Some(row()), Some((is_bad, own)));
        }
    }
}

fn is_met(comparison: &FieldComparison, cell: &Cell<'_>, instant: Option<Timestamp>) -> bool {
    let order = comparison.literal.order(cell, instant);
    order.is_some_and(|order| comparison.operator.admits(order))
}

/// Whether smaller figures are worse.
fn is_below(operator: Operator) -> bool {
    matches!(operator, Operator::Less | Operator::AtMost)
}

fn owned(cell: Cell<'_>) -> Cell<'static> {
    match cell {
        Cell::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
        Cell::Count(count) => Cell::Count(count),
        Cell::Number(number) => Cell::Number(number),
        Cell::Share(share) => Cell::Share(share),
        Cell::Flag(flag) => Cell::Flag(flag),
        Cell::Time(moment) => Cell::Time(moment),
        Cell::Missing => Cell::Missing,
    }
}
