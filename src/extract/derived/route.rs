//! The route of a request: its path with ids, numbers and dates replaced by placeholders, so that
//! requests for different things of one kind are counted together.
//!
//! Each segment is masked by itself, so the route of a line depends on that line alone.

use std::net::IpAddr;

use bumpalo::collections::String;
use memchr::memchr3;

use super::{Arena, target};

/// Characters of the longest extension that is kept (`.html`).
const LONGEST_EXTENSION: usize = 5;
/// Digits from which a word of hex digits is an id.
const HEX_DIGITS: usize = 8;
/// Letters and digits from which a word of both is an id.
const LONG_ID: usize = 16;
/// Letters and digits from which a word of digits and letters of both cases is an id.
const MIXED_ID: usize = 8;

/// Makes `/user/{n}/orders` of `/user/123/orders;v=1?page=2`. A path that is not UTF-8 stays as it is.
pub(super) fn route<'a>(text: &'a [u8], arena: &'a Arena) -> Option<&'a [u8]> {
    let path = target::path(text, arena)?;
    let has_ids = path.iter().any(u8::is_ascii_digit);
    if !has_ids && memchr3(b';', b'@', b':', path).is_none() {
        return Some(path);
    }
    let Ok(path) = std::str::from_utf8(path) else { return Some(path) };
    let mut route = String::with_capacity_in(path.len(), arena);
    for (index, segment) in path.split('/').enumerate() {
        if index > 0 {
            route.push('/');
        }
        let segment = segment.split_once(';').map_or(segment, |(segment, _)| segment);
        mask(segment, &mut route);
    }
    Some(route.into_bump_str().as_bytes())
}

/// Appends `segment`, or the placeholder it is replaced by.
fn mask(segment: &str, route: &mut String<'_>) {
    let bare = segment.strip_prefix('[').and_then(|inside| inside.strip_suffix(']'));
    if is_uuid(segment) {
        return route.push_str("{uuid}");
    }
    if bare.unwrap_or(segment).parse::<IpAddr>().is_ok() {
        return route.push_str("{ip}");
    }
    if is_email(segment) {
        return route.push_str("{email}");
    }
    if is_version(segment) {
        return route.push_str(segment);
    }
    let (stem, extension) = split_extension(segment);
    if let Some(placeholder) = placeholder(stem) {
        route.push_str(placeholder);
    } else {
        let mut begin = 0;
        for (at, separator) in stem.match_indices(['-', '_', '.']) {
            mask_word(&stem[begin..at], route);
            route.push_str(separator);
            begin = at + separator.len();
        }
        mask_word(&stem[begin..], route);
    }
    route.push_str(extension);
}

/// The placeholder of a stem that is replaced as a whole.
fn placeholder(stem: &str) -> Option<&'static str> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if stem.is_empty() {
        return None;
    }
    if digits(stem) {
        return Some("{n}");
    }
    if let [year, month, day] = stem.split('-').collect::<Vec<_>>()[..]
        && [year.len(), month.len(), day.len()] == [4, 2, 2]
        && [year, month, day].into_iter().all(digits)
    {
        return Some("{date}");
    }
    is_hex(stem).then_some("{hex}")
}

/// Appends a word of a segment: an id, or the word with its longer numbers replaced.
fn mask_word(word: &str, route: &mut String<'_>) {
    if is_id(word, LONG_ID) && word.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return route.push_str("{id}");
    }
    if is_hex(word) {
        return route.push_str("{hex}");
    }
    let has = |is: fn(&u8) -> bool| word.bytes().any(|byte| is(&byte));
    if is_id(word, MIXED_ID) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase) {
        return route.push_str("{id}");
    }
    let mut rest = word;
    while let Some(begin) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, number) = rest.split_at(begin);
        let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
        route.push_str(before);
        route.push_str(if end >= 2 { "{n}" } else { &number[..end] });
        rest = &number[end..];
    }
    route.push_str(rest);
}

/// At least `least` letters, digits and `=`, and a digit among them.
fn is_id(word: &str, least: usize) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'=';
    word.len() >= least && word.bytes().all(is_plain) && word.bytes().any(|b| b.is_ascii_digit())
}

/// At least eight hex digits, and a decimal one among them.
fn is_hex(word: &str) -> bool {
    word.len() >= HEX_DIGITS
        && word.bytes().all(|byte| byte.is_ascii_hexdigit())
        && word.bytes().any(|byte| byte.is_ascii_digit())
}

/// `3f2504e0-4f89-11d3-9a0c-0305e82c3301` (RFC 9562).
fn is_uuid(segment: &str) -> bool {
    let mut groups = segment.split('-');
    let is_group = |length: usize, group: Option<&str>| {
        group.is_some_and(|group| {
            group.len() == length && group.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
    };
    [8, 4, 4, 4, 12].into_iter().all(|length| is_group(length, groups.next()))
        && groups.next().is_none()
}

/// `x@y.z`.
fn is_email(segment: &str) -> bool {
    segment.split_once('@').is_some_and(|(user, host)| {
        let has_dot = host.split_once('.').is_some_and(|(a, b)| !a.is_empty() && !b.is_empty());
        !user.is_empty() && !host.contains('@') && has_dot
    })
}

/// `v1`, `v2.1`: a version of an interface, no id.
fn is_version(segment: &str) -> bool {
    let Some(rest) = segment.strip_prefix('v') else { return false };
    let (major, minor) = rest.split_once('.').unwrap_or((rest, "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    major.len() <= 2 && is_number(major) && is_number(minor)
}

/// A segment without its extension, and the extension with its point: a letter and at most four
/// letters and digits.
fn split_extension(segment: &str) -> (&str, &str) {
    let Some(at) = segment.rfind('.').filter(|at| *at > 0) else { return (segment, "") };
    let extension = &segment[at + 1..];
    let is_extension = extension.len() <= LONGEST_EXTENSION
        && extension.starts_with(|c: char| c.is_ascii_alphabetic())
        && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_extension { segment.split_at(at) } else { (segment, "") }
}
