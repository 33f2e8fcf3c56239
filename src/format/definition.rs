//! A format's file as serde reads it, before anything in it is checked against the rest.
//!
//! `docs/presets.md` describes these keys. A user's file is read as TOML, a built-in one as the JSON that
//! `build.rs` makes of it.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::column::{ColumnKind, Origin};
use super::hint::ValueShape;

/// The keys of a format.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Definition {
    pub(super) description: Option<String>,
    pub(super) pattern: Option<Texts>,
    #[serde(default)]
    pub(super) also: Texts,
    pub(super) split: Option<Texts>,
    pub(super) fields: Option<Texts>,
    pub(super) header: Option<String>,
    pub(super) continued: Option<Texts>,
    #[serde(default)]
    pub(super) begins: Texts,
    #[serde(default)]
    pub(super) repeats: bool,
    pub(super) value: Option<String>,
    pub(super) time: Option<String>,
    pub(super) time_format: Option<String>,
    #[serde(default)]
    pub(super) year_last: bool,
    pub(super) wraps: Option<String>,
    pub(super) programs: Option<String>,
    #[serde(default)]
    pub(super) columns: Ordered<ColumnDefinition>,
    #[serde(default)]
    pub(super) detect: Detect,
    /// Read apart from the rest, as [`Samples`].
    #[serde(default, rename = "sample")]
    pub(super) _sample: IgnoredAny,
}

/// The samples of a format, whose other keys are passed over.
#[derive(Debug, Default, serde::Deserialize)]
pub(super) struct Samples {
    #[serde(default)]
    pub(super) sample: Vec<SampleDefinition>,
}

/// The keys below `detect`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Detect {
    pub(super) before: Vec<String>,
    pub(super) not_inside: Vec<String>,
    pub(super) contains: Texts,
    pub(super) contains_any: Texts,
    pub(super) starts_with: Option<String>,
    pub(super) ends_with_digits: Option<usize>,
    pub(super) keys: Ordered<ValueShape>,
    pub(super) any_key: AnyKey,
    pub(super) missing_key: Texts,
    pub(super) variant_of: Texts,
    pub(super) never: bool,
    pub(super) last_resort: bool,
    pub(super) note: Option<String>,
}

/// A line and the columns it must give.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SampleDefinition {
    pub(super) line: String,
    #[serde(default)]
    pub(super) gives: Ordered<String>,
}

/// A column: `"ms"` (its kind), `["msg", "message"]` (where it is read), or a table of both.
#[derive(Debug)]
pub(super) struct ColumnDefinition {
    pub(super) kind: Option<ColumnKind>,
    pub(super) from: Vec<Origin>,
}

#[derive(Debug, Default)]
pub(super) struct Texts(pub(super) Vec<String>);

/// Lists of keys of which a record has one each.
#[derive(Debug, Default)]
pub(super) struct AnyKey(pub(super) Vec<Vec<String>>);

/// A table whose keys keep their order.
#[derive(Debug)]
pub(super) struct Ordered<T>(pub(super) Vec<(String, T)>);

impl<T> Default for Ordered<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Ordered<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Table<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Table<T> {
            type Value = Ordered<T>;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a table")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut rows = Vec::new();
                while let Some(row) = map.next_entry()? {
                    rows.push(row);
                }
                Ok(Ordered(rows))
            }
        }
        deserializer.deserialize_map(Table(PhantomData))
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMany;
        impl<'de> Visitor<'de> for OneOrMany {
            type Value = Texts;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a text or an array of texts")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Texts, E> {
                Ok(Texts(vec![text.to_owned()]))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Texts, A::Error> {
                texts(seq).map(Texts)
            }
        }
        deserializer.deserialize_any(OneOrMany)
    }
}

impl<'de> Deserialize<'de> for AnyKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let rows = Vec::<Texts>::deserialize(deserializer)?;
        // Texts in the array itself are one list.
        match rows.iter().all(|Texts(row)| row.len() == 1) {
            true if rows.is_empty() => Ok(Self::default()),
            true => Ok(Self(vec![rows.into_iter().flat_map(|Texts(row)| row).collect()])),
            false => Ok(Self(rows.into_iter().map(|Texts(row)| row).collect())),
        }
    }
}

impl<'de> Deserialize<'de> for ColumnDefinition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Column;
        impl<'de> Visitor<'de> for Column {
            type Value = ColumnDefinition;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(
                    "a kind such as \"ms\", an array of fields, or a table of kind, unit and from",
                )
            }
            fn visit_str<E: Error>(self, kind: &str) -> Result<ColumnDefinition, E> {
                let kind = ColumnKind::named(kind).map_err(E::custom)?;
                Ok(ColumnDefinition { kind: Some(kind), from: Vec::new() })
            }
            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<ColumnDefinition, A::Error> {
                let from = origins(&texts(seq)?)?;
                Ok(ColumnDefinition { kind: None, from })
            }
            fn visit_map<A: MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<ColumnDefinition, A::Error> {
                let mut column = ColumnDefinition { kind: None, from: Vec::new() };
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "kind" => {
                            let kind = ColumnKind::named(&map.next_value::<String>()?);
                            let kind = kind.map_err(A::Error::custom)?;
                            // A unit says more than the kind it belongs to.
                            column.kind = column.kind.or(Some(kind));
                        }
                        "unit" => {
                            let kind = ColumnKind::of_unit(&map.next_value::<String>()?);
                            column.kind = Some(kind.map_err(A::Error::custom)?);
                        }
                        "from" => column.from = origins(&map.next_value::<Texts>()?.0)?,
                        other => {
                            return Err(A::Error::unknown_field(other, &["kind", "unit", "from"]));
                        }
                    }
                }
                Ok(column)
            }
        }
        deserializer.deserialize_any(Column)
    }
}

fn texts<'de, A: SeqAccess<'de>>(mut seq: A) -> Result<Vec<String>, A::Error> {
    let mut texts = Vec::new();
    while let Some(text) = seq.next_element()? {
        texts.push(text);
    }
    Ok(texts)
}

fn origins<E: Error>(texts: &[String]) -> Result<Vec<Origin>, E> {
    texts.iter().map(|text| Origin::parse(text).map_err(E::custom)).collect()
}
