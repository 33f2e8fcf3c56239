//! The token bucket as a theoretical arrival time (generic cell rate algorithm, ITU-T I.371): Envoy's
//! local rate limit, redis-cell (`max_burst` + 1) and throttled-py decide alike. `nginx nodelay` with
//! burst b is this with burst b + 1 but for its rounding to milliseconds.

use super::machine::{Decisions, LimiterKind, Machine, clamped};
use super::settings::{Quota, Settings};

pub(super) const KIND: LimiterKind =
    LimiterKind { name: "token", form: "token:N/DURATION[,burst=N]", read };

#[derive(Debug, Clone)]
struct Token {
    quota: Quota,
    burst: i128,
    /// The theoretical arrival time, in nanoseconds times the events of the quota: then an event
    /// costs exactly the quota's span.
    arrival: Option<i128>,
}

fn read(mut settings: Settings<'_>) -> Result<Box<dyn Machine>, String> {
    let quota = settings.quota()?;
    let burst = settings.number("burst")?.unwrap_or(1);
    settings.end()?;
    if burst == 0 {
        return Err("burst is at least 1, which is the size of the bucket".to_owned());
    }
    Ok(Box::new(Token { quota, burst: burst.into(), arrival: None }))
}

impl Machine for Token {
    fn reset(&mut self) {
        self.arrival = None;
    }

    fn decide(&mut self, at: i64, count: u64) -> Decisions {
        let (now, cost) =
            (i128::from(at) * i128::from(self.quota.events), i128::from(self.quota.span));
        let begin = self.arrival.map_or(now, |arrival| arrival.max(now));
        let room = self.burst * cost + now - begin;
        let passed = room.div_euclid(cost).clamp(0, count.into());
        if passed > 0 {
            self.arrival = Some(begin + passed * cost);
        }
        Decisions::passing(count, clamped(passed))
    }

    fn lets_all_pass(&self, total: u64) -> bool {
        i128::from(total) <= self.burst
    }

    fn boxed(&self) -> Box<dyn Machine> {
        Box::new(self.clone())
    }
}
