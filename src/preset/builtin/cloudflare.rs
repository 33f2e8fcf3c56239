//! Cloudflare's HTTP requests by Logpush.

use crate::preset::column::{address, bytes, milliseconds, of, raw, status, text, time};
use crate::preset::{Part, Preset, Shape, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "cloudflare",
    description: "Cloudflare Logpush HTTP requests (JSON)",
    syntax: Syntax::Json,
    columns: &[
        time("time").from(&[raw("EdgeStartTimestamp"), raw("Datetime")]),
        address("client").from(&[raw("ClientIP")]),
        text("country").from(&[raw("ClientCountry")]),
        text("method").from(&[raw("ClientRequestMethod")]),
        text("host").from(&[raw("ClientRequestHost")]),
        text("path").from(&[raw("ClientRequestPath"), of("ClientRequestURI", &[Part::Path])]),
        text("query").from(&[of("ClientRequestURI", &[Part::Query])]),
        text("protocol").from(&[raw("ClientRequestProtocol")]),
        status("status").from(&[raw("EdgeResponseStatus")]),
        bytes("bytes").from(&[raw("EdgeResponseBytes")]),
        text("referer").from(&[raw("ClientRequestReferer")]),
        text("user_agent").from(&[raw("ClientRequestUserAgent")]),
        milliseconds("request_time").from(&[raw("EdgeTimeToFirstByteMs")]),
        milliseconds("upstream_time").from(&[raw("OriginResponseDurationMs")]),
        text("cache").from(&[raw("CacheCacheStatus")]),
        text("request_id").from(&[raw("RayID")]),
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[
        Tell::Key("ClientIP", Shape::Any),
        Tell::AnyKey(&["EdgeStartTimestamp", "EdgeResponseStatus", "RayID"]),
    ],
    samples: &[
        sample(
            r#"{"ClientIP":"203.0.113.225","ClientRequestHost":"www.example.com","ClientRequestMethod":"GET","ClientRequestURI":"/shop?c=4","EdgeResponseBytes":18220,"EdgeResponseStatus":200,"EdgeStartTimestamp":"2026-04-07T08:15:42Z","EdgeTimeToFirstByteMs":48,"RayID":"8a1"}"#,
            &[
                ("time", "2026-04-07T08:15:42Z"),
                ("client", "203.0.113.225"),
                ("method", "GET"),
                ("host", "www.example.com"),
                ("path", "/shop"),
                ("query", "c=4"),
                ("status", "200"),
                ("bytes", "18220"),
                ("request_time", "48"),
                ("request_id", "8a1"),
            ],
        ),
        sample(
            r#"{"EdgeStartTimestamp":1775549743000000000,"ClientIP":"2001:db8::225","ClientRequestURI":"","EdgeResponseStatus":0,"CacheCacheStatus":"unknown"}"#,
            &[
                ("time", "1775549743000000000"),
                ("client", "2001:db8::225"),
                ("path", ""),
                ("status", "0"),
                ("cache", "unknown"),
            ],
        ),
    ],
};
