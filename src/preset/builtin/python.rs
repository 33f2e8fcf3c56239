//! Python's logging in the shapes people give it, among them `basicConfig` without a stamp.

use crate::preset::pieces::{LEVEL, LOGGER, MESSAGE, TIME};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "python",
    description: "Python logging",
    syntax: Syntax::Pattern(&[
        concat!(
            "^(?P<time>[0-9-]+ [0-9:]+,[0-9]+) - (?P<logger>[^ ]+) - (?P<level>[A-Z]+) -",
            " (?P<message>[^\n]*)"
        ),
        concat!(
            r"^\[?(?P<time>[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8},[0-9]+)\]? \[?",
            r"(?P<level>DEBUG|INFO|WARNING|ERROR|CRITICAL)\]?:? +(?P<logger>[A-Za-z_][^ :\[]*):",
            r" (?P<message>[^\n]*)"
        ),
        "^(?P<level>DEBUG|INFO|WARNING|ERROR|CRITICAL):(?P<logger>[^: ]+):(?P<message>[^\n]*)",
        concat!(
            r"^\[?(?P<time>[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8},[0-9]+)\]?[ :-]+\[?",
            r"(?P<level>DEBUG|INFO|WARNING|ERROR|CRITICAL)\]?[ :-]+(?P<message>[^\n]*)"
        ),
    ]),
    columns: &[TIME, LOGGER, LEVEL, MESSAGE],
    value: Some("message"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Starts("[0123456789DIWEC"), Tell::Holds(":")],
    samples: &[
        sample(
            "2026-04-07 08:15:42,310 - shop.cart - WARNING - stock - low: 2",
            &[
                ("time", "2026-04-07 08:15:42,310"),
                ("logger", "shop.cart"),
                ("level", "WARNING"),
                ("message", "stock - low: 2"),
            ],
        ),
        sample(
            "2026-04-07 08:15:43,310 [ERROR] shop.pay: declined",
            &[
                ("time", "2026-04-07 08:15:43,310"),
                ("level", "ERROR"),
                ("logger", "shop.pay"),
                ("message", "declined"),
            ],
        ),
        sample(
            "2026-04-07 08:15:44,310 INFO no logger here",
            &[
                ("time", "2026-04-07 08:15:44,310"),
                ("level", "INFO"),
                ("logger", ""),
                ("message", "no logger here"),
            ],
        ),
        sample(
            "INFO:root:started: ok",
            &[("time", ""), ("level", "INFO"), ("logger", "root"), ("message", "started: ok")],
        ),
    ],
};
