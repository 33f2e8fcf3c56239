//! Tab-separated values with a header.

use crate::preset::column::{raw, time};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "tsv",
    description: "Tab-separated values with a header",
    syntax: Syntax::Tsv,
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
    tells: &[Tell::Holds("\t")],
    samples: &[
        sample(
            "timestamp\tshop\tamount\n2026-04-07T08:15:42Z\tnorth\t48.20",
            &[("time", "2026-04-07T08:15:42Z"), ("shop", "north"), ("amount", "48.20")],
        ),
        sample(
            "timestamp\tshop\tamount\n2026-04-07T08:15:43Z\tsouth, \"old\"\t",
            &[("shop", "south, \"old\""), ("amount", "")],
        ),
    ],
};
