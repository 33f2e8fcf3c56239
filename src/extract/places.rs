//! Where the columns of the line at hand are: in the line itself, or, where their text had to be
//! decoded, in a buffer beside it.
//!
//! One [`Places`] serves a worker for all its lines, so that no line allocates. Filled by the
//! readers of structured lines; read by the extractor, which makes events of the columns.

use std::ops::Range;

use super::derived::{Derivation, Derived};

/// Where one column's text is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Place {
    /// Nowhere: the line lacks the column.
    #[default]
    Absent,
    /// The line's bytes from the first up to the second offset.
    Line(usize, usize),
    /// The decoded bytes from the first up to the second offset.
    Decoded(usize, usize),
}

/// The places of the wanted columns of one line, in their order.
#[derive(Debug, Default)]
pub(super) struct Places {
    places: Vec<Place>,
    /// The texts of this line that are not in it as they are.
    decoded: Vec<u8>,
    /// Room for one text in the making.
    made: Vec<u8>,
}

impl Places {
    /// Forgets the last line; all of `columns` columns are absent until they are found.
    #[inline]
    pub(super) fn reset(&mut self, columns: usize) {
        self.clear();
        self.places.resize(columns, Place::Absent);
    }

    /// Forgets the last line; no column is known until it is pushed.
    #[inline]
    pub(super) fn clear(&mut self) {
        self.places.clear();
        self.decoded.clear();
    }

    /// Adds the next column: a range of the line, if it is there.
    #[inline]
    pub(super) fn push(&mut self, range: Option<Range<usize>>) {
        self.places.push(range.map_or(Place::Absent, |range| Place::Line(range.start, range.end)));
    }

    /// How many columns there are.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// Keeps the first `columns` columns only.
    #[inline]
    pub(super) fn truncate(&mut self, columns: usize) {
        self.places.truncate(columns);
    }

    /// Where `column` is.
    #[inline]
    pub(super) fn place(&self, column: usize) -> Place {
        self.places.get(column).copied().unwrap_or_default()
    }

    /// Whether `column` was found.
    #[inline]
    pub(super) fn is_found(&self, column: usize) -> bool {
        self.place(column) != Place::Absent
    }

    /// Says where `column` is.
    #[inline]
    pub(super) fn set(&mut self, column: usize, place: Place) {
        if let Some(kept) = self.places.get_mut(column) {
            *kept = place;
        }
    }

    /// Says that `column` is this range of the line.
    #[inline]
    pub(super) fn set_range(&mut self, column: usize, range: Range<usize>) {
        self.set(column, Place::Line(range.start, range.end));
    }

    /// Says that `column` is what `write` appends to the buffer it is given.
    pub(super) fn set_decoded(&mut self, column: usize, write: impl FnOnce(&mut Vec<u8>)) {
        let start = self.decoded.len();
        write(&mut self.decoded);
        self.set(column, Place::Decoded(start, self.decoded.len()));
    }

    /// The text of `column`, none where the line lacks it.
    #[inline]
    pub(super) fn text<'a>(&'a self, line: &'a [u8], column: usize) -> Option<&'a [u8]> {
        match self.place(column) {
            Place::Absent => None,
            Place::Line(start, end) => line.get(start..end),
            Place::Decoded(start, end) => self.decoded.get(start..end),
        }
    }

    /// The text of `column` where it stands in the line; it lives as long as the line.
    #[inline]
    pub(super) fn in_line<'l>(&self, line: &'l [u8], column: usize) -> Option<&'l [u8]> {
        match self.place(column) {
            Place::Line(start, end) => line.get(start..end),
            Place::Absent | Place::Decoded(..) => None,
        }
    }

    /// Makes `column` what `derivation` makes of the column `from`; absent where that makes none.
    pub(super) fn derive(
        &mut self,
        line: &[u8],
        from: usize,
        derivation: &Derivation,
        column: usize,
    ) {
        let mut made = std::mem::take(&mut self.made);
        made.clear();
        let derived = self.text(line, from).and_then(|text| (derivation.derive)(text, &mut made));
        match (derived, self.place(from)) {
            (None, _) | (_, Place::Absent) => self.set(column, Place::Absent),
            (Some(Derived::Made), _) => {
                self.set_decoded(column, |decoded| decoded.extend_from_slice(&made));
            }
            (Some(Derived::Part(part)), Place::Line(start, _)) => {
                self.set(column, Place::Line(start + part.start, start + part.end));
            }
            (Some(Derived::Part(part)), Place::Decoded(start, _)) => {
                self.set(column, Place::Decoded(start + part.start, start + part.end));
            }
        }
        self.made = made;
    }
}

#[cfg(test)]
mod tests {
    use super::super::derived::derivation;
    use super::{Place, Places};

    #[test]
    fn columns_are_derived_from_the_line_and_from_decoded_text() {
        let line = b"/a?b=1 200";
        let mut places = Places::default();
        places.reset(5);
        places.set_range(0, 0..6);
        places.set_decoded(1, |decoded| decoded.extend_from_slice(b"/\xc3\xa4?c"));
        places.set_range(2, 7..10);
        places.derive(line, 0, derivation("query").unwrap(), 3);
        places.derive(line, 1, derivation("path").unwrap(), 4);
        assert_eq!(places.text(line, 3), Some(&b"b=1"[..]));
        assert_eq!(places.text(line, 4), Some(&b"/\xc3\xa4"[..]));
        assert_eq!((places.in_line(line, 2), places.in_line(line, 1)), (Some(&b"200"[..]), None));
        places.derive(line, 2, derivation("status_class").unwrap(), 3);
        assert_eq!(places.text(line, 3), Some(&b"2xx"[..]));
        places.derive(line, 0, derivation("subnet").unwrap(), 3);
        assert_eq!(places.place(3), Place::Absent);
        assert_eq!(places.text(line, 9), None);
    }
}
