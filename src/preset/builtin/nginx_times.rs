//! nginx's combined log with `$request_time $upstream_response_time`, seconds, at the end.

use crate::preset::column::{seconds, text};
use crate::preset::pieces::{
    BYTES, CLIENT, METHOD, PATH, PROTOCOL, QUERY, REFERER, REQUEST, STATUS, TIME, USER, USER_AGENT,
};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "nginx-times",
    description: "nginx combined log with request and upstream seconds",
    syntax: Syntax::Pattern(&[
        concat!(combined!(), r" (?P<request_time>[0-9]+\.[0-9]+) (?P<upstream_time>[^ ,]+)(?: |$)"),
        concat!(
            combined!(loose),
            r#"(?: "(?P<forwarded>[^"]*)")? "?(?P<request_time>[0-9]+\.[0-9]+)"#,
            r#"(?:"? "?(?P<upstream_time>[^ ",]+(?:, [^ ",]+)*)(?:[" ]|$)|[" ]|$)"#
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
        text("forwarded"),
        seconds("request_time"),
        seconds("upstream_time"),
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Holds("] \""), Tell::Holds("\" \""), Tell::Holds(".")],
    samples: &[
        sample(
            r#"203.0.113.60 - - [07/Apr/2026:08:15:42 +0000] "GET /search?q=tea HTTP/2.0" 200 4096 "-" "Mozilla/5.0" 0.231 0.228"#,
            &[
                ("client", "203.0.113.60"),
                ("time", "07/Apr/2026:08:15:42 +0000"),
                ("path", "/search"),
                ("query", "q=tea"),
                ("status", "200"),
                ("request_time", "0.231"),
                ("upstream_time", "0.228"),
            ],
        ),
        sample(
            r#"2001:db8::60 - - [07/Apr/2026:08:15:43 +0000] "GET / HTTP/1.1" 499 0 "-" "k \"l\"" "198.51.100.3" 1.002 -"#,
            &[
                ("client", "2001:db8::60"),
                ("status", "499"),
                ("user_agent", r#"k \"l\""#),
                ("forwarded", "198.51.100.3"),
                ("request_time", "1.002"),
                ("upstream_time", "-"),
            ],
        ),
        sample(
            r#"203.0.113.61 - - [07/Apr/2026:08:15:44 +0000] "" 400 0 "-" "-" 0.000"#,
            &[
                ("client", "203.0.113.61"),
                ("method", ""),
                ("status", "400"),
                ("request_time", "0.000"),
                ("upstream_time", ""),
            ],
        ),
    ],
};
