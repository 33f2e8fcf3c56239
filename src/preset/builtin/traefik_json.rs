//! Traefik's access log as JSON; durations are nanoseconds.

use crate::preset::column::{address, bytes, nanoseconds, of, raw, status, text, time};
use crate::preset::pieces::LEVEL;
use crate::preset::{Part, Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "traefik-json",
    description: "Traefik access log (JSON)",
    syntax: Syntax::Json,
    columns: &[
        time("time").from(&[raw("StartUTC"), raw("time")]),
        address("client").from(&[raw("ClientHost"), of("ClientAddr", &[Part::Address])]),
        text("user").from(&[raw("ClientUsername")]),
        text("method").from(&[raw("RequestMethod")]),
        text("path").from(&[of("RequestPath", &[Part::Path])]),
        text("query").from(&[of("RequestPath", &[Part::Query])]),
        text("protocol").from(&[raw("RequestProtocol")]),
        text("host").from(&[raw("RequestHost")]),
        status("status").from(&[raw("DownstreamStatus")]),
        bytes("bytes").from(&[raw("DownstreamContentSize")]),
        nanoseconds("request_time").from(&[raw("Duration")]),
        nanoseconds("upstream_time").from(&[raw("OriginDuration")]),
        text("router").from(&[raw("RouterName")]),
        text("service").from(&[raw("ServiceName")]),
        text("user_agent").from(&[raw("request_User-Agent")]),
        text("referer").from(&[raw("request_Referer")]),
        LEVEL,
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[
        Tell::AnyKey(&["ClientHost", "ClientAddr"]),
        Tell::AnyKey(&["DownstreamStatus", "RequestMethod"]),
    ],
    samples: &[
        sample(
            r#"{"ClientHost":"203.0.113.205","DownstreamContentSize":702,"DownstreamStatus":200,"Duration":48210442,"OriginDuration":47000001,"RequestHost":"shop.example.com","RequestMethod":"GET","RequestPath":"/list?p=2","RequestProtocol":"HTTP/2.0","RouterName":"shop@file","StartUTC":"2026-04-07T08:15:42.310442871Z","level":"info","msg":"","time":"2026-04-07T08:15:42Z"}"#,
            &[
                ("time", "2026-04-07T08:15:42.310442871Z"),
                ("client", "203.0.113.205"),
                ("method", "GET"),
                ("path", "/list"),
                ("query", "p=2"),
                ("protocol", "HTTP/2.0"),
                ("host", "shop.example.com"),
                ("status", "200"),
                ("bytes", "702"),
                ("request_time", "48210442"),
                ("upstream_time", "47000001"),
                ("router", "shop@file"),
            ],
        ),
        sample(
            r#"{"ClientAddr":"[2001:db8::205]:40100","DownstreamStatus":499,"Duration":1000,"RequestMethod":"GET","RequestPath":"/a \"b\"","request_User-Agent":"x","time":"2026-04-07T08:15:43Z"}"#,
            &[
                ("time", "2026-04-07T08:15:43Z"),
                ("client", "2001:db8::205"),
                ("path", "/a \"b\""),
                ("query", ""),
                ("status", "499"),
                ("user_agent", "x"),
            ],
        ),
    ],
};
