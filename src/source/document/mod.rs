//! Unfolds JSON documents while they are read: each record of a document becomes a line.
//!
//! A document is an object over several lines, an array of objects, or an object with an array that
//! holds the records (`{"Records":[..]}`). The first value of a source decides ([`shape`]); a source of
//! one object a line is passed on as it is. [`unfold`] streams: no record is held.

mod shape;
mod unfold;

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::block::read_once;
use shape::DocumentShape;
pub(super) use shape::SHAPE_BYTES;
pub(crate) use unfold::CONTINUED_LINE;
use unfold::Unfolder;

/// Bytes read at a time.
const READ_BYTES: usize = 64 << 10;

/// Whether a source that begins with `head` may be a document.
pub(super) fn may_be_document(head: &[u8]) -> bool {
    matches!(shape::skip_blank(head).first(), Some(b'{' | b'['))
}

/// Whether a source is a document that begins with `head`: all of it, or [`SHAPE_BYTES`] bytes.
pub(super) fn is_document(head: &[u8]) -> bool {
    matches!(DocumentShape::of(head, true), Some(DocumentShape::Document(_)))
}

/// A reader of lines, a record of a document each.
pub(super) struct DocumentReader {
    inner: Box<dyn Read + Send>,
    /// `None` until the first bytes have decided.
    unfolder: Option<Unfolder>,
    is_decided: bool,
    ended: bool,
    /// Bytes for the caller, and how many of them were handed out.
    ready: Vec<u8>,
    taken: usize,
    /// How many bytes of input were read for the bytes handed out; the caller takes the number and sets it
    /// to 0.
    consumed: Arc<AtomicU64>,
}

impl DocumentReader {
    /// The lines of `inner`.
    pub(super) fn new(inner: Box<dyn Read + Send>) -> Self {
        let (ready, consumed) = (Vec::new(), Arc::default());
        let (unfolder, is_decided, ended) = (None, false, false);
        Self { inner, unfolder, is_decided, ended, ready, taken: 0, consumed }
    }

    /// The counter of the bytes of input that were read for the bytes handed out.
    pub(super) fn consumed(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.consumed)
    }

    /// Reads until the first value shows whether the source is a document.
    fn decide(&mut self) -> std::io::Result<()> {
        let mut head = Vec::new();
        let shape = loop {
            let filled = head.len();
            head.resize(filled + READ_BYTES, 0);
            let count = read_once(&mut *self.inner, &mut head[filled..])?;
            head.truncate(filled + count);
            self.ended = count == 0;
            let is_all = self.ended || head.len() >= SHAPE_BYTES;
            if let Some(shape) = DocumentShape::of(&head[..head.len().min(SHAPE_BYTES)], is_all) {
                break shape;
            }
        };
        self.is_decided = true;
        match shape {
            DocumentShape::Lines => self.ready = head,
            DocumentShape::Document(path) => {
                self.unfolder = Some(Unfolder::new(path));
                self.unfold(&head);
            }
        }
        Ok(())
    }

    fn unfold(&mut self, bytes: &[u8]) {
        let Some(unfolder) = &mut self.unfolder else { return };
        self.consumed.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        unfolder.feed(bytes, &mut self.ready);
        if self.ended {
            unfolder.finish(&mut self.ready);
        }
    }
}

impl Read for DocumentReader {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if !self.is_decided {
            self.decide()?;
        }
        while self.taken == self.ready.len() {
            self.ready.clear();
            self.taken = 0;
            if self.unfolder.is_none() {
                let count = self.inner.read(buffer)?;
                self.consumed.fetch_add(count as u64, Ordering::Relaxed);
                return Ok(count);
            }
            if self.ended {
                return Ok(0);
            }
            let mut bytes = vec![0; READ_BYTES];
            let count = read_once(&mut *self.inner, &mut bytes)?;
            self.ended = count == 0;
            self.unfold(&bytes[..count]);
        }
        let rest = &self.ready[self.taken..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.taken += count;
        if self.unfolder.is_none() {
            self.consumed.fetch_add(count as u64, Ordering::Relaxed);
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::DocumentReader;

    /// The lines of a source; `-` is a line in which no record begins.
    fn lines(text: &str) -> Vec<String> {
        let mut read = String::new();
        let mut reader = DocumentReader::new(Box::new(Cursor::new(text.as_bytes().to_vec())));
        reader.read_to_string(&mut read).unwrap();
        read.lines().map(|line| line.replace('\u{1e}', "-")).collect()
    }

    #[test]
    fn records_of_documents() {
        let cases: [(&str, &[&str]); 19] = [
            (
                "{\n  \"a\": 1,\n  \"b\": [ {\"c\": 2} ]\n}\n{\n\"a\": 2\n}\n",
                &["{  \"a\": 1,  \"b\": [ {\"c\": 2} ]}", "-", "-", "-", "{\"a\": 2}", "-", "-"],
            ),
            ("[{\"a\":1},{\"a\":2}]", &["{\"a\":1}", "{\"a\":2}"]),
            ("\u{feff}[\n  {\"a\":1},\n  {\"a\":2}\n]\n", &["-", "{\"a\":1}", "{\"a\":2}", "-"]),
            (
                "{\"Records\":[{\"a\":\"]}\"},{\"a\":\"\\\"\"}]}",
                &["{\"a\":\"]}\"}", "{\"a\":\"\\\"\"}"],
            ),
            (
                "{\"owner\":\"1\",\"logEvents\":[{\"a\":1}]}\n{\"owner\":\"1\",\"logEvents\":[{\"a\":2}]}\n",
                &["{\"a\":1}", "{\"a\":2}"],
            ),
            (
                "{\"resourceLogs\":[{\"resource\":{\"logRecords\":[{}]},\"scopeLogs\":[{\"logRecords\":[{\"a\":1}]},\
                 {\"scope\":{},\"logRecords\":[{\"a\":2},{\"a\":3}]}]}]}\n",
                &["{\"a\":1}", "{\"a\":2}", "{\"a\":3}"],
            ),
            ("{\"items\":[{\"a\":1}]}", &["{\"a\":1}"]),
            (
                "{\"apiVersion\":\"v1\",\"items\":[{\"a\":1,\"items\":[{}]}],\"kind\":\"List\",\"metadata\":{\"items\":[{}]}}",
                &["{\"a\":1,\"items\":[{}]}"],
            ),
            (
                "{\"took\":5,\"hits\":{\"total\":{\"value\":2},\"hits\":[{\"_id\":\"1\",\"_source\":{\"a\":1}},{\"_source\":{\"a\":{}},\"sort\":[2]}]}}",
                &["{\"a\":1}", "{\"a\":{}}"],
            ),
            ("{\"hits\":{\"hits\":[{\"a\":1}]}}\n", &["{\"hits\":{\"hits\":[{\"a\":1}]}}"]),
            (
                "{\"events\":[{\"message\":\"x\",\"ingestionTime\":1}],\"nextForwardToken\":\"f\"}",
                &["{\"message\":\"x\",\"ingestionTime\":1}"],
            ),
            // One object a line, whatever it holds.
            (
                "{\"status\":\"x\",\"hits\":[{\"_source\":1}]}\n{\"status\":\"y\"}\n",
                &["{\"status\":\"x\",\"hits\":[{\"_source\":1}]}", "{\"status\":\"y\"}"],
            ),
            (
                "{\"a\":1,\"items\":[{\"b\":1}]}\n{\"a\":2}\n",
                &["{\"a\":1,\"items\":[{\"b\":1}]}", "{\"a\":2}"],
            ),
            ("{\"a\":1}{\"a\":2}\n", &["{\"a\":1}{\"a\":2}"]),
            ("{\"a\":1,\n{\"a\":2}\n", &["{\"a\":1,", "{\"a\":2}"]),
            ("[1]\n[2]\n", &["[1]", "[2]"]),
            ("plain\ntext\n", &["plain", "text"]),
            // Torn records end where the next begins or the document ends.
            (
                "{\n\"a\":1\n}\n{\n\"a\":\n{\n\"a\":3\n}\n",
                &["{\"a\":1}", "-", "-", "{\"a\":{\"a\":3}", "-", "-", "-", "-"],
            ),
            (
                "[\n{\"a\":1},\n{\"a\":\"to\n{\"a\":3}",
                &["-", "{\"a\":1}", "{\"a\":\"to", "{\"a\":3}"],
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(lines(text), expected, "{text}");
        }
    }

    #[test]
    fn text_between_documents_stays() {
        let text = "{\n\"a\":1\n}\nstarted\n{\n\"a\":2}\n";
        assert_eq!(lines(text), ["{\"a\":1}", "-", "-", "started", "{\"a\":2}", "-"]);
        assert_eq!(lines("{\n\"a\":1,\n{\n\"a\":2\n}\n"), ["{", "\"a\":1,", "{", "\"a\":2", "}"]);
        assert_eq!(
            lines("{\n\"a\":1\n}\n{\n\"b\":2,\n{\n\"a\":2\n}\n"),
            ["{\"a\":1}", "-", "-", "{\"b\":2,", "-", "{\"a\":2}", "-", "-"]
        );
    }
}
