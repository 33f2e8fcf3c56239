//! Values that are counted under another text (`--merge-templates`).

use std::collections::BTreeMap;

/// The new text of each value that gets one; other values keep their text.
pub type Names = BTreeMap<Vec<u8>, Vec<u8>>;

/// The name of `value`.
pub(super) fn name_of<'n>(names: &'n Names, value: &'n [u8]) -> &'n [u8] {
    names.get(value).map_or(value, Vec::as_slice)
}
