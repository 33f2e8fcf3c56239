//! gunicorn's default access log: the combined format, also from a socket without addresses.

use crate::preset::pieces::{
    BYTES, CLIENT, METHOD, PATH, PROTOCOL, QUERY, REFERER, REQUEST, STATUS, TIME, USER, USER_AGENT,
};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "gunicorn",
    description: "gunicorn access log",
    syntax: Syntax::Pattern(&[combined!(), combined!(loose)]),
    columns: &[
        CLIENT, USER, TIME, REQUEST, METHOD, PATH, QUERY, PROTOCOL, STATUS, BYTES, REFERER,
        USER_AGENT,
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    // Its lines are the combined format's.
    tells: &[Tell::Never],
    samples: &[
        sample(
            r#"203.0.113.15 - - [07/Apr/2026:08:15:42 +0000] "GET /healthz HTTP/1.1" 200 2 "-" "kube-probe/1.33""#,
            &[
                ("client", "203.0.113.15"),
                ("time", "07/Apr/2026:08:15:42 +0000"),
                ("method", "GET"),
                ("path", "/healthz"),
                ("status", "200"),
                ("bytes", "2"),
                ("user_agent", "kube-probe/1.33"),
            ],
        ),
        sample(
            r#" - - [07/Apr/2026:08:15:43 +0000] "POST /jobs HTTP/1.0" 202 17 "-" "w \"1\"""#,
            &[("client", ""), ("path", "/jobs"), ("status", "202"), ("user_agent", r#"w \"1\""#)],
        ),
    ],
};
