//! Text from a log in an HTML document: shown, never obeyed.

use crate::render::visible::visible;

/// `text` for a text node or a double-quoted attribute: the five characters of markup escaped.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(character),
        }
    }
    out
}

/// Bytes from a log: control and bidirectional characters shown as in text, markup escaped.
pub(super) fn escape_bytes(bytes: &[u8]) -> String {
    escape(&visible(bytes, true))
}

#[cfg(test)]
mod tests {
    use super::escape_bytes;
    use proptest::prelude::{any, prop_assert, proptest};

    #[test]
    fn markup_is_shown() {
        let hostile = b"<script>a('x')</script> &amp; \"q\"\x1b\xff";
        let shown =
            "&lt;script&gt;a(&#39;x&#39;)&lt;/script&gt; &amp;amp; &quot;q&quot;\\x1b\u{fffd}";
        assert_eq!(escape_bytes(hostile), shown);
    }

    proptest! {
        #[test]
        fn no_markup_is_left(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let shown = escape_bytes(&bytes);
            let is_markup = |c: char| matches!(c, '<' | '>' | '"' | '\'') || c.is_control();
            prop_assert!(!shown.contains(is_markup));
            let entities = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"];
            for (at, _) in shown.match_indices('&') {
                prop_assert!(entities.iter().any(|entity| shown[at..].starts_with(entity)));
            }
        }
    }
}
