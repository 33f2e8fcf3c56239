//! Reads the bytes of a state, and trusts none of them.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

#[cfg(doc)]
use super::writer::Writer;

/// Reads the records that a [`Writer`] wrote, in the order they were written.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    /// Bytes of memory that the records still to be read may take.
    room: u64,
}

impl<'a> Reader<'a> {
    /// Reads from `bytes`; the records may take `room` bytes of memory.
    pub(crate) fn new(bytes: &'a [u8], room: u64) -> Self {
        Self { rest: bytes, room }
    }

    /// A record of a fixed size, or one whose memory the caller charges. Errors: the bytes end too early,
    /// or contradict the record's type.
    pub(crate) fn take<T: Deserialize<'a>>(&mut self) -> Decoded<T> {
        let taken = postcard::take_from_bytes(self.rest);
        let (value, rest) = taken.map_err(|error| match error {
            postcard::Error::DeserializeUnexpectedEnd => Malformed::Short,
            _ => Malformed::Wrong("record"),
        })?;
        self.rest = rest;
        Ok(value)
    }

    /// A record, whose memory is charged. Errors: the bytes end too early or contradict the record's type,
    /// or the record takes too much memory.
    pub(crate) fn part<T: Part>(&mut self) -> Decoded<T> {
        let part: T = self.take()?;
        self.charge(size_of::<T>() as u64 + part.memory())?;
        Ok(part)
    }

    /// A whole number. Errors: the bytes end too early, or 64 bits cannot hold it.
    pub(crate) fn u64(&mut self) -> Decoded<u64> {
        self.take()
    }

    /// Yes or no. Errors: the bytes end too early, or the byte is neither 0 nor 1.
    pub(crate) fn flag(&mut self) -> Decoded<bool> {
        self.take()
    }

    /// The length of a list whose items follow, each of at least a byte. Errors: it is longer than the
    /// bytes that are left.
    pub(crate) fn length(&mut self) -> Decoded<usize> {
        let length = usize::try_from(self.u64()?).map_err(|_| Malformed::Short)?;
        if length > self.rest.len() { Err(Malformed::Short) } else { Ok(length) }
    }

    /// Bytes with their length before them. Errors: they end too early.
    pub(crate) fn bytes(&mut self) -> Decoded<&'a [u8]> {
        let length = self.length()?;
        let (bytes, rest) = self.rest.split_at_checked(length).ok_or(Malformed::Short)?;
        self.rest = rest;
        Ok(bytes)
    }

    /// A text with its length before it. Errors: it ends too early, or is not UTF-8.
    pub(crate) fn text(&mut self) -> Decoded<&'a str> {
        std::str::from_utf8(self.bytes()?).map_err(|_| Malformed::Wrong("text"))
    }

    /// A text, or `None` if none was written. Errors: it ends too early, or is not UTF-8.
    pub(crate) fn optional(&mut self) -> Decoded<Option<&'a str>> {
        if self.flag()? { self.text().map(Some) } else { Ok(None) }
    }

    /// Reads what [`Writer::ascending`] wrote: hands each text to `read`, which reads what was appended to
    /// it. Errors: the texts end too early, do not ascend or take too much memory; or an error of `read`.
    pub(crate) fn ascending(
        &mut self,
        mut read: impl FnMut(&mut Self, &[u8]) -> Decoded<()>,
    ) -> Decoded<()> {
        let mut text = Vec::new();
        for index in 0..self.length()? {
            self.next(&mut text, index == 0)?;
            read(self, &text)?;
        }
        Ok(())
    }

    /// Replaces `bytes` by the next bytes of an ascending list. Errors: they end too early, are not greater
    /// than the bytes before them, or take too much memory.
    pub(super) fn next(&mut self, bytes: &mut Vec<u8>, is_first: bool) -> Decoded<()> {
        let shared = usize::try_from(self.u64()?).map_err(|_| Malformed::Wrong("prefix"))?;
        let own = self.bytes()?;
        let replaced = bytes.get(shared..).ok_or(Malformed::Wrong("prefix"))?;
        if !is_first && own <= replaced {
            return Err(Malformed::Wrong("order of values"));
        }
        self.charge(shared as u64 + own.len() as u64)?;
        bytes.truncate(shared);
        bytes.extend_from_slice(own);
        Ok(())
    }

    /// How many bytes are left.
    pub(crate) fn length_left(&self) -> usize {
        self.rest.len()
    }

    /// Sets the bytes of memory that the records read from here on may take.
    pub(crate) fn grant(&mut self, bytes: u64) {
        self.room = bytes;
    }

    /// Takes `bytes` of the memory granted. Errors: less is left.
    pub(crate) fn charge(&mut self, bytes: u64) -> Decoded<()> {
        self.room = self.room.checked_sub(bytes).ok_or(Malformed::Large)?;
        Ok(())
    }

    /// Checks that no bytes are left. Errors: some are.
    pub(crate) fn end(&self) -> Decoded<()> {
        if self.rest.is_empty() { Ok(()) } else { Err(Malformed::Wrong("length")) }
    }
}

/// A record of a state whose size depends on what is read.
pub(crate) trait Part: Serialize + DeserializeOwned {
    /// Bytes of memory that it holds on the heap.
    fn memory(&self) -> u64;
}

/// Why bytes cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Malformed {
    /// They end too early.
    #[error("it ends too early")]
    Short,
    /// They contradict themselves; the text names the record.
    #[error("wrong {0}")]
    Wrong(&'static str),
    /// What they hold takes more memory than is granted.
    #[error("it takes more memory than --max-memory")]
    Large,
}

/// What a read of a state gives.
pub(crate) type Decoded<T> = Result<T, Malformed>;

/// Fails with `what` unless `holds`. Errors: `holds` is false.
pub(crate) fn check(holds: bool, what: &'static str) -> Decoded<()> {
    if holds { Ok(()) } else { Err(Malformed::Wrong(what)) }
}
