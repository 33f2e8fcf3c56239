//! nginx's combined log with named times: `rt=0.152 uct="0.001" uht="0.149" urt="0.150"`.

use crate::preset::column::{of, seconds, text};
use crate::preset::pieces::{
    BYTES, CLIENT, METHOD, PATH, PROTOCOL, QUERY, REFERER, REQUEST, STATUS, TIME, USER, USER_AGENT,
};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "nginx-rt",
    description: "nginx combined log with named times (rt= uct= uht= urt=)",
    syntax: Syntax::Pattern(&[
        concat!(combined!(), r" rt=(?P<request_time>[0-9.]+)(?P<rest> [^\n]*)"),
        concat!(
            combined!(loose),
            r#"(?: "(?P<forwarded>[^"]*)")?(?: [^ ]*)*? rt="?(?P<request_time>[0-9.]+)"?"#,
            r#"(?P<rest>[^\n]*)"#
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
        seconds("connect_time").from(&[
            of("rest", &[Part::After(" uct=\""), Part::UpTo("\"")]),
            of("rest", &[Part::After(" uct="), Part::FirstWord]),
        ]),
        seconds("header_time").from(&[
            of("rest", &[Part::After(" uht=\""), Part::UpTo("\"")]),
            of("rest", &[Part::After(" uht="), Part::FirstWord]),
        ]),
        seconds("upstream_time").from(&[
            of("rest", &[Part::After(" urt=\""), Part::UpTo("\"")]),
            of("rest", &[Part::After(" urt="), Part::FirstWord]),
        ]),
        text("rest"),
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Holds("] \""), Tell::Holds(" rt=")],
    samples: &[
        sample(
            r#"203.0.113.70 - - [07/Apr/2026:08:15:42 +0000] "GET /feed HTTP/1.1" 200 733 "-" "reader/3" rt=0.087 uct="0.002" uht="0.080" urt="0.085""#,
            &[
                ("client", "203.0.113.70"),
                ("time", "07/Apr/2026:08:15:42 +0000"),
                ("path", "/feed"),
                ("request_time", "0.087"),
                ("connect_time", "0.002"),
                ("header_time", "0.080"),
                ("upstream_time", "0.085"),
            ],
        ),
        sample(
            r#"2001:db8::70 - - [07/Apr/2026:08:15:43 +0000] "\x16\x03\x01" 400 0 "-" "-" "198.51.100.4" rt=0.000 uct=- uht=- urt=-"#,
            &[
                ("client", "2001:db8::70"),
                ("method", ""),
                ("status", "400"),
                ("forwarded", "198.51.100.4"),
                ("request_time", "0.000"),
                ("upstream_time", "-"),
            ],
        ),
    ],
};
