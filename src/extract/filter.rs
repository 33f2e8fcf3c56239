//! `-g` and `-x`: which lines count, by patterns over the whole line.

use super::encoding::Encoding;
use regex::bytes::{RegexSet, RegexSetBuilder};

use crate::error::{Error, Result};

/// Keeps lines that match one of the patterns of `-g`, if there are any, and no pattern of `-x`.
#[derive(Debug, Clone)]
pub(super) struct Filter {
    grep: Option<Patterns>,
    exclude: Option<Patterns>,
}

/// Patterns compiled for lines that are UTF-8, and compiled for other lines (see [`super::scanner`]).
#[derive(Debug, Clone)]
struct Patterns {
    text: RegexSet,
    bytes: RegexSet,
}

impl Filter {
    pub(super) fn new(grep: &[String], exclude: &[String]) -> Result<Self> {
        Ok(Self {
            grep: Patterns::new("-g/--grep", grep)?,
            exclude: Patterns::new("-x/--exclude", exclude)?,
        })
    }

    /// Whether there are no patterns.
    pub(super) fn is_empty(&self) -> bool {
        self.grep.is_none() && self.exclude.is_none()
    }

    /// Whether `line`, whose encoding is `encoding`, counts.
    #[inline]
    pub(super) fn keeps(&self, line: &[u8], encoding: Encoding) -> bool {
        self.grep.as_ref().is_none_or(|patterns| patterns.match_one(line, encoding))
            && self.exclude.as_ref().is_none_or(|patterns| !patterns.match_one(line, encoding))
    }
}

impl Patterns {
    fn new(flag: &str, patterns: &[String]) -> Result<Option<Self>> {
        if patterns.is_empty() {
            return Ok(None);
        }
        let text = RegexSet::new(patterns).map_err(|error| Error::pattern(flag, &error))?;
        let bytes = RegexSetBuilder::new(patterns).unicode(false).build();
        let bytes = bytes.unwrap_or_else(|_| text.clone());
        Ok(Some(Self { text, bytes }))
    }

    fn match_one(&self, line: &[u8], encoding: Encoding) -> bool {
        if encoding.is_text(line) { self.text.is_match(line) } else { self.bytes.is_match(line) }
    }
}
