//! Squid's native access log.

use crate::preset::column::{milliseconds, of, text};
use crate::preset::pieces::{BYTES, CLIENT, STATUS, TIME, USER};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "squid",
    description: "Squid native access log",
    syntax: Syntax::Pattern(&[
        concat!(
            r"^(?P<time>[0-9]+\.[0-9]+) +(?P<request_time>[0-9-]+) (?P<client>[^ ]+)",
            r" (?P<result>[^ /]+)/(?P<status>[0-9]+) (?P<bytes>[0-9]+) (?P<method>[^ ]+)",
            r" (?P<url>[^ ]+) (?P<user>[^ ]+) (?P<hierarchy>[^ /]+)/(?P<server>[^ ]+)",
            r" (?P<content_type>[^ ]+)"
        ),
        // URLs with blanks in them, as uri_whitespace allow has it.
        concat!(
            r"^(?P<time>[0-9]+\.[0-9]+) +(?P<request_time>[0-9-]+) (?P<client>[^ ]+)",
            r" (?P<result>[^ /]+)/(?P<status>[0-9-]+) (?P<bytes>[0-9]+) (?P<method>[^ ]+)",
            r" (?P<url>[^ ]+(?: [^ ]+)*) (?P<user>[^ ]+) (?P<hierarchy>[A-Z_]+)",
            r"/(?P<server>[^ ]+) (?P<content_type>[^ ]+)"
        ),
    ]),
    columns: &[
        TIME,
        milliseconds("request_time"),
        CLIENT,
        text("result"),
        STATUS,
        BYTES,
        text("method"),
        text("url"),
        text("host").from(&[of("url", &[Part::Host])]),
        text("path").from(&[of("url", &[Part::Path])]),
        text("query").from(&[of("url", &[Part::Query])]),
        USER,
        text("hierarchy"),
        text("server"),
        text("content_type"),
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Starts("0123456789"), Tell::Holds("/"), Tell::Holds(".")],
    samples: &[
        sample(
            "1775549742.310     87 192.0.2.31 TCP_MISS/200 40221 GET http://deb.example.com/pool/x.deb?m=1 - HIER_DIRECT/198.51.100.20 application/octet-stream",
            &[
                ("time", "1775549742.310"),
                ("request_time", "87"),
                ("client", "192.0.2.31"),
                ("result", "TCP_MISS"),
                ("status", "200"),
                ("bytes", "40221"),
                ("method", "GET"),
                ("host", "deb.example.com"),
                ("path", "/pool/x.deb"),
                ("query", "m=1"),
                ("server", "198.51.100.20"),
            ],
        ),
        sample(
            "1775549743.001  60213 2001:db8::31 TCP_TUNNEL/200 5120 CONNECT mail.example.com:443 grace HIER_DIRECT/198.51.100.21 -",
            &[
                ("client", "2001:db8::31"),
                ("method", "CONNECT"),
                ("host", "mail.example.com"),
                ("user", "grace"),
                ("request_time", "60213"),
            ],
        ),
        sample(
            "1775549744.120      0 192.0.2.32 NONE_NONE/400 3900 GET /a b c - HIER_NONE/- text/html",
            &[("status", "400"), ("path", "/a b c"), ("hierarchy", "HIER_NONE"), ("server", "-")],
        ),
        sample(
            "1775549745.001  60213 192.0.2.33 TCP_TUNNEL/200 5120 CONNECT example.com:443 - HIER_DIRECT/198.51.100.21 -",
            &[("host", "example.com"), ("path", "")],
        ),
    ],
};
