//! The format of one source: its layers, and what its first lines say beside them.

use super::keys::{self, KeyColumns};
use crate::format::{Format, Syntax, plain};

/// What a plan is compiled from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct SourceFormat {
    /// The format of the lines, then the formats of the lines wrapped in them.
    pub(in crate::extract) layers: Vec<&'static Format>,
    /// The line that names the columns, if the source begins with one.
    pub(in crate::extract) header: Option<Vec<u8>>,
    /// Of each layer the columns that its keys hold beside those of the format.
    pub(in crate::extract) keys: Vec<KeyColumns>,
    /// Of each layer its keys `date` and `time`, where it has both.
    pub(in crate::extract) dates: Vec<Option<(String, String)>>,
    /// What is counted if no column is named.
    pub(in crate::extract) value: OwnValue,
    /// Whether the format's time column is there; otherwise the time is sought in the line.
    pub(in crate::extract) has_time: bool,
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
    pub(in crate::extract) fn new(layers: Vec<&'static Format>, lines: &[&[u8]]) -> Self {
        let header = layers.first().and_then(|format| header(format, lines));
        let (mut keys, mut dates) = (Vec::new(), Vec::new());
        let mut wrapped: Option<Vec<Vec<u8>>> = None;
        for (index, format) in layers.iter().enumerate() {
            let inner: Option<Vec<&[u8]>> =
                wrapped.as_ref().map(|lines| lines.iter().map(Vec::as_slice).collect());
            let lines = inner.as_deref().unwrap_or(lines);
            let names = keys::keys(format, header.as_deref(), lines);
            keys.push(keys::columns(format, &names));
            dates.push(apart(format, &names));
            if let Some(column) = format.wraps.as_ref().filter(|_| index + 1 < layers.len()) {
                let lines: Vec<Vec<u8>> = lines.iter().map(|line| line.to_vec()).collect();
                wrapped = Some(super::super::detect::wrapped(format, column, &lines));
            }
        }
        Self { layers, header, keys, dates, value: OwnValue::Column, has_time: true }
    }

    /// Whether a line is a header of the format.
    pub(super) fn is_header(&self, line: &[u8]) -> bool {
        self.layers.first().is_some_and(|format| format.is_header(line))
    }
}

/// The line that names the fields of csv and tsv: the first, or one made of the format's own names.
fn header(format: &Format, lines: &[&[u8]]) -> Option<Vec<u8>> {
    let separator = match format.syntax {
        Syntax::Csv => ",",
        Syntax::Tsv => "\t",
        _ => return None,
    };
    match &format.fields[..] {
        [] => lines.first().map(|line| line.to_vec()),
        // A line that no source has: the format names the fields.
        names => Some(names.join(separator).into_bytes()),
    }
}

/// The keys `date` and `time` in whatever spelling, where lines have both and the time is not a
/// column that the format makes of another key.
fn apart(format: &Format, names: &[String]) -> Option<(String, String)> {
    let find = |name: &str| names.iter().find(|key| plain(key) == name).cloned();
    let (date, time) = (find("date")?, find("time")?);
    let is_open = format.syntax.is_open() && !matches!(format.syntax, Syntax::W3c(_));
    is_open.then_some((date, time))
}
