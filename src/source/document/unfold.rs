//! Takes the records out of a document, byte after byte, and keeps account of its lines.

use memchr::memchr3;

use super::shape::ONLY_MEMBER;

/// What a line of a document becomes in which no record begins: an information separator, which
/// RFC 7464 puts between JSON texts.
pub(crate) const CONTINUED_LINE: &[u8] = b"\x1e";

/// What the reader stands in, outside records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DocumentFrame {
    /// An array whose elements are records, or objects that hold them.
    Array,
    /// An object in which the array of this level is sought.
    Object,
}

/// What the bytes at hand are part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DocumentPart {
    /// Punctuation between records.
    Between,
    /// A key of an object that may hold records.
    Key,
    /// A value that holds no records, at this depth of brackets.
    Skipped(usize),
    Record,
    /// Text that is no JSON, up to the end of its line.
    Text,
}

/// The state between two bytes.
pub(super) struct Unfolder {
    path: &'static [&'static [u8]],
    frames: Vec<DocumentFrame>,
    part: DocumentPart,
    /// The brackets that are open in a record.
    open: Vec<u8>,
    in_string: bool,
    is_escaped: bool,
    /// The last byte outside strings that is no blank.
    last: u8,
    key: Vec<u8>,
    /// Whether a record begins in the current line, and whether the line has any byte.
    has_record: bool,
    has_bytes: bool,
    /// Lines since the record's first in which no record begins.
    continued: usize,
}

impl Unfolder {
    /// An unfolder of documents whose records are at `path`.
    pub(super) fn new(path: &'static [&'static [u8]]) -> Self {
        Self {
            path,
            frames: Vec::new(),
            part: DocumentPart::Between,
            open: Vec::new(),
            in_string: false,
            is_escaped: false,
            last: 0,
            key: Vec::new(),
            has_record: false,
            has_bytes: false,
            continued: 0,
        }
    }

    /// Appends the lines that `bytes` go on with to `out`.
    pub(super) fn feed(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        let mut rest = bytes;
        while let Some((byte, after)) = rest.split_first() {
            if self.in_string && !self.is_escaped {
                let length = memchr3(b'"', b'\\', b'\n', rest).unwrap_or(rest.len());
                if length > 0 {
                    self.take_text(&rest[..length], out);
                    rest = &rest[length..];
                    continue;
                }
            }
            self.take(*byte, out);
            rest = after;
        }
    }

    /// Ends the last line.
    pub(super) fn finish(&mut self, out: &mut Vec<u8>) {
        if self.has_bytes && !self.has_record {
            self.continued += 1;
        }
        match self.part {
            DocumentPart::Record | DocumentPart::Text => self.end_line(out),
            _ => self.write_continued(out),
        }
    }

    /// Takes bytes inside a string, none of them special.
    fn take_text(&mut self, text: &[u8], out: &mut Vec<u8>) {
        self.has_bytes = true;
        match self.part {
            DocumentPart::Record => out.extend_from_slice(text),
            DocumentPart::Key => self.key.extend_from_slice(text),
            _ => {}
        }
    }

    fn take(&mut self, byte: u8, out: &mut Vec<u8>) {
        if byte == b'\n' {
            return self.take_newline(out);
        }
        self.has_bytes = true;
        match self.part {
            DocumentPart::Text => out.push(byte),
            DocumentPart::Record => self.take_in_record(byte, out),
            DocumentPart::Key => self.take_in_key(byte),
            DocumentPart::Skipped(depth) => self.take_skipped(byte, depth),
            DocumentPart::Between => self.take_between(byte, out),
        }
    }

    fn take_newline(&mut self, out: &mut Vec<u8>) {
        if self.part == DocumentPart::Text {
            self.has_record = true;
            self.end_line(out);
        } else if self.in_string {
            // A string does not go on in the next line: the record is torn.
            self.in_string = false;
            self.is_escaped = false;
            if self.part == DocumentPart::Record {
                self.end_line(out);
            }
            self.part = DocumentPart::Between;
        }
        if !self.has_record {
            self.continued += 1;
        }
        (self.has_record, self.has_bytes) = (false, false);
        if self.part != DocumentPart::Record {
            self.write_continued(out);
        }
    }

    /// Follows strings; true while inside one.
    fn follows_string(&mut self, byte: u8) -> bool {
        if self.in_string {
            if self.is_escaped {
                self.is_escaped = false;
            } else if byte == b'\\' {
                self.is_escaped = true;
            } else if byte == b'"' {
                self.in_string = false;
            }
            return true;
        }
        self.in_string = byte == b'"';
        self.in_string
    }

    fn take_in_record(&mut self, byte: u8, out: &mut Vec<u8>) {
        if self.follows_string(byte) {
            out.push(byte);
            self.last = b'"';
            return;
        }
        // An object inside an object follows a colon; elsewhere the record before it is torn.
        let in_object = self.open.last() == Some(&b'{');
        if byte == b'{' && in_object && self.last != b':' {
            self.end_line(out);
            self.begin_record(out);
            return;
        }
        if byte != b'\r' {
            out.push(byte);
        }
        match byte {
            b'{' | b'[' => self.open.push(byte),
            b'}' | b']' => {
                self.open.pop();
            }
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            self.last = byte;
        }
        if self.open.is_empty() {
            self.end_line(out);
        }
    }

    fn begin_record(&mut self, out: &mut Vec<u8>) {
        self.part = DocumentPart::Record;
        self.has_record = true;
        self.open.clear();
        self.open.push(b'{');
        self.last = b'{';
        out.push(b'{');
    }

    /// Ends the line of a record or of text, and writes the lines that belong to it.
    fn end_line(&mut self, out: &mut Vec<u8>) {
        out.push(b'\n');
        self.part = DocumentPart::Between;
        self.write_continued(out);
    }

    fn write_continued(&mut self, out: &mut Vec<u8>) {
        for _ in 0..std::mem::take(&mut self.continued) {
            out.extend_from_slice(CONTINUED_LINE);
            out.push(b'\n');
        }
    }

    /// How many objects are open in which a key of the path is sought.
    fn level(&self) -> usize {
        self.frames.iter().filter(|frame| **frame == DocumentFrame::Object).count()
    }

    /// Whether the last key is the next one of the path.
    fn is_wanted(&self) -> bool {
        let wanted = self.path.get(self.level().saturating_sub(1));
        wanted.is_some_and(|wanted| *wanted == &self.key[..])
    }

    fn take_between(&mut self, byte: u8, out: &mut Vec<u8>) {
        let in_object = self.frames.last() == Some(&DocumentFrame::Object);
        match byte {
            b'"' if in_object => {
                self.key.clear();
                self.in_string = true;
                self.part = DocumentPart::Key;
            }
            b'[' if in_object && self.last == b':' => {
                match self.is_wanted() || self.path == ONLY_MEMBER {
                    true => self.frames.push(DocumentFrame::Array),
                    false => self.part = DocumentPart::Skipped(1),
                }
            }
            b'{' if in_object && !self.is_wanted() => self.part = DocumentPart::Skipped(1),
            b'{' if self.level() < self.path.len() => self.frames.push(DocumentFrame::Object),
            b'{' => return self.begin_record(out),
            b'[' => self.frames.push(DocumentFrame::Array),
            b'}' | b']' => {
                self.frames.pop();
            }
            b' ' | b'\t' | b'\r' | b',' | b':' | 0x1e => {}
            _ if self.frames.is_empty() && !self.is_mark(byte) => {
                self.part = DocumentPart::Text;
                out.push(byte);
            }
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            self.last = byte;
        }
    }

    /// Whether a byte is one of the byte order mark in front of the document.
    fn is_mark(&self, byte: u8) -> bool {
        matches!((self.last, byte), (0, 0xef) | (0xef, 0xbb) | (0xbb, 0xbf))
    }

    fn take_in_key(&mut self, byte: u8) {
        if !self.follows_string(byte) {
            return;
        }
        match self.in_string {
            true => self.key.push(byte),
            false => {
                self.part = DocumentPart::Between;
                self.last = b'"';
            }
        }
    }

    fn take_skipped(&mut self, byte: u8, depth: usize) {
        if self.follows_string(byte) {
            return;
        }
        let depth = match byte {
            b'{' | b'[' => depth + 1,
            b'}' | b']' => depth.saturating_sub(1),
            _ => depth,
        };
        self.last = byte;
        self.part = if depth == 0 { DocumentPart::Between } else { DocumentPart::Skipped(depth) };
    }
}
