//! zap's JSON, also of other Go programs that follow it.

use crate::preset::column::{raw, text, time};
use crate::preset::pieces::{LEVEL, LOGGER, STATUS};
use crate::preset::{Preset, Shape, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "zap",
    description: "zap log (JSON)",
    syntax: Syntax::Json,
    columns: &[
        time("time").from(&[raw("ts")]),
        LEVEL,
        LOGGER,
        text("caller"),
        text("message").from(&[raw("msg")]),
        STATUS,
    ],
    value: Some("message"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[
        Tell::Key("level", Shape::Text),
        Tell::Key("ts", Shape::Any),
        Tell::Key("msg", Shape::Text),
    ],
    samples: &[
        sample(
            r#"{"level":"warn","ts":1775549742.310442,"logger":"cart","caller":"cart/store.go:88","msg":"slow cart","ms":48}"#,
            &[
                ("time", "1775549742.310442"),
                ("level", "warn"),
                ("logger", "cart"),
                ("caller", "cart/store.go:88"),
                ("message", "slow cart"),
                ("ms", "48"),
            ],
        ),
        sample(
            r#"{"level":"info","ts":"2026-04-07T08:15:43.310Z","msg":"a \"b\"","peer.address":"192.0.2.8"}"#,
            &[
                ("time", "2026-04-07T08:15:43.310Z"),
                ("message", "a \"b\""),
                ("peer.address", "192.0.2.8"),
                ("logger", ""),
            ],
        ),
    ],
};
