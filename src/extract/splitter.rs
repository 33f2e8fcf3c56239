//! Splitters: each finds the wanted raw fields of a line by one syntax.

use std::ops::Range;

use super::delimited::{DelimitedSplitter, Dialect};
use super::encoding::Encoding;
use super::fields::FieldSplitter;
use super::json::{JsonPath, JsonSplitter, KeyChoice};
use super::logfmt::LogfmtSplitter;
use super::ltsv::LtsvSplitter;
use super::scanner::groups::{GroupFinder, Groups};
use super::texts::FieldTexts;
use super::w3c::{Header, HeaderLayout, LineKind, W3cSplitter};
use crate::error::{Error, Result};
use crate::format::Syntax;
use crate::tally::Rejection;

/// Finds the wanted raw fields of a line; shared by all workers.
#[derive(Debug)]
pub(super) enum Splitter {
    /// The line is the only field.
    Line,
    /// The only field is what follows the time in the line, which the caller finds.
    AfterTime,
    Fields(FieldSplitter),
    /// Patterns tried in this order; the fields are groups.
    Patterns(Vec<Groups>),
    Json(JsonSplitter),
    Logfmt(LogfmtSplitter),
    /// JSON if the line begins with a brace, else logfmt.
    JsonOrLogfmt(JsonSplitter, LogfmtSplitter),
    Ltsv(LtsvSplitter),
    Delimited(DelimitedSplitter),
    W3c {
        splitter: W3cSplitter,
        /// The names in force before the first `#Fields:` line.
        assumed: Header,
    },
}

/// A worker's state of a splitter.
#[derive(Debug, Default)]
pub(super) struct SplitterState {
    patterns: Vec<GroupFinder>,
    layout: HeaderLayout,
    /// All fields of a line, if the wanted ones can only be chosen after that.
    fields: Vec<Range<usize>>,
}

impl Splitter {
    /// Finds `fields` by `syntax`; of each of `choices` the first field of which a line has the text is
    /// enough. `header` is the line that names the fields of csv and tsv. Errors: a field that is no path
    /// of JSON.
    pub(super) fn of_syntax(
        syntax: &Syntax,
        fields: &[String],
        choices: &[KeyChoice],
        header: Option<HeaderLine<'_>>,
    ) -> Result<Self> {
        let json = || -> Result<JsonSplitter> {
            let paths: Result<Vec<JsonPath>> =
                fields.iter().map(|field| JsonPath::parse(field)).collect();
            Ok(JsonSplitter::with_choices(&paths?, choices.to_vec()))
        };
        Ok(match syntax {
            Syntax::Pattern(patterns) => {
                let groups = patterns.iter().map(|pattern| Groups::of(pattern, fields));
                Self::Patterns(groups.collect())
            }
            Syntax::Json => Self::Json(json()?),
            Syntax::Logfmt => Self::Logfmt(LogfmtSplitter::new(fields)),
            Syntax::JsonOrLogfmt => Self::JsonOrLogfmt(json()?, LogfmtSplitter::new(fields)),
            Syntax::Ltsv => Self::Ltsv(LtsvSplitter::new(fields)),
            Syntax::Csv | Syntax::Tsv => {
                Self::Delimited(delimited(Dialect::of_syntax(syntax), fields, header)?)
            }
            Syntax::W3c(names) => {
                let assumed = Header::assumed(names)
                    .ok_or_else(|| Error::Usage(format!("no names in {names:?}")))?;
                Self::W3c { splitter: W3cSplitter::new(fields), assumed }
            }
        })
    }

    /// Whether lines are matched first by a pattern that needs to know the encoding of a line.
    pub(super) fn asks_encoding(&self) -> bool {
        matches!(self, Self::Patterns(patterns) if !patterns.first().is_some_and(Groups::is_exact))
    }

    /// Whether lines are JSON.
    pub(super) fn is_json(&self) -> bool {
        matches!(self, Self::Json(_) | Self::JsonOrLogfmt(..))
    }

    /// Whether lines anywhere in the source name its fields.
    pub(super) fn follows_headers(&self) -> bool {
        matches!(self, Self::W3c { .. })
    }

    pub(super) fn state(&self) -> SplitterState {
        let mut state = SplitterState::default();
        if let Self::Patterns(patterns) = self {
            state.patterns = patterns.iter().map(Groups::finder).collect();
        }
        self.enter_block(&mut state, None);
        state
    }

    /// Prepares for a block at whose start `header` is in force.
    pub(super) fn enter_block(&self, state: &mut SplitterState, header: Option<&Header>) {
        if let Self::W3c { splitter, assumed } = self {
            state.layout = splitter.layout(Some(header.unwrap_or(assumed)));
        }
    }

    /// The first raw field of `line`; `None` if the line lacks it. Errors: as [`Self::split`].
    #[inline(always)]
    pub(super) fn first<'a>(
        &self,
        state: &mut SplitterState,
        line: &'a [u8],
        encoding: Encoding,
        fields: &mut FieldTexts<'a>,
    ) -> std::result::Result<Option<&'a [u8]>, Rejection> {
        if let Self::Fields(splitter) = self
            && let Some(field) = splitter.only_field()
        {
            return field.find(line).map(Some).ok_or(Rejection::NoColumn(0));
        }
        match self {
            Self::Line => Ok(Some(line)),
            Self::Patterns(_) => match state.matching(line, encoding) {
                Some(pattern) => Ok(pattern.first().and_then(|range| line.get(range))),
                None => Err(Rejection::NoMatch),
            },
            _ => {
                self.split(state, line, encoding, fields)?;
                Ok(fields.get(0))
            }
        }
    }

    /// Finds the raw fields of `line`. Errors: the line is not of this syntax, or is a header.
    pub(super) fn split<'a>(
        &self,
        state: &mut SplitterState,
        line: &'a [u8],
        encoding: Encoding,
        fields: &mut FieldTexts<'a>,
    ) -> std::result::Result<(), Rejection> {
        match self {
            Self::Line | Self::AfterTime => {
                fields.clear();
                fields.push(Some(line));
                Ok(())
            }
            Self::Fields(splitter) => splitter.split(line, &mut state.fields, fields),
            Self::Patterns(_) => {
                let pattern = state.matching(line, encoding).ok_or(Rejection::NoMatch)?;
                fields.fill(pattern.ranges().map(|range| line.get(range?)));
                Ok(())
            }
            Self::Json(json) => json.split(line, fields),
            Self::Logfmt(logfmt) => logfmt.split(line, fields),
            Self::JsonOrLogfmt(json, logfmt) => match line.trim_ascii_start().first() {
                Some(b'{') => json.split(line, fields),
                _ => logfmt.split(line, fields),
            },
            Self::Ltsv(ltsv) => ltsv.split(line, fields),
            Self::Delimited(delimited) => delimited.split(line, fields),
            Self::W3c { splitter, .. } => match splitter.split(&mut state.layout, line, fields)? {
                LineKind::Header => Err(Rejection::Header),
                LineKind::Record => Ok(()),
            },
        }
    }
}

impl SplitterState {
    /// The first pattern that `line` matches.
    #[inline(always)]
    fn matching(&mut self, line: &[u8], encoding: Encoding) -> Option<&GroupFinder> {
        let mut patterns = self.patterns.iter_mut();
        patterns.find_map(|pattern| pattern.find(line, encoding).then_some(&*pattern))
    }
}

/// The line that names the fields of csv and tsv.
#[derive(Debug, Clone, Copy)]
pub(super) struct HeaderLine<'h> {
    pub(super) line: &'h [u8],
    pub(super) dialect: Dialect,
    /// Whether the source has the line: then every record has as many fields. The fields of a format
    /// grow with the versions of its program.
    pub(super) is_own: bool,
}

fn delimited(
    dialect: Dialect,
    fields: &[String],
    header: Option<HeaderLine<'_>>,
) -> Result<DelimitedSplitter> {
    let dialect = header.map_or(dialect, |header| header.dialect);
    let mut names = header.and_then(|header| dialect.header(header.line)).unwrap_or_default();
    let counted = names.len();
    let is_own = header.is_some_and(|header| header.is_own);
    // Fields that other files of the kind have are absent in this one.
    names.extend(fields.iter().filter(|field| !names.contains(field)).cloned().collect::<Vec<_>>());
    let splitter = DelimitedSplitter::new(dialect, &names, fields)?;
    Ok(if is_own { splitter.of_fields(counted) } else { splitter })
}
