//! The encoding of states: numbers, texts, lists and records as postcard writes them
//! (<https://postcard.jamesmunns.com/wire-format>).
//!
//! Whole numbers are varints of 7 bits a byte, the lowest first, signed ones zigzagged; a double is
//! the 8 bytes of IEEE 754, the lowest first; a list is its length and its items; a record is its
//! fields. What a record of an aggregate looks like follows from its `Serialize` and `Deserialize`.
//!
//! States are hostile input. The reader holds a length against the bytes that are left, and the
//! memory of what is read against the memory that the caller grants.

mod reader;
mod steps;
mod writer;

pub(crate) use reader::{Decoded, Malformed, Part, Reader, check};
pub(crate) use steps::Steps;
pub(crate) use writer::Writer;

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::{Malformed, Reader, Writer};

    proptest! {
        #[test]
        fn what_is_written_is_read(
            whole in any::<u64>(), double in any::<u64>(), flag in any::<bool>(),
            mut texts in proptest::collection::vec(proptest::collection::vec(0..3_u8, 0..9), 0..20),
        ) {
            texts.sort();
            texts.dedup();
            let mut out = Writer::new();
            out.u64(whole);
            out.put(&f64::from_bits(double));
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
            prop_assert_eq!(input.take::<f64>().map(f64::to_bits), Ok(double));
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
                    input.take::<f64>()?;
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
    fn lengths_are_held_against_the_bytes_left() {
        let bytes = Writer::record(&u64::MAX);
        assert_eq!(Reader::new(&bytes, 100).length(), Err(Malformed::Short));
        assert_eq!(Reader::new(&bytes, 100).bytes(), Err(Malformed::Short));
        assert_eq!(Reader::new(&bytes, 100).take::<Vec<u64>>(), Err(Malformed::Short));
        assert_eq!(Reader::new(&[5, 1, 2], 100).bytes(), Err(Malformed::Short));
        assert_eq!(Reader::new(&[2], 100).flag(), Err(Malformed::Wrong("record")));
        assert_eq!(Reader::new(&[1, b'a'], 100).text(), Ok("a"));
        assert_eq!(Reader::new(&[1, 0xff], 100).text(), Err(Malformed::Wrong("text")));
    }

    #[test]
    fn few_bytes_cannot_ask_for_much_memory() {
        let long = vec![b'x'; 1000];
        let mut bytes = Writer::written(|out| out.next(b"", &long));
        bytes.extend([0xe8, 0x07, 1, b'a']);
        let mut text = Vec::new();
        let mut input = Reader::new(&bytes, 1500);
        assert_eq!(input.next(&mut text, true), Ok(()));
        assert_eq!(input.next(&mut text, false), Err(Malformed::Large));
    }

    #[test]
    fn texts_come_once_and_ascend() {
        for wrong in [&[0, 1, b'b', 0, 1, b'b'][..], &[0, 1, b'b', 1, 0], &[0, 1, b'b', 0, 1, b'a']]
        {
            let (mut input, mut text) = (Reader::new(wrong, 100), Vec::new());
            assert_eq!(input.next(&mut text, true), Ok(()));
            assert_eq!(input.next(&mut text, false), Err(Malformed::Wrong("order of values")));
        }
    }
}
