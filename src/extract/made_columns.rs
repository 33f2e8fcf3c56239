//! Columns that no line has: made of its time and its source; and what is replaced in the value.

use super::derived::clock::LineClock;
use super::extractor::Extractor;
use super::plan::LineTexts;
use super::replacement::Replacements;
use crate::time::Timestamp;

impl Extractor {
    /// Fills the columns that are the name of the source, where the line lacks them.
    pub(super) fn fill_source(&self, name: &[u8], texts: &mut LineTexts<'_>) {
        for column in &self.source_columns {
            if !texts.columns.is_found(*column) {
                texts.columns.set(*column, Some(texts.arena.alloc_slice_copy(name)));
            }
        }
    }

    /// Replaces in each column of the value what `--replace` names.
    pub(super) fn replace(&self, replacements: &Replacements, texts: &mut LineTexts<'_>) {
        if replacements.is_empty() {
            return;
        }
        for column in 0..self.requested.value_columns() {
            if let Some(text) = texts.columns.get(column) {
                texts.columns.set(column, Some(replacements.apply(text, texts.arena)));
            }
        }
    }

    /// Fills the columns made from the time that the line lacks.
    pub(super) fn fill_time_columns(&self, at: Timestamp, texts: &mut LineTexts<'_>) {
        let Some(stamps) = self.stamps.as_ref().filter(|_| !self.time_columns.is_empty()) else {
            return;
        };
        let buckets = &stamps.options.buckets;
        let clock = LineClock { at, local: at.local(buckets.zone()), buckets };
        for (column, made) in &self.time_columns {
            if !texts.columns.is_found(*column) {
                texts.columns.set(*column, Some(made.text(&clock, texts.arena)));
            }
        }
    }
}
