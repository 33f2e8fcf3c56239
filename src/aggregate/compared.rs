//! The columns of `--compare`: numbers with numbers, texts with texts, and, if there is more than one pair
//! of a text and a number, each number by each text.

use super::cell::Precision;
use super::comparison::{Comparison, Contingency};
use super::groups::{Group, Groups};
use crate::codec::{Decoded, Part, Reader, Writer, check};
use crate::number::Number;

/// The compared columns of a run.
#[derive(Debug, Clone)]
pub struct Compared {
    /// The columns that are numbers, by their place among all.
    numbers: Vec<usize>,
    /// The columns that are texts, by their place among all.
    texts: Vec<usize>,
    /// The numbers.
    pub comparison: Comparison,
    /// Each pair of texts: (0, 1), (0, 2), ..., (1, 2), ...
    tables: Vec<Contingency>,
    /// Each text with each number, by their places in `texts` and `numbers`: (0, 0), (0, 1), ..., (1, 0),
    /// ...; empty if there is only one pair, which is counted as values with a measure.
    groups: Vec<Groups>,
    /// How many lines have a text in each text column.
    counts: Vec<u64>,
    lines: u64,
    /// The numbers of one line.
    row: Vec<Option<Number>>,
}

impl Compared {
    /// A comparison of no lines; `is_number` tells which columns are numbers. Only comparisons made with
    /// equal arguments can be merged.
    pub fn new(is_number: &[bool], precision: Precision) -> Self {
        let places = |wanted: bool| {
            let columns = is_number.iter().enumerate();
            columns.filter(move |(_, own)| **own == wanted).map(|(place, _)| place).collect()
        };
        let (numbers, texts): (Vec<usize>, Vec<usize>) = (places(true), places(false));
        let pairs = texts.len() * texts.len().saturating_sub(1) / 2;
        let grouped = Some(texts.len() * numbers.len()).filter(|pairs| *pairs > 1);
        Self {
            comparison: Comparison::new(numbers.len(), precision),
            tables: vec![Contingency::default(); pairs],
            groups: vec![Groups::new(precision); grouped.unwrap_or(0)],
            counts: vec![0; texts.len()],
            numbers,
            texts,
            lines: 0,
            row: Vec::new(),
        }
    }

    /// Takes in a line; `column` gives the text of a column by its place.
    pub fn add<'t>(&mut self, column: impl Fn(usize) -> Option<&'t [u8]>) {
        self.lines += 1;
        if !self.numbers.is_empty() {
            self.row.clear();
            let read = |place: &usize| column(*place).and_then(Number::read);
            self.row.extend(self.numbers.iter().map(read));
            self.comparison.add(&self.row);
        }
        for (count, place) in self.counts.iter_mut().zip(&self.texts) {
            *count += u64::from(column(*place).is_some());
        }
        for ((x, y), table) in places(self.texts.len()).zip(&mut self.tables) {
            if let (Some(x), Some(y)) = (column(self.texts[x]), column(self.texts[y])) {
                table.add(x, y, 1);
            }
        }
        let pairs = crossed(self.texts.len(), self.numbers.len());
        for ((text, number), groups) in pairs.zip(&mut self.groups) {
            if let Some(text) = column(self.texts[text]) {
                groups.add(text, self.row[number].as_ref());
            }
        }
    }

    /// Takes in the lines of `other`.
    pub fn merge(&mut self, other: Self) {
        self.comparison.merge(other.comparison);
        for (own, other) in self.tables.iter_mut().zip(&other.tables) {
            own.merge(other);
        }
        for (own, other) in self.groups.iter_mut().zip(other.groups) {
            own.merge(other);
        }
        for (own, other) in self.counts.iter_mut().zip(&other.counts) {
            *own = own.saturating_add(*other);
        }
        self.lines = self.lines.saturating_add(other.lines);
    }

    /// The columns that are numbers, by their place among all.
    pub fn numbers(&self) -> &[usize] {
        &self.numbers
    }

    /// The columns that are texts, by their place among all, and how many lines have a text in each.
    pub fn texts(&self) -> impl Iterator<Item = (usize, u64)> {
        self.texts.iter().copied().zip(self.counts.iter().copied())
    }

    /// Lines compared.
    pub fn lines(&self) -> u64 {
        self.lines
    }

    /// Each pair of text columns, by their places among all, and how often their texts came together.
    pub fn tables(&self) -> impl Iterator<Item = (usize, usize, &Contingency)> {
        let pairs = places(self.texts.len()).map(|(x, y)| (self.texts[x], self.texts[y]));
        pairs.zip(&self.tables).map(|((x, y), table)| (x, y, table))
    }

    /// Each text column with each number column, by their places among all: the numbers by text, in the order
    /// of the texts' bytes. Empty if there is only one pair.
    pub fn groups(
        &self,
    ) -> impl Iterator<Item = (usize, usize, impl Iterator<Item = (&[u8], &Group)>)> {
        let pairs = crossed(self.texts.len(), self.numbers.len());
        pairs.zip(&self.groups).map(|((text, number), groups)| {
            (self.texts[text], self.numbers[number], groups.by_text())
        })
    }

    /// Writes it.
    pub(super) fn write(&self, out: &mut Writer) {
        // Named one by one, so that a field added later cannot be forgotten here.
        let Self { numbers, texts: _, comparison, tables, groups, counts, lines, row: _ } = self;
        let columns = numbers.len() + counts.len();
        let are_numbers: Vec<bool> = (0..columns).map(|place| numbers.contains(&place)).collect();
        out.put(&(are_numbers, lines, counts));
        comparison.write(out);
        tables.iter().for_each(|table| out.put(table));
        groups.iter().for_each(|groups| groups.write(out));
    }

    /// Reads what [`Self::write`] wrote.
    pub(super) fn read(
        input: &mut Reader<'_>,
        columns: usize,
        precision: Precision,
    ) -> Decoded<Self> {
        let (are_numbers, lines, counts): (Vec<bool>, u64, Vec<u64>) = input.take()?;
        check(are_numbers.len() == columns, "number of columns compared")?;
        let mut read = Self::new(&are_numbers, precision);
        check(counts.len() == read.counts.len(), "number of columns compared")?;
        (read.lines, read.counts) = (lines, counts);
        read.comparison = Comparison::read(input, read.numbers.len(), precision)?;
        for table in &mut read.tables {
            *table = input.part()?;
        }
        for groups in &mut read.groups {
            *groups = Groups::read(input, precision)?;
        }
        Ok(read)
    }

    /// The first column that is a number in one and a text in the other, by its place, or `None` if the
    /// two can be merged.
    pub fn differs_at(&self, other: &Self) -> Option<usize> {
        let columns = self.numbers.len() + self.texts.len();
        (0..columns).find(|place| self.numbers.contains(place) != other.numbers.contains(place))
    }

    /// Bytes of memory held.
    pub fn memory(&self) -> u64 {
        let tables = self.tables.iter().map(Contingency::memory).sum::<u64>();
        let groups = self.groups.iter().map(Groups::memory).sum::<u64>();
        self.comparison.memory() + tables + groups
    }
}

/// Each of `texts` texts with each of `numbers` numbers.
fn crossed(texts: usize, numbers: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..texts).flat_map(move |text| (0..numbers).map(move |number| (text, number)))
}

/// The pairs of that many columns.
fn places(columns: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..columns).flat_map(move |x| (x + 1..columns).map(move |y| (x, y)))
}

#[cfg(test)]
mod tests {
    use super::Compared;
    use crate::aggregate::Precision;

    const IS_NUMBER: [bool; 4] = [false, true, false, true];

    fn of(rows: &[[&'static str; 4]]) -> Compared {
        let mut compared = Compared::new(&IS_NUMBER, Precision::DEFAULT);
        for row in rows {
            let column = |place: usize| Some(row[place].as_bytes()).filter(|text| !text.is_empty());
            compared.add(column);
        }
        compared
    }

    /// Pair, text, lines, numbers, mean and stdev of every group.
    fn told(compared: &Compared) -> Vec<String> {
        let pairs = compared.groups().flat_map(|(text, number, groups)| {
            groups.map(move |(name, group)| {
                let (lines, measure) = (group.lines, &group.measure);
                let name = String::from_utf8_lossy(name);
                let figures = (measure.count(), measure.mean(), group.stdev());
                format!("{number} by {text} {name} {lines} {figures:?}")
            })
        });
        pairs.collect()
    }

    #[test]
    fn every_number_is_told_by_every_text_however_the_lines_are_split() {
        let rows = [
            ["a", "1", "x", "5"],
            ["a", "4", "y", "-"],
            ["b", "0.5", "", "7"],
            ["a", "4", "x", "6"],
        ];
        let whole = of(&rows);
        assert_eq!(
            told(&whole),
            [
                "1 by 0 a 3 (3, Some(3.0), Some(1.7320508075688772))",
                "1 by 0 b 1 (1, Some(0.5), None)",
                "3 by 0 a 3 (2, Some(5.5), Some(0.7071067811865476))",
                "3 by 0 b 1 (1, Some(7.0), None)",
                "1 by 2 x 2 (2, Some(2.5), Some(2.1213203435596424))",
                "1 by 2 y 1 (1, Some(4.0), None)",
                "3 by 2 x 2 (2, Some(5.5), Some(0.7071067811865476))",
                "3 by 2 y 1 (0, None, None)",
            ]
        );
        for at in 0..=rows.len() {
            let mut parts = of(&rows[at..]);
            parts.merge(of(&rows[..at]));
            assert_eq!(told(&parts), told(&whole), "{at}");
        }
    }

    #[test]
    fn one_pair_is_left_to_the_values() {
        let compared = Compared::new(&[false, true], Precision::DEFAULT);
        assert_eq!(compared.groups().count(), 0);
    }
}
