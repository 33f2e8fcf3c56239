//! Apache's Common Log Format.

use crate::preset::pieces::{
    BYTES, CLIENT, METHOD, PATH, PROTOCOL, QUERY, REQUEST, STATUS, TIME, USER,
};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "common",
    description: "Apache common log",
    syntax: Syntax::Pattern(&[clf!(), clf!(loose)]),
    columns: &[CLIENT, USER, TIME, REQUEST, METHOD, PATH, QUERY, PROTOCOL, STATUS, BYTES],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Holds("] \""), Tell::Holds("\" ")],
    samples: &[
        sample(
            r#"203.0.113.21 - carol [07/Apr/2026:08:15:42 +0200] "GET /stock?page=3 HTTP/1.1" 200 8120"#,
            &[
                ("client", "203.0.113.21"),
                ("user", "carol"),
                ("time", "07/Apr/2026:08:15:42 +0200"),
                ("method", "GET"),
                ("path", "/stock"),
                ("query", "page=3"),
                ("protocol", "HTTP/1.1"),
                ("status", "200"),
                ("bytes", "8120"),
            ],
        ),
        sample(
            r#"2001:db8::21 - - [07/Apr/2026:08:15:43 +0200] "GET /a \"b\" c HTTP/1.0" 404 -"#,
            &[
                ("client", "2001:db8::21"),
                ("method", "GET"),
                ("path", r#"/a \"b\" c"#),
                ("query", ""),
                ("protocol", "HTTP/1.0"),
                ("status", "404"),
                ("bytes", "-"),
            ],
        ),
        sample(
            r#"198.51.100.77 - - [07/Apr/2026:08:15:44 +0200] "\x16\x03\x01\x02" 400 226"#,
            &[
                ("client", "198.51.100.77"),
                ("method", ""),
                ("path", ""),
                ("protocol", ""),
                ("status", "400"),
                ("bytes", "226"),
            ],
        ),
    ],
};
