//! The kernel in a syslog file or journal, with the addresses of netfilter's LOG lines.

use crate::preset::column::{address, bytes, number, of, seconds, text};
use crate::preset::pieces::{HOST, MESSAGE, TIME};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "kernel",
    description: "Linux kernel and iptables log lines",
    syntax: Syntax::Pattern(&[
        concat!(syslog!(), r"kernel: \[ *(?P<uptime>[0-9.]+)\] (?P<message>[^\n]*)"),
        concat!(
            syslog!(loose),
            r"kernel(?:\[[0-9]+\])?: (?:\[ *(?P<uptime>[0-9.]+)\] )?(?P<message>[^\n]*)"
        ),
    ]),
    columns: &[
        TIME,
        HOST,
        seconds("uptime"),
        MESSAGE,
        text("prefix").from(&[of("message", &[Part::Before("IN="), Part::Trim])]),
        text("in").from(&[of("message", &[Part::After("IN="), Part::UpTo(" ")])]),
        text("out").from(&[of("message", &[Part::After(" OUT="), Part::UpTo(" ")])]),
        address("client").from(&[of("message", &[Part::After(" SRC="), Part::UpTo(" ")])]),
        address("server").from(&[of("message", &[Part::After(" DST="), Part::UpTo(" ")])]),
        text("protocol").from(&[of("message", &[Part::After(" PROTO="), Part::UpTo(" ")])]),
        number("client_port").from(&[of("message", &[Part::After(" SPT="), Part::UpTo(" ")])]),
        number("port").from(&[of("message", &[Part::After(" DPT="), Part::UpTo(" ")])]),
        bytes("bytes").from(&[of("message", &[Part::After(" LEN="), Part::UpTo(" ")])]),
    ],
    value: Some("message"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Holds(" kernel")],
    samples: &[
        sample(
            "Apr  7 08:15:42 fw2 kernel: [ 9912.004410] [UFW BLOCK] IN=eth0 OUT= MAC=aa:bb SRC=203.0.113.165 DST=192.0.2.7 LEN=44 TTL=51 PROTO=TCP SPT=40777 DPT=23 SYN",
            &[
                ("time", "Apr  7 08:15:42"),
                ("host", "fw2"),
                ("uptime", "9912.004410"),
                ("prefix", "[UFW BLOCK]"),
                ("in", "eth0"),
                ("out", ""),
                ("client", "203.0.113.165"),
                ("server", "192.0.2.7"),
                ("bytes", "44"),
                ("protocol", "TCP"),
                ("port", "23"),
            ],
        ),
        sample(
            "2026-04-07T08:15:43.000120+00:00 fw2 kernel: Out of memory: Killed process 4410 (java)",
            &[
                ("time", "2026-04-07T08:15:43.000120+00:00"),
                ("uptime", ""),
                ("message", "Out of memory: Killed process 4410 (java)"),
                ("client", ""),
            ],
        ),
    ],
};
