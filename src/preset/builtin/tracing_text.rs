//! Rust's tracing-subscriber as text, without colours.

use crate::preset::column::text;
use crate::preset::pieces::{LEVEL, LOGGER, MESSAGE, TIME};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "tracing-text",
    description: "Rust tracing log (text)",
    syntax: Syntax::Pattern(&[concat!(
        "^(?P<time>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z) +",
        "(?P<level>TRACE|DEBUG|INFO|WARN|ERROR) (?:(?P<span>[^ ]+[{][^}]*[}][^ ]*): )?",
        "(?P<logger>[A-Za-z_][A-Za-z0-9_:]*): (?P<message>[^\n]*)"
    )]),
    columns: &[TIME, LEVEL, text("span"), LOGGER, MESSAGE],
    value: Some("message"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Starts("0123456789"), Tell::Holds("Z "), Tell::Holds(": ")],
    samples: &[
        sample(
            "2026-04-07T08:15:42.310442Z  WARN shop::cart: slow cart ms=48",
            &[
                ("time", "2026-04-07T08:15:42.310442Z"),
                ("level", "WARN"),
                ("span", ""),
                ("logger", "shop::cart"),
                ("message", "slow cart ms=48"),
            ],
        ),
        sample(
            "2026-04-07T08:15:43.310442Z ERROR checkout{id=7 user=\"a: b\"}: shop::pay: declined: 51",
            &[
                ("level", "ERROR"),
                ("span", "checkout{id=7 user=\"a: b\"}"),
                ("logger", "shop::pay"),
                ("message", "declined: 51"),
            ],
        ),
    ],
};
