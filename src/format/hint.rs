//! What gives a format away before any pattern is compiled: a few bytes of a line, or its keys.

use memchr::memmem;
use serde_json::{Map, Value};

/// A condition that lines of a format meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DetectionHint {
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
pub enum ValueShape {
    /// Anything.
    Any,
    /// A number.
    Number,
    /// A text.
    Text,
    /// An object.
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
