//! Presets as arguments: what was typed, and presets that build on others.

use super::expanded;

const FILE: &str = r#"
[preset.web]
preset = "combined"
by = ["client", "path"]
outliers = true
top = 10

[preset.errors]
preset = "web"
top = 3
outliers = false
where = ["status >= 500"]

[preset.own]
preset = "errors"
pattern = '(?P<value>\S+)'

[preset.cut]
field = "1,3"
delimiter = ","

[preset.cut-less]
preset = "cut"
pattern = 'x'
"#;

#[test]
fn the_nearer_wins_and_what_was_typed_before_all() {
    let cases: [(&str, &[&str], &[&str]); 15] = [
        ("web", &[], &["--preset=combined", "--by=client,path", "--outliers", "--top=10"]),
        ("web", &["top", "by"], &["--preset=combined", "--outliers"]),
        ("web", &["field"], &["--by=client,path", "--outliers", "--top=10"]),
        ("web", &["preset"], &["--by=client,path", "--outliers", "--top=10"]),
        ("web", &["pattern", "by", "outliers", "top"], &[]),
        (
            "errors",
            &[],
            &["--preset=combined", "--by=client,path", "--where=status >= 500", "--top=3"],
        ),
        (
            "own",
            &[],
            &["--pattern=(?P<value>\\S+)", "--by=client,path", "--where=status >= 500", "--top=3"],
        ),
        ("own", &["preset"], &["--by=client,path", "--where=status >= 500", "--top=3"]),
        ("cut", &[], &["--field=1,3", "--delimiter=,"]),
        ("cut", &["field"], &["--delimiter=,"]),
        ("cut", &["pattern"], &[]),
        ("cut", &["delimiter"], &["--field=1,3"]),
        ("cut-less", &[], &["--pattern=x"]),
        ("cut-less", &["field"], &["--delimiter=,"]),
        ("json", &[], &["--preset=json"]),
    ];
    for (name, given, expected) in cases {
        assert_eq!(expanded(&[FILE], name, given).unwrap(), expected, "{name} {given:?}");
    }
}

#[test]
fn a_base_may_stand_in_another_file() {
    let texts = ["[preset.a]\nby = 'x'\ntop = 1\n", "[preset.b]\npreset = 'a'\ntop = 2\n"];
    assert_eq!(expanded(&texts, "b", &[]).unwrap(), ["--by=x", "--top=2"]);
}

#[test]
fn circles_and_unknown_names() {
    let file = "[preset.a]\npreset = 'b'\n[preset.b]\ntop = 1\npreset = 'c'\n[preset.c]\n\
                preset = 'b'\n[preset.self]\npreset = 'self'\n[preset.lost]\npreset = 'combind'\n\
                [preset.on-broken]\npreset = 'broken'\n[preset.broken]\ntop = true\n";
    let cases = [
        ("a", "0:7:1: preset \"c\": presets build on each other in a circle: a on b on c on b"),
        ("self", "0:9:1: preset \"self\": presets build on each other in a circle: self on self"),
        (
            "lost",
            "0:11:1: preset \"lost\": no preset is called \"combind\"; the nearest is \"combined\"",
        ),
        ("slef", "no preset is called \"slef\"; the nearest is \"self\""),
        ("zzzz", "no preset is called \"zzzz\"; `streamstats preset list` shows all"),
        ("on-broken", "0:15:7: preset \"broken\": top takes one text or number, not a boolean"),
    ];
    for (name, expected) in cases {
        assert_eq!(expanded(&[file], name, &[]).unwrap_err(), expected);
    }
}
