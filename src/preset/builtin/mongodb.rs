//! MongoDB's structured log, 4.4 and later.

use crate::preset::column::{address, milliseconds, number, of, raw, text, time};
use crate::preset::{Part, Preset, Shape, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "mongodb",
    description: "MongoDB structured log (JSON)",
    syntax: Syntax::Json,
    columns: &[
        time("time").from(&[raw("t.$date")]),
        text("level").from(&[raw("s")]),
        text("logger").from(&[raw("c")]),
        number("id"),
        text("context").from(&[raw("ctx")]),
        text("message").from(&[raw("msg")]),
        address("client")
            .from(&[of("attr.remote", &[Part::Address]), of("attr.client", &[Part::Address])]),
        text("namespace").from(&[raw("attr.ns")]),
        text("operation").from(&[raw("attr.type")]),
        milliseconds("request_time").from(&[raw("attr.durationMillis")]),
    ],
    value: Some("message"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[
        Tell::Key("t", Shape::Object),
        Tell::Key("s", Shape::Text),
        Tell::Key("c", Shape::Text),
        Tell::Key("msg", Shape::Text),
    ],
    samples: &[
        sample(
            r#"{"t":{"$date":"2026-04-07T08:15:42.310+00:00"},"s":"I","c":"COMMAND","id":51803,"ctx":"conn9","msg":"Slow query","attr":{"type":"command","ns":"shop.carts","remote":"203.0.113.245:40300","durationMillis":148}}"#,
            &[
                ("time", "2026-04-07T08:15:42.310+00:00"),
                ("level", "I"),
                ("logger", "COMMAND"),
                ("id", "51803"),
                ("context", "conn9"),
                ("message", "Slow query"),
                ("client", "203.0.113.245"),
                ("namespace", "shop.carts"),
                ("request_time", "148"),
            ],
        ),
        sample(
            r#"{"t":{"$date":"2026-04-07T08:15:43.000Z"},"s":"W","c":"-","id":1,"ctx":"main","msg":"say \"hi\"","tags":["startupWarnings"]}"#,
            &[
                ("level", "W"),
                ("message", "say \"hi\""),
                ("tags[0]", "startupWarnings"),
                ("client", ""),
            ],
        ),
    ],
};
