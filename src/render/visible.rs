//! Bytes from a log made safe for a screen: what could move the cursor, change colours or turn the
//! order of letters round is shown as an escape, whether or not the output is a terminal.

use unicode_width::UnicodeWidthChar;

/// Marks that a character carries at most: no writing stacks more, and a flood of them covers the
/// lines above.
const MARKS: usize = 8;

/// `bytes` as one line of text without control characters and invisible characters, which are
/// escaped; marks past the eighth of a character give way to an ellipsis, and what is no UTF-8 to
/// U+FFFD. Without `unicode` every character beyond ASCII is escaped.
pub(crate) fn visible(bytes: &[u8], unicode: bool) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut marks = 0;
    for character in String::from_utf8_lossy(bytes).chars() {
        marks = if is_mark(character) { marks + 1 } else { 0 };
        match character {
            '\t' | '\n' | '\r' => text.extend(character.escape_default()),
            '\0'..='\x1f' | '\x7f' => text.push_str(&format!("\\x{:02x}", u32::from(character))),
            ' '..='~' => text.push(character),
            _ if is_hidden(character) || !unicode => text.extend(character.escape_unicode()),
            _ if marks <= MARKS => text.push(character),
            _ if marks == MARKS + 1 => text.push('…'),
            _ => {}
        }
    }
    text
}

/// [`visible`] of each line of `text`, tabs kept.
pub(crate) fn visible_lines(text: &str) -> String {
    let line = |line: &str| {
        let cells = line.split('\t').map(|cell| visible(cell.as_bytes(), true));
        cells.collect::<Vec<_>>().join("\t")
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// Whether the character is drawn on the one before it.
fn is_mark(character: char) -> bool {
    !character.is_ascii() && character.width() == Some(0) && !is_hidden(character)
}

/// Whether nothing shows that the character is there, or it changes how others are shown: C1 and
/// bidirectional controls, separators of lines, and Unicode's Default_Ignorable_Code_Point
/// (DerivedCoreProperties.txt), with annotation controls and the blank Braille pattern.
pub(super) fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\u{80}'..='\u{9f}'
            | '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
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

    #[test]
    fn what_is_invisible_is_escaped() {
        let hidden = "\u{ad}\u{34f}\u{180b}\u{180f}\u{200c}\u{200d}\u{2061}\u{2064}\u{206a}\u{206f}\
                      \u{fff9}\u{fffb}\u{115f}\u{1160}\u{3164}\u{ffa0}\u{2800}\u{e0000}\u{e007f}\
                      \u{e0100}\u{e01ef}\u{200b}\u{2028}\u{202a}\u{feff}\u{fe0f}\u{85}";
        for character in hidden.chars() {
            let shown = visible(format!("a{character}b").as_bytes(), true);
            assert_eq!(shown, format!("a{}b", character.escape_unicode()));
        }
    }

    #[test]
    fn marks_are_cut_after_eight() {
        let flood = |marks: usize| format!("Z{}e\u{301}", "\u{300}\u{489}".repeat(marks / 2));
        assert_eq!(visible(flood(8).as_bytes(), true), flood(8));
        assert_eq!(visible(flood(500).as_bytes(), true), flood(8).replace('e', "…e"));
        assert_eq!(visible("नमस्ते".as_bytes(), true), "नमस्ते");
    }
}
