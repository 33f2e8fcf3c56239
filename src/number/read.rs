//! Reads a number. Nearly all numbers are short decimals and take one loop; the others are taken apart into
//! digits, exponent and suffix.

use super::Number;
use super::decimal::{Decimal, MAX_DIGITS, nearest};
use super::unit::{self, Unit, UnitName};

/// The longest text that [`plain`] reads: 19 digits, which fit 64 bits, and a point.
const SHORT: usize = 20;
/// Numbers of this many digits fit 64 bits. Arithmetic of 64 bits is faster than arithmetic of
/// 128.
const SHORT_DIGITS: u32 = 18;

impl Number {
    /// Reads all of `text`, blanks around it allowed, or gives `None` if it is no number.
    ///
    /// A number is a decimal, with a sign and an exponent (`e`) or without; or `0x` with up to 32 digits.
    /// One of [`super::unit::UNITS`] may follow a decimal, after blanks or not, and shorter times may follow
    /// longer ones (`1m2.5s`). Separators of thousands, NaN, infinities and numbers beyond the doubles are no
    /// numbers.
    #[must_use]
    pub(crate) fn read(text: &[u8]) -> Option<Self> {
        plain(text).or_else(|| general(text.trim_ascii()))
    }
}

/// Reads a short decimal without exponent or suffix.
#[inline]
fn plain(text: &[u8]) -> Option<Number> {
    let (negative, body) = match text {
        [b'-', body @ ..] => (true, body),
        body => (false, body),
    };
    if body.len() > SHORT {
        return None;
    }
    let mut digits = 0_u64;
    let mut point = body.len();
    for (at, byte) in body.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            // The last of 20 digits can overflow; 20 digits without a point are refused below.
            digits = digits.wrapping_mul(10).wrapping_add(u64::from(digit));
        } else if *byte == b'.' && point == body.len() {
            point = at;
        } else {
            return None;
        }
    }
    let whole = point == body.len();
    if body.len() == usize::from(!whole) || (whole && body.len() == SHORT) {
        return None;
    }
    let behind = i32::try_from(body.len().saturating_sub(point + 1)).ok()?;
    let decimal = Decimal::within(negative, u128::from(digits), -behind);
    let value = match nearest(decimal.digits(), decimal.exponent()) {
        Some(value) => value,
        None => str::from_utf8(text).ok()?.parse().ok()?,
    };
    Some(Number { decimal, value, unit: Unit::Bare, cut: false })
}

/// Reads a number of any form.
#[cold]
fn general(text: &[u8]) -> Option<Number> {
    let (negative, body) = match text {
        [b'-', body @ ..] | [0xe2, 0x88, 0x92, body @ ..] => (true, body),
        [b'+', body @ ..] => (false, body),
        body => (false, body),
    };
    if let [b'0', b'x' | b'X', hex @ ..] = body {
        let (decimal, cut) = Decimal::new(negative, hexadecimal(hex)?, 0);
        return finish(decimal, decimal.to_f64(), Unit::Bare, cut);
    }
    let mut part = NumberPart::read(body)?;
    let mut rest = part.rest;
    let Some(mut suffix) = part.suffix else {
        let (decimal, cut) = Decimal::new(negative, part.digits, part.exponent);
        let cut = cut | part.cut;
        // The standard library reads the text itself, with all its digits.
        let value = match nearest(decimal.digits(), decimal.exponent()).filter(|_| !cut) {
            Some(value) => value,
            None => {
                str::from_utf8(body).ok()?.parse::<f64>().ok()? * if negative { -1.0 } else { 1.0 }
            }
        };
        return finish(decimal, value, Unit::Bare, cut);
    };
    while !rest.is_empty() {
        let next = NumberPart::read(rest)?;
        let smaller = next.suffix.filter(|next| is_smaller_time(next, suffix))?;
        part = part.plus(&next)?;
        (rest, suffix) = (next.rest, smaller);
    }
    let (decimal, cut) = Decimal::new(negative, part.digits, part.exponent);
    finish(decimal, decimal.to_f64(), suffix.unit, cut | part.cut)
}

/// The number, or `None` if it is beyond the doubles. A number nearer to 0 than any double counts as 0.
fn finish(decimal: Decimal, value: f64, unit: Unit, cut: bool) -> Option<Number> {
    if !value.is_finite() {
        return None;
    }
    if decimal.digits() == 0 || value.abs() < f64::from_bits(1) {
        let cut = cut || decimal.digits() != 0;
        return Some(Number { decimal: Decimal::default(), value: 0.0, unit, cut });
    }
    Some(Number { decimal, value, unit, cut })
}

fn hexadecimal(text: &[u8]) -> Option<u128> {
    if text.is_empty() || text.len() > 32 {
        return None;
    }
    text.iter().try_fold(0, |sum, byte| {
        let digit = char::from(*byte).to_digit(16)?;
        Some(sum << 4 | u128::from(digit))
    })
}

/// One unsigned number, converted by its suffix, and the text behind it: of `2h 30m` first `2h`, then `30m`.
struct NumberPart<'a> {
    digits: u128,
    exponent: i32,
    cut: bool,
    suffix: Option<&'static UnitName>,
    rest: &'a [u8],
}

impl<'a> NumberPart<'a> {
    fn read(text: &'a [u8]) -> Option<Self> {
        let (mut part, seen) = Self::significant(text);
        if seen == 0 {
            return None;
        }
        if let Some((exponent, rest)) = power(part.rest) {
            part.exponent = part.exponent.saturating_add(exponent);
            part.rest = rest;
        }
        part.rest = part.rest.trim_ascii_start();
        let length = part.rest.iter().position(|byte| is_after_suffix(*byte));
        let (name, rest) = part.rest.split_at(length.unwrap_or(part.rest.len()));
        if name.is_empty() && rest.is_empty() {
            return Some(part);
        }
        let suffix = unit::find(name)?;
        part.convert(suffix);
        part.suffix = Some(suffix);
        part.rest = rest.trim_ascii_start();
        Some(part)
    }

    /// Reads digits and a point. Gives also the number of digits.
    fn significant(text: &'a [u8]) -> (Self, usize) {
        let mut part = NumberPart { digits: 0, exponent: 0, cut: false, suffix: None, rest: &[] };
        let (mut point, mut seen, mut kept, mut short) = (false, 0, 0, 0_u64);
        let mut end = text.len();
        for (at, byte) in text.iter().enumerate() {
            let digit = byte.wrapping_sub(b'0');
            if digit < 10 {
                seen += 1;
                if kept < SHORT_DIGITS {
                    short = short * 10 + u64::from(digit);
                    kept += u32::from(short > 0);
                    part.exponent -= i32::from(point);
                } else if kept < MAX_DIGITS {
                    let before = if kept == SHORT_DIGITS { short.into() } else { part.digits };
                    part.digits = before * 10 + u128::from(digit);
                    kept += 1;
                    part.exponent -= i32::from(point);
                } else {
                    part.cut |= digit > 0;
                    part.exponent += i32::from(!point);
                }
            } else if *byte == b'.' && !point {
                point = true;
            } else {
                end = at;
                break;
            }
        }
        if kept <= SHORT_DIGITS {
            part.digits = short.into();
        }
        part.rest = &text[end..];
        (part, seen)
    }

    /// Converts from the suffix's unit to seconds or bytes.
    fn convert(&mut self, suffix: &UnitName) {
        self.exponent = self.exponent.saturating_add(i32::from(suffix.power));
        loop {
            if let Some(digits) = self.digits.checked_mul(u128::from(suffix.factor)) {
                self.digits = digits;
                return;
            }
            self.cut |= !self.digits.is_multiple_of(10);
            self.digits /= 10;
            self.exponent = self.exponent.saturating_add(1);
        }
    }

    /// The exact sum, or `None` if it has too many digits.
    fn plus(&self, other: &Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        let aligned = |part: &Self| {
            let shift = part.exponent.checked_sub(exponent)?.try_into().ok()?;
            part.digits.checked_mul(10_u128.checked_pow(shift)?)
        };
        let digits = aligned(self)?.checked_add(aligned(other)?)?;
        Some(Self { digits, exponent, cut: self.cut | other.cut, suffix: None, rest: other.rest })
    }
}

fn is_after_suffix(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b'.' || byte.is_ascii_whitespace()
}

fn is_smaller_time(next: &UnitName, before: &UnitName) -> bool {
    next.unit == Unit::Seconds
        && before.unit == Unit::Seconds
        && (next.power, next.factor) < (before.power, before.factor)
}

/// The exponent of scientific notation, and the text after it.
fn power(text: &[u8]) -> Option<(i32, &[u8])> {
    let [b'e' | b'E', body @ ..] = text else { return None };
    let (negative, body) = match body {
        [b'-', body @ ..] => (true, body),
        [b'+', body @ ..] => (false, body),
        body => (false, body),
    };
    let length = body.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = body.split_at(length);
    if digits.is_empty() {
        return None;
    }
    let size = digits
        .iter()
        .fold(0_i32, |sum, byte| sum.saturating_mul(10).saturating_add(i32::from(byte - b'0')));
    Some((if negative { -size } else { size }, rest))
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the very doubles are meant")]
mod tests {
    use proptest::prelude::{any, prop_oneof, proptest};

    use super::super::unit::UNITS;
    use super::super::{Number, Unit};
    use super::{general, plain};

    #[test]
    fn numbers_read() {
        for (text, value, unit) in [
            ("0", 0.0, Unit::Bare),
            ("-0", 0.0, Unit::Bare),
            ("0.152", 0.152, Unit::Bare),
            (".5", 0.5, Unit::Bare),
            ("5.", 5.0, Unit::Bare),
            ("+7", 7.0, Unit::Bare),
            (" 42\t", 42.0, Unit::Bare),
            ("-1.5e3", -1500.0, Unit::Bare),
            ("1E-3", 0.001, Unit::Bare),
            ("0e999999999999", 0.0, Unit::Bare),
            ("1e-999999999999", 0.0, Unit::Bare),
            ("0x1F", 31.0, Unit::Bare),
            ("-0Xff", -255.0, Unit::Bare),
            ("0xffffffffffffffffffffffffffffffff", u128::MAX as f64, Unit::Bare),
            ("18446744073709551616", 18_446_744_073_709_551_616.0, Unit::Bare),
            ("152ms", 0.152, Unit::Seconds),
            ("152 ms", 0.152, Unit::Seconds),
            ("85.3µs", 0.000_085_3, Unit::Seconds),
            ("85.3μs", 0.000_085_3, Unit::Seconds),
            ("7ns", 0.000_000_007, Unit::Seconds),
            ("1.5m", 90.0, Unit::Seconds),
            ("-2h", -7200.0, Unit::Seconds),
            ("1h2m3.5s", 3723.5, Unit::Seconds),
            ("1m 5s", 65.0, Unit::Seconds),
            ("1e3ms", 1.0, Unit::Seconds),
            ("512B", 512.0, Unit::Bytes),
            ("1.5kB", 1500.0, Unit::Bytes),
            ("3 MB", 3e6, Unit::Bytes),
            ("3MiB", 3_145_728.0, Unit::Bytes),
            ("0.5EiB", 576_460_752_303_423_488.0, Unit::Bytes),
            ("12%", 12.0, Unit::Percent),
            ("12.5 %", 12.5, Unit::Percent),
        ] {
            let number = Number::read(text.as_bytes()).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((number.value(), number.unit()), (value, unit), "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in [
            "",
            " ",
            "-",
            "+",
            ".",
            "-.",
            "e5",
            "1e",
            "1e+",
            "abc",
            "NaN",
            "nan",
            "inf",
            "-Infinity",
            "1e400",
            "0x",
            "0xg",
            "0x1 B",
            "1,234",
            "1_000",
            "1.2.3",
            "--1",
            "+-1",
            "5 M",
            "5K",
            "5Mb",
            "5 ms 3",
            "3s 5m",
            "5ms 5ms",
            "5%%",
            "5% 3s",
            "1h30",
            "5 5",
            "ms",
            "1..5",
            "5 \u{a0}ms",
            "0x100000000000000000000000000000000",
        ] {
            assert_eq!(Number::read(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn digits_are_cut_only_beyond_36() {
        let read = |text: &str| Number::read(text.as_bytes()).unwrap();
        assert!(!read("123456789012345678901234567890.123456").is_cut());
        assert!(read("123456789012345678901234567890.1234567").is_cut());
        assert!(!read("1.5000000000000000000000000000000000000000000000000000000").is_cut());
        assert!(!read("0.000000000000000000000000000000000000000000000000000015").is_cut());
        assert!(read("1e-400").is_cut());
        let long = read("9".repeat(400).get(..300).unwrap());
        assert!(long.is_cut() && long.value() == 1e300);
    }

    proptest! {
        #[test]
        fn doubles_are_those_of_std(
            text in prop_oneof!["[-+]?[0-9]{1,20}", "[-+]?[0-9]{0,12}\\.[0-9]{1,12}",
                "[-+]?[0-9]{1,30}(\\.[0-9]{0,30})?([eE][-+]?[0-9]{1,3})?", "[0-9.eE+-]{1,24}"],
        ) {
            let std: Option<f64> = text.parse().ok().filter(|value: &f64| value.is_finite());
            let ours = Number::read(text.as_bytes());
            assert_eq!(ours.map(|number| number.value()), std);
        }

        #[test]
        fn the_fast_path_reads_as_the_general(text in "-?[0-9]{0,12}\\.?[0-9]{0,12}") {
            if let Some(fast) = plain(text.as_bytes()) {
                assert_eq!(Some(fast.value()), general(text.as_bytes()).map(|slow| slow.value()));
                let exact = general(text.as_bytes()).unwrap().decimal();
                assert!(fast.decimal() == exact || exact.digits() == 0);
            }
        }

        #[test]
        fn doubles_print_and_read_back(bits in any::<u64>()) {
            let value = f64::from_bits(bits);
            if value.is_finite() {
                for text in [format!("{value}"), format!("{value:e}")] {
                    assert_eq!(Number::read(text.as_bytes()).unwrap().value(), value);
                }
            }
        }

        #[test]
        fn suffixes_convert_exactly(digits in -999_999_i64..1_000_000, row in 0..UNITS.len()) {
            let suffix = UNITS[row];
            let text = format!("{digits} {}", suffix.name);
            let number = Number::read(text.as_bytes()).unwrap();
            assert!(!number.is_cut());
            let factor = i128::from(digits) * i128::from(suffix.factor);
            let expected: f64 = format!("{factor}e{}", suffix.power).parse().unwrap();
            assert_eq!((number.value(), number.unit()), (expected, suffix.unit));
        }

        #[test]
        fn no_bytes_do_harm(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            if let Some(number) = Number::read(&bytes) {
                assert!(number.value().is_finite());
            }
        }
    }
}
