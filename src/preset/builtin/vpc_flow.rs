//! AWS VPC flow log, version 2; newer versions have more fields at the end. Files begin with the
//! fields' names.

use crate::preset::column::{address, number, text, time};
use crate::preset::pieces::{BYTES, CLIENT, TIME};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "vpc-flow",
    description: "AWS VPC flow log",
    syntax: Syntax::Pattern(&[concat!(
        "^(?P<version>[0-9]+) (?P<account>[^ ]+) (?P<interface>[^ ]+) (?P<client>[^ ]+)",
        " (?P<server>[^ ]+) (?P<client_port>[^ ]+) (?P<port>[^ ]+) (?P<protocol>[^ ]+)",
        " (?P<packets>[^ ]+) (?P<bytes>[^ ]+) (?P<time>[0-9]+) (?P<end>[0-9]+)",
        " (?P<action>[^ ]+) (?P<log_status>[^ ]+)"
    )]),
    columns: &[
        text("version"),
        text("account"),
        text("interface"),
        CLIENT,
        address("server"),
        number("client_port"),
        number("port"),
        text("protocol"),
        number("packets"),
        BYTES,
        TIME,
        time("end"),
        text("action"),
        text("log_status"),
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: Some("version account-id interface-id "),
    tells: &[Tell::Starts("0123456789"), Tell::Holds(" eni-")],
    samples: &[
        sample(
            "2 123456789012 eni-0aa11bb2 203.0.113.115 10.7.0.4 49811 443 6 31 18220 1775549700 1775549760 ACCEPT OK",
            &[
                ("interface", "eni-0aa11bb2"),
                ("client", "203.0.113.115"),
                ("server", "10.7.0.4"),
                ("port", "443"),
                ("protocol", "6"),
                ("packets", "31"),
                ("bytes", "18220"),
                ("time", "1775549700"),
                ("end", "1775549760"),
                ("action", "ACCEPT"),
            ],
        ),
        sample(
            "2 123456789012 eni-0aa11bb2 - - - - - - - 1775549760 1775549820 - NODATA vpc-1 more",
            &[("client", "-"), ("bytes", "-"), ("time", "1775549760"), ("log_status", "NODATA")],
        ),
    ],
};
