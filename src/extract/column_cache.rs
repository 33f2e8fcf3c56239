//! A cache of the columns made of one field, by its text: HTTP requests come again and again, and
//! looking up their method and path takes less time than cutting them out.

use std::ops::Range;

use rapidhash::v3::rapidhash_v3;

use crate::event::Arena;

/// Texts that are remembered at most, a power of two.
const SLOTS: usize = 1 << 12;
/// Bytes of the longest text that is remembered.
const LONGEST: usize = 256;
/// How many more look-ups may fail than succeed before the cache is given up, as for ids that never
/// come again.
const CREDIT: u32 = 1 << 12;

/// What is made of the texts of one field.
pub(super) struct ColumnCache {
    /// A text is remembered in the slot of its hash, where it takes the place of another.
    slots: Vec<CachedField>,
    /// [`CREDIT`], one more for each look-up that succeeded and one less for each that failed. At 0 nothing is
    /// looked up any more.
    credit: u32,
}

/// A text and what is made of it.
#[derive(Debug, Clone, Default)]
struct CachedField {
    /// The text, and behind it what is made of it.
    bytes: Vec<u8>,
    /// Bytes of the text.
    length: usize,
    /// Where in the bytes behind the text each thing made is; `None` for what cannot be made of the text. Empty
    /// in a free slot.
    made: Vec<Option<Range<usize>>>,
}

impl ColumnCache {
    /// Nothing is known.
    pub(super) fn new() -> Self {
        Self { slots: Vec::new(), credit: CREDIT }
    }

    /// Calls `take` with each of `things` and what `make` makes of `text` for it, from the cache if
    /// it is there. `make` depends on the thing and `text` only, and every call passes the same
    /// `things`.
    pub(super) fn each<'a, T>(
        &mut self,
        text: &[u8],
        things: &[T],
        arena: &'a Arena,
        make: impl Fn(&T) -> Option<&'a [u8]>,
        mut take: impl FnMut(&T, Option<&'a [u8]>),
    ) {
        let Some(slot) = self.slot(text) else {
            return things.iter().for_each(|thing| take(thing, make(thing)));
        };
        if slot.is_of(text) {
            let made = slot.bytes.get(slot.length..).unwrap_or_default();
            let made: &'a [u8] = arena.alloc_slice_copy(made);
            for (thing, place) in things.iter().zip(&slot.made) {
                take(thing, place.clone().and_then(|place| made.get(place)));
            }
            self.credit = self.credit.saturating_add(1);
            return;
        }
        slot.begin(text);
        for thing in things {
            let made = make(thing);
            slot.push(made);
            take(thing, made);
        }
        self.credit -= 1;
    }

    /// The slot of `text`; `None` if the text is not remembered.
    fn slot(&mut self, text: &[u8]) -> Option<&mut CachedField> {
        let is_remembered = self.credit > 0 && text.len() <= LONGEST;
        if is_remembered && self.slots.is_empty() {
            self.slots.resize_with(SLOTS, CachedField::default);
        }
        #[expect(clippy::cast_possible_truncation, reason = "the lowest bits are taken")]
        let place = || rapidhash_v3(text) as usize & (SLOTS - 1);
        self.slots.get_mut(is_remembered.then(place)?)
    }
}

impl CachedField {
    fn is_of(&self, text: &[u8]) -> bool {
        !self.made.is_empty() && self.bytes.get(..self.length) == Some(text)
    }

    /// Remembers `text`, of which nothing is made yet.
    fn begin(&mut self, text: &[u8]) {
        self.bytes.clear();
        self.bytes.extend_from_slice(text);
        self.length = text.len();
        self.made.clear();
    }

    fn push(&mut self, made: Option<&[u8]>) {
        let begin = self.bytes.len() - self.length;
        self.bytes.extend_from_slice(made.unwrap_or_default());
        self.made.push(made.map(|made| begin..begin + made.len()));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{Arena, CREDIT, ColumnCache};

    proptest! {
        #[test]
        fn what_is_remembered_is_what_would_be_made(
            texts in proptest::collection::vec("[ab]{0,3}|[a-c]{250,260}", 0..60),
            credit in 0..20_u32,
        ) {
            let arena = Arena::new();
            let mut known = ColumnCache { credit, ..ColumnCache::new() };
            for text in &texts {
                let make = |number: &usize| match number {
                    0 => text.strip_prefix('a').map(str::as_bytes),
                    1 => Some(text.as_bytes()),
                    _ => Some(&b""[..]),
                };
                let mut found = Vec::new();
                let take = |number: &usize, made| found.push((*number, made));
                known.each(text.as_bytes(), &[0, 1, 2], &arena, make, take);
                let expected: Vec<_> = (0..3).map(|number| (number, make(&number))).collect();
                prop_assert_eq!(found, expected);
            }
        }
    }

    #[test]
    fn texts_that_never_come_again_are_not_looked_up() {
        let (arena, mut known) = (Arena::new(), ColumnCache::new());
        for number in 0..CREDIT + 10 {
            known.each(&number.to_le_bytes(), &[()], &arena, |()| Some(b"x"), |(), _| ());
        }
        assert_eq!(known.credit, 0);
    }
}
