//! nginx's combined log with X-Forwarded-For, quoted, at the end: `main` of its packages.

use crate::preset::column::{address, of, text};
use crate::preset::pieces::{
    BYTES, CLIENT, METHOD, PATH, PROTOCOL, QUERY, REFERER, REQUEST, STATUS, TIME, USER, USER_AGENT,
};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "nginx-main",
    description: "nginx combined log with X-Forwarded-For (main)",
    syntax: Syntax::Pattern(&[
        concat!(combined!(), quoted!("forwarded")),
        concat!(combined!(loose), quoted!(loose "forwarded")),
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
        address("forwarded_client").from(&[of("forwarded", &[Part::UpTo(",")])]),
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Holds("] \""), Tell::Holds("\" \"")],
    samples: &[
        sample(
            r#"10.0.0.3 - - [07/Apr/2026:08:15:42 +0000] "GET /robots.txt HTTP/1.1" 200 68 "-" "bot/1.0" "198.51.100.61, 10.2.0.4""#,
            &[
                ("client", "10.0.0.3"),
                ("time", "07/Apr/2026:08:15:42 +0000"),
                ("path", "/robots.txt"),
                ("user_agent", "bot/1.0"),
                ("forwarded", "198.51.100.61, 10.2.0.4"),
                ("forwarded_client", "198.51.100.61"),
            ],
        ),
        sample(
            r#"10.0.0.3 - - [07/Apr/2026:08:15:43 +0000] "\x03\x00" 400 150 "-" "-" "-" more"#,
            &[("client", "10.0.0.3"), ("method", ""), ("status", "400"), ("forwarded", "-")],
        ),
    ],
};
