//! Limiters that refuse what goes beyond N events in a window, and differ in what the window is.

use std::collections::VecDeque;

use super::rule::{Decide, Decisions, LimiterKind, LimiterRule, clamped, share};
use super::settings::{Quota, Settings};

/// Fixed windows: every attempt counts. Windows begin at multiples of their length since the epoch
/// (rack-attack, Kong), or with the first event after the last window (Redis' INCR and EXPIRE, python-limits).
pub(super) const FIXED: LimiterKind = LimiterKind {
    name: "fixed",
    form: "fixed:N/DURATION[,from=first]",
    read: |settings| read(settings, fixed, ["from", "first", "epoch"]),
};

/// A sliding window: an event at t passes if fewer than N passed in (t - W, t]; with `count=all` if
/// fewer than N were attempted. Caddy, python-limits and Redis' sorted sets (whose windows hold t - W
/// too); AWS WAF is `count=all` with 1, 2, 5 or 10 minutes and a lag it does not promise.
pub(super) const SLIDING: LimiterKind = LimiterKind {
    name: "sliding",
    form: "sliding:N/DURATION[,count=all]",
    read: |settings| read(settings, sliding, COUNT),
};

/// The sliding-window counter: the count of the window before, weighted by how much of it the sliding
/// window still covers, and the count of this one; windows begin at multiples of their length since the
/// epoch. Cloudflare's formula, Upstash and python-limits.
pub(super) const COUNTER: LimiterKind = LimiterKind {
    name: "counter",
    form: "counter:N/DURATION[,count=all]",
    read: |settings| read(settings, counter, COUNT),
};

/// The setting `count`: `all` counts refused events too.
const COUNT: [&str; 3] = ["count", "all", "passed"];

/// A quota, the choice of the limiter's one other setting, and how events are decided on with both.
#[derive(Debug)]
struct WindowRule {
    quota: Quota,
    choice: bool,
    start: fn(Quota, bool) -> Decide<'static>,
}

fn read(
    settings: &mut Settings<'_>,
    start: fn(Quota, bool) -> Decide<'static>,
    choice: [&str; 3],
) -> Result<Box<dyn LimiterRule>, String> {
    let (quota, choice) = (settings.quota()?, settings.choice(choice)?);
    Ok(Box::new(WindowRule { quota, choice, start }))
}

impl LimiterRule for WindowRule {
    fn start(&self) -> Decide<'_> {
        (self.start)(self.quota, self.choice)
    }

    fn lets_all_pass(&self, total: u64) -> bool {
        total <= self.quota.events
    }
}

fn fixed(Quota { events, span }: Quota, from_first: bool) -> Decide<'static> {
    // The begin of the window, and the events in it.
    let mut window: Option<(i64, u64)> = None;
    Box::new(move |at, count| {
        let (begin, before) = match window {
            Some((begin, before)) if at.saturating_sub(begin) < span => (begin, before),
            _ if from_first => (at, 0),
            _ => (at.saturating_sub(at.rem_euclid(span)), 0),
        };
        window = Some((begin, before.saturating_add(count)));
        Decisions::passing(count, events.saturating_sub(before).min(count))
    })
}

fn sliding(Quota { events, span }: Quota, counts_all: bool) -> Decide<'static> {
    // Instants and the events counted at each, oldest first; and the sum of these events.
    let (mut counted, mut sum) = (VecDeque::<(i64, u64)>::new(), 0_u64);
    Box::new(move |at, count| {
        let is_old = |(then, _): &(i64, u64)| at.saturating_sub(*then) >= span;
        while let Some((_, old)) = counted.front().copied().filter(is_old) {
            counted.pop_front();
            sum = sum.saturating_sub(old);
        }
        let passed = events.saturating_sub(sum).min(count);
        let new = if counts_all { count } else { passed };
        if new > 0 {
            counted.push_back((at, new));
            sum = sum.saturating_add(new);
        }
        Decisions::passing(count, passed)
    })
}

fn counter(Quota { events, span }: Quota, counts_all: bool) -> Decide<'static> {
    // The number of the window since the epoch, and the counts of the one before and of this one.
    let mut window: Option<(i64, u64, u64)> = None;
    Box::new(move |at, count| {
        let number = at.div_euclid(span);
        let (before, this) = match window {
            Some((window, before, this)) if window == number => (before, this),
            Some((window, _, this)) if window + 1 == number => (this, 0),
            _ => (0, 0),
        };
        let left = span - at.rem_euclid(span);
        // The weighted count of this window is whole, so only the first term is rounded down.
        let carried = share(before, left, span);
        let passed = clamped(i128::from(events) - carried - i128::from(this)).min(count);
        let counted = if counts_all { count } else { passed };
        window = Some((number, before, this.saturating_add(counted)));
        Decisions::passing(count, passed)
    })
}
