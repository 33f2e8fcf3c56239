//! The path of a JSON column: `status`, `request.headers.host`, `items[0].id`, `a["b.c"]`.

use crate::error::{Error, Result};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PathStep {
    /// Into the member of an object that has this key.
    Key(Vec<u8>),
    /// Into the element of an array, from 0.
    Index(usize),
}

/// A path, which is tried as a literal key of the outermost object first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct JsonPath {
    literal: Vec<u8>,
    steps: Vec<PathStep>,
}

impl JsonPath {
    /// Reads a path: keys joined by dots, `[n]` for an element of an array, `["key"]` for a key that has
    /// dots or brackets itself. A dot may lead, as jq has it. Errors: a path that is empty, or whose
    /// brackets or dots make no steps.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let steps = steps(text).ok_or_else(|| {
            Error::Usage(format!(
                "column {text:?} is no JSON path: write keys joined by dots, [0] for the first of \
                 an array and [\"a.b\"] for a key with dots or brackets, such as items[0].id"
            ))
        })?;
        // The literal of a path of one key is the key, without brackets and leading dot.
        let literal = match &steps[..] {
            [PathStep::Key(key)] => key.clone(),
            _ => text.as_bytes().to_vec(),
        };
        Ok(Self { literal, steps })
    }

    /// The key that is tried first.
    pub(super) fn literal(&self) -> &[u8] {
        &self.literal
    }

    /// The steps, where they lead elsewhere than the literal key.
    pub(super) fn steps(&self) -> Option<&[PathStep]> {
        match &self.steps[..] {
            [PathStep::Key(_)] => None,
            steps => Some(steps),
        }
    }
}

fn steps(text: &str) -> Option<Vec<PathStep>> {
    let mut steps = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        rest = match rest.strip_prefix('[') {
            Some(bracket) => {
                let (step, after) = in_brackets(bracket)?;
                steps.push(step);
                after
            }
            None => {
                let key = match rest.strip_prefix('.') {
                    Some(key) => key,
                    None if steps.is_empty() => rest,
                    None => return None,
                };
                let end = key.find(['.', '[']).unwrap_or(key.len());
                // `.["a.b"]` is how jq writes a key in brackets.
                let is_jq_bracket = end == 0 && key.starts_with("[\"");
                if end > 0 {
                    steps.push(PathStep::Key(key.as_bytes()[..end].to_vec()));
                } else if !is_jq_bracket {
                    return None;
                }
                &key[end..]
            }
        };
    }
    (!steps.is_empty()).then_some(steps)
}

/// The step of `[n]` or `["key"]` (single quotes too), and what follows it.
fn in_brackets(text: &str) -> Option<(PathStep, &str)> {
    for (open, close) in [("\"", "\"]"), ("'", "']")] {
        if let Some(quoted) = text.strip_prefix(open) {
            let (key, after) = quoted.split_once(close)?;
            return Some((PathStep::Key(key.as_bytes().to_vec()), after));
        }
    }
    let (digits, after) = text.split_once(']')?;
    let is_index = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    Some((PathStep::Index(is_index.then(|| digits.parse().ok())??), after))
}

#[cfg(test)]
mod tests {
    use super::{JsonPath, PathStep};

    #[test]
    fn paths_read_and_bad_ones_say_what_is_right() {
        let key = |text: &str| PathStep::Key(text.as_bytes().to_vec());
        let cases = [
            ("status", vec![key("status")]),
            (".status", vec![key("status")]),
            ("@timestamp", vec![key("@timestamp")]),
            ("a.b.c-d", vec![key("a"), key("b"), key("c-d")]),
            ("items[0].id", vec![key("items"), PathStep::Index(0), key("id")]),
            ("a[1][2]", vec![key("a"), PathStep::Index(1), PathStep::Index(2)]),
            ("a[\"b.c\"].d", vec![key("a"), key("b.c"), key("d")]),
            ("a['b]']", vec![key("a"), key("b]")]),
            (".[\"a.b\"]", vec![key("a.b")]),
            ("[\"\"].a", vec![key(""), key("a")]),
        ];
        for (text, steps) in cases {
            assert_eq!(JsonPath::parse(text).unwrap().steps, steps, "{text}");
        }
        for bad in ["", ".", "a.", "a..b", "a[", "a[]", "a[x]", "a[-1]", "a[0]b", "a[\"b]", "a]["] {
            let message = JsonPath::parse(bad).unwrap_err().to_string();
            assert!(message.contains("items[0].id"), "{bad}: {message}");
        }
        assert_eq!(JsonPath::parse("[\"a.b\"]").unwrap().literal(), b"a.b");
    }
}
