//! Sets of bytes, used while a pattern is compiled; [`super::run`] makes tables of them to scan with.

use regex_syntax::hir::Class;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct ByteSet([u64; 4]);

/// The lines for which the bytes of a pattern's classes are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alphabet {
    /// Lines that are no UTF-8: a character is a byte.
    Bytes,
    /// Lines that are ASCII.
    Ascii,
    /// Any lines that are UTF-8.
    Text,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct ClassBytes {
    pub(super) set: ByteSet,
    /// The class has all characters of several bytes, and the set has all their bytes: an unlimited run
    /// of characters is a run of bytes, but one character is not one byte.
    pub(super) is_wide: bool,
}

impl ByteSet {
    pub(super) const EMPTY: Self = Self([0; 4]);
    pub(super) const ALL: Self = Self([u64::MAX; 4]);
    const ASCII: Self = Self([u64::MAX, u64::MAX, 0, 0]);
    const OTHER: Self = Self([0, 0, u64::MAX, u64::MAX]);

    pub(super) fn of(byte: u8) -> Self {
        let mut set = Self::EMPTY;
        set.insert(byte);
        set
    }

    fn insert(&mut self, byte: u8) {
        if let Some(word) = self.0.get_mut(usize::from(byte >> 6)) {
            *word |= 1 << (byte & 63);
        }
    }

    pub(super) fn contains(&self, byte: u8) -> bool {
        let word = self.0.get(usize::from(byte >> 6)).copied().unwrap_or(0);
        word >> (byte & 63) & 1 == 1
    }

    pub(super) fn union(self, other: Self) -> Self {
        self.zip(other, |a, b| a | b)
    }

    fn intersection(self, other: Self) -> Self {
        self.zip(other, |a, b| a & b)
    }

    pub(super) fn is_disjoint(self, other: Self) -> bool {
        self.intersection(other) == Self::EMPTY
    }

    pub(super) fn complement(self) -> Self {
        self.zip(Self::ALL, |a, b| a ^ b)
    }

    /// Only the bytes below 128.
    pub(super) fn ascii(self) -> Self {
        self.intersection(Self::ASCII)
    }

    fn zip(self, other: Self, combine: impl Fn(u64, u64) -> u64) -> Self {
        let (Self([a, b, c, d]), Self([e, f, g, h])) = (self, other);
        Self([combine(a, e), combine(b, f), combine(c, g), combine(d, h)])
    }

    /// The bytes that are not in the set, in their order.
    pub(super) fn missing(&self) -> Vec<u8> {
        let table = self.table();
        (0..=u8::MAX).zip(table).filter(|(_, member)| !member).map(|(byte, _)| byte).collect()
    }

    /// For each byte, whether it is in the set.
    pub(super) fn table(&self) -> [bool; 256] {
        let mut table = [false; 256];
        for (members, word) in table.chunks_exact_mut(64).zip(self.0) {
            for (bit, member) in members.iter_mut().enumerate() {
                *member = word >> bit & 1 == 1;
            }
        }
        table
    }
}

impl Alphabet {
    /// The bytes of `class`; `None` if a byte alone does not tell whether a character is in it.
    pub(super) fn bytes(self, class: &Class) -> Option<ClassBytes> {
        let mut set = ByteSet::EMPTY;
        let is_wide = match class {
            Class::Bytes(class) => {
                for range in class.ranges() {
                    (range.start()..=range.end()).for_each(|byte| set.insert(byte));
                }
                false
            }
            Class::Unicode(class) => {
                for range in class.ranges() {
                    let inside = u32::from(range.start())..=u32::from(range.end()).min(127);
                    inside.filter_map(|c| u8::try_from(c).ok()).for_each(|byte| set.insert(byte));
                }
                class
                    .ranges()
                    .last()
                    .is_some_and(|last| u32::from(last.start()) <= 128 && last.end() == char::MAX)
            }
        };
        let is_ascii = match class {
            Class::Bytes(_) => set == set.ascii(),
            Class::Unicode(class) => class.is_ascii(),
        };
        let fits = match self {
            Self::Ascii => true,
            Self::Bytes => is_ascii || matches!(class, Class::Bytes(_)),
            Self::Text => is_ascii || is_wide,
        };
        let set = if is_wide { set.union(ByteSet::OTHER) } else { set };
        fits.then_some(ClassBytes { set, is_wide: is_wide && self == Self::Text })
    }
}

#[cfg(test)]
mod tests {
    use super::ByteSet;

    #[test]
    fn sets_hold_what_is_put_in() {
        let mut set = ByteSet::of(b'a').union(ByteSet::of(200));
        set.insert(0);
        let found: Vec<u8> = (0..=255).filter(|byte| set.contains(*byte)).collect();
        assert_eq!(found, [0, b'a', 200]);
        assert_eq!(set.missing().len(), 253);
        assert!(set.is_disjoint(ByteSet::of(b'b')) && !set.is_disjoint(ByteSet::of(200)));
        assert_eq!(set.ascii().missing().len(), 254);
        assert!(ByteSet::ALL.missing().is_empty());
    }
}
