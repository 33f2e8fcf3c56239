//! The value of an option, as a file holds it and as the command line takes it.

use std::ffi::OsString;

use toml_edit::{Array, Item, Value};

use super::catalogue::{ArgKind, PresetKey};

/// What a preset says of one option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Setting {
    /// Of an option that takes nothing: whether it is given.
    Flag(bool),
    /// The values; exactly one where the option takes one.
    Texts(Vec<String>),
}

impl Setting {
    /// Reads the value of `key` from a file.
    pub(super) fn read(key: &PresetKey, item: &Item) -> Result<Self, String> {
        let name = &key.name;
        match (key.takes, item) {
            (ArgKind::Nothing, Item::Value(Value::Boolean(on))) => Ok(Self::Flag(*on.value())),
            (ArgKind::Nothing, _) => Err(format!("{name} takes true or false, not {}", kind(item))),
            (ArgKind::Pairs, Item::Value(Value::Array(array))) => {
                let texts: Option<Vec<String>> = array.iter().map(scalar).collect();
                texts.filter(|texts| texts.len() % 2 == 0).map(Self::Texts).ok_or_else(|| {
                    format!("{name} takes pairs of texts, as in {name} = [\"a\", \"b\"]")
                })
            }
            (ArgKind::Pairs, _) => {
                Err(format!("{name} takes an array of texts, as in {name} = [\"a\", \"b\"]"))
            }
            (ArgKind::Repeated | ArgKind::List, Item::Value(Value::Array(array))) => {
                let texts: Option<Vec<String>> = array.iter().map(scalar).collect();
                texts.map(Self::Texts).ok_or_else(|| {
                    format!("{name} takes texts, as in {name} = [\"a\", \"b\"], nothing else in it")
                })
            }
            (ArgKind::One, Item::Value(value)) => scalar(value)
                .map(|text| Self::Texts(vec![text]))
                .ok_or_else(|| format!("{name} takes one text or number, not {}", kind(item))),
            (_, Item::Value(value)) => {
                scalar(value).map(|text| Self::Texts(vec![text])).ok_or_else(|| {
                    format!("{name} takes a text or an array of texts, not {}", kind(item))
                })
            }
            (_, _) => Err(format!("{name} takes a value, as in {name} = \"...\", not a table")),
        }
    }

    /// Reads the values typed for `key`. An option that takes no value may have none, `true` or
    /// `false`.
    pub(super) fn typed(key: &PresetKey, values: &[String]) -> Result<Self, String> {
        let name = &key.name;
        let words: Vec<&str> = values.iter().map(String::as_str).collect();
        match (key.takes, words.as_slice()) {
            (ArgKind::Nothing, [] | ["true"]) => Ok(Self::Flag(true)),
            (ArgKind::Nothing, ["false"]) => Ok(Self::Flag(false)),
            (ArgKind::Nothing, _) => Err(format!("--{name} takes no value")),
            (ArgKind::One, [_]) | (ArgKind::Repeated | ArgKind::List | ArgKind::Pairs, _) => {
                Ok(Self::Texts(values.to_vec()))
            }
            (ArgKind::One, _) => Err(format!("--{name} takes one value")),
        }
    }

    /// The values as [`Self::typed`] takes them.
    pub(super) fn values(&self) -> Vec<String> {
        match self {
            Self::Flag(true) => Vec::new(),
            Self::Flag(false) => vec!["false".to_owned()],
            Self::Texts(texts) => texts.clone(),
        }
    }

    /// The value in TOML. Texts with backslashes or quotes are literal strings where they can be,
    /// so that regular expressions read as they were typed.
    pub(super) fn to_toml(&self, takes: ArgKind) -> String {
        match self {
            Self::Flag(on) => on.to_string(),
            Self::Texts(texts) => match texts.as_slice() {
                [text] if takes == ArgKind::One => number(text).unwrap_or_else(|| string(text)),
                [text] => string(text),
                texts => texts.iter().map(String::as_str).collect::<Array>().to_string(),
            },
        }
    }

    /// The arguments that give the option `key` this setting.
    pub(super) fn arguments(&self, key: &PresetKey) -> Vec<OsString> {
        match self {
            Self::Flag(false) => Vec::new(),
            Self::Flag(true) => key.takes.words(&key.name, &[]),
            Self::Texts(texts) => key.takes.words(&key.name, texts),
        }
    }
}

/// A text in TOML.
pub(super) fn string(text: &str) -> String {
    Value::from(text).to_string()
}

/// `text` as a TOML integer, if it is a whole number that TOML prints as it was typed.
fn number(text: &str) -> Option<String> {
    text.parse::<i64>().ok().map(|number| number.to_string()).filter(|number| number == text)
}

/// A value as it would be typed; `None` for booleans, arrays, tables, infinity and NaN.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.value().clone()),
        Value::Integer(number) => Some(number.value().to_string()),
        Value::Float(number) => Some(number.value()).filter(|x| x.is_finite()).map(f64::to_string),
        Value::Datetime(time) => Some(time.value().to_string()),
        Value::Boolean(_) | Value::Array(_) | Value::InlineTable(_) => None,
    }
}

/// What the value is, for a message.
fn kind(item: &Item) -> &'static str {
    match item.as_value() {
        Some(Value::String(_)) => "a text",
        Some(Value::Integer(_)) => "a number",
        Some(Value::Float(number)) if number.value().is_finite() => "a number",
        Some(Value::Float(_)) => "infinity or NaN",
        Some(Value::Boolean(_)) => "a boolean",
        Some(Value::Datetime(_)) => "a time",
        Some(Value::Array(_)) => "an array",
        Some(Value::InlineTable(_)) | None => "a table",
    }
}
