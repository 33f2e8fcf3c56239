//! The access log of the Kubernetes nginx ingress controller; lists where upstreams were retried.

use crate::preset::column::{bytes, seconds, text};
use crate::preset::pieces::{
    BYTES, CLIENT, METHOD, PATH, PROTOCOL, QUERY, REFERER, REQUEST, STATUS, TIME, USER, USER_AGENT,
};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "ingress-nginx",
    description: "Kubernetes ingress-nginx access log",
    syntax: Syntax::Pattern(&[
        concat!(
            combined!(),
            r" (?P<request_length>[0-9]+) (?P<request_time>[0-9.]+) \[(?P<upstream>[^\]]*)\] \[",
            r"[^\]]*\] (?P<upstream_address>[^ ,]+) (?P<upstream_bytes>[^ ,]+)",
            r" (?P<upstream_time>[^ ,]+) (?P<upstream_status>[^ ,]+) (?P<request_id>[^ ]+)"
        ),
        concat!(
            combined!(loose),
            r" (?P<request_length>[0-9]+) (?P<request_time>[0-9.]+) \[(?P<upstream>[^\]]*)\]",
            r"(?: \[[^\]]*\])? (?P<upstream_address>[^ ,]+(?:,? :? ?[^ ,]+:[0-9]+)*)",
            r" (?P<upstream_bytes>[^ ,]+(?:, [^ ,]+)*) (?P<upstream_time>[^ ,]+(?:, [^ ,]+)*)",
            r" (?P<upstream_status>[^ ,]+(?:, [^ ,]+)*)(?: (?P<request_id>[^ ]+))?"
        ),
    ]),
    columns: &[
        CLIENT,
        USER,
        TIME,
        REQUEST,
        METHOD,
        PATH,
        QUERY,
        PROTOCOL,
        STATUS,
        BYTES,
        REFERER,
        USER_AGENT,
        bytes("request_length"),
        seconds("request_time"),
        text("upstream"),
        text("upstream_address"),
        bytes("upstream_bytes"),
        seconds("upstream_time"),
        text("upstream_status"),
        text("request_id"),
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Holds("] \""), Tell::Holds(" [")],
    samples: &[
        sample(
            r#"203.0.113.80 - - [07/Apr/2026:08:15:42 +0000] "GET /api/v2/carts?full=1 HTTP/2.0" 200 1833 "-" "app/4.1" 377 0.041 [prod-cart-8080] [] 10.8.1.4:8080 1833 0.040 200 9b1e6f00aa"#,
            &[
                ("client", "203.0.113.80"),
                ("time", "07/Apr/2026:08:15:42 +0000"),
                ("path", "/api/v2/carts"),
                ("query", "full=1"),
                ("status", "200"),
                ("request_length", "377"),
                ("request_time", "0.041"),
                ("upstream", "prod-cart-8080"),
                ("upstream_address", "10.8.1.4:8080"),
                ("upstream_time", "0.040"),
                ("upstream_status", "200"),
                ("request_id", "9b1e6f00aa"),
            ],
        ),
        sample(
            r#"2001:db8::80 - - [07/Apr/2026:08:15:43 +0000] "POST /pay HTTP/1.1" 200 12 "-" "a \"b\"" 90 5.003 [prod-pay-80] [] 10.8.1.5:80, 10.8.1.6:80 0, 12 5.000, 0.003 504, 200 77aa"#,
            &[
                ("client", "2001:db8::80"),
                ("request_time", "5.003"),
                ("upstream_address", "10.8.1.5:80, 10.8.1.6:80"),
                ("upstream_bytes", "0, 12"),
                ("upstream_time", "5.000, 0.003"),
                ("upstream_status", "504, 200"),
                ("request_id", "77aa"),
            ],
        ),
        sample(
            r#"203.0.113.81 - - [07/Apr/2026:08:15:44 +0000] "" 400 0 "-" "-" 0 0.000 [] [] - - - - 5d0c"#,
            &[
                ("client", "203.0.113.81"),
                ("method", ""),
                ("status", "400"),
                ("upstream", ""),
                ("upstream_status", "-"),
                ("request_id", "5d0c"),
            ],
        ),
    ],
};
