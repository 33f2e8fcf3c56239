//! New texts of values (`--merge-templates`).

use std::collections::BTreeMap;

/// The new text of each value that gets one; other values keep their text.
pub(crate) type Renames = BTreeMap<Vec<u8>, Vec<u8>>;

/// The text of `value` after the renaming.
pub(super) fn renamed_value<'n>(renames: &'n Renames, value: &'n [u8]) -> &'n [u8] {
    renames.get(value).map_or(value, Vec::as_slice)
}
