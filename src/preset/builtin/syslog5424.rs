//! Syslog lines of RFC 5424, also with the octet count of TCP in front.

use crate::preset::column::{number, text};
use crate::preset::pieces::{HOST, LOGGER, MESSAGE, TIME};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "syslog5424",
    description: "syslog, RFC 5424",
    syntax: Syntax::Pattern(&[
        concat!(
            "^<(?P<priority>[0-9]+)>1 (?P<time>[^ ]+) (?P<host>[^ ]+) (?P<logger>[^ ]+)",
            " (?P<pid>[^ ]+) (?P<message_id>[^ ]+) - (?P<message>[^\n]*)"
        ),
        concat!(
            r#"^(?:[0-9]+ )?<(?P<priority>[0-9]+)>[0-9]+ (?P<time>[^ ]+) (?P<host>[^ ]+)"#,
            r#" (?P<logger>[^ ]+) (?P<pid>[^ ]+) (?P<message_id>[^ ]+)"#,
            r#" (?P<data>-|(?:\[[^\]"]*(?:"[^"\\]*(?:\\.[^"\\]*)*"[^\]"]*)*\])+) ?"#,
            r#"(?P<message>[^\n]*)"#
        ),
    ]),
    columns: &[
        number("priority"),
        TIME,
        HOST,
        LOGGER,
        text("pid"),
        text("message_id"),
        text("data"),
        MESSAGE,
    ],
    value: Some("logger"),
    time: Some("time"),
    wraps: Some("message"),
    header: None,
    tells: &[Tell::Starts("<0123456789"), Tell::Holds(">1 ")],
    samples: &[
        sample(
            r#"<134>1 2026-04-07T08:15:42.120Z gw1 dhcpd 990 - [meta seq="4" note="a ] b \" c"][x@1] lease 192.0.2.60"#,
            &[
                ("priority", "134"),
                ("time", "2026-04-07T08:15:42.120Z"),
                ("host", "gw1"),
                ("logger", "dhcpd"),
                ("pid", "990"),
                ("message_id", "-"),
                ("data", r#"[meta seq="4" note="a ] b \" c"][x@1]"#),
                ("message", "lease 192.0.2.60"),
            ],
        ),
        sample(
            "<13>1 2026-04-07T08:15:43+02:00 gw1 cron - - - nightly: ok",
            &[
                ("time", "2026-04-07T08:15:43+02:00"),
                ("logger", "cron"),
                ("pid", "-"),
                ("message", "nightly: ok"),
            ],
        ),
        sample(
            "46 <13>1 2026-04-07T08:15:44Z gw1 cron - - - tick",
            &[("priority", "13"), ("message", "tick")],
        ),
    ],
};
