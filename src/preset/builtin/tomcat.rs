//! Tomcat's JULI log (catalina.out).

use crate::preset::column::text;
use crate::preset::pieces::{LEVEL, LOGGER, MESSAGE, TIME};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "tomcat",
    description: "Tomcat log (JULI)",
    syntax: Syntax::Pattern(&[concat!(
        r"^(?P<time>[0-9]{2}-[A-Z][a-z][a-z]-[0-9]{4} [0-9:.]+) (?P<level>[A-Z]+) \[",
        r"(?P<thread>[^\]]*)\] (?P<logger>[^ ]+) (?P<message>[^\n]*)"
    )]),
    columns: &[TIME, LEVEL, text("thread"), LOGGER, MESSAGE],
    value: Some("logger"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Starts("0123"), Tell::Holds("-"), Tell::Holds(" [")],
    samples: &[
        sample(
            "07-Apr-2026 08:15:42.310 WARNING [http-nio-8080-exec-3] org.example.Filter.doFilter took [48] milliseconds",
            &[
                ("time", "07-Apr-2026 08:15:42.310"),
                ("level", "WARNING"),
                ("thread", "http-nio-8080-exec-3"),
                ("logger", "org.example.Filter.doFilter"),
                ("message", "took [48] milliseconds"),
            ],
        ),
        sample(
            "17-Apr-2026 08:15:43.310 SEVERE [main] a.B.c ",
            &[("level", "SEVERE"), ("logger", "a.B.c"), ("message", "")],
        ),
    ],
};
