//! fail2ban's own log.

use crate::preset::column::{address, of, text};
use crate::preset::pieces::{LEVEL, LOGGER, MESSAGE, TIME};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

/// What it does to an address.
const ACTIONS: &[&str] = &["Ban", "Unban", "Found", "Ignore"];

pub(super) const PRESET: Preset = Preset {
    name: "fail2ban",
    description: "fail2ban log",
    syntax: Syntax::Pattern(&[
        concat!(
            r"^(?P<time>[0-9-]+ [0-9:,]+) (?P<logger>fail2ban[^ ]*) +\[(?P<pid>[0-9]+)\]:",
            r" (?P<level>[A-Z]+) +\[(?P<jail>[^\]]+)\] (?P<message>[^\n]*)"
        ),
        concat!(
            r"^(?P<time>[0-9-]+ [0-9:,]+) (?P<logger>fail2ban[^ ]*) +\[(?P<pid>[0-9]+)\]:",
            r" (?P<level>[A-Z]+) +(?:\[(?P<jail>[^\]]+)\] )?(?P<message>[^\n]*)"
        ),
    ]),
    columns: &[
        TIME,
        LOGGER,
        text("pid"),
        LEVEL,
        text("jail"),
        text("action").from(&[
            of("message", &[Part::Strip("Restore "), Part::FirstWord, Part::OneOf(ACTIONS)]),
            of("message", &[Part::Strip("Increase "), Part::FirstWord, Part::OneOf(ACTIONS)]),
            of("message", &[Part::FirstWord, Part::OneOf(ACTIONS)]),
        ]),
        address("client").from(&[
            of("message", &[Part::After("Ban "), Part::FirstWord]),
            of("message", &[Part::After("Unban "), Part::FirstWord]),
            of("message", &[Part::After("Found "), Part::FirstWord]),
            of("message", &[Part::After("Ignore "), Part::FirstWord]),
            of("message", &[Part::Before(" already banned"), Part::LastWord]),
        ]),
        MESSAGE,
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Starts("0123456789"), Tell::Holds(" fail2ban")],
    samples: &[
        sample(
            "2026-04-07 08:15:42,310 fail2ban.actions        [644]: NOTICE  [nginx-login] Ban 203.0.113.175",
            &[
                ("time", "2026-04-07 08:15:42,310"),
                ("logger", "fail2ban.actions"),
                ("pid", "644"),
                ("level", "NOTICE"),
                ("jail", "nginx-login"),
                ("action", "Ban"),
                ("client", "203.0.113.175"),
            ],
        ),
        sample(
            "2026-04-07 08:15:43,310 fail2ban.server         [644]: INFO    Starting Fail2ban v1.1.0",
            &[
                ("level", "INFO"),
                ("jail", ""),
                ("client", ""),
                ("action", ""),
                ("message", "Starting Fail2ban v1.1.0"),
            ],
        ),
        sample(
            "2026-04-07 08:15:44,310 fail2ban.actions        [644]: NOTICE  [sshd] Restore Ban 2001:db8::175",
            &[("action", "Ban"), ("client", "2001:db8::175")],
        ),
        sample(
            "2026-04-07 08:15:45,310 fail2ban.actions        [644]: WARNING [sshd] 203.0.113.175 already banned",
            &[("action", ""), ("client", "203.0.113.175")],
        ),
    ],
};
