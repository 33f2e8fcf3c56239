//! The pieces of a pattern: where it can be cut, and what a piece stands for.
//!
//! Not a parser of regular expressions: it knows classes, groups, escapes and repetitions, and that
//! is what the presets have.

/// The places after each piece of a pattern: a character, class or group with its repetition.
pub(super) fn cuts(pattern: &str) -> Vec<usize> {
    let bytes = pattern.as_bytes();
    let mut cuts = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        at = after_atom(bytes, at);
        while let Some(byte) = bytes.get(at) {
            at = match byte {
                b'*' | b'+' | b'?' => at + 1,
                b'{' => at + bytes[at..].iter().take_while(|byte| **byte != b'}').count() + 1,
                _ => break,
            };
        }
        at = at.min(bytes.len());
        if pattern.is_char_boundary(at) {
            cuts.push(at);
        }
    }
    cuts
}

/// Where the character, class or group that begins at `at` ends.
fn after_atom(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(b'\\') => at + 2,
        Some(b'[') => {
            // A bracket that stands first, or first after a caret, is a member.
            let mut end = at + 1 + usize::from(bytes.get(at + 1) == Some(&b'^'));
            end += usize::from(bytes.get(end) == Some(&b']'));
            while let Some(byte) = bytes.get(end) {
                match byte {
                    b'\\' => end += 2,
                    b']' => return end + 1,
                    // A class within a class, such as `[:digit:]`.
                    b'[' => end = after_atom(bytes, end),
                    _ => end += 1,
                }
            }
            end
        }
        Some(b'(') => {
            let mut end = at + 1;
            while bytes.get(end).is_some_and(|byte| *byte != b')') {
                end = after_atom(bytes, end);
            }
            end + 1
        }
        _ => at + 1,
    }
}

/// Whether a match of this piece says anything: not what may be absent, nor what takes any word.
pub(super) fn is_evidence(piece: &str) -> bool {
    let may_be_absent = piece.ends_with(['*', '?', '^']);
    !may_be_absent && piece != " " && !piece.contains("[^")
}

/// A pattern up to its first telling piece; the whole pattern if it is a choice or has no telling piece.
pub(super) fn beginning(pattern: &str) -> &str {
    let pieces = pieces(pattern);
    let first = pieces.iter().position(|piece| is_evidence(piece));
    let beginning = first.and_then(|first| pieces.get(..=first)).filter(|_| !is_choice(&pieces));
    let length = beginning.map(|pieces| pieces.iter().map(|piece| piece.len()).sum());
    length.and_then(|length: usize| pattern.get(..length)).unwrap_or(pattern)
}

/// Texts that a line has, in this order, if it matches a pattern: what stands in the pattern outside of groups and
/// classes. There may be more.
pub(super) fn literals(pattern: &str) -> Vec<String> {
    let pieces = pieces(pattern);
    if is_choice(&pieces) {
        return Vec::new();
    }
    let (mut literals, mut text) = (Vec::new(), String::new());
    for piece in pieces {
        match *piece.as_bytes() {
            // `\<` and `\>` are the ends of a word.
            [b'\\', byte] if !byte.is_ascii_alphanumeric() && !b"<>".contains(&byte) => {
                text.push(char::from(byte));
            }
            // Flags change what letters stand for, and some escapes are longer than two bytes.
            [b'(', b'?', after, ..] if !b":P<".contains(&after) => break,
            [b'\\', b'x' | b'u' | b'U' | b'p' | b'P', ..] => break,
            [byte] if byte.is_ascii() && !b"^$.".contains(&byte) => text.push(char::from(byte)),
            _ => literals.push(std::mem::take(&mut text)),
        }
    }
    literals.push(text);
    literals.retain(|text| !text.is_empty());
    literals
}

fn pieces(pattern: &str) -> Vec<&str> {
    let mut from = 0;
    let piece = |to: usize| pattern.get(std::mem::replace(&mut from, to)..to);
    cuts(pattern).into_iter().filter_map(piece).collect()
}

/// Whether a pattern is a choice between patterns.
fn is_choice(pieces: &[&str]) -> bool {
    pieces.contains(&"|")
}

/// What a piece of a pattern stands for, in words.
pub(super) fn expected(piece: &str) -> String {
    let name = piece.split_once("(?P<").and_then(|(_, rest)| rest.split_once('>'));
    if let Some((name, _)) = name {
        return format!("the column {name}");
    }
    match piece.strip_prefix("(?:").and_then(|rest| rest.strip_suffix(')')) {
        Some(choices) => {
            let quoted: Vec<String> =
                choices.split('|').map(|choice| format!("'{choice}'")).collect();
            quoted.join(" or ")
        }
        None if piece == " " => "a blank".to_owned(),
        None if piece.starts_with('[') => piece.to_owned(),
        None => format!("'{}'", piece.trim_start_matches('\\')),
    }
}

#[cfg(test)]
mod tests {
    use super::{beginning, cuts, literals};
    use crate::extract::compiled::compile_part;
    use crate::format::{Syntax, builtin};

    #[test]
    fn a_line_that_matches_has_the_literals_and_begins_as_the_pattern() {
        let cases: [(&str, &str, &[&str]); 8] = [
            (r#"^(?P<a>[^ ]+) \[x\] ?"(b|c)""#, r"^(?P<a>[^ ]+) \[", &[" [x]", "\"", "\""]),
            ("^[0-9]{4}-ab+c(?i)d", "^[0-9]{4}", &["-a", "c"]),
            (r"^a\x41b|c", r"^a\x41b|c", &[]),
            (r"^a.\x41b", "^a", &["a"]),
            ("(a|b)é-", "(a|b)", &["-"]),
            ("^[[:digit:]a][^[:space:]]-b", "^[[:digit:]a]", &["-b"]),
            (r"^a=\<b\>c", "^a", &["a=", "b", "c"]),
            ("", "", &[]),
        ];
        for (pattern, first, texts) in cases {
            assert_eq!(
                (beginning(pattern), literals(pattern)),
                (first, texts.iter().map(|text| (*text).to_owned()).collect()),
                "{pattern}"
            );
        }
    }

    #[test]
    fn every_beginning_of_every_pattern_compiles() {
        for preset in builtin() {
            let Syntax::Pattern(patterns) = &preset.syntax else { continue };
            for pattern in patterns {
                let cuts = cuts(pattern);
                assert_eq!(cuts.last(), Some(&pattern.len()), "{}", preset.name);
                for cut in cuts {
                    assert!(
                        compile_part(&pattern[..cut]).is_some(),
                        "{}: {pattern} at {cut}",
                        preset.name
                    );
                }
            }
        }
    }
}
