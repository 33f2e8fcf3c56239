//! What gives a format away before anything is compiled: a few bytes of a line, or its keys.
//!
//! Called by the detection.

use memchr::memmem;
use serde_json::{Map, Value};

/// A condition that lines of a format meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tell {
    /// The line contains this.
    Holds(&'static str),
    /// The line's first byte is one of these.
    Starts(&'static str),
    /// The object has this key, with a value of this shape.
    Key(&'static str, Shape),
    /// The object has one of these keys.
    AnyKey(&'static [&'static str]),
    /// The object does not have this key.
    Lacks(&'static str),
    /// Other lines are those of this other format, by the same program: the format wins over it
    /// where a third of the lines are its own.
    Among(&'static str),
    /// The lines are those of another format, which detection names.
    Never,
}

/// What a value looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
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

impl Tell {
    /// Whether a line's bytes meet it; conditions on keys are met by any line.
    pub(super) fn meets_line(self, line: &[u8]) -> bool {
        match self {
            Self::Holds(text) => memmem::find(line, text.as_bytes()).is_some(),
            Self::Starts(bytes) => line.first().is_some_and(|byte| bytes.as_bytes().contains(byte)),
            Self::Key(..) | Self::AnyKey(_) | Self::Lacks(_) | Self::Among(_) => true,
            Self::Never => false,
        }
    }

    /// Whether a line's keys meet it; conditions on bytes are met by any object.
    pub(super) fn meets_keys(self, object: &Map<String, Value>) -> bool {
        match self {
            Self::Key(key, shape) => object.get(key).is_some_and(|value| shape.fits(value)),
            Self::AnyKey(keys) => keys.iter().any(|key| object.contains_key(*key)),
            Self::Lacks(key) => !object.contains_key(key),
            Self::Holds(_) | Self::Starts(_) | Self::Among(_) => true,
            Self::Never => false,
        }
    }
}

impl Shape {
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
