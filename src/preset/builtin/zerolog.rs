//! zerolog's JSON.

use crate::preset::column::{raw, text};
use crate::preset::pieces::{LEVEL, MESSAGE, STATUS, TIME};
use crate::preset::{Preset, Shape, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "zerolog",
    description: "zerolog log (JSON)",
    syntax: Syntax::Json,
    columns: &[
        TIME,
        LEVEL,
        text("logger").from(&[raw("logger"), raw("component")]),
        text("caller"),
        MESSAGE,
        text("error"),
        STATUS,
    ],
    value: Some("message"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[
        Tell::Key("level", Shape::Lower),
        Tell::Key("time", Shape::Any),
        Tell::Key("message", Shape::Text),
        Tell::Lacks("msg"),
    ],
    samples: &[
        sample(
            r#"{"level":"error","component":"cart","error":"EOF","time":"2026-04-07T08:15:42Z","message":"store failed"}"#,
            &[
                ("time", "2026-04-07T08:15:42Z"),
                ("level", "error"),
                ("logger", "cart"),
                ("error", "EOF"),
                ("message", "store failed"),
            ],
        ),
        sample(
            r#"{"level":"debug","took":48.21,"time":1775549743,"message":""}"#,
            &[("time", "1775549743"), ("level", "debug"), ("took", "48.21"), ("message", "")],
        ),
    ],
};
