//! Writes the records of a state, one after the other.

use serde::Serialize;

/// The bytes of a state while it is written.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// No bytes yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn written(write: impl FnOnce(&mut Self)) -> Vec<u8> {
        let mut out = Self::new();
        write(&mut out);
        out.into_bytes()
    }

    #[cfg(test)]
    pub(crate) fn record(record: &impl Serialize) -> Vec<u8> {
        Self::written(|out| out.put(record))
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    pub(crate) fn put(&mut self, record: &(impl Serialize + ?Sized)) {
        // Cannot fail: the bytes grow as needed, and every list knows its length.
        let _ = postcard::to_io(record, &mut self.bytes);
    }

    /// Appends a whole number.
    pub(crate) fn u64(&mut self, number: u64) {
        self.put(&number);
    }

    /// Appends yes or no.
    pub(crate) fn flag(&mut self, flag: bool) {
        self.put(&flag);
    }

    /// Appends the length of a list whose items follow.
    pub(crate) fn length(&mut self, length: usize) {
        self.u64(length as u64);
    }

    /// Appends bytes, their length before them.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.length(bytes.len());
        self.bytes.extend_from_slice(bytes);
    }

    /// Appends whether there is a text, and the text.
    pub(crate) fn optional(&mut self, text: Option<&str>) {
        self.put(&text);
    }

    /// Appends a list whose texts ascend, with what `write` appends to each.
    pub(crate) fn ascending<'t, T>(
        &mut self,
        entries: impl ExactSizeIterator<Item = (&'t [u8], T)>,
        mut write: impl FnMut(&mut Self, T),
    ) {
        self.length(entries.len());
        let mut before: &[u8] = &[];
        for (text, entry) in entries {
            self.next(before, text);
            write(self, entry);
            before = text;
        }
    }

    /// Appends bytes of an ascending list: how many they share with the bytes `before` them, and the
    /// others.
    pub(super) fn next(&mut self, before: &[u8], bytes: &[u8]) {
        let shared = before.iter().zip(bytes).take_while(|(a, b)| a == b).count();
        self.length(shared);
        self.bytes(&bytes[shared..]);
    }
}
