//! The kinds of corpus, and what can be set of each.

/// What the lines look like.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Combined log lines that end with the request time in seconds.
    Access,
    /// The requests of `Access`, as JSON objects.
    Json,
    /// One word a line.
    Tokens,
    /// Values that break terminals, tables and decoders.
    Bytes,
    /// Values that never come again.
    Unique,
    /// A time and a value.
    Stamped,
    /// The 42 lines of the first streamstats' example.
    Twelve,
}

impl Kind {
    /// The kind with this name on the command line.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "access" => Self::Access,
            "json" => Self::Json,
            "tokens" => Self::Tokens,
            "bytes" => Self::Bytes,
            "unique" => Self::Unique,
            "stamped" => Self::Stamped,
            "twelve" => Self::Twelve,
            _ => return None,
        })
    }
}

/// How much of a kind, and which.
pub(crate) struct Settings {
    /// Lines to write.
    pub(crate) lines: u64,
    /// Where the random numbers start.
    pub(crate) seed: u64,
    /// Distinct clients, words or values to draw from.
    pub(crate) distinct: usize,
    /// Lines a second, where lines have times.
    pub(crate) rate: u64,
}

impl Settings {
    /// The defaults of a kind. 190,000 clients leave about 180,000 seen in 5 million lines.
    pub(crate) fn new(kind: Kind) -> Self {
        let distinct = match kind {
            Kind::Access | Kind::Json => 190_000,
            Kind::Bytes | Kind::Stamped => 1_000,
            Kind::Tokens | Kind::Unique | Kind::Twelve => 10_000,
        };
        Self { lines: 100_000, seed: 1, distinct, rate: 1_000 }
    }
}
