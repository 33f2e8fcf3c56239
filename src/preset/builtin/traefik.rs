//! Traefik's access log in its CLF shape, which ends with the milliseconds taken.

use crate::preset::column::{milliseconds, number, text};
use crate::preset::pieces::{
    BYTES, CLIENT, METHOD, PATH, PROTOCOL, QUERY, REFERER, REQUEST, STATUS, TIME, USER, USER_AGENT,
};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "traefik",
    description: "Traefik access log (CLF)",
    syntax: Syntax::Pattern(&[
        concat!(
            combined!(),
            r#" (?P<count>[0-9]+) "(?P<router>[^"]*)" "(?P<server>[^"]*)""#,
            r#" (?P<request_time>[0-9]+)ms"#
        ),
        concat!(
            combined!(loose),
            r#" (?P<count>[0-9-]+) "?(?P<router>[^"]*)"? "?(?P<server>[^" ]*)"?"#,
            r#" (?P<request_time>[0-9]+)ms"#
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
        number("count"),
        text("router"),
        text("server"),
        milliseconds("request_time"),
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Holds("] \""), Tell::Holds("ms")],
    samples: &[
        sample(
            r#"203.0.113.90 - - [07/Apr/2026:08:15:42 +0000] "GET /blog/?p=1 HTTP/2.0" 200 9001 "-" "Mozilla/5.0" 1204 "blog@docker" "http://10.3.0.2:2368" 37ms"#,
            &[
                ("client", "203.0.113.90"),
                ("time", "07/Apr/2026:08:15:42 +0000"),
                ("path", "/blog/"),
                ("query", "p=1"),
                ("status", "200"),
                ("count", "1204"),
                ("router", "blog@docker"),
                ("server", "http://10.3.0.2:2368"),
                ("request_time", "37"),
            ],
        ),
        sample(
            r#"2001:db8::90 - - [07/Apr/2026:08:15:43 +0000] "GET /no \"where\" HTTP/1.1" 404 19 "-" "-" 1205 "-" "-" 0ms"#,
            &[
                ("client", "2001:db8::90"),
                ("path", r#"/no \"where\""#),
                ("status", "404"),
                ("router", "-"),
                ("server", "-"),
                ("request_time", "0"),
            ],
        ),
    ],
};
