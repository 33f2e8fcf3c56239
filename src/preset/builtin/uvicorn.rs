//! uvicorn's access log, which has no time.

use crate::preset::column::{address, of, text};
use crate::preset::pieces::{METHOD, PATH, PROTOCOL, QUERY, REQUEST, STATUS};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "uvicorn",
    description: "uvicorn access log (it has no time)",
    syntax: Syntax::Pattern(&[concat!(
        r"^(?P<level>[A-Z]+): +(?P<peer>[^ ]+) -",
        quoted!(loose "request"),
        " (?P<status>[0-9]+)"
    )]),
    columns: &[
        text("level"),
        address("client").from(&[of("peer", &[Part::Address])]),
        REQUEST,
        METHOD,
        PATH,
        QUERY,
        PROTOCOL,
        STATUS,
    ],
    value: Some("client"),
    time: None,
    wraps: None,
    header: None,
    tells: &[Tell::Holds(":  "), Tell::Holds(" - \"")],
    samples: &[
        sample(
            r#"INFO:     203.0.113.61:40112 - "GET /items/7?q=a HTTP/1.1" 200 OK"#,
            &[
                ("level", "INFO"),
                ("client", "203.0.113.61"),
                ("method", "GET"),
                ("path", "/items/7"),
                ("query", "q=a"),
                ("protocol", "HTTP/1.1"),
                ("status", "200"),
            ],
        ),
        sample(
            r#"INFO:     [2001:db8::61]:40113 - "POST /a b HTTP/1.1" 422 Unprocessable Entity"#,
            &[("client", "2001:db8::61"), ("method", "POST"), ("path", "/a b"), ("status", "422")],
        ),
    ],
};
