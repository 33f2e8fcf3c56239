//! The patterns of the presets: which are scanned, and that they find what the regex crate finds.

use proptest::test_runner::{Config, TestRunner};

use super::super::Scanner;
use super::Both;
use super::random::{Change, changed, changes};
use crate::format::{Syntax, builtin, find, names};

/// Every pattern of a preset that is scanned, with its preset's samples.
fn scanned_presets() -> Vec<(Both, Vec<&'static [u8]>)> {
    let mut scanned = Vec::new();
    for preset in builtin() {
        let Syntax::Pattern(patterns) = &preset.syntax else { continue };
        let lines: Vec<&[u8]> =
            preset.samples.iter().map(|sample| sample.line.as_bytes()).collect();
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

/// How each pattern of a preset is matched: `S` scanned on all lines, `s` on those that are ASCII or
/// no UTF-8, `-` by the regex crate.
const PRESETS_SCANNED: &[(&str, &str)] = &[
    ("s3", "S-"),
    ("vhost", "S--"),
    ("ingress-nginx", "S-"),
    ("traefik", "S-"),
    ("nginx-rt", "S-"),
    ("nginx-times", "S-"),
    ("combined-io", "S-"),
    ("combined-us", "S-"),
    ("nginx-main", "S-"),
    ("combined", "S-"),
    ("gunicorn", "S-"),
    ("uvicorn", "S"),
    ("common", "S-"),
    ("alb", "SS"),
    ("elb", "S-"),
    ("envoy", "S-"),
    ("haproxy", "SS-"),
    ("haproxy-tcp", "SS-"),
    ("uwsgi", "S-"),
    ("squid", "S-"),
    ("apache-error", "S-"),
    ("nginx-error", "S-"),
    ("kernel", "S-"),
    ("sshd", "S-"),
    ("syslog5424", "S-"),
    ("syslog", "S-"),
    ("cri", "SS"),
    ("fail2ban", "S-"),
    ("mysql-error", "S-"),
    ("postgres", "S---"),
    ("spring", "S-"),
    ("log4j", "S---S"),
    ("python", "SSSS"),
    ("tracing-text", "-"),
    ("zerolog-console", "-"),
    ("journal", "SS"),
    ("syslog-iso", "SS"),
    ("klog", "S"),
    ("logcat", "SS"),
    ("strace", "S-"),
    ("vpc-flow", "S"),
    ("redis", "S"),
    ("rails", "S-"),
    ("tomcat", "S"),
    ("zap-console", "--"),
    ("go", "-"),
];

#[test]
fn the_patterns_of_presets_are_scanned_that_can_be() {
    let how = |pattern: &String| match Scanner::compile(pattern, &[]) {
        Some(scanner) if scanner.is_exact_on_text => 'S',
        Some(_) => 's',
        None => '-',
    };
    let mut found = Vec::new();
    for preset in names().filter_map(find) {
        if let Syntax::Pattern(patterns) = &preset.syntax {
            found.push((preset.name.as_str(), patterns.iter().map(how).collect::<String>()));
        }
    }
    let found: Vec<(&str, &str)> = found.iter().map(|(name, how)| (*name, how.as_str())).collect();
    assert_eq!(found, PRESETS_SCANNED);
}
