//! Apache's combined log with the bytes received and sent (mod_logio) at the end.

use crate::preset::column::bytes;
use crate::preset::pieces::{
    BYTES, CLIENT, METHOD, PATH, PROTOCOL, QUERY, REFERER, REQUEST, STATUS, TIME, USER, USER_AGENT,
};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "combined-io",
    description: "Apache combined log with bytes received and sent (combinedio)",
    syntax: Syntax::Pattern(&[
        concat!(combined!(), r" (?P<received_bytes>[0-9]+) (?P<sent_bytes>[0-9]+)(?: |$)"),
        concat!(combined!(loose), r" (?P<received_bytes>[0-9]+) (?P<sent_bytes>[0-9]+)(?: |$)"),
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
        bytes("received_bytes"),
        bytes("sent_bytes"),
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Holds("] \""), Tell::Holds("\" \"")],
    samples: &[
        sample(
            r#"203.0.113.51 - - [07/Apr/2026:08:15:42 +0000] "GET /logo.svg HTTP/1.1" 200 702 "-" "agent/3" 412 990"#,
            &[
                ("client", "203.0.113.51"),
                ("time", "07/Apr/2026:08:15:42 +0000"),
                ("path", "/logo.svg"),
                ("bytes", "702"),
                ("received_bytes", "412"),
                ("sent_bytes", "990"),
            ],
        ),
        sample(
            r#"2001:db8::51 - - [07/Apr/2026:08:15:43 +0000] "-" 408 - "-" "q \"r\"" 0 0 more"#,
            &[
                ("client", "2001:db8::51"),
                ("method", ""),
                ("status", "408"),
                ("user_agent", r#"q \"r\""#),
                ("received_bytes", "0"),
                ("sent_bytes", "0"),
            ],
        ),
    ],
};
