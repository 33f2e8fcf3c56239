//! How much a test does: `PROPTEST_CASES` (32 by `.cargo/config.toml`, 256 in `.ci/run`) is the number
//! of random inputs of a property, and decides how far tests go through their lists.

/// Whether tests run in full.
#[expect(clippy::disallowed_methods, reason = "tests take their size from the environment")]
pub(crate) fn is_full() -> bool {
    let text = std::env::var("PROPTEST_CASES").unwrap_or_default();
    text.parse().unwrap_or(256) >= 256
}
