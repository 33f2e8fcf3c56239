//! The beginning of a pattern as a chain of classes: a line that does not fit it does not match the
//! pattern, which then need not be compiled. A pattern takes half a million instructions to compile, a
//! chain ten thousand.
//!
//! Source: the extended Shift-And automaton of G. Navarro and M. Raffinot, Flexible Pattern Matching in
//! Strings (2002), section 4.

/// How many classes a chain has at most: a bit each.
const MOST: usize = 60;

/// A set of bytes: whether each is in it.
type AtomBytes = [bool; 256];

/// The beginning of a pattern, up to what is no chain of classes.
pub(super) struct PatternStart {
    /// Of each byte, the classes that have it.
    classes: Box<[u64; 256]>,
    /// The classes that may take another byte.
    repeated: u64,
    /// The classes that may take no byte.
    optional: u64,
    /// How many classes there are.
    length: usize,
}

impl PatternStart {
    /// The chain that `pattern`, matched without Unicode, begins with; empty if the pattern may begin in
    /// the middle of a line.
    pub(super) fn new(pattern: &str) -> Self {
        let mut start = Self { classes: Box::new([0; 256]), repeated: 0, optional: 0, length: 0 };
        if let Some(rest) = pattern.strip_prefix('^').filter(|rest| after_group(rest) == Some("")) {
            start.read(rest);
        }
        start
    }

    /// Adds the classes of `rest` up to what is none.
    fn read(&mut self, mut rest: &str) {
        while let Some((set, after)) = atom(&mut rest) {
            let Some((least, most, after)) = repetition(after) else { return };
            let copies = least.max(most.unwrap_or(least)).max(1);
            if self.length + copies > MOST {
                return;
            }
            for copy in 0..copies {
                let bit = 1 << self.length;
                self.length += 1;
                for (classes, is_in) in self.classes.iter_mut().zip(&set) {
                    *classes |= if *is_in { bit } else { 0 };
                }
                self.optional |= if copy >= least { bit } else { 0 };
                self.repeated |= if most.is_none() && copy + 1 == copies { bit } else { 0 };
            }
            rest = after;
        }
    }

    /// Whether `line` begins as the chain says.
    pub(super) fn admits(&self, line: &[u8]) -> bool {
        let end = 1 << self.length;
        let mut next = self.with_optional(1);
        for byte in line {
            if next & end != 0 || next == 0 {
                break;
            }
            let taken = next & self.classes[usize::from(*byte)];
            next = self.with_optional(taken << 1 | taken & self.repeated);
        }
        next & end != 0
    }

    /// The classes `next`, and those that follow if optional ones take no byte.
    fn with_optional(&self, mut next: u64) -> u64 {
        loop {
            let more = next | (next & self.optional) << 1;
            if more == next {
                return next;
            }
            next = more;
        }
    }
}

/// What follows the group that `pattern` is the inside of, or the whole pattern; `None` if it is a choice
/// between several.
fn after_group(pattern: &str) -> Option<&str> {
    let mut rest = pattern;
    let mut depth = 0_usize;
    while let Some(first) = rest.chars().next() {
        let after = match first {
            '[' => class(rest)?.1,
            '\\' => rest.get(2..)?,
            other => rest.get(other.len_utf8()..)?,
        };
        match first {
            '|' if depth == 0 => return None,
            ')' if depth == 0 => return Some(after),
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        rest = after;
    }
    Some(rest)
}

/// The class of bytes that `rest` begins with, and what follows it. Named groups without choices are entered
/// and left; of anything else, such as other groups, there is none.
fn atom<'p>(rest: &mut &'p str) -> Option<(AtomBytes, &'p str)> {
    loop {
        if let Some(group) = rest.strip_prefix("(?P<") {
            let (_, inside) = group.split_once('>')?;
            // A group that is a choice, may be absent or is repeated is left to the regex crate.
            let is_once = !after_group(inside)?.starts_with(['*', '+', '?', '{']);
            *rest = is_once.then_some(inside)?;
        } else if let Some(after) = rest.strip_prefix(')') {
            *rest = after;
        } else {
            break;
        }
    }
    let first = *rest.as_bytes().first()?;
    let after = rest.get(1..)?;
    match first {
        b'[' => class(rest),
        b'\\' => {
            let escaped = *after.as_bytes().first()?;
            Some((escape(escaped)?, after.get(1..)?))
        }
        b'.' => Some((std::array::from_fn(|byte| byte != usize::from(b'\n')), after)),
        b'(' | b'|' | b'^' | b'$' | b'*' | b'+' | b'?' | b'{' => None,
        literal => Some((only(literal), after)),
    }
}

/// The class in brackets that `rest` begins with, and what follows it; `None` for classes by name and for
/// sets of classes.
fn class(rest: &str) -> Option<(AtomBytes, &str)> {
    let bytes = rest.as_bytes();
    let is_negated = bytes.get(1) == Some(&b'^');
    let start = 1 + usize::from(is_negated);
    let mut set = [false; 256];
    let mut at = start;
    loop {
        let first = *bytes.get(at)?;
        match (first, bytes.get(at + 1).copied().unwrap_or_default()) {
            (b']', _) if at > start => break,
            (b'[', _) | (b'&', b'&') | (b'~', b'~') | (b'-', b'-') | (128.., _) => return None,
            (b'\\', escaped) => {
                let members = escape(escaped)?;
                set.iter_mut().zip(members).for_each(|(is_in, member)| *is_in |= member);
                at += 2;
            }
            (first, b'-') if bytes.get(at + 2).is_some_and(|last| *last != b']') => {
                let last = *bytes.get(at + 2)?;
                if matches!(last, b'\\' | b'[' | b'-' | 128..) {
                    return None;
                }
                (first..=last).for_each(|byte| set[usize::from(byte)] = true);
                at += 3;
            }
            (first, _) => {
                set[usize::from(first)] = true;
                at += 1;
            }
        }
    }
    let set = set.map(|is_in| is_in != is_negated);
    Some((set, rest.get(at + 1..)?))
}

/// What a backslash and `escaped` stand for, without Unicode.
fn escape(escaped: u8) -> Option<AtomBytes> {
    let all = |is_in: fn(u8) -> bool| {
        let mut byte = 0_u8;
        std::array::from_fn(|_| {
            let is_in = is_in(byte);
            byte = byte.wrapping_add(1);
            is_in
        })
    };
    Some(match escaped {
        b'd' => all(|byte| byte.is_ascii_digit()),
        b'D' => all(|byte| !byte.is_ascii_digit()),
        b's' => all(|byte| matches!(byte, b' ' | 9..=13)),
        b'S' => all(|byte| !matches!(byte, b' ' | 9..=13)),
        b'w' => all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'),
        b't' => only(b'\t'),
        sign if sign.is_ascii_punctuation() => only(sign),
        _ => return None,
    })
}

/// The set of one byte.
fn only(byte: u8) -> AtomBytes {
    let mut set = [false; 256];
    set[usize::from(byte)] = true;
    set
}

/// How often what precedes `rest` is taken, at least and at most, and what follows the repetition. `None`
/// if it is repeated twice.
fn repetition(rest: &str) -> Option<(usize, Option<usize>, &str)> {
    let (least, most, after) = match rest.as_bytes().first() {
        Some(b'*') => (0, None, &rest[1..]),
        Some(b'+') => (1, None, &rest[1..]),
        Some(b'?') => (0, Some(1), &rest[1..]),
        Some(b'{') => {
            let (counts, after) = rest[1..].split_once('}')?;
            let (least, most) = counts.split_once(',').unwrap_or((counts, counts));
            let most = if most.is_empty() { None } else { Some(most.parse().ok()?) };
            (least.parse().ok()?, most, after)
        }
        _ => return Some((1, Some(1), rest)),
    };
    // A lazy run takes what a greedy one takes where only the match counts.
    let after = after.strip_prefix('?').unwrap_or(after);
    (!after.starts_with(['*', '+', '?', '{'])).then_some((least, most, after))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, proptest};
    use proptest::sample::{Index, select};

    use super::super::probe::compile;
    use super::PatternStart;
    use crate::format::{Syntax, builtin, names, samples};

    #[test]
    fn chains() {
        for (pattern, line, expected) in [
            ("^a+b", "aab", true),
            ("^a+b", "aa", false),
            ("^[^ab]?[0-9]{2,3}:", "x12:", true),
            ("^[^ab]?[0-9]{2,3}:", "1234:", true),
            ("^[^ab]?[0-9]{2,3}:", "12345:", false),
            (r"^\[?(?P<t>[0-9]{4}-\d)\]? *x", "[2026-1]x", true),
            (r"^\[?(?P<t>[0-9]{4}-\d)\]? *x", "[202-1]x", false),
            ("^(?P<t>a|b)", "c", true),
            ("^a|b", "b", true),
            ("^(?P<t>a)?b", "b", true),
            ("a", "b", true),
            ("^[]a]{0}[^]]b", "]b", false),
        ] {
            assert_eq!(
                PatternStart::new(pattern).admits(line.as_bytes()),
                expected,
                "{pattern} {line}"
            );
        }
    }

    fn patterns() -> Vec<&'static str> {
        let patterns = builtin().iter().filter_map(|format| match &format.syntax {
            Syntax::Pattern(patterns) => Some(patterns),
            _ => None,
        });
        patterns.flatten().map(String::as_str).collect()
    }

    proptest! {
        #[test]
        fn a_line_that_matches_is_admitted(
            pattern in select(patterns()),
            name in select(names().collect::<Vec<_>>()),
            pick in any::<Index>(),
            edits in proptest::collection::vec((any::<Index>(), any::<u8>()), 0..3),
        ) {
            let regex = compile(pattern).unwrap();
            let of_name = pick.get(samples(name)).line.clone().into_bytes();
            // The sample of another format seldom matches; a sample of the pattern's own mostly does.
            let own = builtin().iter().find(|format| {
                matches!(&format.syntax, Syntax::Pattern(own) if own.iter().any(|own| own == pattern))
            });
            let own = own.map(|format| pick.get(samples(&format.name)).line.clone().into_bytes());
            for mut line in [Some(of_name), own].into_iter().flatten() {
                for (at, byte) in &edits {
                    let at = at.index(line.len());
                    line[at] = *byte;
                }
                let is_match = regex.is_match(&line);
                prop_assert!(!is_match || PatternStart::new(pattern).admits(&line), "{}", pattern);
            }
        }

        #[test]
        fn any_pattern_admits_what_it_matches(
            pattern in "\\^([a-c.]|\\[\\^?[\\]a-c-]{1,3}\\]|\\\\[dswSt.\\[]|\\(\\?P<g>[ab|]{1,3}\\)){1,4}([*+?]|\\{[0-2],?[0-3]?\\})?\\??[a|]{0,2}",
            line in "[abc\\]\\[ .^-]{0,6}",
        ) {
            if let Some(regex) = compile(&pattern) {
                let is_match = regex.is_match(line.as_bytes());
                prop_assert!(!is_match || PatternStart::new(&pattern).admits(line.as_bytes()), "{} {}", pattern, line);
            }
        }
    }
}
