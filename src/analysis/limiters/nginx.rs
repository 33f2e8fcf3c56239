//! nginx's `limit_req`: a leaky bucket in thousandths of a request on a clock of milliseconds, after
//! `ngx_http_limit_req_module.c` of nginx 1.22.

use super::rule::{Decide, Decisions, LimiterKind, LimiterRule, milliseconds};
use super::settings::Settings;

pub(super) const KIND: LimiterKind =
    LimiterKind { name: "nginx", form: "nginx:rate=Nr/s|Nr/m[,burst=N][,nodelay|,delay=N]", read };

/// Thousandths of a request.
const REQUEST: i64 = 1_000;

#[derive(Debug)]
struct Nginx {
    /// Thousandths of a request that leave in a second.
    rate: i64,
    burst: i64,
    /// Requests in excess of this many thousandths wait; `None` with `nodelay`.
    delay: Option<i64>,
}

fn read(settings: &mut Settings<'_>) -> Result<Box<dyn LimiterRule>, String> {
    let text = settings.text("rate").ok_or("it lacks rate=, as rate=10r/m")?;
    let unit = |unit: &str| text.strip_suffix(unit).map(str::parse::<u32>);
    let rate = match (unit("r/s"), unit("r/m")) {
        (Some(Ok(rate @ 1..)), _) => i64::from(rate) * REQUEST,
        (_, Some(Ok(rate @ 1..))) => i64::from(rate) * REQUEST / 60,
        (None, None) => return Err(format!("rate={text} lacks r/s or r/m")),
        _ => return Err(format!("rate={text} is no rate, as 10r/s or 30r/m")),
    };
    let (burst, delay) = (settings.small("burst")?, settings.small("delay")?);
    // The zone and two settings are all that limit_req takes, and each number is at least 1.
    let is_undelayed = settings.word("nodelay");
    if is_undelayed && delay.is_some() {
        return Err("it takes nodelay or delay=N, not both".to_owned());
    }
    for (name, number) in [("burst", burst), ("delay", delay)] {
        if number == Some(0) {
            return Err(format!("{name}=0 is no setting of nginx; without {name} it is 0"));
        }
    }
    let [burst, delay] = [burst, delay].map(|number| i64::from(number.unwrap_or(0)) * REQUEST);
    let delay = (!is_undelayed).then_some(delay);
    Ok(Box::new(Nginx { rate, burst, delay }))
}

impl LimiterRule for Nginx {
    fn start(&self) -> Decide<'_> {
        // Thousandths in excess, and when they were set; `None` before the first event.
        let mut excess: Option<(i64, i64)> = None;
        Box::new(move |at, count| {
            let now = milliseconds(at);
            // The first event of a value starts its bucket without filling it.
            let (least, last) = match excess {
                None => (0, now),
                Some((excess, last)) => {
                    let passed = (now - last).max(0);
                    // An excess is far less than a product that does not fit.
                    let left = self.rate.saturating_mul(passed) / 1_000;
                    ((excess - left + REQUEST).max(0), last)
                }
            };
            let room = self.burst - least;
            let passed = if room < 0 { 0 } else { (room / REQUEST + 1).min(whole(count)) };
            if passed == 0 {
                return Decisions::passing(count, 0);
            }
            let most = least + (passed - 1) * REQUEST;
            excess = Some((most, last.max(now)));
            let delayed = self.delay.map_or(0, |delay| self.delayed(least - delay, passed));
            let delay_max =
                self.delay.map_or(0, |delay| (most - delay).max(0) * 1_000 / self.rate.max(1));
            Decisions {
                delayed: delayed.unsigned_abs(),
                delay_max: if delayed > 0 { delay_max.unsigned_abs() } else { 0 },
                ..Decisions::passing(count, passed.unsigned_abs())
            }
        })
    }

    fn lets_all_pass(&self, total: u64) -> bool {
        self.delay.is_none() && whole(total) - 1 <= self.burst / REQUEST
    }

    /// With at most n events in every length W, the excess over a span T is at most the difference of
    /// 1001 n (T / W + 1) and 1000 plus what leaves in T: an event adds 1000, and rounding takes less
    /// than 1 from what leaves. If 1001 n leave in W, the excess is at most 1001 n less 1000.
    fn harmless(&self) -> Option<(i64, u64)> {
        let most = (self.burst + REQUEST) / (REQUEST + 1);
        let wait = most.checked_mul(REQUEST + 1)?.checked_mul(1_000)? / self.rate.max(1);
        // One millisecond for the division, and one because instants are cut to milliseconds.
        let length = wait.checked_add(2)?.checked_mul(1_000_000)?;
        self.delay.is_none().then_some((length, most.unsigned_abs()))
    }
}

impl Nginx {
    /// How many of `passed` events wait a millisecond or more; the first is `over` thousandths beyond
    /// what passes at once, each further one a request more.
    fn delayed(&self, over: i64, passed: i64) -> i64 {
        // A wait is over x 1000 / rate, rounded down.
        let least = (self.rate + 999) / 1_000;
        let short = (least.max(1) - over + REQUEST - 1).div_euclid(REQUEST).max(0);
        (passed - short).max(0)
    }
}

/// `count` as a signed number, the largest one where it does not fit.
fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
