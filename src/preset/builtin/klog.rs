//! klog and glog, of Kubernetes components: no year, the level stands before the month.

use crate::preset::column::{of, text};
use crate::preset::pieces::{LEVEL, MESSAGE, TIME};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "klog",
    description: "Kubernetes klog and glog",
    syntax: Syntax::Pattern(&[concat!(
        r"^(?P<time>(?P<level>[IWEF])[0-9]{4} [0-9:.]+) +(?P<pid>[0-9]+)",
        r" (?P<logger>[^ \]]+)\] (?P<message>[^\n]*)"
    )]),
    columns: &[
        LEVEL,
        TIME,
        text("pid"),
        text("logger"),
        text("file").from(&[of("logger", &[Part::UpTo(":")])]),
        MESSAGE,
    ],
    value: Some("logger"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Starts("IWEF"), Tell::Holds("] ")],
    samples: &[
        sample(
            r#"W0407 08:15:42.310442       1 reflector.go:424] "watch closed" type="*v1.Pod""#,
            &[
                ("level", "W"),
                ("time", "W0407 08:15:42.310442"),
                ("pid", "1"),
                ("logger", "reflector.go:424"),
                ("file", "reflector.go"),
                ("message", r#""watch closed" type="*v1.Pod""#),
            ],
        ),
        sample(
            "E0407 08:15:43.000001 1234567 a.go:1] ",
            &[("level", "E"), ("pid", "1234567"), ("message", "")],
        ),
    ],
};
