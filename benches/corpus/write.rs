//! The one function that writes a corpus of any kind.

use std::io::{self, Write};

use crate::access::{self, Traffic};
use crate::kinds::{Kind, Settings};
use crate::values;

/// Bytes gathered before they are handed on.
const CHUNK: usize = 1 << 18;

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
