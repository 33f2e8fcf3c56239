//! The error log of MySQL 5.7 and 8, and of MariaDB.

use crate::preset::column::text;
use crate::preset::pieces::{LEVEL, LOGGER, MESSAGE, TIME};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "mysql-error",
    description: "MySQL and MariaDB error log",
    syntax: Syntax::Pattern(&[
        concat!(
            r"^(?P<time>[0-9-]+T[0-9:.]+Z) (?P<thread>[0-9]+) \[(?P<level>[A-Za-z]+)\] \[",
            r"(?P<code>[^\]]+)\] \[(?P<logger>[^\]]+)\] (?P<message>[^\n]*)"
        ),
        concat!(
            r"^(?P<time>[0-9]{4}-[0-9]{2}-[0-9]{2}[T ] ?[0-9:.]+[^ ]*) +(?P<thread>[0-9]+) \[",
            r"(?P<level>[A-Za-z]+)\] (?:\[(?P<code>[^\]]+)\] )?(?:\[(?P<logger>[^\]]+)\] )?",
            r"(?P<message>[^\n]*)"
        ),
    ]),
    columns: &[TIME, text("thread"), LEVEL, text("code"), LOGGER, MESSAGE],
    value: Some("message"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Starts("0123456789"), Tell::Holds(" ["), Tell::Holds("] ")],
    samples: &[
        sample(
            "2026-04-07T08:15:42.310442Z 9 [ERROR] [MY-013129] [Server] A message was lost: [x].",
            &[
                ("time", "2026-04-07T08:15:42.310442Z"),
                ("thread", "9"),
                ("level", "ERROR"),
                ("code", "MY-013129"),
                ("logger", "Server"),
                ("message", "A message was lost: [x]."),
            ],
        ),
        sample(
            "2026-04-07  8:15:43 0 [Note] InnoDB: Buffer pool(s) load completed",
            &[
                ("time", "2026-04-07  8:15:43"),
                ("level", "Note"),
                ("code", ""),
                ("message", "InnoDB: Buffer pool(s) load completed"),
            ],
        ),
    ],
};
