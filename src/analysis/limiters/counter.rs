//! The sliding-window counter: the count of the window before, weighted by how much of it the sliding
//! window still covers, and the count of this one; windows begin at multiples of their length since the epoch. Cloudflare's
//! formula, Upstash and python-limits.

use super::machine::{Decisions, LimiterKind, Machine, clamped};
use super::settings::{Quota, Settings};
use super::sliding::counts_all;

pub(super) const KIND: LimiterKind =
    LimiterKind { name: "counter", form: "counter:N/DURATION[,count=all]", read };

#[derive(Debug, Clone)]
struct Counter {
    quota: Quota,
    counts_all: bool,
    /// The number of the window since the epoch, and the counts of the one before and of this one.
    window: Option<(i64, u64, u64)>,
}

fn read(mut settings: Settings<'_>) -> Result<Box<dyn Machine>, String> {
    let quota = settings.quota()?;
    let counts_all = counts_all(&mut settings)?;
    settings.end()?;
    Ok(Box::new(Counter { quota, counts_all, window: None }))
}

impl Machine for Counter {
    fn reset(&mut self) {
        self.window = None;
    }

    fn decide(&mut self, at: i64, count: u64) -> Decisions {
        let Quota { events, span } = self.quota;
        let number = at.div_euclid(span);
        let (before, this) = match self.window {
            Some((window, before, this)) if window == number => (before, this),
            Some((window, _, this)) if window + 1 == number => (this, 0),
            _ => (0, 0),
        };
        let left = i128::from(span - at.rem_euclid(span));
        // The weighted count of this window is whole, so only the first term is rounded down.
        let carried = i128::from(before) * left / i128::from(span);
        let room = i128::from(events) - carried - i128::from(this);
        let passed = clamped(room).min(count);
        let counted = if self.counts_all { count } else { passed };
        self.window = Some((number, before, this.saturating_add(counted)));
        Decisions::passing(count, passed)
    }

    fn lets_all_pass(&self, total: u64) -> bool {
        total <= self.quota.events
    }

    fn boxed(&self) -> Box<dyn Machine> {
        Box::new(self.clone())
    }
}
