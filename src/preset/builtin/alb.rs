//! AWS application load balancer; newer lines have more fields at the end.

use crate::preset::column::{address, bytes, of, seconds, text};
use crate::preset::pieces::{
    BYTES, METHOD, PATH, PROTOCOL, QUERY, REQUEST, STATUS, TIME, USER_AGENT,
};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "alb",
    description: "AWS application load balancer access log",
    // Times are -1, and then no column, where a request reached no target.
    syntax: Syntax::Pattern(&[
        concat!(
            r#"^(?P<type>[a-z0-9]+) (?P<time>[0-9-]+T[0-9:.]+Z) (?P<balancer>[^ ]+)"#,
            r#" (?P<client>[^ ]+) (?P<target>[^ ]+) (?P<times>[0-9.-]+ [0-9.-]+ [0-9.-]+)"#,
            r#" (?P<status>[0-9-]+) (?P<target_status>[0-9-]+) (?P<received_bytes>[0-9-]+)"#,
            r#" (?P<bytes>[0-9-]+)"#,
            quoted!("request"),
            quoted!("user_agent"),
            r#" (?P<ssl>[^ ]+ [^ ]+) (?P<target_group>[^ ]+) "(?P<trace_id>[^"]*)""#
        ),
        concat!(
            r#"^(?P<type>[a-z0-9]+) (?P<time>[0-9-]+T[0-9:.]+Z) (?P<balancer>[^ ]+)"#,
            r#" (?P<client>[^ ]+) (?P<target>[^ ]+) (?P<times>[0-9.-]+ [0-9.-]+ [0-9.-]+)"#,
            r#" (?P<status>[0-9-]+) (?P<target_status>[0-9-]+) (?P<received_bytes>[0-9-]+)"#,
            r#" (?P<bytes>[0-9-]+)"#,
            quoted!(loose "request"),
            quoted!(loose "user_agent"),
            r#" (?P<ssl>[^ ]+ [^ ]+) (?P<target_group>[^ ]+) "(?P<trace_id>[^"]*)""#
        ),
    ]),
    columns: &[
        text("type"),
        TIME,
        text("balancer"),
        address("client").from(&[of("client", &[Part::Address])]),
        address("target").from(&[of("target", &[Part::Address])]),
        seconds("request_processing_time").from(&[of("times", &[Part::FirstWord, Part::Unsigned])]),
        seconds("request_time")
            .from(&[of("times", &[Part::After(" "), Part::FirstWord, Part::Unsigned])]),
        seconds("response_processing_time").from(&[of("times", &[Part::LastWord, Part::Unsigned])]),
        STATUS,
        text("target_status"),
        bytes("received_bytes"),
        BYTES,
        REQUEST,
        METHOD,
        text("host").from(&[of("request", &[Part::Target, Part::Host])]),
        PATH,
        QUERY,
        PROTOCOL,
        USER_AGENT,
        text("cipher").from(&[of("ssl", &[Part::FirstWord])]),
        text("tls").from(&[of("ssl", &[Part::LastWord])]),
        text("target_group"),
        text("trace_id"),
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Holds("Z app/"), Tell::Starts("ghw")],
    samples: &[
        sample(
            r#"h2 2026-04-07T08:15:42.220114Z app/front/1a2b3c4d5e6f 203.0.113.44:40112 10.9.0.7:8080 0.001 0.094 0.000 200 200 120 5402 "GET https://shop.example.com:443/list?p=2 HTTP/2.0" "Mozilla/5.0" TLS_AES_128_GCM_SHA256 TLSv1.3 arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/77 "Root=1-6614-aa" "shop.example.com" "arn:aws:acm:eu-west-1:123456789012:certificate/9" 0 2026-04-07T08:15:42.125000Z "forward" "-" "-" "10.9.0.7:8080" "200" "-" "-" TID_0a1b2c"#,
            &[
                ("type", "h2"),
                ("time", "2026-04-07T08:15:42.220114Z"),
                ("client", "203.0.113.44"),
                ("target", "10.9.0.7"),
                ("request_time", "0.094"),
                ("status", "200"),
                ("bytes", "5402"),
                ("method", "GET"),
                ("host", "shop.example.com"),
                ("path", "/list"),
                ("query", "p=2"),
                ("protocol", "HTTP/2.0"),
                ("trace_id", "Root=1-6614-aa"),
            ],
        ),
        sample(
            r#"http 2026-04-07T08:15:43.000120Z app/front/1a2b3c4d5e6f 198.51.100.71:51544 - -1 -1 -1 400 - 0 272 "- http://shop.example.com:80- -" "-" - - - "-" "-" "-" - 2026-04-07T08:15:43.000000Z "-" "-" "-" "-" "-" "-" "-" TID_0a1b2d"#,
            &[
                ("client", "198.51.100.71"),
                ("target", "-"),
                ("request_time", ""),
                ("status", "400"),
                ("target_status", "-"),
                ("method", ""),
                ("path", ""),
                ("bytes", "272"),
            ],
        ),
        sample(
            r#"https 2026-04-07T08:15:44.000120Z app/front/1a2b3c4d5e6f [2001:db8::44]:51544 10.9.0.7:8080 0.000 0.002 0.000 404 404 40 90 "GET https://shop.example.com:443/\"x\" HTTP/1.1" "a \"b\"" - - arn:x "Root=1-6614-ab""#,
            &[
                ("client", "2001:db8::44"),
                ("path", r#"/\"x\""#),
                ("status", "404"),
                ("user_agent", r#"a \"b\""#),
            ],
        ),
    ],
};
