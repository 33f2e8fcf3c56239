//! Whole reports as they look: `tests/snapshots/pages.toml` has a command line a page, and the page
//! stands in `tests/snapshots/NAME.WIDTH.txt` for each width of a terminal.

use std::path::PathBuf;

use libtest_mimic::{Failed, Trial};
use serde::Deserialize;
use unicode_width::UnicodeWidthStr;

use crate::program;

const WIDTHS: [u16; 4] = [60, 80, 120, 200];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pages {
    page: Vec<Page>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    name: String,
    args: Vec<String>,
}

fn folder() -> PathBuf {
    program::root().join("tests/snapshots")
}

fn check(args: &[String], width: u16, path: &PathBuf) -> Result<(), Failed> {
    let width_text = width.to_string();
    let args = args.iter().map(String::as_str).chain(["-q", "--width", &width_text]);
    let output = program::run(&args.collect::<Vec<_>>());
    let printed = program::stdout(&output);
    if crate::regenerates() {
        std::fs::write(path, &printed).unwrap();
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    if !output.status.success() {
        return Err(format!("{:?}\n{}", output.status, program::stderr(&output)).into());
    }
    if printed != expected {
        return Err(format!("is\n{printed}\nwas\n{expected}").into());
    }
    let widest = printed.lines().map(|line| line.width()).max();
    match widest.filter(|widest| *widest > usize::from(width)) {
        Some(widest) => Err(format!("a line of {widest} columns\n{printed}").into()),
        None => Ok(()),
    }
}

/// Each page at each width, named `page NAME WIDTH`.
pub(crate) fn trials() -> Vec<Trial> {
    let text = std::fs::read_to_string(folder().join("pages.toml")).unwrap();
    let Pages { page } = toml::from_str(&text).unwrap();
    let pages = page.into_iter().flat_map(|Page { name, args }| {
        WIDTHS.map(|width| {
            let (args, path) = (args.clone(), folder().join(format!("{name}.{width}.txt")));
            let title = format!("page {name} {width}");
            Trial::test(title, move || check(&args, width, &path))
        })
    });
    pages.collect()
}
