//! The section `hours`: at which hours of the day the subject comes, against all others.

use crate::analysis::context::{Built, SectionContext};
use crate::analysis::makeup::share;
use crate::report::Cell;
use crate::time::Timestamp;

const HOURS: usize = 24;

/// The section `hours`; `None` where not every bucket of the subject is known.
pub(in crate::analysis) fn hours<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let table = context.rates()?;
    let dossier = context.dossier()?;
    let facts = dossier.facts();
    let rates = facts.unfolded()?;
    let hour = |at: Timestamp| usize::try_from(at.local(&context.options.zone).hour).unwrap_or(0);
    let (mut own, mut all) = ([0_u64; HOURS], [0_u64; HOURS]);
    let add = |counts: &mut [u64; HOURS], at: Timestamp, count: u64| {
        if let Some(sum) = counts.get_mut(hour(at)) {
            *sum = sum.saturating_add(count);
        }
    };
    for bucket in table.buckets() {
        add(&mut all, bucket.start, bucket.count);
    }
    for pair in rates.value.pairs.iter() {
        if let Some(bucket) = table.buckets().get(pair.bucket() as usize) {
            add(&mut own, bucket.start, pair.count);
        }
    }
    let others: Vec<u64> =
        all.iter().zip(&own).map(|(all, own)| all.saturating_sub(*own)).collect();
    let sum = |counts: &[u64]| counts.iter().fold(0_u64, |sum, count| sum.saturating_add(*count));
    let (own_sum, others_sum) = (sum(&own), sum(&others));
    let rows = own.iter().zip(&others).enumerate().map(|(hour, (own, others))| {
        vec![
            Cell::Count(hour as u64),
            Cell::Count(*own),
            Cell::Share(share(*own, own_sum)),
            Cell::Share(share(*others, others_sum)),
        ]
    });
    Some(Built::Rows(rows.collect()))
}
