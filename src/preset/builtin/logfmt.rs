//! Key and value pairs, as Heroku's router and many Go programs write them.

use crate::preset::column::{address, milliseconds, of, raw, seconds, text, time};
use crate::preset::pieces::{BYTES, HOST, STATUS};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "logfmt",
    description: "logfmt, key=value pairs",
    syntax: Syntax::Logfmt,
    columns: &[
        time("time").from(&[raw("time"), raw("ts"), raw("timestamp"), raw("t")]),
        text("level").from(&[raw("level"), raw("lvl"), raw("severity"), raw("at")]),
        text("message").from(&[raw("msg"), raw("message")]),
        text("logger").from(&[raw("logger"), raw("caller"), raw("source")]),
        address("client").from(&[
            of("fwd", &[Part::UpTo(",")]),
            raw("client"),
            raw("client_ip"),
            raw("remote_addr"),
            raw("ip"),
        ]),
        text("method"),
        text("path").from(&[of("path", &[Part::Path]), of("uri", &[Part::Path])]),
        text("query").from(&[raw("query"), of("path", &[Part::Query]), of("uri", &[Part::Query])]),
        text("protocol"),
        HOST,
        STATUS,
        BYTES,
        seconds("request_time").from(&[raw("request_time"), raw("service")]),
        milliseconds("connect_time").from(&[raw("connect_time"), raw("connect")]),
    ],
    value: Some("message"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Holds("=")],
    samples: &[
        sample(
            r#"ts=2026-04-07T08:15:42Z at=info method=GET path="/carts?id=7" host=shop.example.com fwd="203.0.113.22,10.0.0.1" dyno=web.2 connect=1ms service=48ms status=200 bytes=702"#,
            &[
                ("time", "2026-04-07T08:15:42Z"),
                ("level", "info"),
                ("method", "GET"),
                ("path", "/carts"),
                ("query", "id=7"),
                ("client", "203.0.113.22"),
                ("host", "shop.example.com"),
                ("request_time", "48ms"),
                ("status", "200"),
                ("bytes", "702"),
                ("dyno", "web.2"),
            ],
        ),
        sample(
            r#"level=warn caller=store.go:88 msg="say \"hi\" = all" flag empty= took=4.8s"#,
            &[
                ("level", "warn"),
                ("logger", "store.go:88"),
                ("message", "say \"hi\" = all"),
                ("empty", ""),
                ("took", "4.8s"),
            ],
        ),
    ],
};
