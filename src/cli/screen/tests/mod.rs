//! The screen on fixed reports: whole screens kept as files, and what holds on all of them.

mod hostile;
mod keys;
mod screens;

use std::ffi::OsString;
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::style::Color;
use streamstats::analysis::{AnalysisOptions, analyze};
use streamstats::outcome::Outcome;
use streamstats::pipeline::{Monitor, run};
use streamstats::render::{Style, fit};
use streamstats::time::Timestamp;

use super::{Action, Status, View, frame};
use crate::cli::environment::Environment;
use crate::cli::parsed::of_options;
use crate::cli::resolve::resolve;

/// What a command line counts.
pub(super) struct Counted {
    outcome: Outcome,
    pub(super) options: AnalysisOptions,
    pub(super) style: Style,
}

/// Counts what `line` says, after the program's name.
pub(super) fn count(line: &[&str]) -> Counted {
    let environment = Environment {
        stdin_terminal: false,
        stdout_terminal: true,
        stderr_terminal: false,
        width: None,
        no_color: false,
        force_color: false,
        ascii: false,
        cores: 2,
        address_space: None,
        presets: Vec::new(),
        now: Timestamp(1_772_719_331_000_000_000),
        tz: None,
    };
    let options: Vec<OsString> = line.iter().map(OsString::from).collect();
    let parsed = of_options(&options, &environment).unwrap();
    let config = resolve(&parsed, &environment).unwrap();
    let outcome = run(&config.run, &Monitor::default()).unwrap();
    Counted { outcome, options: config.analysis, style: config.style }
}

/// A screen of `width` x `height` after `typed`, of which `\n` is Enter and `\x1b` Esc.
pub(super) fn draw(counted: &Counted, (width, height): (u16, u16), typed: &str) -> Buffer {
    let mut view = View::new(&counted.options, usize::from(height));
    press(&mut view, typed);
    let status = Status {
        lines: counted.outcome.tally.total().lines,
        bytes: counted.outcome.tally.total().bytes,
        rate: Some(12.5),
        elapsed: Duration::from_secs(93),
        interval: Duration::from_secs(5),
        sources: vec!["access.log".to_owned()],
        note: typed.contains('s').then(|| "access.log: rotated; the new file is read".to_owned()),
    };
    let options = view.apply(&counted.options);
    let report = analyze(&counted.outcome, &options);
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    let drawn =
        terminal.draw(|frame| frame::draw(frame, &report, &view, &status, counted.style)).unwrap();
    drawn.buffer.clone()
}

/// Presses the keys of `typed`; gives what the last of them asks.
pub(super) fn press(view: &mut View, typed: &str) -> Action {
    let code = |character| match character {
        '\n' => KeyCode::Enter,
        '\x1b' => KeyCode::Esc,
        '\x7f' => KeyCode::Backspace,
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
