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

    /// The one section that outputs print that hold only one: the one asked for, else the first of
    /// `values`, `distribution`, `correlations`, `contingency`.
    fn only_section(&self) -> Option<&'r Body<'a>> {
        let defaults = ["values", "distribution", "correlations", "contingency"];
        let section = match self.section {
            Some(name) => self.report.section(name),
            None => defaults.iter().find_map(|name| self.report.section(name)),
        };
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
    render: Render,
}

/// All outputs.
pub static OUTPUTS: [Output; 6] = [
    Output {
        name: "text",
        description: "bars and figures for eyes",
        complete: false,
        render: text::render,
    },
    Output {
        name: "json",
        description: "one document with every section",
        complete: true,
        render: json::render,
    },
    Output {
        name: "csv",
        description: "one section, quoted per RFC 4180",
        complete: true,
        render: delimited::csv,
    },
    Output {
        name: "tsv",
        description: "one section, tabs between cells, \\t \\n \\r \\\\ for those bytes",
        complete: true,
        render: delimited::tsv,
    },
    Output {
        name: "markdown",
        description: "a table a section",
        complete: false,
        render: markdown::render,
    },
    Output {
        name: "html",
        description: "one file with charts, without scripts",
        complete: false,
        render: html::render,
    },
];

impl Output {
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

/// The sections a report can have, in the order they are printed, with what they say.
pub static SECTIONS: [(&str, &str); 15] = [
    ("input", "every line accounted for, and what was assumed"),
    ("sources", "the files read"),
    ("unmatched", "the first rejected lines of each reason"),
    ("summary", "the figures over all values"),
    ("values", "a row a value"),
    ("time", "with -t: from when to when, how fast, when fastest, the longest gap"),
    ("timeline", "with -t: the events of every bucket of the range"),
    ("frequencies", "with -t: how often values occur in a bucket"),
    ("distribution", "with -N or -m: the figures over all numbers"),
    ("histogram", "with -N or -m: how many numbers lie where"),
    ("numeric_outliers", "with -N: the numbers beyond the fences"),
    ("columns", "with --compare: the figures of each column"),
    ("correlations", "with --compare: how each two numbers go together"),
    ("contingency", "with --compare: how often two texts come together"),
    ("association", "with --compare: how strongly two texts go together"),
];
