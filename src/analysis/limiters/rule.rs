//! What a limiter is: a name, the form of its settings, and a rule that decides on the events of one value in
//! the order of time.

use std::fmt::Debug;

use super::settings::Settings;

pub(crate) struct LimiterKind {
    /// Its name, before the colon of a SPEC.
    pub(crate) name: &'static str,
    /// The form of its SPEC, for help and errors.
    pub(crate) form: &'static str,
    pub(super) read: fn(&mut Settings<'_>) -> Result<Box<dyn LimiterRule>, String>,
}

/// What becomes of events that arrive at one instant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Decisions {
    /// Events refused.
    pub(crate) refused: u64,
    /// Events that pass late.
    pub(crate) delayed: u64,
    /// The longest delay, in milliseconds.
    pub(crate) delay_max: u64,
    pub(crate) bans: u64,
}

impl Decisions {
    /// Of `count` events `passed` pass at once, the others are refused.
    pub(super) fn passing(count: u64, passed: u64) -> Self {
        Self { refused: count.saturating_sub(passed), ..Self::default() }
    }
}

/// Decides on events: takes an instant in nanoseconds since 1970, not before the instants of earlier calls,
/// and how many events arrive then.
pub(crate) type Decide<'r> = Box<dyn FnMut(i64, u64) -> Decisions + 'r>;

/// A rate limiter. All arithmetic is in integers, so that a decision depends on nothing but the events.
pub(crate) trait LimiterRule: Debug + Send + Sync {
    /// Starts before the first event of a value.
    fn start(&self) -> Decide<'_>;

    /// Whether the limiter refuses, delays or bans nothing of a value with `total` events, however
    /// they lie in time.
    fn lets_all_pass(&self, total: u64) -> bool;

    /// A length in nanoseconds and a count: a value that never has more events than that in a span of
    /// that length has none refused, delayed or banned. `None` where no length is known.
    fn harmless(&self) -> Option<(i64, u64)> {
        None
    }
}

/// `number` as u64, the bounds of the type where it does not fit.
pub(super) fn clamped(number: i128) -> u64 {
    u64::try_from(number.max(0)).unwrap_or(u64::MAX)
}

/// The part `part` / `whole` of `count` events, rounded towards 0.
pub(super) fn share(count: u64, part: i64, whole: i64) -> i128 {
    // To divide 128 bits takes a hundred instructions.
    match i64::try_from(count).ok().and_then(|count| count.checked_mul(part)) {
        Some(product) => i128::from(product / whole),
        None => i128::from(count) * i128::from(part) / i128::from(whole),
    }
}

/// Milliseconds since 1970 of nanoseconds since 1970.
pub(super) fn milliseconds(at: i64) -> i64 {
    at.div_euclid(1_000_000)
}
