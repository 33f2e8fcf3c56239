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
    ("src", "client"),
    ("source_ip", "client"),
    ("peer", "client"),
    ("dst", "server"),
    ("spt", "client_port"),
    ("dpt", "port"),
    ("dst_port", "port"),
    ("proto", "protocol"),
    ("vhost", "host"),
    ("domain", "host"),
    ("server_name", "host"),
    ("http_host", "host"),
    ("http_referer", "referer"),
    ("http_user_agent", "user_agent"),
    ("useragent", "user_agent"),
    ("browser", "user_agent"),
    ("request_uri", "path"),
    ("page", "path"),
    ("resource", "path"),
    ("request_method", "method"),
    ("http_status", "status"),
    ("response", "status"),
    ("response_code", "status"),
    ("response_time", "request_time"),
    ("rt", "request_time"),
    ("elapsed", "request_time"),
    ("took", "request_time"),
    ("time_taken", "request_time"),
    ("query_time", "request_time"),
    ("pause", "request_time"),
    ("username", "user"),
    ("login", "user"),
    ("account", "user"),
    ("priority", "level"),
    ("loglevel", "level"),
    ("log_level", "level"),
    ("service", "unit"),
    ("service", "logger"),
    ("program", "logger"),
    ("process", "logger"),
    ("class", "logger"),
    ("from", "sender"),
    ("to", "recipient"),
    ("hostname", "host"),
    ("length", "bytes"),
    ("bytes_sent", "bytes"),
    ("timestamp", "time"),
    ("ts", "time"),
];

/// The columns here that another tool calls `name`, the likeliest first.
pub(super) fn columns(name: &str) -> impl Iterator<Item = &'static str> + use<> {
    let name = name.to_ascii_lowercase();
    COLUMNS.iter().filter(move |(other, _)| *other == name).map(|(_, own)| *own)
}

/// The one of `known` that `name` may mean: by meaning before spelling, and a path of JSON by its last
/// key.
pub(crate) fn nearest_column<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let last = |path: &str| path.rsplit('.').next().map_or_else(String::new, str::to_lowercase);
    let wanted = last(name);
    let mut meanings: Vec<&str> = columns(&wanted).collect();
    meanings.push(&wanted);
    let by_meaning = meanings.iter().find_map(|meant| {
        let also = COLUMNS.iter().filter(|(_, own)| own == meant).map(|(other, _)| *other);
        let words: Vec<&str> = [*meant].into_iter().chain(also).collect();
        known.iter().copied().find(|path| words.contains(&last(path).as_str()))
    });
    by_meaning.or_else(|| crate::format::closest(name, known.iter().copied())).or_else(|| {
        let keys: Vec<String> = known.iter().map(|path| last(path)).collect();
        let key = crate::format::closest(&wanted, keys.iter().map(String::as_str))?;
        known.iter().copied().find(|path| last(path) == key)
    })
}
