//! Correlation, regression and association against scipy 1.17.1: `pearsonr`, `spearmanr`,
//! `linregress`, `chi2_contingency(table, correction=False)` and `contingency.association(table,
//! method="cramer")`, run once over the data below and typed in.

use crate::aggregate::{Comparison, Contingency, Precision};
use crate::analysis::comparison::{Correlation, association, contingency, correlations};
use crate::codec::Part as _;
use crate::number::Number;

/// Columns of texts, then Pearson, Spearman, slope and intercept of the second on the first.
type Case = (Vec<String>, Vec<String>, [f64; 4]);

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// 1,000 rows of a linear congruential generator: x = a / 1000 and y = (b - 3 a) / 10.
fn generated() -> (Vec<String>, Vec<String>) {
    let mut seed = 12_345_i64;
    let mut next = || {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        seed
    };
    let rows = (0..1000).map(|_| {
        let (a, b) = (next() % 1000, next() / 65_536 % 500);
        (format!("{a}e-3"), format!("{}e-1", b - 3 * a))
    });
    rows.unzip()
}

fn cases() -> Vec<Case> {
    let (x, y) = generated();
    vec![
        (
            words("2 4 4 5 7 9 10 10 12 15"),
            words("1.5 3.1 2.9 4.2 6.8 7.7 9.1 8.8 11.4 13.9"),
            [0.9966453479313001, 0.9939209163101398, 0.9754617414248021, -0.6686015831134569],
        ),
        (x, y, [-0.9867002258229876, -0.9869251025842043, -298.16267950569863, 23.383183944500118]),
        (
            words("1 2 3 4 5"),
            words("3 3 3 3 4"),
            [std::f64::consts::FRAC_1_SQRT_2, std::f64::consts::FRAC_1_SQRT_2, 0.2, 2.6],
        ),
        (
            words("1000000001 1000000002 1000000003 1000000004"),
            words("7 5 6 1"),
            [-0.8344971792454872, -0.8, -1.7, 1_700_000_009.0],
        ),
    ]
}

fn compared(columns: &[&[String]]) -> Comparison {
    let mut whole = Comparison::new(columns.len(), Precision::DEFAULT);
    let mut parts = [whole.clone(), whole.clone()];
    for row in 0..columns[0].len() {
        let numbers: Vec<Option<Number>> =
            columns.iter().map(|column| Number::read(column[row].as_bytes())).collect();
        parts[row % 2].add(&numbers);
        whole.add(&numbers);
    }
    let [left, mut right] = parts;
    right.merge(left);
    assert_eq!(correlations(&right), correlations(&whole));
    right
}

fn close(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= expected.abs() * 1e-12
}

#[test]
fn correlations_are_those_of_scipy() {
    for (x, y, expected) in cases() {
        let found = correlations(&compared(&[&x, &y]));
        let [Correlation { count, pearson, spearman, slope, intercept, .. }] = found[..] else {
            panic!("one pair")
        };
        assert_eq!(count, x.len() as u64);
        let found = [pearson, spearman, slope, intercept].map(Option::unwrap);
        let all = found.iter().zip(expected).all(|(found, expected)| close(*found, expected));
        assert!(all, "{found:?} {expected:?}");
    }
}

#[test]
fn what_does_not_vary_has_no_figures() {
    let found = correlations(&compared(&[&words("5 5 5"), &words("1 2 3"), &words("- 4 -")]));
    let places: Vec<_> = found.iter().map(|pair| (pair.x, pair.y, pair.count)).collect();
    assert_eq!(places, [(0, 1, 3), (0, 2, 1), (1, 2, 1)]);
    assert!(found.iter().all(|pair| pair.pearson.is_none() && pair.spearman.is_none()));
    assert!(found.iter().all(|pair| pair.slope.is_none() && pair.intercept.is_none()));
    let flat = correlations(&compared(&[&words("1 2 3"), &words("5 5 5")]));
    assert_eq!((flat[0].slope, flat[0].intercept, flat[0].pearson), (Some(0.0), Some(5.0), None));
    let missing = compared(&[&words("5 5 5"), &words("1 2 3"), &words("- 4 -")]);
    assert_eq!(missing.columns()[2].missing, 2);
}

#[test]
fn a_perfect_line_is_exactly_one() {
    let x = words("0.1 0.2 0.3 0.7 1e300");
    let found = correlations(&compared(&[&x, &words("-1 -2 -3 -7 -1e301")]));
    assert_eq!((found[0].pearson, found[0].spearman), (Some(-1.0), Some(-1.0)));
    assert_eq!((found[0].slope, found[0].intercept), (Some(-10.0), Some(0.0)));
}

#[test]
fn associations_are_those_of_scipy() {
    let cases: [(&[&[u64]], f64, u64, f64); 3] = [
        (&[&[10, 20, 30], &[6, 9, 17]], 0.2715746515040352, 2, 0.05433137570422292),
        (&[&[8, 2], &[1, 5]], 6.112169312169312, 1, 0.6180700462007377),
        (
            &[&[1_000_000, 2, 0], &[3, 999_999, 7], &[0, 1, 12]],
            3165999.206378746,
            4,
            0.8896574080571925,
        ),
    ];
    for (rows, chi_square, df, cramers_v) in cases {
        let mut parts = [Contingency::default(), Contingency::default()];
        for (x, row) in rows.iter().enumerate() {
            for (y, count) in row.iter().enumerate() {
                let text = |place: usize| place.to_string().into_bytes();
                parts[0].add(&text(x), &text(y), count / 3);
                parts[1].add(&text(x), &text(y), count - count / 3);
            }
        }
        let [mut table, other] = parts;
        table.merge(&other);
        let found = association(&table).unwrap();
        assert!(close(found.chi_square, chi_square), "{found:?}");
        assert_eq!(found.df, df);
        assert!(close(found.cramers_v.unwrap(), cramers_v), "{found:?}");
    }
}

#[test]
fn small_tables() {
    let mut table = Contingency::default();
    assert_eq!(association(&table), None);
    table.add(b"GET", b"200", 0);
    assert_eq!(association(&table), None);
    table.add(b"GET", b"200", 2);
    let found = association(&table).unwrap();
    assert_eq!((found.chi_square, found.df, found.cramers_v), (0.0, 0, None));
    table.add(b"POST", b"500", 2);
    table.add(b"GET", b"404", 7);
    let order: Vec<_> = contingency(&table).into_iter().map(|cell| (cell.1, cell.2)).collect();
    assert_eq!(order, [(&b"404"[..], 7), (&b"200"[..], 2), (&b"500"[..], 2)]);
    assert!(table.memory() > 0);
}
