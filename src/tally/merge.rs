//! Merges the accounts of several runs. The order of merging changes nothing, because sources and
//! rejects are sorted by their contents.
//!
//! Standard input is one source, however many runs read it.

use std::cmp::Ordering;

use super::block::SHOWN_REJECTS;
use super::{BlockTally, Reject, SourceTally, Tally};

/// The name of standard input.
const STDIN: &str = "-";

impl Tally {
    /// Adds the account of another run.
    pub(crate) fn merge(&mut self, other: Self) {
        // The pattern names every field, so that a new field cannot be forgotten.
        let Self {
            total,
            reject_sources,
            sources,
            assumed,
            stepped_over,
            times,
            timeframe: _,
            own_weekday,
            suggested_preset,
            next: _,
            waiting: _,
        } = other;
        let before = self.sources.len();
        self.sources.extend(sources);
        self.reject_sources.extend(reject_sources.iter().map(|source| source + before));
        self.assumed = self.assumed.or(assumed);
        self.stepped_over = self.stepped_over.or(stepped_over);
        self.extend_times(times);
        self.own_weekday |= own_weekday;
        self.suggested_preset =
            [self.suggested_preset.take(), suggested_preset].into_iter().flatten().min();
        self.total.merge(total);
        self.sort();
    }

    /// Sorts sources and rejects by their contents.
    pub(super) fn sort(&mut self) {
        let names = self.rejects().map(|(name, _)| name.to_owned());
        let names: Vec<String> = names.collect();
        let mut rejects: Vec<(String, Reject)> =
            names.into_iter().zip(std::mem::take(&mut self.total.rejects)).collect();
        rejects.sort_by(compare);
        self.sources = join_sources(std::mem::take(&mut self.sources));
        self.reject_sources.clear();
        for (name, reject) in rejects {
            let kept = self.total.rejects.iter().filter(|kept| kept.reason == reject.reason);
            let source = self.sources.iter().position(|source| source.name == name);
            if let Some(source) = source.filter(|_| (kept.count() as u64) < SHOWN_REJECTS) {
                self.total.rejects.push(reject);
                self.reject_sources.push(source);
            }
        }
        self.total.rejected.sort_unstable();
        self.total.top_lines.sort();
    }
}

impl BlockTally {
    /// Adds the counts of `other`, appends its rejects, and merges its top lines and subject lines.
    pub(super) fn merge(&mut self, other: Self) {
        let Self { bytes, lines, matched, filtered, header, continued, out_of_range, .. } = other;
        let Self { late, truncated, skipped_bytes, rejected, rejects, .. } = other;
        let Self { top_lines, subject_lines, .. } = other;
        for (own, other) in [
            (&mut self.bytes, bytes),
            (&mut self.lines, lines),
            (&mut self.matched, matched),
            (&mut self.filtered, filtered),
            (&mut self.header, header),
            (&mut self.continued, continued),
            (&mut self.out_of_range, out_of_range),
            (&mut self.late, late),
            (&mut self.truncated, truncated),
            (&mut self.skipped_bytes, skipped_bytes),
        ] {
            *own = own.saturating_add(other);
        }
        for (reason, count) in rejected {
            match self.rejected.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, sum)) => *sum = sum.saturating_add(count),
                None => self.rejected.push((reason, count)),
            }
        }
        self.rejects.extend(rejects);
        self.top_lines.merge(top_lines);
        self.subject_lines.merge(subject_lines);
    }
}

/// Orders rejects by source, line and text; lines of unknown number come last.
fn compare(a: &(String, Reject), b: &(String, Reject)) -> Ordering {
    let key = |(name, reject): &(String, Reject)| {
        (name.clone(), reject.line.unwrap_or(u64::MAX), reject.text.clone(), reject.reason)
    };
    key(a).cmp(&key(b))
}

/// The sources in order, with the sources of standard input that have one format joined. An empty standard
/// input is left out beside one that is not empty.
fn join_sources(mut sources: Vec<SourceTally>) -> Vec<SourceTally> {
    let is_read = |source: &SourceTally| source.lines > 0 || source.bytes > 0;
    if sources.iter().any(|source| source.name == STDIN && is_read(source)) {
        sources.retain(|source| source.name != STDIN || is_read(source));
    }
    sources.sort();
    sources.dedup_by(|next, kept| {
        let format = |source: &SourceTally| (source.preset.clone(), source.time_format.clone());
        let is_same = kept.name == STDIN && next.name == STDIN && format(kept) == format(next);
        if is_same {
            kept.lines = kept.lines.saturating_add(next.lines);
            kept.bytes = kept.bytes.saturating_add(next.bytes);
            kept.is_detected |= next.is_detected;
            kept.skipped |= next.skipped;
            let orders = [kept.assumed_order.take(), next.assumed_order.take()];
            kept.assumed_order = orders.into_iter().flatten().min();
        }
        is_same
    });
    sources
}
