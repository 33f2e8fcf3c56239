//! HAProxy's HTTP log, after any syslog prefix or none.

use crate::preset::column::{address, bytes, milliseconds, of, raw, text};
use crate::preset::pieces::{METHOD, PATH, PROTOCOL, QUERY, REQUEST, STATUS, TIME};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "haproxy",
    description: "HAProxy HTTP log (option httplog)",
    // The request has no closing quote where the line was cut. The last pattern takes quotes in the
    // captured headers and in the request, and the prefix of RFC 5424.
    // Groups are kept below seventeen, which the regex crate's fastest engine demands.
    syntax: Syntax::Pattern(&[
        concat!(
            r#"^(?P<prefix>[^\]]*)\]: (?P<client>[^ ]+) \[(?P<time>[^\]]+)\]"#,
            r#" (?P<frontend>[^ ]+) (?P<backend>[^ /]+)/(?P<server>[^ ]+)"#,
            r#" (?P<timers>[0-9/+-]+) (?P<status>[0-9-]+) (?P<bytes>[0-9+]+)"#,
            r#" (?P<cookies>[^ ]+ [^ ]+) (?P<termination>[^ ]+) (?P<connections>[0-9/+]+)"#,
            r#" (?P<queues>[0-9/]+) (?P<headers>[^"]*)"(?P<request>[^"]*)"?$"#
        ),
        concat!(
            r#"^(?P<client>[^ ]+) \[(?P<time>[^\]]+)\] (?P<frontend>[^ ]+) (?P<backend>[^ /]+)"#,
            r#"/(?P<server>[^ ]+) (?P<timers>[0-9/+-]+) (?P<status>[0-9-]+) (?P<bytes>[0-9+]+)"#,
            r#" (?P<cookies>[^ ]+ [^ ]+) (?P<termination>[^ ]+) (?P<connections>[0-9/+]+)"#,
            r#" (?P<queues>[0-9/]+) (?P<headers>[^"]*)"(?P<request>[^"]*)"?$"#
        ),
        concat!(
            r#"^(?:(?P<prefix>[^\]]*)\]: |(?:<[0-9]+>)?(?:1 )?[^ ]+ (?P<host>[^ ]+) haproxy[^ ]*"#,
            r#" (?P<pid>[^ ]+) [^ ]+ (?:-|\[[^\]]*\]) )?"#,
            r#"(?P<client>[^ ]+) \[(?P<time>[^\]]+)\]"#,
            r#" (?P<frontend>[^ ]+) (?P<backend>[^ /]+)/(?P<server>[^ ]+)"#,
            r#" (?P<timers>[0-9/+-]+) (?P<status>[0-9-]+) (?P<bytes>[0-9+]+)"#,
            r#" (?P<cookies>[^ ]+ [^ ]+) (?P<termination>[^ ]+) (?P<connections>[0-9/+]+)"#,
            r#" (?P<queues>[0-9/]+)(?P<headers>(?: \{[^}]*\})*|[^\n]*) ""#,
            r#"(?P<request>[^\n]*?)(?:"(?: [^"\n]*)?)?$"#
        ),
    ]),
    columns: &[
        text("host").from(&[
            raw("host"),
            of(
                "prefix",
                &[Part::BeforeLast("["), Part::BeforeLast(" "), Part::LastWord, Part::NoClock],
            ),
        ]),
        text("pid").from(&[raw("pid"), of("prefix", &[Part::AfterLast("[")])]),
        address("client").from(&[of("client", &[Part::Address])]),
        TIME,
        text("frontend").from(&[of("frontend", &[Part::UpTo("~")])]),
        text("backend"),
        text("server"),
        milliseconds("receive_time").from(&[of("timers", &[Part::UpTo("/"), Part::Unsigned])]),
        milliseconds("queue_time")
            .from(&[of("timers", &[Part::After("/"), Part::UpTo("/"), Part::Unsigned])]),
        milliseconds("connect_time").from(&[of(
            "timers",
            &[Part::After("/"), Part::After("/"), Part::UpTo("/"), Part::Unsigned],
        )]),
        milliseconds("response_time")
            .from(&[of("timers", &[Part::BeforeLast("/"), Part::AfterLast("/"), Part::Unsigned])]),
        milliseconds("request_time").from(&[of("timers", &[Part::AfterLast("/"), Part::Unsigned])]),
        STATUS,
        bytes("bytes").from(&[of("bytes", &[Part::Unsigned])]),
        text("request_cookie").from(&[of("cookies", &[Part::FirstWord])]),
        text("response_cookie").from(&[of("cookies", &[Part::LastWord])]),
        text("termination"),
        text("connections"),
        text("queues"),
        text("headers").from(&[of("headers", &[Part::Trim])]),
        REQUEST,
        METHOD,
        PATH,
        QUERY,
        PROTOCOL,
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Holds("] "), Tell::Holds("/"), Tell::Holds(" \"")],
    samples: &[
        sample(
            r#"Apr  7 08:15:42 edge2 haproxy[733]: 203.0.113.65:41002 [07/Apr/2026:08:15:42.118] https-in~ shop/app3 2/0/1/44/47 200 3311 - - ---- 12/9/3/1/0 0/0 {shop.example.com|Mozilla/5.0 (X11)} {} "GET /p/9?ref=mail HTTP/1.1""#,
            &[
                ("host", "edge2"),
                ("pid", "733"),
                ("client", "203.0.113.65"),
                ("time", "07/Apr/2026:08:15:42.118"),
                ("frontend", "https-in"),
                ("backend", "shop"),
                ("server", "app3"),
                ("connect_time", "1"),
                ("request_time", "47"),
                ("status", "200"),
                ("bytes", "3311"),
                ("termination", "----"),
                ("method", "GET"),
                ("path", "/p/9"),
                ("query", "ref=mail"),
                ("protocol", "HTTP/1.1"),
            ],
        ),
        sample(
            r#"<134>2026-04-07T08:15:43.120400+00:00 edge2 haproxy[733]: 2001:db8::65:41003 [07/Apr/2026:08:15:38.118] https-in~ https-in/<NOSRV> -1/-1/-1/-1/+5002 408 +212 - - cR-- 12/9/0/0/0 0/0 "<BADREQ>""#,
            &[
                ("host", "edge2"),
                ("client", "2001:db8::65"),
                ("server", "<NOSRV>"),
                ("connect_time", ""),
                ("request_time", "5002"),
                ("status", "408"),
                ("bytes", "212"),
                ("termination", "cR--"),
                ("method", ""),
            ],
        ),
        sample(
            r#"198.51.100.66:5000 [07/Apr/2026:08:15:44.001] web static/s1 0/0/0/2/2 304 151 - - ---- 1/1/0/0/0 0/0 "GET /cut/off"#,
            &[
                ("client", "198.51.100.66"),
                ("status", "304"),
                ("host", ""),
                ("path", "/cut/off"),
                ("protocol", ""),
            ],
        ),
        sample(
            "Apr  7 08:15:45 edge2 haproxy[733]: 203.0.113.65:41004 [07/Apr/2026:08:15:45.118] web static/s1 2/0/1/44/47 200 3311 - - ---- 12/9/3/1/0 0/0 {a \"q\" b} {} \"GET /p HTTP/1.1\"",
            &[
                ("client", "203.0.113.65"),
                ("headers", "{a \"q\" b} {}"),
                ("method", "GET"),
                ("path", "/p"),
                ("protocol", "HTTP/1.1"),
            ],
        ),
        sample(
            "<134>Apr  7 08:15:46 haproxy[733]: 203.0.113.65:41005 [07/Apr/2026:08:15:46.118] web static/s1 2/0/1/44/47 200 3311 - - ---- 12/9/3/1/0 0/0 \"GET /a\"b HTTP/1.1\"",
            &[
                ("host", ""),
                ("pid", "733"),
                ("path", "/a\"b"),
                ("protocol", "HTTP/1.1"),
                ("headers", ""),
            ],
        ),
        sample(
            "<134>1 2026-04-07T08:15:47+02:00 edge2 haproxy 733 - - 203.0.113.65:41006 [07/Apr/2026:08:15:47.118] web static/s1 2/0/1/44/47 200 3311 - - ---- 12/9/3/1/0 0/0 {x} \"GET /c HTTP/1.1\" 0.5",
            &[
                ("host", "edge2"),
                ("pid", "733"),
                ("client", "203.0.113.65"),
                ("path", "/c"),
                ("protocol", "HTTP/1.1"),
            ],
        ),
    ],
};
