//! What several built-in formats share: pieces of patterns, and columns.
//!
//! Patterns come in pairs. The first has literals and negated classes only, for speed; it fails on
//! escaped quotes, lists of clients and blanks in names, which the second, `loose`, takes. Called
//! by the files under `builtin/`.

use super::column::{Column, address, bytes, of, status, text, time};
use super::part::Part;

/// A quoted field after a blank, without escapes in it.
macro_rules! quoted {
    ($name:literal) => {
        concat!(r#" "(?P<"#, $name, r#">[^"\\]*)""#)
    };
    (loose $name:literal) => {
        concat!(r#" "(?P<"#, $name, r#">[^"\\]*(?:\\.[^"\\]*)*)""#)
    };
}

/// The Common Log Format, up to the bytes sent.
macro_rules! clf {
    () => {
        concat!(
            r"^(?P<client>[^ ]+) [^ ]+ (?P<user>[^ ]+) \[(?P<time>[^\]]+)\]",
            quoted!("request"),
            " (?P<status>[0-9]+) (?P<bytes>[0-9-]+)"
        )
    };
    (loose) => {
        concat!(
            r"^(?P<client>[^ ,\[\]]*(?:, ?[^ ,\[\]]+)*) [^ ]+ ",
            // A name may have blanks; a word that is or begins with a hyphen is what stands for no
            // name, and so belongs to a line with something else in front.
            r"(?P<user>-|-?[^ \[-][^ ]*(?: [^ \[-][^ \[]*)*) \[(?P<time>[^\]]+)\]",
            quoted!(loose "request"),
            " (?P<status>[0-9-]+) (?P<bytes>[0-9-]+)"
        )
    };
}

/// The Combined Log Format: common, then referer and user agent.
macro_rules! combined {
    () => {
        concat!(clf!(), quoted!("referer"), quoted!("user_agent"))
    };
    (loose) => {
        concat!(clf!(loose), quoted!(loose "referer"), quoted!(loose "user_agent"))
    };
}

/// What precedes the program in a syslog file: RFC 3164 as most write it.
macro_rules! syslog {
    () => {
        r"^(?P<time>[A-Z][a-z][a-z] [ 0-9][0-9] [0-9:]+) (?P<host>[^ ]+) "
    };
    // With a priority, a year, a fraction; or the ISO stamps of newer daemons.
    (loose) => {
        concat!(
            r"^(?:<[0-9]+>)?(?P<time>[A-Z][a-z][a-z] +[0-9]+ (?:[0-9]{4} )?[0-9:.]+",
            r"|[0-9]{4}-[0-9]{2}-[0-9]{2}T[^ ]+) (?P<host>[^ ]+) "
        )
    };
}

/// The first of a list of addresses: the client before all proxies.
pub(super) const CLIENT: Column = address("client").from(&[of("client", &[Part::UpTo(",")])]);
/// The user the server has authenticated.
pub(super) const USER: Column = text("user");
/// The stamp.
pub(super) const TIME: Column = time("time");
/// The request line as it was logged.
pub(super) const REQUEST: Column = text("request");
/// The request's method.
pub(super) const METHOD: Column = text("method").from(&[of("request", &[Part::Method])]);
/// The request's path, without its query.
pub(super) const PATH: Column = text("path").from(&[of("request", &[Part::Target, Part::Path])]);
/// The request's query.
pub(super) const QUERY: Column = text("query").from(&[of("request", &[Part::Target, Part::Query])]);
/// The request's protocol.
pub(super) const PROTOCOL: Column = text("protocol").from(&[of("request", &[Part::Protocol])]);
/// The response's status.
pub(super) const STATUS: Column = status("status");
/// Bytes sent to the client.
pub(super) const BYTES: Column = bytes("bytes");
/// The page that linked here.
pub(super) const REFERER: Column = text("referer");
/// What the client says it is.
pub(super) const USER_AGENT: Column = text("user_agent");
/// The machine that logged, or the host asked for.
pub(super) const HOST: Column = text("host");
/// The severity.
pub(super) const LEVEL: Column = text("level");
/// The part of the program that logged.
pub(super) const LOGGER: Column = text("logger");
/// What is left for people to read.
pub(super) const MESSAGE: Column = text("message");
