//! Container logs of Kubernetes (CRI): stamp, stream, a tag (P: partial line, F: full) and a line.

use crate::preset::column::text;
use crate::preset::pieces::{MESSAGE, TIME};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "cri",
    description: "Kubernetes container log (CRI)",
    syntax: Syntax::Pattern(&[
        concat!(
            "^(?P<time>[0-9]{4}-[0-9]{2}-[0-9]{2}T[^ ]+) (?P<stream>std[a-z]+)",
            " (?P<tag>[FP][^ ]*) (?P<message>[^\n]*)"
        ),
        concat!(
            "^(?P<time>[0-9]{4}-[0-9]{2}-[0-9]{2}T[^ ]+) (?P<stream>std[a-z]+)",
            " (?P<tag>[FP][^ ]*) ?(?P<message>[^\n]*)"
        ),
    ]),
    columns: &[TIME, text("stream"), text("tag"), MESSAGE],
    value: Some("message"),
    time: Some("time"),
    wraps: Some("message"),
    header: None,
    tells: &[Tell::Starts("0123456789"), Tell::Holds(" std")],
    samples: &[
        sample(
            "2026-04-07T08:15:42.310442871Z stdout F cache warm",
            &[
                ("time", "2026-04-07T08:15:42.310442871Z"),
                ("stream", "stdout"),
                ("tag", "F"),
                ("message", "cache warm"),
            ],
        ),
        sample(
            "2026-04-07T10:15:43.310442871+02:00 stderr P",
            &[
                ("time", "2026-04-07T10:15:43.310442871+02:00"),
                ("stream", "stderr"),
                ("tag", "P"),
                ("message", ""),
            ],
        ),
    ],
};
