//! PostgreSQL's stderr log: `log_line_prefix` '%m [%p] ', also with user@database behind it, and
//! the prefixes of pgBadger and Amazon RDS.

use crate::preset::column::{address, milliseconds, of, text};
use crate::preset::pieces::{LEVEL, MESSAGE, TIME, USER};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "postgres",
    description: "PostgreSQL log (stderr)",
    syntax: Syntax::Pattern(&[
        concat!(
            r"^(?P<time>[0-9-]+ [0-9:.]+ [^ ]+) \[(?P<pid>[0-9]+)\] (?P<level>[A-Z0-9]+): ",
            r" (?P<message>[^\n]*)"
        ),
        concat!(
            r"^(?P<time>[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.]+ [A-Z0-9+-]+):? *\[(?P<pid>[0-9]+)",
            r"(?:-[0-9]+)?\]:? (?:(?P<user>[^ @]*)@(?P<database>[^ ]*) )?(?P<level>[A-Z0-9]+):",
            r" +(?P<message>[^\n]*)"
        ),
        // As pgBadger asks for it: '%t [%p]: [%l-1] user=%u,db=%d,app=%a,client=%h '.
        concat!(
            r"^(?P<time>[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.]+ [A-Z0-9+-]+) \[(?P<pid>[0-9]+)\]:?",
            r" (?:\[[0-9-]+\] )?user=(?P<user>[^,]*),db=(?P<database>[^, ]*)",
            r"(?:,app=(?P<application>[^,]*))?(?:,client=(?P<client>[^ ]*))? +",
            r"(?P<level>[A-Z0-9]+): +(?P<message>[^\n]*)"
        ),
        // Amazon RDS: '%t:%r:%u@%d:[%p]:'.
        concat!(
            r"^(?P<time>[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.]+ [A-Z]+):(?P<client>[^(]*)",
            r"(?:\([0-9]+\))?:(?P<user>[^@]*)@(?P<database>[^:]*):\[(?P<pid>[0-9]+)\]:",
            r"(?P<level>[A-Z0-9]+): +(?P<message>[^\n]*)"
        ),
    ]),
    columns: &[
        TIME,
        address("client"),
        text("pid"),
        USER,
        text("database"),
        text("application"),
        LEVEL,
        MESSAGE,
        milliseconds("request_time")
            .from(&[of("message", &[Part::After("duration: "), Part::Before(" ms")])]),
        text("statement").from(&[
            of("message", &[Part::After("statement: ")]),
            of("message", &[Part::After("  execute "), Part::After(": ")]),
        ]),
    ],
    value: Some("message"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Starts("0123456789"), Tell::Holds("["), Tell::Holds(": ")],
    samples: &[
        sample(
            "2026-04-07 08:15:42.310 CEST [2201] LOG:  duration: 48.210 ms  statement: SELECT count(*) FROM carts",
            &[
                ("time", "2026-04-07 08:15:42.310 CEST"),
                ("pid", "2201"),
                ("level", "LOG"),
                ("request_time", "48.210"),
                ("statement", "SELECT count(*) FROM carts"),
            ],
        ),
        sample(
            "2026-04-07 08:15:43.310 UTC [2202] app@shop ERROR:  duplicate key value: \"carts_pkey\"",
            &[
                ("time", "2026-04-07 08:15:43.310 UTC"),
                ("user", "app"),
                ("database", "shop"),
                ("level", "ERROR"),
                ("message", "duplicate key value: \"carts_pkey\""),
                ("request_time", ""),
            ],
        ),
        sample(
            "2026-04-07 08:15:44 UTC [2204]: [7-1] user=app,db=shop,app=worker,client=2001:db8::186 LOG:  duration: 3.100 ms",
            &[
                ("pid", "2204"),
                ("user", "app"),
                ("database", "shop"),
                ("application", "worker"),
                ("client", "2001:db8::186"),
                ("level", "LOG"),
                ("request_time", "3.100"),
            ],
        ),
        sample(
            "2026-04-07 08:15:44 UTC:203.0.113.186(50411):app@shop:[2203]:FATAL:  no pg_hba.conf entry",
            &[
                ("time", "2026-04-07 08:15:44 UTC"),
                ("client", "203.0.113.186"),
                ("user", "app"),
                ("database", "shop"),
                ("pid", "2203"),
                ("level", "FATAL"),
                ("message", "no pg_hba.conf entry"),
            ],
        ),
    ],
};
