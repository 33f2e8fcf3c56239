//! Cells at full precision, for programs.

use std::fmt::{self, Write};

use crate::report::{Cell, Moment};

/// Room for the text of one cell.
#[derive(Default)]
pub(super) struct CellText {
    whole: itoa::Buffer,
    double: zmij::Buffer,
    rest: String,
}

/// Sizes that are written as they are; other sizes are in scientific notation, for 303 digits are more
/// than a reader takes as a number.
const WRITTEN_OUT: std::ops::Range<f64> = 1e-7..1e17;

impl CellText {
    /// The text of a cell; empty where it is missing.
    pub(super) fn of<'c>(&'c mut self, cell: &'c Cell<'_>) -> &'c [u8] {
        match cell {
            Cell::Text(bytes) => bytes,
            Cell::Count(number) => self.whole(*number).as_bytes(),
            Cell::Number(number) | Cell::Share(number) if number.is_finite() => {
                self.shortest(*number).as_bytes()
            }
            Cell::Time(moment) => self.time(*moment).as_bytes(),
            Cell::Flag(flag) => flag_text(*flag).as_bytes(),
            Cell::Number(_) | Cell::Share(_) | Cell::Missing => b"",
        }
    }

    pub(super) fn whole(&mut self, number: u64) -> &str {
        self.whole.format(number)
    }

    /// The shortest text that reads back as `number`.
    pub(super) fn shortest(&mut self, number: f64) -> &str {
        let text = self.double.format_finite(number);
        let Some((digits, power)) = text.split_once('e') else {
            return text.strip_suffix(".0").unwrap_or(text);
        };
        let rest = &mut self.rest;
        rest.clear();
        // Writing to a string does not fail.
        let _ = match power.strip_prefix('-') {
            _ if !WRITTEN_OUT.contains(&number.abs()) => write!(rest, "{number:e}"),
            Some(power) => write_small(digits, power, rest),
            None => write!(rest, "{number}"),
        };
        rest
    }

    pub(super) fn time(&mut self, moment: Moment) -> &str {
        self.rest.clear();
        // Writing to a string does not fail.
        let _ = write!(self.rest, "{moment}");
        &self.rest
    }
}

/// Writes `digits` x 10^-`power` without the power: 6.25 and 7 are 0.000000625. Shares of many values are
/// this small.
fn write_small(digits: &str, power: &str, out: &mut String) -> fmt::Result {
    let size = digits.strip_prefix('-');
    let zeros = power.parse::<usize>().map_err(|_| fmt::Error)?.saturating_sub(1);
    out.push_str(if size.is_some() { "-0." } else { "0." });
    out.extend(std::iter::repeat_n('0', zeros));
    out.extend(size.unwrap_or(digits).split('.'));
    Ok(())
}

pub(super) const fn flag_text(flag: bool) -> &'static str {
    if flag { "true" } else { "false" }
}

/// The shortest text that reads back as the same double.
pub(super) fn shortest(number: f64) -> String {
    CellText::default().shortest(number).to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::{WRITTEN_OUT, shortest};

    #[test]
    fn numbers_far_from_one_are_short_and_read_back() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "-0"),
            (-1.5, "-1.5"),
            (1e-7, "0.0000001"),
            (9.5e-8, "9.5e-8"),
            (99_999_999_999_999_984.0, "99999999999999980"),
            (1e17, "1e17"),
            (-1e302, "-1e302"),
            (f64::from_bits(1), "5e-324"),
            (f64::MAX, "1.7976931348623157e308"),
        ] {
            assert_eq!(shortest(number), text);
            assert_eq!(text.parse::<f64>().map(f64::to_bits), Ok(number.to_bits()));
        }
    }

    proptest! {
        #[test]
        fn numbers_are_as_short_as_those_of_the_standard_library_and_read_back(
            number in any::<f64>(), exponent in -20..20_i32,
        ) {
            let near = number.signum() * (number.abs().log2() / 1100.0).abs() * 10_f64.powi(exponent);
            for number in [number, near].into_iter().filter(|number| number.is_finite()) {
                let is_usual = number == 0.0 || WRITTEN_OUT.contains(&number.abs());
                let expected = if is_usual { number.to_string() } else { format!("{number:e}") };
                let found = shortest(number);
                // Of two texts of one length that both read back, either will do.
                prop_assert_eq!(found.len(), expected.len(), "{} and {}", found, expected);
                prop_assert_eq!(found.parse::<f64>().map(f64::to_bits), Ok(number.to_bits()));
            }
        }
    }
}
