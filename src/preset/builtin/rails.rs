//! Rails in production, and any program with Ruby's Logger.

use crate::preset::column::{address, milliseconds, of, status, text};
use crate::preset::pieces::{LEVEL, LOGGER, MESSAGE, TIME};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "rails",
    description: "Rails and Ruby Logger",
    syntax: Syntax::Pattern(&[
        concat!(
            r"^[A-Z], \[(?P<time>[^ ]+) +#(?P<pid>[0-9]+)\] +(?P<level>[A-Z]+) -- : \[",
            r"(?P<request_id>[^\]]*)\] (?P<message>[^\n]*)"
        ),
        concat!(
            r"^[A-Z], \[(?P<time>[^ ]+) +#(?P<pid>[0-9]+)\] +(?P<level>[A-Z]+) --",
            r" (?P<logger>[^:]*): ?(?:\[(?P<request_id>[^\]]*)\] ?)?(?P<message>[^\n]*)"
        ),
    ]),
    columns: &[
        TIME,
        text("pid"),
        LEVEL,
        LOGGER,
        text("request_id"),
        MESSAGE,
        text("method").from(&[of("message", &[Part::After("Started "), Part::FirstWord])]),
        text("path").from(&[of(
            "message",
            &[Part::After("Started "), Part::After("\""), Part::Before("\" for "), Part::Path],
        )]),
        text("query").from(&[of(
            "message",
            &[Part::After("Started "), Part::After("\""), Part::Before("\" for "), Part::Query],
        )]),
        address("client").from(&[of(
            "message",
            &[Part::After("Started "), Part::After("\" for "), Part::FirstWord],
        )]),
        text("action").from(&[of("message", &[Part::After("Processing by "), Part::FirstWord])]),
        status("status").from(&[of("message", &[Part::After("Completed "), Part::FirstWord])]),
        milliseconds("request_time").from(&[of(
            "message",
            &[Part::After("Completed "), Part::After(" in "), Part::UpTo("ms")],
        )]),
    ],
    value: Some("message"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Starts("DIWEFAU"), Tell::Holds(", ["), Tell::Holds(" -- ")],
    samples: &[
        sample(
            "I, [2026-04-07T08:15:42.310442 #77]  INFO -- : [5b1c-22] Completed 201 Created in 48ms (Views: 2.0ms | ActiveRecord: 9.1ms)",
            &[
                ("time", "2026-04-07T08:15:42.310442"),
                ("pid", "77"),
                ("level", "INFO"),
                ("request_id", "5b1c-22"),
                ("status", "201"),
                ("request_time", "48"),
                ("method", ""),
            ],
        ),
        sample(
            "I, [2026-04-07T08:15:43.310442 #77]  INFO -- : [5b1c-23] Started GET \"/carts/4?full=1\" for 2001:db8::185 at 2026-04-07 08:15:43 +0000",
            &[
                ("method", "GET"),
                ("path", "/carts/4"),
                ("query", "full=1"),
                ("client", "2001:db8::185"),
                ("status", ""),
            ],
        ),
        sample(
            "E, [2026-04-07T08:15:44.310442 #78] ERROR -- worker: boom: 3",
            &[("level", "ERROR"), ("logger", "worker"), ("request_id", ""), ("message", "boom: 3")],
        ),
    ],
};
