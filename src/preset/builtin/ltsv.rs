//! Labelled tab-separated values, with the labels that ltsv.org recommends for web logs.

use crate::preset::column::{address, bytes, microseconds, of, raw, seconds, status, text, time};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "ltsv",
    description: "Labelled tab-separated values (LTSV)",
    syntax: Syntax::Ltsv,
    columns: &[
        time("time").from(&[raw("time"), raw("time_local"), raw("timestamp")]),
        address("client").from(&[raw("client"), raw("host"), raw("remote_addr"), raw("ip")]),
        text("user"),
        text("method").from(&[
            raw("method"),
            raw("request_method"),
            of("req", &[Part::Method]),
            of("request", &[Part::Method]),
        ]),
        text("path").from(&[
            of("uri", &[Part::Path]),
            of("path", &[Part::Path]),
            of("req", &[Part::Target, Part::Path]),
            of("request", &[Part::Target, Part::Path]),
        ]),
        text("query").from(&[
            raw("query"),
            of("uri", &[Part::Query]),
            of("req", &[Part::Target, Part::Query]),
            of("request", &[Part::Target, Part::Query]),
        ]),
        text("protocol").from(&[raw("protocol"), of("req", &[Part::Protocol])]),
        status("status"),
        bytes("bytes").from(&[raw("bytes"), raw("size"), raw("body_bytes_sent")]),
        text("referer"),
        text("user_agent").from(&[raw("user_agent"), raw("ua")]),
        text("host").from(&[raw("host"), raw("vhost")]),
        text("forwarded").from(&[raw("forwarded"), raw("forwardedfor")]),
        seconds("request_time").from(&[raw("request_time"), raw("reqtime"), raw("taken_sec")]),
        microseconds("request_time_us").from(&[raw("request_time_us"), raw("reqtime_microsec")]),
        seconds("upstream_time").from(&[raw("upstream_time"), raw("apptime")]),
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Holds("\t"), Tell::Holds(":")],
    samples: &[
        sample(
            "time:07/Apr/2026:08:15:42 +0000\thost:203.0.113.105\tmethod:GET\turi:/top?n=5\tprotocol:HTTP/1.1\tstatus:200\tsize:880\treqtime:0.012",
            &[
                ("time", "07/Apr/2026:08:15:42 +0000"),
                ("client", "203.0.113.105"),
                ("method", "GET"),
                ("path", "/top"),
                ("query", "n=5"),
                ("status", "200"),
                ("bytes", "880"),
                ("request_time", "0.012"),
            ],
        ),
        sample(
            "time:07/Apr/2026:08:15:43 +0000\thost:2001:db8::105\treq:GET /a b HTTP/1.0\tstatus:404\tua:x:y z\tempty:",
            &[
                ("client", "2001:db8::105"),
                ("method", "GET"),
                ("path", "/a b"),
                ("protocol", "HTTP/1.0"),
                ("user_agent", "x:y z"),
                ("empty", ""),
                ("host", "2001:db8::105"),
            ],
        ),
    ],
};
