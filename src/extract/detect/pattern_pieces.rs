//! The pieces of a pattern: where it can be cut, and what a piece stands for.
//!
//! Not a parser of regular expressions: it knows classes, groups, escapes and repetitions, and that
//! is what the presets have. Called to explain why a line does not fit.

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
    use super::cuts;
    use crate::extract::compiled::compile_part;
    use crate::format::{Syntax, builtin};

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
