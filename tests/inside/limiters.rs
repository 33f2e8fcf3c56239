//! Rate limiters of other programs: which events pass.

use crate::analysis::limiters::{Decisions, LIMITERS, Limiter};

const MILLISECOND: i64 = 1_000_000;
const SECOND: i64 = 1_000 * MILLISECOND;

/// Whether each event passes, one at a time.
fn passes(spec: &str, instants: &[i64]) -> Vec<bool> {
    let limiter: Limiter = spec.parse().unwrap();
    let mut decide = limiter.rule.start();
    instants.iter().map(|at| decide(*at, 1).refused == 0).collect()
}

#[test]
fn every_kind_names_its_form() {
    for kind in &LIMITERS {
        assert!(kind.form.starts_with(&format!("{}:", kind.name)), "{}", kind.form);
    }
    for (spec, problem) in [
        ("nginx:rate=10", "rate=10 lacks r/s or r/m"),
        ("nginx:burst=3", "it lacks rate=, as rate=10r/m"),
        ("nginx:rate=1r/s,brust=3", "it has no setting brust=3"),
        ("token:5", "it lacks N/DURATION, as 100/1m"),
        ("fixed:0/1s", "0/1s is no quota; write N/DURATION, as 100/1m"),
        ("fixed:1/1s,from=last", "from=last is neither from=first nor from=epoch"),
        ("fail2ban:maxretry=0", "maxretry is at least 1, findtime and bantime at least 1s"),
    ] {
        let error = spec.parse::<Limiter>().unwrap_err();
        assert!(error.contains(problem), "{spec}: {error}");
    }
}

#[test]
fn nginx_without_burst_wants_a_pause_between_requests() {
    let at = [0, 100, 199, 200, 399, 400].map(|millis| millis * MILLISECOND);
    // 5 a second: one each 200 ms; what is refused changes nothing.
    assert_eq!(passes("nginx:rate=5r/s", &at), [true, false, false, true, false, true]);
}

#[test]
fn nginx_delays_what_is_over() {
    let limiter: Limiter = "nginx:rate=5r/s,burst=8,delay=3".parse().unwrap();
    let decisions = limiter.rule.start()(0, 12);
    // Of nine that pass the last five wait, up to (8 - 3) / 5 s.
    assert_eq!(decisions, Decisions { refused: 3, delayed: 5, delay_max: 1_000, bans: 0 });
}

#[test]
fn windows_differ_in_where_they_begin() {
    let at = [9, 9, 10, 11, 19, 20].map(|second| second * SECOND);
    let refused_third = [true, true, false, false, true, true];
    assert_eq!(passes("fixed:2/10s", &at), [true, true, true, true, false, true]);
    assert_eq!(passes("fixed:2/10s,from=first", &at), refused_third);
    assert_eq!(passes("sliding:2/10s", &at), refused_third);
    let all = [true, true, false, false, false, false];
    assert_eq!(passes("sliding:2/10s,count=all", &at), all);
}

#[test]
fn a_counter_carries_the_window_before_by_proportion() {
    let at = [0, 1, 2, 10, 15, 18].map(|second| second * SECOND);
    // Of the 2 before, all count at 10 s, half (1) at 15 s, a fifth (0) at 18 s.
    assert_eq!(passes("counter:2/10s", &at), [true, true, false, false, true, true]);
}

#[test]
fn a_ban_ends_and_is_forgotten() {
    let at = [0, 1, 2, 2, 3, 62, 63].map(|second| second * SECOND);
    let passed = passes("fail2ban:maxretry=3,findtime=10m,bantime=1m", &at);
    assert_eq!(passed, [true, true, true, true, false, false, true]);
}

mod properties {
    use proptest::prelude::{Strategy, prop_assert, prop_assert_eq, prop_oneof, proptest};

    use super::MILLISECOND;
    use crate::analysis::limiters::Limiter;

    /// A setting of nginx, which has no setting of 0.
    fn setting((name, number): (&str, u32)) -> String {
        if number == 0 { String::new() } else { format!(",{name}={number}") }
    }

    fn spec() -> impl Strategy<Value = String> {
        prop_oneof![
            (1..40_u32, 0..9_u32, 0..9_u32).prop_map(|(rate, burst, delay)| {
                let [burst, delay] = [("burst", burst), ("delay", delay)].map(setting);
                format!("nginx:rate={rate}r/s{burst}{delay}")
            }),
            (1..400_u32, 0..9_u32).prop_map(|(rate, burst)| {
                format!("nginx:rate={rate}r/m{},nodelay", setting(("burst", burst)))
            }),
            (1..20_u32, 1..9_u32)
                .prop_map(|(events, burst)| format!("token:{events}/3s,burst={burst}")),
            (1..20_u32).prop_map(|events| format!("fixed:{events}/3s")),
            (1..20_u32).prop_map(|events| format!("fixed:{events}/3s,from=first")),
            (1..20_u32).prop_map(|events| format!("sliding:{events}/3s")),
            (1..20_u32).prop_map(|events| format!("sliding:{events}/3s,count=all")),
            (1..20_u32).prop_map(|events| format!("counter:{events}/3s")),
            (1..20_u32).prop_map(|events| format!("haproxy:{events}/3s")),
            (1..9_u32)
                .prop_map(|retries| format!("fail2ban:maxretry={retries},findtime=5s,bantime=4s")),
        ]
    }

    proptest! {
        #[test]
        fn events_together_are_decided_as_one_after_the_other(
            spec in spec(),
            steps in proptest::collection::vec((0..3_000_i64, 1..6_u64), 1..40),
        ) {
            let limiter: Limiter = spec.parse().unwrap();
            let (mut together, mut alone) = (limiter.rule.start(), limiter.rule.start());
            let mut at = 1_700_000_000_000 * MILLISECOND;
            let mut total = 0;
            let mut any = false;
            for (step, count) in steps {
                at += step * MILLISECOND;
                total += count;
                let decided = together(at, count);
                let each: Vec<_> = (0..count).map(|_| alone(at, 1)).collect();
                let sum = |get: fn(&crate::analysis::limiters::Decisions) -> u64| each.iter().map(get).sum::<u64>();
                prop_assert_eq!(decided.refused, sum(|each| each.refused), "{} at {}", spec, at);
                prop_assert_eq!(decided.delayed, sum(|each| each.delayed), "{}", spec);
                prop_assert_eq!(decided.delay_max, each.iter().map(|each| each.delay_max).max().unwrap_or(0));
                prop_assert_eq!(decided.bans, sum(|each| each.bans), "{}", spec);
                any |= decided != crate::analysis::limiters::Decisions::default();
            }
            if limiter.rule.lets_all_pass(total) {
                prop_assert!(!any, "{}", spec);
            }
        }

        #[test]
        fn the_advised_nginx_line_refuses_nobody_within_the_limit(
            limit in 1..60_u64,
            seconds in 1..30_i64,
            steps in proptest::collection::vec((0..4_000_i64, 1..8_u64), 1..200),
        ) {
            let per_minute = (limit * 60).div_ceil(seconds.unsigned_abs());
            let spec = format!("nginx:rate={per_minute}r/m,burst={limit},nodelay");
            let limiter: Limiter = spec.parse().unwrap();
            let mut decide = limiter.rule.start();
            let window = seconds * 1_000 * MILLISECOND;
            let mut events: Vec<(i64, u64)> = Vec::new();
            let mut at = 0;
            for (step, count) in steps {
                at += step * MILLISECOND;
                // As many as stay within the limit in every window.
                let within = events.iter().filter(|(old, _)| at - old < window);
                let count = count.min(limit - within.map(|(_, count)| count).sum::<u64>());
                events.push((at, count));
                if count > 0 {
                    prop_assert_eq!(decide(at, count).refused, 0, "{}", spec);
                }
            }
        }
    }
}
