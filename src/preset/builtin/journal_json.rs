//! `journalctl -o json`: one object a line, the stamp in microseconds.

use crate::preset::column::{raw, text, time};
use crate::preset::{Preset, Shape, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "journal-json",
    description: "journalctl output (json)",
    syntax: Syntax::Json,
    columns: &[
        time("time").from(&[raw("__REALTIME_TIMESTAMP"), raw("_SOURCE_REALTIME_TIMESTAMP")]),
        text("host").from(&[raw("_HOSTNAME")]),
        text("level").from(&[raw("PRIORITY")]),
        text("logger").from(&[raw("SYSLOG_IDENTIFIER"), raw("_COMM")]),
        text("pid").from(&[raw("_PID"), raw("SYSLOG_PID")]),
        text("unit").from(&[raw("_SYSTEMD_UNIT"), raw("UNIT")]),
        text("message").from(&[raw("MESSAGE")]),
    ],
    value: Some("logger"),
    time: Some("time"),
    wraps: Some("message"),
    header: None,
    tells: &[Tell::Key("__REALTIME_TIMESTAMP", Shape::Any)],
    samples: &[
        sample(
            r#"{"__REALTIME_TIMESTAMP":"1775549742310442","_HOSTNAME":"node4","PRIORITY":"4","SYSLOG_IDENTIFIER":"kubelet","_PID":"811","_SYSTEMD_UNIT":"kubelet.service","MESSAGE":"slow sync"}"#,
            &[
                ("time", "1775549742310442"),
                ("host", "node4"),
                ("level", "4"),
                ("logger", "kubelet"),
                ("pid", "811"),
                ("unit", "kubelet.service"),
                ("message", "slow sync"),
            ],
        ),
        sample(
            r#"{"MESSAGE":"say \"hi\"\tthere","_COMM":"sh","__REALTIME_TIMESTAMP":"1775549743000000","_BOOT_ID":"77"}"#,
            &[("logger", "sh"), ("message", "say \"hi\"\tthere"), ("_BOOT_ID", "77"), ("host", "")],
        ),
    ],
};
