//! `journalctl -o short-iso`: like a syslog file, with whole seconds and a numeric offset.

use crate::preset::column::text;
use crate::preset::pieces::{HOST, LOGGER, MESSAGE, TIME};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "journal",
    description: "journalctl output (short-iso)",
    syntax: Syntax::Pattern(&[
        concat!(
            r"^(?P<time>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}[+-][0-9:]+) (?P<host>[^ ]+)",
            r" (?P<logger>[^ \[:]+)\[(?P<pid>[^\]]+)\]: (?P<message>[^\n]*)"
        ),
        concat!(
            r"^(?P<time>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}[+-][0-9:]+) (?P<host>[^ ]+)",
            r" (?P<logger>[^\[:]+)(?:\[(?P<pid>[^\]]*)\])?: (?P<message>[^\n]*)"
        ),
    ]),
    columns: &[TIME, HOST, LOGGER, text("pid"), MESSAGE],
    value: Some("logger"),
    time: Some("time"),
    wraps: Some("message"),
    header: None,
    tells: &[Tell::Starts("0123456789"), Tell::Holds("T"), Tell::Holds(": ")],
    samples: &[
        sample(
            "2026-04-07T08:15:42+0200 node4 kubelet[811]: pod started",
            &[
                ("time", "2026-04-07T08:15:42+0200"),
                ("host", "node4"),
                ("logger", "kubelet"),
                ("pid", "811"),
                ("message", "pod started"),
            ],
        ),
        sample(
            "2026-04-07T08:15:43+02:00 node4 my daemon: no pid: fine",
            &[
                ("time", "2026-04-07T08:15:43+02:00"),
                ("logger", "my daemon"),
                ("pid", ""),
                ("message", "no pid: fine"),
            ],
        ),
    ],
};
