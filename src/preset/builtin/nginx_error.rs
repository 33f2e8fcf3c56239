//! nginx's error log; client, server, request and host are named at the end of the message.

use crate::preset::column::{address, of, text};
use crate::preset::pieces::{LEVEL, MESSAGE, TIME};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "nginx-error",
    description: "nginx error log",
    syntax: Syntax::Pattern(&[
        concat!(
            r"^(?P<time>[0-9/]+ [0-9:]+) \[(?P<level>[a-z]+)\] (?P<pid>[0-9]+)#(?P<tid>[0-9]+):",
            r" \*(?P<connection>[0-9]+) (?P<message>[^\n]*)"
        ),
        concat!(
            r"^(?P<time>[0-9/]+ [0-9:]+) \[(?P<level>[a-z]+)\] (?P<pid>[0-9]+)#(?P<tid>[0-9]+):",
            r" (?:\*(?P<connection>[0-9]+) )?(?P<message>[^\n]*)"
        ),
    ]),
    columns: &[
        TIME,
        LEVEL,
        text("pid"),
        text("tid"),
        text("connection"),
        MESSAGE,
        text("problem").from(&[of("message", &[Part::UpTo(", client: ")])]),
        address("client").from(&[of("message", &[Part::After(", client: "), Part::UpTo(",")])]),
        text("server").from(&[of("message", &[Part::After(", server: "), Part::UpTo(",")])]),
        text("request").from(&[of("message", &[Part::After(", request: \""), Part::UpTo("\", ")])]),
        text("method").from(&[of("message", &[Part::After(", request: \""), Part::Method])]),
        text("path").from(&[of(
            "message",
            &[Part::After(", request: \""), Part::UpTo("\""), Part::Target, Part::Path],
        )]),
        text("query").from(&[of(
            "message",
            &[Part::After(", request: \""), Part::UpTo("\""), Part::Target, Part::Query],
        )]),
        text("protocol").from(&[of(
            "message",
            &[Part::After(", request: \""), Part::UpTo("\""), Part::Protocol],
        )]),
        text("upstream").from(&[of("message", &[Part::After(", upstream: \""), Part::UpTo("\"")])]),
        text("host").from(&[of("message", &[Part::After(", host: \""), Part::UpTo("\"")])]),
        text("zone").from(&[of("message", &[Part::After(" zone \""), Part::UpTo("\"")])]),
    ],
    value: Some("problem"),
    time: Some("time"),
    wraps: None,
    tells: &[Tell::Starts("0123456789"), Tell::Holds(" ["), Tell::Holds("#")],
    samples: &[
        sample(
            r#"2026/04/07 08:15:42 [error] 88#90: *4410 limiting requests, excess: 10.200 by zone "api", client: 203.0.113.125, server: example.com, request: "GET /v1/list?all=1 HTTP/2.0", host: "example.com""#,
            &[
                ("time", "2026/04/07 08:15:42"),
                ("level", "error"),
                ("pid", "88"),
                ("connection", "4410"),
                ("problem", r#"limiting requests, excess: 10.200 by zone "api""#),
                ("client", "203.0.113.125"),
                ("server", "example.com"),
                ("method", "GET"),
                ("path", "/v1/list"),
                ("query", "all=1"),
                ("protocol", "HTTP/2.0"),
                ("host", "example.com"),
                ("zone", "api"),
            ],
        ),
        sample(
            "2026/04/07 08:15:43 [notice] 88#88: signal process started",
            &[
                ("level", "notice"),
                ("connection", ""),
                ("message", "signal process started"),
                ("problem", "signal process started"),
                ("client", ""),
            ],
        ),
        sample(
            r#"2026/04/07 08:15:44 [crit] 88#90: *4411 SSL_do_handshake() failed (SSL: error:0A00006C), client: 2001:db8::125, server: 0.0.0.0:443"#,
            &[("client", "2001:db8::125"), ("server", "0.0.0.0:443"), ("path", "")],
        ),
    ],
};
