//! Redis and Valkey; the character before the message is the level.

use crate::preset::column::text;
use crate::preset::pieces::{LEVEL, MESSAGE, TIME};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "redis",
    description: "Redis and Valkey log",
    syntax: Syntax::Pattern(&[concat!(
        "^(?P<pid>[0-9]+):(?P<role>[A-Z]) (?P<time>[0-9]+ [A-Z][a-z]+ [0-9]{4} [0-9:.]+)",
        " (?P<level>[.*#-]) (?P<message>[^\n]*)"
    )]),
    columns: &[text("pid"), text("role"), TIME, LEVEL, MESSAGE],
    value: Some("message"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Starts("0123456789"), Tell::Holds(":")],
    samples: &[
        sample(
            "911:S 07 Apr 2026 08:15:42.310 # Connection with master lost.",
            &[
                ("pid", "911"),
                ("role", "S"),
                ("time", "07 Apr 2026 08:15:42.310"),
                ("level", "#"),
                ("message", "Connection with master lost."),
            ],
        ),
        sample(
            "1:M 17 Apr 2026 08:15:43.001 - 10.0.0.2:6379> a * b",
            &[("level", "-"), ("message", "10.0.0.2:6379> a * b")],
        ),
    ],
};
