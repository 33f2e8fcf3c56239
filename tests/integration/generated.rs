//! Man page, completions and the page of fields are what the program generates. `REGENERATE=1 cargo test` rewrites them.

use crate::program::{root, run, stdout};

const ARTIFACTS: [(&str, &str); 6] = [
    ("man", "man/streamstats.1"),
    ("fields", "docs/fields.md"),
    ("bash", "completions/streamstats.bash"),
    ("zsh", "completions/_streamstats"),
    ("fish", "completions/streamstats.fish"),
    ("powershell", "completions/_streamstats.ps1"),
];

#[test]
#[expect(clippy::disallowed_methods, reason = "REGENERATE is for the developer")]
fn committed_files_are_in_step() {
    for (artifact, file) in ARTIFACTS {
        let path = root().join(file);
        let generated = stdout(&run(&["--generate", artifact]));
        if std::env::var_os("REGENERATE").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &generated).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == generated, "{file} is out of step; run REGENERATE=1 cargo test");
    }
}

#[test]
fn help_lists_every_option() {
    let long = stdout(&run(&["--help"]));
    let man =
        std::fs::read_to_string(root().join("man/streamstats.1")).unwrap().replace("\\-", "-");
    let options = [
        "--pattern",
        "--field",
        "--delimiter",
        "--by",
        "--weight",
        "--grep",
        "--exclude",
        "--preset",
        "--where",
        "--numeric",
        "--measure",
        "--bins",
        "--bin-width",
        "--range",
        "--scale",
        "--percentiles",
        "--precision",
        "--time",
        "--start",
        "--end",
        "--bucket",
        "--window",
        "--time-format",
        "--tz",
        "--year",
        "--no-seek",
        "--outliers",
        "--outlier-rule",
        "--outlier-on",
        "--top",
        "--sort",
        "--reverse",
        "--output",
        "--section",
        "--color",
        "--width",
        "--ascii",
        "--quiet",
        "--threads",
        "--follow",
        "--every",
        "--last",
        "--lateness",
        "--max-values",
        "--max-memory",
        "--max-line",
        "--save-state",
        "--checkpoint",
        "--strict",
    ];
    for option in options {
        assert!(long.contains(option) && man.contains(option), "{option}");
    }
    assert!(long.contains("Examples:") && man.contains("EXIT STATUS"));
}

#[test]
fn the_short_help_fits_one_screen() {
    let short = stdout(&run(&["-h"]));
    assert!(short.lines().count() <= 50, "{short}");
    assert!(short.lines().all(|line| line.len() <= 80), "{short}");
    let shown = short.lines().filter(|line| line.trim_start().starts_with('-'));
    assert_eq!(shown.count(), 14, "twelve options, help and version: {short}");
}

#[test]
fn help_knows_commands_and_topics() {
    for topic in ["time", "formats", "filters", "outputs", "columns", "recipes"] {
        let chapter = stdout(&run(&["help", topic]));
        assert!(chapter.contains(&topic.to_uppercase()), "{chapter}");
        assert!(chapter.contains("streamstats -"), "{chapter}");
    }
    assert!(stdout(&run(&["help", "merge"])).contains("--save-state"));
    assert!(stdout(&run(&["help"])).contains("--checkpoint"));
    assert_eq!(run(&["help", "zymurgy"]).status.code(), Some(2));
}
