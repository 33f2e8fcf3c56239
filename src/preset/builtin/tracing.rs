//! Rust's tracing-subscriber as JSON.

use crate::preset::column::{raw, status, text, time};
use crate::preset::pieces::LEVEL;
use crate::preset::{Preset, Shape, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "tracing",
    description: "Rust tracing log (JSON)",
    syntax: Syntax::Json,
    columns: &[
        time("time").from(&[raw("timestamp")]),
        LEVEL,
        text("logger").from(&[raw("logger"), raw("target")]),
        text("message").from(&[raw("fields.message"), raw("message")]),
        text("span").from(&[raw("span.name")]),
        status("status").from(&[raw("fields.status"), raw("status")]),
    ],
    value: Some("message"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[
        Tell::Key("timestamp", Shape::Text),
        Tell::Key("level", Shape::Upper),
        Tell::Key("target", Shape::Text),
    ],
    samples: &[
        sample(
            r#"{"timestamp":"2026-04-07T08:15:42.310442Z","level":"WARN","fields":{"message":"slow cart","ms":48},"target":"shop::cart","span":{"name":"checkout"}}"#,
            &[
                ("time", "2026-04-07T08:15:42.310442Z"),
                ("level", "WARN"),
                ("logger", "shop::cart"),
                ("message", "slow cart"),
                ("span", "checkout"),
                ("fields.ms", "48"),
            ],
        ),
        sample(
            r#"{"timestamp":"2026-04-07T08:15:43Z","level":"INFO","message":"flat \\ one","target":"shop"}"#,
            &[("logger", "shop"), ("message", r"flat \ one"), ("span", "")],
        ),
    ],
};
