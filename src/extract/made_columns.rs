//! Columns that no line has: made of its time and its source; and what is replaced in the value.

use std::ops::Range;

use super::derived::clock::{LineClock, WEEKDAY};
use super::derived::template;
use super::extractor::Extractor;
use super::plan::{ExtractionPlan, LineTexts};
use super::replacement::Replacements;
use crate::time::{TimeParser, Timestamp};

impl Extractor {
    /// Fills the columns that are the name of the source, where the line lacks them.
    pub(super) fn fill_source(&self, name: &[u8], texts: &mut LineTexts<'_>) {
        for column in &self.source_columns {
            if !texts.columns.is_found(*column) {
                texts.columns.set(*column, Some(texts.arena.alloc_slice_copy(name)));
            }
        }
    }

    /// Fills the columns that are a template, where the line has no message: made of its rest after its stamp.
    pub(super) fn fill_templates<'a>(
        &self,
        stamps: &mut TimeParser,
        line: &'a [u8],
        texts: &mut LineTexts<'a>,
    ) {
        for column in &self.template_columns {
            if !texts.columns.is_found(*column) {
                let rest = after_stamp(stamps, line);
                texts.columns.set(*column, template(rest, texts.arena));
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

    /// Whether times are read for columns alone, and the line has columns of these names itself.
    pub(super) fn has_own_clock(&self, texts: &LineTexts<'_>) -> bool {
        let is_required = self.stamps.as_ref().is_none_or(|stamps| stamps.options.is_required);
        let mut columns = self.time_columns.iter();
        !is_required && columns.all(|(column, _)| texts.columns.is_found(*column))
    }

    /// Whether one of the first lines of a source has the column `weekday` itself.
    pub(super) fn has_own_weekday(&self, plan: Option<&ExtractionPlan>, lines: &[&[u8]]) -> bool {
        let weekday = self.time_columns.iter().find(|(_, made)| made.name == WEEKDAY);
        let (Some(plan), Some((column, _))) = (plan, weekday) else { return false };
        let mut is_own = false;
        plan.each(lines, |texts| is_own |= texts.columns.is_found(*column));
        is_own
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

/// What follows the stamp of a line; all of the line if it has none. A stamp stands at the line's beginning or
/// in a bracket; another may be a time that the message tells.
fn after_stamp<'l>(stamps: &mut TimeParser, line: &'l [u8]) -> &'l [u8] {
    let found = stamps.find(line).map(|(place, _)| place);
    let is_before = |place: &Range<usize>| line.get(..place.start).and_then(<[u8]>::last);
    let stamp = found.filter(|place| place.start <= 1 || is_before(place) == Some(&b'['));
    let rest = stamp.and_then(|place| line.get(place.end..)).unwrap_or(line);
    let rest = match rest {
        [b']' | b')' | b'}' | b'>' | b'"' | b'\'', rest @ ..] if rest.len() < line.len() => rest,
        rest => rest,
    };
    let rest = rest.trim_ascii();
    if rest.is_empty() { line } else { rest }
}
