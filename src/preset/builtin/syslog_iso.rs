//! Syslog files with ISO stamps, as rsyslog writes them by default since Debian 12.

use crate::preset::column::{number, text};
use crate::preset::pieces::{HOST, LOGGER, MESSAGE, TIME};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "syslog-iso",
    description: "syslog files with ISO 8601 stamps (rsyslog)",
    syntax: Syntax::Pattern(&[
        concat!(
            r"^(?P<time>[0-9]{4}-[0-9]{2}-[0-9]{2}T[^ ]+) (?P<host>[^ ]+) (?P<logger>[^ \[:]+)",
            r"\[(?P<pid>[^\]]+)\]: (?P<message>[^\n]*)"
        ),
        concat!(
            r"^(?:<(?P<priority>[0-9]+)>)?(?P<time>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}[^ ]*)",
            r" (?P<host>[^ ]+) (?P<logger>[^ \[:]+)(?:\[(?P<pid>[^\]]*)\])?: ?",
            r"(?P<message>[^\n]*)"
        ),
    ]),
    columns: &[number("priority"), TIME, HOST, LOGGER, text("pid"), MESSAGE],
    value: Some("logger"),
    time: Some("time"),
    wraps: Some("message"),
    header: None,
    tells: &[Tell::Starts("<0123456789"), Tell::Holds("T"), Tell::Holds(":")],
    samples: &[
        sample(
            "2026-04-07T08:15:42.310442+02:00 app7 systemd[1]: Finished cleanup.service.",
            &[
                ("time", "2026-04-07T08:15:42.310442+02:00"),
                ("host", "app7"),
                ("logger", "systemd"),
                ("pid", "1"),
                ("message", "Finished cleanup.service."),
            ],
        ),
        sample(
            "<30>2026-04-07T08:15:43.000001Z app7 backup: 3 of 4: slow",
            &[
                ("priority", "30"),
                ("time", "2026-04-07T08:15:43.000001Z"),
                ("logger", "backup"),
                ("message", "3 of 4: slow"),
            ],
        ),
    ],
};
