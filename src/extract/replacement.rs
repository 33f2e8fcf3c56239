//! `--replace REGEX TEXT`: what is changed in a value before it is counted.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::bytes::Regex;

use crate::error::{Error, Result};
use crate::event::Arena;

/// The replacements of a run, in the order they are made.
#[derive(Debug, Clone, Default)]
pub(super) struct Replacements(Vec<CompiledReplacement>);

#[derive(Debug, Clone)]
struct CompiledReplacement {
    pattern: Regex,
    /// `$1` and `${name}` stand for groups of the pattern.
    text: String,
}

/// What stands for a group in a text: `$1`, `$name`, `${name}`; `$$` is a dollar sign.
static REFERENCE: LazyLock<Option<regex::Regex>> =
    LazyLock::new(|| regex::Regex::new(r"\$(?:\$|\{([^}]*)\}|([0-9A-Za-z_]+))").ok());

impl Replacements {
    /// Compiles pairs of a pattern and the text in its place. Errors: a pattern that does not compile, or a
    /// text that names a group the pattern does not have.
    pub(super) fn new(pairs: &[(String, String)]) -> Result<Self> {
        let compiled = pairs.iter().map(|(pattern, text)| {
            let pattern =
                Regex::new(pattern).map_err(|error| Error::pattern("--replace", &error))?;
            check(&pattern, text)?;
            Ok(CompiledReplacement { pattern, text: text.clone() })
        });
        compiled.collect::<Result<_>>().map(Self)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `text` after all replacements.
    pub(super) fn apply<'a>(&self, text: &'a [u8], arena: &'a Arena) -> &'a [u8] {
        self.0.iter().fold(text, |text, CompiledReplacement { pattern, text: by }| {
            match pattern.replace_all(text, by.as_bytes()) {
                Cow::Borrowed(same) => same,
                Cow::Owned(changed) => arena.alloc_slice_copy(&changed),
            }
        })
    }
}

/// Checks that every group that `text` names is one of `pattern`: a group that is not there stands for
/// nothing, without a word.
fn check(pattern: &Regex, text: &str) -> Result<()> {
    let Some(references) = REFERENCE.as_ref() else { return Ok(()) };
    for reference in references.captures_iter(text) {
        let Some(name) = reference.get(1).or(reference.get(2)) else { continue };
        let name = name.as_str();
        let is_known = match name.parse::<usize>() {
            Ok(number) => number < pattern.captures_len(),
            Err(_) => pattern.capture_names().flatten().any(|own| own == name),
        };
        if !is_known {
            let digits = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let (number, rest) = name.split_at(digits);
            let remedy = match number.is_empty() || rest.is_empty() {
                true => "$$ is a dollar sign".to_owned(),
                false => format!("${{{number}}}{rest} ends the number"),
            };
            return Err(Error::Usage(format!(
                "--replace: {:?} has no group {name}; {remedy}",
                pattern.as_str()
            )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Arena, Replacements};

    fn replaced(pairs: &[(&str, &str)], text: &str) -> String {
        let pairs = pairs.iter().map(|(pattern, by)| ((*pattern).to_owned(), (*by).to_owned()));
        let pairs: Vec<(String, String)> = pairs.collect();
        let arena = Arena::new();
        let text = Replacements::new(&pairs).unwrap().apply(text.as_bytes(), &arena);
        String::from_utf8_lossy(text).into_owned()
    }

    #[test]
    fn one_after_the_other_with_groups() {
        assert_eq!(replaced(&[(r"\d+", "N")], "/user/12/order/7"), "/user/N/order/N");
        assert_eq!(replaced(&[(r"(\w+)@(?P<host>\w+)", "${1}_at_$host")], "a@b"), "a_at_b");
        assert_eq!(replaced(&[("a", "b"), ("b+", "c$$")], "aab"), "c$");
        assert_eq!(replaced(&[("^$", "nothing")], ""), "nothing");
        assert_eq!(replaced(&[("x", "y")], "abc"), "abc");
    }

    #[test]
    fn a_group_that_is_not_there_is_told() {
        let problem = |pattern: &str, text: &str| {
            let pair = (pattern.to_owned(), text.to_owned());
            Replacements::new(&[pair]).unwrap_err().to_string()
        };
        assert!(problem("(a)", "$1st").contains("${1}st ends the number"));
        assert!(problem("(a)", "$2").contains("no group 2"));
        assert!(problem("a", "${name}").contains("no group name"));
        assert!(problem("(", "").contains("--replace"));
    }
}
