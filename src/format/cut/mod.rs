//! Cuts that make a column of a raw field: each takes a slice of a text and copies nothing.

mod network;
mod nginx;
mod parse;
mod request;

use memchr::{memchr, memmem, memrchr};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cut {
    /// What follows the first occurrence; `None` without one.
    After(String),
    /// What follows the last occurrence; `None` without one.
    AfterLast(String),
    /// What follows this beginning; `None` when the text begins otherwise.
    Strip(String),
    /// What precedes the first occurrence; `None` without one.
    Before(String),
    /// What precedes the last occurrence; `None` without one.
    BeforeLast(String),
    /// The text before the first occurrence; the whole text if there is no occurrence.
    UpTo(String),
    /// The whole text if it is one of these texts; else nothing.
    OneOf(Vec<String>),
    /// The first word, by blanks.
    FirstWord,
    /// The last word, by blanks.
    LastWord,
    /// The text without blanks at either end.
    Trim,
    /// The text without the newline at its end.
    Line,
    /// A number without a plus sign; `-` for a negative number, which means it was not measured.
    Unsigned,
    /// The first of a list between commas, without quotes around the list.
    FirstOfList,
    /// As [`Self::FirstOfList`]; of an IP address with a port the address alone, as of Go's `RemoteAddr`.
    FirstClient,
    /// The method of a request line such as `GET /a?b=1 HTTP/1.1`; `None` for another text.
    Method,
    /// The target of a request line, blanks and all.
    Target,
    /// The protocol of a request line.
    Protocol,
    /// The path of a target or URL, without its query; `/` where a URL has none.
    Path,
    /// The query of a target or URL, without the question mark; empty where it has none.
    Query,
    /// The host of a URL, without its port.
    Host,
    /// An address whose port, which is always there, is cut off, and the brackets of IPv6.
    Address,
    /// An IP address, without the port and brackets it may have; `None` when the text is no address, or
    /// is one that stands for any (`0.0.0.0`).
    Ip,
    /// The whole text, unless it is or ends with a time of day: a line without a host has a stamp in
    /// its place.
    NoClock,
    /// The name that syslog has for the severity of a priority: its remainder of 8 (RFC 5424, 6.2.1; the names
    /// are those of syslog.h). A text that is no number is its own level.
    Severity,
    /// All up to the quote that ends it: one that is not escaped and ends the text or precedes a
    /// comma.
    Quoted,
    /// What precedes the fields that nginx adds to a message of its error log.
    NginxProblem,
    /// The fields from the client's address on; `None` without them.
    NginxFields,
}

impl Cut {
    /// The part of `text`, if it is there.
    #[must_use]
    pub(crate) fn take<'a>(&self, text: &'a [u8]) -> Option<&'a [u8]> {
        match self {
            Self::After(mark) => text.get(first(mark, text)? + mark.len()..),
            Self::AfterLast(mark) => text.get(memmem::rfind(text, mark.as_bytes())? + mark.len()..),
            Self::Strip(beginning) => text.strip_prefix(beginning.as_bytes()),
            Self::OneOf(words) => words.iter().any(|word| word.as_bytes() == text).then_some(text),
            Self::Before(mark) => text.get(..first(mark, text)?),
            Self::BeforeLast(mark) => text.get(..memmem::rfind(text, mark.as_bytes())?),
            Self::UpTo(mark) => text.get(..first(mark, text).unwrap_or(text.len())),
            Self::FirstWord => {
                let text = text.trim_ascii_start();
                text.get(..memchr(b' ', text).unwrap_or(text.len()))
            }
            Self::LastWord => {
                let text = text.trim_ascii_end();
                text.get(memrchr(b' ', text).map_or(0, |at| at + 1)..)
            }
            Self::Trim => Some(text.trim_ascii()),
            Self::Line => Some(text.strip_suffix(b"\n").unwrap_or(text)),
            Self::Unsigned if text.starts_with(b"-") => text.get(..1),
            Self::Unsigned => Some(text.strip_prefix(b"+").unwrap_or(text)),
            Self::FirstOfList => first_of_list(text),
            // Most clients are bare addresses of IPv4.
            Self::FirstClient if !text.iter().any(|byte| matches!(byte, b',' | b':' | b'"')) => {
                Some(text)
            }
            Self::FirstClient => {
                let first = first_of_list(text)?;
                Some(network::ip(first).unwrap_or(first))
            }
            Self::Method => request::split(text).map(|request| request.method),
            Self::Target => request::split(text).map(|request| request.target),
            Self::Protocol => request::split(text)?.protocol,
            // An object of JSON has no path.
            Self::Path if text.starts_with(b"{") => None,
            Self::Path => request::path(text),
            Self::Query if text.starts_with(b"{") => None,
            Self::Query => request::query(text),
            Self::Host => request::host(text),
            Self::Address => request::address(text),
            Self::Ip => network::ip(text),
            Self::NoClock => (!network::is_clock(text)).then_some(text),
            Self::Severity => severity(text),
            Self::Quoted => text.get(..nginx::quote(text).unwrap_or(text.len())),
            Self::NginxProblem => text.get(..nginx::fields(text).map_or(text.len(), |at| at.0)),
            Self::NginxFields => text.get(nginx::fields(text)?.1..),
        }
    }
}

fn severity(text: &[u8]) -> Option<&[u8]> {
    const SEVERITIES: [&[u8]; 8] =
        [b"emerg", b"alert", b"crit", b"err", b"warning", b"notice", b"info", b"debug"];
    if !text.first()?.is_ascii_digit() {
        return Some(text);
    }
    let priority: usize = str::from_utf8(text).ok()?.parse().ok()?;
    SEVERITIES.get(priority % 8).copied()
}

/// The first of a list between commas, without quotes around the list.
#[inline]
fn first_of_list(text: &[u8]) -> Option<&[u8]> {
    let text = text.strip_prefix(b"\"").unwrap_or(text);
    let comma = text.iter().position(|byte| *byte == b',');
    let first = text.get(..comma.unwrap_or(text.len()))?;
    Some(first.strip_suffix(b"\"").unwrap_or(first))
}

/// The offset of the first `mark`. Most marks are one byte, for which no searcher is built.
#[inline]
fn first(mark: &str, text: &[u8]) -> Option<usize> {
    match *mark.as_bytes() {
        [byte] => memchr(byte, text),
        ref mark => memmem::find(text, mark),
    }
}

#[cfg(test)]
mod tests {
    use super::Cut;

    #[test]
    fn cuts() {
        let cases = [
            (Cut::After("k=".to_owned()), "a k=b k=c", Some("b k=c")),
            (Cut::AfterLast("k=".to_owned()), "a k=b k=c", Some("c")),
            (Cut::After("k=".to_owned()), "a", None),
            (Cut::Strip("k=".to_owned()), "k=k=b", Some("k=b")),
            (Cut::Strip("k=".to_owned()), "a k=b", None),
            (Cut::OneOf(vec!["a".to_owned(), "b".to_owned()]), "b", Some("b")),
            (Cut::OneOf(vec!["a".to_owned(), "b".to_owned()]), "ab", None),
            (Cut::NoClock, "web1", Some("web1")),
            (Cut::NoClock, "08:15:42", None),
            (Cut::Before("=".to_owned()), "a=b=c", Some("a")),
            (Cut::BeforeLast("=".to_owned()), "a=b=c", Some("a=b")),
            (Cut::Before("=".to_owned()), "a", None),
            (Cut::UpTo("=".to_owned()), "a", Some("a")),
            (Cut::FirstWord, " a b", Some("a")),
            (Cut::LastWord, "a b ", Some("b")),
            (Cut::LastWord, "", Some("")),
            (Cut::Trim, " a b ", Some("a b")),
            (Cut::Line, " a\n", Some(" a")),
            (Cut::Line, "a", Some("a")),
            (Cut::Unsigned, "+7", Some("7")),
            (Cut::FirstOfList, "\"a, b\"", Some("a")),
            (Cut::FirstOfList, "\"a\"", Some("a")),
            (Cut::FirstOfList, "a", Some("a")),
            (Cut::FirstClient, "\"203.0.113.7:51231, b\"", Some("203.0.113.7")),
            (Cut::FirstClient, "[::ffff:203.0.113.7]:5", Some("::ffff:203.0.113.7")),
            (Cut::FirstClient, "2001:db8::7", Some("2001:db8::7")),
            (Cut::FirstClient, "host:80", Some("host:80")),
            (Cut::Unsigned, "-1", Some("-")),
        ];
        for (part, text, expected) in cases {
            let taken = part.take(text.as_bytes());
            assert_eq!(taken, expected.map(str::as_bytes), "{part:?} of {text:?}");
        }
    }
}
