//! The keys that programs use for one thing, as a table: `client_ip`, `clientIp` and `remote_addr`
//! are clients. The table is `roles.toml`. Standard columns are names that mean one thing in every format.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::column::{Column, ColumnKind, Origin};
use super::cut::Cut;

/// The table, in the notation its first lines describe.
const TABLE: &str = include_str!("roles.toml");

/// What follows the key of a duration, and the unit it names.
const UNITS: &[(&str, ColumnKind)] = &[
    ("", ColumnKind::Number),
    ("s", ColumnKind::Seconds),
    ("sec", ColumnKind::Seconds),
    ("secs", ColumnKind::Seconds),
    ("seconds", ColumnKind::Seconds),
    ("ms", ColumnKind::Milliseconds),
    ("msec", ColumnKind::Milliseconds),
    ("millis", ColumnKind::Milliseconds),
    ("milliseconds", ColumnKind::Milliseconds),
    ("us", ColumnKind::Microseconds),
    ("usec", ColumnKind::Microseconds),
    ("micros", ColumnKind::Microseconds),
    ("microseconds", ColumnKind::Microseconds),
    ("ns", ColumnKind::Nanoseconds),
    ("nano", ColumnKind::Nanoseconds),
    ("nanos", ColumnKind::Nanoseconds),
    ("nanoseconds", ColumnKind::Nanoseconds),
];

struct KnownKey {
    /// The key in the spelling of [`plain`].
    key: String,
    cuts: Vec<Cut>,
    /// Whether the key is a duration, whose unit may follow.
    is_duration: bool,
}

/// A column, and the keys that hold it.
pub(crate) struct KeyRole {
    pub(crate) column: String,
    keys: Vec<KnownKey>,
}

/// A key of a log that holds a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RoleField {
    /// The key as the log spells it.
    pub(crate) field: String,
    /// The cuts made of its text.
    pub(crate) cuts: &'static [Cut],
    /// What the text means.
    pub(crate) kind: ColumnKind,
}

impl KeyRole {
    /// The keys of a log that hold the column, in the order of the table.
    pub(crate) fn fields(&'static self, keys: &[String]) -> Vec<RoleField> {
        let plains: Vec<(String, &String)> = keys.iter().map(|key| (plain(key), key)).collect();
        let mut fields: Vec<RoleField> = Vec::new();
        for known in &self.keys {
            for (plain, key) in &plains {
                let kind = match known.is_duration {
                    true => plain.strip_prefix(&*known.key).and_then(unit),
                    false => (*plain == known.key).then(|| kind(&self.column)),
                };
                if let Some(kind) = kind
                    && fields.iter().all(|field| field.field != **key)
                {
                    fields.push(RoleField { field: (*key).clone(), cuts: &known.cuts, kind });
                }
            }
        }
        fields
    }
}

/// The columns that keys are known for.
pub(crate) fn roles() -> &'static [KeyRole] {
    static ROLES: OnceLock<Vec<KeyRole>> = OnceLock::new();
    ROLES.get_or_init(|| {
        let table: BTreeMap<String, Vec<String>> = toml::from_str(TABLE).unwrap_or_default();
        let role = |(column, keys): (String, Vec<String>)| {
            let keys = keys.iter().filter_map(|text| role_key(text)).collect();
            KeyRole { column, keys }
        };
        table.into_iter().map(role).collect()
    })
}

fn role_key(text: &str) -> Option<KnownKey> {
    let Origin { field, cuts } = Origin::parse(text).ok()?;
    let key = field.strip_suffix('*');
    Some(KnownKey { key: plain(key.unwrap_or(&field)), cuts, is_duration: key.is_some() })
}

fn unit(name: &str) -> Option<ColumnKind> {
    UNITS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
}

/// A key without what does not count: lower case, without `_`, `-`, `.` and blanks.
#[must_use]
pub(crate) fn plain(key: &str) -> String {
    let counts = |c: &char| !matches!(c, '_' | '-' | '.' | ' ');
    key.chars().filter(counts).flat_map(char::to_lowercase).collect()
}

/// The kind of a column of this name whose format says nothing of it.
pub(super) fn kind(name: &str) -> ColumnKind {
    match name {
        "time" => ColumnKind::Time,
        "status" => ColumnKind::Status,
        "bytes" => ColumnKind::Bytes,
        "client" => ColumnKind::Address,
        _ => ColumnKind::Text,
    }
}

/// The column that a pattern's group makes without the format's saying: of a list of addresses the
/// first is the client.
pub(super) fn of_group(group: &str) -> Column {
    let from = match group {
        "client" => parse("client | first-client"),
        group => Origin::field(group),
    };
    Column { name: group.to_owned(), kind: kind(group), from: vec![from] }
}

/// The columns that a request line (`GET /a?b=1 HTTP/1.1`) in the group `request` makes.
pub(super) fn of_request() -> impl Iterator<Item = Column> {
    let parts = [
        ("method", "request | method"),
        ("path", "request | target | path"),
        ("query", "request | target | query"),
        ("protocol", "request | protocol"),
    ];
    parts.into_iter().map(|(name, from)| Column {
        name: name.to_owned(),
        kind: ColumnKind::Text,
        from: vec![parse(from)],
    })
}

fn parse(text: &str) -> Origin {
    Origin::parse(text).unwrap_or_else(|_| Origin::field(text))
}

#[cfg(test)]
mod tests {
    use super::{TABLE, of_group, of_request, roles};
    use crate::format::ColumnKind;

    fn found(column: &str, keys: &[&str]) -> Vec<(String, ColumnKind)> {
        let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        let role = roles().iter().find(|role| role.column == column).unwrap();
        role.fields(&keys).into_iter().map(|field| (field.field, field.kind)).collect()
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        let table: std::collections::BTreeMap<String, Vec<String>> = toml::from_str(TABLE).unwrap();
        for role in roles() {
            assert_eq!(role.keys.len(), table[&role.column].len(), "{}", role.column);
        }
        assert!(roles().len() > 10);
    }

    #[test]
    fn keys_are_found_in_any_spelling() {
        let client = |key: &str| vec![(key.to_owned(), ColumnKind::Address)];
        for key in ["ClientIP", "client-ip", "client_ip", "id.orig_h", "REMOTE_ADDR", "Client IP"] {
            assert_eq!(found("client", &["x", key]), client(key), "{key}");
        }
        assert_eq!(found("client", &["clients", "ip_address_x"]), []);
        // The table's order counts, not the line's.
        assert_eq!(found("level", &["severity", "lvl"])[0].0, "lvl");
    }

    #[test]
    fn the_unit_of_a_duration_is_its_keys() {
        let kind = |key: &str| found("request_time", &[key]).first().map(|(_, kind)| *kind);
        assert_eq!(kind("duration"), Some(ColumnKind::Number));
        assert_eq!(kind("duration_ms"), Some(ColumnKind::Milliseconds));
        assert_eq!(kind("durationMillis"), Some(ColumnKind::Milliseconds));
        assert_eq!(kind("elapsedNanos"), Some(ColumnKind::Nanoseconds));
        assert_eq!(kind("response_time_us"), Some(ColumnKind::Microseconds));
        assert_eq!(kind("duration_s"), Some(ColumnKind::Seconds));
        assert_eq!(kind("duration_of_day"), None);
    }

    #[test]
    fn standard_columns_are_cut() {
        assert_eq!(of_group("client").from[0].cuts.len(), 1);
        assert!(of_group("pid").from[0].cuts.is_empty());
        assert!(of_request().all(|column| !column.from[0].cuts.is_empty()));
    }
}
