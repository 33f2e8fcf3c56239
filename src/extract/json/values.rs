//! Lines that hold several values, or a part of one: `{..}{..}`, `{..},{..}`, a line cut in the middle.
//!
//! A block is looked at once ([`are_single`]); its lines are walked through only where braces stand
//! side by side or do not pair.

use super::scan;
use crate::extract::byte_search::{self, Byte, Or};

/// What a line holds.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::extract) enum Values<'l> {
    /// One object, or text that begins with none.
    One,
    /// These objects, with blanks or commas between them.
    Several(Vec<&'l [u8]>),
    /// An object that does not end, or with text after it.
    Broken,
}

/// Whether each line of `block` that begins with an object certainly holds one whole object, if it ends
/// with a brace.
pub(in crate::extract) fn are_single(block: &[u8]) -> bool {
    let is_between = |byte: &u8| matches!(byte, b',' | b' ' | b'\t');
    // The unpaired braces, and the place after the last closing brace if no other brace follows it.
    let (mut open, mut closed) = (0_isize, None);
    byte_search::each(block, Or(Byte(b'{'), Byte(b'}')), |at| {
        if block.get(at) == Some(&b'}') {
            (open, closed) = (open - 1, Some(at + 1));
            return true;
        }
        open += 1;
        let before = closed.take().and_then(|closed| block.get(closed..at));
        before.is_none_or(|before| !before.iter().all(is_between))
    }) && open == 0
}

/// Splits `line` into its JSON objects.
pub(in crate::extract) fn values(line: &[u8]) -> Values<'_> {
    let mut objects = Vec::new();
    let mut rest = line.trim_ascii();
    if rest.first() != Some(&b'{') {
        return Values::One;
    }
    while rest.first() == Some(&b'{') {
        let Some(length) = scan::nested(rest, 1) else { return Values::Broken };
        let (object, after) = rest.split_at(length);
        objects.push(object);
        let after = after.trim_ascii_start();
        rest = after.strip_prefix(b",").unwrap_or(after).trim_ascii_start();
    }
    match (rest.is_empty(), objects.len()) {
        (false, _) => Values::Broken,
        (true, 1) => Values::One,
        (true, _) => Values::Several(objects),
    }
}

#[cfg(test)]
mod tests {
    use super::{Values, are_single, values};
    use proptest::prelude::{prop_assert, proptest};

    #[test]
    fn lines_of_values() {
        let several = ["{}{\"a\":1}", "{} {\"a\":1}", "{},{\"a\":1}", " {} , {\"a\":1} "];
        for line in several {
            assert!(!are_single(line.as_bytes()), "{line}");
            assert_eq!(
                values(line.as_bytes()),
                Values::Several(vec![b"{}", b"{\"a\":1}"]),
                "{line}"
            );
        }
        let one = ["", "text", "{\"a\":[{\"b\":\"}\\\"{\"}]}", " {} ", "x {} {}"];
        for line in one {
            assert_eq!(values(line.as_bytes()), Values::One, "{line}");
        }
        let broken = ["{", "{\"a\":{}", "{} x", "{}[", "{\"a}", "{\"a\\\"}", "{},x"];
        for line in broken {
            assert_eq!(values(line.as_bytes()), Values::Broken, "{line}");
        }
        assert!(are_single(b"{\"a\":[{\"b\":1},2]}\n{\"c\":{}}\n"));
        assert!(!are_single(b"{\"a\":{}\n{\"c\":{}}\n"));
    }

    proptest! {
        #[test]
        fn a_block_that_is_single_has_no_other_lines(lines in proptest::collection::vec("[{}\\[\\],\" a:]{0,9}", 0..9)) {
            let block = lines.join("\n");
            if are_single(block.as_bytes()) {
                for line in &lines {
                    let several = matches!(values(line.as_bytes()), Values::Several(_));
                    prop_assert!(!several, "{line}");
                }
            }
        }
    }
}
