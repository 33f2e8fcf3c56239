//! CloudFront standard log: tab-separated, its 33 fields assumed where the header is missing.

use crate::preset::column::{address, bytes, raw, seconds, status, text, time};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "cloudfront",
    description: "Amazon CloudFront standard log",
    syntax: Syntax::W3c(concat!(
        "date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status c",
        "s(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-reques",
        "t-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ss",
        "l-cipher x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-",
        "fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-co",
        "ntent-len sc-range-start sc-range-end"
    )),
    columns: &[
        time("time").from(&[raw("date time"), raw("time")]),
        text("edge").from(&[raw("x-edge-location")]),
        bytes("bytes").from(&[raw("sc-bytes")]),
        address("client").from(&[raw("c-ip")]),
        text("method").from(&[raw("cs-method")]),
        text("host").from(&[raw("x-host-header"), raw("cs(Host)")]),
        text("path").from(&[raw("cs-uri-stem")]),
        text("query").from(&[raw("cs-uri-query")]),
        status("status").from(&[raw("sc-status")]),
        text("referer").from(&[raw("cs(Referer)")]),
        text("user_agent").from(&[raw("cs(User-Agent)")]),
        text("protocol").from(&[raw("cs-protocol-version")]),
        text("result").from(&[raw("x-edge-result-type")]),
        text("request_id").from(&[raw("x-edge-request-id")]),
        bytes("received_bytes").from(&[raw("cs-bytes")]),
        seconds("request_time").from(&[raw("time-taken")]),
        seconds("first_byte_time").from(&[raw("time-to-first-byte")]),
        text("forwarded").from(&[raw("x-forwarded-for")]),
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Holds("x-edge-location")],
    samples: &[
        sample(
            "2026-04-07\t08:15:42\tLHR50-C2\t7331\t203.0.113.75\tGET\td222.cloudfront.net\t/img/a.avif\t200\thttps://example.com/\tMozilla/5.0%20(X11)\tw=80\t-\tHit\tr3qId==\timg.example.com\thttps\t77\t0.004\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tHit\tHTTP/3.0\t-\t-\t50111\t0.004\tHit\timage/avif\t7000\t-\t-",
            &[
                ("time", "2026-04-07\t08:15:42"),
                ("edge", "LHR50-C2"),
                ("bytes", "7331"),
                ("client", "203.0.113.75"),
                ("method", "GET"),
                ("host", "img.example.com"),
                ("path", "/img/a.avif"),
                ("query", "w=80"),
                ("status", "200"),
                ("result", "Hit"),
                ("request_time", "0.004"),
                ("protocol", "HTTP/3.0"),
            ],
        ),
        sample(
            "2026-04-07\t08:15:43\tLHR50-C2\t0\t2001:db8::75\tGET\td222.cloudfront.net\t/\t000\t-\t-\t-\t-\tError\tr4qId==\timg.example.com\thttps\t40\t30.001\t198.51.100.2,%20203.0.113.4\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tError\tHTTP/2.0\t-\t-\t50112\t30.001\tClientCommError\t-\t-\t-\t-\tnew-field",
            &[
                ("client", "2001:db8::75"),
                ("status", "000"),
                ("result", "Error"),
                ("request_time", "30.001"),
            ],
        ),
    ],
};
