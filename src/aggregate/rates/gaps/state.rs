//! The distinct stamps as bytes: all of them, or cells with their width.

use super::{Gaps, Span};
use crate::codec::{Malformed, Reader, Result, Writer, check};

impl Gaps {
    /// Writes them; they are put in order for it.
    pub(in crate::aggregate) fn write(&self, out: &mut Writer) {
        let points = self.points.clone();
        let mut settled = Self {
            limits: self.limits,
            shift: self.shift,
            cells: self.cells.clone(),
            points,
            sorted: 0,
        };
        settled.settle();
        out.flag(settled.shift.is_some());
        match settled.shift {
            None => {
                out.length(settled.points.len());
                ascending(settled.points.iter().copied(), out);
            }
            Some(shift) => {
                out.u64(u64::from(shift));
                out.length(settled.cells.len());
                ascending(settled.cells.iter().map(|cell| cell.0), out);
                settled.cells.iter().for_each(|cell| out.u64(cell.1.abs_diff(cell.0)));
            }
        }
    }

    /// Reads them.
    pub(in crate::aggregate) fn read(input: &mut Reader<'_>) -> Result<Self> {
        Self::default().filled(input)
    }

    fn filled(self, input: &mut Reader<'_>) -> Result<Self> {
        let mut gaps = self;
        let shift = if input.flag()? { Some(input.u32()?) } else { None };
        let length = input.length()?;
        input.charge(length as u64 * size_of::<Span>() as u64)?;
        let points = read_ascending(length, input)?;
        let Some(shift) = shift else {
            check(length <= gaps.limits.points, "number of stamps")?;
            (gaps.sorted, gaps.points) = (length, points);
            return Ok(gaps);
        };
        check(shift < 64 && length <= gaps.limits.cells, "cells of stamps")?;
        for first in points {
            let width = i64::try_from(input.u64()?).ok();
            let last = width.and_then(|width| first.checked_add(width));
            let last = last.filter(|last| last >> shift == first >> shift);
            gaps.cells.push((first, last.ok_or(Malformed::Wrong("cells of stamps"))?));
        }
        let next = gaps.cells.iter().skip(1);
        let is_apart =
            gaps.cells.iter().zip(next).all(|(cell, next)| next.0 >> shift > cell.1 >> shift);
        check(is_apart, "cells of stamps")?;
        gaps.shift = Some(shift);
        Ok(gaps)
    }
}

/// Writes the first and then the steps to the next.
fn ascending(mut stamps: impl Iterator<Item = i64>, out: &mut Writer) {
    let Some(mut before) = stamps.next() else { return };
    out.i64(before);
    for at in stamps {
        out.u64(at.abs_diff(before));
        before = at;
    }
}

fn read_ascending(length: usize, input: &mut Reader<'_>) -> Result<Vec<i64>> {
    let mut stamps = Vec::new();
    if length > 0 {
        stamps.push(input.i64()?);
    }
    for _ in 1..length {
        let by = input.u64()?;
        let before = stamps.last().copied().unwrap_or_default();
        let next = before.checked_add_unsigned(by).filter(|_| by > 0);
        stamps.push(next.ok_or(Malformed::Wrong("order of stamps"))?);
    }
    Ok(stamps)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::super::Limits;
    use super::Gaps;
    use crate::codec::{Reader, Writer};
    use crate::time::Timestamp;

    fn written(gaps: &Gaps) -> Vec<u8> {
        let mut out = Writer::new();
        gaps.write(&mut out);
        out.into_bytes()
    }

    proptest! {
        #[test]
        fn stamps_that_were_read_go_on_as_before(
            stamps in proptest::collection::vec(any::<i32>(), 0..150),
            points in 1..100_usize, cells in 2..50_usize, parts in 1..5_usize,
        ) {
            let limits = Limits { points, cells };
            let mut whole = Gaps::new(limits);
            stamps.iter().for_each(|at| whole.note(Timestamp(i64::from(*at))));
            let mut merged = Gaps::new(limits);
            for part in 0..parts {
                let mut own = Gaps::new(limits);
                let stamps = stamps.iter().skip(part).step_by(parts);
                stamps.for_each(|at| own.note(Timestamp(i64::from(*at))));
                let bytes = written(&own);
                let read = Gaps::new(limits).filled(&mut Reader::new(&bytes, 1 << 20)).unwrap();
                prop_assert_eq!(written(&read), bytes);
                merged.merge(read);
            }
            prop_assert_eq!(written(&merged), written(&whole));
        }
    }
}
