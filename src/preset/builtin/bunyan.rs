//! bunyan: levels are numbers, the stamp is ISO 8601, `v` the version of the format.

use crate::preset::column::{address, of, raw, status, text};
use crate::preset::pieces::{LEVEL, TIME};
use crate::preset::{Part, Preset, Shape, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "bunyan",
    description: "bunyan log (JSON)",
    syntax: Syntax::Json,
    columns: &[
        TIME,
        LEVEL,
        text("logger").from(&[raw("logger"), raw("name")]),
        text("pid"),
        text("host").from(&[raw("host"), raw("hostname")]),
        text("message").from(&[raw("msg")]),
        text("method").from(&[raw("method"), raw("req.method")]),
        text("path").from(&[of("path", &[Part::Path]), of("req.url", &[Part::Path])]),
        text("query").from(&[raw("query"), of("req.url", &[Part::Query])]),
        address("client").from(&[raw("client"), raw("req.remoteAddress"), raw("remoteAddress")]),
        status("status").from(&[raw("status"), raw("res.statusCode")]),
    ],
    value: Some("message"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[
        Tell::Key("v", Shape::Number),
        Tell::Key("level", Shape::Number),
        Tell::Key("name", Shape::Text),
        Tell::Key("time", Shape::Text),
    ],
    samples: &[
        sample(
            r#"{"name":"shop","hostname":"api-3","pid":45,"level":40,"msg":"slow cart","time":"2026-04-07T08:15:42.310Z","v":0}"#,
            &[
                ("time", "2026-04-07T08:15:42.310Z"),
                ("level", "40"),
                ("logger", "shop"),
                ("pid", "45"),
                ("host", "api-3"),
                ("message", "slow cart"),
            ],
        ),
        sample(
            r#"{"name":"shop","hostname":"api-3","pid":45,"level":30,"req":{"method":"GET","url":"/a b","remoteAddress":"2001:db8::16"},"res":{"statusCode":404},"msg":"","time":"2026-04-07T08:15:43.310Z","v":0}"#,
            &[
                ("method", "GET"),
                ("path", "/a b"),
                ("client", "2001:db8::16"),
                ("status", "404"),
                ("message", ""),
            ],
        ),
    ],
};
