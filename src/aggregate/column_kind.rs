//! Whether a compared column holds numbers or texts, where neither the user nor its format says so: all
//! rows decide, so that neither their order nor their split changes it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// A column whose kind the rows decide keeps its texts up to this many different numbers. A column of more numbers is
/// hardly ever a text, and tables of texts by texts would take the memory.
const MOST_NUMBERS: usize = 1000;

/// What is known of a compared column before its rows are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ComparedKind {
    /// It is text.
    Text,
    /// It is a number.
    Number,
    /// The rows decide.
    DecidedByRows,
}

/// What the rows say about a column.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct ColumnEvidence {
    /// Rows with something in the column: neither nothing nor `-`.
    filled: u64,
    /// The different texts that are numbers; `None` once the texts of the column are not kept.
    numbers: Option<BTreeSet<Box<[u8]>>>,
}

impl Default for ColumnEvidence {
    fn default() -> Self {
        Self { filled: 0, numbers: Some(BTreeSet::new()) }
    }
}

impl ColumnEvidence {
    /// Takes in the text of a row. True if the texts of the column are not kept from here on.
    pub(super) fn add(&mut self, text: &[u8], is_number: bool) -> bool {
        self.filled += u64::from(!matches!(text, b"" | b"-"));
        let Some(numbers) = self.numbers.as_mut().filter(|_| is_number) else { return false };
        if !numbers.contains(text) {
            numbers.insert(text.into());
        }
        self.bound()
    }

    /// Takes in the rows of `other`.
    pub(super) fn merge(&mut self, other: Self) {
        self.filled = self.filled.saturating_add(other.filled);
        match (&mut self.numbers, other.numbers) {
            (Some(ours), Some(theirs)) => ours.extend(theirs),
            (ours, _) => *ours = None,
        }
        self.bound();
    }

    fn bound(&mut self) -> bool {
        let is_over = self.numbers.as_ref().is_some_and(|all| all.len() > MOST_NUMBERS);
        if is_over {
            self.drop_texts();
        }
        is_over
    }

    pub(super) fn drop_texts(&mut self) {
        self.numbers = None;
    }

    /// Whether the texts of the column are kept.
    pub(super) const fn keeps_texts(&self) -> bool {
        self.numbers.is_some()
    }

    /// What the column is if `numbers` of its rows hold a number: a number if at least half of the rows with
    /// something hold one.
    pub(super) const fn kind(&self, numbers: u64) -> ComparedKind {
        match numbers >= self.filled.div_ceil(2) {
            true => ComparedKind::Number,
            false => ComparedKind::Text,
        }
    }
}
