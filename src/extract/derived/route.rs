//! The route of a request: its path with ids, numbers and dates replaced by placeholders, so that
//! requests for different things of one kind are counted together.
//!
//! Each segment is masked by itself, so the route of a line depends on that line alone.

use std::net::IpAddr;

use bumpalo::collections::Vec;
use memchr::{memchr, memchr2, memchr3, memrchr};

use super::{Arena, target};

/// Bytes of the longest extension that is kept (`.html`).
const LONGEST_EXTENSION: usize = 5;
/// Bytes of a UUID.
const UUID: usize = 36;
/// Digits from which a word of hex digits is an id.
const HEX_DIGITS: usize = 8;
/// Letters and digits from which a word of both is an id.
const LONG_ID: usize = 16;
/// Letters and digits from which a word of digits and letters of both cases is an id.
const MIXED_ID: usize = 8;

/// Makes `/user/{n}/orders` of `/user/123/orders;v=1?page=2`. A path that is not UTF-8 stays as it is.
pub(super) fn route<'a>(text: &'a [u8], arena: &'a Arena) -> Option<&'a [u8]> {
    let path = target::path(text, arena)?;
    if !may_be_masked(path) && memchr(b';', path).is_none() || std::str::from_utf8(path).is_err() {
        return Some(path);
    }
    let mut route = Vec::with_capacity_in(path.len(), arena);
    for (index, segment) in path.split(|byte| *byte == b'/').enumerate() {
        if index > 0 {
            route.push(b'/');
        }
        let segment =
            segment.get(..memchr(b';', segment).unwrap_or(segment.len())).unwrap_or(segment);
        if may_be_masked(segment) {
            mask(segment, &mut route);
        } else {
            route.extend_from_slice_copy(segment);
        }
    }
    Some(route.into_bump_slice())
}

/// Whether a placeholder can stand for any of it: all of them but the address of IPv6, the email and the
/// UUID stand for texts with a decimal digit.
fn may_be_masked(text: &[u8]) -> bool {
    text.iter().any(|byte| byte.is_ascii_digit() || matches!(byte, b'@' | b':'))
        || text.len() >= UUID
}

/// Appends `segment`, or the placeholder it is replaced by.
fn mask(segment: &[u8], route: &mut Vec<'_, u8>) {
    // Most ids are numbers.
    if are_digits(segment) {
        return route.extend_from_slice_copy(b"{n}");
    }
    if let Some(placeholder) = placeholder(segment) {
        return route.extend_from_slice_copy(placeholder);
    }
    if is_version(segment) {
        return route.extend_from_slice_copy(segment);
    }
    let (stem, extension) = split_extension(segment);
    if let Some(placeholder) = stem_placeholder(stem) {
        route.extend_from_slice_copy(placeholder);
    } else {
        let mut rest = stem;
        while let Some(at) = memchr3(b'-', b'_', b'.', rest) {
            let (word, after) = rest.split_at(at);
            mask_word(word, route);
            route.push(after[0]);
            rest = &after[1..];
        }
        mask_word(rest, route);
    }
    route.extend_from_slice_copy(extension);
}

/// The placeholder of a segment that is replaced with its extension.
fn placeholder(segment: &[u8]) -> Option<&'static [u8]> {
    if is_uuid(segment) {
        return Some(b"{uuid}");
    }
    if is_address(segment) {
        return Some(b"{ip}");
    }
    is_email(segment).then_some(b"{email}")
}

/// The placeholder of a stem that is replaced as a whole.
fn stem_placeholder(stem: &[u8]) -> Option<&'static [u8]> {
    if stem.is_empty() {
        return None;
    }
    if are_digits(stem) {
        return Some(b"{n}");
    }
    if let [year @ .., b'-', _, _, b'-', _, _] = stem
        && let [_, _, _, _, b'-', month @ .., b'-', _, _] = stem
        && [year, month, &stem[stem.len() - 2..]].into_iter().all(are_digits)
        && [year.len(), month.len()] == [4, 2]
    {
        return Some(b"{date}");
    }
    is_hex(stem).then_some(b"{hex}")
}

/// Appends a word of a segment: an id, or the word with its longer numbers replaced.
fn mask_word(word: &[u8], route: &mut Vec<'_, u8>) {
    let has = |is: fn(&u8) -> bool| word.iter().any(is);
    if is_id(word, LONG_ID) && has(u8::is_ascii_alphabetic) {
        return route.extend_from_slice_copy(b"{id}");
    }
    if is_hex(word) {
        return route.extend_from_slice_copy(b"{hex}");
    }
    if is_id(word, MIXED_ID) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase) {
        return route.extend_from_slice_copy(b"{id}");
    }
    let mut rest = word;
    while let Some(begin) = rest.iter().position(u8::is_ascii_digit) {
        let (before, number) = rest.split_at(begin);
        let end = number.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(number.len());
        route.extend_from_slice_copy(before);
        let escaped = escaped_digits(before, number);
        if escaped > 0 {
            route.extend_from_slice_copy(&number[..escaped]);
            rest = &number[escaped..];
            continue;
        }
        route.extend_from_slice_copy(if end >= 2 { b"{n}" } else { &number[..end] });
        rest = &number[end..];
    }
    route.extend_from_slice_copy(rest);
}

/// How many bytes at the start of `number` belong to a percent escape that `before` begins (`%20`, `%C3`).
fn escaped_digits(before: &[u8], number: &[u8]) -> usize {
    match (before, number) {
        ([.., b'%'], [_, second, ..]) if second.is_ascii_hexdigit() => 2,
        ([.., b'%', first], _) if first.is_ascii_hexdigit() => 1,
        _ => 0,
    }
}

fn are_digits(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_digit)
}

/// At least `least` letters, digits and `=`, and a digit among them.
fn is_id(word: &[u8], least: usize) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'=';
    word.len() >= least && word.iter().all(is_plain) && word.iter().any(u8::is_ascii_digit)
}

/// At least eight hex digits, and a decimal one among them.
fn is_hex(word: &[u8]) -> bool {
    word.len() >= HEX_DIGITS
        && word.iter().all(u8::is_ascii_hexdigit)
        && word.iter().any(u8::is_ascii_digit)
}

/// `3f2504e0-4f89-11d3-9a0c-0305e82c3301` (RFC 9562).
fn is_uuid(segment: &[u8]) -> bool {
    let fits = |(at, byte): (usize, &u8)| match at {
        8 | 13 | 18 | 23 => *byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    segment.len() == UUID && segment.iter().enumerate().all(fits)
}

/// An address of IPv4, or one of IPv6 with or without brackets.
fn is_address(segment: &[u8]) -> bool {
    let bare = segment.strip_prefix(b"[").and_then(|inside| inside.strip_suffix(b"]"));
    let bare = bare.unwrap_or(segment);
    let has_form = memchr2(b'.', b':', bare).is_some();
    let text = std::str::from_utf8(bare).ok().filter(|_| has_form);
    text.is_some_and(|text| text.parse::<IpAddr>().is_ok())
}

/// `x@y.z`.
fn is_email(segment: &[u8]) -> bool {
    let Some(at) = memchr(b'@', segment) else { return false };
    let (user, host) = (&segment[..at], &segment[at + 1..]);
    let has_dot = memchr(b'.', host).is_some_and(|dot| dot > 0 && dot + 1 < host.len());
    !user.is_empty() && memchr(b'@', host).is_none() && has_dot
}

/// `v1`, `v2.1`: a version of an interface, no id.
fn is_version(segment: &[u8]) -> bool {
    let Some(rest) = segment.strip_prefix(b"v") else { return false };
    let (major, minor) = match memchr(b'.', rest) {
        Some(at) => (&rest[..at], &rest[at + 1..]),
        None => (rest, &b"0"[..]),
    };
    let is_number = |text: &[u8]| !text.is_empty() && are_digits(text);
    major.len() <= 2 && is_number(major) && is_number(minor)
}

/// A segment without its extension, and the extension with its point: a letter and at most four
/// letters and digits.
fn split_extension(segment: &[u8]) -> (&[u8], &[u8]) {
    let Some(at) = memrchr(b'.', segment).filter(|at| *at > 0) else { return (segment, b"") };
    let extension = &segment[at + 1..];
    let is_extension = extension.len() <= LONGEST_EXTENSION
        && extension.first().is_some_and(u8::is_ascii_alphabetic)
        && extension.iter().all(u8::is_ascii_alphanumeric);
    if is_extension { segment.split_at(at) } else { (segment, b"") }
}
