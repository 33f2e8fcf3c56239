//! The kinds of corpus, and the one function that writes any of them.

use std::io::{self, Write};

use crate::access::{self, Traffic};
use crate::values;

/// Bytes gathered before they are handed on.
const CHUNK: usize = 1 << 18;

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

/// Writes the lines of a kind, each ended by LF.
pub(crate) fn write(kind: Kind, settings: &Settings, out: &mut dyn Write) -> io::Result<()> {
    match kind {
        Kind::Access => {
            let mut traffic = Traffic::new(settings);
            lines(settings.lines, out, |line| access::combined(&traffic.next(), line))
        }
        Kind::Json => {
            let mut traffic = Traffic::new(settings);
            lines(settings.lines, out, |line| access::json(&traffic.next(), line))
        }
        Kind::Tokens => lines(settings.lines, out, values::tokens(settings)),
        Kind::Bytes => lines(settings.lines, out, values::hostile(settings)),
        Kind::Unique => lines(settings.lines, out, values::unique(settings)),
        Kind::Stamped => lines(settings.lines, out, values::stamped(settings)),
        Kind::Twelve => {
            let twelve = values::twelve(settings);
            let mut left = twelve.iter();
            lines(twelve.len() as u64, out, |line| {
                line.extend_from_slice(left.next().map_or(b"", String::as_bytes));
            })
        }
    }
}

/// Has `line` appended `count` times, with a newline after each.
fn lines(count: u64, out: &mut dyn Write, mut line: impl FnMut(&mut Vec<u8>)) -> io::Result<()> {
    let mut chunk = Vec::with_capacity(CHUNK + CHUNK / 4);
    for _ in 0..count {
        line(&mut chunk);
        chunk.push(b'\n');
        if chunk.len() >= CHUNK {
            out.write_all(&chunk)?;
            chunk.clear();
        }
    }
    out.write_all(&chunk)?;
    out.flush()
}
