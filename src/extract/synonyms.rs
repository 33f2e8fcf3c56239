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
