//! What detection asks of a built-in format before the format is read.

use memchr::memmem::Finder;

/// The parts of a format's file that tell whether lines may have the format; `build.rs` writes them.
#[derive(Debug)]
pub(crate) struct Outline {
    /// The name of the format.
    pub(crate) name: &'static str,
    /// `pattern`, or the words of `split`.
    pub(crate) syntax: &'static str,
    /// Whether each line is a record: the file has no pattern for other lines.
    pub(crate) has_only_records: bool,
    /// What the lines begin with that name the fields.
    pub(crate) header: Option<&'static str>,
    /// A line's first byte is one of these.
    pub(crate) starts_with: Option<&'static str>,
    /// A line contains each of these.
    pub(crate) contains: &'static [&'static str],
    /// A line contains one of these, if there are some.
    pub(crate) contains_any: &'static [&'static str],
    /// An object has each of these keys.
    pub(crate) keys: &'static [&'static str],
    /// Whether detection names the format only where no other fits.
    pub(crate) is_last_resort: bool,
}

impl Outline {
    /// A test of whether a line has the bytes that lines of the format have.
    pub(crate) fn line_test(&self) -> impl Fn(&[u8]) -> bool {
        let finders = |texts: &[&'static str]| -> Vec<Finder<'static>> {
            texts.iter().map(|text| Finder::new(text.as_bytes())).collect()
        };
        let starts_with = self.starts_with;
        let (all, any) = (finders(self.contains), finders(self.contains_any));
        move |line: &[u8]| {
            let begins =
                |bytes: &str| line.first().is_some_and(|byte| bytes.as_bytes().contains(byte));
            let is_in = |finder: &Finder<'_>| finder.find(line).is_some();
            starts_with.is_none_or(begins)
                && all.iter().all(is_in)
                && (any.is_empty() || any.iter().any(is_in))
        }
    }

    /// Whether a line names the fields.
    pub(crate) fn is_header(&self, line: &[u8]) -> bool {
        self.header.is_some_and(|beginning| line.starts_with(beginning.as_bytes()))
    }
}
