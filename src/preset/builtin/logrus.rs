//! logrus, JSON or text: levels in lower case tell it from slog.

use crate::preset::column::{raw, text};
use crate::preset::pieces::{LEVEL, STATUS, TIME};
use crate::preset::{Preset, Shape, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "logrus",
    description: "logrus log (JSON or text)",
    syntax: Syntax::JsonOrLogfmt,
    columns: &[TIME, LEVEL, text("message").from(&[raw("msg")]), text("error"), STATUS],
    value: Some("message"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[
        Tell::Key("time", Shape::Text),
        Tell::Key("level", Shape::Lower),
        Tell::Key("msg", Shape::Text),
    ],
    samples: &[
        sample(
            r#"{"error":"EOF","level":"warning","msg":"store failed","time":"2026-04-07T08:15:42Z"}"#,
            &[
                ("time", "2026-04-07T08:15:42Z"),
                ("level", "warning"),
                ("message", "store failed"),
                ("error", "EOF"),
            ],
        ),
        sample(
            r#"time="2026-04-07T08:15:43+02:00" level=info msg="say \"hi\"" status=200"#,
            &[
                ("time", "2026-04-07T08:15:43+02:00"),
                ("level", "info"),
                ("message", "say \"hi\""),
                ("status", "200"),
            ],
        ),
    ],
};
