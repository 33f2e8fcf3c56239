//! Whole screens, kept in `src/cli/screen/screens`. `REGENERATE=1 cargo test` rewrites them; look at
//! what changes.

use std::path::Path;

use super::{count, draw, lines, red_lines};

const LOG: &str = "tests/fixtures/access.log";

const PLAIN: &[&str] = &["-P", "nginx-times", LOG];
const TIMES: &[&str] = &["-P", "nginx-times", "-t", LOG];
const MEASURED: &[&str] = &["-P", "nginx-times", "-t", "-m", "request_time", LOG];
const NUMBERS: &[&str] = &["-P", "nginx-times", "-t", "-N", "-k", "request_time", LOG];
const PATHS: &[&str] = &["-p", r#""GET (?P<value>[^? ]+)"#, "-t", LOG];
const COMPARED: &[&str] = &["-P", "nginx-times", "--compare", "bytes,request_time", LOG];
const ASCII: &[&str] = &["-P", "nginx-times", "-t", "--ascii", LOG];

/// Name, command line, size, keys.
type Case = (&'static str, &'static [&'static str], (u16, u16), &'static str);

const SCREENS: &[Case] = &[
    ("plain_80x24", PLAIN, (80, 24), ""),
    ("plain_200x60", PLAIN, (200, 60), ""),
    ("plain_20x5", PLAIN, (20, 5), ""),
    ("times_80x24", TIMES, (80, 24), ""),
    ("times_200x60", TIMES, (200, 60), ""),
    ("times_20x5", TIMES, (20, 5), ""),
    ("times_1x1", TIMES, (1, 1), ""),
    ("times_by_peak_80x24", TIMES, (80, 24), "s"),
    ("outliers_80x24", TIMES, (80, 24), "o"),
    ("paused_80x24", TIMES, (80, 24), "p"),
    ("searched_80x24", TIMES, (80, 24), "/51.100.\n"),
    ("typing_80x24", TIMES, (80, 24), "/nobody"),
    ("row_80x24", TIMES, (80, 24), "↓\n"),
    ("row_200x60", MEASURED, (200, 60), "\n"),
    ("row_20x5", TIMES, (20, 5), "\n"),
    ("by_80x24", TIMES, (80, 24), "k↓"),
    ("by_20x5", TIMES, (20, 5), "k"),
    ("filter_80x24", TIMES, (80, 24), "↓w"),
    ("marked_80x24", TIMES, (80, 24), "t→→\n→→→→"),
    ("help_80x24", TIMES, (80, 24), "?"),
    ("command_80x24", TIMES, (80, 24), "o/203\ny"),
    ("command_ascii_80x24", ASCII, (80, 24), "y"),
    ("measured_80x24", MEASURED, (80, 24), ""),
    ("measured_200x60", MEASURED, (200, 60), ""),
    ("measured_by_p99_20x5", MEASURED, (20, 5), "ssss"),
    ("measured_by_p99_80x24", MEASURED, (80, 24), "ssss"),
    ("hostile_80x24", &["tests/fixtures/bytes.txt"], (80, 24), ""),
    ("numbers_80x24", NUMBERS, (80, 24), ""),
    ("numbers_200x60", NUMBERS, (200, 60), ""),
    ("numbers_20x5", NUMBERS, (20, 5), ""),
    ("paths_80x24", PATHS, (80, 24), ""),
    ("compared_80x24", COMPARED, (80, 24), ""),
    ("ascii_80x24", ASCII, (80, 24), ""),
];

#[test]
#[expect(clippy::disallowed_methods, reason = "REGENERATE is for the developer")]
fn screens_are_as_they_were() {
    let regenerate = std::env::var_os("REGENERATE").is_some();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/screen/screens");
    let mut counted: Vec<(&[&str], super::Counted)> = Vec::new();
    for (name, line, size, keys) in SCREENS {
        if counted.iter().all(|(known, _)| known != line) {
            counted.push((line, count(line)));
        }
        let (_, counted) = counted.iter().find(|(known, _)| known == line).unwrap();
        let drawn = lines(&draw(counted, *size, keys)).join("\n") + "\n";
        let file = folder.join(format!("{name}.txt"));
        if regenerate {
            std::fs::write(&file, &drawn).unwrap();
        }
        let kept = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(kept == drawn, "{name} is another; look at it, then REGENERATE=1\n{drawn}");
    }
}

#[test]
fn what_stands_out_is_painted_and_nothing_else() {
    let times = count(TIMES);
    let buffer = draw(&times, (80, 24), "");
    let red = red_lines(&buffer);
    let marked: Vec<usize> = (0..24).filter(|y| lines(&buffer)[*y].starts_with('*')).collect();
    assert_eq!(marked, [2, 3]);
    // The totals say how many there are.
    assert_eq!(red, [0, 2, 3]);
    let colorless = count(&[TIMES, &["--color=never"]].concat());
    assert!(red_lines(&draw(&colorless, (80, 24), "")).is_empty());
}

#[test]
fn outliers_below_the_edge_are_told() {
    let times = count(TIMES);
    let sorted_by_value = draw(&times, (80, 10), "sss");
    let lines = lines(&sorted_by_value);
    assert!(lines.iter().any(|line| line.ends_with("; 1 outlier of them")), "{lines:#?}");
}
