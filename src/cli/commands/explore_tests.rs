//! The command line of a view gives the figures of the view, whichever keys were pressed.

use std::process::Command;
use std::time::Duration;

use crate::analysis::analyze;
use crate::outcome::Outcome;
use crate::pipeline::{Monitor, run};
use crate::render::{OUTPUTS, ProgramOptions, Request, Style};
use proptest::prelude::{ProptestConfig, prop, prop_assert_eq, proptest};
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::explore::{Explorer, configured};
use crate::cli::config::Config;
use crate::cli::environment::Environment;
use crate::cli::parsed::of_options;
use crate::cli::resolve::resolve;
use crate::cli::screen::Action;

static ENVIRONMENT: Environment = Environment::for_tests();

/// Command lines that walks begin at.
const BEGINNINGS: [&[&str]; 8] = [
    &["tests/fixtures/access.log"],
    &["-f", "1", "tests/fixtures/access.log"],
    &["-P", "nginx-times", "-k", "path,status", "-w", "bytes > 100", "tests/fixtures/access.log"],
    &["-P", "nginx-times", "-m", "request_time", "-b", "10s", "tests/fixtures/access.log"],
    &["tests/fixtures/app.json.log"],
    &["tests/fixtures/syslog.log"],
    &["-P", "csv", "-k", "1", "tests/fixtures/orders.csv"],
    &["tests/fixtures/bytes.txt"],
];

/// An explorer of what `words` say, once everything is read.
fn explorer(words: &[&str]) -> Explorer<'static> {
    let words: Vec<_> = ["--screen"].iter().chain(words).map(Into::into).collect();
    let parsed = of_options(&words, &ENVIRONMENT).unwrap();
    let config = resolve(&parsed, &ENVIRONMENT).unwrap();
    let mut explorer = Explorer::new(parsed.line, config, &ENVIRONMENT, 24).unwrap();
    finish_reading(&mut explorer);
    explorer
}

/// Waits for the reading, and takes in the report.
fn finish_reading(explorer: &mut Explorer<'_>) {
    while explorer.is_reading() {
        if !explorer.poll() {
            std::thread::sleep(Duration::from_millis(1));
        }
    }
    if let Some(outcome) = explorer.outcome() {
        let options = explorer.options();
        explorer.show(&analyze(&outcome, &options));
    }
    explorer.view.place(60, 18);
}

fn press(explorer: &mut Explorer<'_>, code: KeyCode) -> Action {
    let action = explorer.view.press(KeyEvent::new(code, KeyModifiers::NONE));
    explorer.act(&action);
    finish_reading(explorer);
    action
}

fn typed(explorer: &mut Explorer<'_>, keys: &str) {
    for key in keys.chars() {
        let code = match key {
            '\n' => KeyCode::Enter,
            '\x1b' => KeyCode::Esc,
            '>' => KeyCode::Right,
            'v' => KeyCode::Down,
            key => KeyCode::Char(key),
        };
        press(explorer, code);
    }
}

/// The report as JSON.
fn json(config: &Config, outcome: &Outcome) -> String {
    let report = analyze(outcome, &config.analysis);
    let (style, program) = (Style::default(), ProgramOptions::default());
    let request = Request { report: &report, only: &[], style, program, threads: 1 };
    let output = OUTPUTS.iter().find(|output| output.name == "json").unwrap();
    let mut text = Vec::new();
    output.write(&request, &mut text).unwrap();
    String::from_utf8(text).unwrap()
}

/// The words that a shell reads in `text`, without the program's name.
fn shell_words(text: &str) -> Vec<std::ffi::OsString> {
    let arguments = text.strip_prefix("streamstats").unwrap();
    let script = format!("printf '%s\\0' x{arguments}");
    let printed = Command::new("sh").args(["-c", &script]).output().unwrap().stdout;
    let printed = String::from_utf8(printed).unwrap();
    printed.split_terminator('\0').skip(1).map(Into::into).collect()
}

/// The report of the command line that is printed for the view.
fn of_command(explorer: &Explorer<'_>) -> String {
    let shell = explorer.view.command_line().shell();
    let parsed = of_options(&shell_words(&shell), &ENVIRONMENT);
    let parsed = parsed.unwrap_or_else(|problem| panic!("{shell}: {}", problem.text()));
    let config = resolve(&parsed, &ENVIRONMENT).unwrap();
    json(&config, &run(&config.run, &Monitor::default()).unwrap())
}

/// The report of the counts behind the view.
fn of_view(explorer: &Explorer<'_>) -> String {
    let config = configured(&explorer.view.command_line(), &ENVIRONMENT).unwrap();
    json(&config, &explorer.outcome().unwrap())
}

#[test]
fn the_command_line_gives_the_figures_of_the_view() {
    let keys = "kmbwxtsoru/y?\n\n\n\n\n\x1b\x1bvvvv^>>>><1ae.[";
    let keys: Vec<char> = keys.chars().collect();
    let walks = prop::collection::vec(prop::sample::select(keys), 1..16);
    let settings = ProptestConfig { cases: 30, failure_persistence: None, ..Default::default() };
    proptest!(settings, |(begin in 0..BEGINNINGS.len(), walk in walks)| {
        let mut explorer = explorer(BEGINNINGS[begin]);
        for key in walk {
            let code = match key {
                '\n' => KeyCode::Enter,
                '\x1b' => KeyCode::Esc,
                'v' => KeyCode::Down,
                '^' => KeyCode::Up,
                '>' => KeyCode::Right,
                '<' => KeyCode::Left,
                key => KeyCode::Char(key),
            };
            press(&mut explorer, code);
        }
        prop_assert_eq!(of_view(&explorer), of_command(&explorer));
    });
}

#[test]
fn keys_make_the_command_line() {
    let log = "tests/fixtures/access.log";
    let cases = [
        ("", "streamstats -P nginx-times -t"),
        ("s", "streamstats -P nginx-times -t --sort peak"),
        ("kpath\n", "streamstats -P nginx-times -k path -t"),
        ("w\n", "streamstats -P nginx-times -w 'client = 203.0.113.7' -t"),
        ("wv\n", "streamstats -P nginx-times -w 'client != 203.0.113.7' -t"),
        ("wv\nx\n", "streamstats -P nginx-times -t"),
        ("w\nu", "streamstats -P nginx-times -t"),
        ("mrequest_t\nssss", "streamstats -P nginx-times -m request_time -t --sort m_p99"),
        ("b1m\n", "streamstats -P nginx-times -t -b 1m"),
        ("o", "streamstats -P nginx-times -t -o"),
        (
            "v\n",
            "streamstats -P nginx-times -t --window 10s,1m,10m,1h --having 'value = 192.0.2.1'",
        ),
        (
            "t\n>>>>\n",
            "streamstats -P nginx-times -t -s 2026-03-05T14:02:11Z -e 2026-03-05T14:02:18Z",
        ),
        ("/203.\n", "streamstats -P nginx-times -t --having 'value ~ \"(?i)203\\.\"'"),
    ];
    for (keys, expected) in cases {
        let mut explorer = explorer(&[log]);
        typed(&mut explorer, keys);
        let shell = explorer.view.command_line().shell();
        assert_eq!(shell, format!("{expected} {log}"), "{keys:?}");
        assert_eq!(explorer.status.note, None, "{keys:?}");
        assert_eq!(of_view(&explorer), of_command(&explorer), "{keys:?}");
    }
}

#[test]
fn a_key_that_cannot_do_anything_says_why() {
    let log = "tests/fixtures/access.log";
    let cases: [(&[&str], &str, &str); 5] = [
        (&[log], "u", "there is nothing to undo"),
        (&[log], "x", "there is no filter to remove"),
        (&["-N", "-P", "nginx-times", "-k", "request_time", log], "w", "there is no row"),
        (&["--compare", "bytes,status", "-P", "nginx-times", log], "k\n", "exclude each other"),
        (&["-P", "nginx-times", "--window", "10s", log], "b1m\n", "no whole number of buckets"),
    ];
    for (words, keys, expected) in cases {
        let mut explorer = explorer(words);
        let before = explorer.view.command_line();
        typed(&mut explorer, keys);
        let note = explorer.status.note.clone().unwrap_or_default();
        assert!(note.contains(expected), "{keys}: {note:?}");
        assert_eq!(explorer.view.command_line(), before, "{keys}");
    }
}

#[test]
fn a_reading_that_is_stopped_leaves_the_view_before_it() {
    let mut explorer = explorer(&["tests/fixtures/access.log"]);
    let before = of_view(&explorer);
    let key = |code| KeyEvent::new(code, KeyModifiers::NONE);
    for code in [KeyCode::Char('k'), KeyCode::Down, KeyCode::Enter] {
        let action = explorer.view.press(key(code));
        explorer.act(&action);
    }
    assert!(explorer.is_reading());
    let action = explorer.view.press(key(KeyCode::Esc));
    assert_eq!(action, Action::Stop);
    explorer.act(&action);
    assert!(!explorer.is_reading());
    assert_eq!(of_view(&explorer), before);
    assert_eq!(before, of_command(&explorer));
}
