//! Who may import whom. The order of `MODULES` is the order of the flow; a module may import only
//! what stands in its row, and outside crates only where they are owned.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use crate::imports::{Modules, code, files, is_test};
use crate::program::root;

/// Module, the modules of the crate it may name, the crates it may name.
const MODULES: [(&str, &[&str], &[&str]); 20] = [
    ("bytes", &[], &[]),
    ("synonyms", &[], &[]),
    ("error", &[], &["regex", "thiserror"]),
    ("codec", &[], &["postcard", "serde", "thiserror"]),
    ("event", &["number", "time"], &["bumpalo", "serde"]),
    ("tally", &["codec", "event", "number", "source", "time"], &["serde"]),
    ("time", &["bytes"], &["chrono", "chrono_tz", "dateparser", "thiserror", "wide"]),
    ("number", &["bytes"], &["num_bigint"]),
    ("condition", &["error", "number", "time"], &["ipnetwork", "memchr", "regex"]),
    ("format", &[], &["flate2", "memchr", "regex", "regex_syntax", "serde", "serde_json", "toml"]),
    ("schema", &["tally"], &["serde"]),
    ("outcome", &["error", "schema", "tally", "aggregate"], &[]),
    ("report", &["time"], &[]),
    (
        "source",
        &["error"],
        &[
            "memchr",
            "flate2",
            "zstd",
            "bzip2",
            "liblzma",
            "notify",
            "rustix",
            "wide",
            "crossbeam_channel",
            "serde",
            "serde_json",
            "postcard",
        ],
    ),
    (
        "extract",
        &[
            "bytes",
            "condition",
            "error",
            "event",
            "format",
            "number",
            "schema",
            "source",
            "synonyms",
            "tally",
            "time",
        ],
        &[
            "bumpalo",
            "maxminddb",
            "memchr",
            "rapidhash",
            "regex",
            "regex_automata",
            "regex_syntax",
            "serde_json",
            "wide",
        ],
    ),
    (
        "aggregate",
        &["bytes", "codec", "event", "number", "time"],
        &["datasketches", "ethnum", "hdrhistogram", "rapidhash", "rayon", "serde"],
    ),
    (
        "state",
        &["aggregate", "codec", "schema", "source", "tally"],
        &["base64", "crc32fast", "thiserror"],
    ),
    (
        "analysis",
        &[
            "condition",
            "error",
            "event",
            "number",
            "outcome",
            "schema",
            "source",
            "synonyms",
            "tally",
            "time",
            "report",
            "aggregate",
        ],
        &["ipnetwork", "rayon", "statrs"],
    ),
    (
        "render",
        &["report", "time"],
        &[
            "anstyle",
            "comfy_table",
            "csv",
            "ipnetwork",
            "itoa",
            "serde_json",
            "textplots",
            "unicode_width",
            "zmij",
        ],
    ),
    (
        "pipeline",
        &[
            "error",
            "event",
            "number",
            "format",
            "outcome",
            "schema",
            "source",
            "extract",
            "tally",
            "time",
            "aggregate",
        ],
        &["rayon", "crossbeam_channel", "memchr"],
    ),
];

/// Crates that only the program may name.
const PROGRAM_ONLY: [&str; 9] = [
    "clap",
    "clap_complete",
    "clap_mangen",
    "iana_time_zone",
    "indicatif",
    "ratatui",
    "signal_hook",
    "terminal_size",
    "toml_edit",
];

/// The module a file of the library belongs to; `None` for the program, the fuzz targets and the crate's root.
fn module(path: &Path) -> Option<String> {
    let inside = path.strip_prefix(root().join("src")).unwrap();
    let first = inside.components().next()?.as_os_str().to_str()?;
    let name = first.trim_end_matches(".rs");
    (!matches!(name, "main" | "cli" | "fuzzing" | "lib")).then(|| name.to_owned())
}

/// The words of a line that are followed by `::`, those after `crate::` marked so.
fn paths(line: &str) -> Vec<(bool, String)> {
    let code = line.split("//").next().unwrap_or_default();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = Vec::new();
    let mut rest = code;
    let mut before = String::new();
    while let Some(at) = rest.find("::") {
        let word: String = rest[..at].chars().rev().take_while(|c| is_word(*c)).collect();
        let word: String = word.chars().rev().collect();
        let continues = at == word.len() && !before.is_empty();
        let inner = before == "crate" && continues;
        rest = &rest[at + 2..];
        if word == "crate" {
            let next: String = rest.chars().take_while(|c| is_word(*c)).collect();
            found.push((true, next));
        } else if !inner && !continues {
            found.push((false, word.clone()));
        }
        before = word;
    }
    found
}

#[test]
fn imports_follow_the_flow() {
    let outside: Vec<&str> =
        MODULES.iter().flat_map(|row| row.2).chain(&PROGRAM_ONLY).copied().collect();
    let mut sources = Vec::new();
    files(&root().join("src"), &mut sources);
    let mut violations = Vec::new();
    let mut checked = 0;
    for path in &sources {
        let Some(module) = module(path) else { continue };
        let row = MODULES.iter().find(|row| row.0 == module);
        let (_, inside, crates) = row.unwrap_or_else(|| panic!("{module} has no row"));
        for (number, line) in code(path).lines().enumerate() {
            for (own, name) in paths(line) {
                checked += 1;
                let allowed = match own {
                    true => name == module || inside.contains(&name.as_str()),
                    false => !outside.contains(&name.as_str()) || crates.contains(&name.as_str()),
                };
                if !allowed {
                    violations.push(format!("{}:{}: {line}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(checked > 100, "only {checked} paths were seen");
    assert!(violations.is_empty(), "{}", violations.join("\n"));
}

#[test]
fn files_stay_readable() {
    let mut sources = Vec::new();
    files(&root().join("src"), &mut sources);
    for path in sources {
        let lines = std::fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 400, "{} has {lines} lines", path.display());
    }
}

#[test]
fn imports_run_in_no_circle() {
    let modules = Modules::read();
    let circles: Vec<String> = modules.circles().iter().map(|files| files.join(" ")).collect();
    assert!(circles.is_empty(), "{}:\n{}", circles.len(), circles.join("\n"));
}

#[test]
fn a_type_name_has_one_meaning() {
    static TYPE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?m)^ *(?:pub(?:\([a-z: ]+\))? )?(?:struct|enum|trait|type|union) (\w+)")
            .unwrap()
    });
    let src = root().join("src");
    let mut sources = Vec::new();
    files(&src, &mut sources);
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in sources.iter().filter(|path| !is_test(path.strip_prefix(&src).unwrap())) {
        let file = path.strip_prefix(&src).unwrap().display().to_string();
        let code = code(path);
        for found in TYPE.captures_iter(&code) {
            // Associated types of traits have the names that their trait gives them.
            if !found[0].starts_with(' ') {
                places.entry(found[1].to_owned()).or_default().push(file.clone());
            }
        }
    }
    places.retain(|_, files| files.len() > 1);
    let lines = places.iter().map(|(name, files)| format!("{name}: {}", files.join(", ")));
    assert!(places.is_empty(), "{}", lines.collect::<Vec<_>>().join("\n"));
}
