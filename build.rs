//! How the program is linked, and which files under `formats/` are built into it.
//!
//! The tables of time zones hold some 50,000 pointers. In a program that can be loaded anywhere each
//! of them is a relocation: 1.2 MB of file, applied at every start, on pages that are then no longer
//! shared. Linked to a fixed place it needs none.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::{env, fs};

use flate2::Compression;
use flate2::write::DeflateEncoder;

#[expect(clippy::disallowed_methods, reason = "cargo tells the target and the folders so")]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
    let formats = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("formats");
    println!("cargo::rerun-if-changed={}", formats.display());
    let out = env::var("OUT_DIR")?;
    let mut all_texts = String::new();
    fs::write(Path::new(&out).join("formats.rs"), table(&formats, &mut all_texts)?)?;
    // The texts are rarely read: they take a fifth of their length in the program.
    let file = fs::File::create(Path::new(&out).join("formats.deflate"))?;
    let mut file = DeflateEncoder::new(file, Compression::best());
    file.write_all(all_texts.as_bytes())?;
    file.finish()?;
    Ok(())
}

/// The table of `src/format/builtin.rs`: the outline of each file, its description, the place of its text
/// in `all_texts`, and its rules (the file without its samples, as JSON, which a start reads in a tenth of
/// the time); then the order of detection.
fn table(formats: &Path, all_texts: &mut String) -> Result<String, Box<dyn Error>> {
    let mut rows: BTreeMap<String, String> = BTreeMap::new();
    let mut more_general: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in fs::read_dir(formats)? {
        let path = entry?.path();
        if let (Some("toml"), Some(name)) =
            (path.extension().and_then(|end| end.to_str()), path.file_stem())
        {
            let text = fs::read_to_string(&path)?;
            let mut rules: toml::Table = text.parse()?;
            rules.remove("sample");
            let name = name.display().to_string();
            let begin = all_texts.len();
            all_texts.push_str(&text);
            let place = begin..all_texts.len();
            let description = rules.get("description").and_then(toml::Value::as_str);
            let description = description.unwrap_or_default();
            let (outline, json) = (outline(&name, &rules), serde_json::to_string(&rules)?);
            let row = format!("Embedded::new({outline}, {description:?}, {place:?}, {json:?}),");
            let detect = rules.get("detect");
            more_general.insert(name.clone(), texts(detect.and_then(|keys| keys.get("before"))));
            rows.insert(name, row);
        }
    }
    // By name, which a search by halves relies on.
    let mut table = format!("static EMBEDDED: [Embedded; {}] = [\n", rows.len());
    for row in rows.values() {
        writeln!(table, "    {row}")?;
    }
    let names: Vec<&String> = rows.keys().collect();
    let order = detection_order(more_general);
    let order = order.iter().filter_map(|name| names.iter().position(|known| *known == name));
    let order: Vec<usize> = order.collect();
    Ok(format!("{table}];\nstatic DETECTION_ORDER: [usize; {}] = {order:?};\n", order.len()))
}

/// The `Outline` of a format, as Rust.
fn outline(name: &str, rules: &toml::Table) -> String {
    let empty = toml::Table::new();
    let detect = rules.get("detect").and_then(toml::Value::as_table).unwrap_or(&empty);
    let syntax = match rules.get("split") {
        Some(split) => texts(Some(split)).join(" "),
        None => "pattern".to_owned(),
    };
    let list = |key: &str| format!("&{:?}", texts(detect.get(key)));
    let keys: Vec<&String> = detect
        .get("keys")
        .and_then(toml::Value::as_table)
        .map(|keys| keys.keys().collect())
        .unwrap_or_default();
    let is_pattern = |rule: &String| rule.starts_with('^');
    let has_only_records = !rules.contains_key("begins")
        && !rules.contains_key("header")
        && !texts(rules.get("continued")).iter().any(is_pattern);
    format!(
        "Outline {{ name: {name:?}, syntax: {syntax:?}, has_only_records: {:?}, header: {:?}, \
         starts_with: {:?}, contains: {}, contains_any: {}, keys: &{keys:?}, is_last_resort: {:?} }}",
        has_only_records,
        rules.get("header").and_then(toml::Value::as_str),
        detect.get("starts-with").and_then(toml::Value::as_str),
        list("contains"),
        list("contains-any"),
        detect.contains_key("last-resort"),
    )
}

/// The texts of a value that is a text or an array of texts.
fn texts(value: Option<&toml::Value>) -> Vec<String> {
    match value {
        Some(toml::Value::String(text)) => vec![text.clone()],
        Some(toml::Value::Array(values)) => {
            values.iter().flat_map(|value| texts(Some(value))).collect()
        }
        _ => Vec::new(),
    }
}

/// The names sorted so that each precedes the more general formats that its file names under `before`; by
/// name where nothing is said. Formats that name each other in a circle come last, by name.
///
/// Source: A. B. Kahn, Topological sorting of large networks, CACM 5 (1962).
fn detection_order(mut left: BTreeMap<String, Vec<String>>) -> Vec<String> {
    // How many formats on the left each format has to wait for.
    let mut waits: BTreeMap<String, usize> = BTreeMap::new();
    for name in left.values().flatten() {
        *waits.entry(name.clone()).or_default() += 1;
    }
    let mut free: BTreeSet<String> =
        left.keys().filter(|name| !waits.contains_key(*name)).cloned().collect();
    let mut sorted = Vec::with_capacity(left.len());
    while let Some(name) = free.pop_first().or_else(|| left.keys().next().cloned()) {
        let Some(before) = left.remove(&name) else { continue };
        for next in before {
            let Some(wait) = waits.get_mut(&next) else { continue };
            *wait -= 1;
            if *wait == 0 {
                waits.remove(&next);
                free.insert(next);
            }
        }
        sorted.push(name);
    }
    sorted
}
