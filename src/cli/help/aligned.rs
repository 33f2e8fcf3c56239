//! Names and what they are, in two columns.

/// A line a name and what it is, aligned.
pub(super) fn listed<A: ToString, B: ToString>(items: impl Iterator<Item = (A, B)>) -> String {
    let rows: Vec<(String, String)> =
        items.map(|(name, text)| (name.to_string(), text.to_string())).collect();
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    rows.iter().map(|(name, text)| format!("  {name:width$}  {text}\n")).collect()
}
