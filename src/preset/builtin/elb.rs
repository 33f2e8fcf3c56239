//! AWS classic load balancer.

use crate::preset::column::{address, bytes, of, seconds, text};
use crate::preset::pieces::{
    BYTES, METHOD, PATH, PROTOCOL, QUERY, REQUEST, STATUS, TIME, USER_AGENT,
};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "elb",
    description: "AWS classic load balancer access log",
    // Times are -1, and then no column, where a request reached no backend.
    syntax: Syntax::Pattern(&[
        concat!(
            "^(?P<time>[0-9-]+T[0-9:.]+Z) (?P<balancer>[^ ]+) (?P<client>[^ ]+)",
            " (?P<target>[^ ]+) (?P<request_processing_time>[0-9.]+) (?P<request_time>[0-9.]+)",
            " (?P<response_processing_time>[0-9.]+) (?P<status>[0-9]+)",
            " (?P<target_status>[0-9]+) (?P<received_bytes>[0-9]+) (?P<bytes>[0-9]+)",
            quoted!("request"),
            quoted!("user_agent")
        ),
        concat!(
            "^(?P<time>[0-9-]+T[0-9:.]+Z) (?P<balancer>[^ ]+) (?P<client>[^ ]+)",
            " (?P<target>[^ ]+) (?:-1|(?P<request_processing_time>[0-9.]+))",
            " (?:-1|(?P<request_time>[0-9.]+)) (?:-1|(?P<response_processing_time>[0-9.]+))",
            " (?P<status>[0-9-]+) (?P<target_status>[0-9-]+) (?P<received_bytes>[0-9-]+)",
            " (?P<bytes>[0-9-]+)",
            quoted!(loose "request"),
            r#"(?: "(?P<user_agent>[^"\\]*(?:\\.[^"\\]*)*)")?"#
        ),
    ]),
    columns: &[
        TIME,
        text("balancer"),
        address("client").from(&[of("client", &[Part::Address])]),
        address("target").from(&[of("target", &[Part::Address])]),
        seconds("request_processing_time"),
        seconds("request_time"),
        seconds("response_processing_time"),
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
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Starts("0123456789"), Tell::Holds("Z "), Tell::Holds(" \"")],
    samples: &[
        sample(
            r#"2026-04-07T08:15:42.301998Z old-front 203.0.113.45:50022 10.9.1.2:80 0.000041 0.030127 0.000033 302 302 0 0 "GET http://www.example.com:80/go?to=x HTTP/1.1" "curl/8.6.0" - -"#,
            &[
                ("time", "2026-04-07T08:15:42.301998Z"),
                ("balancer", "old-front"),
                ("client", "203.0.113.45"),
                ("target", "10.9.1.2"),
                ("request_time", "0.030127"),
                ("status", "302"),
                ("host", "www.example.com"),
                ("path", "/go"),
                ("query", "to=x"),
                ("user_agent", "curl/8.6.0"),
            ],
        ),
        sample(
            r#"2026-04-07T08:15:43.301998Z old-front 198.51.100.46:50023 - -1 -1 -1 503 0 0 0 "GET http://www.example.com:80/ HTTP/1.1" "z \"0\"" - -"#,
            &[
                ("client", "198.51.100.46"),
                ("target", "-"),
                ("request_time", ""),
                ("status", "503"),
                ("path", "/"),
                ("user_agent", r#"z \"0\""#),
            ],
        ),
    ],
};
