//! The compressed bytes of a source, with a look at the next bytes before they are taken.

use std::io::Read;

use crate::source::block::read_once;

/// Bytes of the buffer.
const READ_BYTES: usize = 128 << 10;

/// A buffered reader whose next bytes can be looked at before they are taken.
pub(super) struct Lookahead {
    raw: Box<dyn Read + Send>,
    buffer: Box<[u8]>,
    /// Where the bytes not taken yet begin and end in the buffer.
    begin: usize,
    end: usize,
}

impl Lookahead {
    pub(super) fn new(raw: Box<dyn Read + Send>) -> Self {
        Self { raw, buffer: vec![0; READ_BYTES].into(), begin: 0, end: 0 }
    }

    /// The next bytes: at least `least` of them, fewer only at the end of the source. `least` is small
    /// against the buffer.
    pub(super) fn peek(&mut self, least: usize) -> std::io::Result<&[u8]> {
        if self.end - self.begin < least && self.begin > 0 {
            self.buffer.copy_within(self.begin..self.end, 0);
            (self.begin, self.end) = (0, self.end - self.begin);
        }
        while self.end - self.begin < least {
            match read_once(&mut self.raw, &mut self.buffer[self.end..])? {
                0 => break,
                count => self.end += count,
            }
        }
        Ok(&self.buffer[self.begin..self.end])
    }

    /// Takes `count` of the next bytes, which were looked at.
    pub(super) fn take(&mut self, count: usize) {
        self.begin = (self.begin + count).min(self.end);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::Lookahead;

    /// Gives at most this many bytes a call.
    struct Trickle(std::io::Cursor<Vec<u8>>, usize);

    impl Read for Trickle {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let length = buffer.len().min(self.1);
            self.0.read(&mut buffer[..length])
        }
    }

    proptest! {
        #[test]
        fn bytes_come_once_however_they_are_looked_at(
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
            steps in proptest::collection::vec((1..20_usize, 0..20_usize), 1..60),
            piece in 1..30_usize,
        ) {
            let mut ahead = Lookahead::new(Box::new(Trickle(std::io::Cursor::new(bytes.clone()), piece)));
            ahead.buffer = vec![0; 40].into();
            let mut taken = 0;
            for (least, count) in steps {
                let next = ahead.peek(least).unwrap();
                prop_assert!(next.len() >= least.min(bytes.len() - taken));
                prop_assert_eq!(next, &bytes[taken..taken + next.len()]);
                let count = count.min(next.len());
                ahead.take(count);
                taken += count;
            }
        }
    }
}
