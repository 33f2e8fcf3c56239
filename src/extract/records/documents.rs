//! JSON documents of several lines inside a wrapper: each line of a document is a line of the
//! wrapper, and lines of other services may stand between the lines of a document.

use memchr::memmem;

use super::super::cut_stamp;
use super::super::encoding::Encoding;
use super::super::quoted;
use super::super::scanner::groups::{GroupFinder, Groups};
use super::partial::{OpenLines, is_cut, is_partial, may_be_cut, may_be_partial};
use super::wrapped_text::{BlockLine, OpenParts, WrappedText, member, string_at, without_newline};
use crate::format::{Column, Cut, Format, Origin, Syntax};
use crate::source::CONTINUED_LINE;

/// Columns of wrappers that name the service which wrote the line.
const SERVICE_COLUMNS: [&str; 6] = ["pod", "container", "host", "logger", "pid", "stream"];

/// Keys by which shippers (fluent-bit, vector, filebeat, the log drivers of docker) name the service that wrote
/// the wrapped line.
const SERVICE_KEYS: [&str; 14] = [
    "kubernetes.pod_name",
    "kubernetes.container_name",
    "kubernetes.pod.name",
    "kubernetes.container.name",
    "pod_name",
    "container_name",
    "container_id",
    "container.name",
    "container.id",
    "docker.container_id",
    "pod",
    "container",
    "log.file.path",
    "file",
];

/// The most documents that are open at once; a line that would begin another one stays a line.
const MAX_OPEN: usize = 64;

/// How the lines of a wrapper are taken apart.
#[derive(Debug)]
pub(crate) struct WrappedDocuments {
    /// Empty for a wrapper of JSON.
    patterns: Vec<Groups>,
    /// The groups that the patterns find, in their order.
    groups: Vec<String>,
    /// Where the wrapped text is: groups of the patterns, or keys of JSON.
    text: Vec<Origin>,
    /// Where each column of [`SERVICE_COLUMNS`] that the format has is found.
    services: Vec<Vec<Origin>>,
    /// Where the tag is that says whether the text goes on in the next line.
    tag: Vec<Origin>,
    /// Whether a text without a newline at its end goes on in the next line.
    ends_with_newline: bool,
}

/// A document whose end is not read yet.
struct OpenDocument {
    parts: OpenParts,
    /// The number of open brackets.
    depth: usize,
    /// The text of the document without the escapes of the wrapper.
    text: Vec<u8>,
}

/// What a line becomes when documents are joined.
enum JoinedLine<'b> {
    Line(&'b [u8]),
    /// The first line of a document: it now holds the whole document.
    Document(Vec<u8>),
    /// A further line of a document: written as [`CONTINUED_LINE`].
    Continued,
}

impl WrappedDocuments {
    /// For the lines of a wrapper; `None` if `format` wraps no lines.
    pub(super) fn of_wrapper(format: &Format) -> Option<Self> {
        let origins = |name: &str| Some(format.column(name)?.from.clone());
        let text = origins(format.wraps.as_deref()?)?;
        let services = SERVICE_COLUMNS.iter().filter_map(|name| format.column(name));
        let services: Vec<Vec<Origin>> =
            services.map(|column: &Column| column.from.clone()).collect();
        let tag = origins("tag").unwrap_or_default();
        let all = text.iter().chain(services.iter().flatten()).chain(&tag);
        let groups: Vec<String> = all.map(|origin| origin.field.clone()).collect();
        let patterns = match &format.syntax {
            Syntax::Pattern(patterns) => {
                patterns.iter().map(|one| Groups::of(one, &groups)).collect()
            }
            Syntax::Json => Vec::new(),
            _ => return None,
        };
        let ends_with_newline = text.iter().any(|origin| origin.cuts.contains(&Cut::Line));
        Some(Self { patterns, groups, text, services, tag, ends_with_newline })
    }

    /// Whether a line may begin a document or be a partial line. Both are looked for only if one of the
    /// first lines of a log may be one: a log of which lines may be joined is read in order by one thread.
    pub(super) fn may_begin(line: &[u8]) -> bool {
        let is_escaped = |at: usize| matches!(line.get(at + 2), Some(b'n' | b'r'));
        let ends = |at: usize| matches!(line.get(at + 3), Some(b',' | b'}'));
        line.trim_ascii_end().ends_with(b"{")
            || may_be_partial(line)
            || memmem::find_iter(line, br"{\").any(is_escaped)
            || memmem::find_iter(line, br#""{""#).any(ends)
    }

    /// The offset of the last line end in `bytes` at which no document is open. A document of more
    /// than `most` bytes is not joined: its lines stay as they are.
    pub(super) fn whole(&self, bytes: &[u8], most: usize) -> usize {
        self.walk(bytes, most).1
    }

    /// `bytes` with each document joined into its first line; the further lines become
    /// [`CONTINUED_LINE`]. `None` if there is no document.
    pub(super) fn join(&self, bytes: &[u8], most: usize) -> Option<Vec<u8>> {
        let pieces = self.walk(bytes, most).0;
        if !pieces.iter().any(|piece| matches!(piece, JoinedLine::Document(_))) {
            return None;
        }
        let mut out = Vec::with_capacity(bytes.len());
        for piece in pieces {
            match piece {
                JoinedLine::Line(line) => out.extend_from_slice(line),
                JoinedLine::Document(line) => out.extend([&line[..], b"\n"].concat()),
                JoinedLine::Continued => out.extend([CONTINUED_LINE, b"\n"].concat()),
            }
        }
        Some(out)
    }

    /// What each line of `bytes` becomes, and the offset of the last line end at which no document
    /// is open. Documents of different services may overlap one another without end: no document is
    /// begun once documents have overlapped for more than `most` bytes, so that a block ends at most
    /// `most` bytes later.
    fn walk<'b>(&self, bytes: &'b [u8], most: usize) -> (Vec<JoinedLine<'b>>, usize) {
        let (mut pieces, mut open): (Vec<JoinedLine<'b>>, Vec<OpenDocument>) =
            (Vec::new(), Vec::new());
        let mut partial = OpenLines::default();
        let mut finders: Vec<GroupFinder> = self.patterns.iter().map(Groups::finder).collect();
        let (mut begin, mut whole) = (0, 0);
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            let end = begin + line.len();
            open.retain(|document| end - document.parts.begin <= most);
            partial.retain(end, most);
            let index = pieces.len();
            pieces.push(JoinedLine::Line(line));
            let line = BlockLine { index, begin, bytes: without_newline(line) };
            let is_plain = open.is_empty() && partial.is_empty() && self.is_plain(line.bytes);
            if let Some(wrapped) =
                (!is_plain).then(|| self.wrapped(line.bytes, &mut finders)).flatten()
            {
                let may_begin = end - whole <= most;
                let has_room = may_begin && partial.len() < MAX_OPEN;
                match partial.add(&wrapped, &line, has_room) {
                    (Some(joined), _) => {
                        let index = put(&joined, &mut pieces);
                        let whole = joined.whole();
                        let line = BlockLine { index, begin: joined.begin, bytes: &whole };
                        if let Some(wrapped) = self.wrapped(line.bytes, &mut finders) {
                            add(&mut open, wrapped, &line, may_begin, &mut pieces);
                        }
                    }
                    (None, true) => {}
                    (None, false) => add(&mut open, wrapped, &line, may_begin, &mut pieces),
                }
            }
            begin = end;
            whole = if open.is_empty() && partial.is_empty() { end } else { whole };
        }
        (pieces, whole)
    }

    /// Whether a line begins neither a document nor a cut text, as far as a short look can tell.
    fn is_plain(&self, line: &[u8]) -> bool {
        let may_be_cut = if self.patterns.is_empty() { may_be_cut } else { may_be_partial };
        // A record of JSON has a bracket of its own.
        let own = usize::from(self.patterns.is_empty());
        let text = line.get(own..).unwrap_or_default();
        !may_be_cut(line) && memchr::memchr(b'{', text).is_none()
    }

    fn wrapped(&self, line: &[u8], finders: &mut [GroupFinder]) -> Option<WrappedText> {
        if self.patterns.is_empty() {
            let part = |origin: &Origin| member(line, origin.field.as_bytes());
            let (start, end) = self.text.iter().find_map(part)?;
            let text: String = serde_json::from_slice(line.get(start - 1..=end)?).ok()?;
            let columns = self.services.iter().flatten().map(|origin| origin.field.as_str());
            let keys = columns.chain(SERVICE_KEYS);
            let service: Vec<&[u8]> = keys.filter_map(|key| string_at(line, key)).collect();
            let service = service.join(&b' ');
            return Some(WrappedText {
                service,
                is_partial: self.ends_with_newline && is_cut(&text),
                text: text.into_bytes(),
                start,
                end,
            });
        }
        let mut finders = finders.iter_mut();
        let found =
            finders.find_map(|finder| finder.find(line, Encoding::Unknown).then_some(&*finder))?;
        let texts: Vec<Option<&[u8]>> = found.ranges().map(|range| line.get(range?)).collect();
        let part = |origin: &Origin| {
            let place = self.groups.iter().position(|group| *group == origin.field)?;
            origin.take(texts.get(place).copied().flatten()?)
        };
        let text = self.text.iter().find_map(part)?;
        let start = line.len() - cut_stamp::from(line, text)?.len();
        let services = self.services.iter().filter_map(|origins| origins.iter().find_map(part));
        let service = services.collect::<Vec<_>>().join(&b' ');
        let is_partial = self.tag.iter().find_map(part).is_some_and(is_partial);
        let end = start + text.len();
        Some(WrappedText { service, is_partial, text: text.to_vec(), start, end })
    }
}

/// Puts joined lines in the place of their first one, whose index it gives.
fn put(parts: &OpenParts, pieces: &mut [JoinedLine<'_>]) -> usize {
    let Some((first, others)) = parts.lines.split_first() else { return 0 };
    pieces[*first] = JoinedLine::Document(parts.whole());
    others.iter().for_each(|other| pieces[*other] = JoinedLine::Continued);
    *first
}

/// Adds a line to the document of its service in `open`, or, with `may_begin`, begins a document. What the
/// lines of a document become goes to `pieces`.
fn add(
    open: &mut Vec<OpenDocument>,
    wrapped: WrappedText,
    line: &BlockLine<'_>,
    may_begin: bool,
    pieces: &mut [JoinedLine<'_>],
) {
    let known = open.iter().position(|one| one.parts.service == wrapped.service);
    let mut document = known.map(|known| open.swap_remove(known));
    if document.as_mut().is_none_or(|document| !document.add(&wrapped, line)) {
        let has_room = may_begin && open.len() < MAX_OPEN;
        document = has_room.then(|| OpenDocument::new(wrapped, line)).flatten();
    }
    match document {
        Some(document) if document.depth > 0 => open.push(document),
        Some(document) if document.is_json() => {
            put(&document.parts, pieces);
        }
        Some(_) | None => {}
    }
}

impl OpenDocument {
    /// The document that a line begins. `None` if the line begins no document, or holds a whole
    /// document.
    fn new(wrapped: WrappedText, line: &BlockLine<'_>) -> Option<Self> {
        let depth = depth(0, &wrapped.text).filter(|depth| *depth > 0)?;
        Some(Self { parts: OpenParts::new(&wrapped, line), depth, text: wrapped.text })
    }

    /// Adds a line. False if the line cannot be a part of the document.
    fn add(&mut self, wrapped: &WrappedText, line: &BlockLine<'_>) -> bool {
        let Some(depth) = depth(self.depth, &wrapped.text) else { return false };
        self.depth = depth;
        self.text.extend([b" ", &wrapped.text[..]].concat());
        self.parts.add(b" ", wrapped, line);
        true
    }

    fn is_json(&self) -> bool {
        serde_json::from_slice::<serde_json::Value>(&self.text).is_ok()
    }
}

/// The number of brackets open after `text`, if `depth` are open before `text`. `None` if `text`
/// cannot be part of a JSON object.
fn depth(mut depth: usize, text: &[u8]) -> Option<usize> {
    let text = text.trim_ascii();
    let is_begun = depth > 0;
    let may_begin = match text.first() {
        None => return Some(depth).filter(|_| is_begun),
        Some(first) if is_begun => b"\"{}[],-0123456789tfn".contains(first),
        Some(first) => *first == b'{',
    };
    let mut at = 0;
    while let Some(byte) = text.get(at).filter(|_| may_begin) {
        match byte {
            b'"' => at = quoted::end(text, at + 1)?.quote,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        at += 1;
        if depth == 0 && at < text.len() {
            return None;
        }
    }
    may_begin.then_some(depth)
}

#[cfg(test)]
mod tests {
    use super::WrappedDocuments;
    use crate::format::find;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn joined(wrapper: &str, text: &str, most: usize) -> Option<String> {
        let documents = WrappedDocuments::of_wrapper(find(wrapper).unwrap()).unwrap();
        let joined = documents.join(text.as_bytes(), most)?;
        Some(String::from_utf8(joined).unwrap().replace('\u{1e}', "^"))
    }

    #[test]
    fn documents_of_services_are_joined_apart() {
        let text = "web-1  | {\nweb-1  |   \"a\": \"{\"\napi-1  | {\nweb-1  | }\napi-1  | ready\napi-1  | {\"b\": 1}\n";
        let expected =
            "web-1  | {   \"a\": \"{\" }\n^\napi-1  | {\n^\napi-1  | ready\napi-1  | {\"b\": 1}\n";
        assert_eq!(joined("compose", text, 1000).unwrap(), expected);
        assert_eq!(joined("compose", text, 20), None, "longer than a line may be");
    }

    #[test]
    fn text_behind_a_brace_is_no_document() {
        for text in ["web-1  | {\nweb-1  | func\nweb-1  | }\n", "web-1  | {\n", "web-1  | {}\n"] {
            assert_eq!(joined("compose", text, 1000), None, "{text}");
        }
    }

    #[test]
    fn escapes_of_a_wrapper_of_json_are_kept() {
        let line = |text: &str| format!(r#"{{"log":"{text}\n","stream":"stdout"}}"#);
        let text = ["{", r#"  \"a\": \"x\""#, "}"].map(line).join("\n");
        let expected = r#"{"log":"{\n   \"a\": \"x\"\n }\n","stream":"stdout"}"#;
        assert_eq!(joined("docker", &text, 1000).unwrap(), format!("{expected}\n^\n^\n"));
    }

    #[test]
    fn streams_of_a_wrapper_of_json_are_joined_apart() {
        let line = |text: &str, stream: &str| {
            format!(r#"{{"attrs":{{"log":"x"}},"log":"{text}\n","stream":"{stream}"}}"#)
        };
        let lines =
            [("{", "stdout"), ("plain", "stderr"), (r#"\"a\": 1"#, "stdout"), ("}", "stdout")];
        let text = lines.map(|(text, stream)| line(text, stream)).join("\n");
        let (document, plain) = (line(r#"{\n \"a\": 1\n }"#, "stdout"), line("plain", "stderr"));
        assert_eq!(joined("docker", &text, 1000).unwrap(), format!("{document}\n{plain}\n^\n^\n"));
    }

    #[test]
    fn documents_that_overlap_without_end_do_not_hold_the_block() {
        let documents = WrappedDocuments::of_wrapper(find("compose").unwrap()).unwrap();
        let pair = "a-1  | }\na-1  | {\nb-1  | }\nb-1  | {\n";
        let text = "a-1  | {\nb-1  | {\n".to_owned() + &pair.repeat(100);
        let whole = documents.whole(text.as_bytes(), 200);
        assert!(text.len() - whole <= 2 * 200, "{whole} of {}", text.len());
        let many: String = (0..200).map(|service| format!("s{service}-1  | {{\n")).collect();
        let ended = (0..200).map(|service| format!("s{service}-1  | }}\n")).collect::<String>();
        let joined = joined("compose", &(many + &ended), 100_000).unwrap();
        assert_eq!(joined.matches('^').count(), super::MAX_OPEN);
    }

    proptest! {
        #[test]
        fn blocks_may_be_cut_anywhere(
            lines in proptest::collection::vec("[ab]  \\| (\\{|\\}|\\[|\"k\": 1,|\"k\": \\{|text|\\{\\})", 0..40),
            sizes in proptest::collection::vec(1_usize..6, 40),
            most in 10_usize..80,
        ) {
            let documents = WrappedDocuments::of_wrapper(find("compose").unwrap()).unwrap();
            let join = |text: &str| match documents.join(text.as_bytes(), most) {
                Some(joined) => String::from_utf8(joined).unwrap(),
                None => text.to_owned(),
            };
            let lines: Vec<String> = lines.iter().map(|line| format!("{line}\n")).collect();
            let (mut found, mut held, mut rest) = (String::new(), String::new(), &lines[..]);
            for size in sizes {
                let (block, left) = rest.split_at(size.min(rest.len()));
                rest = left;
                held += &block.concat();
                let whole = documents.whole(held.as_bytes(), most);
                prop_assert!(whole <= held.len());
                found += &join(&held[..whole]);
                held.drain(..whole);
            }
            found += &join(&held);
            prop_assert_eq!(found, join(&lines.concat()));
        }
    }
}
