//! The columns compared with each other: the numbers among them, each with each, and the texts.

use super::cell::Precision;
use super::comparison::{Comparison, Contingency};
use crate::number::Number;

use rapidhash::v3::{DEFAULT_RAPID_SECRETS, rapidhash_v3_seeded};

/// What is kept of compared columns.
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
    /// How many lines have each text.
    counts: Vec<u64>,
    lines: u64,
    /// Room for the numbers of one line.
    row: Vec<Option<Number>>,
}

impl Compared {
    /// No lines yet; `is_number` says it of each column. Only states made alike can be merged.
    pub fn new(is_number: &[bool], precision: Precision) -> Self {
        let places = |wanted: bool| {
            let columns = is_number.iter().enumerate();
            columns.filter(move |(_, own)| **own == wanted).map(|(place, _)| place).collect()
        };
        let (numbers, texts): (Vec<usize>, Vec<usize>) = (places(true), places(false));
        let pairs = texts.len() * texts.len().saturating_sub(1) / 2;
        Self {
            comparison: Comparison::new(numbers.len(), precision),
            tables: vec![Contingency::default(); pairs],
            counts: vec![0; texts.len()],
            numbers,
            texts,
            lines: 0,
            row: Vec::new(),
        }
    }

    /// Takes in a line; `column` gives the text of a column, by its place.
    pub fn add<'t>(&mut self, line: &[u8], column: impl Fn(usize) -> Option<&'t [u8]>) {
        self.lines += 1;
        if !self.numbers.is_empty() {
            self.row.clear();
            let read = |place: &usize| column(*place).and_then(Number::read);
            self.row.extend(self.numbers.iter().map(read));
            // The same in every run, for it chooses the sample of rows.
            let hash = rapidhash_v3_seeded(line, &DEFAULT_RAPID_SECRETS);
            self.comparison.add(hash, &self.row);
        }
        for (count, place) in self.counts.iter_mut().zip(&self.texts) {
            *count += u64::from(column(*place).is_some());
        }
        for ((x, y), table) in places(self.texts.len()).zip(&mut self.tables) {
            if let (Some(x), Some(y)) = (column(self.texts[x]), column(self.texts[y])) {
                table.add(x, y, 1);
            }
        }
    }

    /// Takes in all that `other` took in.
    pub fn merge(&mut self, other: Self) {
        self.comparison.merge(other.comparison);
        for (own, other) in self.tables.iter_mut().zip(&other.tables) {
            own.merge(other);
        }
        for (own, other) in self.counts.iter_mut().zip(&other.counts) {
            *own += other;
        }
        self.lines += other.lines;
    }

    /// The columns that are numbers, by their place among all.
    pub fn numbers(&self) -> &[usize] {
        &self.numbers
    }

    /// The columns that are texts, by their place among all: how many lines have each.
    pub fn texts(&self) -> impl Iterator<Item = (usize, u64)> {
        self.texts.iter().copied().zip(self.counts.iter().copied())
    }

    /// Lines compared.
    pub fn lines(&self) -> u64 {
        self.lines
    }

    /// Each pair of texts, by their places among all, and how often they came together.
    pub fn tables(&self) -> impl Iterator<Item = (usize, usize, &Contingency)> {
        let pairs = places(self.texts.len()).map(|(x, y)| (self.texts[x], self.texts[y]));
        pairs.zip(&self.tables).map(|((x, y), table)| (x, y, table))
    }

    /// Bytes of memory held.
    pub fn memory(&self) -> u64 {
        self.comparison.memory() + self.tables.iter().map(Contingency::memory).sum::<u64>()
    }
}

/// The pairs of that many columns.
fn places(columns: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..columns).flat_map(move |x| (x + 1..columns).map(move |y| (x, y)))
}
