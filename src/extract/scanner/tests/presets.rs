//! The patterns of the presets: which are scanned, and that they find what the regex crate finds.

use proptest::test_runner::{Config, TestRunner};

use super::super::groups::Pattern;
use super::Both;
use super::random::{Change, changed, changes};
use crate::format::{Syntax, builtin, find, names, samples};

/// Every pattern of a preset that is scanned, with its preset's samples.
fn scanned_presets() -> Vec<(Both, Vec<&'static [u8]>)> {
    let mut scanned = Vec::new();
    for preset in builtin() {
        let Syntax::Pattern(patterns) = &preset.syntax else { continue };
        let lines: Vec<&[u8]> =
            samples(&preset.name).iter().map(|sample| sample.line.as_bytes()).collect();
        let both = patterns.iter().filter_map(|pattern| Both::new(pattern, u32::MAX));
        scanned.extend(both.map(|both| (both, lines.clone())));
    }
    scanned
}

#[test]
fn presets_are_scanned_as_the_regex_crate_matches() {
    let scanned = scanned_presets();
    assert!(scanned.len() > 30);
    let mut runner = TestRunner::new(Config { cases: 60, ..Config::default() });
    let compare = |changes: Vec<Change>| {
        for (both, lines) in &scanned {
            for line in lines {
                both.agree(&changed(line, &changes));
            }
        }
        Ok(())
    };
    runner.run(&changes(), compare).unwrap();
}

/// Patterns that are matched by the regex crate, by the name of their format.
const NOT_SCANNED: &[&str] = &[];

/// Patterns of formats that are scanned only on lines that are ASCII or no UTF-8.
const NOT_EXACT_ON_TEXT: &[&str] = &["cassandra", "log4j", "mysql-slow", "windows-xml"];

#[test]
fn every_pattern_of_a_format_is_scanned() {
    let (mut not_scanned, mut not_exact) = (Vec::new(), Vec::new());
    for format in names().filter_map(find) {
        let Syntax::Pattern(patterns) = &format.syntax else { continue };
        for pattern in patterns {
            match Pattern::new(pattern).unwrap().scanner(&[]) {
                None => not_scanned.push(format.name.as_str()),
                Some(scanner) if !scanner.is_exact_on_text => not_exact.push(format.name.as_str()),
                Some(_) => {}
            }
        }
    }
    assert_eq!((&not_scanned[..], &not_exact[..]), (NOT_SCANNED, NOT_EXACT_ON_TEXT));
}
