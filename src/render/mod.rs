//! Report -> bytes: one file an output, one row an output in [`OUTPUTS`]. A renderer sees only the
//! report and a [`Style`]; it looks up no terminal and no environment.

pub mod bar;
mod delimited;
pub mod fit;
mod html;
mod json;
mod markdown;
pub mod number;
pub mod spark;
mod text;
mod visible;

pub use text::{Clock, plain, rates, remark, write_grid};
pub use visible::visible;

use std::io::{self, Write};
use std::str::FromStr;

use crate::report::{Body, Report, Section};

/// How text is laid out; the other outputs do not depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Columns of the screen; nothing is printed wider.
    pub width: usize,
    /// Escape sequences for colour.
    pub color: bool,
    /// Block characters for bars and an ellipsis; otherwise ASCII only.
    pub unicode: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self { width: 80, color: false, unicode: true }
    }
}

/// What a renderer is given: the report, one section of it if that is asked for, the style.
#[derive(Debug, Clone, Copy)]
pub struct Request<'r, 'a> {
    /// The report.
    pub report: &'r Report<'a>,
    /// Only this section.
    pub section: Option<&'r str>,
    /// The layout of text.
    pub style: Style,
}

impl<'r, 'a> Request<'r, 'a> {
    /// The sections to be printed.
    fn sections(&self) -> impl Iterator<Item = &'r Section<'a>> {
        let wanted = self.section;
        let sections = self.report.sections.iter();
        sections.filter(move |section| wanted.is_none_or(|name| section.name == name))
    }

    /// The section that outputs of one section print: the one asked for, else the report's main one.
    fn only_section(&self) -> Option<&'r Body<'a>> {
        let section = self.report.section(self.section.or(self.report.main)?);
        section.map(|section| &section.body)
    }
}

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
    /// Whether it prints notes itself beside the figures they are about.
    pub shows_notes: bool,
    /// Whether a terminal may show it as a screen that is redrawn.
    pub is_live: bool,
    /// Whether reports that follow each other stand under their time; a line of text would spoil
    /// JSON.
    pub is_dated: bool,
    render: Render,
}

/// All outputs.
pub static OUTPUTS: [Output; 7] = [
    Output {
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
        ..Output::new("ndjson", "one section, a row a line as a JSON object", json::render_lines)
    },
    Output::new("csv", "one section, quoted per RFC 4180", delimited::csv),
    Output::new(
        "tsv",
        "one section, tabs between cells, \\t \\n \\r \\\\ for those bytes",
        delimited::tsv,
    ),
    Output { complete: false, ..Output::new("markdown", "a table a section", markdown::render) },
    Output {
        complete: false,
        is_dated: false,
        ..Output::new("html", "one file with charts, without scripts", html::render)
    },
];

impl Output {
    const fn new(name: &'static str, description: &'static str, render: Render) -> Self {
        let (complete, shows_notes, is_live, is_dated) = (true, false, false, true);
        Self { name, description, complete, shows_notes, is_live, is_dated, render }
    }

    /// Writes the report.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
        (self.render)(request, out)
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
