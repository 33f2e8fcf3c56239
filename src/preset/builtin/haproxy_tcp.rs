//! HAProxy's TCP log, after any syslog prefix or none.

use crate::preset::column::{address, bytes, milliseconds, of, raw, text};
use crate::preset::pieces::TIME;
use crate::preset::{Part, Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "haproxy-tcp",
    description: "HAProxy TCP log (option tcplog)",
    syntax: Syntax::Pattern(&[
        concat!(
            r"^(?P<prefix>[^\]]*)\]: (?P<client>[^ ]+) \[(?P<time>[^\]]+)\] (?P<frontend>[^ ]+)",
            r" (?P<backend>[^ /]+)/(?P<server>[^ ]+) (?P<timers>[0-9/+-]+) (?P<bytes>[0-9+]+)",
            r" (?P<termination>[^ ]+) (?P<connections>[0-9/+]+) (?P<queues>[0-9/]+)"
        ),
        concat!(
            r"^(?P<client>[^ ]+) \[(?P<time>[^\]]+)\] (?P<frontend>[^ ]+) (?P<backend>[^ /]+)",
            r"/(?P<server>[^ ]+) (?P<timers>[0-9/+-]+) (?P<bytes>[0-9+]+)",
            r" (?P<termination>[^ ]+) (?P<connections>[0-9/+]+) (?P<queues>[0-9/]+)"
        ),
        // RFC 5424.
        concat!(
            r"^(?:<[0-9]+>)?(?:1 )?[^ ]+ (?P<host>[^ ]+) haproxy[^ ]* (?P<pid>[^ ]+) [^ ]+",
            r" (?:-|\[[^\]]*\]) ",
            r"(?P<client>[^ ]+) \[(?P<time>[^\]]+)\] (?P<frontend>[^ ]+) (?P<backend>[^ /]+)",
            r"/(?P<server>[^ ]+) (?P<timers>[0-9/+-]+) (?P<bytes>[0-9+]+)",
            r" (?P<termination>[^ ]+) (?P<connections>[0-9/+]+) (?P<queues>[0-9/]+)"
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
        milliseconds("queue_time").from(&[of("timers", &[Part::UpTo("/"), Part::Unsigned])]),
        milliseconds("connect_time")
            .from(&[of("timers", &[Part::After("/"), Part::UpTo("/"), Part::Unsigned])]),
        milliseconds("request_time").from(&[of("timers", &[Part::AfterLast("/"), Part::Unsigned])]),
        bytes("bytes").from(&[of("bytes", &[Part::Unsigned])]),
        text("termination"),
        text("connections"),
        text("queues"),
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Holds("] "), Tell::Holds("/")],
    samples: &[
        sample(
            "Apr  7 08:15:42 edge2 haproxy[733]: 203.0.113.66:41010 [07/Apr/2026:08:15:40.002] pg-in pg/db1 0/1/2113 90210 -- 4/4/3/2/0 0/0",
            &[
                ("host", "edge2"),
                ("client", "203.0.113.66"),
                ("time", "07/Apr/2026:08:15:40.002"),
                ("frontend", "pg-in"),
                ("backend", "pg"),
                ("server", "db1"),
                ("connect_time", "1"),
                ("request_time", "2113"),
                ("bytes", "90210"),
                ("termination", "--"),
            ],
        ),
        sample(
            "2026-04-17T08:15:43+02:00 edge2 haproxy[733]: [2001:db8::66]:41011 [17/Apr/2026:08:15:43.002] pg-in pg/<NOSRV> -1/-1/0 0 SC 1/1/0/0/+3 0/0",
            &[
                ("client", "2001:db8::66"),
                ("server", "<NOSRV>"),
                ("queue_time", ""),
                ("request_time", "0"),
                ("termination", "SC"),
                ("connections", "1/1/0/0/+3"),
            ],
        ),
        sample(
            "<134>Apr  7 08:15:44 haproxy[733]: 203.0.113.66:41012 [07/Apr/2026:08:15:40.002] pg-in pg/db1 0/1/2113 90210 -- 4/4/3/2/0 0/0",
            &[("host", ""), ("pid", "733"), ("client", "203.0.113.66")],
        ),
        sample(
            "<134>1 2026-04-07T08:15:45Z edge2 haproxy 733 - - 203.0.113.66:41013 [07/Apr/2026:08:15:45.002] pg-in pg/db1 0/1/2113 90210 -- 4/4/3/2/0 0/0",
            &[("host", "edge2"), ("pid", "733"), ("client", "203.0.113.66"), ("server", "db1")],
        ),
    ],
};
