//! Apache's error log, 2.4 and the plainer 2.2.

use crate::preset::column::{address, of, text};
use crate::preset::pieces::{LEVEL, LOGGER, MESSAGE, TIME};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "apache-error",
    description: "Apache error log",
    syntax: Syntax::Pattern(&[
        concat!(
            r"^\[(?P<time>[A-Z][^\]]+)\] \[(?P<logger>[^\]:]*):(?P<level>[^\]]+)\] \[pid",
            r" (?P<pid>[0-9]+)(?::tid (?P<tid>[0-9]+))?\] (?:\[client (?P<client>[^\]]+)\] )?",
            r"(?P<message>[^(\[\n][^\n]*)"
        ),
        concat!(
            r"^\[(?P<time>[A-Z][^\]]+)\] \[(?:(?P<logger>[^\]:]*):)?(?P<level>[^\]]+)\]",
            r"(?: \[pid (?P<pid>[0-9]+)(?::tid (?P<tid>[0-9]+))?\])?",
            r"(?: (?P<error>\([^)]*\)[^:\[]*):)?(?: \[(?:remote|client) (?P<client>[^\]]+)\])?",
            r" (?P<message>[^\n]*)"
        ),
    ]),
    columns: &[
        TIME,
        LOGGER,
        LEVEL,
        text("pid"),
        text("tid"),
        address("client").from(&[of("client", &[Part::Address])]),
        text("code").from(&[of("message", &[Part::Before(": "), Part::After("AH")])]),
        text("error"),
        MESSAGE,
    ],
    value: Some("message"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Starts("["), Tell::Holds("] [")],
    samples: &[
        sample(
            "[Tue Apr 07 08:15:42.000413 2026] [authz_core:error] [pid 551:tid 1402] [client 203.0.113.135:50444] AH01630: client denied by server configuration: /srv/private",
            &[
                ("time", "Tue Apr 07 08:15:42.000413 2026"),
                ("logger", "authz_core"),
                ("level", "error"),
                ("pid", "551"),
                ("tid", "1402"),
                ("client", "203.0.113.135"),
                ("message", "AH01630: client denied by server configuration: /srv/private"),
                ("code", "01630"),
            ],
        ),
        sample(
            "[Tue Apr 07 08:15:43.000001 2026] [mpm_event:notice] [pid 551:tid 1402] AH00489: configured -- resuming normal operations",
            &[
                ("logger", "mpm_event"),
                ("client", ""),
                ("message", "AH00489: configured -- resuming normal operations"),
            ],
        ),
        sample(
            "[Tue Apr 07 08:15:43.000002 2026] [core:error] [pid 552] (13)Permission denied: [client 2001:db8::135:50445] AH00035: access to /x denied",
            &[
                ("pid", "552"),
                ("tid", ""),
                ("client", "2001:db8::135"),
                ("error", "(13)Permission denied"),
                ("code", "00035"),
            ],
        ),
        sample(
            "[Tue Apr 07 08:15:44 2026] [error] [client 198.51.100.12] File does not exist: /srv/favicon.ico",
            &[
                ("logger", ""),
                ("level", "error"),
                ("client", "198.51.100.12"),
                ("message", "File does not exist: /srv/favicon.ico"),
            ],
        ),
    ],
};
