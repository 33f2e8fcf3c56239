//! What keys do to the view, and what the view asks of the analysis.

use ratatui::crossterm::event::{
    KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use ratatui::layout::Rect;

use super::{Action, Counted, View, asked, count, press};

fn timed() -> Counted {
    count(&["-P", "nginx-times", "-t", "tests/fixtures/access.log"])
}

fn view(counted: &Counted) -> View {
    super::view(counted, 24)
}

#[test]
fn keys_quit_or_change_the_view() {
    let cases = [
        ("q", Action::Quit),
        ("\x1b", Action::Nothing),
        ("s", Action::Asked),
        ("o", Action::Asked),
        ("r", Action::Asked),
        ("p", Action::Changed),
        ("/", Action::Changed),
        ("?", Action::Changed),
        ("y", Action::Changed),
        ("k", Action::Changed),
        ("k\x1b", Action::Changed),
        ("e\n", Action::Write("html")),
        ("u", Action::Refused("there is nothing to undo".to_owned())),
        ("w", Action::Refused("there is no row to filter by".to_owned())),
        // A text that is typed does nothing else, and Esc ends a search, a list, a panel.
        ("/q", Action::Asked),
        ("/q\x1b", Action::Asked),
        ("/q\n", Action::Changed),
        ("/q\n\x1b", Action::Asked),
        ("/q\nq", Action::Quit),
        ("kq", Action::Changed),
        ("?q", Action::Changed),
        ("?qq", Action::Quit),
    ];
    let counted = timed();
    for (typed, action) in cases {
        assert_eq!(press(&mut view(&counted), typed), action, "{typed:?}");
    }
    for (key, action) in [('c', Action::Quit), ('z', Action::Suspend)] {
        for before in ["", "/", "k", "?"] {
            let mut view = view(&counted);
            press(&mut view, before);
            let key = KeyEvent::new(KeyCode::Char(key), KeyModifiers::CONTROL);
            assert_eq!(view.press(key), action, "{before:?}");
        }
    }
}

#[test]
fn sorting_goes_through_the_columns_there_are() {
    let counted = timed();
    let mut view = view(&counted);
    let mut seen = Vec::new();
    for _ in 0..5 {
        seen.push(view.sort().to_owned());
        press(&mut view, "s");
        assert_eq!(asked(&counted, &view).sort, view.sort());
    }
    assert_eq!(seen, ["count", "peak", "active", "value", "count"]);
    let counted = count(&["-f", "1", "-t", "--sort", "first", "tests/fixtures/access.log"]);
    let mut view = super::view(&counted, 24);
    press(&mut view, "ssss");
    assert_eq!(view.sort(), "value");
    press(&mut view, "s");
    assert_eq!(view.sort(), "first");
}

#[test]
fn the_view_asks_for_more_rows_than_fit() {
    let counted = timed();
    let mut view = view(&counted);
    assert_eq!(asked(&counted, &view).top, Some(200));
    press(&mut view, "o/ab\x7f\n");
    let options = asked(&counted, &view);
    assert_eq!((view.search.as_str(), options.having.len()), ("a", 1));
    assert!(options.only_outliers);
    view.resize(400);
    assert_eq!(view.rows_needed(), 600);
}

#[test]
fn the_mouse_chooses_rows_and_lines_and_marks_the_timeline() {
    let counted = timed();
    let mut view = view(&counted);
    let options = asked(&counted, &view);
    let report = crate::analysis::analyze(&counted.outcome, &options);
    view.facts.take(&report, &crate::time::Zone::utc());
    view.place(80, 10);
    let mouse = |kind, column, row| MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE };
    let left = MouseButton::Left;
    let down = |column, row| mouse(MouseEventKind::Down(left), column, row);
    assert_eq!(view.mouse(down(3, 4)), Action::Changed);
    assert_eq!(view.cursor(), 3);
    assert_eq!(view.mouse(mouse(MouseEventKind::ScrollDown, 0, 0)), Action::Changed);
    assert_eq!(view.cursor(), 6);
    // A second click opens the row, and a click beside it closes it.
    assert_eq!(view.mouse(down(3, 7)), Action::Asked);
    assert!(view.is_row());
    assert_eq!(view.mouse(down(3, 7)), Action::Asked);
    assert_eq!(view.mouse(down(0, 11)), Action::Changed);
    assert_eq!(view.mouse(mouse(MouseEventKind::Drag(left), 9, 11)), Action::Changed);
    assert_eq!(view.mouse(mouse(MouseEventKind::Up(left), 9, 11)), Action::Asked);
    let shell = view.command_line().shell();
    assert!(shell.contains("-s 2026-03-05T14:02:11Z -e 2026-03-05T14:02:2"), "{shell}");
    press(&mut view, "k");
    view.places.list = Rect::new(10, 5, 20, 2);
    assert_eq!(view.mouse(down(12, 6)), Action::Asked);
    assert!(view.command_line().shell().contains("-k request_time"));
    view.places.chips = vec![Rect::new(0, 1, 10, 1)];
    assert_eq!(view.mouse(down(2, 1)), Action::Asked);
    assert!(!view.command_line().shell().contains("-s 2026"));
}
