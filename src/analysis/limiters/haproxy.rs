//! HAProxy's `http_req_rate(W) gt N`: a frequency counter of two periods on a clock of milliseconds,
//! after `src/freq_ctr.c` of HAProxy 2.6. Refused requests count too.

use super::rule::{Decide, Decisions, LimiterKind, LimiterRule, clamped, milliseconds, share};
use super::settings::Settings;

pub(super) const KIND: LimiterKind =
    LimiterKind { name: "haproxy", form: "haproxy:N/DURATION", read };

#[derive(Debug)]
struct Haproxy {
    most: u64,
    /// Milliseconds.
    period: i64,
}

/// When the current period began, in milliseconds, and the counts of both periods.
#[derive(Debug, Clone, Copy)]
struct Periods {
    tick: i64,
    current: u64,
    previous: u64,
}

fn read(settings: &mut Settings<'_>) -> Result<Box<dyn LimiterRule>, String> {
    let quota = settings.quota()?;
    let period = quota.span / 1_000_000;
    if period == 0 {
        return Err("its period is at least 1ms".to_owned());
    }
    Ok(Box::new(Haproxy { most: quota.events, period }))
}

impl LimiterRule for Haproxy {
    fn start(&self) -> Decide<'_> {
        let mut periods: Option<Periods> = None;
        Box::new(move |at, count| {
            let now = milliseconds(at);
            let rotated = match periods {
                None => Periods { tick: now & !1, current: 0, previous: 0 },
                Some(Periods { tick, current, .. }) if now - tick >= self.period => {
                    let next = tick + self.period;
                    let is_old = now - next >= self.period;
                    let (tick, previous) = if is_old { (now, 0) } else { (next, current) };
                    // The lowest bit is the lock of the counter.
                    Periods { tick: tick & !1, current: 0, previous }
                }
                Some(periods) => periods,
            };
            let Periods { tick, current, previous } = rotated;
            let left = tick + self.period - now;
            let carried = share(previous, left, self.period);
            // The rate after the j-th event is carried + current + j.
            let room = i128::from(self.most) - carried - i128::from(current);
            periods = Some(Periods { current: current.saturating_add(count), ..rotated });
            Decisions::passing(count, clamped(room).min(count))
        })
    }

    fn lets_all_pass(&self, total: u64) -> bool {
        total <= self.most
    }

    fn harmless(&self) -> Option<(i64, u64)> {
        // What is carried and what is counted came in two periods, and instants are cut to milliseconds.
        let two = self.period.checked_mul(2)?.checked_add(1)?;
        Some((two.checked_mul(1_000_000)?, self.most))
    }
}
