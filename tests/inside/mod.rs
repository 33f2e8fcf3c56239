//! Tests of the library's inner parts, against plain implementations, certified values and random input. They are
//! compiled into its unit tests (`cargo test --lib inside`), because no other crate can reach these parts.

mod comparison; // correlation and association, against scipy
mod condition; // conditions, a column's text, and whether it holds
mod limiters; // rate limiters of other programs
mod merge_laws; // states: any split, tree and order; harmed bytes
mod nist; // against certified values
mod percentiles; // against exact order statistics
mod preset_columns; // the samples through the extraction
mod preset_reader; // reads samples, not with the extraction
mod presets; // every built-in format against its samples and the others
mod rates; // rates against a brute force
mod single_column; // the shortcut for one column against the plan of several
mod tally; // the account of lines
mod time_properties; // random instants in every shape, and bytes that mean nothing
mod time_sources; // whole sources: years, zones, mixed formats
mod time_table; // stamps and their instants
mod time_wild; // stamps as logs of all kinds write them, read whole or not at all

/// The part of `full` random inputs that `PROPTEST_CASES` of 256 asks for, at least four.
#[expect(clippy::disallowed_methods, reason = "tests take their size from the environment")]
fn cases(full: u32) -> u32 {
    let text = std::env::var("PROPTEST_CASES").unwrap_or_default();
    let configured: u32 = text.parse().unwrap_or(256).min(256);
    (full * configured / 256).clamp(full.min(4), full)
}
