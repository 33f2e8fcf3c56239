//! nginx's error log; client, server, request and host are named at the end of the message.

use crate::preset::column::{address, of, text};
use crate::preset::pieces::{LEVEL, MESSAGE, TIME};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

const FIELDS: Part = Part::NginxFields;
const REQUEST: Part = Part::After(", request: \"");

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
        text("problem").from(&[of("message", &[Part::NginxProblem])]),
        address("client").from(&[of("message", &[FIELDS, Part::UpTo(","), Part::Ip])]),
        text("server")
            .from(&[of("message", &[FIELDS, Part::After(", server: "), Part::UpTo(",")])]),
        text("request").from(&[of("message", &[FIELDS, REQUEST, Part::Quoted])]),
        text("method").from(&[of("message", &[FIELDS, REQUEST, Part::Quoted, Part::Method])]),
        text("path")
            .from(&[of("message", &[FIELDS, REQUEST, Part::Quoted, Part::Target, Part::Path])]),
        text("query")
            .from(&[of("message", &[FIELDS, REQUEST, Part::Quoted, Part::Target, Part::Query])]),
        text("protocol").from(&[of("message", &[FIELDS, REQUEST, Part::Quoted, Part::Protocol])]),
        text("upstream")
            .from(&[of("message", &[FIELDS, Part::After(", upstream: \""), Part::Quoted])]),
        text("host").from(&[of("message", &[FIELDS, Part::After(", host: \""), Part::Quoted])]),
        text("zone").from(&[of("message", &[Part::After(" zone \""), Part::UpTo("\"")])]),
    ],
    value: Some("problem"),
    time: Some("time"),
    wraps: None,
    header: None,
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
        sample(
            "2026/04/07 08:15:45 [error] 88#90: *4412 open() \"/srv/, client: 192.0.2.6, server: a, request: \"b\" failed (2: No such file or directory), client: 203.0.113.125, server: example.com, request: \"GET /,%20client HTTP/1.1\"",
            &[
                ("client", "203.0.113.125"),
                ("server", "example.com"),
                (
                    "problem",
                    "open() \"/srv/, client: 192.0.2.6, server: a, request: \"b\" failed (2: No such file or directory)",
                ),
                ("request", "GET /,%20client HTTP/1.1"),
                ("protocol", "HTTP/1.1"),
                ("host", ""),
            ],
        ),
        sample(
            "2026/04/07 08:15:46 [error] 88#90: *4413 access forbidden by rule, client: 203.0.113.125, server: example.com, request: \"GET /\\\"q\\\" HTTP/1.1\", host: \"example.com\"",
            &[
                ("client", "203.0.113.125"),
                ("path", "/\\\"q\\\""),
                ("protocol", "HTTP/1.1"),
                ("host", "example.com"),
            ],
        ),
        sample(
            "2026/04/07 08:15:47 [error] 88#90: *4414 access forbidden by rule, client: 203.0.113.125, server: example.com, request: \"GET / HTTP/1.1\"",
            &[("request", "GET / HTTP/1.1"), ("path", "/"), ("protocol", "HTTP/1.1")],
        ),
        sample(
            "2026/04/07 08:15:48 [error] 88#90: *4415 access forbidden by rule, client: 203.0.113.125, server: example.com, request: \"GET / HTTP/1.1\", host: \"example.com\", referrer: \"x, client: 192.0.2.6, server: y\"",
            &[("client", "203.0.113.125"), ("host", "example.com")],
        ),
        sample(
            "2026/04/07 08:15:49 [error] 88#90: *4416 access forbidden by rule, client: unix:, server: example.com, request: \"GET / HTTP/1.1\"",
            &[("client", ""), ("path", "/")],
        ),
    ],
};
