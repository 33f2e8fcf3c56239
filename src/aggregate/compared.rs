//! The columns of `--compare`: numbers with numbers, texts with texts, and, if there is more than one pair
//! of a text and a number, each number by each text.
//!
//! A column that is not known to be a number or a text counts as both until all rows have come
//! ([`super::column_kind`]); [`Compared::with_decided_kinds`] then keeps what it is.

use super::cell::Precision;
use super::column_kind::{ColumnEvidence, ComparedKind};
use super::comparison::{Comparison, Contingency};
use super::groups::{Group, Groups};
use crate::codec::{Decoded, Part, Reader, Writer, check};
use crate::number::Number;

/// The compared columns of a run.
#[derive(Debug, Clone)]
pub(crate) struct Compared {
    /// What is known of each column, whatever the rows hold.
    kinds: Vec<ComparedKind>,
    /// The columns that can be numbers, by their place among all.
    numbers: Vec<usize>,
    /// The columns that can be texts, by their place among all.
    texts: Vec<usize>,
    /// The numbers.
    pub(crate) comparison: Comparison,
    /// Each pair of texts: (0, 1), (0, 2), ..., (1, 2), ...
    tables: Vec<Contingency>,
    /// Each text with each number, by their places in `texts` and `numbers`: (0, 0), (0, 1), ..., (1, 0),
    /// ... without those of one column; empty if there is only one pair, both known, which is counted as
    /// values with a measure.
    groups: Vec<Groups>,
    /// How many lines have a text in each text column.
    counts: Vec<u64>,
    /// What the rows say about each text column.
    evidence: Vec<ColumnEvidence>,
    lines: u64,
    precision: Precision,
    /// The numbers of one line.
    row: Vec<Option<Number>>,
}

impl Compared {
    /// A comparison of no lines. Only comparisons made with equal arguments can be merged.
    pub(crate) fn new(kinds: &[ComparedKind], precision: Precision) -> Self {
        let places = |other: ComparedKind| {
            let columns = kinds.iter().enumerate();
            columns.filter(move |(_, own)| **own != other).map(|(place, _)| place).collect()
        };
        let numbers: Vec<usize> = places(ComparedKind::Text);
        let texts: Vec<usize> = places(ComparedKind::Number);
        let pairs = crossed(&texts, &numbers).count();
        let is_open = kinds.contains(&ComparedKind::DecidedByRows);
        let grouped = if pairs > 1 || is_open { pairs } else { 0 };
        Self {
            comparison: Comparison::new(numbers.len(), precision),
            tables: vec![Contingency::default(); places_of(texts.len()).count()],
            groups: vec![Groups::new(precision); grouped],
            counts: vec![0; texts.len()],
            evidence: vec![ColumnEvidence::default(); texts.len()],
            kinds: kinds.to_vec(),
            numbers,
            texts,
            lines: 0,
            precision,
            row: Vec::new(),
        }
    }

    /// Takes in a line; `column` gives the text of a column by its place.
    pub(crate) fn add<'t>(&mut self, column: impl Fn(usize) -> Option<&'t [u8]>) {
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
        self.look_at(&column);
        let text = |index: usize| column(self.texts[index]);
        for ((x, y), table) in places_of(self.texts.len()).zip(&mut self.tables) {
            if self.evidence[x].keeps_texts()
                && self.evidence[y].keeps_texts()
                && let (Some(x), Some(y)) = (text(x), text(y))
            {
                table.add(x, y, 1);
            }
        }
        let pairs = crossed(&self.texts, &self.numbers);
        for ((x, number), groups) in pairs.zip(&mut self.groups) {
            if self.evidence[x].keeps_texts() {
                groups.add(text(x), self.row[number].as_ref());
            }
        }
    }

    /// Notes what the row says about the columns whose kind is not known.
    fn look_at<'t>(&mut self, column: &impl Fn(usize) -> Option<&'t [u8]>) {
        let mut is_dropped = false;
        for (place, evidence) in self.texts.iter().zip(&mut self.evidence) {
            if self.kinds[*place] == ComparedKind::DecidedByRows
                && let Some(text) = column(*place)
            {
                let number = self.numbers.iter().position(|number| number == place);
                let is_number = number.is_some_and(|number| self.row[number].is_some());
                is_dropped |= evidence.add(text, is_number);
            }
        }
        if is_dropped {
            self.clear_dropped();
        }
    }

    /// Takes in the lines of `other`.
    pub(crate) fn merge(&mut self, other: Self) {
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
        for (own, other) in self.evidence.iter_mut().zip(other.evidence) {
            own.merge(other);
        }
        self.lines = self.lines.saturating_add(other.lines);
        self.clear_dropped();
    }

    /// Frees what was counted of the texts that are not kept.
    fn clear_dropped(&mut self) {
        for ((x, y), table) in places_of(self.texts.len()).zip(&mut self.tables) {
            if !(self.evidence[x].keeps_texts() && self.evidence[y].keeps_texts()) {
                *table = Contingency::default();
            }
        }
        for ((x, _), groups) in crossed(&self.texts, &self.numbers).zip(&mut self.groups) {
            if !self.evidence[x].keeps_texts() {
                *groups = Groups::new(self.precision);
            }
        }
    }

    /// Whether the rows decide what a column is.
    pub(super) fn is_open(&self) -> bool {
        self.kinds.contains(&ComparedKind::DecidedByRows)
    }

    /// Drops the texts of the columns whose kind is not known; they can only be numbers from then on.
    pub(super) fn forget_texts(&mut self) {
        for (place, evidence) in self.texts.iter().zip(&mut self.evidence) {
            if self.kinds[*place] == ComparedKind::DecidedByRows {
                evidence.drop_texts();
            }
        }
        self.clear_dropped();
    }

    /// The comparison with every column whose kind the rows decide taken as a number or as a text.
    pub(super) fn with_decided_kinds(&self) -> Self {
        let mut kinds = self.kinds.clone();
        for (place, evidence) in self.texts.iter().zip(&self.evidence) {
            if kinds[*place] == ComparedKind::DecidedByRows {
                let number = self.numbers.iter().position(|number| number == place);
                let column = number.and_then(|number| self.comparison.columns().get(number));
                kinds[*place] =
                    evidence.kind(column.map_or(0, |column| column.distribution.count()));
            }
        }
        let mut decided = Self::new(&kinds, self.precision);
        decided.lines = self.lines;
        let is_number = |index: &usize| decided.numbers.contains(&self.numbers[*index]);
        let numbers: Vec<usize> = (0..self.numbers.len()).filter(is_number).collect();
        decided.comparison = self.comparison.only(&numbers);
        let is_text = |index: &usize| decided.texts.contains(&self.texts[*index]);
        let texts: Vec<usize> = (0..self.texts.len()).filter(is_text).collect();
        decided.counts = texts.iter().map(|text| self.counts[*text]).collect();
        decided.evidence = texts.iter().map(|text| self.evidence[*text].clone()).collect();
        let tables = places_of(self.texts.len()).zip(&self.tables);
        let tables = tables.filter(|((x, y), _)| texts.contains(x) && texts.contains(y));
        decided.tables = tables.map(|(_, table)| table.clone()).collect();
        let groups = crossed(&self.texts, &self.numbers).zip(&self.groups);
        let groups = groups.filter(|((x, y), _)| texts.contains(x) && numbers.contains(y));
        decided.groups = groups.map(|(_, groups)| groups.clone()).collect();
        decided
    }

    /// The first number by the first text; `None` unless both are there and the texts are kept.
    pub(super) fn first_groups(&self) -> Option<&Groups> {
        self.groups.first().filter(|_| self.has_values())
    }

    /// Whether there are a text and a number, of which values are made.
    pub(crate) fn has_values(&self) -> bool {
        let first = self.evidence.first();
        !self.numbers.is_empty() && first.is_some_and(ColumnEvidence::keeps_texts)
    }

    /// The columns that are numbers, by their place among all.
    pub(crate) fn numbers(&self) -> &[usize] {
        &self.numbers
    }

    /// The columns that are texts, by their place among all, and how many lines have a text in each.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (usize, u64)> {
        self.texts.iter().copied().zip(self.counts.iter().copied())
    }

    /// The columns that are texts and whose texts are not kept, by their place among all.
    pub(crate) fn dropped_texts(&self) -> impl Iterator<Item = usize> {
        let texts = self.texts.iter().zip(&self.evidence);
        texts.filter(|(_, evidence)| !evidence.keeps_texts()).map(|(place, _)| *place)
    }

    /// Lines compared.
    pub(crate) fn lines(&self) -> u64 {
        self.lines
    }

    /// Each pair of text columns whose texts are kept, by their places among all, and how often their texts
    /// came together.
    pub(crate) fn tables(&self) -> impl Iterator<Item = (usize, usize, &Contingency)> {
        let pairs = places_of(self.texts.len()).zip(&self.tables);
        let keeps = |text: usize| self.evidence[text].keeps_texts();
        pairs
            .filter(move |((x, y), _)| keeps(*x) && keeps(*y))
            .map(|((x, y), table)| (self.texts[x], self.texts[y], table))
    }

    /// Each text column with each number column, by their places among all: the numbers by text, in the order
    /// of the texts' bytes. Empty if there is only one pair.
    pub(crate) fn groups(
        &self,
    ) -> impl Iterator<Item = (usize, usize, impl Iterator<Item = (&[u8], &Group)>)> {
        let is_one = self.texts.len() * self.numbers.len() == 1;
        let pairs = crossed(&self.texts, &self.numbers).zip(&self.groups);
        pairs.filter(move |_| !is_one).map(|((text, number), groups)| {
            (self.texts[text], self.numbers[number], groups.by_text())
        })
    }

    /// Writes it.
    pub(super) fn write(&self, out: &mut Writer) {
        // Named one by one, so that a field added later cannot be forgotten here.
        let Self { kinds, numbers: _, texts: _, comparison, tables, groups, .. } = self;
        let Self { counts, evidence, lines, precision: _, row: _, .. } = self;
        out.put(&(kinds, lines, counts, evidence));
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
        let kinds: Vec<ComparedKind> = input.take()?;
        check(kinds.len() == columns, "number of columns compared")?;
        let mut read = Self::new(&kinds, precision);
        let (lines, counts): (u64, Vec<u64>) = input.take()?;
        let evidence: Vec<ColumnEvidence> = input.take()?;
        let texts = read.counts.len();
        check(counts.len() == texts && evidence.len() == texts, "number of columns compared")?;
        (read.lines, read.counts, read.evidence) = (lines, counts, evidence);
        read.comparison = Comparison::read(input, read.numbers.len(), precision)?;
        for table in &mut read.tables {
            *table = input.part()?;
        }
        for groups in &mut read.groups {
            *groups = Groups::read(input, precision)?;
        }
        read.clear_dropped();
        Ok(read)
    }

    /// The first column of which the two know different kinds, by its place, or `None` if the two can be
    /// merged.
    pub(crate) fn differs_at(&self, other: &Self) -> Option<usize> {
        self.kinds.iter().zip(&other.kinds).position(|(own, other)| own != other)
    }

    /// Bytes of memory held.
    pub(crate) fn memory(&self) -> u64 {
        self.comparison.memory() + self.texts_memory()
    }

    /// Bytes that [`Self::forget_texts`] would free; 0 if the rows decide the kind of no column.
    pub(super) fn spare_memory(&self) -> u64 {
        if self.is_open() { self.texts_memory() } else { 0 }
    }

    fn texts_memory(&self) -> u64 {
        let tables = self.tables.iter().map(Contingency::memory).sum::<u64>();
        tables + self.groups.iter().map(Groups::memory).sum::<u64>()
    }
}

/// Each of `texts` with each of `numbers`, by their places in these lists, but no column with itself.
fn crossed<'l>(
    texts: &'l [usize],
    numbers: &'l [usize],
) -> impl Iterator<Item = (usize, usize)> + use<'l> {
    let of_text = move |(x, text): (usize, &'l usize)| {
        let others = numbers.iter().enumerate().filter(move |(_, number)| *number != text);
        others.map(move |(number, _)| (x, number))
    };
    texts.iter().enumerate().flat_map(of_text)
}

/// The pairs of that many columns.
fn places_of(columns: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..columns).flat_map(move |x| (x + 1..columns).map(move |y| (x, y)))
}

#[cfg(test)]
mod tests;
