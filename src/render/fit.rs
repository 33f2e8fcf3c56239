//! Text of a given width on the screen, where wide characters take two columns.

use unicode_width::UnicodeWidthChar;

/// Columns `text` takes: the widths of its characters added up, which is never less than what a
/// terminal makes of them together (`visible` has escaped the selectors that widen a character).
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(|character| character.width().unwrap_or(0)).sum()
}

/// The width of the widest cell of each column of `rows`.
pub(crate) fn widths(rows: &[impl AsRef<[String]>]) -> Vec<usize> {
    let columns = rows.iter().map(|row| row.as_ref().len()).max().unwrap_or(0);
    let cells = |column| rows.iter().filter_map(move |row| row.as_ref().get(column));
    (0..columns).map(|column| cells(column).map(|cell| width(cell)).max().unwrap_or(0)).collect()
}

/// `text` in at most `columns` columns: a longer one loses its middle to an ellipsis.
pub(crate) fn cut_middle(text: &str, columns: usize, unicode: bool) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let ellipsis = if unicode { "…" } else { "..." };
    let Some(room) = columns.checked_sub(width(ellipsis)) else {
        return take(text.chars(), columns).into_iter().collect();
    };
    let head = take(text.chars(), room.div_ceil(2));
    let head: String = head.into_iter().collect();
    let tail = take(text.chars().rev(), room.saturating_sub(width(&head)));
    // A combining character at the cut would stand on the ellipsis.
    let combines = |character: &char| character.width().unwrap_or(0) == 0;
    let tail: String = tail.into_iter().rev().skip_while(combines).collect();
    format!("{head}{ellipsis}{tail}")
}

/// As many characters as fit in `columns`.
fn take(characters: impl Iterator<Item = char>, columns: usize) -> Vec<char> {
    let mut used = 0;
    characters
        .take_while(|character| {
            used += character.width().unwrap_or(0);
            used <= columns
        })
        .collect()
}

/// `words` in lines of at most `columns` columns. `first` begins the first line, as many blanks begin the
/// other lines. A word that is wider than a line gets a line of its own.
pub(crate) fn lines_of(first: &str, words: &str, columns: usize) -> Vec<String> {
    let indent = " ".repeat(width(first));
    let (mut lines, mut line, mut is_begun) = (Vec::new(), first.to_owned(), false);
    for word in words.split(' ') {
        if is_begun && width(&line) + 1 + width(word) > columns {
            lines.push(std::mem::replace(&mut line, indent.clone()));
            is_begun = false;
        }
        line += if is_begun { " " } else { "" };
        line += word;
        is_begun = true;
    }
    lines.push(line);
    lines
}

/// `text` filled up with blanks on the right.
pub(crate) fn pad_right(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// `text` filled up with blanks on the left.
pub(crate) fn pad_left(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}

#[cfg(test)]
mod tests {
    use super::{cut_middle, width};

    #[test]
    fn the_middle_goes_and_wide_characters_count_twice() {
        assert_eq!(cut_middle("abcdefgh", 8, true), "abcdefgh");
        assert_eq!(cut_middle("abcdefgh", 5, true), "ab…gh");
        assert_eq!(cut_middle("abcdefgh", 7, false), "ab...gh");
        assert_eq!(cut_middle("abcdefgh", 2, false), "ab");
        assert_eq!(cut_middle("日本語テキスト", 7, true), "日…スト");
        assert_eq!(cut_middle(&"e\u{301}".repeat(9), 5, true), "e\u{301}e\u{301}…e\u{301}e\u{301}");
        for columns in 0..20 {
            for unicode in [true, false] {
                for text in ["日a本b語cテdキ", &"☁\u{fe0f}".repeat(60), "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦"]
                {
                    assert!(width(&cut_middle(text, columns, unicode)) <= columns);
                }
            }
        }
    }
}
