//! Go's standard log package, with and without microseconds and the file.

use crate::preset::pieces::{LOGGER, MESSAGE, TIME};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "go",
    description: "Go standard log",
    syntax: Syntax::Pattern(&[concat!(
        r"^(?P<time>[0-9]{4}/[0-9]{2}/[0-9]{2} [0-9:.]+)",
        r" (?:(?P<logger>[^ :]+\.go:[0-9]+): )?(?P<message>[^\n]*)"
    )]),
    columns: &[TIME, LOGGER, MESSAGE],
    value: Some("message"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Starts("0123456789"), Tell::Holds("/"), Tell::Holds(":")],
    samples: &[
        sample(
            "2026/04/07 08:15:42 listening on :9090",
            &[("time", "2026/04/07 08:15:42"), ("logger", ""), ("message", "listening on :9090")],
        ),
        sample(
            "2026/04/07 08:15:43.310442 store.go:88: retry: EOF",
            &[
                ("time", "2026/04/07 08:15:43.310442"),
                ("logger", "store.go:88"),
                ("message", "retry: EOF"),
            ],
        ),
    ],
};
