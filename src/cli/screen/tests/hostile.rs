//! Whatever the size and the values: nothing breaks, nothing is wider, nothing is obeyed.

use proptest::prelude::{any, prop, prop_assert, proptest};
use ratatui::style::Modifier;

use super::{Counted, count, draw, lines};
use crate::render::fit;

fn reports() -> Vec<Counted> {
    let log = "tests/fixtures/access.log";
    let lines: [&[&str]; 9] = [
        &["tests/fixtures/bytes.txt"],
        &["--ascii", "tests/fixtures/bytes.txt"],
        &["-k", "user_agent", "-P", "nginx-times", "-t", "--window", "10s,1m", log],
        &["-P", "nginx-times", "-m", "request_time", "--sort", "m_max", log],
        &["-P", "nginx-times", "-t", "-N", "-k", "request_time", "--bins", "500", log],
        &["-P", "nginx-times", "--compare", "bytes,request_time", log],
        &["-P", "nginx-times", "--compare", "status_class,method", log],
        &["-P", "nginx-times", "--compare", "status_class,bytes", log],
        &["-t", "-g", "nothing has this", log],
    ];
    lines.iter().map(|line| count(line)).collect()
}

#[test]
fn any_size_and_any_keys_will_do() {
    let reports = reports();
    let keys = prop::collection::vec(
        prop::sample::select(vec![
            's', 'o', 'p', '/', 'a', '.', '\\', '\n', '\x1b', 'é', '日', 'k', 'w', 't', '?', 'y',
            '↓',
        ]),
        0..8,
    );
    proptest!(|(
        which in 0..reports.len(),
        width in 1_u16..230,
        height in 1_u16..70,
        small in any::<bool>(),
        keys in keys,
    )| {
        let size = if small { (width % 25 + 1, height % 12 + 1) } else { (width, height) };
        let typed: String = keys.into_iter().collect();
        let buffer = draw(&reports[which], size, &typed);
        for line in lines(&buffer) {
            prop_assert!(fit::width(&line) <= usize::from(size.0), "{line:?}");
            prop_assert!(!line.contains(char::is_control), "{line:?}");
            prop_assert!(!line.contains(['\u{202e}', '\u{2066}', '\u{feff}']), "{line:?}");
        }
    });
}

#[test]
fn figures_are_whole_or_not_there() {
    let cases: [(&[&str], &[&str]); 3] = [
        (&["-P", "nginx-times"], &["130", "26.0"]),
        (&["-P", "nginx-times", "-t"], &["130", "26.0", "1.38", "7", "14:02:51", "29", "s"]),
        (&["-P", "nginx-times", "-N", "-k", "request_time"], &["52", "10.4"]),
    ];
    for (line, figures) in cases {
        let counted = count(&[line, &["tests/fixtures/access.log"]].concat());
        for width in (1..130).step_by(3) {
            let buffer = draw(&counted, (width, 24), "");
            let marked = lines(&buffer).into_iter().find(|line| line.starts_with('*')).unwrap();
            let (_, rest) = marked.split_at(marked.len().min(2));
            let mut words = rest.split_whitespace().skip(1).filter(|word| word.is_ascii());
            let strange =
                words.find(|word| !figures.contains(word) && !["%", "to", "5"].contains(word));
            assert_eq!(strange, None, "{width}: {marked}");
        }
    }
}

#[test]
fn columns_stay_in_place_beside_wide_characters() {
    let values = count(&["tests/fixtures/bytes.txt"]);
    let buffer = draw(&values, (80, 24), "");
    let lines = lines(&buffer);
    let count = lines[1].find("count").unwrap() + "count".len();
    let ends = |line: &String| {
        let head: String = line.chars().collect();
        let mut width = 0;
        let end = head.char_indices().find(|(_, c)| {
            width += fit::width(&c.to_string());
            width >= count
        });
        end.and_then(|(_, c)| c.to_digit(10)).is_some()
    };
    let rows: Vec<&String> = lines[2..].iter().take_while(|line| line.contains('%')).collect();
    assert!(rows.len() > 10 && rows.iter().all(|line| ends(line)), "{lines:#?}");
    // The column that is sorted by is marked.
    let at = u16::try_from(count - 1).unwrap();
    assert!(buffer[(at, 1)].modifier.contains(Modifier::REVERSED));
}
