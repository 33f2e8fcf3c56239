//! A sliding window: an event at t passes if fewer than N passed in (t - W, t]; with `count=all` if
//! fewer than N were attempted. Caddy, python-limits and Redis' sorted sets (whose windows hold t - W
//! too); AWS WAF is `count=all` with 1, 2, 5 or 10 minutes and a lag it does not promise.

use std::collections::VecDeque;

use super::machine::{Decisions, LimiterKind, Machine};
use super::settings::{Quota, Settings};

pub(super) const KIND: LimiterKind =
    LimiterKind { name: "sliding", form: "sliding:N/DURATION[,count=all]", read };

#[derive(Debug, Clone)]
struct Sliding {
    quota: Quota,
    counts_all: bool,
    /// Instants and the events counted at each, oldest first.
    counted: VecDeque<(i64, u64)>,
    sum: u64,
}

fn read(mut settings: Settings<'_>) -> Result<Box<dyn Machine>, String> {
    let quota = settings.quota()?;
    let counts_all = counts_all(&mut settings)?;
    settings.end()?;
    Ok(Box::new(Sliding { quota, counts_all, counted: VecDeque::new(), sum: 0 }))
}

/// Takes `count=all`, which counts refused events too.
pub(super) fn counts_all(settings: &mut Settings<'_>) -> Result<bool, String> {
    match settings.text("count") {
        None | Some("passed") => Ok(false),
        Some("all") => Ok(true),
        Some(other) => Err(format!("count={other} is neither count=all nor count=passed")),
    }
}

impl Machine for Sliding {
    fn reset(&mut self) {
        self.counted.clear();
        self.sum = 0;
    }

    fn decide(&mut self, at: i64, count: u64) -> Decisions {
        let Quota { events, span } = self.quota;
        while let Some((_, old)) =
            self.counted.front().copied().filter(|(old, _)| at.saturating_sub(*old) >= span)
        {
            self.counted.pop_front();
            self.sum = self.sum.saturating_sub(old);
        }
        let passed = events.saturating_sub(self.sum).min(count);
        let counted = if self.counts_all { count } else { passed };
        if counted > 0 {
            self.counted.push_back((at, counted));
            self.sum = self.sum.saturating_add(counted);
        }
        Decisions::passing(count, passed)
    }

    fn lets_all_pass(&self, total: u64) -> bool {
        total <= self.quota.events
    }

    fn boxed(&self) -> Box<dyn Machine> {
        Box::new(self.clone())
    }
}
