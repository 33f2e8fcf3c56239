//! Standard columns: names that mean one thing in every format, with their kinds.

use super::column::{Column, ColumnKind};
use super::origin::Origin;

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
        "client" => parse("client | first-of-list"),
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
    use super::{of_group, of_request};

    #[test]
    fn standard_columns_are_cut() {
        assert_eq!(of_group("client").from[0].cuts.len(), 1);
        assert!(of_group("pid").is_plain());
        assert!(of_request().all(|column| !column.from[0].cuts.is_empty()));
    }
}
