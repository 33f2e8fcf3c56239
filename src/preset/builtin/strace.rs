//! `strace -tt` or `-ttt`, with `-f` and `-T`.

use crate::preset::column::{of, raw, seconds, text};
use crate::preset::pieces::{MESSAGE, TIME};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "strace",
    description: "strace output with stamps (-tt, -ttt)",
    syntax: Syntax::Pattern(&[
        r"^(?P<time>[0-9:]+\.[0-9]+) (?P<call>[a-z_0-9]+)\((?P<message>[^\n]*)",
        concat!(
            r"^(?:\[pid +)?(?:(?P<pid>[0-9]+)\]? +)?",
            r"(?P<time>[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?|[0-9]{9,}\.[0-9]+)",
            r" (?:(?P<call>[a-z_0-9]+)\(|<\.\.\. (?P<resumed>[a-z_0-9]+) resumed>|[+-]{3} )",
            r"(?P<message>[^\n]*)"
        ),
    ]),
    columns: &[
        text("pid"),
        TIME,
        text("call").from(&[raw("call"), raw("resumed")]),
        MESSAGE,
        text("result").from(&[
            of("message", &[Part::AfterLast(") = "), Part::FirstWord]),
            of("message", &[Part::AfterLast(")  = "), Part::FirstWord]),
        ]),
        text("error").from(&[of("message", &[Part::AfterLast(" = -1 "), Part::FirstWord])]),
        seconds("request_time").from(&[of("message", &[Part::AfterLast(" <"), Part::Before(">")])]),
    ],
    value: Some("call"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Starts("[0123456789"), Tell::Holds(" ")],
    samples: &[
        sample(
            r#"08:15:42.310442 openat(AT_FDCWD, "/etc/ld.so.cache", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory) <0.000017>"#,
            &[
                ("time", "08:15:42.310442"),
                ("call", "openat"),
                ("result", "-1"),
                ("error", "ENOENT"),
                ("request_time", "0.000017"),
            ],
        ),
        sample(
            "[pid  4410] 1775549742.310442 futex(0x7f00, FUTEX_WAIT, 2, NULL) = 0",
            &[
                ("pid", "4410"),
                ("time", "1775549742.310442"),
                ("call", "futex"),
                ("result", "0"),
                ("request_time", ""),
            ],
        ),
        sample(
            r#"4411 08:15:43.000001 <... read resumed>"(x)", 16) = 3 <1.200000>"#,
            &[("pid", "4411"), ("call", "read"), ("result", "3"), ("request_time", "1.200000")],
        ),
        sample(
            "[pid 4411] 08:15:44.000001 +++ exited with 0 +++",
            &[("pid", "4411"), ("call", ""), ("message", "exited with 0 +++"), ("result", "")],
        ),
    ],
};
