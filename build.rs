//! How the program is linked, and which files under `formats/` are built into it.
//!
//! The tables of time zones hold some 50,000 pointers. In a program that can be loaded anywhere each
//! of them is a relocation: 1.2 MB of file, applied at every start, on pages that are then no longer
//! shared. Linked to a fixed place it needs none.

use std::error::Error;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

#[expect(clippy::disallowed_methods, reason = "cargo tells the target and the folders so")]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
    let formats = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("formats");
    println!("cargo::rerun-if-changed={}", formats.display());
    fs::write(Path::new(&env::var("OUT_DIR")?).join("formats.rs"), table(&formats)?)?;
    Ok(())
}

/// The table of `src/format/builtin.rs`: each file's name without its ending, its text, and its rules:
/// the file without its samples, as JSON, which a start reads in a tenth of the time.
fn table(formats: &Path) -> Result<String, Box<dyn Error>> {
    let mut rows: Vec<(String, String, String)> = Vec::new();
    for entry in fs::read_dir(formats)? {
        let path = entry?.path();
        if let (Some("toml"), Some(name)) =
            (path.extension().and_then(|end| end.to_str()), path.file_stem())
        {
            let mut rules: toml::Table = fs::read_to_string(&path)?.parse()?;
            rules.remove("sample");
            let rules = serde_json::to_string(&rules)?;
            rows.push((name.display().to_string(), path.display().to_string(), rules));
        }
    }
    // By name, which a search by halves relies on.
    rows.sort();
    let mut table = format!("static EMBEDDED: [Embedded; {}] = [\n", rows.len());
    for (name, path, rules) in rows {
        writeln!(table, "    Embedded::new({name:?}, include_str!({path:?}), {rules:?}),")?;
    }
    Ok(table + "];\n")
}
