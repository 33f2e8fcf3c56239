//! Why lines are rejected, and the count that each rejection is added to.

/// Why a line was read but not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rejection {
    /// `-g`, `-x` or `-w` excluded the line.
    Filtered,
    /// The pattern does not match.
    NoMatch,
    /// The line has a different number of fields than its header.
    FieldCount {
        /// Fields of the line.
        found: u16,
        /// Fields of the header.
        expected: u16,
    },
    /// The line lacks a column that is asked for; the index is into the extractor's column names.
    NoColumn(usize),
    /// The weight column does not hold a whole number that fits 64 bits.
    BadWeight,
    /// The value must be a number (`-N`) and is not one.
    NotANumber,
    /// There is no timestamp in the line.
    NoTime,
    /// The column that is the time cannot be read as a timestamp.
    BadTime,
    /// The stamp has day and month in a different order than the order that was assumed.
    OtherOrder,
    /// The time lies outside `-s` and `-e`.
    OutOfRange,
    /// The line belongs to the format itself, for example the line that names the columns.
    Header,
    /// The line belongs to the record before it, for example a line of a stack trace.
    Continued,
}

/// The count of the tally that a rejected line is added to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RejectCount {
    /// Lines that do not have the form or the columns that were asked for.
    Unmatched,
    /// Lines without a readable time.
    Untimed,
    /// Lines outside `-s` and `-e`.
    OutOfRange,
    /// Lines that `-g`, `-x` or `-w` left out.
    Filtered,
    /// Lines of the format itself.
    Header,
    /// Lines that belong to the record before them.
    Continued,
}

impl Rejection {
    /// The rejection of a line with `found` fields below a header of `expected` fields.
    pub(crate) fn fields(found: usize, expected: usize) -> Self {
        let [found, expected] =
            [found, expected].map(|count| u16::try_from(count).unwrap_or(u16::MAX));
        Self::FieldCount { found, expected }
    }

    /// The count that a line rejected for this reason is added to.
    pub(crate) fn counted_as(self) -> RejectCount {
        match self {
            Self::Filtered => RejectCount::Filtered,
            Self::OutOfRange => RejectCount::OutOfRange,
            Self::Header => RejectCount::Header,
            Self::Continued => RejectCount::Continued,
            Self::NoTime | Self::BadTime | Self::OtherOrder => RejectCount::Untimed,
            Self::NoMatch
            | Self::FieldCount { .. }
            | Self::NoColumn(_)
            | Self::BadWeight
            | Self::NotANumber => RejectCount::Unmatched,
        }
    }
}
