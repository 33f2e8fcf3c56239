//! Apache's combined log with `%D`, the microseconds a request took, at the end.

use crate::preset::column::microseconds;
use crate::preset::pieces::{
    BYTES, CLIENT, METHOD, PATH, PROTOCOL, QUERY, REFERER, REQUEST, STATUS, TIME, USER, USER_AGENT,
};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "combined-us",
    description: "Apache combined log with the request's microseconds (%D)",
    // The number must end there: with a fraction it would be seconds.
    syntax: Syntax::Pattern(&[
        concat!(combined!(), r" (?P<request_time>[0-9]+)(?: |$)"),
        concat!(combined!(loose), r" (?P<request_time>[0-9]+)(?: |$)"),
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
        microseconds("request_time"),
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Holds("] \""), Tell::Holds("\" \"")],
    samples: &[
        sample(
            r#"203.0.113.50 - erin [07/Apr/2026:08:15:42 +0000] "PUT /items/7 HTTP/1.1" 204 - "-" "agent/2" 98210"#,
            &[
                ("client", "203.0.113.50"),
                ("user", "erin"),
                ("time", "07/Apr/2026:08:15:42 +0000"),
                ("method", "PUT"),
                ("path", "/items/7"),
                ("status", "204"),
                ("user_agent", "agent/2"),
                ("request_time", "98210"),
            ],
        ),
        sample(
            r#"2001:db8::50 - - [07/Apr/2026:08:15:43 +0000] "GET /b b HTTP/1.1" 200 44 "-" "x \"y\"" 310 extra=1"#,
            &[
                ("client", "2001:db8::50"),
                ("path", "/b b"),
                ("user_agent", r#"x \"y\""#),
                ("request_time", "310"),
            ],
        ),
    ],
};
