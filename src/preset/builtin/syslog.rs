//! Syslog files and wire lines of RFC 3164, day padded or not, with or without a priority.

use crate::preset::column::{number, text};
use crate::preset::pieces::{HOST, LOGGER, MESSAGE, TIME};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "syslog",
    description: "syslog, RFC 3164",
    syntax: Syntax::Pattern(&[
        concat!(syslog!(), r"(?P<logger>[^ \[:]+)\[(?P<pid>[^\]]+)\]: (?P<message>[^\n]*)"),
        concat!(
            r"^(?:<(?P<priority>[0-9]+)>)?",
            r"(?P<time>[A-Z][a-z][a-z] +[0-9]+ (?:[0-9]{4} )?[0-9]+:[0-9:.]+) (?P<host>[^ ]+)",
            r" (?:(?P<logger>[^ \[:]+)(?:\[(?P<pid>[^\]]*)\])?: ?)?(?P<message>[^\n]*)"
        ),
    ]),
    columns: &[number("priority"), TIME, HOST, LOGGER, text("pid"), MESSAGE],
    value: Some("logger"),
    time: Some("time"),
    wraps: Some("message"),
    header: None,
    tells: &[Tell::Starts("<JFMASOND"), Tell::Holds(": ")],
    samples: &[
        sample(
            "Apr  7 08:15:42 mail1 postfix/smtpd[4410]: connect from unknown[203.0.113.145]",
            &[
                ("time", "Apr  7 08:15:42"),
                ("host", "mail1"),
                ("logger", "postfix/smtpd"),
                ("pid", "4410"),
                ("message", "connect from unknown[203.0.113.145]"),
            ],
        ),
        sample(
            "<13>Apr 17 08:15:43 mail1 backup: done: 3 files",
            &[
                ("priority", "13"),
                ("time", "Apr 17 08:15:43"),
                ("host", "mail1"),
                ("logger", "backup"),
                ("pid", ""),
                ("message", "done: 3 files"),
            ],
        ),
        sample(
            "Apr  7 08:15:44 mail1 last message repeated 2 times",
            &[("host", "mail1"), ("logger", ""), ("message", "last message repeated 2 times")],
        ),
    ],
};
