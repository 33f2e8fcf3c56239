//! The keys that the first lines of a source have, where lines name their fields themselves.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::delimited::Dialect;
use super::super::detect;
use crate::format::{Format, RoleField, Syntax, roles};

/// How many keys are kept: more are data, not names.
const KEYS: usize = 500;

/// How far keys are sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) struct KeySearch {
    /// How many lines are looked at.
    lines: usize,
    /// How deep objects are entered.
    depth: usize,
}

impl KeySearch {
    /// For the plan of a run, which is made at every start: few lines, so that a start stays cheap.
    pub(in crate::extract) const PLAN: Self = Self { lines: 50, depth: 4 };
    /// For lists of columns: the keys of 10,000 lines, at most [`KEYS`].
    pub(in crate::extract) const ALL: Self = Self { lines: 10_000, depth: 64 };

    /// How many lines of a wrapper are unwrapped to find the keys of the lines inside: not all of these lines
    /// have keys.
    pub(super) const fn wrapped_lines(self) -> usize {
        self.lines * 6
    }
}

/// The columns that a source's keys hold beside the columns its format names: of each the keys, the
/// likeliest first.
pub(in crate::extract) type KeyColumns = Vec<(&'static str, Vec<RoleField>)>;

/// The columns that the keys `keys` of lines of `format` hold by the table of roles, without the keys
/// that the format uses for another column.
pub(super) fn columns(format: &Format, keys: &[String]) -> KeyColumns {
    let claims = |column: &str, field: &str| {
        let others = format.columns.iter().filter(|other| other.name != column);
        others.flat_map(|other| other.fields()).any(|own| own == field)
    };
    let known = |column: &str, field: &str| {
        let own = format.column(column);
        own.is_some_and(|own| own.fields().any(|known| known == field))
    };
    let fields = |role: &'static crate::format::KeyRole| {
        let mut fields = role.fields(keys);
        let column = role.column.as_str();
        fields.retain(|found| !claims(column, &found.field) && !known(column, &found.field));
        (!fields.is_empty()).then_some((column, fields))
    };
    roles().iter().filter_map(fields).collect()
}

/// The keys of the first of `lines`, in the order they are met.
pub(in crate::extract) fn keys(
    format: &Format,
    header: Option<&[u8]>,
    dialect: Dialect,
    lines: &[&[u8]],
    search: KeySearch,
) -> Vec<String> {
    let mut keys = Keys::default();
    match &format.syntax {
        Syntax::Pattern(_) => {}
        Syntax::Csv | Syntax::Tsv => {
            names_in(format, header, dialect).into_iter().flatten().for_each(|name| keys.add(name));
        }
        Syntax::W3c(_) => {
            let names = |line: &&[u8]| {
                let text = line.strip_prefix(b"#Fields:");
                text.or_else(|| line.strip_prefix(b"#fields\t")).map(<[u8]>::to_vec)
            };
            for names in lines.iter().filter_map(names) {
                let text = String::from_utf8_lossy(&names).into_owned();
                text.split([' ', ',', '\t']).for_each(|name| keys.add(name.to_owned()));
            }
        }
        Syntax::Json => objects(lines, search, &mut keys),
        Syntax::Logfmt => pairs(lines, search, &mut keys),
        Syntax::JsonOrLogfmt => {
            objects(lines, search, &mut keys);
            pairs(lines, search, &mut keys);
        }
        Syntax::Ltsv => {
            let lines = lines.iter().take(search.lines);
            for field in lines.flat_map(|line| line.split(|byte| *byte == b'\t')) {
                if let Some(end) = field.iter().position(|byte| *byte == b':') {
                    keys.add(String::from_utf8_lossy(&field[..end]).into_owned());
                }
            }
        }
    }
    keys.order
}

/// The names in `header`, whose fields are separated as `dialect` says; `None` for a format without.
pub(super) fn names_in(
    preset: &Format,
    header: Option<&[u8]>,
    dialect: Dialect,
) -> Option<Vec<String>> {
    let header = header.map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let is_table = matches!(preset.syntax, Syntax::Csv | Syntax::Tsv);
    is_table.then(|| header.and_then(|line| dialect.header(line)).unwrap_or_default())
}

fn objects(lines: &[&[u8]], search: KeySearch, keys: &mut Keys) {
    let objects = lines.iter().filter(|line| line.trim_ascii_start().starts_with(b"{"));
    let objects = objects.take(search.lines).filter_map(|line| serde_json::from_slice(line).ok());
    for object in objects {
        keys.enter("", &object, search.depth);
    }
}

fn pairs(lines: &[&[u8]], search: KeySearch, keys: &mut Keys) {
    let pairs = lines.iter().filter_map(|line| detect::pairs(line)).take(search.lines);
    for key in pairs.flat_map(|pairs| pairs.into_iter().map(|(key, _)| key)) {
        keys.add(key);
    }
}

/// The key that most JSON objects and logfmt lines among `lines` have, the first of several.
pub(crate) fn commonest_key(lines: &[&[u8]]) -> Option<String> {
    let mut keys = Keys::default();
    objects(lines, KeySearch::ALL, &mut keys);
    pairs(lines, KeySearch::ALL, &mut keys);
    let Keys { met, mut order } = keys;
    order.reverse();
    order.into_iter().max_by_key(|key| met.get(key).copied())
}

#[derive(Debug, Default)]
struct Keys {
    /// How often each key was met.
    met: BTreeMap<String, usize>,
    /// The keys in the order they were met first.
    order: Vec<String>,
}

impl Keys {
    fn add(&mut self, key: String) {
        if let Some(count) = self.met.get_mut(&key) {
            *count += 1;
        } else if !key.is_empty() && self.order.len() < KEYS {
            self.met.insert(key.clone(), 1);
            self.order.push(key);
        }
    }

    /// Adds the paths of the values in `value`, which stands at `path`.
    fn enter(&mut self, path: &str, value: &Value, depth: usize) {
        match value {
            Value::Object(object) if depth > 0 => {
                for (key, value) in object {
                    let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                    self.enter(&path, value, depth - 1);
                }
            }
            Value::Array(values) if depth > 0 => {
                if let Some(first) = values.first() {
                    self.enter(&format!("{path}[0]"), first, depth - 1);
                }
            }
            Value::Null | Value::Object(_) | Value::Array(_) => {}
            _ => self.add(path.to_owned()),
        }
    }
}
