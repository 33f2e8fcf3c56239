//! The columns a run asks for, and how their places in a line become an event.

use std::ops::Range;

use super::places::{Place, Places};
use super::{ExtractOptions, Extracted};
use crate::event::{Event, TupleWriter};
use crate::tally::Rejection;
use crate::time::LocalTime;

/// Which columns are asked for. Columns are known by their index here from then on.
#[derive(Debug)]
pub(super) struct Wanted {
    /// The columns of the value first, then the weight, those of conditions, the measure, those that
    /// are compared, the time.
    names: Vec<String>,
    value_columns: usize,
    weight: bool,
    conditions: usize,
    measure: bool,
    compared: usize,
    time: bool,
}

impl Wanted {
    pub(super) fn new(options: &ExtractOptions) -> Self {
        let ExtractOptions { by, weight, conditions, measure, compare, .. } = options;
        let mut names = by.clone();
        names.extend(weight.clone());
        names.extend(conditions.iter().map(|condition| condition.column().to_owned()));
        names.extend(measure.clone());
        names.extend(compare.iter().cloned());
        Self {
            names,
            value_columns: by.len(),
            weight: weight.is_some(),
            conditions: conditions.len(),
            measure: measure.is_some(),
            compared: compare.len(),
            time: false,
        }
    }

    /// Whether the user names the value's columns; otherwise the splitter gives them.
    pub(super) fn names_value(&self) -> bool {
        self.value_columns > 0
    }

    /// Puts the splitter's own value, one column, in front.
    pub(super) fn set_value(&mut self, name: &str) {
        self.names.insert(0, name.to_owned());
        self.value_columns = 1;
    }

    /// Asks for the column `name` as the time, at the end.
    pub(super) fn set_time(&mut self, name: &str) {
        self.names.push(name.to_owned());
        self.time = true;
    }

    /// The columns that are made from the line's time where it does not have them itself.
    pub(super) fn clocks(&self) -> impl Iterator<Item = (usize, Clock)> {
        let clock = |(column, name): (usize, &String)| Some((column, Clock::named(name)?));
        self.names.iter().enumerate().filter_map(clock)
    }

    /// Whether the time is a column.
    pub(super) fn has_time(&self) -> bool {
        self.time
    }

    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    pub(super) fn name(&self, column: usize) -> &str {
        self.names.get(column).map_or("", String::as_str)
    }

    pub(super) fn weight_name(&self) -> &str {
        if self.weight { self.name(self.value_columns) } else { "" }
    }

    /// The columns asked for besides the value's, in their order.
    pub(super) fn others(&self) -> &[String] {
        let end = self.names.len() - usize::from(self.time);
        &self.names[self.value_columns..end]
    }

    /// The columns of the conditions, in their order.
    pub(super) fn conditions(&self) -> Range<usize> {
        let first = self.value_columns + usize::from(self.weight);
        first..first + self.conditions
    }

    /// The column that is measured.
    pub(super) fn measure(&self) -> Option<usize> {
        self.measure.then(|| self.conditions().end)
    }

    /// The columns that are compared, in their order.
    pub(super) fn compared(&self) -> Range<usize> {
        let first = self.conditions().end + usize::from(self.measure);
        first..first + self.compared
    }

    pub(super) fn tuple(&self) -> &[String] {
        if self.value_columns > 1 { &self.names[..self.value_columns] } else { &[] }
    }
}

/// A column made from the time of the line, in the zone in which times are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    /// `14`.
    Hour,
    /// `14:02`.
    Minute,
}

impl Clock {
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "hour" => Some(Self::Hour),
            "minute" => Some(Self::Minute),
            _ => None,
        }
    }

    fn write(self, local: &LocalTime, out: &mut Vec<u8>) {
        let two =
            |number: i64| [number / 10, number % 10].map(|digit| b'0' + digit.to_le_bytes()[0]);
        out.extend_from_slice(&two(local.hour));
        if self == Self::Minute {
            out.push(b':');
            out.extend_from_slice(&two(local.minute));
        }
    }
}

/// The places of the wanted columns in the line at hand, and room for values that are joined.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// One for each wanted column, in their order; none where the line lacks it.
    pub(super) places: Places,
    /// Whether the splitter put the value together itself.
    pub(super) is_joined: bool,
    /// The value where it is put together.
    pub(super) joined: Vec<u8>,
    /// All fields of the line, for splitters that must find them before they can choose.
    pub(super) fields: Vec<Range<usize>>,
    tuple: TupleWriter,
}

impl Columns {
    fn get<'a>(&'a self, line: &'a [u8], column: usize) -> Result<&'a [u8], Rejection> {
        self.places.text(line, column).ok_or(Rejection::NoColumn(column))
    }

    /// What the columns of `line` make.
    pub(super) fn extracted<'l>(
        &mut self,
        wanted: &Wanted,
        line: &'l [u8],
    ) -> Result<Extracted<'l>, Rejection> {
        let count = wanted.value_columns;
        if count > 1 {
            for column in 0..count {
                let text = self.places.text(line, column);
                let bytes = text.ok_or(Rejection::NoColumn(column))?;
                self.tuple.push(&mut self.joined, bytes, column == 0);
            }
            self.tuple.finish(&mut self.joined);
        }
        let mut others = wanted.conditions().chain(wanted.measure());
        let absent = others.find(|column| !self.places.is_found(*column));
        if let Some(column) = absent {
            return Err(Rejection::NoColumn(column));
        }
        let weight = match wanted.weight {
            true => whole_number(self.get(line, count)?).ok_or(Rejection::BadWeight)?,
            false => 1,
        };
        if count > 1 || self.is_joined {
            return Ok(Extracted::Joined { weight, at: None });
        }
        if let Place::Decoded(..) = self.places.place(0) {
            self.joined.clear();
            self.joined.extend_from_slice(self.places.text(line, 0).unwrap_or_default());
            return Ok(Extracted::Joined { weight, at: None });
        }
        let value = match self.places.in_line(line, 0) {
            // What is compared may be missing.
            None if wanted.compared > 0 => &[],
            value => value.ok_or(Rejection::NoColumn(0))?,
        };
        Ok(Extracted::InLine(Event { value, weight, at: None }))
    }

    /// Fills the columns made from the time.
    pub(super) fn fill_clocks(&mut self, clocks: &[(usize, Clock)], local: &LocalTime) {
        for (column, clock) in clocks {
            if !self.places.is_found(*column) {
                self.places.set_decoded(*column, |out| clock.write(local, out));
            }
        }
    }

    /// The first column.
    pub(super) fn value<'l>(&self, line: &'l [u8]) -> Option<&'l [u8]> {
        self.places.in_line(line, 0)
    }

    /// The column that is the time, the last one.
    pub(super) fn time<'a>(&'a self, line: &'a [u8]) -> Option<&'a [u8]> {
        self.places.text(line, self.places.len().checked_sub(1)?)
    }

    /// The value that was put together.
    pub(super) fn joined(&self) -> &[u8] {
        &self.joined
    }
}

/// Reads an unsigned decimal number that fits 64 bits.
fn whole_number(text: &[u8]) -> Option<u64> {
    if text.is_empty() {
        return None;
    }
    text.iter().try_fold(0_u64, |sum, byte| {
        let digit = byte.is_ascii_digit().then(|| u64::from(byte - b'0'))?;
        sum.checked_mul(10)?.checked_add(digit)
    })
}
