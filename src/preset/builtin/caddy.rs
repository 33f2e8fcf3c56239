//! Caddy's access log; the stamp is epoch seconds, the duration seconds.

use crate::preset::column::{address, bytes, of, raw, seconds, text, time};
use crate::preset::pieces::{LEVEL, LOGGER, STATUS};
use crate::preset::{Part, Preset, Shape, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "caddy",
    description: "Caddy access log (JSON)",
    syntax: Syntax::Json,
    columns: &[
        time("time").from(&[raw("ts")]),
        LEVEL,
        LOGGER,
        address("client").from(&[
            raw("request.client_ip"),
            raw("request.remote_ip"),
            of("request.remote_addr", &[Part::Address]),
        ]),
        text("user").from(&[raw("user_id")]),
        text("method").from(&[raw("request.method")]),
        text("path").from(&[of("request.uri", &[Part::Path])]),
        text("query").from(&[of("request.uri", &[Part::Query])]),
        text("protocol").from(&[raw("request.proto")]),
        text("host").from(&[raw("request.host")]),
        STATUS,
        bytes("bytes").from(&[raw("size")]),
        seconds("request_time").from(&[raw("duration")]),
        text("user_agent").from(&[raw("request.headers.User-Agent[0]")]),
        text("referer").from(&[raw("request.headers.Referer[0]")]),
        text("message").from(&[raw("msg")]),
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[
        Tell::Key("request", Shape::Object),
        Tell::Key("status", Shape::Number),
        Tell::Key("duration", Shape::Any),
        // Its messages at start.
        Tell::Among("zap"),
        Tell::Among("json"),
    ],
    samples: &[
        sample(
            r#"{"level":"info","ts":1775549742.310442,"logger":"http.log.access.log1","msg":"handled request","request":{"remote_ip":"10.0.0.1","client_ip":"203.0.113.215","proto":"HTTP/3.0","method":"GET","host":"docs.example.com","uri":"/guide?lang=de","headers":{"User-Agent":["Mozilla/5.0"],"Accept":["*/*"]}},"user_id":"","duration":0.048210442,"size":20411,"status":200}"#,
            &[
                ("time", "1775549742.310442"),
                ("client", "203.0.113.215"),
                ("method", "GET"),
                ("path", "/guide"),
                ("query", "lang=de"),
                ("protocol", "HTTP/3.0"),
                ("host", "docs.example.com"),
                ("status", "200"),
                ("bytes", "20411"),
                ("request_time", "0.048210442"),
                ("user_agent", "Mozilla/5.0"),
            ],
        ),
        sample(
            r#"{"level":"error","ts":1775549743,"logger":"http.log.access","request":{"remote_addr":"[2001:db8::215]:40200","proto":"HTTP/1.1","method":"GET","host":"docs.example.com","uri":"/a%20b"},"duration":3e-05,"size":0,"status":502}"#,
            &[
                ("time", "1775549743"),
                ("level", "error"),
                ("client", "2001:db8::215"),
                ("path", "/a%20b"),
                ("status", "502"),
                ("user_agent", ""),
            ],
        ),
    ],
};
