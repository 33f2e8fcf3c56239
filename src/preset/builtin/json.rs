//! Any log of one JSON object a line; columns are guessed from the keys most programs use.

use crate::preset::column::{address, bytes, of, raw, seconds, status, text, time};
use crate::preset::{Part, Preset, Syntax, sample};

pub(super) const PRESET: Preset = Preset {
    name: "json",
    description: "JSON, one object a line",
    syntax: Syntax::Json,
    columns: &[
        time("time").from(&[
            raw("time"),
            raw("ts"),
            raw("timestamp"),
            raw("@timestamp"),
            raw("t"),
            raw("@t"),
            raw("date"),
            raw("datetime"),
            raw("eventTime"),
        ]),
        text("level").from(&[
            raw("level"),
            raw("lvl"),
            raw("severity"),
            raw("log.level"),
            raw("loglevel"),
            raw("levelname"),
            raw("@l"),
        ]),
        text("message").from(&[raw("message"), raw("msg"), raw("@m"), raw("log"), raw("MESSAGE")]),
        text("logger").from(&[raw("logger"), raw("name"), raw("target")]),
        address("client").from(&[
            raw("client"),
            raw("client_ip"),
            raw("remote_addr"),
            raw("remote_ip"),
            raw("ip"),
            raw("c-ip"),
        ]),
        text("method").from(&[raw("method"), raw("request_method"), raw("request.method")]),
        text("path").from(&[
            of("path", &[Part::Path]),
            of("uri", &[Part::Path]),
            of("url", &[Part::Path]),
            of("request_uri", &[Part::Path]),
            of("request", &[Part::Target, Part::Path]),
        ]),
        status("status").from(&[
            raw("status"),
            raw("status_code"),
            raw("statusCode"),
            raw("sc-status"),
        ]),
        bytes("bytes").from(&[raw("bytes"), raw("size"), raw("body_bytes_sent")]),
        seconds("request_time"),
        text("host").from(&[raw("host"), raw("hostname"), raw("request.host")]),
        text("user_agent").from(&[raw("user_agent"), raw("userAgent"), raw("http_user_agent")]),
    ],
    value: Some("message"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[],
    samples: &[
        sample(
            r#"{"when":4,"severity":"WARNING","timestamp":"2026-04-07T08:15:42Z","msg":"slow cart","cart":{"items":[{"id":"a7"}]}}"#,
            &[
                ("time", "2026-04-07T08:15:42Z"),
                ("level", "WARNING"),
                ("message", "slow cart"),
                ("when", "4"),
                ("cart.items[0].id", "a7"),
            ],
        ),
        sample(
            r#" {"a.b":"literal","a":{"b":"nested"},"date":"2026-04-07","msg":null,"text":"\u20ac \"q\""} "#,
            &[("a.b", "literal"), ("time", "2026-04-07"), ("message", ""), ("text", "€ \"q\"")],
        ),
    ],
};
