//! log4j, log4j2 and logback in their usual layouts, level or thread first, and those of
//! Elasticsearch and Kafka.

use crate::preset::column::{of, raw, text};
use crate::preset::pieces::{LEVEL, MESSAGE, TIME};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "log4j",
    description: "log4j and logback",
    syntax: Syntax::Pattern(&[
        concat!(
            r"^(?P<time>[0-9-]+ [0-9:]+[,.][0-9]+) (?P<level>[A-Z]+) +\[(?P<thread>[^\]]*)\]",
            r" (?P<logger>[^ ]+) - (?P<message>[^\n]*)"
        ),
        concat!(
            r"^(?P<time>(?:[0-9]{4}-[0-9]{2}-[0-9]{2}[ T])?[0-9:]{8}(?:[,.][0-9]+)?[^ ]*) \[",
            r"(?P<thread>[^\]]*)\] (?P<level>[A-Z]+) +(?P<logger>[^ ]+) +(?:- |-- |: )",
            r"(?P<message>[^\n]*)"
        ),
        concat!(
            r"^(?P<time>[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9:]{8}(?:[,.][0-9]+)?[^ ]*) +",
            r"(?P<level>TRACE|DEBUG|INFO|WARN|ERROR|FATAL) +(?:\[(?P<thread>[^\]]*)\] +)?",
            r"(?P<logger>[^ \[]+)(?::[0-9]+)? +(?:- |-- |: )(?P<message>[^\n]*)"
        ),
        // Elasticsearch, then Kafka, which names the logger at the end.
        concat!(
            r"^\[(?P<time>[0-9-]+[ T][0-9:]+,[0-9]+)\]\[(?P<level>[A-Z]+) *\]\[",
            r"(?P<logger>[^\] ]+) *\] (?:\[(?P<thread>[^\]]*)\] ?)?(?P<message>[^\n]*)"
        ),
        concat!(
            r"^\[(?P<time>[0-9-]+[ T][0-9:]+,[0-9]+)\]",
            r" (?P<level>TRACE|DEBUG|INFO|WARN|ERROR|FATAL) (?P<message>[^\n]*)"
        ),
    ]),
    columns: &[
        TIME,
        LEVEL,
        text("thread"),
        text("logger")
            .from(&[raw("logger"), of("message", &[Part::AfterLast(" ("), Part::Before(")")])]),
        MESSAGE,
    ],
    value: Some("logger"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Starts("[0123456789"), Tell::Holds(":"), Tell::Holds(" ")],
    samples: &[
        sample(
            "2026-04-07 08:15:42,310 WARN  [pool-2-thread-9] com.example.cart.Store - retry - 2",
            &[
                ("time", "2026-04-07 08:15:42,310"),
                ("level", "WARN"),
                ("thread", "pool-2-thread-9"),
                ("logger", "com.example.cart.Store"),
                ("message", "retry - 2"),
            ],
        ),
        sample(
            "08:15:43.310 [main] INFO  com.example.Boot -- ready",
            &[
                ("time", "08:15:43.310"),
                ("level", "INFO"),
                ("thread", "main"),
                ("logger", "com.example.Boot"),
                ("message", "ready"),
            ],
        ),
        sample(
            "2026-04-07 08:15:44.310 ERROR com.example.Pay:88 - declined: 51",
            &[("level", "ERROR"), ("thread", ""), ("message", "declined: 51")],
        ),
        sample(
            "[2026-04-07T08:15:45,310][WARN ][o.e.c.Cluster            ] [node-2] slow state",
            &[
                ("time", "2026-04-07T08:15:45,310"),
                ("level", "WARN"),
                ("logger", "o.e.c.Cluster"),
                ("thread", "node-2"),
                ("message", "slow state"),
            ],
        ),
        sample(
            "[2026-04-07 08:15:46,310] INFO [Broker id=2] ready (example.server.Broker)",
            &[
                ("level", "INFO"),
                ("logger", "example.server.Broker"),
                ("message", "[Broker id=2] ready (example.server.Broker)"),
            ],
        ),
    ],
};
