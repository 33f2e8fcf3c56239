//! The section `heat`: the rate of each hour of the week.

use super::context::{Built, SectionContext};
use crate::aggregate::rates::RateTable;
use crate::report::Cell;
use crate::time::{BucketWidth, Bucketer, NANOS_PER_SECOND, SECONDS_PER_DAY, Timestamp, Zone};

/// Nanoseconds of an hour.
const HOUR: i64 = 3_600 * NANOS_PER_SECOND;
/// The longest range in hours; a longer one has a stray stamp.
const MAX_HOURS: u64 = 1_000_000;
/// Hours of a week.
const CELLS: usize = 7 * 24;

/// The section `heat`; `None` where buckets are wider than an hour.
pub(super) fn build<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let table = context.rates()?;
    let zone = &context.options.zone;
    if table.bucketer().width().nanos() > HOUR {
        context.note("--heat needs buckets of at most an hour; -b sets their width");
        return None;
    }
    let Some(seconds) = seconds(table, zone) else {
        context.note("--heat: the range is too long for hours");
        return None;
    };
    let mut counts = [0_u64; CELLS];
    for bucket in table.buckets() {
        if let Some(count) = counts.get_mut(cell(bucket.start, zone)) {
            *count = count.saturating_add(bucket.count);
        }
    }
    let cells = counts.into_iter().zip(seconds).enumerate();
    let rows = cells.map(|(index, (count, seconds))| {
        let rate = (seconds > 0.0).then(|| count as f64 / seconds);
        vec![
            Cell::Count((index / 24 + 1) as u64),
            Cell::Count((index % 24) as u64),
            Cell::Count(count),
            Cell::Number(seconds),
            Cell::number(rate),
        ]
    });
    Some(Built::Rows(rows.collect()))
}

/// Seconds of the range that fall in each cell; `None` for a range of too many hours.
fn seconds(table: &RateTable, zone: &Zone) -> Option<[f64; CELLS]> {
    let mut seconds = [0.0; CELLS];
    let (Some(first), Some(last)) = (table.buckets().first(), table.buckets().last()) else {
        return Some(seconds);
    };
    let end = table.bucketer().clone().next(last.start);
    let mut hours = Bucketer::new(BucketWidth::from_nanos(HOUR)?, zone.clone());
    if hours.steps(first.start, end) > MAX_HOURS {
        return None;
    }
    let mut at = first.start;
    while at < end {
        let next = hours.next(at).min(end);
        let length = (next.0 - at.0) as f64 / 1e9;
        if let Some(sum) = seconds.get_mut(cell(at, zone)) {
            *sum += length;
        }
        at = next;
    }
    Some(seconds)
}

/// The place of an instant's hour of the week, Monday 00:00 first.
fn cell(at: Timestamp, zone: &Zone) -> usize {
    let local = at.local(zone);
    let day = (at.0.div_euclid(NANOS_PER_SECOND) + local.offset).div_euclid(SECONDS_PER_DAY);
    // 1970-01-01 was a Thursday, the fourth day.
    let weekday = (day + 3).rem_euclid(7);
    usize::try_from(weekday * 24 + local.hour).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::cell;
    use crate::time::{Timestamp, Zone};

    #[test]
    fn hours_of_the_week_by_the_local_clock() {
        // 2026-03-02 was a Monday; `date -d @1772406000 +%u` gives 1 in Berlin, 7 in UTC.
        let at = Timestamp(1_772_406_000_000_000_000);
        assert_eq!(cell(at, &Zone::utc()), 6 * 24 + 23);
        assert_eq!(cell(at, &Zone::parse("Europe/Berlin").unwrap()), 0);
        assert_eq!(cell(Timestamp(0), &Zone::utc()), 3 * 24);
    }
}
