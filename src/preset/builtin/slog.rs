//! Go's log/slog with the JSON handler: levels in upper case.

use crate::preset::column::{raw, text};
use crate::preset::pieces::{LEVEL, STATUS, TIME};
use crate::preset::{Preset, Shape, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "slog",
    description: "Go slog (JSON handler)",
    syntax: Syntax::Json,
    columns: &[
        TIME,
        LEVEL,
        text("message").from(&[raw("msg")]),
        text("source").from(&[raw("source.file"), raw("source")]),
        STATUS,
    ],
    value: Some("message"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[
        Tell::Key("time", Shape::Text),
        Tell::Key("level", Shape::Upper),
        Tell::Key("msg", Shape::Text),
    ],
    samples: &[
        sample(
            r#"{"time":"2026-04-07T08:15:42.310442871Z","level":"WARN","source":{"function":"main.f","file":"/src/cart.go","line":88},"msg":"slow cart","ms":48}"#,
            &[
                ("time", "2026-04-07T08:15:42.310442871Z"),
                ("level", "WARN"),
                ("message", "slow cart"),
                ("source", "/src/cart.go"),
                ("source.line", "88"),
                ("ms", "48"),
            ],
        ),
        sample(
            r#"{"time":"2026-04-07T08:15:43+02:00","level":"INFO+2","msg":"","req":{"id":"\u0061"}}"#,
            &[("level", "INFO+2"), ("message", ""), ("req.id", "a")],
        ),
    ],
};
