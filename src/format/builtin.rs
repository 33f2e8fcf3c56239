//! The built-in formats: the files under `formats/`, each read when it is asked for.
//!
//! `build.rs` writes the rules of each file, all but its samples, as JSON, which is read in a tenth of the
//! time that TOML takes. Detection compares lines with the outlines first, and then reads the formats that
//! the lines may have. The texts of the files are compressed together; they are read for samples and for
//! `preset show` only.

use std::io::Read;
use std::ops::Range;
use std::sync::OnceLock;

use flate2::read::DeflateDecoder;

use super::hint::Outline;
use super::{Format, Sample, closest};

/// A file under `formats/`, embedded by `build.rs`.
struct Embedded {
    outline: Outline,
    description: &'static str,
    /// The place of the file's text in [`texts`].
    place: Range<usize>,
    /// The file without its samples, as JSON.
    rules: &'static str,
    format: OnceLock<Option<Format>>,
    samples: OnceLock<Vec<Sample>>,
}

impl Embedded {
    const fn new(
        outline: Outline,
        description: &'static str,
        place: Range<usize>,
        rules: &'static str,
    ) -> Self {
        let format = OnceLock::new();
        Self { outline, description, place, rules, format, samples: OnceLock::new() }
    }

    /// The text of the file. It is never empty: a test reads all files.
    fn text(&self) -> &'static str {
        texts().get(self.place.clone()).unwrap_or_default()
    }

    /// The format, read once. A test reads all files, so `None` does not occur.
    fn format(&'static self) -> Option<&'static Format> {
        self.format.get_or_init(|| Format::read_builtin(self.outline.name, self.rules)).as_ref()
    }

    fn samples(&'static self) -> &'static [Sample] {
        let read = || Format::read(self.outline.name, self.text(), &[]);
        self.samples.get_or_init(|| read().map(|(_, samples)| samples).unwrap_or_default())
    }
}

// `EMBEDDED`: every file, by name. `DETECTION_ORDER`: the indexes of all files, each before the more general ones
// that its file names.
include!(concat!(env!("OUT_DIR"), "/formats.rs"));

/// The texts of all files, one behind the other, decompressed once.
fn texts() -> &'static str {
    static TEXTS: OnceLock<String> = OnceLock::new();
    TEXTS.get_or_init(|| {
        let mut texts = String::new();
        let compressed = include_bytes!(concat!(env!("OUT_DIR"), "/formats.deflate"));
        // The bytes are the program's own, and a test reads them.
        drop(DeflateDecoder::new(&compressed[..]).read_to_string(&mut texts));
        texts
    })
}

fn embedded(name: &str) -> Option<&'static Embedded> {
    let at = EMBEDDED.binary_search_by(|embedded| embedded.outline.name.cmp(name)).ok()?;
    EMBEDDED.get(at)
}

/// The names of the built-in formats, ascending.
pub fn names() -> impl Iterator<Item = &'static str> {
    EMBEDDED.iter().map(|embedded| embedded.outline.name)
}

/// The built-in name most like a mistyped one, if any is.
#[must_use]
pub(crate) fn suggest(name: &str) -> Option<&'static str> {
    closest(name, names())
}

/// The built-in format of this name; only its own file is read.
#[must_use]
pub fn find(name: &str) -> Option<&'static Format> {
    embedded(name)?.format()
}

/// The samples of a built-in format; empty for a name that is not built in.
#[must_use]
pub fn samples(name: &str) -> &'static [Sample] {
    embedded(name).map_or(&[], Embedded::samples)
}

/// The text of a built-in format's file.
#[must_use]
pub(crate) fn text(name: &str) -> Option<&'static str> {
    embedded(name).map(Embedded::text)
}

/// What a built-in format is, without reading its file.
#[must_use]
pub(crate) fn description(name: &str) -> Option<&'static str> {
    embedded(name).map(|embedded| embedded.description)
}

/// Every built-in format, in the order in which detection tries them: a format stands before the
/// more general ones that its file names. All files are read.
pub(crate) fn builtin() -> &'static [&'static Format] {
    static FORMATS: OnceLock<Vec<&Format>> = OnceLock::new();
    FORMATS.get_or_init(|| outlines().filter_map(|outline| find(outline.name)).collect())
}

/// The outlines of the built-in formats, in the order in which detection tries them.
pub(crate) fn outlines() -> impl Iterator<Item = &'static Outline> {
    DETECTION_ORDER.iter().filter_map(|index| Some(&EMBEDDED.get(*index)?.outline))
}

#[cfg(test)]
mod tests {
    use super::{EMBEDDED, builtin, description, outlines, suggest};
    use crate::format::{ContinuedRule, DetectionHint, Format, Syntax, find};

    #[test]
    fn every_file_is_a_format() {
        for embedded in &EMBEDDED {
            let read = Format::read(embedded.outline.name, embedded.text(), &[]);
            let (format, samples) =
                read.unwrap_or_else(|error| panic!("{}: {error:?}", embedded.outline.name));
            assert_eq!(find(embedded.outline.name), Some(&format));
            assert!(samples.len() >= 2, "{} has too few samples", embedded.outline.name);
            assert_eq!(description(embedded.outline.name), Some(format.description.as_str()));
            // Copied into a user's file below [preset.NAME.format] it must stay one table.
            assert!(
                !embedded.text().lines().any(|line| line.starts_with('[')),
                "{}",
                embedded.outline.name
            );
            for name in &format.before {
                assert!(find(name).is_some(), "{}: before {name}", embedded.outline.name);
            }
            for hint in &format.hints {
                if let DetectionHint::VariantOf(name) = hint {
                    assert!(find(name).is_some(), "{}: variant of {name}", embedded.outline.name);
                }
            }
        }
        assert_eq!(builtin().len(), EMBEDDED.len());
    }

    #[test]
    fn every_format_precedes_the_more_general_ones() {
        for (index, format) in builtin().iter().enumerate() {
            for name in &format.before {
                let at = builtin().iter().position(|other| other.name == *name);
                assert!(at.is_some_and(|at| at > index), "{} before {name}", format.name);
            }
        }
    }

    #[test]
    fn an_outline_says_what_the_format_says() {
        let lines = EMBEDDED.iter().flat_map(|embedded| embedded.samples());
        let lines: Vec<&[u8]> = lines.map(|sample| sample.line.as_bytes()).collect();
        for outline in outlines() {
            let format = find(outline.name).unwrap();
            assert_eq!(outline.header, format.header.as_deref());
            let is_pattern = |rule: &ContinuedRule| matches!(rule, ContinuedRule::Pattern(_));
            let has_others = !format.begins.is_empty()
                || format.header.is_some()
                || format.continued.iter().any(is_pattern);
            assert_eq!(outline.has_only_records, !has_others);
            assert_eq!(outline.is_last_resort, format.is_last_resort());
            let is_pattern = matches!(format.syntax, Syntax::Pattern(_));
            assert_eq!(outline.syntax == "pattern" || outline.syntax == "fields", is_pattern);
            let is_known = |key: &&str| {
                let is_it = |hint: &DetectionHint| matches!(hint, DetectionHint::Key(name, _) if name == key);
                format.hints.iter().any(is_it)
            };
            assert!(outline.keys.iter().all(is_known), "{}", outline.name);
            let fits = outline.line_test();
            for line in &lines {
                let is_hinted = format.hints.iter().all(|hint| hint.fits_line(line));
                assert!(fits(line) || !is_hinted, "{}", outline.name);
                // A pattern that is an outline lacks the digits at the end, and so fits more
                // lines.
                let has_digits =
                    |hint: &DetectionHint| matches!(hint, DetectionHint::EndsWithDigits(_));
                let fits_more = format.is_never_detected() || format.hints.iter().any(has_digits);
                assert!(!fits(line) || is_hinted || fits_more, "{}", outline.name);
            }
        }
    }

    #[test]
    fn names() {
        assert_eq!(find("combined").map(|preset| preset.name.as_str()), Some("combined"));
        assert!(find("Combined").is_none());
        let cases = [
            ("combind", Some("combined")),
            ("Combined", Some("combined")),
            ("nginx-tiems", Some("nginx-times")),
            ("ingress", Some("ingress-nginx")),
            ("postgresql", Some("postgres")),
            ("sysloog", Some("syslog")),
            ("jsn", Some("json")),
            ("banana", None),
            ("", None),
        ];
        for (asked, expected) in cases {
            assert_eq!(suggest(asked), expected, "{asked}");
        }
    }
}
