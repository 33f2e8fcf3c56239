//! The token bucket as a theoretical arrival time (generic cell rate algorithm, ITU-T I.371): Envoy's
//! local rate limit, redis-cell (`max_burst` + 1) and throttled-py decide alike. `nginx nodelay` with
//! burst b is this with burst b + 1 but for its rounding to milliseconds.

use super::rule::{Decide, Decisions, LimiterKind, LimiterRule, clamped};
use super::settings::{Quota, Settings};

pub(super) const KIND: LimiterKind =
    LimiterKind { name: "token", form: "token:N/DURATION[,burst=N]", read };

#[derive(Debug)]
struct Token {
    quota: Quota,
    burst: i128,
}

fn read(settings: &mut Settings<'_>) -> Result<Box<dyn LimiterRule>, String> {
    let quota = settings.quota()?;
    let burst = settings.number("burst")?.unwrap_or(1);
    if burst == 0 {
        return Err("burst is at least 1, which is the size of the bucket".to_owned());
    }
    Ok(Box::new(Token { quota, burst: burst.into() }))
}

impl LimiterRule for Token {
    fn start(&self) -> Decide<'_> {
        // The theoretical arrival time, in nanoseconds times the events of the quota: then an event
        // costs exactly the quota's span.
        let mut arrival: Option<i128> = None;
        let (events, cost) = (i128::from(self.quota.events), i128::from(self.quota.span));
        Box::new(move |at, count| {
            let now = i128::from(at) * events;
            let begin = arrival.map_or(now, |arrival| arrival.max(now));
            let room = self.burst * cost + now - begin;
            let passed = room.div_euclid(cost).clamp(0, count.into());
            if passed > 0 {
                arrival = Some(begin + passed * cost);
            }
            Decisions::passing(count, clamped(passed))
        })
    }

    fn lets_all_pass(&self, total: u64) -> bool {
        i128::from(total) <= self.burst
    }
}
