//! Log formats known by name: what their lines look like, which columns they have, and which of
//! them the first lines of a source fit.
//!
//! What it is: plain data, one file a format under `builtin/`, one row each in [`PRESETS`]; the
//! lookup by name ([`find`], [`suggest`]); the detection ([`detect()`], [`nearest()`]).
//!
//! What it is not: it reads no columns itself (the extraction does, by [`Syntax`] and [`Column`]),
//! knows no saved presets and no files.
//!
//! Called by the command line (`-P`, `preset list`, help, completions) and by the detection of a
//! source's format.

#[macro_use]
mod pieces;

mod builtin;
mod column;
mod continuation;
mod cuts;
mod detect;
mod fit;
mod logfmt;
mod name;
mod nearest;
mod network;
mod nginx;
mod part;
mod request;
mod stop;
mod table;
mod tell;

pub use builtin::PRESETS;
pub use column::{Column, Kind, Origin};
pub use detect::{Detection, detect};
pub use name::{closest, find, suggest};
pub use nearest::{Nearest, nearest};
pub use part::Part;
pub use stop::{Stop, stop};
pub use tell::{Shape, Tell};

/// A log format: how a line is taken apart and what its columns mean.
#[derive(Debug)]
pub struct Preset {
    /// What `-P` takes: lower case, digits and hyphens.
    pub name: &'static str,
    /// One line for lists, without a final full stop.
    pub description: &'static str,
    /// How a line is taken apart into raw fields.
    pub syntax: Syntax,
    /// The columns, in the order lists show them. With a syntax whose fields have names of their
    /// own ([`Syntax::is_open`]) every other field is a column too.
    pub columns: &'static [Column],
    /// The column that is counted unless `-k` names another; none where nobody can know it.
    pub value: Option<&'static str>,
    /// The column that holds the stamp; none where the format has none.
    pub time: Option<&'static str>,
    /// The column that holds a whole line of another format; it may be unwrapped, once.
    pub wraps: Option<&'static str>,
    /// What the lines begin with that name the fields, in a format whose fields are fixed all the
    /// same; such a line is a header wherever it stands, and fits no pattern.
    pub header: Option<&'static str>,
    /// What lines of the format have; detection tries it only where half of the lines do.
    pub tells: &'static [Tell],
    /// Lines made up for tests and documentation.
    pub samples: &'static [Sample],
}

/// How a line is taken apart into raw fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// Regular expressions of the regex crate, tried in this order; the first that matches
    /// counts. Raw fields are its named groups; a group it lacks is an absent field. Where the
    /// first is made for speed (literals and negated classes), the last takes what is rare too.
    Pattern(&'static [&'static str]),
    /// One JSON object a line; raw fields are paths such as `request.headers.Host[0]`, tried as a
    /// literal key first.
    Json,
    /// `key=value key="quoted value"`, separated by blanks.
    Logfmt,
    /// JSON where the line begins with a brace, else logfmt.
    JsonOrLogfmt,
    /// `label:value`, separated by tabs.
    Ltsv,
    /// Comma-separated, quoted per RFC 4180; the first line names the fields.
    Csv,
    /// Tab-separated, not quoted; the first line names the fields.
    Tsv,
    /// Fields between single blanks or tabs, named by the last `#Fields:` line before them; here
    /// the names assumed until there is one, separated by blanks. The raw field `date time` is
    /// both fields, which stand side by side, and the byte between them. Other lines that begin
    /// with `#` are headers.
    W3c(&'static str),
}

impl Preset {
    /// Whether a line is one of the format's own headers ([`Preset::header`]).
    pub fn is_header(&self, line: &[u8]) -> bool {
        self.header.is_some_and(|beginning| line.starts_with(beginning.as_bytes()))
    }
}

impl Syntax {
    /// Whether the lines name their fields themselves, so that any name can be asked for.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Pattern(_))
    }
}

/// A line and the columns it must give.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// The line, without a newline at its end. Where a header names the fields (csv, tsv) it
    /// precedes the line.
    pub line: &'static str,
    /// Columns and their text; one whose text is empty must be absent or empty.
    pub gives: &'static [(&'static str, &'static str)],
}

const fn sample(line: &'static str, gives: &'static [(&'static str, &'static str)]) -> Sample {
    Sample { line, gives }
}
