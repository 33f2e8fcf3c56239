//! The rules of a format for lines that belong to the record before them.

/// A rule for lines that are no record of the format and belong to the record before them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContinuedRule {
    /// Lines that are indented, blank, of a stack trace, of SQL, or that close a bracket.
    Trace,
    /// All lines that are no record.
    Other,
    /// Lines that this pattern matches.
    Pattern(String),
}

impl ContinuedRule {
    /// Reads a rule: `trace`, `other`, or a pattern that begins with `^`.
    ///
    /// # Errors
    /// Another word; the error says what would be right.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        match text {
            "trace" => Ok(Self::Trace),
            "other" => Ok(Self::Other),
            pattern if pattern.starts_with('^') => Ok(Self::Pattern(pattern.to_owned())),
            _ => Err("continued is trace, other, or a pattern that begins with ^".to_owned()),
        }
    }
}
