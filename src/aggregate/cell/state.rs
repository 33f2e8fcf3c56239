//! Counts by cell as bytes: how many cells, the first, then each as a step from the one before.

use super::{CellKey, Precision, key};
use crate::codec::{Malformed, Reader, Result, Writer, check};

/// Writes cells, which ascend.
pub(in crate::aggregate) fn write(cells: &[(CellKey, u64)], out: &mut Writer) {
    out.length(cells.len());
    let Some((first, _)) = cells.first() else { return };
    out.i64(i64::from(*first));
    let mut before = *first;
    for (key, count) in cells {
        out.step(u64::from(key.abs_diff(before)), *count);
        before = *key;
    }
}

/// Reads cells of that precision: ascending, each with something in it.
pub(in crate::aggregate) fn read(
    input: &mut Reader<'_>,
    precision: Precision,
) -> Result<Vec<(CellKey, u64)>> {
    let length = input.length()?;
    let mut cells = Vec::new();
    let mut at = if length > 0 { input.i64()? } else { 0 };
    for index in 0..length {
        let (by, count) = input.step()?;
        check((by > 0) == (index > 0) && count > 0, "order of cells")?;
        let next = i64::try_from(by).ok().and_then(|by| at.checked_add(by));
        at = next.ok_or(Malformed::Wrong("cell"))?;
        let key = CellKey::try_from(at).ok().filter(|key| is_cell(*key, precision));
        input.charge(size_of::<(CellKey, u64)>() as u64)?;
        cells.push((key.ok_or(Malformed::Wrong("cell"))?, count));
    }
    Ok(cells)
}

/// Whether there are doubles in the cell.
fn is_cell(cell: CellKey, precision: Precision) -> bool {
    let (least, most) = (f64::from_bits(1), f64::MAX);
    let sizes = key(least, precision)..=key(most, precision);
    cell == 0 || sizes.contains(&cell.saturating_abs())
}
