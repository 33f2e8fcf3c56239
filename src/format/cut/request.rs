//! Request lines, targets and addresses as servers log them, whatever clients sent.
//!
//! A text that is no request line (`-`, nothing, escaped TLS bytes) has no parts; its line still
//! matches. Called by [`super::Cut`].

use memchr::{memchr, memchr2, memmem, memrchr};

pub(super) struct RequestLine<'a> {
    pub(super) method: &'a [u8],
    /// Everything up to the protocol, without blanks at either end: paths may hold some.
    pub(super) target: &'a [u8],
    /// Absent in HTTP/0.9 requests, and where the line was cut short.
    pub(super) protocol: Option<&'a [u8]>,
}

/// Splits `METHOD target HTTP/x`; `None` when the text begins with no method.
pub(super) fn split(text: &[u8]) -> Option<RequestLine<'_>> {
    let is_letter = |byte: &u8| byte.is_ascii_uppercase() || matches!(byte, b'-' | b'_');
    let (method, rest) = text.split_at(text.iter().position(|byte| !is_letter(byte))?);
    let rest = rest.strip_prefix(b" ")?;
    if !method.first()?.is_ascii_uppercase() {
        return None;
    }
    // Most lines end with a protocol of this length.
    let (target, protocol) = match rest {
        [target @ .., b' ', b'H', b'T', b'T', b'P', b'/', major, b'.', minor]
            if *major != b' ' && *minor != b' ' =>
        {
            (target, rest.get(target.len() + 1..))
        }
        _ => {
            let last = memrchr(b' ', rest).map(|at| (at, rest.get(at + 1..).unwrap_or_default()));
            match last {
                Some((at, word)) if word.starts_with(b"HTTP/") => (rest.get(..at)?, Some(word)),
                _ => (rest, None),
            }
        }
    };
    let target = target.trim_ascii();
    (!target.is_empty()).then_some(RequestLine { method, target, protocol })
}

/// Where the authority of an absolute URL ends and begins; nothing for a plain path.
fn authority(target: &[u8]) -> Option<(&[u8], &[u8])> {
    if target.first() == Some(&b'/') {
        return None;
    }
    let scheme = memmem::find(target.get(..target.len().min(32))?, b"://")?;
    let rest = target.get(scheme + 3..)?;
    let end = rest.iter().position(|byte| matches!(byte, b'/' | b'?' | b'#')).unwrap_or(rest.len());
    Some(rest.split_at(end))
}

/// The path of a target: up to `?` or `#`, after the authority of an absolute one; `/` where that
/// has none; nothing for `host:port`, as CONNECT has it.
pub(super) fn path(target: &[u8]) -> Option<&[u8]> {
    if is_host_and_port(target) {
        return None;
    }
    let Some((_, local)) = authority(target) else {
        return before_query(target).filter(|path| !path.is_empty());
    };
    let root = || {
        // A slash of `://` stands for it, so that the path is a part of the line.
        let slash = memchr(b'/', target)?;
        target.get(slash..=slash)
    };
    before_query(local).filter(|path| !path.is_empty()).or_else(root)
}

fn is_host_and_port(target: &[u8]) -> bool {
    if target.first() == Some(&b'/') {
        return false;
    }
    let Some(colon) = memrchr(b':', target) else { return false };
    let (host, port) = target.split_at(colon);
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b".-_:[]".contains(byte);
    !host.is_empty()
        && (2..=6).contains(&port.len())
        && port.iter().skip(1).all(u8::is_ascii_digit)
        && host.iter().all(plain)
}

fn before_query(target: &[u8]) -> Option<&[u8]> {
    target.get(..memchr2(b'?', b'#', target).unwrap_or(target.len()))
}

/// The query of a target: after the first `?`, up to `#`; empty if the target has no `?`.
pub(super) fn query(target: &[u8]) -> Option<&[u8]> {
    let end = memchr(b'#', target).unwrap_or(target.len());
    let whole = target.get(..end)?;
    whole.get(memchr(b'?', whole).map_or(end, |mark| mark + 1)..)
}

/// The host of an absolute URL, or of `host:port` as CONNECT has it.
pub(super) fn host(target: &[u8]) -> Option<&[u8]> {
    match authority(target) {
        Some((authority, _)) => {
            let from = memrchr(b'@', authority).map_or(0, |at| at + 1);
            let host = authority.get(from..)?;
            if host.first() == Some(&b'[') {
                bracketed(host)
            } else {
                host.split(|b| *b == b':').next()
            }
        }
        None if target.first() == Some(&b'/') => None,
        None => address(target),
    }
}

fn bracketed(text: &[u8]) -> Option<&[u8]> {
    text.get(1..memchr(b']', text)?)
}

/// An address without its port: `192.0.2.1:80`, `[2001:db8::1]:80`, `2001:db8::1:80`.
pub(super) fn address(text: &[u8]) -> Option<&[u8]> {
    if text.first() == Some(&b'[') {
        return bracketed(text);
    }
    let end = memrchr(b':', text).unwrap_or(text.len());
    text.get(..end).filter(|host| !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{address, host, path, query, split};

    fn text(bytes: Option<&[u8]>) -> Option<&str> {
        bytes.map(|bytes| std::str::from_utf8(bytes).unwrap())
    }

    #[test]
    fn request_lines() {
        let cases = [
            ("GET / HTTP/1.1", Some(("GET", "/", Some("HTTP/1.1")))),
            ("GET /a b?c d HTTP/2.0", Some(("GET", "/a b?c d", Some("HTTP/2.0")))),
            ("GET /old", Some(("GET", "/old", None))),
            ("M-SEARCH * HTTP/1.1", Some(("M-SEARCH", "*", Some("HTTP/1.1")))),
            ("GET  /b  HTTP/1.1", Some(("GET", "/b", Some("HTTP/1.1")))),
            ("-", None),
            ("", None),
            (" ", None),
            ("GET ", None),
            ("GET  HTTP/1.1", None),
            (r"\x16\x03\x01 \x02", None),
            ("<BADREQ>", None),
        ];
        for (line, expected) in cases {
            let found = split(line.as_bytes()).map(|request| {
                let method = text(Some(request.method)).unwrap();
                (method, text(Some(request.target)).unwrap(), text(request.protocol))
            });
            assert_eq!(found, expected, "{line:?}");
        }
    }

    #[test]
    fn targets() {
        let cases = [
            ("/a?b=1#c", Some("/a"), "b=1", None),
            ("/a#c?d", Some("/a"), "", None),
            ("/a?u=http://x/y", Some("/a"), "u=http://x/y", None),
            ("https://u@example.com:443/a?b", Some("/a"), "b", Some("example.com")),
            ("http://[2001:db8::1]:80/", Some("/"), "", Some("2001:db8::1")),
            ("http://example.com", Some("/"), "", Some("example.com")),
            ("http://example.com?x", Some("/"), "x", Some("example.com")),
            ("example.com:443", None, "", Some("example.com")),
            ("[2001:db8::1]:443", None, "", Some("2001:db8::1")),
            ("/a:443", Some("/a:443"), "", None),
            ("", None, "", None),
        ];
        for (target, its_path, its_query, its_host) in cases {
            let bytes = target.as_bytes();
            assert_eq!(text(path(bytes)), its_path, "{target}");
            assert_eq!(text(query(bytes)), Some(its_query), "{target}");
            assert_eq!(text(host(bytes)), its_host, "{target}");
        }
        assert_eq!(text(address(b"192.0.2.1:80")), Some("192.0.2.1"));
        assert_eq!(text(address(b"2001:db8::1:80")), Some("2001:db8::1"));
        assert_eq!(text(address(b"[2001:db8::1]:80")), Some("2001:db8::1"));
        assert_eq!(address(b":80"), None);
        assert_eq!(address(b"["), None);
    }
}
