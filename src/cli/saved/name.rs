//! Which names a saved preset may have.

use super::catalogue::Catalogue;

/// Checks a name for a preset of one's own.
///
/// # Errors
/// It has other characters than lower-case letters, digits and hyphens between them, or is taken by
/// a built-in preset; the text says what would be right.
pub(super) fn check(name: &str, catalogue: &Catalogue) -> Result<(), String> {
    if catalogue.is_builtin(name) {
        return Err(format!("{name:?} is a built-in preset; a saved one needs a name of its own"));
    }
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let is_right = name.chars().all(|c| is_plain(c) || c == '-')
        && name.starts_with(is_plain)
        && name.ends_with(is_plain);
    if is_right {
        return Ok(());
    }
    let right = "lower-case letters, digits and hyphens between them";
    let lowered = name.to_lowercase().replace(['_', ' ', '.'], "-");
    let free = lowered != name && check(&lowered, catalogue).is_ok();
    Err(match free {
        true => format!("{name:?} is no name of a preset: {right}, as in {lowered:?}"),
        false => format!("{name:?} is no name of a preset: {right}, as in \"checkout-errors\""),
    })
}
