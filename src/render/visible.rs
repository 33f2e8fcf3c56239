//! Bytes from a log made safe for a screen: what could move the cursor, change colours or turn the
//! order of letters round is shown as an escape, whether or not the output is a terminal.

/// `bytes` as text without control characters, bidirectional controls or line breaks; what is no
/// UTF-8 becomes U+FFFD. Without `unicode` every other character is escaped too.
pub fn visible(bytes: &[u8], unicode: bool) -> String {
    let mut text = String::with_capacity(bytes.len());
    for character in String::from_utf8_lossy(bytes).chars() {
        match character {
            '\t' | '\n' | '\r' => text.extend(character.escape_default()),
            '\0'..='\x1f' | '\x7f' => text.push_str(&format!("\\x{:02x}", u32::from(character))),
            ' '..='~' => text.push(character),
            _ if is_hidden(character) || !unicode => text.extend(character.escape_unicode()),
            _ => text.push(character),
        }
    }
    text
}

/// C1 controls, bidirectional controls, line and paragraph separators, blanks of no width, variation
/// selectors (which change a character's width).
fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\u{80}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2060}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn nothing_that_a_terminal_obeys_gets_through() {
        assert_eq!(visible(b"\x1b[31mred\x07", true), "\\x1b[31mred\\x07");
        assert_eq!(visible("a\u{202e}b\u{9b}c\t".as_bytes(), true), "a\\u{202e}b\\u{9b}c\\t");
        assert_eq!(visible(b"\xff\x00x", true), "\u{fffd}\\x00x");
        assert_eq!(visible("日本".as_bytes(), true), "日本");
        assert_eq!(visible("é".as_bytes(), false), "\\u{e9}");
    }
}
