//! The HTML report: nothing from a log becomes markup, nothing is fetched, the file stays small.

use std::fmt::Write as _;

use crate::program::{run, run_on};

/// Elements the report may have.
const ELEMENTS: [&str; 38] = [
    "html", "head", "meta", "title", "style", "body", "main", "header", "h1", "h2", "h3", "p",
    "dl", "div", "dt", "dd", "section", "figure", "svg", "desc", "path", "polyline", "rect",
    "line", "span", "details", "summary", "table", "thead", "tbody", "tr", "th", "td", "time",
    "ul", "li", "footer", "code",
];
/// Elements without an end tag.
const VOID: [&str; 5] = ["meta", "path", "polyline", "rect", "line"];

/// The tags of a document, each its name, its attributes' names and whether it ends an element.
fn tags(html: &str) -> Vec<(String, Vec<String>, bool)> {
    let body = html.split_once("</style>").unwrap();
    let text = format!("{}</style>{}", body.0.split("<style>").next().unwrap(), body.1);
    let mut found = Vec::new();
    for piece in text.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or_else(|| panic!("no end: {piece}"));
        assert!(!text.contains('>'), "a bare > in {text}");
        if tag.starts_with('!') {
            continue;
        }
        let ends = tag.starts_with('/');
        let tag = tag.trim_matches('/');
        let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut attributes = Vec::new();
        while let Some((attribute, value)) = rest.split_once("=\"") {
            attributes.push(attribute.trim().to_owned());
            rest = value.split_once('"').unwrap_or_else(|| panic!("open quote: {tag}")).1;
        }
        found.push((name.to_owned(), attributes, ends));
    }
    found
}

/// Each element is known, closed, and has no attribute that could run or fetch anything.
fn check(html: &str) {
    let mut open = Vec::new();
    for (name, attributes, ends) in tags(html) {
        assert!(ELEMENTS.contains(&name.as_str()), "element {name}");
        let runs =
            |name: &String| name.starts_with("on") || ["href", "src"].contains(&name.as_str());
        assert!(!attributes.iter().any(runs), "{name} has {attributes:?}");
        if ends && name != "style" {
            assert_eq!(open.pop(), Some(name.clone()), "</{name}>");
        } else if !VOID.contains(&name.as_str()) && name != "style" {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "not closed: {open:?}");
    assert!(
        html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")
    );
    assert!(html.contains("default-src 'none'; style-src 'sha256-"));
}

fn html(args: &[&str]) -> String {
    let args: Vec<&str> = args.iter().copied().chain(["-O", "html"]).collect();
    String::from_utf8(run(&args).stdout).unwrap()
}

#[test]
fn every_kind_of_report_is_a_small_page() {
    let log = "tests/fixtures/access.log";
    for args in [
        &["-f", "1", log][..],
        &["-P", "combined", "-t", log],
        &["-P", "combined", "-t", "-m", "bytes", "--window", "10s", log],
        &["-N", "-f", "10", log],
        &["-P", "combined", "--compare", "status,bytes", log],
        &["-P", "combined", "--compare", "method,status_class", log],
        &["-o", "-f", "1", log],
        &["-P", "combined", "-k", "method,status", log],
        &["inspect", "203.0.113.7", "-P", "nginx-times", log],
        &["diff", "-P", "nginx-times", "-k", "path", log, "tests/fixtures/access.log.gz"],
        &["explain", "status >= 500", "-P", "nginx-times", log],
        &["columns", "-P", "nginx-times", log],
        &["-P", "nginx-times", "-t", "--limits", "--heat", "--changes", log],
    ] {
        let page = html(args);
        check(&page);
        assert!(page.len() < 200_000, "{args:?}: {} bytes", page.len());
    }
}

#[test]
fn text_from_a_log_is_never_markup() {
    const ATTACKS: [&str; 10] = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='x",
        "</table><svg/onload=x>",
        "<!--",
        "]]>",
        "&lt;script&gt;",
        "\u{202e}gnp.exe",
        "\u{1b}[31m",
        "</title><style>*{}</style>",
    ];
    let mut input = String::new();
    for number in 0..10_000 {
        let _ = writeln!(input, "{}{number}", ATTACKS[number % ATTACKS.len()]);
    }
    let output = run_on(&["-O", "html", "-n", "0"], input.as_bytes());
    let page = String::from_utf8(output.stdout).unwrap();
    check(&page);
    assert!(page.len() < 1_100_000, "{} bytes", page.len());
    assert!(!page.contains(['\u{202e}', '\u{1b}']));
}
