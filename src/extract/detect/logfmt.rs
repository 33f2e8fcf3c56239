//! The keys of a logfmt line, for detection only: the extraction has its own reader.

use serde_json::{Map, Value};

/// The pairs of a line; `None` when it does not begin with one, or when fewer than two or less
/// than half of its words are pairs.
pub(in crate::extract) fn pairs(line: &[u8]) -> Option<Map<String, Value>> {
    let mut pairs = Map::new();
    let (mut rest, mut words) = (line.trim_ascii(), 0);
    while !rest.is_empty() {
        words += 1;
        let end = rest.iter().position(|byte| matches!(byte, b' ' | b'='));
        let key = rest.get(..end.unwrap_or(rest.len()))?;
        rest = rest.get(key.len()..)?;
        if let Some(after) = rest.strip_prefix(b"=").filter(|_| is_key(key)) {
            let value = after.get(..value_length(after))?;
            let text =
                String::from_utf8_lossy(value.strip_prefix(b"\"").unwrap_or(value)).into_owned();
            pairs.insert(String::from_utf8_lossy(key).into_owned(), Value::String(text));
            rest = after.get(value.len()..)?;
        } else {
            if pairs.is_empty() {
                return None;
            }
            let blank = rest.iter().position(|byte| *byte == b' ');
            rest = rest.get(blank.unwrap_or(rest.len())..)?;
        }
        rest = rest.trim_ascii_start();
    }
    (pairs.len() >= 2 && pairs.len() * 2 >= words).then_some(pairs)
}

fn is_key(key: &[u8]) -> bool {
    let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.-@/".contains(byte);
    key.first().is_some_and(|byte| byte.is_ascii_alphabetic() || b"_@".contains(byte))
        && key.iter().all(allowed)
}

/// How long the value is that begins here, with its quotes.
fn value_length(text: &[u8]) -> usize {
    let Some(quoted) = text.strip_prefix(b"\"") else {
        return text.iter().position(|byte| *byte == b' ').unwrap_or(text.len());
    };
    let mut escaped = false;
    let end = quoted.iter().position(|byte| {
        let ends = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |end| end + 2)
}

#[cfg(test)]
mod tests {
    use super::pairs;

    #[test]
    fn lines_of_pairs() {
        let keys = |line: &str| pairs(line.as_bytes()).map(|map| map.len());
        assert_eq!(keys(r#"a=1 b="x \" y=2" c= flag"#), Some(3));
        for none in ["", "a", "a=1", "word a=1 b=2", "a=1 b=2 c d e f", "=1 =2", "9=1 8=2"] {
            assert_eq!(keys(none), None, "{none}");
        }
        assert_eq!(keys("a=1 b=\"open"), Some(2));
    }
}
