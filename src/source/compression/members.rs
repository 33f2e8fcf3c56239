//! The members of a compressed source, one after the other, up to the end, to damage, or to bytes
//! that are no member.

use std::io::{BufRead, BufReader, Error, Read};

use super::{Compression, Decode, DecoderProgress, MAGIC_BYTES, find};

/// A bzip2 member without contents, whatever its level is: many of them are passed over quickly,
/// because a decoder for each would allocate its tables.
const EMPTY_BZIP2: &[u8] = b"\x17\x72\x45\x38\x50\x90\0\0\0\0";

/// The decompressed text of a source.
pub(super) struct Members {
    kind: &'static Compression,
    raw: BufReader<Box<dyn Read + Send>>,
    /// The decoder of the member being read.
    member: Option<Box<dyn Decode>>,
    /// The last byte handed out.
    last: Option<u8>,
    /// What ends the text, once the bytes before it are handed out.
    failure: Option<String>,
}

impl Members {
    pub(super) fn new(kind: &'static Compression, raw: BufReader<Box<dyn Read + Send>>) -> Self {
        Self { kind, raw, member: None, last: None, failure: None }
    }

    /// Starts the next member; false at the end of the source. Zeros between and after members are
    /// padding.
    fn start_member(&mut self) -> std::io::Result<bool> {
        loop {
            let head = self.peek()?;
            if head.is_empty() {
                return Ok(false);
            }
            let zeros = head.iter().take_while(|byte| **byte == 0).count();
            let empty = empty_bzip2(&head);
            if zeros + empty > 0 {
                self.raw.consume(zeros + empty);
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

    /// The next bytes, as many as tell what they are.
    fn peek(&mut self) -> std::io::Result<Vec<u8>> {
        const ENOUGH: usize = 4 + EMPTY_BZIP2.len();
        let head = self.raw.fill_buf()?;
        if head.len() >= ENOUGH || head.is_empty() {
            return Ok(head.to_vec());
        }
        // The bytes lie at the end of the buffer: it is put together anew.
        let mut head = head.to_vec();
        self.raw.consume(head.len());
        let mut more = vec![0; ENOUGH - head.len()];
        let mut filled = 0;
        while filled < more.len() {
            match self.raw.read(&mut more[filled..])? {
                0 => break,
                count => filled += count,
            }
        }
        head.extend_from_slice(&more[..filled]);
        let rest = std::mem::replace(&mut self.raw, BufReader::new(Box::new(std::io::empty())));
        let whole: Box<dyn Read + Send> = Box::new(std::io::Cursor::new(head.clone()).chain(rest));
        self.raw = BufReader::with_capacity(super::READ_BYTES, whole);
        Ok(head)
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
            let input = self.raw.fill_buf()?;
            let is_end = input.is_empty();
            let (DecoderProgress { consumed, produced, is_done }, result) =
                member.decode(input, buffer);
            self.raw.consume(consumed);
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
    let length = 4 + EMPTY_BZIP2.len();
    let is_empty = |member: &&[u8]| matches!(member, [b'B', b'Z', b'h', b'1'..=b'9', rest @ ..] if rest == EMPTY_BZIP2);
    head.chunks_exact(length).take_while(is_empty).count() * length
}
