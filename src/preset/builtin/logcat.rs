//! Android's `logcat -v threadtime`: no year.

use crate::preset::column::{of, text};
use crate::preset::pieces::{LEVEL, MESSAGE, TIME};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "logcat",
    description: "Android logcat (threadtime)",
    syntax: Syntax::Pattern(&[
        concat!(
            "^(?P<time>[0-9]{2}-[0-9]{2} [0-9:]{8}[.][0-9]+) +(?P<pid>[0-9]+) +(?P<tid>[0-9]+)",
            " (?P<level>[VDIWEFAS]) (?P<logger>[^:]*): (?P<message>[^\n]*)"
        ),
        concat!(
            "^(?P<time>[0-9]{2}-[0-9]{2} [0-9:]{8}[.][0-9]+) +(?P<pid>[0-9]+) +(?P<tid>[0-9]+)",
            " (?P<level>[VDIWEFAS]) (?P<logger>[^:]*): ?(?P<message>[^\n]*)"
        ),
    ]),
    columns: &[
        TIME,
        text("pid"),
        text("tid"),
        LEVEL,
        text("logger").from(&[of("logger", &[Part::Trim])]),
        MESSAGE,
    ],
    value: Some("logger"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Starts("0123456789"), Tell::Holds("-"), Tell::Holds(": ")],
    samples: &[
        sample(
            "04-07 08:15:42.310  1520  1544 W WindowManager: slow frame: 48 ms",
            &[
                ("time", "04-07 08:15:42.310"),
                ("pid", "1520"),
                ("tid", "1544"),
                ("level", "W"),
                ("logger", "WindowManager"),
                ("message", "slow frame: 48 ms"),
            ],
        ),
        sample(
            "04-07 08:15:43.000 12345 12345 E My Tag  : ",
            &[("level", "E"), ("logger", "My Tag"), ("message", "")],
        ),
    ],
};
