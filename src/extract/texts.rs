//! The texts found in the line at hand, by index: its fields, or the columns made of them.

use crate::event::Arena;

/// The texts of one line. One `FieldTexts` serves all lines of a batch, so that no line allocates.
pub(super) struct FieldTexts<'a> {
    texts: Vec<Option<&'a [u8]>>,
    arena: &'a Arena,
    /// Room for one text while it is put together.
    draft: Vec<u8>,
}

impl<'a> FieldTexts<'a> {
    /// No texts; texts that do not stand in their line will be kept in `arena`.
    pub(super) fn new(arena: &'a Arena) -> Self {
        Self { texts: Vec::new(), arena, draft: Vec::new() }
    }

    /// Forgets the last line and makes `count` texts absent.
    #[inline]
    pub(super) fn reset(&mut self, count: usize) {
        self.texts.clear();
        self.texts.resize(count, None);
    }

    /// Forgets the last line and takes `texts` in its place.
    #[inline]
    pub(super) fn fill(&mut self, texts: impl Iterator<Item = Option<&'a [u8]>>) {
        self.texts.clear();
        // A loop takes half the instructions of `extend` for a few texts.
        texts.for_each(|text| self.texts.push(text));
    }

    /// Forgets the last line; texts are added by [`Self::push`].
    #[inline]
    pub(super) fn clear(&mut self) {
        self.texts.clear();
    }

    /// Adds the next text, or `None` if the line lacks it.
    #[inline]
    pub(super) fn push(&mut self, text: Option<&'a [u8]>) {
        self.texts.push(text);
    }

    #[inline]
    pub(super) fn all(&self) -> &[Option<&'a [u8]>] {
        &self.texts
    }

    /// Keeps the first `count` texts; where there are fewer, the others are absent.
    #[inline]
    pub(super) fn resize(&mut self, count: usize) {
        self.texts.resize(count, None);
    }

    /// The text at `index`, or `None` if the line lacks it.
    #[inline]
    pub(super) fn get(&self, index: usize) -> Option<&'a [u8]> {
        self.texts.get(index).copied().flatten()
    }

    /// Whether the line has the text at `index`.
    #[inline]
    pub(super) fn is_found(&self, index: usize) -> bool {
        self.get(index).is_some()
    }

    #[inline]
    pub(super) fn set(&mut self, index: usize, text: Option<&'a [u8]>) {
        if let Some(kept) = self.texts.get_mut(index) {
            *kept = text;
        }
    }

    /// Adds as the next text what `write` appends to an empty buffer, and gives the answer of `write`.
    pub(super) fn push_written<R>(&mut self, write: impl FnOnce(&mut Vec<u8>) -> R) -> R {
        self.texts.push(None);
        self.set_written(self.texts.len() - 1, write)
    }

    /// Sets the text at `index` to what `write` appends to an empty buffer, and gives the answer of
    /// `write`.
    pub(super) fn set_written<R>(
        &mut self,
        index: usize,
        write: impl FnOnce(&mut Vec<u8>) -> R,
    ) -> R {
        self.draft.clear();
        let answer = write(&mut self.draft);
        let text: &'a [u8] = self.arena.alloc_slice_copy(&self.draft);
        self.set(index, Some(text));
        answer
    }
}
