//! What a format is: the syntax of its lines, its columns, and what gives it away.

use super::column::Column;
use super::hint::DetectionHint;
use super::pattern::with_longer_group;

/// A log format: how a line is taken apart and what its columns mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Format {
    /// What `-P` takes: lower case, digits and hyphens.
    pub name: String,
    /// One line for lists, without a final full stop.
    pub description: String,
    /// How a line is taken apart into raw fields.
    pub(crate) syntax: Syntax,
    /// How many of the patterns are of the format's own lines. The patterns after them read lines
    /// that other programs write into the file; detection does not count these lines.
    pub(crate) own_patterns: usize,
    /// The columns, in the order lists show them. With a syntax whose fields have names of their
    /// own ([`Syntax::is_open`]) every other field is a column too.
    pub columns: Vec<Column>,
    /// The column that is counted unless `-k` names another.
    pub value: Option<String>,
    /// The column that holds the stamp.
    pub(crate) time: Option<String>,
    /// How the stamps are written, in the notation of strftime, where the digits alone leave it open.
    pub(crate) time_format: Option<String>,
    /// Whether stamps as `04/07/26` end in the year wherever a date with the year last fits them all.
    pub(crate) is_year_last: bool,
    /// The column that holds a whole line of another format, which is taken apart too, down to two wrapped
    /// formats.
    pub(crate) wraps: Option<String>,
    /// The column that says which program wrote the wrapped line: each may write a format of its own.
    pub(crate) programs: Option<String>,
    /// What header lines, which name the fields, begin with in a format with a pattern; a header line may
    /// stand anywhere in the source, and fits no pattern.
    pub(crate) header: Option<String>,
    /// Which lines belong to the record before them.
    pub(crate) continued: Vec<ContinuedRule>,
    /// Patterns of the lines that a record of several lines begins with.
    pub(crate) begins: Vec<String>,
    /// Whether a line `message repeated N times: [ LINE ]` counts N times what stands in its brackets.
    pub(crate) repeats: bool,
    /// The names of the fields of csv and tsv without a header line, and of the W3C format until
    /// a line names others.
    pub(crate) fields: Vec<String>,
    /// What is said when the format is detected: what its lines leave open.
    pub(crate) note: Option<String>,
    /// What lines of the format have; detection tries it only where half of the lines do.
    pub(crate) hints: Vec<DetectionHint>,
    /// The more general formats, by name, that detection tries after this one.
    pub(crate) before: Vec<String>,
    /// The wrappers, by name, that read these lines themselves: the format is not sought inside them.
    pub(crate) not_inside: Vec<String>,
}

/// How a line is taken apart into raw fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// Regular expressions of the regex crate, tried in this order; the first that matches
    /// counts. Raw fields are its named groups; a group it lacks is an absent field.
    Pattern(Vec<String>),
    /// One JSON object a line; raw fields are paths such as `request.headers.Host[0]`, tried as a
    /// literal key first.
    Json,
    /// `key=value key="quoted value"`, separated by blanks.
    Logfmt,
    /// JSON where the line begins with a brace, else logfmt.
    JsonOrLogfmt,
    /// `label:value`, separated by tabs.
    Ltsv,
    /// Comma-separated, quoted per RFC 4180; the first line names the fields, unless the format does.
    Csv,
    /// Tab-separated, not quoted; the first line names the fields, unless the format does.
    Tsv,
    /// Fields between single blanks or tabs, named by the last `#Fields:` line before them; here
    /// the names assumed until there is one, separated by blanks. The raw field `date time` is
    /// both fields, which stand side by side, and the byte between them. Other lines that begin
    /// with `#` are headers.
    W3c(String),
}

/// A line made up for tests and documentation, and the columns it must give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The line, without a newline at its end. Where a header names the fields (csv, tsv) it
    /// precedes the line.
    pub line: String,
    /// Columns and their text; one whose text is empty must be absent or empty.
    pub gives: Vec<(String, String)>,
}

impl Format {
    /// Whether a line is one of the format's own headers ([`Format::header`]).
    #[must_use]
    pub(crate) fn is_header(&self, line: &[u8]) -> bool {
        self.header.as_ref().is_some_and(|beginning| line.starts_with(beginning.as_bytes()))
    }

    /// The column of this name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The raw fields that are the time, if the format has one.
    #[must_use]
    pub(crate) fn time_fields(&self) -> Option<Vec<&str>> {
        let time = self.column(self.time.as_ref()?)?;
        Some(time.from.iter().map(|origin| origin.field.as_str()).collect())
    }

    /// This format with patterns whose time ends with the expression `suffix`.
    #[must_use]
    pub(crate) fn with_longer_time(&self, suffix: &str) -> Self {
        let mut longer = self.clone();
        let names = self.time_fields().unwrap_or_default();
        if let Syntax::Pattern(patterns) = &mut longer.syntax {
            for pattern in patterns {
                if let Some(longer) = with_longer_group(pattern, &names, suffix) {
                    *pattern = longer;
                }
            }
        }
        longer
    }

    /// Whether detection names this format only where no other fits.
    #[must_use]
    pub(crate) fn is_last_resort(&self) -> bool {
        self.hints.contains(&DetectionHint::LastResort)
    }

    /// Whether detection never names this format, because its lines also have another format.
    #[must_use]
    pub(crate) fn is_never_detected(&self) -> bool {
        self.hints.contains(&DetectionHint::NotDetected)
    }
}

impl Syntax {
    /// Whether the lines name their fields themselves, so that any name can be asked for.
    #[must_use]
    pub(crate) const fn is_open(&self) -> bool {
        !matches!(self, Self::Pattern(_))
    }
}

/// A rule for lines that are no record of the format and belong to the record before them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ContinuedRule {
    /// Lines that are indented, blank, of a stack trace, of SQL, or that close a bracket.
    Trace,
    /// All lines that are no record.
    Other,
    /// Lines that this pattern matches.
    Pattern(String),
}

impl ContinuedRule {
    /// Reads a rule: `trace`, `other`, or a pattern that begins with `^`. Errors: another word; the error
    /// says what would be right.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        match text {
            "trace" => Ok(Self::Trace),
            "other" => Ok(Self::Other),
            pattern if pattern.starts_with('^') => Ok(Self::Pattern(pattern.to_owned())),
            _ => Err("continued is trace, other, or a pattern that begins with ^".to_owned()),
        }
    }
}
