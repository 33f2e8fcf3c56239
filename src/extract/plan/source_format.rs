//! The format of one source: its layers, and what its first lines say beside them.

use std::borrow::Cow;

use super::super::delimited::Dialect;
use super::super::records::RecordRule;
use super::keys::{self, KeyColumns, KeySearch};
use crate::format::{Format, Syntax, plain};

/// What a plan is compiled from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct SourceFormat {
    /// The format of the lines, then the formats of the lines wrapped in them.
    pub(in crate::extract) layers: Vec<&'static Format>,
    /// Whether the layers behind the first stand beside each other in its lines, not within each other.
    pub(in crate::extract) has_alternatives: bool,
    /// Whether JSON documents of several lines stand in the lines of the first layer.
    pub(in crate::extract) has_documents: bool,
    /// The line that names the columns, if the source begins with one.
    pub(in crate::extract) header: Option<Vec<u8>>,
    /// What separates the fields of csv and tsv.
    pub(in crate::extract) dialect: Dialect,
    /// Of each layer the columns that its keys hold beside the columns of the format.
    pub(in crate::extract) keys: Vec<KeyColumns>,
    /// Of each layer its keys `date` and `time`, where it has both.
    pub(in crate::extract) dates: Vec<Option<(String, String)>>,
    /// What is counted if no column is named.
    pub(in crate::extract) value: OwnValue,
    /// Whether the format's time column is there; otherwise the time is sought in the line.
    pub(in crate::extract) has_time: bool,
}

/// The formats of the lines of a source, the outermost first.
#[derive(Debug, Clone)]
pub(in crate::extract) struct Layers {
    pub(in crate::extract) formats: Vec<&'static Format>,
    /// Whether the formats after the first are alternatives for the wrapped line (`compose/combined+zap`),
    /// not nested in each other (`cri/combined`).
    pub(in crate::extract) has_alternatives: bool,
    /// The first lines with each JSON document in one line, if documents of several lines stand in the
    /// lines of the first format.
    pub(in crate::extract) documents: Option<Vec<Vec<u8>>>,
}

impl Layers {
    /// Formats that stand within each other.
    pub(in crate::extract) fn nested(formats: Vec<&'static Format>) -> Self {
        Self { formats, has_alternatives: false, documents: None }
    }

    /// `lines`, the first of the source, with each JSON document in one line.
    pub(in crate::extract) fn records<'l>(&'l self, lines: &'l [&'l [u8]]) -> Cow<'l, [&'l [u8]]> {
        match &self.documents {
            Some(documents) => documents.iter().map(Vec::as_slice).collect(),
            None => Cow::Borrowed(lines),
        }
    }
}

/// What is counted of a format's lines if no column is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum OwnValue {
    /// The format's own column.
    Column,
    /// The message; where a line has none, its rest.
    Message,
    /// The rest of the line after its stamp.
    Rest,
}

impl SourceFormat {
    /// The format of a source that begins with `lines`.
    pub(in crate::extract) fn new(layers: &Layers, lines: &[&[u8]], delimiter: Option<u8>) -> Self {
        let lines = &*layers.records(lines);
        let (has_alternatives, has_documents) =
            (layers.has_alternatives, layers.documents.is_some());
        let layers = layers.formats.clone();
        let first = layers.first().map(|format| header(format, lines, delimiter));
        let (header, dialect) = first.unwrap_or((None, Dialect::CSV));
        let (value, has_time) = (OwnValue::Column, true);
        let (keys, dates) = (Vec::new(), Vec::new());
        let mut format = Self {
            layers,
            has_alternatives,
            has_documents,
            header,
            dialect,
            keys,
            dates,
            value,
            has_time,
        };
        let names = format.field_names(lines, KeySearch::PLAN);
        for (layer, names) in format.layers.iter().zip(&names) {
            format.keys.push(keys::columns(layer, names));
            format.dates.push(apart(layer, names));
        }
        format
    }

    /// Of each layer the names that its lines give their fields, where the source begins with `lines`.
    pub(in crate::extract) fn field_names(
        &self,
        lines: &[&[u8]],
        search: KeySearch,
    ) -> Vec<Vec<String>> {
        let mut names = Vec::new();
        let mut wrapped: Option<Vec<Vec<u8>>> = None;
        for (index, format) in self.layers.iter().enumerate() {
            let inner: Option<Vec<&[u8]>> =
                wrapped.as_ref().map(|lines| lines.iter().map(Vec::as_slice).collect());
            let lines = inner.as_deref().unwrap_or(lines);
            let header = self.header.as_deref();
            names.push(keys::keys(format, header, self.dialect, lines, search));
            let is_last = index + 1 == self.layers.len() || self.has_alternatives && index > 0;
            if let Some(column) = format.wraps.as_ref().filter(|_| !is_last) {
                let lines = lines.get(..search.wrapped_lines()).unwrap_or(lines);
                wrapped = Some(super::super::detect::wrapped(format, column, lines));
            }
        }
        names
    }

    /// The layer in whose lines the layer at `index` stands.
    pub(super) fn parent(&self, index: usize) -> usize {
        if self.has_alternatives { 0 } else { index.saturating_sub(1) }
    }

    /// The column that is counted if no column is named: the innermost format's, or the wrapper's where
    /// several formats stand in it.
    pub(in crate::extract) fn own_value(&self) -> Option<&'static str> {
        let value = |format: &&'static Format| format.value.as_deref();
        match self.has_alternatives {
            true => self.layers.iter().find_map(value),
            false => self.layers.iter().rev().find_map(value),
        }
    }

    /// Whether a line is a header of the format.
    pub(super) fn is_header(&self, line: &[u8]) -> bool {
        self.layers.first().is_some_and(|format| format.is_header(line))
    }
}

/// The line that names the fields of csv and tsv, and what separates them: as the user says, or as the
/// line `sep=;` in front of the header or the header itself tells. PowerShell's line `#TYPE NAME` stands there, too.
fn header(format: &Format, lines: &[&[u8]], delimiter: Option<u8>) -> (Option<Vec<u8>>, Dialect) {
    let own = Dialect::of_syntax(&format.syntax);
    if !matches!(format.syntax, Syntax::Csv | Syntax::Tsv) {
        return (None, own);
    }
    if !format.fields.is_empty() {
        // A line that no source has: the format names the fields.
        let separator = char::from(own.delimiter).to_string();
        return (Some(format.fields.join(&separator).into_bytes()), own);
    }
    let told = lines.first().filter(|_| own == Dialect::CSV);
    let told = told.and_then(|line| Dialect::told_delimiter(line));
    let is_before = lines.first().is_some_and(|line| Dialect::is_before_header(line));
    let lines = lines.get(usize::from(is_before)..).unwrap_or_default();
    let delimiter = delimiter.or(told).unwrap_or(own.delimiter);
    let dialect = Dialect { delimiter, ..own };
    let header = match own.has_quotes {
        true => RecordRule::Quoted { delimiter }.group(lines).into_iter().next(),
        false => lines.first().map(|line| line.to_vec()),
    };
    (header, dialect)
}

/// The keys `date` and `time` in whatever spelling, where lines have both and the time is not a
/// column that the format makes of another key; of a format with patterns, its groups `date` and `time`.
fn apart(format: &Format, names: &[String]) -> Option<(String, String)> {
    if let Syntax::Pattern(_) = format.syntax {
        let is_group = |name: &str| {
            format.column(name).is_some_and(|column| column.fields().any(|field| field == name))
        };
        return (is_group("date") && is_group("time")).then(|| ("date".into(), "time".into()));
    }
    let find = |name: &str| names.iter().find(|key| plain(key) == name).cloned();
    let (date, time) = (find("date")?, find("time")?);
    let is_open = format.syntax.is_open() && !matches!(format.syntax, Syntax::W3c(_));
    is_open.then_some((date, time))
}
