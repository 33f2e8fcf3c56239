//! The files of `src` as a graph of who uses whom, read from `use` declarations and from paths in the
//! code. A name that a module re-exports counts as its own file's.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

use crate::program::root;

static ITEM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?m)^ *(?:pub(?:\([a-z]+\))? )?(?:const )?(?:fn|struct|enum|trait|type|const|static|union) (\w+)",
    )
    .unwrap()
});
static CHILD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^(?:pub(?:\([a-z]+\))? )?mod (\w+);").unwrap());
static USE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?ms)^ *(pub(?:\([a-z]+\))? )?use ([^;]+);").unwrap());
static VISIBILITY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"pub\(in [\w:]+\)").unwrap());
static TESTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"#\[cfg\(test\)\]\n(?:#\[.*\]\n)*(?:pub(?:\([a-z]+\))? )?mod \w+ \{").unwrap()
});
static PATH: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b\w+(?:::\w+)+").unwrap());

/// A file of `src`.
pub(crate) struct Module {
    /// Its file, from the root of the package.
    pub(crate) file: String,
    path: Vec<String>,
    /// The names of its types, functions and constants.
    items: BTreeSet<String>,
    children: BTreeSet<String>,
    /// Names that `use` declares, with their full paths.
    imported: BTreeMap<String, Vec<String>>,
    /// All paths in its code, from the root of the crate.
    paths: BTreeSet<Vec<String>>,
}

/// The modules of `src` without tests.
pub(crate) struct Modules {
    all: Vec<Module>,
    by_path: BTreeMap<Vec<String>, usize>,
}

/// Every file with the ending `.rs` below a folder.
pub(crate) fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The code of a file before the module of its tests, without comments.
pub(crate) fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let code = TESTS.split(&text).next().unwrap_or_default();
    let lines = code.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a file holds tests alone.
pub(crate) fn is_test(path: &Path) -> bool {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.iter().any(|part| part == "tests" || part == "tests.rs")
}

/// The module path of a file; empty for `lib.rs` and `main.rs`.
fn module_path(inside: &Path) -> Vec<String> {
    let path = inside.with_extension("");
    let mut parts: Vec<String> =
        path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if parts.last().is_some_and(|part| part == "mod" || part == "lib" || part == "main") {
        parts.pop();
    }
    parts
}

/// The names of a `use` tree with their paths: `a::{b, c::d as e}` gives `b`, `e`.
fn leaves(tree: &str, before: &[String], found: &mut Vec<(String, Vec<String>)>) {
    let tree = tree.trim();
    let split = tree.find('{').unwrap_or(tree.len());
    let (head, group) = tree.split_at(split);
    let (head, name) = head.split_once(" as ").unwrap_or((head, ""));
    let mut path = before.to_vec();
    let parts = head.split("::").map(str::trim).filter(|part| !part.is_empty());
    path.extend(parts.map(str::to_owned));
    if group.is_empty() {
        if path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let last = path.last().cloned().unwrap_or_default();
        let name = if name.is_empty() { last } else { name.trim().to_owned() };
        found.push((name, path));
        return;
    }
    let (mut depth, mut from) = (0, 1);
    for (at, byte) in group.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if (byte == b',' && depth == 1) || (byte == b'}' && depth == 0) {
            if !group[from..at].trim().is_empty() {
                leaves(&group[from..at], &path, found);
            }
            from = at + 1;
        }
    }
}

impl Module {
    fn read(src: &Path, file: &Path) -> Self {
        // The path of a visibility is no use of a module.
        let code = VISIBILITY.replace_all(&code(file), "pub").into_owned();
        let path = module_path(file.strip_prefix(src).unwrap());
        let names = |pattern: &Regex| -> BTreeSet<String> {
            pattern.captures_iter(&code).map(|found| found[1].to_owned()).collect()
        };
        let mut module = Self {
            file: file.strip_prefix(root()).unwrap().to_string_lossy().into_owned(),
            path,
            items: names(&ITEM),
            children: names(&CHILD),
            imported: BTreeMap::new(),
            paths: BTreeSet::new(),
        };
        let mut used = Vec::new();
        for found in USE.captures_iter(&code) {
            leaves(&found[2], &[], &mut used);
        }
        for (name, path) in used {
            if let Some(path) = module.absolute(&path) {
                module.paths.insert(path.clone());
                module.imported.insert(name, path);
            }
        }
        for found in PATH.find_iter(&USE.replace_all(&code, "")) {
            let path: Vec<String> = found.as_str().split("::").map(str::to_owned).collect();
            module.paths.extend(module.absolute(&path));
        }
        module
    }

    /// A path from the root of the crate; `None` for paths into other crates.
    fn absolute(&self, path: &[String]) -> Option<Vec<String>> {
        let up = path.iter().take_while(|part| *part == "super").count();
        let first = path.first()?;
        if first == "crate" || first == "streamstats" {
            return Some(path[1..].to_vec());
        }
        if up > 0 {
            let base = self.path.get(..self.path.len().checked_sub(up)?)?;
            return Some([base, &path[up..]].concat());
        }
        if first == "self" {
            return Some([&self.path[..], &path[1..]].concat());
        }
        if let Some(imported) = self.imported.get(first) {
            return Some([&imported[..], &path[1..]].concat());
        }
        self.children.contains(first).then(|| [&self.path[..], path].concat())
    }
}

impl Modules {
    /// Reads `src`.
    pub(crate) fn read() -> Self {
        let src = root().join("src");
        let mut found = Vec::new();
        files(&src, &mut found);
        found.retain(|file| !is_test(file.strip_prefix(&src).unwrap()));
        found.sort();
        let all: Vec<Module> = found.iter().map(|file| Module::read(&src, file)).collect();
        let by_path =
            all.iter().enumerate().map(|(at, module)| (module.path.clone(), at)).collect();
        Self { all, by_path }
    }

    /// The module a path leads to, through re-exports.
    fn resolve(&self, path: &[String], depth: usize) -> Option<usize> {
        let length = (0..=path.len()).rev().find(|end| self.by_path.contains_key(&path[..*end]))?;
        let at = self.by_path[&path[..length]];
        let module = &self.all[at];
        let name = path.get(length);
        let passed_on = name
            .filter(|name| !module.items.contains(*name))
            .and_then(|name| module.imported.get(name))
            .filter(|target| depth < 8 && target[..] != path[..=length]);
        match passed_on {
            Some(target) => self.resolve(target, depth + 1).or(Some(at)),
            // The root of a crate is no module that one could depend on.
            None => (length > 0).then_some(at),
        }
    }

    /// The modules that each module uses.
    fn edges(&self) -> Vec<BTreeSet<usize>> {
        let targets = |(at, module): (usize, &Module)| {
            let used = module.paths.iter().filter_map(|path| self.resolve(path, 0));
            used.filter(|target| *target != at).collect()
        };
        self.all.iter().enumerate().map(targets).collect()
    }

    /// The groups of files that use each other, directly or through others.
    pub(crate) fn circles(&self) -> Vec<Vec<&str>> {
        let edges = self.edges();
        let reach = |from: usize| {
            let (mut seen, mut left) = (BTreeSet::new(), vec![from]);
            while let Some(at) = left.pop() {
                left.extend(edges[at].iter().filter(|to| seen.insert(**to)));
            }
            seen
        };
        let reached: Vec<BTreeSet<usize>> = (0..self.all.len()).map(reach).collect();
        let mut circles: BTreeSet<Vec<&str>> = BTreeSet::new();
        for (from, to) in reached.iter().enumerate().filter(|(from, to)| to.contains(from)) {
            let members = to.iter().filter(|at| reached[**at].contains(&from));
            circles.insert(members.map(|at| self.all[*at].file.as_str()).collect());
        }
        circles.into_iter().collect()
    }
}
