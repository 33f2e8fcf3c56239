//! Fixed windows: every attempt counts, and more than N in a window are refused. Windows begin
//! at multiples of their length since the epoch (rack-attack, Kong), or with the first event after the last
//! window (Redis' INCR and EXPIRE, python-limits).

use super::machine::{Decisions, LimiterKind, Machine};
use super::settings::{Quota, Settings};

pub(super) const KIND: LimiterKind =
    LimiterKind { name: "fixed", form: "fixed:N/DURATION[,from=first]", read };

#[derive(Debug, Clone)]
struct Fixed {
    quota: Quota,
    from_first: bool,
    /// The begin of the window, and the events in it.
    window: Option<(i64, u64)>,
}

fn read(mut settings: Settings<'_>) -> Result<Box<dyn Machine>, String> {
    let quota = settings.quota()?;
    let from_first = match settings.text("from") {
        None | Some("epoch") => false,
        Some("first") => true,
        Some(other) => return Err(format!("from={other} is neither from=first nor from=epoch")),
    };
    settings.end()?;
    Ok(Box::new(Fixed { quota, from_first, window: None }))
}

impl Machine for Fixed {
    fn reset(&mut self) {
        self.window = None;
    }

    fn decide(&mut self, at: i64, count: u64) -> Decisions {
        let Quota { events, span } = self.quota;
        let aligned = at.saturating_sub(at.rem_euclid(span));
        let (begin, before) = match self.window {
            Some((begin, before)) if at.saturating_sub(begin) < span => (begin, before),
            _ => (if self.from_first { at } else { aligned }, 0),
        };
        let passed = events.saturating_sub(before).min(count);
        self.window = Some((begin, before.saturating_add(count)));
        Decisions::passing(count, passed)
    }

    fn lets_all_pass(&self, total: u64) -> bool {
        total <= self.quota.events
    }

    fn boxed(&self) -> Box<dyn Machine> {
        Box::new(self.clone())
    }
}
