//! Report -> bytes: one file an output, one row an output in [`OUTPUTS`]. A renderer sees only the
//! report and a [`Style`]; it looks up no terminal and no environment.
//!
//! ```
//! use streamstats::render::{Output, ProgramOptions, Request, Style};
//! use streamstats::report::{Body, Cell, Report, Section, Table};
//!
//! let rows = vec![vec![Cell::Text(b"a,b"[..].into()), Cell::Count(2)]];
//! let body = Body::Table(Table::new(["value", "count"], rows));
//! let values = Section { name: "values", text_place: None, body };
//! let report = Report { sections: vec![values], main: Some("values"), ..Report::default() };
//! let request = Request {
//!     report: &report,
//!     only: &[],
//!     style: Style::default(),
//!     program: ProgramOptions::default(),
//!     threads: 1,
//! };
//! let csv: &Output = "csv".parse()?;
//! let mut text = Vec::new();
//! csv.write(&request, &mut text)?;
//! assert_eq!(text, b"value,count\n\"a,b\",2\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub(crate) mod bar;
mod block;
mod delimited;
mod exact;
pub(crate) mod fit;
mod html;
mod json;
mod markdown;
mod metrics;
mod nagios;
pub(crate) mod number;
mod portions;
mod request;
mod shown;
mod text;
mod visible;

pub(crate) use block::unblocked_rows;
pub(crate) use nagios::{alert_text, monitoring_state};
pub use request::{ProgramOptions, Request, Style};
pub(crate) use shown::shown;
pub(crate) use text::{Clock, plain, remark, value_columns, write_grid};
pub(crate) use visible::{visible, visible_lines};

use std::io::{self, Write};
use std::str::FromStr;

type Render = fn(&Request<'_, '_>, &mut dyn Write) -> io::Result<()>;

/// One output.
#[derive(Debug)]
pub struct Output {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is, for help and the man page.
    pub description: &'static str,
    /// Whether all values are printed unless the user limits them.
    pub complete: bool,
    /// Whether a terminal or a page shows it: control characters in names of a log are escaped first.
    pub(crate) is_read: bool,
    /// Whether it prints notes itself beside the figures they are about.
    pub(crate) shows_notes: bool,
    /// Whether a terminal may show it as a screen that is redrawn.
    pub(crate) is_live: bool,
    /// Whether reports that follow each other stand under their time; a line of text would spoil
    /// JSON and csv.
    pub(crate) is_dated: bool,
    /// Whether it prints one section of the report.
    pub(crate) has_one_section: bool,
    /// Whether addresses of `values` are to be blocked, so that the user must choose the rows.
    pub(crate) blocks: bool,
    /// Whether `--timeout` says how long addresses are blocked.
    pub(crate) takes_timeout: bool,
    /// Whether `--prefix` begins its names.
    pub(crate) takes_prefix: bool,
    /// The forms that `--style` chooses from, the usual first; empty for outputs of one form.
    pub(crate) forms: &'static [&'static str],
    /// Whether it is the output of a monitoring plugin, with the exit statuses of one.
    pub(crate) monitors: bool,
    render: Render,
}

/// All outputs.
pub static OUTPUTS: &[Output] = &[
    Output {
        is_read: true,
        shows_notes: true,
        is_live: true,
        complete: false,
        ..Output::new("text", "bars and figures for eyes", text::render)
    },
    Output {
        is_dated: false,
        ..Output::new("json", "one document with every section", json::render)
    },
    Output {
        is_dated: false,
        has_one_section: true,
        ..Output::new("ndjson", "one section, a row a line as a JSON object", json::render_lines)
    },
    Output {
        is_dated: false,
        has_one_section: true,
        ..Output::new("csv", "one section, quoted per RFC 4180", delimited::csv)
    },
    Output {
        is_dated: false,
        has_one_section: true,
        ..Output::new(
            "tsv",
            "one section, tabs between cells, \\t \\n \\r \\\\ for those bytes",
            delimited::tsv,
        )
    },
    Output {
        is_read: true,
        complete: false,
        ..Output::new("markdown", "a table a section", markdown::render)
    },
    Output {
        is_read: true,
        complete: false,
        is_dated: false,
        ..Output::new("html", "one file with charts, without scripts", html::render)
    },
    Output {
        takes_timeout: true,
        ..Output::blocking("nft", "addresses to block, for nft -f", block::nft)
    },
    Output {
        takes_timeout: true,
        ..Output::blocking("ipset", "addresses to block, for ipset restore", block::ipset)
    },
    Output {
        forms: &["deny", "geo"],
        ..Output::blocking("nginx", "addresses to block, to include", block::nginx)
    },
    Output {
        forms: &["map", "acl"],
        ..Output::blocking("haproxy", "addresses to block, a map or a list", block::haproxy)
    },
    Output {
        complete: false,
        is_dated: false,
        ..Output::new("prometheus", "gauges, for a textfile collector", metrics::prometheus::render)
    },
    Output {
        is_dated: false,
        takes_prefix: true,
        ..Output::new("graphite", "path, number and time a line", metrics::graphite::render)
    },
    Output {
        is_dated: false,
        ..Output::new("influx", "line protocol, a point a row", metrics::influx::render)
    },
    Output {
        is_read: true,
        is_dated: false,
        monitors: true,
        ..Output::new("nagios", "a monitoring plugin's line, by --fail-if", nagios::render)
    },
];

impl Output {
    const fn new(name: &'static str, description: &'static str, render: Render) -> Self {
        Self {
            name,
            description,
            complete: true,
            is_read: false,
            shows_notes: false,
            is_live: false,
            is_dated: true,
            has_one_section: false,
            blocks: false,
            takes_timeout: false,
            takes_prefix: false,
            forms: &[],
            monitors: false,
            render,
        }
    }

    const fn blocking(name: &'static str, description: &'static str, render: Render) -> Self {
        Self { blocks: true, is_dated: false, ..Self::new(name, description, render) }
    }

    /// Writes the report.
    ///
    /// # Errors
    /// `out` cannot be written.
    pub fn write(&self, request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
        if !self.is_read {
            return (self.render)(request, out);
        }
        let report = shown(request.report, request.style.unicode);
        (self.render)(&Request { report: &report, ..*request }, out)
    }
}

impl FromStr for &'static Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        OUTPUTS.iter().find(|output| output.name == text).ok_or_else(|| {
            let known: Vec<&str> = OUTPUTS.iter().map(|output| output.name).collect();
            format!("no output {text}; there are {}", known.join(", "))
        })
    }
}
