//! The screen on fixed reports: whole screens kept as files, and what holds on all of them.

mod hostile;
mod keys;
mod screens;

use std::ffi::OsString;
use std::time::Duration;

use crate::analysis::{AnalysisOptions, analyze};
use crate::outcome::Outcome;
use crate::pipeline::{Monitor, run};
use crate::render::{Style, fit};
use crate::time::Zone;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::style::Color;

use super::{Action, Facts, LogColumn, ScreenPlaces, Status, ValueSource, View, frame, sorts};
use crate::cli::command_line::CommandLine;
use crate::cli::environment::Environment;
use crate::cli::parsed::of_options;
use crate::cli::resolve::resolve;

/// What a command line counts.
pub(super) struct Counted {
    outcome: Outcome,
    line: CommandLine,
    pub(super) options: AnalysisOptions,
    pub(super) style: Style,
}

/// Counts what `line` says, after the program's name.
pub(super) fn count(line: &[&str]) -> Counted {
    let options: Vec<OsString> = ["--screen"].iter().chain(line).map(OsString::from).collect();
    let parsed = of_options(&options, &Environment::for_tests()).unwrap();
    let config = resolve(&parsed, &Environment::for_tests()).unwrap();
    let outcome = run(&config.run, &Monitor::default()).unwrap();
    Counted { outcome, line: parsed.line, options: config.analysis, style: config.style }
}

/// The view of a log with two columns, of which one is counted.
pub(super) fn view(counted: &Counted, height: u16) -> View {
    let mut view = View::new(counted.line.clone(), usize::from(height));
    let column =
        |name: &str, is_number| LogColumn { name: name.to_owned(), is_number, preset: None };
    view.facts = Facts {
        columns: vec![column("client", false), column("request_time", true)],
        source: ValueSource::Columns(vec!["client".to_owned()]),
        is_live: true,
        sorts: sorts(&counted.options),
        ..Facts::default()
    };
    view
}

/// The options of the view, or the options of `counted` if the options of the view exclude each other.
pub(super) fn asked(counted: &Counted, view: &View) -> AnalysisOptions {
    let parsed = of_options(&view.command_line().words(), &Environment::for_tests()).unwrap();
    let config = resolve(&parsed, &Environment::for_tests());
    let options = config.map_or_else(|_| counted.options.clone(), |config| config.analysis);
    AnalysisOptions { top: Some(view.rows_needed()), ..options }
}

/// A screen of `width` x `height` after `typed`, of which `\n` is Enter and `\x1b` Esc.
pub(super) fn draw(counted: &Counted, (width, height): (u16, u16), typed: &str) -> Buffer {
    let mut view = view(counted, height);
    let status = Status {
        lines: counted.outcome.tally.total().lines,
        bytes: counted.outcome.tally.total().bytes,
        rate: Some(12.5),
        elapsed: Duration::from_secs(93),
        interval: Duration::from_secs(5),
        sources: vec!["access.log".to_owned()],
        is_live: true,
        reading: None,
        note: typed.contains('s').then(|| "access.log: rotated; the new file is read".to_owned()),
    };
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    let mut show = |view: &mut View| {
        let options = asked(counted, view);
        let report = analyze(&counted.outcome, &options);
        if !view.is_row() {
            view.facts.take(&report, &Zone::utc());
        }
        let mut places = ScreenPlaces::default();
        let drawn = terminal.draw(|frame| {
            places = frame::draw(frame, &report, view, &status, counted.style);
        });
        let buffer = drawn.unwrap().buffer.clone();
        view.places = places;
        buffer
    };
    let mut buffer = show(&mut view);
    for key in typed.chars() {
        press(&mut view, &key.to_string());
        buffer = show(&mut view);
    }
    buffer
}

/// Presses the keys of `typed`; gives what the last of them asks.
pub(super) fn press(view: &mut View, typed: &str) -> Action {
    let code = |character| match character {
        '\n' => KeyCode::Enter,
        '\x1b' => KeyCode::Esc,
        '\x7f' => KeyCode::Backspace,
        '↓' => KeyCode::Down,
        '→' => KeyCode::Right,
        character => KeyCode::Char(character),
    };
    let keys = typed.chars().map(|key| KeyEvent::new(code(key), KeyModifiers::NONE));
    keys.fold(Action::Nothing, |_, key| view.press(key))
}

/// The screen's lines, without the blanks at their ends.
pub(super) fn lines(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    let line = |y| {
        let mut line = String::new();
        let mut x = 0;
        while x < area.width {
            let symbol = buffer[(x, y)].symbol();
            line += symbol;
            x += u16::try_from(fit::width(symbol)).unwrap().max(1);
        }
        line.trim_end().to_owned()
    };
    (0..area.height).map(line).collect()
}

/// The lines with something red on them.
pub(super) fn red_lines(buffer: &Buffer) -> Vec<usize> {
    let is_red = |y: &u16| (0..buffer.area.width).any(|x| buffer[(x, *y)].fg == Color::Red);
    (0..buffer.area.height).filter(is_red).map(usize::from).collect()
}
