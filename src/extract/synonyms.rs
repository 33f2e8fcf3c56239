//! Names that other tools have for columns, and the names of the columns here: for the error about a
//! column that a format does not have.

/// Names of columns in other tools, and the names here.
const COLUMNS: &[(&str, &str)] = &[
    ("ip", "client"),
    ("remote_addr", "client"),
    ("remote_ip", "client"),
    ("src_ip", "client"),
    ("host_ip", "client"),
    ("url", "path"),
    ("uri", "path"),
    ("endpoint", "route"),
    ("agent", "user_agent"),
    ("ua", "user_agent"),
    ("size", "bytes"),
    ("body_bytes_sent", "bytes"),
    ("code", "status"),
    ("status_code", "status"),
    ("verb", "method"),
    ("referrer", "referer"),
    ("duration", "request_time"),
    ("latency", "request_time"),
    ("severity", "level"),
    ("msg", "message"),
    ("date", "day"),
];

/// The column here that another tool calls `name`.
pub(super) fn column(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    COLUMNS.iter().find(|(other, _)| *other == name).map(|(_, own)| *own)
}

/// The one of `known` that `name` may mean: by meaning before spelling, and a path of JSON by its last
/// key.
pub fn nearest_column<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let last = |path: &str| path.rsplit('.').next().map_or_else(String::new, str::to_lowercase);
    let wanted = last(name);
    let meant = column(&wanted).unwrap_or(&wanted);
    let also = COLUMNS.iter().filter(|(_, own)| *own == meant).map(|(other, _)| *other);
    let words: Vec<&str> = [meant].into_iter().chain(also).collect();
    let by_meaning = known.iter().copied().find(|path| words.contains(&last(path).as_str()));
    by_meaning.or_else(|| crate::format::closest(name, known.iter().copied())).or_else(|| {
        let keys: Vec<String> = known.iter().map(|path| last(path)).collect();
        let key = crate::format::closest(&wanted, keys.iter().map(String::as_str))?;
        known.iter().copied().find(|path| last(path) == key)
    })
}
