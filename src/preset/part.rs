//! Cuts that make a column of a raw field: every one takes a slice and copies nothing.
//!
//! Called by [`super::Origin::take`].

use memchr::{memchr, memmem, memrchr};

use super::{network, nginx, request};

/// A cut of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What follows the first occurrence; nothing where there is none.
    After(&'static str),
    /// What follows the last occurrence; nothing where there is none.
    AfterLast(&'static str),
    /// What follows this beginning; nothing where the text begins otherwise.
    Strip(&'static str),
    /// What precedes the first occurrence; nothing where there is none.
    Before(&'static str),
    /// What precedes the last occurrence; nothing where there is none.
    BeforeLast(&'static str),
    /// What precedes the first occurrence; all of it where there is none.
    UpTo(&'static str),
    /// All of it where it is one of these; else nothing.
    OneOf(&'static [&'static str]),
    /// The first word, by blanks.
    FirstWord,
    /// The last word, by blanks.
    LastWord,
    /// The text without blanks at either end.
    Trim,
    /// The text without the newline at its end.
    Line,
    /// A number without a plus sign; nothing where it is negative, which means it was not measured.
    Unsigned,
    /// The method of a request line such as `GET /a?b=1 HTTP/1.1`; nothing where it is none.
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
    /// An IP address, without the port and brackets it may have; nothing where the text is none, or
    /// is one that stands for any (`0.0.0.0`).
    Ip,
    /// All of it, unless it is or ends with a time of day: a stamp where a host may be missing.
    NoClock,
    /// All up to the quote that ends it: one that is not escaped and ends the text or precedes a
    /// comma.
    Quoted,
    /// What precedes the fields that nginx adds to a message of its error log.
    NginxProblem,
    /// Those fields, from the client's address on; nothing where there are none.
    NginxFields,
}

impl Part {
    /// The part of `text`, if it is there.
    pub fn take(self, text: &[u8]) -> Option<&[u8]> {
        match self {
            Self::After(mark) => text.get(memmem::find(text, mark.as_bytes())? + mark.len()..),
            Self::AfterLast(mark) => text.get(memmem::rfind(text, mark.as_bytes())? + mark.len()..),
            Self::Strip(beginning) => text.strip_prefix(beginning.as_bytes()),
            Self::OneOf(words) => words.iter().any(|word| word.as_bytes() == text).then_some(text),
            Self::Before(mark) => text.get(..memmem::find(text, mark.as_bytes())?),
            Self::BeforeLast(mark) => text.get(..memmem::rfind(text, mark.as_bytes())?),
            Self::UpTo(mark) => {
                text.get(..memmem::find(text, mark.as_bytes()).unwrap_or(text.len()))
            }
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
            Self::Unsigned if text.starts_with(b"-") => None,
            Self::Unsigned => Some(text.strip_prefix(b"+").unwrap_or(text)),
            Self::Method => request::split(text).map(|request| request.method),
            Self::Target => request::split(text).map(|request| request.target),
            Self::Protocol => request::split(text)?.protocol,
            Self::Path => request::path(text),
            Self::Query => request::query(text),
            Self::Host => request::host(text),
            Self::Address => request::address(text),
            Self::Ip => network::ip(text),
            Self::NoClock => (!network::is_clock(text)).then_some(text),
            Self::Quoted => text.get(..nginx::quote(text).unwrap_or(text.len())),
            Self::NginxProblem => text.get(..nginx::fields(text).map_or(text.len(), |at| at.0)),
            Self::NginxFields => text.get(nginx::fields(text)?.1..),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Part;

    #[test]
    fn cuts() {
        let cases = [
            (Part::After("k="), "a k=b k=c", Some("b k=c")),
            (Part::AfterLast("k="), "a k=b k=c", Some("c")),
            (Part::After("k="), "a", None),
            (Part::Strip("k="), "k=k=b", Some("k=b")),
            (Part::Strip("k="), "a k=b", None),
            (Part::OneOf(&["a", "b"]), "b", Some("b")),
            (Part::OneOf(&["a", "b"]), "ab", None),
            (Part::NoClock, "web1", Some("web1")),
            (Part::NoClock, "08:15:42", None),
            (Part::Before("="), "a=b=c", Some("a")),
            (Part::BeforeLast("="), "a=b=c", Some("a=b")),
            (Part::Before("="), "a", None),
            (Part::UpTo("="), "a", Some("a")),
            (Part::FirstWord, " a b", Some("a")),
            (Part::LastWord, "a b ", Some("b")),
            (Part::LastWord, "", Some("")),
            (Part::Trim, " a b ", Some("a b")),
            (Part::Line, " a\n", Some(" a")),
            (Part::Line, "a", Some("a")),
            (Part::Unsigned, "+7", Some("7")),
            (Part::Unsigned, "-1", None),
        ];
        for (part, text, expected) in cases {
            let taken = part.take(text.as_bytes());
            assert_eq!(taken, expected.map(str::as_bytes), "{part:?} of {text:?}");
        }
    }
}
