//! The Combined Log Format of Apache and nginx, also where X-Forwarded-For stands for the client.

use crate::preset::pieces::{
    BYTES, CLIENT, METHOD, PATH, PROTOCOL, QUERY, REFERER, REQUEST, STATUS, TIME, USER, USER_AGENT,
};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "combined",
    description: "Apache and nginx combined access log",
    syntax: Syntax::Pattern(&[combined!(), combined!(loose)]),
    columns: &[
        CLIENT, USER, TIME, REQUEST, METHOD, PATH, QUERY, PROTOCOL, STATUS, BYTES, REFERER,
        USER_AGENT,
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Holds("] \""), Tell::Holds("\" \"")],
    samples: &[
        sample(
            r#"203.0.113.40 - - [07/Apr/2026:08:15:42 +0000] "POST /cart/add?sku=8 HTTP/2.0" 201 512 "https://shop.example.com/" "Mozilla/5.0 (X11; Linux x86_64)""#,
            &[
                ("client", "203.0.113.40"),
                ("user", "-"),
                ("time", "07/Apr/2026:08:15:42 +0000"),
                ("method", "POST"),
                ("path", "/cart/add"),
                ("query", "sku=8"),
                ("protocol", "HTTP/2.0"),
                ("status", "201"),
                ("bytes", "512"),
                ("referer", "https://shop.example.com/"),
                ("user_agent", "Mozilla/5.0 (X11; Linux x86_64)"),
            ],
        ),
        sample(
            r#"2001:db8::40 - dave smith [07/Apr/2026:08:15:43 +0000] "GET /q?t=\"x\" HTTP/1.1" 200 99 "-" "say \"hi\" 1.0""#,
            &[
                ("client", "2001:db8::40"),
                ("user", "dave smith"),
                ("path", "/q"),
                ("query", r#"t=\"x\""#),
                ("status", "200"),
                ("user_agent", r#"say \"hi\" 1.0"#),
            ],
        ),
        sample(
            r#"198.51.100.8, 10.1.1.1 - - [07/Apr/2026:08:15:44 +0000] "-" 408 0 "-" "-""#,
            &[
                ("client", "198.51.100.8"),
                ("request", "-"),
                ("method", ""),
                ("path", ""),
                ("protocol", ""),
                ("status", "408"),
                ("bytes", "0"),
            ],
        ),
        sample(
            "203.0.113.40 - - [07/Apr/2026:08:15:45 +0000] \"GET  /two  HTTP/1.1\" 200 5 \"-\" \"-\"",
            &[("path", "/two"), ("protocol", "HTTP/1.1")],
        ),
        sample(
            "203.0.113.40 - - [07/Apr/2026:08:15:46 +0000] \"CONNECT example.com:443 HTTP/1.1\" 405 5 \"-\" \"-\"",
            &[("method", "CONNECT"), ("path", "")],
        ),
    ],
};
