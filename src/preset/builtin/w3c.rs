//! W3C extended log as IIS writes it; its fields come from the `#Fields:` lines, here IIS's own.

use crate::preset::column::{address, bytes, milliseconds, number, of, raw, status, text, time};
use crate::preset::{Part, Preset, Syntax, sample};

pub(super) const PRESET: Preset = Preset {
    name: "w3c",
    description: "IIS and other W3C extended logs, columns from #Fields",
    syntax: Syntax::W3c(concat!(
        "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs",
        "(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken"
    )),
    columns: &[
        time("time").from(&[raw("date time"), raw("time")]),
        address("server").from(&[raw("s-ip")]),
        text("method").from(&[raw("cs-method")]),
        text("path").from(&[raw("cs-uri-stem"), of("cs-uri", &[Part::Path])]),
        text("query").from(&[raw("cs-uri-query"), of("cs-uri", &[Part::Query])]),
        number("port").from(&[raw("s-port")]),
        text("user").from(&[raw("cs-username")]),
        address("client").from(&[raw("c-ip")]),
        text("user_agent").from(&[raw("cs(User-Agent)")]),
        text("referer").from(&[raw("cs(Referer)")]),
        text("host").from(&[raw("cs-host"), raw("cs(Host)"), raw("s-computername")]),
        text("protocol").from(&[raw("cs-version")]),
        status("status").from(&[raw("sc-status")]),
        text("substatus").from(&[raw("sc-substatus")]),
        bytes("bytes").from(&[raw("sc-bytes")]),
        bytes("received_bytes").from(&[raw("cs-bytes")]),
        milliseconds("request_time").from(&[raw("time-taken")]),
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[],
    samples: &[
        sample(
            "2026-04-07 08:15:42 10.6.0.2 GET /app/default.aspx id=4 443 EXAMPLE\\frank 203.0.113.85 Mozilla/5.0+(Windows+NT) https://example.com/ 200 0 0 61",
            &[
                ("time", "2026-04-07 08:15:42"),
                ("server", "10.6.0.2"),
                ("method", "GET"),
                ("path", "/app/default.aspx"),
                ("query", "id=4"),
                ("user", "EXAMPLE\\frank"),
                ("client", "203.0.113.85"),
                ("status", "200"),
                ("request_time", "61"),
            ],
        ),
        sample(
            "2026-04-07 08:15:43 fe80::1%4 POST /app/save - 443 - 2001:db8::85 - - 500 19 64 15002 1 2",
            &[
                ("client", "2001:db8::85"),
                ("query", "-"),
                ("status", "500"),
                ("substatus", "19"),
                ("request_time", "15002"),
            ],
        ),
    ],
};
