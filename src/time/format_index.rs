//! The table of formats compiled, and indexed by how a stamp begins.
//!
//! The first bytes of a text (its run of digits and the byte behind it, or its first letters) leave a few
//! formats to try; most words of a line leave none.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use super::fields::{Context, Fields, Reading};
use super::layout::{Layout, compile};
use super::step::Step;
use super::table::{DateOrder, RowReader, TIME_FORMATS, TimeFormat};
use super::{epoch, lexer, months, stamp_end};

/// A row of the table with its layout compiled; counts have no layout.
#[derive(Debug)]
struct CompiledFormat {
    format: &'static TimeFormat,
    layout: Option<Layout>,
    /// The stamp begins with the clock: before a colon it is no stamp.
    clock_first: bool,
    /// The year stands behind the clock.
    year_last: bool,
}

/// A set of rows: bit `n` stands for row `n` of the table.
pub(super) type RowSet = u128;

/// The longest run of digits a stamp begins with (epoch nanoseconds).
const LONGEST_RUN: usize = 19;

/// The rows of the table, by what a stamp of each may begin with.
#[derive(Debug, Default)]
pub(super) struct FormatIndex {
    rows: Vec<CompiledFormat>,
    /// By the exact number of digits at the beginning.
    by_run: [RowSet; LONGEST_RUN + 2],
    /// By the byte behind the digits.
    by_next: Vec<RowSet>,
    /// Rows that may be digits only.
    bare: RowSet,
    month: RowSet,
    weekday: RowSet,
    level: RowSet,
    zone: RowSet,
    label: RowSet,
    object: RowSet,
    hex: RowSet,
    in_lines: RowSet,
    month_first: RowSet,
}

/// The index of [`TIME_FORMATS`], built at its first use.
pub(super) static FORMAT_INDEX: LazyLock<FormatIndex> = LazyLock::new(FormatIndex::new);

impl FormatIndex {
    fn new() -> Self {
        let mut index = Self { by_next: vec![0; 256], ..Self::default() };
        for (row, format) in TIME_FORMATS.iter().enumerate().take(128) {
            let bit = 1 << row;
            let layout = match format.reader {
                RowReader::Layout(text) => compile(text, true).ok(),
                _ => None,
            };
            if format.in_lines {
                index.in_lines |= bit;
            }
            if format.order == DateOrder::MonthFirst {
                index.month_first |= bit;
            }
            let steps = layout.as_ref().map_or(&[][..], |layout| layout.steps());
            let clock = |step: &Step| matches!(step, Step::Hour | Step::Hour12 | Step::Minute);
            let clock_first = steps.first().is_some_and(clock);
            match format.reader {
                RowReader::Layout(_) => index.enter_layout(bit, steps),
                RowReader::Seconds => index.enter_digits(bit, 9..=10),
                RowReader::Millis => index.enter_digits(bit, 12..=13),
                RowReader::Micros => index.enter_digits(bit, 15..=16),
                RowReader::Nanos => index.enter_digits(bit, 18..=19),
                RowReader::Scientific => index.enter_first_step(bit, 1..=1, Some(b".")),
                RowReader::HexSeconds => index.hex |= bit,
                RowReader::Tai64 => index.label |= bit,
                RowReader::SecondsAndNanos => index.object |= bit,
            }
            let last = steps.iter().rev().find(|step| **step != Step::MaybeZoneApart);
            let year_last = steps.contains(&Step::Clock) && last == Some(&Step::Year);
            index.rows.push(CompiledFormat { format, layout, clock_first, year_last });
        }
        index
    }

    /// Enters a row that begins with a number of `digits` digits, whatever follows them.
    fn enter_digits(&mut self, bit: RowSet, digits: RangeInclusive<usize>) {
        for rows in self.by_run.iter_mut().skip(*digits.start()).take(digits.count()) {
            *rows |= bit;
        }
        self.by_next.iter_mut().for_each(|rows| *rows |= bit);
        self.bare |= bit;
    }

    fn enter_layout(&mut self, bit: RowSet, steps: &[Step]) {
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
                self.enter_first_step(bit, least..=most, next.and_then(first_bytes));
            }
        }
    }

    /// Enters a row that begins with a number of digits and one of the given bytes; without bytes, any
    /// byte or the end may follow.
    fn enter_first_step(
        &mut self,
        bit: RowSet,
        digits: RangeInclusive<usize>,
        next: Option<&[u8]>,
    ) {
        let Some(next) = next else { return self.enter_digits(bit, digits) };
        for rows in self.by_run.iter_mut().skip(*digits.start()).take(digits.count()) {
            *rows |= bit;
        }
        for byte in next.iter().flat_map(|byte| [*byte, byte.to_ascii_lowercase()]) {
            if let Some(rows) = self.by_next.get_mut(usize::from(byte)) {
                *rows |= bit;
            }
        }
    }

    /// The rows of which a stamp may begin like this text.
    #[inline]
    fn candidates(&self, text: &[u8]) -> RowSet {
        let Some(&first) = text.first() else {
            return 0;
        };
        if first.is_ascii_digit() {
            let run = lexer::digits(text);
            let next = match text.get(run) {
                Some(&byte) => self.by_next.get(usize::from(byte)).copied().unwrap_or(0),
                None => self.bare,
            };
            let rows = self.by_run.get(run).map_or(0, |rows| rows & next);
            let is_month = run <= 2 && text.get(run).is_some_and(|byte| !byte.is_ascii());
            return if is_month && months::month(text, 0).is_some() { self.month } else { rows };
        }
        if first == b'@' {
            return self.label;
        }
        if first == b'{' {
            return self.object;
        }
        if lexer::month(text, 0).is_some() || begins_with_month(text) {
            return self.month;
        }
        if lexer::weekday(text, 0).is_some() {
            return self.weekday;
        }
        match text.get(1) {
            Some(b'0'..=b'9') => self.level,
            Some(b'A'..=b'Z') if lexer::zone(text, 0).is_some() => self.zone,
            _ => 0,
        }
    }

    /// Reads the stamp that the text begins with by one row; in a line the text may go on behind it.
    #[inline]
    pub(super) fn read(
        &self,
        row: usize,
        text: &[u8],
        context: &Context,
        in_line: bool,
    ) -> Option<Reading> {
        let compiled = self.rows.get(row)?;
        let mut fields = Fields::default();
        let mut end = compiled.scan(text, in_line, &mut fields)?;
        if in_line {
            end = stamp_end::before_message(text, end, &mut fields);
        }
        let ends = || in_line && stamp_end::is_end(text, end, &fields, compiled.clock_first);
        if end != text.len() && !ends() {
            return None;
        }
        if compiled.year_last && matches!(text.get(end), Some(b':' | b'-' | b'.')) {
            // The number behind the clock is not a year but the beginning of something else.
            return None;
        }
        let (at, assumed) = fields.resolve(context)?;
        Some(Reading { at, end, fields, assumed })
    }

    /// Calls `each` with every row that reads the whole text, in the order of the table.
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

    /// The rows of the same signs and numbers as `row`, with day, month or year in another order.
    pub(super) fn other_orders(&self, row: usize) -> impl Iterator<Item = usize> {
        let signs = |compiled: &CompiledFormat| match compiled.format.reader {
            RowReader::Layout(text) if compiled.format.order != DateOrder::Plain => {
                let mut signs = text.as_bytes().to_vec();
                signs.sort_unstable();
                Some(signs)
            }
            _ => None,
        };
        let own = self.rows.get(row).and_then(signs);
        let is_other = move |other: &usize| {
            *other != row && own.is_some() && self.rows.get(*other).and_then(signs) == own
        };
        (0..self.rows.len()).filter(is_other)
    }

    /// Whether one of `rows` reads the text.
    pub(super) fn is_read_by(
        &self,
        rows: RowSet,
        text: &[u8],
        context: &Context,
        in_line: bool,
    ) -> bool {
        bits(rows & self.candidates(text))
            .any(|index| self.read(index, text, context, in_line).is_some())
    }

    /// Reads the whole text by the first row that can; with `day_first` the rows that take the month
    /// first come last.
    pub(super) fn whole(&self, text: &[u8], context: &Context, day_first: bool) -> Option<Reading> {
        let rows = self.candidates(text) | self.hex;
        self.ordered(rows, day_first).find_map(|index| self.read(index, text, context, false))
    }

    /// The rows for lines of which a stamp may begin like this text; and whether the row asked for, be it
    /// for lines or not, is among the rows that may.
    #[inline]
    pub(super) fn candidates_in_line(&self, text: &[u8], asked: Option<usize>) -> (RowSet, bool) {
        let rows = self.candidates(text);
        let asked = asked.is_some_and(|index| (rows | self.hex) >> index & 1 == 1);
        (rows & self.in_lines, asked)
    }

    /// Reads the stamp that the text begins with by the row that reads most of it, the earlier one of
    /// equals.
    pub(super) fn longest(
        &self,
        rows: RowSet,
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

    pub(super) fn layout_of(&self, name: &str) -> Option<&Layout> {
        let compiled = self.rows.iter().find(|compiled| compiled.format.name == name);
        compiled.and_then(|compiled| compiled.layout.as_ref())
    }

    /// The fields of a whole text, by the first row that reads it; for limits, which treat a time of
    /// day in their own way.
    pub(super) fn fields(&self, text: &[u8], context: &Context) -> Option<Fields> {
        bits(self.candidates(text) | self.hex).find_map(|index| {
            let mut fields = Fields::default();
            let end = self.rows.get(index)?.scan(text, false, &mut fields)?;
            (end == text.len() && fields.resolve_clamped(context).is_some()).then_some(fields)
        })
    }

    fn ordered(&self, rows: RowSet, day_first: bool) -> impl Iterator<Item = usize> {
        let late = if day_first { self.month_first } else { 0 };
        bits(rows & !late).chain(bits(rows & late))
    }
}

impl CompiledFormat {
    /// Reads the fields of a stamp that the text begins with; returns where it ends.
    fn scan(&self, text: &[u8], in_line: bool, fields: &mut Fields) -> Option<usize> {
        match &self.layout {
            Some(layout) => layout.scan(text, fields),
            None => epoch::read(self.format.reader, text, in_line, fields),
        }
    }
}

/// The rows of a set, ascending.
fn bits(mut rows: RowSet) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        if rows == 0 {
            return None;
        }
        let index = rows.trailing_zeros();
        rows &= rows - 1;
        usize::try_from(index).ok()
    })
}

/// Whether the text begins with a month name that is not English, and a digit follows the name.
fn begins_with_month(text: &[u8]) -> bool {
    let letter = |byte: &&u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
    let letters = text.iter().take_while(letter).count();
    let rest = text.get(letters..).unwrap_or_default();
    let gap = rest.iter().take(4).take_while(|byte| b". \t-/".contains(byte)).count();
    let has_digit = gap > 0 && rest.get(gap).is_some_and(u8::is_ascii_digit);
    has_digit && months::month(text, 0).is_some()
}

/// The least and the greatest number of digits of a step; `None` if it takes no digits.
const fn width(step: Step) -> Option<(usize, usize)> {
    Some(match step {
        Step::Year => (4, 4),
        Step::Ordinal => (3, 3),
        Step::Year2 | Step::Month2 | Step::Day2 | Step::Minute | Step::Second => (2, 2),
        Step::Month | Step::Day | Step::Hour | Step::Hour12 => (1, 2),
        _ => return None,
    })
}

/// The first bytes of the Chinese, Japanese and Korean signs for year, month and day in UTF-8.
const SIGN_BYTES: [u8; 4] = [0xe5, 0xe6, 0xeb, 0xec];

/// The first bytes of the names of months in every language, ASCII ones in upper case.
pub(super) const MONTH_BYTES: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ\xc3\xc4\xc5\xd0\xd1";

/// The bytes a step may begin with, in upper case; `None` if it may begin with any byte or be missing.
const fn first_bytes(step: Step) -> Option<&'static [u8]> {
    Some(match step {
        Step::Byte(b'-') => b"-",
        Step::Byte(b'/') => b"/",
        Step::Byte(b'.') => b".",
        Step::Byte(b':') => b":",
        Step::Letter(b'T') => b"T",
        Step::MonthName => MONTH_BYTES,
        Step::Blanks => b" \t",
        Step::MaybeByte(b'.') => b". \t",
        Step::Gap => b"T_-:,;|@ \t])}\"'",
        Step::Sign(..) => &SIGN_BYTES,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{FORMAT_INDEX, RowReader, TIME_FORMATS};

    #[test]
    fn every_row_compiles_and_has_its_own_name() {
        assert!(TIME_FORMATS.len() <= 128);
        for (index, compiled) in FORMAT_INDEX.rows.iter().enumerate() {
            let name = compiled.format.name;
            let has_layout = matches!(compiled.format.reader, RowReader::Layout(_));
            assert_eq!(has_layout, compiled.layout.is_some(), "{name}");
            let first = TIME_FORMATS.iter().position(|row| row.name == name);
            assert_eq!(Some(index), first, "{name} twice");
            let chars = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(name.chars().all(chars), "{name}");
        }
    }
}
