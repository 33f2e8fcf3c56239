//! The bytes of a source as text that can be split into lines: UTF-16 is transcoded to UTF-8, and an archive
//! inside a compression is refused.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::compression;

/// Bytes of UTF-16 that are read at a time.
const READ_BYTES: usize = 64 << 10;

/// The two orders of bytes in UTF-16.
#[derive(Debug, Clone, Copy)]
enum Order {
    Little,
    Big,
}

/// Whether a source that starts with `head` must be decoded: it is compressed, or UTF-16.
pub(super) fn needs_decoding(head: &[u8]) -> bool {
    compression::is_compressed(head) || utf16(head).is_some()
}

/// Without a byte order mark this many bytes are looked at.
const UNMARKED_BYTES: usize = 64;

/// The order of bytes of a source that starts with `head`, if it is UTF-16, and the length of its mark. It starts
/// with the byte order mark, and one unit in eight at least is ASCII: arbitrary bytes may start like a mark. Or
/// it has no mark, and the units of the first [`UNMARKED_BYTES`] are printable ASCII.
fn utf16(head: &[u8]) -> Option<(Order, usize)> {
    let (order, high) = match head {
        [0xff, 0xfe, ..] => (Order::Little, 1),
        [0xfe, 0xff, ..] => (Order::Big, 0),
        _ if head.len() < UNMARKED_BYTES => return None,
        _ => return unmarked(head).map(|order| (order, 0)),
    };
    let (units, _) = head.get(2..)?.as_chunks::<2>();
    let ascii = units.iter().filter(|unit| unit.get(high) == Some(&0)).count();
    (units.is_empty() || ascii * 8 >= units.len()).then_some((order, 2))
}

/// The order of bytes of UTF-16 without a mark, if the units of `head` may be that.
fn unmarked(head: &[u8]) -> Option<Order> {
    let order = match head {
        [_, 0, ..] => Order::Little,
        [0, _, ..] => Order::Big,
        _ => return None,
    };
    let (units, _) = head.get(..head.len().min(UNMARKED_BYTES))?.as_chunks::<2>();
    let is_text = |unit: &[u8; 2]| {
        let code = order.unit(*unit);
        matches!(code, 0x09 | 0x0a | 0x0d | 0x20..=0x7e)
    };
    units.iter().all(is_text).then_some(order)
}

impl Order {
    const fn unit(self, pair: [u8; 2]) -> u16 {
        match self {
            Self::Little => u16::from_le_bytes(pair),
            Self::Big => u16::from_be_bytes(pair),
        }
    }
}

pub(super) struct TextReader {
    inner: Box<dyn Read + Send>,
    /// Whether the first bytes were looked at.
    is_started: bool,
    /// The order of bytes, if the text is UTF-16.
    order: Option<Order>,
    /// Set once the text is found to be UTF-16.
    is_transcoded: Arc<AtomicBool>,
    /// Bytes that are read and not handed out.
    ready: Vec<u8>,
    /// How many of these are handed out.
    taken: usize,
    /// A half unit, or the first half of a surrogate pair, at the end of what was read.
    rest: Vec<u8>,
}

impl TextReader {
    /// The text of `inner`.
    pub(super) fn new(inner: Box<dyn Read + Send>) -> Self {
        Self {
            inner,
            is_started: false,
            order: None,
            is_transcoded: Arc::default(),
            ready: Vec::new(),
            taken: 0,
            rest: Vec::new(),
        }
    }

    /// Tells, once the first bytes are read, whether the text was UTF-16.
    pub(super) fn is_transcoded(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.is_transcoded)
    }

    /// Looks at the first bytes.
    fn start(&mut self) -> std::io::Result<()> {
        let mut head = vec![0; READ_BYTES];
        let mut filled = self.inner.read(&mut head)?;
        // A mark may come in two pieces.
        if filled == 1 && matches!(head[0], 0xfe | 0xff) {
            filled += self.inner.read(&mut head[1..])?;
        }
        // A pipe may hand out the first bytes in pieces.
        while filled < UNMARKED_BYTES && unmarked(&head[..filled]).is_some() {
            match self.inner.read(&mut head[filled..])? {
                0 => break,
                count => filled += count,
            }
        }
        self.is_started = true;
        head.truncate(filled);
        compression::check_supported(&head)?;
        match utf16(&head) {
            None => self.ready = head,
            Some((order, mark)) => {
                self.order = Some(order);
                self.is_transcoded.store(true, Ordering::Relaxed);
                self.transcode(order, &head[mark..]);
            }
        }
        Ok(())
    }

    /// Transcodes whole characters of `bytes` to `ready`.
    fn transcode(&mut self, order: Order, bytes: &[u8]) {
        let mut all = std::mem::take(&mut self.rest);
        all.extend_from_slice(bytes);
        let (pairs, half) = all.as_chunks::<2>();
        let unit = |pair: &[u8; 2]| order.unit(*pair);
        let opens_pair = pairs.last().is_some_and(|pair| (0xd800..0xdc00).contains(&unit(pair)));
        let whole = pairs.len() - usize::from(opens_pair);
        for decoded in char::decode_utf16(pairs[..whole].iter().map(unit)) {
            let decoded = decoded.unwrap_or(char::REPLACEMENT_CHARACTER);
            self.ready.extend_from_slice(decoded.encode_utf8(&mut [0; 4]).as_bytes());
        }
        let mut rest: Vec<u8> = pairs[whole..].iter().flatten().copied().collect();
        rest.extend_from_slice(half);
        self.rest = rest;
    }
}

impl Read for TextReader {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if !self.is_started {
            self.start()?;
        }
        while self.taken == self.ready.len() {
            let Some(order) = self.order else { return self.inner.read(buffer) };
            (self.ready, self.taken) = (Vec::new(), 0);
            let mut bytes = vec![0; READ_BYTES];
            let count = self.inner.read(&mut bytes)?;
            if count == 0 {
                // Half a character at the end.
                let is_torn = !std::mem::take(&mut self.rest).is_empty();
                if !is_torn {
                    return Ok(0);
                }
                let mut mark = [0; 4];
                let mark = char::REPLACEMENT_CHARACTER.encode_utf8(&mut mark);
                self.ready.extend_from_slice(mark.as_bytes());
            }
            self.transcode(order, &bytes[..count]);
        }
        let rest = &self.ready[self.taken..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.taken += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::TextReader;

    #[test]
    fn utf_16_of_both_orders_becomes_utf_8() {
        let unmarked = format!("{}a\u{e9}\n", "plain text ".repeat(4));
        let texts = [("\u{feff}", "a\u{e9}\u{1f600}\nb\r\n"), ("", &unmarked)];
        for (is_big, (mark, text)) in texts.map(|text| [(false, text), (true, text)]).concat() {
            let unit = |unit: u16| if is_big { unit.to_be_bytes() } else { unit.to_le_bytes() };
            let units = mark.encode_utf16().chain(text.encode_utf16());
            let bytes: Vec<u8> = units.flat_map(unit).collect();
            let mut read = String::new();
            let mut reader = TextReader::new(Box::new(std::io::Cursor::new(bytes)));
            reader.read_to_string(&mut read).unwrap();
            assert_eq!(read, text);
            assert!(reader.is_transcoded().load(std::sync::atomic::Ordering::Relaxed));
        }
    }

    /// Hands out 20 bytes at a time.
    struct Pieces(std::io::Cursor<Vec<u8>>);

    impl Read for Pieces {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let wanted = buffer.len().min(20);
            self.0.read(&mut buffer[..wanted])
        }
    }

    #[test]
    fn utf_16_without_a_mark_is_seen_in_a_pipe_of_small_pieces() {
        let text = "plain text ".repeat(9);
        let bytes = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut read = String::new();
        let pieces = Pieces(std::io::Cursor::new(bytes));
        TextReader::new(Box::new(pieces)).read_to_string(&mut read).unwrap();
        assert_eq!(read, text);
    }
}
