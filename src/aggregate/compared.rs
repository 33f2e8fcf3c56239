//! The columns of `--compare`: number columns with number columns, text columns with text columns,
//! and, if there is more than one pair of a text column and a number column, the numbers of each
//! number column by each text column.
//!
//! A column whose kind is not known counts as a number column and as a text column until all lines
//! are read ([`super::column_kind`]). [`Compared::with_decided_kinds`] then keeps one of the two.

use super::cell::Precision;
use super::column_kind::ColumnEvidence;
use super::comparison::{Comparison, Contingency, column_pairs};
use super::groups::{Group, GroupedNumbers};
use crate::codec::{Decoded, Part, Reader, Writer, check};
use crate::event::ComparedKind;
use crate::number::Number;

/// The compared columns of a run.
#[derive(Debug, Clone)]
pub(crate) struct Compared {
    /// The kind of each column, as known before the rows are read. In a comparison from
    /// [`Self::with_decided_kinds`], the kind that the lines decided.
    kinds: Vec<ComparedKind>,
    /// The places of the columns that can be number columns, among all compared columns.
    numbers: Vec<usize>,
    /// The places of the columns that can be text columns, among all compared columns.
    texts: Vec<usize>,
    /// The distributions and sums of the number columns.
    pub(crate) comparison: Comparison,
    /// The counts of each pair of text columns, as pairs of indexes in `texts`: (0, 1), (0, 2),
    /// ..., (1, 2), ...
    tables: Vec<Contingency>,
    /// The numbers of each number column by each text column, as indexes in `texts` and `numbers`:
    /// (0, 0), (0, 1), ..., (1, 0), ... A column is not paired with itself. Empty if there is one
    /// pair and the kinds of both its columns are known before the rows are read: that pair is
    /// counted as values with a measure.
    groups: Vec<GroupedNumbers>,
    /// How many rows have a text in each text column.
    counts: Vec<u64>,
    /// What the lines say about each text column.
    evidence: Vec<ColumnEvidence>,
    lines: u64,
    precision: Precision,
    /// The numbers of the row that is being added.
    row: Vec<Option<Number>>,
}

impl Compared {
    /// A comparison of no rows. Only comparisons made with equal arguments can be merged.
    pub(crate) fn new(kinds: &[ComparedKind], precision: Precision) -> Self {
        let places_except = |excluded: ComparedKind| {
            let columns = kinds.iter().enumerate();
            columns.filter(move |(_, own)| **own != excluded).map(|(place, _)| place).collect()
        };
        let numbers: Vec<usize> = places_except(ComparedKind::Text);
        let texts: Vec<usize> = places_except(ComparedKind::Number);
        let pairs = crossed(&texts, &numbers).count();
        let is_open = kinds.contains(&ComparedKind::DecidedByLines);
        let grouped = if pairs > 1 || is_open { pairs } else { 0 };
        Self {
            comparison: Comparison::new(numbers.len(), precision),
            tables: vec![Contingency::default(); column_pairs(texts.len()).count()],
            groups: vec![GroupedNumbers::new(precision); grouped],
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

    /// Takes in a row; `column` gives the text of a column by its place.
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
        for ((x, y), table) in column_pairs(self.texts.len()).zip(&mut self.tables) {
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

    /// Takes note of the texts of a row in the columns whose kind the lines decide.
    fn look_at<'t>(&mut self, column: &impl Fn(usize) -> Option<&'t [u8]>) {
        let mut is_dropped = false;
        for (place, evidence) in self.texts.iter().zip(&mut self.evidence) {
            if self.kinds[*place] == ComparedKind::DecidedByLines
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

    /// Takes in the rows of `other`.
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

    /// Frees the counts of the text columns whose texts were dropped.
    fn clear_dropped(&mut self) {
        for ((x, y), table) in column_pairs(self.texts.len()).zip(&mut self.tables) {
            if !(self.evidence[x].keeps_texts() && self.evidence[y].keeps_texts()) {
                *table = Contingency::default();
            }
        }
        for ((x, _), groups) in crossed(&self.texts, &self.numbers).zip(&mut self.groups) {
            if !self.evidence[x].keeps_texts() {
                *groups = GroupedNumbers::new(self.precision);
            }
        }
    }

    /// Whether the lines decide the kind of a column.
    pub(super) fn is_open(&self) -> bool {
        self.kinds.contains(&ComparedKind::DecidedByLines)
    }

    /// Drops the texts of the columns whose kind is not known; these columns can only be number
    /// columns from then on.
    pub(super) fn forget_texts(&mut self) {
        for (place, evidence) in self.texts.iter().zip(&mut self.evidence) {
            if self.kinds[*place] == ComparedKind::DecidedByLines {
                evidence.drop_texts();
            }
        }
        self.clear_dropped();
    }

    /// The comparison with each column taken as a number column or as a text column, as the rows
    /// decided.
    pub(super) fn with_decided_kinds(&self) -> Self {
        let mut kinds = self.kinds.clone();
        for (place, evidence) in self.texts.iter().zip(&self.evidence) {
            if kinds[*place] == ComparedKind::DecidedByLines {
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
        let tables = column_pairs(self.texts.len()).zip(&self.tables);
        let tables = tables.filter(|((x, y), _)| texts.contains(x) && texts.contains(y));
        decided.tables = tables.map(|(_, table)| table.clone()).collect();
        let groups = crossed(&self.texts, &self.numbers).zip(&self.groups);
        let groups = groups.filter(|((x, y), _)| texts.contains(x) && numbers.contains(y));
        decided.groups = groups.map(|(_, groups)| groups.clone()).collect();
        decided
    }

    /// The numbers of the first number column by the texts of the first text column. `None` if
    /// either column is missing or the texts were dropped.
    pub(super) fn first_groups(&self) -> Option<&GroupedNumbers> {
        self.groups.first().filter(|_| self.has_values())
    }

    /// Whether there are a number column and a text column, and the texts of the first text column
    /// are kept. The section `values` is made of the first of each.
    pub(crate) fn has_values(&self) -> bool {
        let first = self.evidence.first();
        !self.numbers.is_empty() && first.is_some_and(ColumnEvidence::keeps_texts)
    }

    /// The places of the number columns among all compared columns.
    pub(crate) fn numbers(&self) -> &[usize] {
        &self.numbers
    }

    /// The places of the text columns among all compared columns, and how many rows have a text in
    /// each.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (usize, u64)> {
        self.texts.iter().copied().zip(self.counts.iter().copied())
    }

    /// The places, among all compared columns, of the text columns whose texts were dropped.
    pub(crate) fn dropped_texts(&self) -> impl Iterator<Item = usize> {
        let texts = self.texts.iter().zip(&self.evidence);
        texts.filter(|(_, evidence)| !evidence.keeps_texts()).map(|(place, _)| *place)
    }

    /// Rows compared.
    pub(crate) fn lines(&self) -> u64 {
        self.lines
    }

    /// The places of each pair of text columns whose texts are kept, among all compared columns,
    /// and how often their texts came together.
    pub(crate) fn tables(&self) -> impl Iterator<Item = (usize, usize, &Contingency)> {
        let pairs = column_pairs(self.texts.len()).zip(&self.tables);
        let keeps = |text: usize| self.evidence[text].keeps_texts();
        pairs
            .filter(move |((x, y), _)| keeps(*x) && keeps(*y))
            .map(|((x, y), table)| (self.texts[x], self.texts[y], table))
    }

    /// The places of each text column and number column among all compared columns, and the numbers
    /// by text, in the order of the bytes of the texts. Empty if there is only one pair.
    pub(crate) fn groups(
        &self,
    ) -> impl Iterator<Item = (usize, usize, impl Iterator<Item = (&[u8], &Group)>)> {
        let is_one = self.texts.len() * self.numbers.len() == 1;
        let pairs = crossed(&self.texts, &self.numbers).zip(&self.groups);
        pairs.filter(move |_| !is_one).map(|((text, number), groups)| {
            (self.texts[text], self.numbers[number], groups.by_text())
        })
    }

    /// Writes the comparison.
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
            *groups = GroupedNumbers::read(input, precision)?;
        }
        read.clear_dropped();
        Ok(read)
    }

    /// The place of the first column whose kind differs between `self` and `other`. `None` if
    /// `self` and `other` can be merged.
    pub(crate) fn differs_at(&self, other: &Self) -> Option<usize> {
        self.kinds.iter().zip(&other.kinds).position(|(own, other)| own != other)
    }

    /// Bytes of memory held.
    pub(crate) fn memory(&self) -> u64 {
        self.comparison.memory() + self.texts_memory()
    }

    /// Bytes that [`Self::forget_texts`] would free; 0 if the lines decide the kind of no column.
    pub(super) fn spare_memory(&self) -> u64 {
        let is_spare = |text: usize| {
            let kind = self.kinds[self.texts[text]];
            kind == ComparedKind::DecidedByLines && self.evidence[text].keeps_texts()
        };
        let tables = column_pairs(self.texts.len()).zip(&self.tables);
        let tables = tables.filter(|((x, y), _)| is_spare(*x) || is_spare(*y));
        let groups = crossed(&self.texts, &self.numbers).zip(&self.groups);
        let groups = groups.filter(|((text, _), _)| is_spare(*text));
        tables.map(|(_, table)| table.memory()).sum::<u64>()
            + groups.map(|(_, groups)| groups.memory()).sum::<u64>()
    }

    fn texts_memory(&self) -> u64 {
        let tables = self.tables.iter().map(Contingency::memory).sum::<u64>();
        tables + self.groups.iter().map(GroupedNumbers::memory).sum::<u64>()
    }
}

/// Each index in `texts` with each index in `numbers`. A column is not paired with itself.
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

#[cfg(test)]
mod tests;
