//! The built-in formats: the files under `formats/`, each read when it is asked for.
//!
//! `build.rs` writes the rules of each file, all but its samples, as JSON: all of them are read in a
//! tenth of the time that TOML takes, and detection needs all of them.

use std::sync::OnceLock;

use super::{Format, Sample, closest, order};

/// A file under `formats/`, embedded by `build.rs`.
struct Embedded {
    name: &'static str,
    text: &'static str,
    /// The file without its samples, as JSON.
    rules: &'static str,
    format: OnceLock<Option<Format>>,
    samples: OnceLock<Vec<Sample>>,
}

impl Embedded {
    const fn new(name: &'static str, text: &'static str, rules: &'static str) -> Self {
        Self { name, text, rules, format: OnceLock::new(), samples: OnceLock::new() }
    }

    /// The format, read once. A test reads all files, so `None` does not occur.
    fn format(&'static self) -> Option<&'static Format> {
        self.format.get_or_init(|| Format::read_builtin(self.name, self.rules)).as_ref()
    }

    fn samples(&'static self) -> &'static [Sample] {
        let read = || Format::read(self.name, self.text, &[]);
        self.samples.get_or_init(|| read().map(|(_, samples)| samples).unwrap_or_default())
    }
}

// `EMBEDDED`: every file, by name.
include!(concat!(env!("OUT_DIR"), "/formats.rs"));

fn embedded(name: &str) -> Option<&'static Embedded> {
    let at = EMBEDDED.binary_search_by(|embedded| embedded.name.cmp(name)).ok()?;
    EMBEDDED.get(at)
}

/// The names of the built-in formats, ascending.
pub fn names() -> impl Iterator<Item = &'static str> {
    EMBEDDED.iter().map(|embedded| embedded.name)
}

/// The built-in name most like a mistyped one, if any is.
#[must_use]
pub fn suggest(name: &str) -> Option<&'static str> {
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
pub fn text(name: &str) -> Option<&'static str> {
    embedded(name).map(|embedded| embedded.text)
}

/// What a built-in format is, without reading its file as TOML.
#[must_use]
pub fn description(name: &str) -> Option<&'static str> {
    let lines = embedded(name)?.text.lines();
    let mut described = lines.filter_map(|line| line.strip_prefix("description = \""));
    described.next()?.strip_suffix('"')
}

/// Every built-in format, in the order in which detection tries them: a format stands before the
/// more general ones that its file names.
pub fn builtin() -> &'static [&'static Format] {
    static FORMATS: OnceLock<Vec<&Format>> = OnceLock::new();
    FORMATS.get_or_init(|| order::sorted(EMBEDDED.iter().filter_map(Embedded::format)))
}

#[cfg(test)]
mod tests {
    use super::{EMBEDDED, builtin, description, suggest};
    use crate::format::{DetectionHint, Format, find};

    #[test]
    fn every_file_is_a_format() {
        for embedded in &EMBEDDED {
            let read = Format::read(embedded.name, embedded.text, &[]);
            let (format, samples) =
                read.unwrap_or_else(|error| panic!("{}: {error:?}", embedded.name));
            assert_eq!(find(embedded.name), Some(&format));
            assert!(samples.len() >= 2, "{} has too few samples", embedded.name);
            assert_eq!(description(embedded.name), Some(format.description.as_str()));
            // Copied into a user's file below [preset.NAME.format] it must stay one table.
            assert!(!embedded.text.lines().any(|line| line.starts_with('[')), "{}", embedded.name);
            for name in &format.before {
                assert!(find(name).is_some(), "{}: before {name}", embedded.name);
            }
            for hint in &format.hints {
                if let DetectionHint::VariantOf(name) = hint {
                    assert!(find(name).is_some(), "{}: variant of {name}", embedded.name);
                }
            }
        }
        assert_eq!(builtin().len(), EMBEDDED.len());
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
