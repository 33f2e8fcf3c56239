//! The columns a run asks for, and what each is asked for.

use std::ops::Range;

use super::derived::clock::TimeColumn;
use super::derived::{SOURCE, TEMPLATE};
use super::options::ExtractOptions;
use super::plan::time::PlanTime;
use crate::event::ComparedKind;

/// The columns asked for. A column is known by its index among their names.
#[derive(Debug)]
pub(super) struct Requested {
    /// The columns of the value first, then the weight, the columns of conditions, the measure, the
    /// compared columns, the distinct column, the column across, the contrasted columns, the column of
    /// the ratio, the columns of the time.
    names: Vec<String>,
    value_columns: usize,
    has_weight: bool,
    conditions: usize,
    has_measure: bool,
    compared: usize,
    has_distinct: bool,
    has_across: bool,
    contrasted: usize,
    has_ratio: bool,
    times: usize,
}

impl Requested {
    pub(super) fn new(options: &ExtractOptions) -> Self {
        let ExtractOptions { by, weight, conditions, measure, compare, .. } = options;
        let ExtractOptions { ratio, distinct, across, contrasted, .. } = options;
        let mut names = by.clone();
        names.extend(weight.clone());
        names.extend(conditions.iter().map(|condition| condition.column().to_owned()));
        names.extend(measure.clone());
        names.extend(compare.iter().cloned());
        names.extend(distinct.clone());
        names.extend(across.clone());
        names.extend(contrasted.iter().cloned());
        names.extend(ratio.iter().map(|condition| condition.column().to_owned()));
        let times = options.time.as_ref().map_or(&[][..], |time| &time.columns);
        names.extend(times.iter().cloned());
        Self {
            names,
            value_columns: by.len(),
            has_weight: weight.is_some(),
            conditions: conditions.len(),
            has_measure: measure.is_some(),
            compared: compare.len(),
            has_distinct: distinct.is_some(),
            has_across: across.is_some(),
            contrasted: contrasted.len(),
            has_ratio: ratio.is_some(),
            times: times.len(),
        }
    }

    /// Whether the user names the value's columns; otherwise the splitter decides which part of the
    /// line is the value.
    pub(super) fn names_value(&self) -> bool {
        self.value_columns > 0
    }

    /// Puts the splitter's own value, one column called `name`, in front.
    pub(super) fn set_value(&mut self, name: &str) {
        self.names.insert(0, name.to_owned());
        self.value_columns = 1;
    }

    /// The columns that are made from the line's time if the line lacks them.
    pub(super) fn time_columns(&self) -> impl Iterator<Item = (usize, &'static TimeColumn)> {
        let made = |(column, name): (usize, &String)| Some((column, TimeColumn::named(name)?));
        self.names.iter().enumerate().filter_map(made)
    }

    /// The columns that are the name of the source if the line lacks them.
    pub(super) fn source_columns(&self) -> impl Iterator<Item = usize> {
        let names = self.names.iter().enumerate();
        names.filter(|(_, name)| *name == SOURCE).map(|(column, _)| column)
    }

    /// The columns that are made of the rest of the line after its stamp if the line has no message.
    pub(super) fn template_columns(&self) -> impl Iterator<Item = usize> {
        let names = self.names.iter().enumerate();
        names.filter(|(_, name)| *name == TEMPLATE).map(|(column, _)| column)
    }

    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The name of a column; empty if no column has that place.
    pub(super) fn name(&self, column: usize) -> &str {
        self.names.get(column).map_or("", String::as_str)
    }

    /// The names of the columns asked for besides the value's.
    pub(super) fn others(&self) -> &[String] {
        &self.names[self.value_columns..]
    }

    /// The columns that a line must have, in the order in which their absence is reported, besides the
    /// weight and a value of one column.
    pub(super) fn needed(&self) -> Vec<usize> {
        let tuple = 0..self.tuple().len();
        tuple.chain(self.conditions()).chain(self.measure()).chain(self.across()).collect()
    }

    /// Whether a line must have the value, which is one column. A line may lack columns that are compared.
    pub(super) fn needs_value(&self) -> bool {
        self.value_columns <= 1 && self.compared == 0
    }

    /// How many columns are the value.
    pub(super) fn value_columns(&self) -> usize {
        self.value_columns
    }

    /// The column that holds the weight.
    pub(super) fn weight(&self) -> Option<usize> {
        self.has_weight.then_some(self.value_columns)
    }

    /// The columns of the conditions, in the order of the conditions.
    pub(super) fn conditions(&self) -> Range<usize> {
        let first = self.value_columns + usize::from(self.has_weight);
        first..first + self.conditions
    }

    /// The column that is measured.
    pub(super) fn measure(&self) -> Option<usize> {
        self.has_measure.then(|| self.conditions().end)
    }

    /// The columns that are compared.
    pub(super) fn compared(&self) -> Range<usize> {
        let first = self.conditions().end + usize::from(self.has_measure);
        first..first + self.compared
    }

    /// The column whose texts are counted with each value.
    pub(super) fn across(&self) -> Option<usize> {
        self.has_across.then(|| self.compared().end + usize::from(self.has_distinct))
    }

    /// The columns that events carry: the compared columns, the distinct column, the column across, the
    /// contrasted columns.
    pub(super) fn carried(&self) -> Range<usize> {
        let compared = self.compared();
        let single = usize::from(self.has_distinct) + usize::from(self.has_across);
        compared.start..compared.end + single + self.contrasted
    }

    /// The column of the condition of the ratio.
    pub(super) fn ratio(&self) -> Option<usize> {
        self.has_ratio.then(|| self.carried().end)
    }

    /// The columns that the user says are the time: the stamp, or a date and a time of day.
    pub(super) fn asked_time(&self) -> Option<PlanTime> {
        let clock = self.names.len().checked_sub(1).filter(|_| self.times > 0)?;
        let date = clock.checked_sub(1).filter(|_| self.times > 1);
        Some(PlanTime { date, clock, is_asked: true })
    }

    /// The names of the columns counted as a tuple; empty unless there are several.
    pub(super) fn tuple(&self) -> &[String] {
        if self.value_columns > 1 { &self.names[..self.value_columns] } else { &[] }
    }
}

/// The places, among the compared columns, of the first text and the first number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Grouping {
    pub(super) text: usize,
    pub(super) number: usize,
}

impl Grouping {
    /// The grouping of columns of these kinds, or `None` if all have one kind or the lines decide one.
    pub(super) fn of(kinds: &[ComparedKind]) -> Option<Self> {
        let place = |kind: ComparedKind| kinds.iter().position(|own| *own == kind);
        if kinds.contains(&ComparedKind::DecidedByLines) {
            return None;
        }
        Some(Self { text: place(ComparedKind::Text)?, number: place(ComparedKind::Number)? })
    }
}
