//! `--try`: the decisions of a limiter on the counted events, for the sections `replay` and
//! `replay_values`.
//!
//! A bucket does not say where in it its events lie. Two models are replayed: all events at the
//! bucket's start, and the j-th of k at start + width j / k. Real decisions lie mostly between; neither
//! model is a bound. With buckets of 1 ms both are one.

use super::limiters::{Decisions, Limiter, LimiterRule};
use super::timed_pairs::{TimedPair, fold_values};
use crate::aggregate::rates::RateTable;
use crate::aggregate::{CountEntry, Totals};
use crate::time::Timestamp;

/// Instants that the events of one bucket are spread over at most; more events share instants.
const MAX_INSTANTS: u64 = 1_000_000;

/// What one limiter would have done.
#[derive(Debug)]
pub(super) struct Replay {
    pub(super) spec: String,
    /// Under the model of all events at the bucket's start.
    pub(super) total: Sums,
    /// Events refused when events are spread over their bucket.
    pub(super) refused_spread: u128,
    /// The values refused or banned, the most refused first, then by bytes.
    pub(super) values: Vec<ValueReplay>,
}

/// Decisions added up.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    pub(super) refused: u128,
    pub(super) delayed: u128,
    /// Milliseconds.
    pub(super) delay_max: u64,
    pub(super) bans: u64,
    pub(super) first_refused: Option<Timestamp>,
    pub(super) last_refused: Option<Timestamp>,
}

/// What one limiter would have done to one value.
#[derive(Debug)]
pub(super) struct ValueReplay {
    pub(super) entry: CountEntry,
    pub(super) sums: Sums,
}

/// Replays the events of all values through each of `limiters`.
pub(super) fn replay(limiters: &[&Limiter], totals: &Totals, table: &RateTable) -> Vec<Replay> {
    let width = table.bucketer().width().nanos();
    let mut replays = fold_values(
        totals,
        table,
        limiters,
        |limiter, events| !limiter.rule.lets_all_pass(events),
        |limiter| Replay::new(limiter),
        |limiter, replay, entry, pairs| {
            replay.add(limiter.rule.as_ref(), entry, pairs, width);
        },
        Replay::join,
    );
    for replay in &mut replays {
        replay.values.sort_by(|a, b| {
            let value = |replay: &ValueReplay| totals.counts.get(replay.entry).0;
            b.sums.refused.cmp(&a.sums.refused).then_with(|| value(a).cmp(value(b)))
        });
    }
    replays
}

impl Replay {
    fn new(limiter: &Limiter) -> Self {
        let (spec, total) = (limiter.spec.clone(), Sums::default());
        Self { spec, total, refused_spread: 0, values: Vec::new() }
    }

    /// Replays a value.
    fn add(&mut self, rule: &dyn LimiterRule, entry: CountEntry, pairs: &[TimedPair], width: i64) {
        if is_harmless(rule, pairs, width) {
            return;
        }
        let sums = at_start(rule, pairs);
        // An event that is alone in its bucket lies at the start in both models.
        self.refused_spread += match pairs.iter().all(|each| each.count <= 1) {
            true => sums.refused,
            false => spread(rule, pairs, width),
        };
        self.total.add(&sums);
        if sums.refused > 0 || sums.bans > 0 {
            self.values.push(ValueReplay { entry, sums });
        }
    }

    /// Adds the replay of other values.
    fn join(&mut self, other: Self) {
        self.total.add(&other.total);
        self.refused_spread += other.refused_spread;
        self.values.extend(other.values);
    }
}

/// Whether the limiter does nothing to a value, wherever events lie in their buckets of `width`
/// nanoseconds. False where only a replay can tell.
fn is_harmless(rule: &dyn LimiterRule, pairs: &[TimedPair], width: i64) -> bool {
    let Some((length, most)) = rule.harmless() else { return false };
    let length = length.saturating_add(width);
    let (mut sum, mut oldest) = (0_u64, 0);
    pairs.iter().all(|each| {
        sum = sum.saturating_add(each.count);
        while let Some(old) = pairs.get(oldest)
            && each.start.saturating_sub(old.start) > length
        {
            sum = sum.saturating_sub(old.count);
            oldest += 1;
        }
        sum <= most
    })
}

/// Replays a value with all events at the start of their bucket.
fn at_start(rule: &dyn LimiterRule, pairs: &[TimedPair]) -> Sums {
    let mut decide = rule.start();
    let mut sums = Sums::default();
    for TimedPair { start, count, .. } in pairs.iter().filter(|each| each.count > 0) {
        let decisions = decide(*start, *count);
        if decisions == Decisions::default() {
            continue;
        }
        let Decisions { refused, delayed, delay_max, bans } = decisions;
        let at = Some(Timestamp(*start)).filter(|_| refused > 0);
        sums.add(&Sums {
            refused: refused.into(),
            delayed: delayed.into(),
            delay_max,
            bans,
            first_refused: at,
            last_refused: at,
        });
    }
    sums
}

/// The events refused of a value when they are spread over their buckets of `width` nanoseconds.
fn spread(rule: &dyn LimiterRule, pairs: &[TimedPair], width: i64) -> u128 {
    let mut decide = rule.start();
    let mut refused = 0;
    for TimedPair { start, count, .. } in pairs {
        if *count == 1 {
            refused += u128::from(decide(*start, 1).refused);
            continue;
        }
        let instants = (*count).min(MAX_INSTANTS);
        let mut at = *start;
        for (events, step) in parts(*count, instants).zip(parts(width.unsigned_abs(), instants)) {
            refused += u128::from(decide(at, events).refused);
            at = at.saturating_add_unsigned(step);
        }
    }
    refused
}

/// `whole` in `number` parts that differ by at most 1: the first i parts sum up to whole i / number, rounded
/// down.
fn parts(whole: u64, number: u64) -> impl Iterator<Item = u64> {
    let divisor = number.max(1);
    let (each, more) = (whole / divisor, whole % divisor);
    let mut rest = 0;
    (0..number).map(move |_| {
        rest += more;
        let carry = u64::from(rest >= divisor);
        rest -= carry * divisor;
        each + carry
    })
}

impl Sums {
    fn add(&mut self, other: &Self) {
        self.refused += other.refused;
        self.delayed += other.delayed;
        self.delay_max = self.delay_max.max(other.delay_max);
        self.bans = self.bans.saturating_add(other.bans);
        self.first_refused = match (self.first_refused, other.first_refused) {
            (Some(own), Some(other)) => Some(own.min(other)),
            (own, other) => own.or(other),
        };
        self.last_refused = self.last_refused.max(other.last_refused);
    }
}

#[cfg(test)]
mod tests {
    use super::{Limiter, Sums, TimedPair, at_start, is_harmless, parts, spread};
    use proptest::prelude::{Strategy, prop_assert_eq, prop_oneof, proptest};

    fn spec() -> impl Strategy<Value = String> {
        prop_oneof![
            (1..20_u64, 1..3_000_u64)
                .prop_map(|(most, period)| format!("haproxy:{most}/{period}ms")),
            (1..200_u64, 1..20_u64)
                .prop_map(|(rate, burst)| format!("nginx:rate={rate}r/m,burst={burst},nodelay")),
            (1..20_u64, 1..2_000_u64)
                .prop_map(|(rate, burst)| format!("nginx:rate={rate}r/s,burst={burst},nodelay")),
            (1..20_u64, 1..20_u64)
                .prop_map(|(rate, burst)| format!("nginx:rate={rate}r/s,burst={burst}")),
        ]
    }

    proptest! {
        #[test]
        fn what_is_not_replayed_is_neither_refused_nor_delayed(
            spec in spec(),
            buckets in proptest::collection::vec((1..2_000_i64, 1..6_u64), 1..60),
            often in 1..40_u64,
            width in prop_oneof![1..5_i64, 100..2_000_i64],
        ) {
            let limiter: Limiter = spec.parse().unwrap();
            let (rule, width) = (limiter.rule.as_ref(), width * 1_000_000);
            let mut start = 0;
            let pairs: Vec<TimedPair> = buckets.iter().map(|(gap, count)| {
                start += (gap / 100 + 1) * width;
                TimedPair { start, position: start.unsigned_abs(), count: count * often / 8 }
            }).collect();
            if is_harmless(rule, &pairs, width) {
                let Sums { refused, delayed, bans, .. } = at_start(rule, &pairs);
                prop_assert_eq!((refused, delayed, bans, spread(rule, &pairs, width)), (0, 0, 0, 0));
            }
        }

        #[test]
        fn the_first_parts_sum_up_to_their_share(whole: u64, number in 1..200_u64) {
            let mut sum = 0_u64;
            for (part, i) in parts(whole, number).zip(1..) {
                sum += part;
                prop_assert_eq!(u128::from(sum), u128::from(whole) * i / u128::from(number));
            }
            prop_assert_eq!(sum, whole);
        }
    }
}
