//! How much a test does: `PROPTEST_CASES` (32 by `.cargo/config.toml`, 256 in `.ci/run`) is the number
//! of random inputs of a property, and scales tests that go through a list.

/// The number of inputs in full.
const FULL: u32 = 256;

#[expect(clippy::disallowed_methods, reason = "tests take their size from the environment")]
fn configured() -> u32 {
    let text = std::env::var("PROPTEST_CASES").unwrap_or_default();
    text.parse().unwrap_or(FULL).min(FULL)
}

/// Whether tests run in full.
pub(crate) fn is_full() -> bool {
    configured() == FULL
}

/// The part of `full` inputs that is configured, at least four.
pub(crate) fn cases(full: u32) -> u32 {
    (full * configured() / FULL).clamp(full.min(4), full)
}
