//! Partial lines of container logs: containerd and CRI-O cut a line of more than 16 KiB into lines with the tag
//! `P`, the last of which has the tag `F` (the logging format of the Kubernetes CRI). Docker's json-file driver
//! cuts it into records of which the last alone ends with a newline: each other record holds 16,384 bytes.

use super::wrapped_text::{BlockLine, OpenParts, WrappedText, member};

/// Whether a tag says that the next line of the stream goes on with the text.
pub(super) fn is_partial(tag: &[u8]) -> bool {
    tag == b"P" || tag.starts_with(b"P:")
}

/// The fewest bytes of the text of a record that docker cut. Docker cuts after 16,384 bytes; a shipper may have
/// taken blanks off the end.
const SHORTEST_CUT: usize = 16_000;

/// Whether a line of a wrapper of JSON is long enough for a text that docker cut.
pub(super) fn may_be_cut(line: &[u8]) -> bool {
    line.len() >= SHORTEST_CUT
}

/// Whether docker cut the text of a record. Shippers leave out the newline of whole texts too, but whole texts
/// are seldom as long.
pub(super) fn is_cut(text: &str) -> bool {
    text.len() >= SHORTEST_CUT && !text.ends_with('\n')
}

/// Whether a line looks like a partial line.
pub(super) fn may_be_partial(line: &[u8]) -> bool {
    [" stdout P", " stderr P"]
        .iter()
        .any(|tag| memchr::memmem::find(line, tag.as_bytes()).is_some())
        || may_be_cut(line) && is_partial_log(line)
}

/// Whether the `log` of a record of docker's has no newline at its end.
fn is_partial_log(line: &[u8]) -> bool {
    let log = member(line, b"log").and_then(|(start, end)| line.get(start..end));
    log.is_some_and(|log| !log.ends_with(br"\n"))
}

/// The lines whose last part is not read yet, at most one of each service.
#[derive(Default)]
pub(super) struct OpenLines(Vec<OpenParts>);

impl OpenLines {
    /// Forgets the lines that would be longer than `most` bytes at the offset `end`.
    pub(super) fn retain(&mut self, end: usize, most: usize) {
        self.0.retain(|open| end - open.begin <= most);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds a part: the parts of the line if `line` is its last part, and whether `line` is a part at all. A line
    /// is begun only with `has_room`.
    pub(super) fn add(
        &mut self,
        wrapped: &WrappedText,
        line: &BlockLine<'_>,
        has_room: bool,
    ) -> (Option<OpenParts>, bool) {
        let known = self.0.iter().position(|open| open.service == wrapped.service);
        let open = known.map(|known| self.0.swap_remove(known)).map(|mut open| {
            open.add(b"", wrapped, line);
            open
        });
        if !wrapped.is_partial {
            let is_part = open.is_some();
            return (open, is_part);
        }
        let open = open.or_else(|| has_room.then(|| OpenParts::new(wrapped, line)));
        let is_part = open.is_some();
        self.0.extend(open);
        (None, is_part)
    }
}
