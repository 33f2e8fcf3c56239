//! Columns of LTSV lines: `label:value` fields separated by tabs, nothing quoted.
//!
//! A field is found by a search for its label, so the other fields are not split. If a label occurs
//! twice, the first counts. A line whose first field has no label does not match.

use memchr::{memchr, memmem};

use super::texts::FieldTexts;
use crate::tally::Rejection;

/// Finds the wanted columns of lines of LTSV; shared by all workers.
#[derive(Debug)]
pub(super) struct LtsvSplitter {
    /// For each field, a search for a tab, the label and its colon.
    labels: Vec<memmem::Finder<'static>>,
}

impl LtsvSplitter {
    /// A splitter for these labels, one a field, in their order.
    pub(super) fn new(labels: &[String]) -> Self {
        let finder = |label: &String| memmem::Finder::new(&format!("\t{label}:")).into_owned();
        Self { labels: labels.iter().map(finder).collect() }
    }

    /// Finds the wanted columns of `line`. Errors: the first field has no label.
    pub(super) fn split<'a>(
        &self,
        line: &'a [u8],
        fields: &mut FieldTexts<'a>,
    ) -> Result<(), Rejection> {
        fields.reset(self.labels.len());
        let colon = memchr(b':', line).ok_or(Rejection::NoMatch)?;
        if colon == 0 || memchr(b'\t', &line[..colon]).is_some() {
            return Err(Rejection::NoMatch);
        }
        for (column, label) in self.labels.iter().enumerate() {
            let length = label.needle().len();
            let start = match line.starts_with(&label.needle()[1..]) {
                true => Some(length - 1),
                false => label.find(line).map(|at| at + length),
            };
            if let Some(start) = start {
                let rest = &line[start..];
                fields.set(column, rest.get(..memchr(b'\t', rest).unwrap_or(rest.len())));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{FieldTexts, LtsvSplitter};
    use proptest::prelude::{prop_assert_eq, proptest};

    fn column(label: &str, line: &str) -> Option<Option<String>> {
        let arena = crate::event::Arena::new();
        let mut fields = FieldTexts::new(&arena);
        LtsvSplitter::new(&[label.to_owned()]).split(line.as_bytes(), &mut fields).ok()?;
        let text = fields.get(0);
        Some(text.map(|text| String::from_utf8(text.to_vec()).unwrap()))
    }

    #[test]
    fn columns_are_found_and_other_lines_are_no_match() {
        let line = "time:2026-03-05T14:02:11Z\thost:203.0.113.7\tua:\tstatus:200\tstatus:500";
        let cases = [
            ("time", Some("2026-03-05T14:02:11Z")),
            ("host", Some("203.0.113.7")),
            ("ua", Some("")),
            ("status", Some("200")),
            ("tatus", None),
            ("02", None),
        ];
        for (label, expected) in cases {
            assert_eq!(column(label, line).unwrap().as_deref(), expected, "{label}");
        }
        for line in ["", "text", "no label\ta:1", ":1", "\ta:1"] {
            assert_eq!(column("a", line), None, "{line}");
        }
        assert_eq!(column("a:b", "a:b:c"), Some(Some("c".to_owned())));
    }

    proptest! {
        #[test]
        fn splitting_at_each_tab_gives_the_same(line in "[ab]:[ab:]{0,2}(\t[ab]{0,2}:?[ab:]{0,2}){0,5}") {
            for label in ["a", "b", "ab"] {
                let prefix = format!("{label}:");
                let expected = line.split('\t').find_map(|field| field.strip_prefix(&prefix));
                let found = column(label, &line).unwrap();
                prop_assert_eq!(found.as_deref(), expected);
            }
        }
    }
}
