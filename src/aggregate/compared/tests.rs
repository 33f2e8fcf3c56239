use super::Compared;
use crate::aggregate::Precision;
use crate::event::ComparedKind;
use crate::event::ComparedKind::{Number, Text};

const KINDS: [ComparedKind; 4] = [Text, Number, Text, Number];

fn of(rows: &[[&'static str; 4]]) -> Compared {
    let mut compared = Compared::new(&KINDS, Precision::DEFAULT);
    for row in rows {
        let column = |place: usize| Some(row[place].as_bytes()).filter(|text| !text.is_empty());
        compared.add(column);
    }
    compared
}

/// Pair, text, lines, numbers, mean and stdev of every group.
fn told(compared: &Compared) -> Vec<String> {
    let pairs = compared.groups().flat_map(|(text, number, groups)| {
        groups.map(move |(name, group)| {
            let (lines, measure) = (group.lines, &group.measure);
            let name = String::from_utf8_lossy(name);
            let figures = (measure.count(), measure.mean(), group.stdev());
            format!("{number} by {text} {name} {lines} {figures:?}")
        })
    });
    pairs.collect()
}

#[test]
fn every_number_is_told_by_every_text_however_the_lines_are_split() {
    let rows =
        [["a", "1", "x", "5"], ["a", "4", "y", "-"], ["b", "0.5", "", "7"], ["a", "4", "x", "6"]];
    let whole = of(&rows);
    assert_eq!(
        told(&whole),
        [
            "1 by 0 a 3 (3, Some(3.0), Some(1.7320508075688772))",
            "1 by 0 b 1 (1, Some(0.5), None)",
            "3 by 0 a 3 (2, Some(5.5), Some(0.7071067811865476))",
            "3 by 0 b 1 (1, Some(7.0), None)",
            "1 by 2 x 2 (2, Some(2.5), Some(2.1213203435596424))",
            "1 by 2 y 1 (1, Some(4.0), None)",
            "3 by 2 x 2 (2, Some(5.5), Some(0.7071067811865476))",
            "3 by 2 y 1 (0, None, None)",
        ]
    );
    for at in 0..=rows.len() {
        let mut parts = of(&rows[at..]);
        parts.merge(of(&rows[..at]));
        assert_eq!(told(&parts), told(&whole), "{at}");
    }
}

#[test]
fn one_pair_is_left_to_the_values() {
    let compared = Compared::new(&[Text, Number], Precision::DEFAULT);
    assert_eq!(compared.groups().count(), 0);
}

use crate::codec::Writer;
use crate::event::ComparedKind::DecidedByLines;
use proptest::prelude::{Just, Strategy, any, prop_assert_eq, prop_oneof, proptest};

fn bytes(compared: &Compared) -> Vec<u8> {
    Writer::written(|out| compared.write(out))
}

/// The comparison of rows of two columns that the lines decide.
fn open(rows: &[(String, String)]) -> Compared {
    let mut compared = Compared::new(&[DecidedByLines; 2], Precision::DEFAULT);
    for (x, y) in rows {
        compared.add(|place| Some(if place == 0 { x.as_bytes() } else { y.as_bytes() }));
    }
    compared
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[a-c]", 4 => "[0-9]{1,4}", 1 => Just("-".to_owned())]
}

proptest! {
    #[test]
    fn rows_decide_what_a_column_is_in_any_order_and_split(
        rows in proptest::collection::vec((text(), text()), 0..60), keys in any::<[u8; 60]>(), at in 0..60_usize,
    ) {
        let whole = open(&rows);
        let mut shuffled: Vec<_> = keys.iter().zip(rows).collect();
        shuffled.sort();
        let rows: Vec<_> = shuffled.into_iter().map(|(_, row)| row).collect();
        let mut merged = open(&rows[at.min(rows.len())..]);
        merged.merge(open(&rows[..at.min(rows.len())]));
        prop_assert_eq!(bytes(&merged), bytes(&whole));
        prop_assert_eq!(bytes(&merged.with_decided_kinds()), bytes(&whole.with_decided_kinds()));
        for place in 0..2 {
            let texts = || rows.iter().map(|row| if place == 0 { &row.0 } else { &row.1 });
            let numbers = texts().filter(|text| text.parse::<u32>().is_ok()).count();
            let filled = texts().filter(|text| *text != "-").count();
            prop_assert_eq!(whole.with_decided_kinds().numbers().contains(&place), numbers * 2 >= filled);
        }
    }
}

#[test]
fn a_column_of_many_numbers_keeps_no_texts_in_any_order() {
    let number = |n: usize| (n.to_string(), (n % 7).to_string());
    let words = |n: usize| ("w".to_owned(), (n % 7).to_string());
    let mut rows: Vec<_> = (0..1200).map(number).chain((0..1500).map(words)).collect();
    let whole = open(&rows);
    rows.reverse();
    assert_eq!(bytes(&open(&rows)), bytes(&whole));
    let settled = whole.with_decided_kinds();
    assert_eq!(settled.dropped_texts().collect::<Vec<_>>(), [0]);
    assert!(!settled.has_values());
}

#[test]
fn texts_that_stay_are_not_offered_to_be_freed() {
    use crate::event::ComparedKind::Text;
    let mut compared = Compared::new(&[Text, Text, DecidedByLines], Precision::DEFAULT);
    for row in 0..100 {
        let texts = [format!("x{row}"), format!("y{row}"), format!("z{row}")];
        compared.add(|place| Some(texts[place].as_bytes()));
    }
    let (before, spare) = (compared.memory(), compared.spare_memory());
    compared.forget_texts();
    assert!(spare > 0 && spare <= before - compared.memory());
    assert_eq!(compared.spare_memory(), 0);
}
