//! Saving and removing: what stays as it is, what reads back, what is refused.

use std::fs;
use std::path::Path;

use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};

use super::catalogue;
use crate::cli::saved::{PresetChange, SavedPresets, remove, save};

type Options = Vec<(String, Vec<String>)>;

/// Options with their values.
type Rows<'a> = &'a [(&'a str, &'a [&'a str])];

fn options(rows: Rows<'_>) -> Options {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    rows.iter().map(|(name, values)| ((*name).to_owned(), texts(values))).collect()
}

/// The text after saving `rows` as `name` into one of this text.
fn saved(text: &str, name: &str, rows: Rows<'_>) -> Result<String, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("presets");
    fs::write(&path, text).unwrap();
    let done = save(&path, name, &options(rows), None, &catalogue());
    let after = fs::read_to_string(&path).unwrap();
    assert!(done.is_ok() || after == text);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let strip = |error: String| error.replace(&format!("{}/", folder.path().display()), "");
    done.map(|_| after).map_err(strip)
}

fn removed(text: &str, name: &str) -> Result<String, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("presets");
    fs::write(&path, text).unwrap();
    let done = remove(&path, name, &catalogue());
    let strip = |error: String| error.replace(&format!("{}/", folder.path().display()), "");
    done.map(|()| fs::read_to_string(&path).unwrap()).map_err(strip)
}

#[test]
fn a_new_file_reads_well() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("presets");
    let rows: [(&str, &[&str]); 8] = [
        ("top", &["10"]),
        ("pattern", &[r#"^(?P<client>\S+) "(?P<value>[^"]*)""#]),
        ("by", &["client", "path"]),
        ("where", &["status >= 500"]),
        ("outliers", &[]),
        ("grep", &["it's \"\\d\"", "a\nb\\"]),
        ("bucket", &["5m"]),
        ("start", &["007"]),
    ];
    let done = save(&path, "checkout", &options(&rows), Some("errors of it"), &catalogue());
    assert_eq!(done, Ok(PresetChange::Added));
    let text = "[preset.checkout]\ndescription = \"errors of it\"\n\
                pattern = '^(?P<client>\\S+) \"(?P<value>[^\"]*)\"'\nby = [\"client\", \"path\"]\n\
                grep = ['''it's \"\\d\"''', '''\na\nb\\''']\nwhere = \"status >= 500\"\n\
                start = \"007\"\nbucket = \"5m\"\noutliers = true\ntop = 10\n";
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    let presets = SavedPresets::load(&[path], catalogue());
    assert_eq!(presets.show("checkout").unwrap(), text);
    let (name, preset) = presets.iter().next().unwrap();
    assert_eq!((name, preset.unwrap().description.as_deref()), ("checkout", Some("errors of it")));
    assert!(presets.show("checkout").is_ok() && presets.show("json").is_err());
}

const FILE: &str = "# ours\n\n# the busiest\n[preset.a] # first\n# who\nby = 'client' # not path\n\
                    top   =   3\n# grep = 'x'\n\n[unknown]\nx = 1\n\n# about b\n[preset.b]\n\
                    description = 'kept'\ntop = 4\n\n# the end";

#[test]
fn everything_else_stays() {
    let added = saved(FILE, "c", &[("top", &["5"])]).unwrap();
    assert_eq!(added, format!("{FILE}\n\n[preset.c]\ntop = 5\n"));
    let replaced = saved(FILE, "a", &[("by", &["path"]), ("bucket", &["1m"])]).unwrap();
    let expected = FILE.replace("'client'", "\"path\"").replace("top   =   3", "bucket = \"1m\"");
    assert_eq!(replaced, expected);
    let replaced = saved(FILE, "b", &[("by", &["path"])]).unwrap();
    assert_eq!(replaced, FILE.replace("top = 4", "by = \"path\""));
    assert_eq!(removed(&added, "c").unwrap(), format!("{FILE}\n"));
    let (above, below) = (FILE.split("# the busiest").next().unwrap(), "# grep = 'x'");
    let rest = FILE.split(below).nth(1).unwrap();
    assert_eq!(removed(FILE, "a").unwrap(), format!("{above}{below}{rest}"));
    let (above, below) = FILE.split_once("# about b").unwrap();
    let below = below.split_once("top = 4\n\n").unwrap().1;
    assert_eq!(removed(FILE, "b").unwrap(), format!("{above}{below}"));
}

#[test]
fn odd_files() {
    let top: Rows<'_> = &[("top", &["5"])];
    let cases = [
        ("\u{feff}", "\u{feff}[preset.a]\ntop = 5\n"),
        ("# x\r\n", "# x\r\n\r\n[preset.a]\r\ntop = 5\r\n"),
        ("[preset.a]", "[preset.a]\ntop = 5\n"),
        ("[preset.a]\ntop=3", "[preset.a]\ntop=5"),
        ("[ preset . 'a' ]\r\n by = 'x'\r\n", "[ preset . 'a' ]\r\ntop = 5\r\n"),
        ("[preset.a]\nxyzzy = 3\n", "[preset.a]\ntop = 5\n"),
        (
            "[preset.b]\nby = [\n  'x', # one\n]\n[preset.a]\nby = [\n]\n[x]",
            "[preset.b]\nby = [\n  \
          'x', # one\n]\n[preset.a]\ntop = 5\n[x]",
        ),
        ("preset.b.top = 1", "preset.b.top = 1\n\n[preset.a]\ntop = 5\n"),
        ("[preset.a]\n'top' = 3 # ä\n", "[preset.a]\n'top' = 5 # ä\n"),
    ];
    for (text, expected) in cases {
        assert_eq!(saved(text, "a", top).as_deref(), Ok(expected), "{text:?}");
    }
    assert_eq!(removed("[preset.json]\n# x\n", "json").unwrap(), "# x\n");
    assert_eq!(removed("# first\n[preset.a]\ntop = 1\n", "a").unwrap(), "# first\n");
    assert_eq!(removed("[preset.a]\ntop = 1\n\n\n", "a").unwrap(), "");
    assert_eq!(removed("[preset.a]\ntop = 1\n\n[preset.b]\n", "a").unwrap(), "[preset.b]\n");
    assert_eq!(removed("[preset.b]\n\n# x\n# y\n[preset.a]\n", "a").unwrap(), "[preset.b]\n");
}

#[test]
fn refusals_say_what_is_right() {
    let top: Rows<'_> = &[("top", &["5"])];
    let hand = "; change it by hand, nothing was written";
    let cases: [(&str, &str, Rows<'_>, &str); 13] = [
        ("[preset.b]\nby = 'x\n", "a", top, "presets:2:8: not TOML: "),
        ("", "json", top, "\"json\" is a built-in preset; a saved one needs a name of its own"),
        ("", "-a", top, "\"-a\" is no name of a preset: lower-case letters, digits and hyphens"),
        ("", "", top, "\"\" is no name of a preset: "),
        (
            "",
            "a.b",
            top,
            "\"a.b\" is no name of a preset: lower-case letters, digits and hyphens \
                          between them, as in \"a-b\"",
        ),
        ("", "a", &[], "preset \"a\" needs an option to hold, such as -p or -P"),
        ("", "a", &[("tpo", &["1"])], "\"tpo\" is no option a preset can hold; the nearest is"),
        ("", "a", &[("top", &["1", "2"])], "--top takes one value"),
        ("", "a", &[("outliers", &["x"])], "--outliers takes no value"),
        ("", "a", &[("preset", &["a"])], "--preset: \"a\" cannot build on itself"),
        (
            "",
            "a",
            &[("field", &["1"]), ("preset", &["json"])],
            "preset \"a\": field and preset \
          exclude each other; keep one of them; nothing was written",
        ),
        ("preset = {}", "a", top, "presets: [preset.a] does not fit into it as it is written"),
        (
            "preset.a.top = 3",
            "a",
            top,
            "presets: preset \"a\" is not written as a plain table \
                                        below [preset.a]",
        ),
    ];
    for (text, name, rows, expected) in cases {
        let error = saved(text, name, rows).unwrap_err();
        assert!(error.starts_with(expected), "{error}");
    }
    assert!(saved("preset = {}", "a", top).unwrap_err().ends_with(hand));
    let cases = [
        ("", "a", "presets: no preset \"a\" in it; `streamstats preset list` shows all"),
        ("[preset.abc]\n", "abd", "presets: no preset \"abd\" in it; the nearest is \"abc\""),
        ("", "json", "\"json\" is a built-in preset; only saved ones can be removed"),
        ("x", "a", "presets:1:2: not TOML"),
    ];
    for (text, name, expected) in cases {
        let error = removed(text, name).unwrap_err();
        assert!(error.starts_with(expected), "{error}");
    }
    let nowhere = save(Path::new("/nowhere/at/all"), "a", &options(top), None, &catalogue());
    assert_eq!(nowhere.unwrap_err(), "/nowhere/at/all.lock: No such file or directory");
}

/// Texts as people type them, and any others.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        any::<char>().prop_map(String::from),
        proptest::sample::select(vec![
            "'",
            "\"",
            "\\",
            "\\\\",
            "\n",
            "\r",
            "\r\n",
            "\t",
            "'''",
            "\"\"\"",
            "\\u0041",
            "#",
            "=",
            "[",
            "]",
            "(?P<value>\\S+)",
            "[^\"]*",
            "\u{7f}",
            "\0",
            "\u{85}",
            "\u{2028}",
            " ",
            "1",
            "-0",
            "true",
            "\u{feff}",
            "\u{202e}",
            "ä",
        ])
        .prop_map(str::to_owned),
    ];
    proptest::collection::vec(pieces, 0..8).prop_map(|pieces| pieces.concat())
}

fn any_options() -> impl Strategy<Value = Options> {
    let texts = || proptest::collection::vec(text(), 0..4);
    let one = |name: &'static str| text().prop_map(move |text| (name.to_owned(), vec![text]));
    let many = |name: &'static str| texts().prop_map(move |texts| (name.to_owned(), texts));
    let flag = prop_oneof![Just(vec![]), Just(vec!["false".to_owned()])];
    let flag = flag.prop_map(|values| ("outliers".to_owned(), values));
    (one("pattern"), one("top"), many("by"), many("grep"), flag, any::<[bool; 5]>()).prop_map(
        |(a, b, c, d, e, keep)| {
            let rows = [a, c, d, e, b].into_iter().zip(keep);
            rows.filter_map(|(row, keep)| keep.then_some(row)).collect()
        },
    )
}

proptest! {
    #[test]
    fn what_is_saved_reads_back(
        first in any_options(), second in any_options(), note in text(), crlf in any::<bool>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("presets");
        fs::write(&path, if crlf { "# x\r\n" } else { "# x\n" }).unwrap();
        let paths = [path.clone()];
        for (options, name) in [(&first, "a"), (&second, "b"), (&first, "b"), (&second, "a")] {
            let done = save(&path, name, options, Some(&note), &catalogue());
            if options.is_empty() {
                assert!(done.is_err());
                continue;
            }
            done.unwrap();
            let presets = SavedPresets::load(&paths, catalogue());
            let preset = presets.iter().find(|(found, _)| *found == name).unwrap().1.unwrap();
            assert_eq!(&preset.options(&catalogue()), options);
            assert_eq!(preset.description.as_deref(), Some(note.as_str()));
            assert!(presets.problems().is_empty());
        }
        for name in ["a", "b"] {
            drop(remove(&path, name, &catalogue()));
        }
        assert_eq!(fs::read_to_string(&path).unwrap().trim_end(), "# x");
    }
}

#[test]
fn format_stays_when_options_are_saved_and_goes_with_its_preset() {
    let format = "[preset.a.format]\nsplit = 'json'\ncolumns.x = 'ms'\n";
    let text = format!("[preset.a]\ntop = 1\n\n{format}\n[preset.b]\ntop = 2\n");
    let after = saved(&text, "a", &[("top", &["3"])]).unwrap();
    assert_eq!(after, text.replace("top = 1", "top = 3"));
    assert_eq!(removed(&text, "a").unwrap(), "[preset.b]\ntop = 2\n");
    let apart = format!("[preset.a]\ntop = 1\n[preset.b]\ntop = 2\n{format}");
    assert!(removed(&apart, "a").unwrap_err().contains("change it by hand"));
}
