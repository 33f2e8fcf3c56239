//! The public items of the library, listed in `tests/public-api.txt`: a change of the list is a change that
//! other programs see. `REGENERATE=1 cargo test` rewrites it.
//!
//! The compiler denies `pub` on what no other crate can reach (`unreachable_pub`), so that each `pub` of
//! the sources is a public item.

use std::path::Path;

use crate::program::root;

/// Whether a declaration goes on in the next line: a bracket is open, or its end is missing.
fn is_open(item: &str) -> bool {
    let count = |bracket| item.matches(bracket).count();
    let is_use = item.starts_with("use ");
    let is_within = count('(') > count(')') || (is_use && count('{') > count('}'));
    is_within || !item.ends_with(['{', ';', ',', '}'])
}

/// The public items of a file, each with the `impl` it belongs to.
fn items(text: &str) -> Vec<String> {
    let mut items = Vec::new();
    let mut owner = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let code = line.trim();
        // The tests of a file stand last in it.
        if line.starts_with("mod ") && line.ends_with('{') {
            break;
        }
        if !line.starts_with([' ', '}', '/', '#']) && !line.is_empty() {
            let head = ["impl", "pub trait", "pub enum", "pub struct"];
            let is_owner = head.iter().any(|word| line.starts_with(word)) && line.ends_with('{');
            owner = if is_owner {
                line.trim_end_matches(" {").to_owned() + ": "
            } else {
                String::new()
            };
        }
        let Some(item) = code.strip_prefix("pub ") else { continue };
        let mut item = item.to_owned();
        // A declaration goes on to its body or its end.
        while is_open(&item) {
            let Some(next) = lines.next() else { break };
            item = item + " " + next.trim();
        }
        let end = item.find(" {").filter(|_| !item.starts_with("use ")).unwrap_or(item.len());
        let item = item[..end].split(" = ").next().unwrap_or_default().trim_end_matches([';', ',']);
        let owner = if line.starts_with("pub ") { "" } else { &owner };
        items.push(format!("{owner}{item}"));
    }
    items
}

/// The sources of the library, those of the program and the tests left out.
fn sources(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "cli" && name != "tests" {
            sources(&path, found);
        } else if name.ends_with(".rs") && name != "main.rs" && name != "tests.rs" {
            found.push(path);
        }
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "REGENERATE is for the developer")]
fn public_items_are_the_listed_ones() {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    files.sort();
    let mut list = String::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let name = file.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
        for item in items(&text) {
            list += &format!("{name}: {item}\n");
        }
    }
    let path = root().join("tests/public-api.txt");
    if std::env::var_os("REGENERATE").is_some() {
        std::fs::write(path, list).unwrap();
        return;
    }
    let listed = std::fs::read_to_string(path).unwrap_or_default();
    let added = list.lines().filter(|item| !listed.lines().any(|other| other == *item));
    let removed = listed.lines().filter(|item| !list.lines().any(|other| other == *item));
    let changes: Vec<String> = added
        .map(|item| format!("+ {item}"))
        .chain(removed.map(|item| format!("- {item}")))
        .collect();
    assert!(
        list == listed,
        "the library has other public items: review them, then REGENERATE=1 cargo test\n{}",
        changes.join("\n")
    );
}

#[test]
fn an_item_is_listed_with_its_owner() {
    let text = "pub struct A {\n    /// B.\n    pub b: u32,\n    c: u8,\n}\n\nimpl A {\n    pub fn d(\n        \
                &self,\n    ) -> u32 {\n        1\n    }\n    pub(crate) fn e() {}\n}\n\n#[cfg(test)]\nmod cases;\n\n\
                pub const F: u8 = 1;\n\
                #[cfg(test)]\nmod tests {\n    pub fn g() {}\n}\n";
    assert_eq!(
        items(text),
        ["struct A", "pub struct A: b: u32", "impl A: fn d( &self, ) -> u32", "const F: u8",]
    );
}
