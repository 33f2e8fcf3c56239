//! PostgreSQL's jsonlog, 15 and later.

use crate::preset::column::{address, milliseconds, of, raw, text, time};
use crate::preset::pieces::MESSAGE;
use crate::preset::{Part, Preset, Shape, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "postgres-json",
    description: "PostgreSQL log (jsonlog)",
    syntax: Syntax::Json,
    columns: &[
        time("time").from(&[raw("timestamp")]),
        text("user"),
        text("database").from(&[raw("dbname")]),
        text("pid"),
        address("client").from(&[raw("remote_host")]),
        text("level").from(&[raw("error_severity")]),
        text("code").from(&[raw("state_code")]),
        MESSAGE,
        milliseconds("request_time")
            .from(&[of("message", &[Part::After("duration: "), Part::Before(" ms")])]),
        text("statement").from(&[raw("statement"), of("message", &[Part::After("statement: ")])]),
    ],
    value: Some("message"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Key("error_severity", Shape::Text), Tell::Key("timestamp", Shape::Text)],
    samples: &[
        sample(
            r#"{"timestamp":"2026-04-07 08:15:42.310 UTC","user":"app","dbname":"shop","pid":2201,"remote_host":"203.0.113.20","error_severity":"LOG","message":"duration: 48.210 ms  statement: SELECT 1","backend_type":"client backend"}"#,
            &[
                ("time", "2026-04-07 08:15:42.310 UTC"),
                ("user", "app"),
                ("database", "shop"),
                ("client", "203.0.113.20"),
                ("level", "LOG"),
                ("request_time", "48.210"),
                ("statement", "SELECT 1"),
            ],
        ),
        sample(
            r#"{"timestamp":"2026-04-07 08:15:43.310 UTC","pid":9,"error_severity":"ERROR","state_code":"23505","message":"duplicate \"x\"","statement":"INSERT"}"#,
            &[
                ("user", ""),
                ("level", "ERROR"),
                ("code", "23505"),
                ("message", "duplicate \"x\""),
                ("statement", "INSERT"),
            ],
        ),
    ],
};
