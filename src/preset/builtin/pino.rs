//! pino: levels are numbers, the stamp is epoch milliseconds.

use crate::preset::column::{address, milliseconds, of, raw, status, text};
use crate::preset::pieces::{LEVEL, TIME};
use crate::preset::{Part, Preset, Shape, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "pino",
    description: "pino log (JSON)",
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
        address("client").from(&[raw("client"), raw("req.remoteAddress")]),
        status("status").from(&[raw("status"), raw("res.statusCode")]),
        milliseconds("request_time").from(&[raw("responseTime")]),
    ],
    value: Some("message"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[
        Tell::Key("level", Shape::Number),
        Tell::Key("time", Shape::Any),
        Tell::AnyKey(&["pid", "hostname", "msg"]),
    ],
    samples: &[
        sample(
            r#"{"level":30,"time":1775549742310,"pid":44,"hostname":"api-2","req":{"method":"GET","url":"/carts?id=7","remoteAddress":"203.0.113.16"},"res":{"statusCode":200},"responseTime":48,"msg":"request completed"}"#,
            &[
                ("time", "1775549742310"),
                ("level", "30"),
                ("pid", "44"),
                ("host", "api-2"),
                ("method", "GET"),
                ("path", "/carts"),
                ("query", "id=7"),
                ("client", "203.0.113.16"),
                ("status", "200"),
                ("request_time", "48"),
                ("message", "request completed"),
            ],
        ),
        sample(
            r#"{"level":50,"time":1775549743310,"pid":44,"hostname":"api-2","name":"worker","err":{"stack":"Error\n at x"},"msg":"a \"b\""}"#,
            &[
                ("level", "50"),
                ("logger", "worker"),
                ("message", "a \"b\""),
                ("status", ""),
                ("err.stack", "Error\n at x"),
            ],
        ),
    ],
};
