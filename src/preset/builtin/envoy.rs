//! Envoy's default access log, and Istio's, which adds details after the flags.

use crate::preset::column::{bytes, milliseconds, raw, text};
use crate::preset::pieces::{
    BYTES, CLIENT, HOST, METHOD, PATH, PROTOCOL, QUERY, REQUEST, STATUS, TIME, USER_AGENT,
};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "envoy",
    description: "Envoy and Istio access log",
    syntax: Syntax::Pattern(&[
        concat!(
            r"^\[(?P<time>[^\]]+)\]",
            quoted!("request"),
            r#" (?P<status>[0-9]+) (?P<flags>[^ ]+) (?P<received_bytes>[0-9]+)"#,
            r#" (?P<bytes>[0-9]+) (?P<request_time>[0-9]+) (?P<upstream_time>[0-9-]+) ""#,
            r#"(?P<client>[^"]*)""#,
            quoted!("user_agent"),
            r#" "(?P<request_id>[^"]*)" "(?P<host>[^"]*)" "(?P<upstream>[^"]*)""#
        ),
        concat!(
            r"^\[(?P<time>[^\]]+)\]",
            quoted!(loose "request"),
            r#" (?P<status>[0-9]+) (?P<flags>[^ ]+)(?: (?P<details>[^ ]+) [^ ]+ "[^"]*")?"#,
            r#" (?P<received_bytes>[0-9-]+) (?P<bytes>[0-9-]+) (?P<request_time>[0-9-]+)"#,
            r#" (?P<upstream_time>[0-9-]+) "(?P<client>[^"]*)""#,
            quoted!(loose "user_agent"),
            r#" "(?P<request_id>[^"]*)" "(?P<host>[^"]*)" "(?P<upstream>[^"]*)""#
        ),
    ]),
    columns: &[
        TIME,
        REQUEST,
        METHOD,
        PATH,
        QUERY,
        PROTOCOL,
        STATUS,
        text("flags"),
        text("details"),
        bytes("received_bytes"),
        BYTES,
        milliseconds("request_time"),
        milliseconds("upstream_time"),
        CLIENT,
        text("forwarded").from(&[raw("client")]),
        USER_AGENT,
        text("request_id"),
        HOST,
        text("upstream"),
    ],
    value: Some("path"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Starts("["), Tell::Holds("Z] \"")],
    samples: &[
        sample(
            r#"[2026-04-07T08:15:42.007Z] "POST /svc.Orders/Get HTTP/2" 200 - 35 220 18 17 "203.0.113.55,10.0.0.1" "grpc-go/1.62" "c0ffee-01" "orders.example.com" "10.4.0.3:9000""#,
            &[
                ("time", "2026-04-07T08:15:42.007Z"),
                ("method", "POST"),
                ("path", "/svc.Orders/Get"),
                ("protocol", "HTTP/2"),
                ("status", "200"),
                ("bytes", "220"),
                ("request_time", "18"),
                ("upstream_time", "17"),
                ("client", "203.0.113.55"),
                ("host", "orders.example.com"),
                ("upstream", "10.4.0.3:9000"),
            ],
        ),
        sample(
            r#"[2026-04-07T08:15:43.007Z] "GET /x?y HTTP/1.1" 503 UF upstream_reset_before_response_started{connection_failure} - "delayed connect error: 111" 0 91 4 - "-" "p \"q\"" "c0ffee-02" "cart" "10.4.0.9:80" outbound|80||cart - 10.5.0.1:80 10.4.0.2:43210 - default"#,
            &[
                ("path", "/x"),
                ("query", "y"),
                ("status", "503"),
                ("flags", "UF"),
                ("request_time", "4"),
                ("upstream_time", "-"),
                ("client", "-"),
                ("user_agent", r#"p \"q\""#),
                ("host", "cart"),
            ],
        ),
    ],
};
