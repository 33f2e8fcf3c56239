//! OpenSSH's daemon in a syslog file or journal; from 9.8 on it logs as sshd-session.

use crate::preset::column::{address, number, of, text};
use crate::preset::pieces::{HOST, LOGGER, MESSAGE, TIME};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "sshd",
    description: "OpenSSH server log lines",
    syntax: Syntax::Pattern(&[
        concat!(syslog!(), r"(?P<logger>sshd[a-z-]*)\[(?P<pid>[0-9]+)\]: (?P<message>[^\n]*)"),
        concat!(
            syslog!(loose),
            r"(?P<logger>sshd[a-z-]*)(?:\[(?P<pid>[0-9]+)\])?: (?P<message>[^\n]*)"
        ),
    ]),
    columns: &[
        TIME,
        HOST,
        LOGGER,
        text("pid"),
        MESSAGE,
        text("event").from(&[
            of("message", &[Part::Before(" for ")]),
            of("message", &[Part::Before(" user ")]),
            of("message", &[Part::Before(" from ")]),
            of("message", &[Part::UpTo(" by ")]),
        ]),
        address("client").from(&[
            of("message", &[Part::Before(" port "), Part::LastWord]),
            of("message", &[Part::After(" rhost="), Part::FirstWord]),
            of("message", &[Part::After(" from "), Part::FirstWord]),
        ]),
        number("port")
            .from(&[of("message", &[Part::After(" port "), Part::UpTo(" "), Part::UpTo(":")])]),
        text("user").from(&[
            of("message", &[Part::After(" invalid user "), Part::UpTo(" ")]),
            of("message", &[Part::After("ser "), Part::UpTo(" "), Part::UpTo("(")]),
            of("message", &[Part::After(" for "), Part::UpTo(" ")]),
            of("message", &[Part::After(" user="), Part::UpTo(" ")]),
        ]),
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    tells: &[Tell::Holds(" sshd"), Tell::Holds(": ")],
    samples: &[
        sample(
            "Apr  7 08:15:42 bastion sshd[3310]: Failed password for invalid user oracle from 203.0.113.155 port 40222 ssh2",
            &[
                ("time", "Apr  7 08:15:42"),
                ("host", "bastion"),
                ("pid", "3310"),
                ("event", "Failed password"),
                ("client", "203.0.113.155"),
                ("port", "40222"),
                ("user", "oracle"),
            ],
        ),
        sample(
            "Apr 17 08:15:43 bastion sshd-session[3311]: Accepted publickey for ivan from 2001:db8::155 port 40223 ssh2: ED25519 SHA256:abc",
            &[
                ("logger", "sshd-session"),
                ("event", "Accepted publickey"),
                ("client", "2001:db8::155"),
                ("user", "ivan"),
            ],
        ),
        sample(
            "2026-04-07T08:15:44.120001+00:00 bastion sshd[3312]: Connection closed by authenticating user root 198.51.100.15 port 40224 [preauth]",
            &[
                ("time", "2026-04-07T08:15:44.120001+00:00"),
                ("client", "198.51.100.15"),
                ("port", "40224"),
                ("user", "root"),
            ],
        ),
        sample(
            "Apr  7 08:15:45 bastion sshd[3313]: Received disconnect from 198.51.100.15 port 40225:11: Bye [preauth]",
            &[
                ("event", "Received disconnect"),
                ("client", "198.51.100.15"),
                ("port", "40225"),
                ("user", ""),
            ],
        ),
    ],
};
