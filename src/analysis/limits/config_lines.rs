//! The recommended limits as lines to paste into the configuration of nginx and `HAProxy`.

use super::find::{RunLimits, WindowLimit};
use crate::analysis::limiters::Limiter;
use crate::time::format_duration;

/// A line for a program, and the SPEC that replays it.
pub(super) struct ConfigLine {
    pub(super) program: &'static str,
    pub(super) line: String,
    /// `None` for a line that only completes another line, as nginx's zone.
    pub(super) spec: Option<String>,
}

/// The lines for the limit of a window.
///
/// nginx with `rate` = ceil(60 L / W) a minute and `burst` = L refuses nobody who stays within L in
/// every window of length W: the events in any span of T are at most L ceil(T / W).
pub(super) fn config_lines(window: &WindowLimit) -> Vec<ConfigLine> {
    let limit = window.advice.limit;
    let length = format_duration(window.nanos);
    let per_minute =
        (u128::from(limit) * 60_000_000_000).div_ceil(window.nanos.unsigned_abs().into());
    let zone = format!("per_{length}");
    let line = |program, line, spec| ConfigLine { program, line, spec };
    let mut lines = vec![
        line(
            "nginx",
            format!("limit_req_zone $binary_remote_addr zone={zone}:10m rate={per_minute}r/m;"),
            None,
        ),
        line(
            "nginx",
            format!("limit_req zone={zone} burst={limit} nodelay;"),
            Some(format!("nginx:rate={per_minute}r/m,burst={limit},nodelay")),
        ),
    ];
    // HAProxy's clock has milliseconds.
    if window.nanos >= 1_000_000 {
        lines.push(line(
            "haproxy",
            format!("stick-table type ipv6 size 1m expire {length} store http_req_rate({length})"),
            None,
        ));
        let deny =
            format!("http-request deny deny_status 429 if {{ sc_http_req_rate(0) gt {limit} }}");
        lines.push(line("haproxy", deny, Some(format!("haproxy:{limit}/{length}"))));
    }
    lines
}

/// The limiters of all lines, to be replayed.
pub(crate) fn config_limiters(limits: &RunLimits) -> Vec<Limiter> {
    let lines = limits.windows.iter().flat_map(config_lines);
    lines.filter_map(|line| line.spec?.parse().ok()).collect()
}
