//! Reads what was written, and trusts none of it.

use serde::Deserialize;

#[cfg(doc)]
use super::Writer;
use super::{Malformed, Result};

/// Reads what a [`Writer`] wrote, in the same order.
#[derive(Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
    /// Bytes of memory that what is read may still take.
    room: u64,
}

impl<'a> Reader<'a> {
    /// Over `bytes`; what is read may take `room` bytes of memory.
    pub fn new(bytes: &'a [u8], room: u64) -> Self {
        Self { rest: bytes, room }
    }

    fn take<T: Deserialize<'a>>(&mut self) -> Result<T> {
        let taken = postcard::take_from_bytes(self.rest);
        let (value, rest) = taken.map_err(|error| match error {
            postcard::Error::DeserializeUnexpectedEnd => Malformed::Short,
            _ => Malformed::Wrong("number"),
        })?;
        self.rest = rest;
        Ok(value)
    }

    /// A whole number.
    ///
    /// # Errors
    /// There is none.
    pub fn u64(&mut self) -> Result<u64> {
        self.take()
    }

    /// A whole number of 128 bits.
    ///
    /// # Errors
    /// There is none.
    pub fn u128(&mut self) -> Result<u128> {
        self.take()
    }

    /// A whole number of 32 bits.
    ///
    /// # Errors
    /// There is none.
    pub fn u32(&mut self) -> Result<u32> {
        self.take()
    }

    /// A signed whole number.
    ///
    /// # Errors
    /// There is none.
    pub fn i64(&mut self) -> Result<i64> {
        self.take()
    }

    /// A double.
    ///
    /// # Errors
    /// There is none.
    pub fn f64(&mut self) -> Result<f64> {
        self.take()
    }

    /// Yes or no.
    ///
    /// # Errors
    /// It is neither.
    pub fn flag(&mut self) -> Result<bool> {
        self.take()
    }

    /// A step along an ascending list, and the count there.
    ///
    /// # Errors
    /// There is none.
    pub fn step(&mut self) -> Result<(u64, u64)> {
        let packed = self.u64()?;
        let count = if packed & 1 == 1 { self.u64()? } else { 1 };
        Ok((packed >> 1, count))
    }

    /// The length of a list whose items follow, of a byte or more each.
    ///
    /// # Errors
    /// It is longer than the bytes that are left.
    pub fn length(&mut self) -> Result<usize> {
        let length = usize::try_from(self.u64()?).map_err(|_| Malformed::Short)?;
        if length > self.rest.len() { Err(Malformed::Short) } else { Ok(length) }
    }

    /// Bytes with their length before them.
    ///
    /// # Errors
    /// They end too early.
    pub fn bytes(&mut self) -> Result<&'a [u8]> {
        let length = self.length()?;
        let (bytes, rest) = self.rest.split_at_checked(length).ok_or(Malformed::Short)?;
        self.rest = rest;
        Ok(bytes)
    }

    /// A text with its length before it.
    ///
    /// # Errors
    /// It ends too early, or is not UTF-8.
    pub fn text(&mut self) -> Result<&'a str> {
        std::str::from_utf8(self.bytes()?).map_err(|_| Malformed::Wrong("text"))
    }

    /// What [`Writer::item`] wrote.
    ///
    /// # Errors
    /// It was not written so.
    pub fn item<T: Deserialize<'a>>(&mut self) -> Result<T> {
        postcard::from_bytes(self.bytes()?).map_err(|_| Malformed::Wrong("item"))
    }

    /// A text, where there is one.
    ///
    /// # Errors
    /// It ends too early, or is not UTF-8.
    pub fn optional(&mut self) -> Result<Option<&'a str>> {
        if self.flag()? { self.text().map(Some) } else { Ok(None) }
    }

    /// The next bytes of a sorted list, in place of those before them; each comes once.
    ///
    /// # Errors
    /// They end too early, or are not after those before them.
    pub fn next(&mut self, bytes: &mut Vec<u8>, is_first: bool) -> Result<()> {
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

    /// Grants `bytes` of memory to what is read from here on.
    pub fn grant(&mut self, bytes: u64) {
        self.room = bytes;
    }

    /// Takes `bytes` of memory for what is being read.
    ///
    /// # Errors
    /// There is not as much left.
    pub fn charge(&mut self, bytes: u64) -> Result<()> {
        self.room = self.room.checked_sub(bytes).ok_or(Malformed::Large)?;
        Ok(())
    }

    /// Nothing is left to be read.
    ///
    /// # Errors
    /// Something is.
    pub fn end(&self) -> Result<()> {
        if self.rest.is_empty() { Ok(()) } else { Err(Malformed::Wrong("length")) }
    }
}
