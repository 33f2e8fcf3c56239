//! nginx with a `log_format` that writes JSON under nginx's own variable names.

use crate::preset::column::{address, bytes, of, raw, seconds, text, time};
use crate::preset::pieces::{REQUEST, STATUS};
use crate::preset::{Part, Preset, Shape, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "nginx-json",
    description: "nginx access log (JSON, nginx's variable names)",
    syntax: Syntax::Json,
    columns: &[
        time("time").from(&[
            raw("time"),
            raw("time_iso8601"),
            raw("time_local"),
            raw("timestamp"),
            raw("@timestamp"),
            raw("msec"),
        ]),
        address("client").from(&[raw("remote_addr"), raw("client")]),
        text("user").from(&[raw("user"), raw("remote_user")]),
        REQUEST,
        text("method").from(&[
            raw("request_method"),
            raw("method"),
            of("request", &[Part::Method]),
        ]),
        text("path").from(&[
            of("path", &[Part::Path]),
            of("request_uri", &[Part::Path]),
            of("request", &[Part::Target, Part::Path]),
            of("uri", &[Part::Path]),
        ]),
        text("query").from(&[
            raw("query"),
            of("request_uri", &[Part::Query]),
            of("request", &[Part::Target, Part::Query]),
            raw("args"),
        ]),
        text("protocol").from(&[
            raw("protocol"),
            raw("server_protocol"),
            of("request", &[Part::Protocol]),
        ]),
        STATUS,
        bytes("bytes").from(&[raw("body_bytes_sent"), raw("bytes_sent"), raw("bytes")]),
        text("referer").from(&[raw("referer"), raw("http_referer"), raw("http_referrer")]),
        text("user_agent").from(&[raw("user_agent"), raw("http_user_agent")]),
        seconds("request_time"),
        seconds("upstream_time").from(&[raw("upstream_time"), raw("upstream_response_time")]),
        text("host").from(&[raw("http_host"), raw("host"), raw("server_name")]),
        text("forwarded").from(&[raw("forwarded"), raw("http_x_forwarded_for")]),
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[
        Tell::Key("remote_addr", Shape::Text),
        Tell::Key("status", Shape::Any),
        Tell::AnyKey(&["request", "request_uri", "uri", "request_method"]),
    ],
    samples: &[
        sample(
            r#"{"time":"2026-04-07T08:15:42+00:00","remote_addr":"203.0.113.235","request":"GET /menu?d=1 HTTP/1.1","status":200,"body_bytes_sent":512,"request_time":0.048}"#,
            &[
                ("time", "2026-04-07T08:15:42+00:00"),
                ("client", "203.0.113.235"),
                ("method", "GET"),
                ("path", "/menu"),
                ("query", "d=1"),
                ("protocol", "HTTP/1.1"),
                ("status", "200"),
                ("bytes", "512"),
                ("request_time", "0.048"),
            ],
        ),
        sample(
            r#"{"time_local":"07/Apr/2026:08:15:43 +0000","remote_addr":"2001:db8::235","request":"\\x16\\x03","status":"400","request_time":"0.000"}"#,
            &[
                ("time", "07/Apr/2026:08:15:43 +0000"),
                ("client", "2001:db8::235"),
                ("request", r"\x16\x03"),
                ("method", ""),
                ("status", "400"),
            ],
        ),
    ],
};
