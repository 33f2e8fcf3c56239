//! Docker's json-file logs: the line, with its newline, in `log`.

use crate::preset::column::{of, text};
use crate::preset::pieces::TIME;
use crate::preset::{Part, Preset, Shape, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "docker",
    description: "Docker container log (json-file)",
    syntax: Syntax::Json,
    columns: &[TIME, text("stream"), text("message").from(&[of("log", &[Part::Line])])],
    value: Some("message"),
    time: Some("time"),
    wraps: Some("message"),
    header: None,
    tells: &[Tell::Key("log", Shape::Text), Tell::Key("stream", Shape::Text)],
    samples: &[
        sample(
            r#"{"log":"cache warm\n","stream":"stdout","time":"2026-04-07T08:15:42.310442871Z"}"#,
            &[
                ("time", "2026-04-07T08:15:42.310442871Z"),
                ("stream", "stdout"),
                ("message", "cache warm"),
            ],
        ),
        sample(
            r#"{"log":"say \"\u00e9\"","stream":"stderr","attrs":{"tag":"web"},"time":"2026-04-07T08:15:43Z"}"#,
            &[("stream", "stderr"), ("message", "say \"é\""), ("attrs.tag", "web")],
        ),
    ],
};
