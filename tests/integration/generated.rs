//! Man page and completions are what the program generates. `REGENERATE=1 cargo test` rewrites them.

use crate::program::{root, run, stdout};

const ARTIFACTS: [(&str, &str); 5] = [
    ("man", "man/streamstats.1"),
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
    let (short, long) = (stdout(&run(&["-h"])), stdout(&run(&["--help"])));
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
        assert!(
            short.contains(option) && long.contains(option) && man.contains(option),
            "{option}"
        );
    }
    assert!(long.contains("Examples:") && man.contains("EXIT STATUS"));
}
