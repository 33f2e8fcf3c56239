//! Where a column is read: a raw field and the cuts made in it, written `times | after ' ' | first-word`.

use super::cut::Cut;

/// A raw field, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The group, path, key or label.
    pub field: String,
    /// The cuts, made one after the other; without cuts the text is the whole field.
    pub cuts: Vec<Cut>,
}

impl Origin {
    /// All of a raw field.
    #[must_use]
    pub fn field(field: &str) -> Self {
        Self { field: field.to_owned(), cuts: Vec::new() }
    }

    /// The part of the raw field's `text` that is the column; `None` if a cut finds nothing.
    #[must_use]
    pub fn take<'a>(&self, text: &'a [u8]) -> Option<&'a [u8]> {
        self.cuts.iter().try_fold(text, |text, cut| cut.take(text))
    }

    /// Reads an origin as a format's file writes it: a field, then cuts after bars.
    ///
    /// # Errors
    /// There is no field, or a step is no cut; the text says what would be right.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut steps = steps(text).into_iter();
        let field = steps.next().map(str::trim).filter(|field| !field.is_empty());
        let field = field.ok_or("a column begins with a field, as in \"request | path\"")?;
        let cuts = steps.map(|step| Cut::parse(step.trim())).collect::<Result<_, _>>()?;
        Ok(Self { field: field.to_owned(), cuts })
    }
}

/// The text between the bars that stand outside quotes.
fn steps(text: &str) -> Vec<&str> {
    let (mut steps, mut start, mut quote) = (Vec::new(), 0, None);
    for (at, c) in text.char_indices() {
        match (c, quote) {
            ('\'' | '"', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            ('|', None) => {
                steps.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    steps.push(&text[start..]);
    steps
}

#[cfg(test)]
mod tests {
    use super::super::cut::Cut;
    use super::Origin;

    #[test]
    fn origins() {
        let one = Origin::parse("times | after '| ' | first-word").unwrap();
        assert_eq!(one.field, "times");
        assert_eq!(one.cuts, [Cut::After("| ".to_owned()), Cut::FirstWord]);
        assert_eq!(Origin::parse("date time").unwrap(), Origin::field("date time"));
        assert_eq!(one.take(b"a| b c"), Some(&b"b"[..]));
        for (text, expected) in [
            ("", "begins with a field"),
            ("a | frist-word", "\"first-word\""),
            ("a | after", "after 'TEXT'"),
            ("a | path 'x'", "takes no text"),
            ("a | after 'x", "quote"),
        ] {
            let error = Origin::parse(text).unwrap_err();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }
}
