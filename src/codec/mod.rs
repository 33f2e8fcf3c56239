//! How what is kept becomes bytes, and bytes what is kept: numbers, texts and lists of them, as
//! postcard writes them (<https://postcard.jamesmunns.com/wire-format>).
//!
//! Whole numbers are varints of 7 bits a byte, the lowest first, signed ones zigzagged; doubles are
//! the 8 bytes of IEEE 754, lowest first; a list is its length and its items. Nothing here knows
//! what the numbers mean: each aggregate writes and reads itself. Called by the aggregates, the
//! tally and [`crate::state`].
//!
//! The reader takes nobody's word: a length is held against the bytes that are left, and what is
//! read is charged against the memory the caller grants, so that few bytes cannot ask for much.

mod reader;

pub use reader::Reader;

use std::fmt;

use serde::Serialize;

/// Bytes the longest number takes.
const LONGEST: usize = 19;

/// Takes what is written.
#[derive(Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

/// Why bytes cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Malformed {
    /// They end too early.
    Short,
    /// They say what cannot be; the text names it.
    Wrong(&'static str),
    /// What they hold takes more memory than is granted.
    Large,
}

impl fmt::Display for Malformed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Short => out.write_str("it ends too early"),
            Self::Wrong(what) => write!(out, "wrong {what}"),
            Self::Large => out.write_str("it takes more memory than --max-memory"),
        }
    }
}

impl std::error::Error for Malformed {}

/// What a reader gives.
pub type Result<T> = std::result::Result<T, Malformed>;

impl Writer {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// What was written.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    fn put(&mut self, number: &impl Serialize) {
        let mut room = [0; LONGEST];
        // Cannot fail: no number is longer.
        if let Ok(bytes) = postcard::to_slice(number, &mut room) {
            self.bytes.extend_from_slice(bytes);
        }
    }

    /// A whole number.
    pub fn u64(&mut self, number: u64) {
        self.put(&number);
    }

    /// A whole number of 128 bits.
    pub fn u128(&mut self, number: u128) {
        self.put(&number);
    }

    /// A signed whole number.
    pub fn i64(&mut self, number: i64) {
        self.put(&number);
    }

    /// A double, bit by bit.
    pub fn f64(&mut self, number: f64) {
        self.put(&number);
    }

    /// Yes or no.
    pub fn flag(&mut self, flag: bool) {
        self.put(&flag);
    }

    /// The length of a list whose items follow.
    pub fn length(&mut self, length: usize) {
        self.u64(length as u64);
    }

    /// A step along an ascending list, below 2^63, and the count there: one number where it is 1.
    pub fn step(&mut self, by: u64, count: u64) {
        self.u64(by << 1 | u64::from(count != 1));
        if count != 1 {
            self.u64(count);
        }
    }

    /// Bytes, their length before them.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.length(bytes.len());
        self.bytes.extend_from_slice(bytes);
    }

    /// Whatever knows its own encoding, its length before it.
    pub fn item(&mut self, item: &impl Serialize) {
        // Cannot fail: the room grows.
        if let Ok(bytes) = postcard::to_stdvec(item) {
            self.bytes(&bytes);
        }
    }

    /// Whether there is a text, and the text.
    pub fn optional(&mut self, text: Option<&str>) {
        self.flag(text.is_some());
        if let Some(text) = text {
            self.bytes(text.as_bytes());
        }
    }

    /// Bytes of a sorted list: how many they share with those `before` them, then the others.
    pub fn next(&mut self, before: &[u8], bytes: &[u8]) {
        let shared = before.iter().zip(bytes).take_while(|(a, b)| a == b).count();
        self.length(shared);
        self.bytes(&bytes[shared..]);
    }
}

/// Nothing, where `holds`; else what is wrong.
///
/// # Errors
/// It does not hold.
pub fn check(holds: bool, what: &'static str) -> Result<()> {
    if holds { Ok(()) } else { Err(Malformed::Wrong(what)) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::{Malformed, Reader, Writer};

    proptest! {
        #[test]
        fn what_is_written_is_read(
            whole in any::<u64>(), signed in any::<i64>(), double in any::<u64>(), flag in any::<bool>(),
            mut texts in proptest::collection::vec(proptest::collection::vec(0..3_u8, 0..9), 0..20),
        ) {
            texts.sort();
            texts.dedup();
            let mut out = Writer::new();
            out.u64(whole);
            out.i64(signed);
            out.f64(f64::from_bits(double));
            out.flag(flag);
            out.length(texts.len());
            let mut before: &[u8] = b"";
            for text in &texts {
                out.next(before, text);
                before = text;
            }
            let bytes = out.into_bytes();
            let mut input = Reader::new(&bytes, 1 << 20);
            prop_assert_eq!(input.u64(), Ok(whole));
            prop_assert_eq!(input.i64(), Ok(signed));
            prop_assert_eq!(input.f64().map(f64::to_bits), Ok(double));
            prop_assert_eq!(input.flag(), Ok(flag));
            prop_assert_eq!(input.length(), Ok(texts.len()));
            let mut text = Vec::new();
            for (index, expected) in texts.iter().enumerate() {
                input.next(&mut text, index == 0).unwrap();
                prop_assert_eq!(&text, expected);
            }
            prop_assert_eq!(input.end(), Ok(()));
            for cut in 0..bytes.len() {
                let mut input = Reader::new(&bytes[..cut], 1 << 20);
                let mut whole = || {
                    input.u64()?;
                    input.i64()?;
                    input.f64()?;
                    input.flag()?;
                    let length = input.length()?;
                    let mut text = Vec::new();
                    (0..length).try_for_each(|index| input.next(&mut text, index == 0))
                };
                prop_assert!(whole().is_err());
            }
        }
    }

    #[test]
    fn lengths_are_held_against_what_is_there() {
        let mut out = Writer::new();
        out.u64(u64::MAX);
        let bytes = out.into_bytes();
        assert_eq!(Reader::new(&bytes, 100).length(), Err(Malformed::Short));
        assert_eq!(Reader::new(&bytes, 100).bytes(), Err(Malformed::Short));
        assert_eq!(Reader::new(&[5, 1, 2], 100).bytes(), Err(Malformed::Short));
        assert_eq!(Reader::new(&[2], 100).flag(), Err(Malformed::Wrong("number")));
        assert_eq!(Reader::new(&[1, b'a'], 100).text(), Ok("a"));
        assert_eq!(Reader::new(&[1, 0xff], 100).text(), Err(Malformed::Wrong("text")));
    }

    #[test]
    fn short_bytes_cannot_ask_for_much_memory() {
        let long = vec![b'x'; 1000];
        let mut out = Writer::new();
        out.next(b"", &long);
        let mut bytes = out.into_bytes();
        bytes.extend([0xe8, 0x07, 1, b'a']);
        let mut text = Vec::new();
        let mut input = Reader::new(&bytes, 1500);
        assert_eq!(input.next(&mut text, true), Ok(()));
        assert_eq!(input.next(&mut text, false), Err(Malformed::Large));
    }

    #[test]
    fn texts_come_once_and_in_order() {
        for wrong in [&[0, 1, b'b', 0, 1, b'b'][..], &[0, 1, b'b', 1, 0], &[0, 1, b'b', 0, 1, b'a']]
        {
            let (mut input, mut text) = (Reader::new(wrong, 100), Vec::new());
            assert_eq!(input.next(&mut text, true), Ok(()));
            assert_eq!(input.next(&mut text, false), Err(Malformed::Wrong("order of values")));
        }
    }
}
