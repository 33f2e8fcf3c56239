//! Amazon S3 server access log; newer lines have more fields at the end.

use crate::preset::column::{bytes, milliseconds, of, text};
use crate::preset::pieces::{
    CLIENT, METHOD, PATH, PROTOCOL, QUERY, REFERER, REQUEST, STATUS, TIME, USER, USER_AGENT,
};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "s3",
    description: "Amazon S3 server access log",
    syntax: Syntax::Pattern(&[
        concat!(
            r"^(?P<owner>[^ ]+) (?P<bucket>[^ ]+) \[(?P<time>[^\]]+)\] (?P<client>[^ ]+)",
            r" (?P<user>[^ ]+) (?P<request_id>[^ ]+) (?P<operation>[^ ]+) (?P<key>[^ ]+)",
            quoted!("request"),
            " (?P<status>[0-9-]+) (?P<error_code>[^ ]+) (?P<sizes>[0-9-]+ [0-9-]+)",
            " (?P<request_time>[0-9-]+) (?P<turnaround_time>[0-9-]+)",
            quoted!("referer"),
            quoted!("user_agent")
        ),
        concat!(
            r"^(?P<owner>[^ ]+) (?P<bucket>[^ ]+) \[(?P<time>[^\]]+)\] (?P<client>[^ ]+)",
            r" (?P<user>[^ ]+) (?P<request_id>[^ ]+) (?P<operation>[^ ]+) (?P<key>[^ ]+)",
            r#" "?(?P<request>[^"\\]*?(?:\\.[^"\\]*)*|-)"?"#,
            r#" (?P<status>[0-9-]+) (?P<error_code>[^ ]+) (?P<sizes>[0-9-]+ [0-9-]+)"#,
            r#" (?P<request_time>[0-9-]+) (?P<turnaround_time>[0-9-]+)"#,
            // Batch deletions have neither, and no quotes.
            r#" "?(?P<referer>-|[^"\\]*(?:\\.[^"\\]*)*)"?"#,
            r#" "?(?P<user_agent>-|[^"\\]*(?:\\.[^"\\]*)*)"?(?: |$)"#
        ),
    ]),
    columns: &[
        text("owner"),
        text("bucket"),
        TIME,
        CLIENT,
        USER,
        text("request_id"),
        text("operation"),
        text("key"),
        REQUEST,
        METHOD,
        PATH,
        QUERY,
        PROTOCOL,
        STATUS,
        text("error_code"),
        bytes("bytes").from(&[of("sizes", &[Part::FirstWord])]),
        bytes("object_size").from(&[of("sizes", &[Part::LastWord])]),
        milliseconds("request_time"),
        milliseconds("turnaround_time"),
        REFERER,
        USER_AGENT,
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Holds(" ["), Tell::Holds("] "), Tell::Holds(".")],
    samples: &[
        sample(
            r#"79a0c1 media-example [07/Apr/2026:08:15:42 +0000] 203.0.113.33 arn:aws:iam::123456789012:user/sync 7B4EXAMPLE REST.GET.OBJECT thumbs/cat%2B1.webp "GET /media-example/thumbs/cat%2B1.webp?v=9 HTTP/1.1" 206 - 4096 90112 21 19 "-" "aws-cli/2.15" - aGVsbG8= SigV4 TLS_AES_128_GCM_SHA256 AuthHeader media-example.s3.eu-west-1.amazonaws.com TLSv1.3 - - eu-west-1"#,
            &[
                ("bucket", "media-example"),
                ("time", "07/Apr/2026:08:15:42 +0000"),
                ("client", "203.0.113.33"),
                ("operation", "REST.GET.OBJECT"),
                ("key", "thumbs/cat%2B1.webp"),
                ("method", "GET"),
                ("path", "/media-example/thumbs/cat%2B1.webp"),
                ("query", "v=9"),
                ("status", "206"),
                ("bytes", "4096"),
                ("object_size", "90112"),
                ("request_time", "21"),
                ("user_agent", "aws-cli/2.15"),
            ],
        ),
        sample(
            r#"79a0c1 media-example [07/Apr/2026:08:15:43 +0000] - AmazonS3 8C5EXAMPLE S3.EXPIRE.OBJECT old/1.log "-" - - - 77 - - "-" "-" - - - - - - - - - eu-west-1"#,
            &[
                ("client", "-"),
                ("operation", "S3.EXPIRE.OBJECT"),
                ("method", ""),
                ("status", "-"),
                ("bytes", "-"),
                ("request_time", "-"),
            ],
        ),
        sample(
            r#"79a0c1 media-example [07/Apr/2026:08:15:44 +0000] 2001:db8::33 - 9D6EXAMPLE REST.HEAD.BUCKET - "HEAD /media-example HTTP/1.1" 403 AccessDenied 243 - 5 - "-" "x \"y\"" -"#,
            &[
                ("client", "2001:db8::33"),
                ("key", "-"),
                ("path", "/media-example"),
                ("error_code", "AccessDenied"),
                ("user_agent", r#"x \"y\""#),
            ],
        ),
        sample(
            "79a0c1 media-example [07/Apr/2026:08:15:45 +0000] 203.0.113.33 arn:aws:iam::123456789012:user/sync 7B5EXAMPLE BATCH.DELETE.OBJECT old/2.log - 204 - - 112 - - - - - aGVsbG8= SigV4 - AuthHeader media-example.s3.eu-west-1.amazonaws.com TLSv1.3 - - eu-west-1",
            &[
                ("operation", "BATCH.DELETE.OBJECT"),
                ("key", "old/2.log"),
                ("method", ""),
                ("status", "204"),
                ("object_size", "112"),
                ("referer", "-"),
                ("user_agent", "-"),
            ],
        ),
    ],
};
