//! What files hold and what is wrong in them.

use std::path::PathBuf;

use super::{catalogue, expanded, load};
use crate::cli::saved::SavedPresets;

/// The problems of one file, without the folder.
fn problems(text: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let saved = load(folder.path(), &[text]);
    let prefix = format!("{}/", folder.path().display());
    saved.problems().iter().map(|problem| problem.to_string().replace(&prefix, "")).collect()
}

#[test]
fn values_of_every_kind() {
    let text = r#"
[preset.a]
description = "what it is for"
field = 1
by = "client"
grep = ['\d+ "GET', 5, 1.5]
start = 2026-03-05T14:00:00Z
window = ["1m", "5m"]
outliers = true
top = 1_000
"#;
    let expected = [
        "--field=1",
        "--by=client",
        "--grep=\\d+ \"GET",
        "--grep=5",
        "--grep=1.5",
        "--start=2026-03-05T14:00:00Z",
        "--window=1m,5m",
        "--outliers",
        "--top=1000",
    ];
    assert_eq!(expanded(&[text], "a", &[]).unwrap(), expected);
    assert_eq!(problems(text), [] as [&str; 0]);
    let other_forms = "preset.a.by = 'x'\npreset.b = { top = 3, grep = [] }\n";
    assert_eq!(expanded(&[other_forms], "a", &[]).unwrap(), ["--by=x"]);
    assert_eq!(expanded(&[other_forms], "b", &[]).unwrap(), ["--top=3"]);
}

#[test]
fn problems_name_the_place_and_what_is_right() {
    let cases = [
        ("[preset.a]\nby = \"x\ntop = 3\n", "0:2:8: not TOML: "),
        ("[preset.a\n", "0:1:10: not TOML: "),
        ("[preset.a]\ntop = 1\ntop = 2\n", "0:3:1: not TOML: "),
        (
            "[preset.a]\n  butcket = '5m'\n",
            "0:2:3: preset \"a\": \"butcket\" is no option a preset can hold; the nearest is \
             \"bucket\"",
        ),
        (
            "[preset.a]\ntime_format = '%s'\n",
            "0:2:1: preset \"a\": \"time_format\" is no option a preset can hold; the nearest is \
             \"time-format\"",
        ),
        ("[preset.a]\nä = 'ä' # ä\nxyzzy = 1\n", "0:2:1: not TOML: "),
        (
            "[preset.a]\nxyzzy = 1\n",
            "0:2:1: preset \"a\": \"xyzzy\" is no option a preset can hold; keys are long option \
             names, as in by = \"client\"",
        ),
        (
            "[preset.a]\ntop = [1, 2]\n",
            "0:2:7: preset \"a\": top takes one text or number, not an array",
        ),
        (
            "[preset.a]\n'top' = true\n",
            "0:2:9: preset \"a\": top takes one text or number, not a boolean",
        ),
        (
            "[preset.a]\nby = [['x']]\n",
            "0:2:6: preset \"a\": by takes texts, as in by = [\"a\", \"b\"], nothing else in it",
        ),
        (
            "[preset.a]\nby = false\n",
            "0:2:6: preset \"a\": by takes a text or an array of texts, not a boolean",
        ),
        (
            "[preset.a]\nby = { x = 1 }\n",
            "0:2:6: preset \"a\": by takes a text or an array of texts, not a table",
        ),
        (
            "[preset.a]\noutliers = 'yes'\n",
            "0:2:12: preset \"a\": outliers takes true or false, not a text",
        ),
        ("[preset.a]\ndescription = 1\n", "0:2:15: preset \"a\": description is a text in quotes"),
        (
            "[preset.a]\ntop = inf\n",
            "0:2:7: preset \"a\": top takes one text or number, not infinity or NaN",
        ),
        (
            "[preset.a.by]\nx = 1\n",
            "0:1:11: preset \"a\": by takes a value, as in by = \"...\", not a table",
        ),
        (
            "[preset.a]\nfield = 1\npattern = 'x'\n",
            "0:3:1: preset \"a\": pattern and field exclude each other; keep one of them",
        ),
        (
            "[preset.a]\npattern = 'x'\npreset = 'json'\n",
            "0:3:1: preset \"a\": pattern and preset exclude each other; keep one of them",
        ),
        (
            "[preset.My_Errors]\n",
            "0:1:9: preset \"My_Errors\": \"My_Errors\" is no name of a preset: lower-case \
             letters, digits and hyphens between them, as in \"my-errors\"",
        ),
        (
            "[preset.json]\ntop = 3\n",
            "0:1:9: preset \"json\": \"json\" is a built-in preset; a saved one needs a name of \
             its own",
        ),
        ("[preset]\na = 3\n", "0:2:1: preset \"a\": options stand in a table, below [preset.a]"),
        (
            "[presets.a]\ntop = 3\n",
            "0:1:2: \"presets\" is nothing known here; tables are [preset.NAME]",
        ),
        ("preset = 3\n", "0:1:1: \"preset\" is nothing known here; tables are [preset.NAME]"),
    ];
    for (text, expected) in cases {
        let problems = problems(text);
        assert_eq!(problems.len(), 1, "{text}: {problems:?}");
        assert!(problems[0].starts_with(expected), "{text}: {}", problems[0]);
    }
}

#[test]
fn columns_count_characters() {
    let text = "\u{feff}[preset.a]\r\nby = [\"ää\", 1, true]\r\ntop = 'ä' ; 3\r\n";
    assert!(problems(text)[0].starts_with("0:3:11: not TOML"), "{:?}", problems(text));
    let text = "\u{feff}preset.a = { by = 'ää', x = 3 }";
    assert!(problems(text)[0].starts_with("0:1:25: preset \"a\": \"x\""), "{:?}", problems(text));
}

#[test]
fn a_wrong_key_spoils_its_preset_only() {
    let text = "[preset.a]\ntpo = 3\nby = 1\nxyz = 2\n[preset.b]\ntop = 3\n";
    assert_eq!(expanded(&[text], "b", &[]).unwrap(), ["--top=3"]);
    let error = expanded(&[text], "a", &[]).unwrap_err();
    assert!(error.starts_with("0:2:1: preset \"a\": \"tpo\" is no option"), "{error}");
    assert_eq!(problems(text).len(), 2);
}

#[test]
fn a_syntax_error_spoils_its_file_only() {
    let broken = "[preset.b]\ntop = 3\n[preset.c]\ntop = \n";
    let texts = ["[preset.a]\ntop = 1\n[preset.b]\ntop = 2\n", broken];
    assert_eq!(expanded(&texts, "a", &[]).unwrap(), ["--top=1"]);
    for name in ["b", "c"] {
        let error = expanded(&texts, name, &[]).unwrap_err();
        assert!(error.starts_with("1:4:7: not TOML: "), "{error}");
    }
    for broken in ["[preset.a\n", "preset.a]", "[ preset . 'a' ]]", "preset.a.top = \n"] {
        let error = expanded(&[texts[0], broken], "a", &[]).unwrap_err();
        assert!(error.starts_with("1:1:"), "{error}");
    }
    let error = expanded(&["[preset.a]\ngrep = \"\\d\"\n"], "a", &[]).unwrap_err();
    assert!(error.ends_with("; a regular expression stands in single quotes, as in '\\d+'"));
    let error = expanded(&texts, "zzz", &[]).unwrap_err();
    let expected = "no preset is called \"zzz\"; `streamstats preset list` shows all; it may stand \
                    in a file with an error: 1:4:7: not TOML: ";
    assert!(error.starts_with(expected), "{error}");
}

#[test]
fn the_later_file_wins_by_preset() {
    let texts = ["[preset.a]\ntop = 1\nby = 'x'\n[preset.b]\ntop = 2\n", "[preset.a]\ntop = 9\n"];
    assert_eq!(expanded(&texts, "a", &[]).unwrap(), ["--top=9"]);
    assert_eq!(expanded(&texts, "b", &[]).unwrap(), ["--top=2"]);
    let error = expanded(&[texts[0], "[preset.a]\ntpo = 1\n"], "a", &[]).unwrap_err();
    assert!(error.starts_with("1:2:1: "), "{error}");
}

#[test]
fn files_that_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let latin = folder.path().join("latin");
    std::fs::write(&latin, b"[preset.a]\n# \xe4\n").unwrap();
    let absent = [PathBuf::from("/nowhere/at/all"), latin.join("below-a-file")];
    assert!(SavedPresets::load(&absent, catalogue()).problems().is_empty());
    let saved = SavedPresets::load(&[folder.path().to_owned(), latin], catalogue());
    let problems: Vec<String> = saved.problems().iter().map(ToString::to_string).collect();
    assert!(problems[0].ends_with(": Is a directory"), "{problems:?}");
    assert!(problems[1].ends_with("latin: line 2 is not UTF-8"), "{problems:?}");
}

proptest::proptest! {
    #[test]
    fn no_text_is_too_much(
        text in "(\\[preset\\.a\\]\n)?([\\[\\]{}=.,'\"#a\u{e4}\r\n\\\\ 1-]|top|by|preset){0,40}",
    ) {
        let folder = tempfile::tempdir().unwrap();
        let saved = load(folder.path(), &[&text]);
        drop(super::super::expand::expand(&saved, "a", &|_| false));
        let path = folder.path().join("0");
        let options = [("top".to_owned(), vec!["3".to_owned()])];
        drop(super::super::save(&path, "a", &options, None, &catalogue()));
        drop(super::super::remove(&path, "a", &catalogue()));
    }
}

/// A preset with a format and an option of its own.
const SHOP: &str = r#"[preset.shop]
by = "path"

[preset.shop.format]
pattern = '^%{word:client} "%{quoted:request}" %{digits:took}$'
value = "client"
columns.took = { unit = "ms" }
sample = [{ line = '203.0.113.1 "GET /a HTTP/1.1" 12', gives = { path = "/a" } }]

[preset.slow]
preset = "shop"
where = "took > 100"
"#;

#[test]
fn format_is_read_beside_options() {
    assert_eq!(problems(SHOP), [] as [&str; 0]);
    assert_eq!(expanded(&[SHOP], "shop", &[]).unwrap(), ["--preset=shop", "--by=path"]);
    let slow = expanded(&[SHOP], "slow", &[]).unwrap();
    assert_eq!(slow, ["--preset=shop", "--by=path", "--where=took > 100"]);
    let folder = tempfile::tempdir().unwrap();
    let saved = load(folder.path(), &[SHOP]);
    let formats: Vec<_> = saved.formats().collect();
    assert_eq!(formats.len(), 1);
    assert_eq!(formats[0].format.column("took").unwrap().kind.unit(), Some("s"));
    assert_eq!(formats[0].samples[0].gives[0].0, "path");
    let (shown, _) = SHOP.split_once("\n[preset.slow]").unwrap();
    assert_eq!(saved.show("shop").unwrap(), shown);
}

#[test]
fn problems_of_a_format_name_their_place() {
    let cases = [
        ("patern = 'x'", "0:2:1: preset \"a\": unknown field `patern`, expected one of"),
        ("pattern = '(x'", "0:2:11: preset \"a\": not a regular expression: unclosed group"),
        (
            "pattern = '%{wrod}'",
            "0:2:11: preset \"a\": no piece is called \"wrod\"; the nearest is",
        ),
        ("pattern = 'x'\nvalue = 'b'", "0:3:9: preset \"a\": the format has no column \"b\""),
        ("split = 'jsn'", "0:2:9: preset \"a\": split is json, logfmt"),
        ("split = 'json'\npattern = 'x'", "0:3:11: preset \"a\": a format has either"),
        ("split = 'json'\ncolumns.a = 'mms'", "0:3:13: preset \"a\": \"mms\" is no kind"),
        ("split = 'json'\ncolumns.a = ['b | pth']", "0:3:13: preset \"a\": no cut is called"),
        ("split = 'json'\nsample = [{ lin = 'x' }]", "0:3:13: preset \"a\": unknown field `lin`"),
    ];
    for (text, expected) in cases {
        let found = problems(&format!("[preset.a.format]\n{text}\n"));
        assert!(found.len() == 1 && found[0].starts_with(expected), "{text}: {found:?}");
    }
    let two = problems("[preset.a]\nfield = 1\n[preset.a.format]\nsplit = 'json'\n");
    assert_eq!(two, ["0:2:1: preset \"a\": format and field exclude each other; keep one of them"]);
}
