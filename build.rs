//! How the program is linked.
//!
//! The tables of time zones hold some 50,000 pointers. In a program that can be loaded anywhere each
//! of them is a relocation: 1.2 MB of file, applied at every start, on pages that are then no longer
//! shared. Linked to a fixed place it needs none.

#[expect(clippy::disallowed_methods, reason = "cargo tells the target so")]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
