//! Elastic Common Schema, its keys dotted or nested.

use crate::preset::column::{address, bytes, nanoseconds, of, raw, status, text, time};
use crate::preset::pieces::MESSAGE;
use crate::preset::{Part, Preset, Shape, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "ecs",
    description: "Elastic Common Schema log (JSON)",
    syntax: Syntax::Json,
    columns: &[
        time("time").from(&[raw("@timestamp")]),
        text("level").from(&[raw("log.level"), raw("level")]),
        text("logger").from(&[raw("log.logger"), raw("logger")]),
        MESSAGE,
        address("client").from(&[
            raw("client.ip"),
            raw("source.ip"),
            raw("client.address"),
            raw("source.address"),
        ]),
        text("user").from(&[raw("user.name")]),
        text("method").from(&[raw("http.request.method"), raw("method")]),
        text("path").from(&[raw("url.path"), of("url.original", &[Part::Path]), raw("path")]),
        text("query").from(&[raw("url.query"), of("url.original", &[Part::Query]), raw("query")]),
        text("protocol").from(&[raw("http.version"), raw("protocol")]),
        status("status").from(&[raw("http.response.status_code"), raw("status")]),
        bytes("bytes").from(&[
            raw("http.response.body.bytes"),
            raw("http.response.bytes"),
            raw("bytes"),
        ]),
        text("referer").from(&[raw("http.request.referrer"), raw("referer")]),
        text("user_agent").from(&[raw("user_agent.original"), raw("user_agent")]),
        nanoseconds("request_time").from(&[raw("event.duration")]),
        text("host").from(&[raw("url.domain"), raw("host.name"), raw("host.hostname")]),
        text("service").from(&[raw("service.name")]),
    ],
    value: Some("message"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[
        Tell::Key("@timestamp", Shape::Any),
        Tell::AnyKey(&["ecs.version", "ecs", "log.level", "log", "event", "message"]),
    ],
    samples: &[
        sample(
            r#"{"@timestamp":"2026-04-07T08:15:42.310Z","log.level":"WARN","message":"slow cart","ecs.version":"1.2.0","log.logger":"shop.Cart","http.response.status_code":200,"event.duration":48210442}"#,
            &[
                ("time", "2026-04-07T08:15:42.310Z"),
                ("level", "WARN"),
                ("logger", "shop.Cart"),
                ("message", "slow cart"),
                ("status", "200"),
                ("request_time", "48210442"),
            ],
        ),
        sample(
            r#"{"@timestamp":"2026-04-07T08:15:43.310Z","log":{"level":"info"},"message":"","source":{"ip":"2001:db8::17"},"url":{"original":"/x y?z"},"http":{"request":{"method":"GET"},"response":{"status_code":404,"body":{"bytes":7}}}}"#,
            &[
                ("level", "info"),
                ("message", ""),
                ("client", "2001:db8::17"),
                ("path", "/x y"),
                ("query", "z"),
                ("method", "GET"),
                ("status", "404"),
                ("bytes", "7"),
            ],
        ),
    ],
};
