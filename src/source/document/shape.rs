//! Whether a source is a JSON document, and where in it the records are.

use memchr::memmem;
use serde::de::IgnoredAny;

/// How the records of a source stand in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum DocumentShape {
    /// One a line.
    Lines,
    /// In a document: in the arrays or objects that these keys name, each inside the one before or an element
    /// of it. Without keys the outermost objects, or the elements of the outermost array, are the records.
    Document(&'static [&'static [u8]]),
}

/// Where records are in an object that may have other members.
struct Container {
    path: &'static [&'static [u8]],
    /// A key that the first bytes must have, where that of the path may be a member of any record.
    beside: &'static [u8],
}

const fn container_of(path: &'static [&'static [u8]], beside: &'static [u8]) -> Container {
    Container { path, beside }
}

/// The known containers: of AWS, Azure and OpenTelemetry; lists of Kubernetes; the answers of CloudWatch Logs
/// and of Elasticsearch.
const CONTAINERS: &[Container] = &[
    container_of(&[b"Records"], b""),
    container_of(&[b"records"], b""),
    container_of(&[b"logEvents"], b""),
    container_of(&[b"resourceLogs", b"scopeLogs", b"logRecords"], b""),
    container_of(&[b"items"], b"\"apiVersion\""),
    container_of(&[b"events"], b"\"ingestionTime\""),
    container_of(&[b"hits", b"hits", b"_source"], b"\"_source\""),
];

/// The place of a container whose key is not among [`CONTAINERS`]: the only array of objects of its object.
pub(super) const ONLY_MEMBER: &[&[u8]] = &[b""];

/// Bytes at the beginning of a source by which it is decided whether it is a document.
pub(in crate::source) const SHAPE_BYTES: usize = 64 << 10;

const MARK: &[u8] = b"\xef\xbb\xbf";

/// `bytes` without a byte order mark and blanks before them.
pub(super) fn skip_blank(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(MARK).unwrap_or(bytes).trim_ascii_start()
}

impl DocumentShape {
    /// The shape of a source that begins with `head`; `None` if more bytes are needed to know it. With
    /// `is_all` there are no more bytes, and the shape is always known.
    pub(super) fn of(head: &[u8], is_all: bool) -> Option<Self> {
        let head = skip_blank(head);
        match head.first() {
            Some(b'{') => {}
            Some(b'[') => {
                let rest = skip_blank(&head[1..]);
                let after = skip_blank(rest.get(1..).unwrap_or_default());
                return match (rest.first(), after.first()) {
                    (Some(b'{'), Some(b'"' | b'}')) => Some(Self::Document(&[])),
                    (None, _) | (Some(b'{'), None) if !is_all => None,
                    _ => Some(Self::Lines),
                };
            }
            None if !is_all => return None,
            _ => return Some(Self::Lines),
        }
        let mut values = serde_json::Deserializer::from_slice(head).into_iter::<IgnoredAny>();
        let (value, is_whole) = match values.next() {
            Some(Ok(_)) => (&head[..values.byte_offset()], true),
            Some(Err(error)) if error.is_eof() && is_all => (head, false),
            Some(Err(error)) if error.is_eof() => return None,
            _ => return Some(Self::Lines),
        };
        let is_over_lines = value.contains(&b'\n');
        let (found, needs_to_be_alone) = container(value, is_whole).unzip();
        // One of many records may have the members of the container.
        if needs_to_be_alone == Some(true) && is_whole {
            let is_alone = skip_blank(&head[value.len()..]).is_empty();
            if is_alone && !is_all {
                return None;
            }
            if !is_alone {
                return Some(if is_over_lines { Self::Document(&[]) } else { Self::Lines });
            }
        }
        Some(match found {
            Some(path) => Self::Document(path),
            None if is_over_lines => Self::Document(&[]),
            None => Self::Lines,
        })
    }
}

/// Keys of records, which no page of records has.
const RECORD_KEYS: [&[u8]; 8] =
    [b"time", b"timestamp", b"@timestamp", b"ts", b"level", b"severity", b"message", b"msg"];

/// Where the records are in an object that holds them in an array, and whether any record may be made like the
/// object.
fn container(object: &[u8], is_whole: bool) -> Option<(&'static [&'static [u8]], bool)> {
    let mut rest = object.get(1..)?;
    let (mut members, mut arrays, mut others) = (0, 0, 0);
    loop {
        rest = rest.trim_ascii_start();
        rest = rest.strip_prefix(b",").unwrap_or(rest).trim_ascii_start();
        let Some(text) = rest.strip_prefix(b"\"") else { break };
        let Some(end) = string_end(text) else { break };
        let key = &text[..end];
        let Some(value) = text[end + 1..].trim_ascii_start().strip_prefix(b":") else { break };
        let value = value.trim_ascii_start();
        members += 1;
        let elements = value.strip_prefix(b"[").map(<[u8]>::trim_ascii_start);
        let is_array = elements.is_some_and(|elements| elements.starts_with(b"{"));
        let is_known = |container: &&Container| {
            container.path.first() == Some(&key) && memmem::find(object, container.beside).is_some()
        };
        if is_array || value.starts_with(b"{") {
            let known = CONTAINERS
                .iter()
                .find(is_known)
                .filter(|known| is_array || known.path.get(1) == Some(&key));
            if let Some(known) = known {
                let is_one_line = !object.contains(&b'\n');
                return Some((known.path, !known.beside.is_empty() && is_one_line));
            }
        }
        arrays += usize::from(is_array);
        let is_nested = value.starts_with(b"{") || value.starts_with(b"[");
        others += usize::from(!is_array && (is_nested || RECORD_KEYS.contains(&key)));
        let Some(length) = value_length(value) else { break };
        rest = &value[length..];
    }
    let is_only = arrays == 1 && others == 0;
    // An array that fills the first bytes is long enough to be what the document is about.
    (is_only && (is_whole || object.len() >= SHAPE_BYTES / 2)).then_some((ONLY_MEMBER, members > 1))
}

/// Where the string ends whose first byte after the quote `text` begins with.
fn string_end(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr::memchr2(b'"', b'\\', text.get(at..)?)?;
        if text.get(at) == Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

/// The length of the JSON value that `text` begins with, if it is whole.
fn value_length(text: &[u8]) -> Option<usize> {
    let mut values = serde_json::Deserializer::from_slice(text).into_iter::<IgnoredAny>();
    match values.next() {
        Some(Ok(_)) => Some(values.byte_offset()),
        _ => None,
    }
}
