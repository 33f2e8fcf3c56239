//! The members of a compressed source, one after the other, up to the end, to damage, or to bytes
//! that are no member. The next bytes are looked at before they are taken.

use std::io::{Cursor, Error, Read};

use super::decoders::{Decode, DecoderProgress};
use super::{ARCHIVE_BYTES, Compression, MAGIC_BYTES, check_supported, find, is_undecided};
use crate::source::block::read_once;
use crate::source::text::TextReader;

/// A bzip2 member without contents, whatever its level is: many of them are passed over quickly,
/// because a decoder for each would allocate its tables.
const EMPTY_BZIP2: &[u8] = b"\x17\x72\x45\x38\x50\x90\0\0\0\0";
/// The bytes of an empty bzip2 member with `BZh` and the level before it; no other magic is longer.
const EMPTY_BZIP2_BYTES: usize = 4 + EMPTY_BZIP2.len();

/// The text of `raw`, decompressed where its first bytes say that it is compressed. Errors: the first bytes
/// cannot be read, or are of a kind that is not read.
pub(in crate::source) fn decode(
    mut raw: impl Read + Send + 'static,
) -> std::io::Result<TextReader> {
    let mut head = vec![0; ARCHIVE_BYTES];
    let mut filled = 0;
    // More bytes are waited for only while these may become a magic: a pipe may fall silent.
    while is_undecided(&head[..filled]) {
        match read_once(&mut raw, &mut head[filled..])? {
            0 => break,
            count => filled += count,
        }
    }
    head.truncate(filled);
    check_supported(&head)?;
    let found = find(head.get(..MAGIC_BYTES).unwrap_or(&head));
    let whole = Cursor::new(head).chain(raw);
    Ok(match found {
        None => TextReader::new(Box::new(whole)),
        Some(known) => TextReader::new(Box::new(Members::new(known, Box::new(whole)))),
    })
}

/// The decompressed text of a source.
struct Members {
    kind: &'static Compression,
    raw: Lookahead,
    /// The decoder of the member being read.
    member: Option<Box<dyn Decode>>,
    /// The last byte handed out.
    last: Option<u8>,
    /// What ends the text, once the bytes before it are handed out.
    failure: Option<String>,
}

impl Members {
    fn new(kind: &'static Compression, raw: Box<dyn Read + Send>) -> Self {
        Self { kind, raw: Lookahead::new(raw), member: None, last: None, failure: None }
    }

    /// Starts the next member; false at the end of the source. Zeros between and after members are
    /// padding.
    fn start_member(&mut self) -> std::io::Result<bool> {
        loop {
            // Enough bytes for an empty bzip2 member, hence for every magic.
            let head = self.raw.peek(EMPTY_BZIP2_BYTES)?;
            if head.is_empty() {
                return Ok(false);
            }
            let zeros = head.iter().take_while(|byte| **byte == 0).count();
            let empty = empty_bzip2(head);
            if zeros + empty > 0 {
                self.raw.take(zeros + empty);
                continue;
            }
            let magic = &head[..head.len().min(MAGIC_BYTES)];
            if find(magic).is_some_and(|found| found.name == self.kind.name) {
                self.member = Some((self.kind.decoder)()?);
                return Ok(true);
            }
            let name = self.kind.name;
            self.failure = Some(format!(
                "something else follows the {name} data; all lines of it are counted"
            ));
            return Ok(false);
        }
    }

    /// Hands out the failure, after a newline where the last line has none and is whole.
    fn fail(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let is_whole = self.member.is_none();
        if is_whole
            && self.last.is_some_and(|last| last != b'\n')
            && let Some(first) = buffer.first_mut()
        {
            (*first, self.last) = (b'\n', Some(b'\n'));
            return Ok(1);
        }
        match self.failure.take() {
            Some(problem) => Err(Error::other(problem)),
            None => Ok(0),
        }
    }
}

impl Read for Members {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            if self.failure.is_some() {
                return self.fail(buffer);
            }
            if self.member.is_none() && !self.start_member()? {
                match self.failure {
                    Some(_) => continue,
                    None => return Ok(0),
                }
            }
            let Some(member) = &mut self.member else { return Ok(0) };
            let input = self.raw.peek(1)?;
            let is_end = input.is_empty();
            let (DecoderProgress { consumed, produced, is_done }, result) =
                member.decode(input, buffer);
            self.raw.take(consumed);
            let name = self.kind.name;
            if is_done {
                self.member = None;
            } else if let Err(problem) = result {
                self.failure = Some(format!(
                    "the {name} data is damaged ({problem}); the whole lines before are counted"
                ));
            } else if is_end && produced == 0 {
                self.failure = Some(format!(
                    "the {name} data ends too early; the whole lines before are counted"
                ));
            }
            if produced > 0 {
                self.last = buffer.get(produced - 1).copied();
                return Ok(produced);
            }
        }
    }
}

/// The length of empty bzip2 members at the beginning of `head`.
fn empty_bzip2(head: &[u8]) -> usize {
    let is_empty = |member: &&[u8]| matches!(member, [b'B', b'Z', b'h', b'1'..=b'9', rest @ ..] if rest == EMPTY_BZIP2);
    head.chunks_exact(EMPTY_BZIP2_BYTES).take_while(is_empty).count() * EMPTY_BZIP2_BYTES
}

/// Bytes of the buffer.
const READ_BYTES: usize = 128 << 10;

/// A buffered reader whose next bytes can be looked at before they are taken.
pub(super) struct Lookahead {
    raw: Box<dyn Read + Send>,
    buffer: Box<[u8]>,
    /// Where the bytes not taken yet begin and end in the buffer.
    begin: usize,
    end: usize,
}

impl Lookahead {
    pub(super) fn new(raw: Box<dyn Read + Send>) -> Self {
        Self { raw, buffer: vec![0; READ_BYTES].into(), begin: 0, end: 0 }
    }

    /// The next bytes: at least `least` of them, fewer only at the end of the source. `least` is small
    /// against the buffer.
    pub(super) fn peek(&mut self, least: usize) -> std::io::Result<&[u8]> {
        if self.end - self.begin < least && self.begin > 0 {
            self.buffer.copy_within(self.begin..self.end, 0);
            (self.begin, self.end) = (0, self.end - self.begin);
        }
        while self.end - self.begin < least {
            match read_once(&mut self.raw, &mut self.buffer[self.end..])? {
                0 => break,
                count => self.end += count,
            }
        }
        Ok(&self.buffer[self.begin..self.end])
    }

    /// Takes `count` of the next bytes, which were looked at.
    pub(super) fn take(&mut self, count: usize) {
        self.begin = (self.begin + count).min(self.end);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::Lookahead;

    /// Gives at most this many bytes a call.
    struct Trickle(std::io::Cursor<Vec<u8>>, usize);

    impl Read for Trickle {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let length = buffer.len().min(self.1);
            self.0.read(&mut buffer[..length])
        }
    }

    proptest! {
        #[test]
        fn bytes_come_once_however_they_are_looked_at(
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
            steps in proptest::collection::vec((1..20_usize, 0..20_usize), 1..60),
            piece in 1..30_usize,
        ) {
            let mut ahead = Lookahead::new(Box::new(Trickle(std::io::Cursor::new(bytes.clone()), piece)));
            ahead.buffer = vec![0; 40].into();
            let mut taken = 0;
            for (least, count) in steps {
                let next = ahead.peek(least).unwrap();
                prop_assert!(next.len() >= least.min(bytes.len() - taken));
                prop_assert_eq!(next, &bytes[taken..taken + next.len()]);
                let count = count.min(next.len());
                ahead.take(count);
                taken += count;
            }
        }
    }
}
