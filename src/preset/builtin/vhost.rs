//! Apache's combined log with the virtual host and its port in front.

use crate::preset::column::number;
use crate::preset::pieces::{
    BYTES, CLIENT, HOST, METHOD, PATH, PROTOCOL, QUERY, REFERER, REQUEST, STATUS, TIME, USER,
    USER_AGENT,
};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "vhost",
    description: "Apache combined log with the virtual host in front (vhost_combined)",
    syntax: Syntax::Pattern(&[
        concat!(
            r"^(?P<host>[^ :]+):(?P<port>[0-9]+) (?P<client>[^ ]+) [^ ]+ (?P<user>[^ ]+) \[",
            r"(?P<time>[^\]]+)\]",
            quoted!("request"),
            " (?P<status>[0-9]+) (?P<bytes>[0-9-]+)",
            quoted!("referer"),
            quoted!("user_agent")
        ),
        concat!(
            r"^(?P<host>[^ :]+|\[[^\]]+\]):(?P<port>[0-9]+) (?P<client>[^ ,\[\]]*(?:, ?[^ ,\[\]]+)*)",
            r" [^ ]+ (?P<user>-|-?[^ \[-][^ ]*(?: [^ \[-][^ \[]*)*) \[(?P<time>[^\]]+)\]",
            quoted!(loose "request"),
            " (?P<status>[0-9-]+) (?P<bytes>[0-9-]+)",
            quoted!(loose "referer"),
            quoted!(loose "user_agent")
        ),
        // Without a port the client must be an address: nothing else tells the host from a client.
        concat!(
            r"^(?P<host>[^ :,\[\]]+)",
            r" (?P<client>[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+)",
            r" [^ ]+ (?P<user>-|-?[^ \[-][^ ]*(?: [^ \[-][^ \[]*)*) \[(?P<time>[^\]]+)\]",
            quoted!(loose "request"),
            " (?P<status>[0-9-]+) (?P<bytes>[0-9-]+)",
            quoted!(loose "referer"),
            quoted!(loose "user_agent")
        ),
    ]),
    columns: &[
        HOST,
        number("port"),
        CLIENT,
        USER,
        TIME,
        REQUEST,
        METHOD,
        PATH,
        QUERY,
        PROTOCOL,
        STATUS,
        BYTES,
        REFERER,
        USER_AGENT,
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Holds("] \""), Tell::Holds("\" \""), Tell::Holds(":")],
    samples: &[
        sample(
            r#"shop.example.com:443 203.0.113.9 - - [07/Apr/2026:08:15:42 +0000] "GET /style.css?v=2 HTTP/1.1" 304 - "https://shop.example.com/" "curl/8.6.0""#,
            &[
                ("host", "shop.example.com"),
                ("port", "443"),
                ("client", "203.0.113.9"),
                ("time", "07/Apr/2026:08:15:42 +0000"),
                ("method", "GET"),
                ("path", "/style.css"),
                ("query", "v=2"),
                ("status", "304"),
                ("bytes", "-"),
                ("user_agent", "curl/8.6.0"),
            ],
        ),
        sample(
            r#"www.example.com:80 2001:db8::9 - - [07/Apr/2026:08:15:43 +0000] "" 400 301 "-" "a \\ b""#,
            &[
                ("host", "www.example.com"),
                ("client", "2001:db8::9"),
                ("method", ""),
                ("status", "400"),
                ("bytes", "301"),
                ("user_agent", r"a \\ b"),
            ],
        ),
        sample(
            "www.example.com 203.0.113.9 - - [07/Apr/2026:08:15:44 +0000] \"GET / HTTP/1.1\" 200 301 \"-\" \"agent/2\"",
            &[("host", "www.example.com"), ("port", ""), ("client", "203.0.113.9"), ("path", "/")],
        ),
        sample(
            "www.example.com 2001:db8::9 - dave smith [07/Apr/2026:08:15:45 +0000] \"GET / HTTP/1.1\" 200 301 \"-\" \"agent/2\"",
            &[("host", "www.example.com"), ("client", "2001:db8::9"), ("user", "dave smith")],
        ),
    ],
};
