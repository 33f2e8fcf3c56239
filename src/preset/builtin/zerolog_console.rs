//! zerolog's console writer, without colours.

use crate::preset::column::text;
use crate::preset::pieces::{LEVEL, MESSAGE, TIME};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "zerolog-console",
    description: "zerolog log (console)",
    syntax: Syntax::Pattern(&[concat!(
        "^(?P<time>[0-9][^ ]*) (?P<level>TRC|DBG|INF|WRN|ERR|FTL|PNC)",
        " (?:(?P<caller>[^ ]+:[0-9]+) > )?(?P<message>[^\n]*)"
    )]),
    columns: &[TIME, LEVEL, text("caller"), MESSAGE],
    value: Some("message"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Starts("0123456789"), Tell::Holds(" ")],
    samples: &[
        sample(
            "2026-04-07T08:15:42Z WRN cart/store.go:88 > slow cart ms=48",
            &[
                ("time", "2026-04-07T08:15:42Z"),
                ("level", "WRN"),
                ("caller", "cart/store.go:88"),
                ("message", "slow cart ms=48"),
            ],
        ),
        sample(
            "8:15AM INF ready",
            &[("time", "8:15AM"), ("level", "INF"), ("caller", ""), ("message", "ready")],
        ),
    ],
};
