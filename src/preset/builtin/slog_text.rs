//! Go's log/slog with the text handler: levels in upper case.

use crate::preset::column::{raw, text};
use crate::preset::pieces::{LEVEL, STATUS, TIME};
use crate::preset::{Preset, Shape, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "slog-text",
    description: "Go slog (text handler)",
    syntax: Syntax::Logfmt,
    columns: &[TIME, LEVEL, text("message").from(&[raw("msg")]), text("source"), STATUS],
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
            "time=2026-04-07T08:15:42.310Z level=WARN msg=\"slow cart\" cart.id=7 ms=48",
            &[
                ("time", "2026-04-07T08:15:42.310Z"),
                ("level", "WARN"),
                ("message", "slow cart"),
                ("cart.id", "7"),
                ("ms", "48"),
            ],
        ),
        sample(
            r#"time=2026-04-07T08:15:43.310+02:00 level=ERROR msg="a=\"b\" c" empty="" err=EOF"#,
            &[("level", "ERROR"), ("message", "a=\"b\" c"), ("empty", ""), ("err", "EOF")],
        ),
    ],
};
