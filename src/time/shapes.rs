//! The table of shapes compiled, and sorted by how a stamp begins.
//!
//! A text's first bytes (the run of digits and the byte after it, or the first letters) leave a few
//! rows to try; most words of a line leave none. The set of rows is a bit mask. Built once a
//! process. Called by formats, detection and the search in lines.

use std::sync::LazyLock;

use super::digits;
use super::fields::{Context, Fields, Reading};
use super::format::{DateOrder, Reader, TimeFormat, scan};
use super::layout::{Layout, Step, compile};
use super::steps;
use super::table::TIME_FORMATS;

/// A row of the table with its layout compiled; counts have none.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) format: &'static TimeFormat,
    pub(super) layout: Option<Layout>,
    /// Only a time of day: where more could follow a colon it is no time.
    time_only: bool,
    /// The year stands after the time.
    pub(super) year_last: bool,
}

/// A set of rows, by index.
pub(super) type Rows = u128;

/// The longest run of digits a stamp begins with (epoch nanoseconds).
const LONGEST_RUN: usize = 19;

#[derive(Debug)]
pub(super) struct Shapes {
    rows: Vec<Shape>,
    /// Rows that may begin with so many digits, no more and no less.
    by_run: [Rows; LONGEST_RUN + 2],
    /// Rows whose first digits may be followed by this byte.
    by_next: [Rows; 256],
    /// Rows that may be digits only.
    bare: Rows,
    month: Rows,
    weekday: Rows,
    level: Rows,
    zone: Rows,
    label: Rows,
    hex: Rows,
    in_lines: Rows,
    month_first: Rows,
}

pub(super) static SHAPES: LazyLock<Shapes> = LazyLock::new(Shapes::new);

impl Shapes {
    fn new() -> Self {
        let mut shapes = Self {
            rows: Vec::with_capacity(TIME_FORMATS.len()),
            by_run: [0; LONGEST_RUN + 2],
            by_next: [0; 256],
            bare: 0,
            month: 0,
            weekday: 0,
            level: 0,
            zone: 0,
            label: 0,
            hex: 0,
            in_lines: 0,
            month_first: 0,
        };
        for (index, format) in TIME_FORMATS.iter().enumerate().take(128) {
            let bit = 1 << index;
            let layout = match format.reader {
                Reader::Layout(text) => compile(text, true).ok(),
                _ => None,
            };
            if format.in_lines {
                shapes.in_lines |= bit;
            }
            if format.order == DateOrder::MonthFirst {
                shapes.month_first |= bit;
            }
            let steps = layout.as_ref().map_or(&[][..], |layout| layout.steps());
            let clock = |step: &Step| matches!(step, Step::Hour | Step::Hour12 | Step::Minute);
            let time_only = steps.first().is_some_and(clock);
            match format.reader {
                Reader::Layout(_) => shapes.enter_layout(bit, steps),
                Reader::Seconds => shapes.enter_digits(bit, 9..=10),
                Reader::Millis => shapes.enter_digits(bit, 12..=13),
                Reader::Micros => shapes.enter_digits(bit, 15..=16),
                Reader::Nanos => shapes.enter_digits(bit, 18..=19),
                Reader::HexSeconds => shapes.hex |= bit,
                Reader::Tai64 => shapes.label |= bit,
            }
            let has_clock = steps.contains(&Step::Hour);
            let year_last = has_clock && steps.last() == Some(&Step::Year);
            shapes.rows.push(Shape { format, layout, time_only, year_last });
        }
        shapes
    }

    fn enter_digits(&mut self, bit: Rows, runs: std::ops::RangeInclusive<usize>) {
        for run in runs {
            if let Some(rows) = self.by_run.get_mut(run) {
                *rows |= bit;
            }
        }
        for rows in &mut self.by_next {
            *rows |= bit;
        }
        self.bare |= bit;
    }

    fn enter_layout(&mut self, bit: Rows, steps: &[Step]) {
        match steps.first() {
            Some(Step::MonthName) => self.month |= bit,
            Some(Step::Weekday) => self.weekday |= bit,
            Some(Step::Level) => self.level |= bit,
            Some(Step::ZoneWord) => self.zone |= bit,
            _ => {
                let widths: Vec<_> = steps.iter().map_while(|step| width(*step)).collect();
                let most = widths.iter().map(|(_, most)| most).sum();
                // Numbers that touch must have their full width, one alone need not.
                let least = match widths.as_slice() {
                    [(least, _)] => *least,
                    _ => most,
                };
                let next = steps.get(widths.len()).copied();
                let bare = self.bare;
                let by_next = self.by_next;
                self.enter_digits(bit, least..=most);
                if let Some(follows) = next.and_then(first_bytes) {
                    self.bare = bare;
                    self.by_next = by_next;
                    for byte in follows {
                        self.by_next[usize::from(*byte)] |= bit;
                        self.by_next[usize::from(byte.to_ascii_lowercase())] |= bit;
                    }
                }
            }
        }
    }

    /// The rows that a text beginning like this can be.
    #[inline]
    fn candidates(&self, text: &[u8]) -> Rows {
        let Some(&first) = text.first() else {
            return 0;
        };
        if first.is_ascii_digit() {
            let run = digits::run(text);
            let next = match text.get(run) {
                Some(&byte) => self.by_next[usize::from(byte)],
                None => self.bare,
            };
            return self.by_run.get(run).map_or(0, |rows| rows & next);
        }
        if !first.is_ascii_alphabetic() {
            return if first == b'@' { self.label } else { 0 };
        }
        if steps::month(text, 0).is_some() {
            return self.month;
        }
        if steps::weekday(text, 0).is_some() {
            return self.weekday;
        }
        match text.get(1) {
            Some(b'0'..=b'9') => self.level,
            Some(b'A'..=b'Z') if steps::zone(text, 0).is_some() => self.zone,
            _ => 0,
        }
    }

    /// Reads the beginning of a text by one row.
    #[inline]
    pub(super) fn read(
        &self,
        index: usize,
        text: &[u8],
        context: &Context,
        in_line: bool,
    ) -> Option<Reading> {
        let shape = self.rows.get(index)?;
        let mut fields = Fields::default();
        let end = scan(shape, text, in_line, &mut fields)?;
        if end != text.len() && !(in_line && ends(text, end, shape.time_only)) {
            return None;
        }
        if shape.year_last && matches!(text.get(end), Some(b':' | b'-' | b'.')) {
            // The number after the time is not a year but the beginning of something else.
            return None;
        }
        let (at, assumed) = fields.resolve(context)?;
        let clock = fields.clock_in(text, context);
        Some(Reading { at, end, digits: fields.digits, clock, assumed })
    }

    /// Calls `each` with every row that reads the whole text, in the table's order.
    pub(super) fn each_whole(
        &self,
        text: &[u8],
        context: &Context,
        mut each: impl FnMut(usize, Reading),
    ) {
        for index in bits(self.candidates(text) | self.hex) {
            if let Some(reading) = self.read(index, text, context, false) {
                each(index, reading);
            }
        }
    }

    /// The first row that reads the whole text; with `day_first` those that take the month first
    /// come last.
    pub(super) fn whole(&self, text: &[u8], context: &Context, day_first: bool) -> Option<Reading> {
        let rows = self.candidates(text) | self.hex;
        self.ordered(rows, day_first).find_map(|index| self.read(index, text, context, false))
    }

    /// The rows a stamp in a line can be that begins like this; with the row asked for, if it could
    /// be that one, whether the table has it for lines or not.
    #[inline]
    pub(super) fn candidates_in_line(&self, text: &[u8], asked: Option<usize>) -> (Rows, bool) {
        let rows = self.candidates(text);
        let asked = asked.is_some_and(|index| (rows | self.hex) >> index & 1 == 1);
        (rows & self.in_lines, asked)
    }

    /// The row of these that reads most of the beginning of a line's rest, the earlier one among
    /// equals.
    pub(super) fn longest(
        &self,
        rows: Rows,
        text: &[u8],
        context: &Context,
        day_first: bool,
    ) -> Option<Reading> {
        let mut best: Option<Reading> = None;
        for index in self.ordered(rows, day_first) {
            if let Some(reading) = self.read(index, text, context, true)
                && best.is_none_or(|best| reading.end > best.end)
            {
                best = Some(reading);
            }
        }
        best
    }

    /// The layout of a row by name.
    pub(super) fn layout_of(&self, name: &str) -> Option<&Layout> {
        let shape = self.rows.iter().find(|shape| shape.format.name == name);
        shape.and_then(|shape| shape.layout.as_ref())
    }

    /// The fields of a whole text by the first row that reads it; for limits, which have a meaning
    /// for a time alone.
    pub(super) fn fields(&self, text: &[u8], context: &Context) -> Option<Fields> {
        bits(self.candidates(text) | self.hex).find_map(|index| {
            let mut fields = Fields::default();
            let end = scan(self.rows.get(index)?, text, false, &mut fields)?;
            (end == text.len() && fields.resolve(context).is_some()).then_some(fields)
        })
    }

    fn ordered(&self, rows: Rows, day_first: bool) -> impl Iterator<Item = usize> {
        let late = if day_first { self.month_first } else { 0 };
        bits(rows & !late).chain(bits(rows & late))
    }
}

/// The indices in a set, ascending.
fn bits(mut rows: Rows) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        if rows == 0 {
            return None;
        }
        let index = rows.trailing_zeros();
        rows &= rows - 1;
        usize::try_from(index).ok()
    })
}

/// How many digits a step takes at least and at most, if it takes digits.
const fn width(step: Step) -> Option<(usize, usize)> {
    Some(match step {
        Step::Year => (4, 4),
        Step::Ordinal => (3, 3),
        Step::Year2 | Step::Minute | Step::Second => (2, 2),
        Step::Month | Step::Day | Step::Hour | Step::Hour12 => (1, 2),
        _ => return None,
    })
}

/// The bytes a step begins with, in upper case; nothing when it may be anything, or not be there.
const fn first_bytes(step: Step) -> Option<&'static [u8]> {
    Some(match step {
        Step::Byte(b'-') => b"-",
        Step::Byte(b'/') => b"/",
        Step::Byte(b'.') => b".",
        Step::Byte(b':') => b":",
        Step::Letter(b'T') => b"T",
        Step::Blanks => b" \t",
        Step::Gap => b"T_-:, \t",
        _ => return None,
    })
}

/// Whether a stamp in a line may end here: not within a word or a longer number.
#[inline]
fn ends(text: &[u8], end: usize, time_only: bool) -> bool {
    let after = text.get(end + 1);
    match text.get(end) {
        None => true,
        Some(byte) if byte.is_ascii_alphanumeric() || *byte == b'_' => false,
        Some(b':') if time_only => false,
        Some(b',') if is_clock(text, end + 1) => true,
        Some(b'.' | b',' | b':' | b'-' | b'/' | b'+') => !after.is_some_and(u8::is_ascii_digit),
        _ => true,
    }
}

/// Whether `14:0` begins here.
fn is_clock(text: &[u8], at: usize) -> bool {
    let digit = |at: usize| text.get(at).is_some_and(u8::is_ascii_digit);
    digit(at) && digit(at + 1) && text.get(at + 2) == Some(&b':') && digit(at + 3)
}

#[cfg(test)]
mod tests {
    use super::{SHAPES, TIME_FORMATS};

    #[test]
    fn every_row_compiles_and_has_its_own_name() {
        assert!(TIME_FORMATS.len() <= 128);
        for (index, shape) in SHAPES.rows.iter().enumerate() {
            let layout = shape.format.layout();
            assert_eq!(layout.contains('%'), shape.layout.is_some(), "{layout}");
            let name = shape.format.name;
            let first = TIME_FORMATS.iter().position(|row| row.name == name);
            assert_eq!(Some(index), first, "{name} twice");
            let chars = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(name.chars().all(chars), "{name}");
        }
    }
}
