//! Names that are given to values.

use std::collections::BTreeMap;

/// Names by value; a value without a name keeps its own.
pub type Names = BTreeMap<Vec<u8>, Vec<u8>>;

/// The name of `value`.
pub(super) fn name_of<'n>(names: &'n Names, value: &'n [u8]) -> &'n [u8] {
    names.get(value).map_or(value, Vec::as_slice)
}
