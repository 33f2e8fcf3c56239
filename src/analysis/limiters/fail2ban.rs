//! fail2ban's failure counter and ban, after `failmanager.py` and `ticket.py` of fail2ban 1.0: not a
//! sliding window, for failures older than `findtime` leave by proportion. The clock has seconds.

use super::rule::{Decide, Decisions, LimiterKind, LimiterRule, clamped};
use super::settings::Settings;
use crate::time::NANOS_PER_SECOND;

pub(super) const KIND: LimiterKind = LimiterKind {
    name: "fail2ban",
    form: "fail2ban:maxretry=N,findtime=DURATION,bantime=DURATION",
    read,
};

const MAX_RETRY: u64 = 5;
/// Nanoseconds of a minute.
const MINUTE: i64 = 60 * NANOS_PER_SECOND;

#[derive(Debug)]
struct Fail2ban {
    max_retry: u64,
    /// Seconds.
    find_time: i64,
    /// Seconds.
    ban_time: i64,
}

#[derive(Debug, Clone, Copy)]
struct Failures {
    first: i64,
    last: i64,
    count: u64,
}

fn read(settings: &mut Settings<'_>) -> Result<Box<dyn LimiterRule>, String> {
    let max_retry = settings.number("maxretry")?.unwrap_or(MAX_RETRY);
    let find_time = settings.duration("findtime")?.unwrap_or(10 * MINUTE) / NANOS_PER_SECOND;
    let ban_time = settings.duration("bantime")?.unwrap_or(10 * MINUTE) / NANOS_PER_SECOND;
    if max_retry == 0 || find_time == 0 || ban_time == 0 {
        return Err("maxretry is at least 1, findtime and bantime at least 1s".to_owned());
    }
    Ok(Box::new(Fail2ban { max_retry, find_time, ban_time }))
}

impl LimiterRule for Fail2ban {
    fn start(&self) -> Decide<'_> {
        // The failures that count, and the second of the last ban.
        let (mut failures, mut banned) = (None, None);
        Box::new(move |at, count| {
            let now = at.div_euclid(NANOS_PER_SECOND);
            match banned {
                // Events of the ban's own second are neither refused nor failures.
                Some(ban) if ban == now => return Decisions::default(),
                Some(ban) if now <= self.ban_time.saturating_add(ban) => {
                    return Decisions::passing(count, 0);
                }
                _ => {}
            }
            let before = self.before(failures, now);
            let all = before.count.saturating_add(count);
            if all < self.max_retry {
                failures = Some(Failures { count: all, ..before });
                return Decisions::default();
            }
            (failures, banned) = (None, Some(now));
            Decisions { bans: 1, ..Decisions::default() }
        })
    }

    fn lets_all_pass(&self, total: u64) -> bool {
        total < self.max_retry
    }
}

impl Fail2ban {
    /// The failures of `known` that still count at `now`.
    fn before(&self, known: Option<Failures>, now: i64) -> Failures {
        let fresh = Failures { first: now, last: now, count: 0 };
        let Some(failures) = known.filter(|known| now - known.last < self.find_time) else {
            return fresh;
        };
        let Failures { first, last, count } = failures;
        if now <= last {
            return failures;
        }
        let oldest = now - self.find_time;
        if first >= oldest {
            return Failures { last: now, ..failures };
        }
        let count =
            rounded(u128::from(count) * self.find_time.unsigned_abs() as u128, now.abs_diff(first));
        Failures { first: oldest, last: now, count }
    }
}

/// The quotient rounded to the nearest whole number, to the even one of two.
fn rounded(number: u128, by: u64) -> u64 {
    let by = u128::from(by.max(1));
    let (quotient, rest) = (number / by, number % by);
    let is_up = rest * 2 > by || (rest * 2 == by && quotient % 2 == 1);
    clamped(i128::try_from(quotient + u128::from(is_up)).unwrap_or(i128::MAX))
}
