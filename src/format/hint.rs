//! What gives a format away before any pattern is compiled: a few bytes of a line, or its keys. Built-in formats
//! have an outline, from which detection knows more before the format is read.

use memchr::memmem;
use memchr::memmem::Finder;
use serde_json::{Map, Value};

/// A condition that lines of a format meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DetectionHint {
    /// The line contains this.
    Contains(String),
    /// The line contains one of these.
    ContainsAny(Vec<String>),
    /// The line's first byte is one of these.
    StartsWithAny(String),
    /// The line ends with a whole number of at least as many digits.
    EndsWithDigits(usize),
    /// The object has this key, with a value of this shape.
    Key(String, ValueShape),
    /// The object has one of these keys.
    AnyKey(Vec<String>),
    /// The object does not have this key.
    MissingKey(String),
    /// Other lines have this other format, of the program that writes both: the format wins over it
    /// where a third of the lines are its own.
    VariantOf(String),
    /// The lines have another format, which detection names.
    NotDetected,
    /// Lines of many formats fit: the format is named only where no other is.
    LastResort,
}

/// What a value looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ValueShape {
    /// Anything.
    Any,
    Number,
    Text,
    Object,
    /// A text that begins with an upper-case letter.
    Upper,
    /// A text that begins with a lower-case letter.
    Lower,
}

impl DetectionHint {
    /// Whether the bytes of `line` meet the condition; a condition on keys holds for any line.
    pub(crate) fn fits_line(&self, line: &[u8]) -> bool {
        match self {
            Self::Contains(text) => memmem::find(line, text.as_bytes()).is_some(),
            Self::ContainsAny(texts) => {
                texts.iter().any(|text| memmem::find(line, text.as_bytes()).is_some())
            }
            Self::StartsWithAny(bytes) => {
                line.first().is_some_and(|byte| bytes.as_bytes().contains(byte))
            }
            Self::EndsWithDigits(least) => {
                let digits = line.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
                digits >= *least && line.iter().rev().nth(digits) == Some(&b' ')
            }
            Self::Key(..)
            | Self::AnyKey(_)
            | Self::MissingKey(_)
            | Self::VariantOf(_)
            | Self::LastResort => true,
            Self::NotDetected => false,
        }
    }

    /// Whether the keys of `object` meet the condition; a condition on bytes holds for any object.
    pub(crate) fn fits_keys(&self, object: &Map<String, Value>) -> bool {
        match self {
            Self::Key(key, shape) => object.get(key).is_some_and(|value| shape.fits(value)),
            Self::AnyKey(keys) => keys.iter().any(|key| object.contains_key(key)),
            Self::MissingKey(key) => !object.contains_key(key),
            Self::Contains(_)
            | Self::ContainsAny(_)
            | Self::StartsWithAny(_)
            | Self::EndsWithDigits(_)
            | Self::VariantOf(_)
            | Self::LastResort => true,
            Self::NotDetected => false,
        }
    }
}

/// A test of whether the bytes of a line meet the conditions `hints`. Texts are made ready to be sought once.
pub(crate) fn line_test(hints: &[DetectionHint]) -> impl Fn(&[u8]) -> bool {
    let finders = |hint: &DetectionHint| -> Vec<Finder<'static>> {
        let texts = match hint {
            DetectionHint::Contains(text) => std::slice::from_ref(text),
            DetectionHint::ContainsAny(texts) => texts,
            _ => &[],
        };
        texts.iter().map(|text| Finder::new(text).into_owned()).collect()
    };
    let hints: Vec<_> = hints.iter().map(|hint| (hint, finders(hint))).collect();
    move |line| {
        hints.iter().all(|(hint, finders)| match hint {
            DetectionHint::Contains(_) | DetectionHint::ContainsAny(_) => {
                finders.iter().any(|finder| finder.find(line).is_some())
            }
            hint => hint.fits_line(line),
        })
    }
}

impl ValueShape {
    fn fits(self, value: &Value) -> bool {
        let begins = |test: fn(&u8) -> bool| {
            value.as_str().and_then(|text| text.as_bytes().first()).is_some_and(test)
        };
        match self {
            Self::Any => true,
            Self::Number => value.is_number(),
            Self::Text => value.is_string(),
            Self::Object => value.is_object(),
            Self::Upper => begins(u8::is_ascii_uppercase),
            Self::Lower => begins(u8::is_ascii_lowercase),
        }
    }
}

/// The parts of a format's file that tell whether lines may have the format; `build.rs` writes them.
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
    /// Whether lines may have the texts that lines of the format have, if `may_have` says so of each text.
    pub(crate) fn may_be_in(&self, may_have: impl Fn(&[u8]) -> bool) -> bool {
        let may_be = |text: &&str| may_have(text.as_bytes());
        self.header.as_ref().is_some_and(may_be)
            || self.contains.iter().all(may_be)
                && (self.contains_any.is_empty() || self.contains_any.iter().any(may_be))
    }

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
