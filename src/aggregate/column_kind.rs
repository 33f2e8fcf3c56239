//! Whether a compared column holds numbers or texts, if neither the command line nor the format
//! says so: all lines decide, so that neither the order nor the split of the lines changes the kind.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::event::ComparedKind;

/// A column whose kind the lines decide keeps its texts up to this many different numbers. A column
/// of more numbers is hardly ever a text column, and its tables of texts by texts would fill the
/// memory.
const MAX_NUMBERS: usize = 1000;

/// What the lines say about a column.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct ColumnEvidence {
    /// Rows whose text in the column is neither empty nor `-`.
    filled: u64,
    /// The different texts of the column that are numbers. `None` once the texts of the column were
    /// dropped.
    number_texts: Option<BTreeSet<Box<[u8]>>>,
}

impl Default for ColumnEvidence {
    fn default() -> Self {
        Self { filled: 0, number_texts: Some(BTreeSet::new()) }
    }
}

impl ColumnEvidence {
    /// Takes in the text of a row. True if this row made the column drop its texts.
    pub(super) fn add(&mut self, text: &[u8], is_number: bool) -> bool {
        self.filled += u64::from(!matches!(text, b"" | b"-"));
        let Some(numbers) = self.number_texts.as_mut().filter(|_| is_number) else { return false };
        if !numbers.contains(text) {
            numbers.insert(text.into());
        }
        self.drop_texts_if_many()
    }

    /// Takes in the rows of `other`.
    pub(super) fn merge(&mut self, other: Self) {
        self.filled = self.filled.saturating_add(other.filled);
        match (&mut self.number_texts, other.number_texts) {
            (Some(ours), Some(theirs)) => ours.extend(theirs),
            (ours, _) => *ours = None,
        }
        self.drop_texts_if_many();
    }

    /// Drops the texts once there are more than [`MAX_NUMBERS`] different numbers. True if it
    /// dropped them.
    fn drop_texts_if_many(&mut self) -> bool {
        let is_over = self.number_texts.as_ref().is_some_and(|all| all.len() > MAX_NUMBERS);
        if is_over {
            self.drop_texts();
        }
        is_over
    }

    pub(super) fn drop_texts(&mut self) {
        self.number_texts = None;
    }

    /// Whether the texts of the column are kept.
    pub(super) const fn keeps_texts(&self) -> bool {
        self.number_texts.is_some()
    }

    /// The kind of the column, if `rows_with_number` of its rows hold a number: a number column if
    /// at least half of the rows in `filled` hold a number.
    pub(super) const fn kind(&self, rows_with_number: u64) -> ComparedKind {
        match rows_with_number >= self.filled.div_ceil(2) {
            true => ComparedKind::Number,
            false => ComparedKind::Text,
        }
    }
}
