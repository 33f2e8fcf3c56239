//! Percentiles within the stated error of the exact order statistics, for data of ten shapes merged
//! in random trees; and the laws of the state whatever the numbers are.
#![expect(clippy::cast_possible_truncation, reason = "of random bits, and of small ranks")]

use crate::aggregate::{Distribution, Measure, Percentile, Precision};
use crate::number::Number;
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use proptest::test_runner::Config;

use super::cases;

/// A generator of numbers between 0 and 1, the same in every run for the same seed.
struct Random(u64);

impl Random {
    /// splitmix64 (G. Steele, D. Lea and C. Flood, OOPSLA 2014).
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    fn unit(&mut self) -> f64 {
        f64::from((self.bits() >> 32) as u32) / 4_294_967_296.0
    }

    fn below(&mut self, end: usize) -> usize {
        self.bits() as usize % end
    }

    fn normal(&mut self) -> f64 {
        let (size, turn) = (1.0 - self.unit(), self.unit());
        (-2.0 * size.ln()).sqrt() * (std::f64::consts::TAU * turn).cos()
    }
}

/// A shape's name, and one text of it.
type Shape = (&'static str, fn(&mut Random) -> String);

const SHAPES: [Shape; 10] = [
    ("latencies", |random| format!("{:.3}", (random.normal() * 1.2 - 2.0).exp())),
    ("sizes", |random| format!("{:.0}", (random.normal() * 2.0 + 8.0).exp())),
    ("uniform, both signs", |random| format!("{}", random.unit() * 200.0 - 100.0)),
    ("normal far from 0", |random| format!("{:.2}ms", random.normal() + 5000.0)),
    ("few distinct", |random| ["200", "301", "404", "500"][random.below(4)].into()),
    ("constant", |_| "-0.25".into()),
    ("two humps", |random| format!("{:.6}", random.normal() + f64::from(random.bits() as u8 & 64))),
    ("heavy tail", |random| format!("{:e}", (1.0 - random.unit()).powf(-3.0))),
    ("mostly zero", |random| if random.bits() % 10 < 9 { "0".into() } else { "1e6".into() }),
    ("all magnitudes", |random| format!("{:e}", 10_f64.powf(random.unit() * 590.0 - 300.0))),
];

const ASKED: [&str; 9] = ["0", "1", "25", "50", "75", "90", "99", "99.9", "100"];

/// Merges states two by two, in an order drawn at random.
fn merged(mut states: Vec<Distribution>, random: &mut Random) -> Distribution {
    while states.len() > 1 {
        let from = states.swap_remove(random.below(states.len()));
        let into = random.below(states.len());
        states[into].merge(from);
    }
    states.remove(0)
}

proptest! {
    #![proptest_config(Config::with_cases(cases(40)))]
    #[test]
    fn percentiles_within_the_stated_error(
        shape in 0..SHAPES.len(), seed in any::<u64>(), n in 1..3000_usize, parts in 1..6_usize,
        digits in 1..5_u8,
    ) {
        let (name, draw) = SHAPES[shape];
        let mut random = Random(seed);
        let precision = Precision::new(digits).unwrap();
        let mut states = vec![Distribution::new(precision); parts];
        let mut values = Vec::new();
        for _ in 0..n {
            let number = Number::read(draw(&mut random).as_bytes()).unwrap();
            values.push(number.value());
            states[random.below(parts)].add(&number, 1);
        }
        values.sort_by(f64::total_cmp);
        let state = merged(states, &mut random);
        let cells = state.cells();
        assert!(state.error() <= precision.error().max(1e-3));
        for text in ASKED {
            let percentile = Percentile::read(text).unwrap();
            let rank = percentile.rank(n as u64) as usize;
            let (found, exact) = (cells.percentile(percentile).unwrap(), values[rank - 1]);
            let error = (found - exact).abs();
            assert!(error <= exact.abs() * state.error(), "{name} p{text}: {found} for {exact}");
        }
        assert_eq!(cells.percentile(Percentile::whole(100)), values.last().copied());
        assert_eq!(cells.percentile(Percentile::whole(0)), values.first().copied());
    }

    #[test]
    fn measure_has_percentiles_of_distribution(
        shape in 0..SHAPES.len(), seed in any::<u64>(), n in 1..3000_u64,
    ) {
        let mut random = Random(seed);
        let mut measure = Measure::new(Precision::DEFAULT);
        let mut distribution = Distribution::new(Precision::DEFAULT);
        for _ in 0..n {
            let number = Number::read(SHAPES[shape].1(&mut random).as_bytes()).unwrap();
            measure.add(&number, 1);
            distribution.add(&number, 1);
        }
        assert_eq!(measure.cells(), distribution.cells());
        for percentile in [Percentile::P50, Percentile::P90, Percentile::P99] {
            let told = percentile.is_supported_by(n);
            let expected = told.then(|| distribution.cells().percentile(percentile)).flatten();
            assert_eq!(measure.percentile(percentile), expected);
        }
    }
}

/// Numbers of any kind, hostile ones too.
fn any_number() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<f64>().prop_filter("finite", |x| x.is_finite()).prop_map(|x| format!("{x:e}")),
        "-?[0-9]{1,4}(\\.[0-9]{1,4})?(ms|%|kB|)",
        "-?[0-9]{30,45}",
        "0x[0-9a-f]{1,20}",
    ]
}

fn weight() -> impl Strategy<Value = u64> {
    prop_oneof![8 => 0..4_u64, 1 => any::<u64>(), 1 => Just(u64::MAX)]
}

/// All that can be seen of a state.
fn observed(state: &Distribution) -> String {
    let ends = (state.count(), state.minimum(), state.maximum(), state.cut(), state.unit());
    let sums = (state.sum(), state.mean(), state.stdev(), state.finest(), state.error());
    format!("{ends:?} {sums:?} {:?}", state.cells())
}

proptest! {
    #![proptest_config(Config::with_cases(cases(40)))]
    #[test]
    fn any_split_merges_to_one_distribution(
        numbers in proptest::collection::vec((any_number(), 0..4_usize, weight()), 0..60),
        seed in any::<u64>(),
    ) {
        let add = |state: &mut Distribution, text: &str, weight| {
            state.add(&Number::read(text.as_bytes()).unwrap(), weight);
        };
        let mut whole = Distribution::new(Precision::DEFAULT);
        let mut states = vec![Distribution::new(Precision::DEFAULT); 4];
        for (text, _, weight) in &numbers {
            add(&mut whole, text, *weight);
        }
        for (text, part, weight) in numbers.iter().rev() {
            add(&mut states[*part], text, *weight);
        }
        assert_eq!(observed(&merged(states, &mut Random(seed))), observed(&whole));
    }
}

#[test]
fn an_empty_state_says_nothing() {
    let state = Distribution::new(Precision::DEFAULT);
    assert_eq!(
        (state.mean(), state.stdev(), state.minimum(), state.maximum()),
        (None, None, None, None)
    );
    assert_eq!(state.cells().percentile(Percentile::P50), None);
    let mut one = state.clone();
    one.add(&Number::read(b"3").unwrap(), 1);
    assert_eq!((one.mean(), one.stdev()), (Some(3.0), None));
}
