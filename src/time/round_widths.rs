//! Round widths of buckets: what buckets are joined to where they are too many.

use super::{BucketWidth, Bucketer};

const SECOND: i64 = 1_000_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Round widths of a second and more, in nanoseconds.
const ROUND: [i64; 28] = [
    SECOND,
    2 * SECOND,
    5 * SECOND,
    10 * SECOND,
    15 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    4 * DAY,
    5 * DAY,
    6 * DAY,
    10 * DAY,
    12 * DAY,
    20 * DAY,
    30 * DAY,
    60 * DAY,
    100 * DAY,
];

/// Buckets of round widths above the widths of `own`, each a multiple of `own`'s width, narrowest first.
pub(crate) fn wider_buckets(own: &Bucketer) -> impl Iterator<Item = Bucketer> + use<> {
    let width = own.width().nanos();
    // Buckets start anew each midnight: a bucket of less than a day is a part of any day.
    let holds =
        move |round: &i64| *round > width && (round % width == 0 || (width < DAY && *round >= DAY));
    // Where no round width is a multiple, such as of 7 s: round multiples.
    let multiples = (0..9).flat_map(|power| [2, 5, 10].map(|digit| digit * 10_i64.pow(power)));
    let multiples = multiples.filter_map(move |factor| width.checked_mul(factor));
    let is_odd = ROUND.iter().all(|round| *round >= DAY || !holds(round));
    let multiples = multiples.filter(move |wider| is_odd && width > SECOND && *wider < DAY);
    let fine = (0..9).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_i64.pow(power)));
    let widths = fine.chain(multiples).chain(ROUND).filter(holds);
    let zone = own.zone().clone();
    widths.filter_map(BucketWidth::from_nanos).map(move |width| Bucketer::new(width, zone.clone()))
}
