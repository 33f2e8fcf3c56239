//! Path and query of a request target (RFC 9112, 3.2), of an absolute URL, or of a whole request
//! line.

use std::ops::Range;

use memchr::{memchr, memchr2, memmem};

use super::Arena;

/// The path: up to `?` or `#`. The path of a URL without a path is `/`.
pub(super) fn path<'a>(text: &'a [u8], _: &'a Arena) -> Option<&'a [u8]> {
    let local = local(text)?;
    match memchr2(b'?', b'#', local).unwrap_or(local.len()) {
        0 => Some(b"/"),
        end => local.get(..end),
    }
}

/// The query: what follows the first `?`, up to `#`; empty if there is no query.
pub(super) fn query<'a>(text: &'a [u8], _: &'a Arena) -> Option<&'a [u8]> {
    let local = local(text)?;
    let end = memchr(b'#', local).unwrap_or(local.len());
    let begin = memchr(b'?', &local[..end]).map_or(end, |mark| mark + 1);
    local.get(begin..end)
}

/// The path, query and fragment of a target.
fn local(text: &[u8]) -> Option<&[u8]> {
    let target = text.get(target(text)?)?;
    target.get(authority_end(target)..)
}

/// The target: all of the text or, in a request line, the text between method and protocol. `None` if
/// there was no request.
fn target(text: &[u8]) -> Option<Range<usize>> {
    // A JSON object may be called `request` too.
    if text.is_empty() || text == b"-" || text.starts_with(b"{") || text.starts_with(b"[") {
        return None;
    }
    let method = text.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    if method == 0 || text.get(method) != Some(&b' ') {
        return Some(0..text.len());
    }
    // A target should have no blanks, but a client may send some.
    let end = memmem::rfind(text, b" HTTP/").filter(|end| *end > method).unwrap_or(text.len());
    let target = method + 1..end;
    (!target.is_empty()).then_some(target)
}

/// The offset where the path starts: after `scheme://host:port` in a URL.
fn authority_end(target: &[u8]) -> usize {
    let scheme = target.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    if scheme == 0 || target.get(scheme..scheme + 3) != Some(b"://") {
        return 0;
    }
    let host = scheme + 3;
    let end = target[host..].iter().position(|byte| matches!(byte, b'/' | b'?' | b'#'));
    end.map_or(target.len(), |end| host + end)
}
