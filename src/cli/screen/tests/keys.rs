//! What keys do to the view, and what the view asks of the analysis.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{Action, View, press};
use streamstats::analysis::{AnalysisOptions, AssumedZone, TimeAnalysis};
use streamstats::time::Zone;

fn timed() -> AnalysisOptions {
    let time = TimeAnalysis {
        zone: Zone::utc(),
        assumed_zone: AssumedZone::Utc,
        year_given: false,
        percentiles: Vec::new(),
        windows: Vec::new(),
    };
    AnalysisOptions { time: Some(time), top: Some(25), ..AnalysisOptions::default() }
}

#[test]
fn keys_quit_or_change_the_view() {
    let cases = [
        ("q", Action::Quit),
        ("\x1b", Action::Quit),
        ("x", Action::Nothing),
        ("s", Action::Changed),
        ("o", Action::Changed),
        ("p", Action::Changed),
        ("/", Action::Changed),
        // A filter's letters do nothing else, and Esc takes the filter before it ends.
        ("/q", Action::Changed),
        ("/q\x1b", Action::Changed),
        ("/\x1b", Action::Changed),
        ("/q\x1b\x1b", Action::Quit),
        ("/q\n\x1b", Action::Changed),
        ("/q\n\x1bq", Action::Quit),
        ("/q\nq", Action::Quit),
    ];
    for (typed, action) in cases {
        let mut view = View::new(&timed(), 24);
        assert_eq!(press(&mut view, typed), action, "{typed:?}");
    }
    let interrupt = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
    let mut view = View::new(&timed(), 24);
    press(&mut view, "/");
    assert_eq!(view.press(interrupt), Action::Quit);
}

#[test]
fn sorting_goes_through_the_columns_there_are() {
    let mut view = View::new(&timed(), 24);
    let mut seen = Vec::new();
    for _ in 0..5 {
        seen.push(view.sort.clone());
        press(&mut view, "s");
        let asked = view.apply(&timed());
        assert!(asked.check(&[]).is_ok(), "{}", view.sort);
    }
    assert_eq!(seen, ["count", "peak", "active", "value", "count"]);
    let asked = AnalysisOptions { sort: "first".to_owned(), ..timed() };
    let mut view = View::new(&asked, 24);
    press(&mut view, "ssss");
    assert_eq!(view.sort, "value");
    press(&mut view, "s");
    assert_eq!(view.sort, "first");
}

#[test]
fn the_view_asks_for_what_fits_and_for_all_under_a_filter() {
    let mut view = View::new(&timed(), 24);
    assert_eq!(view.apply(&timed()).top, Some(24));
    press(&mut view, "o/ab\x7f\n");
    let asked = view.apply(&timed());
    assert_eq!((view.filter.as_str(), asked.top, asked.only_outliers), ("a", None, true));
    press(&mut view, "\x1b");
    view.resize(60);
    assert_eq!(view.apply(&timed()).top, Some(60));
}

#[test]
fn filters_take_what_came_and_what_is_seen() {
    let mut view = View::new(&timed(), 24);
    let shown = || "GET \\x1b[2J".to_owned();
    for (filter, passes) in [("get", true), ("\\x1B", true), ("post", false), ("", true)] {
        filter.clone_into(&mut view.filter);
        assert_eq!(view.passes(b"GET \x1b[2J", shown), passes, "{filter}");
    }
}
