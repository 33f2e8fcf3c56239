//! Spring Boot's console log, version 2 (no application name) and 3.

use crate::preset::column::{of, text};
use crate::preset::pieces::{LEVEL, LOGGER, MESSAGE, TIME};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "spring",
    description: "Spring Boot log",
    syntax: Syntax::Pattern(&[
        concat!(
            r"^(?P<time>[0-9-]+T[^ ]+) +(?P<level>[A-Z]+) (?P<pid>[0-9]+) --- \[",
            r"(?P<application>[^\]]*)\] \[(?P<thread>[^\]]*)\] (?P<logger>[^ ]+) +:",
            r" (?P<message>[^\n]*)"
        ),
        concat!(
            r"^(?P<time>[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][^ ]+) +(?P<level>[A-Z]+)",
            r" (?P<pid>[0-9]+ )?--- (?:\[(?P<application>[^\]]*)\] )?\[(?P<thread>[^\]]*)\]",
            r" (?:\[(?P<trace>[^\]]*)\] )?(?P<logger>[^ ]+) +: ?(?P<message>[^\n]*)"
        ),
    ]),
    columns: &[
        TIME,
        LEVEL,
        text("pid").from(&[of("pid", &[Part::Trim])]),
        text("application"),
        text("thread").from(&[of("thread", &[Part::Trim])]),
        text("trace"),
        LOGGER,
        MESSAGE,
    ],
    value: Some("logger"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Starts("0123456789"), Tell::Holds(" --- ")],
    samples: &[
        sample(
            "2026-04-07T08:15:42.310+02:00  WARN 7 --- [shop] [nio-8080-exec-4] c.e.shop.CartController                  : slow cart: 48 ms",
            &[
                ("time", "2026-04-07T08:15:42.310+02:00"),
                ("level", "WARN"),
                ("pid", "7"),
                ("application", "shop"),
                ("thread", "nio-8080-exec-4"),
                ("logger", "c.e.shop.CartController"),
                ("message", "slow cart: 48 ms"),
            ],
        ),
        sample(
            "2026-04-07 08:15:43.310  INFO 1 --- [           main] com.example.Shop                         : ready",
            &[
                ("time", "2026-04-07 08:15:43.310"),
                ("application", ""),
                ("thread", "main"),
                ("logger", "com.example.Shop"),
                ("message", "ready"),
            ],
        ),
    ],
};
