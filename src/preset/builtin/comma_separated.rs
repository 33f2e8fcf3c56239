//! Comma-separated values with a header.

use crate::preset::column::{raw, time};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "csv",
    description: "Comma-separated values with a header",
    syntax: Syntax::Csv,
    columns: &[time("time").from(&[
        raw("time"),
        raw("timestamp"),
        raw("date"),
        raw("datetime"),
        raw("ts"),
    ])],
    value: None,
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Holds(",")],
    samples: &[
        sample(
            "timestamp,shop,amount\n2026-04-07T08:15:42Z,north,48.20",
            &[("time", "2026-04-07T08:15:42Z"), ("shop", "north"), ("amount", "48.20")],
        ),
        sample(
            "timestamp,shop,amount\n2026-04-07T08:15:43Z,\"south, \"\"old\"\"\",",
            &[("shop", "south, \"old\""), ("amount", "")],
        ),
    ],
};
