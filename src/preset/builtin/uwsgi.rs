//! uWSGI's default request log.

use crate::preset::column::{milliseconds, of, text};
use crate::preset::pieces::{BYTES, CLIENT, STATUS, TIME, USER};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "uwsgi",
    description: "uWSGI request log",
    syntax: Syntax::Pattern(&[
        concat!(
            r"^\[pid: (?P<pid>[0-9]+)\|app: (?P<app>[^|]*)\|req: (?P<count>[^\]]*)\]",
            r" (?P<client>[^ ]*) \((?P<user>[^)]*)\) \{(?P<vars>[^}]*)\} \[(?P<time>[^\]]+)\]",
            r" (?P<method>[^ ]+) (?P<target>[^ ]*) => generated (?P<bytes>[0-9]+) bytes in",
            r" (?P<request_time>[0-9]+) msecs \((?P<protocol>[^ ]+) (?P<status>[0-9]+)\)"
        ),
        concat!(
            r"^\[pid: (?P<pid>[0-9]+)\|app: (?P<app>[^|]*)\|req: (?P<count>[^\]]*)\]",
            r" (?P<client>[^ ,]*(?:, ?[^ ,]+)*) \((?P<user>[^)]*)\) \{(?P<vars>[^}]*)\} \[",
            r"(?P<time>[^\]]+)\] (?P<method>[^ ]*) (?P<target>.*?) => generated",
            r" (?P<bytes>[0-9]+) bytes in (?P<request_time>[0-9]+) msecs \((?P<protocol>[^ ]*)",
            r" (?P<status>[0-9]+)\)"
        ),
    ]),
    columns: &[
        text("pid"),
        text("app"),
        text("count"),
        CLIENT,
        USER,
        text("vars"),
        TIME,
        text("method"),
        text("target"),
        text("path").from(&[of("target", &[Part::Path])]),
        text("query").from(&[of("target", &[Part::Query])]),
        BYTES,
        milliseconds("request_time"),
        text("protocol"),
        STATUS,
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Starts("["), Tell::Holds("[pid: "), Tell::Holds(" => generated ")],
    samples: &[
        sample(
            "[pid: 71|app: 0|req: 9/41] 203.0.113.95 () {38 vars in 702 bytes} [Tue Apr  7 08:15:42 2026] GET /admin/?next=1 => generated 2201 bytes in 33 msecs (HTTP/1.1 200) 5 headers in 180 bytes (1 switches on core 0)",
            &[
                ("pid", "71"),
                ("client", "203.0.113.95"),
                ("time", "Tue Apr  7 08:15:42 2026"),
                ("method", "GET"),
                ("path", "/admin/"),
                ("query", "next=1"),
                ("bytes", "2201"),
                ("request_time", "33"),
                ("protocol", "HTTP/1.1"),
                ("status", "200"),
            ],
        ),
        sample(
            "[pid: 72|app: 0|req: 10/42] 198.51.100.5, 10.0.0.9 (heidi) {40 vars in 811 bytes} [Tue Apr  7 08:15:43 2026] GET /a b => generated 0 bytes in 1 msecs (HTTP/1.0 404) 2 headers in 90 bytes (1 switches on core 1)",
            &[("client", "198.51.100.5"), ("user", "heidi"), ("path", "/a b"), ("status", "404")],
        ),
    ],
};
