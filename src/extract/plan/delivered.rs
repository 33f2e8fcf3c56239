//! Numbers in the unit in which they are delivered: durations in seconds, whatever a format writes, and
//! the sum of a list, as nginx writes the times of several upstreams (`0.150, 0.300 : 0.020`).

use memchr::memchr;

use crate::event::Arena;
use crate::format::ColumnKind;
use crate::number::{Number, Unit};

/// Texts of up to this many digits are shifted as texts; longer ones are read as numbers first.
const DIGITS: usize = 32;

/// How a text is made a number of the delivered unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct UnitScale {
    /// By how many places the point of a bare number moves to the left.
    places: u8,
    /// Whether the unit is written behind the number, because other origins of the column have none.
    is_marked: bool,
    /// Whether the text is a duration, of which there may be a list.
    is_duration: bool,
}

/// The unit in which bare numbers of a kind are delivered.
pub(super) fn unit(kind: ColumnKind) -> Unit {
    match kind.places() {
        Some(_) => Unit::Seconds,
        None if kind == ColumnKind::Bytes => Unit::Bytes,
        None => Unit::Bare,
    }
}

impl UnitScale {
    /// Any text as it is.
    pub(super) const NONE: Self = Self { places: 0, is_marked: false, is_duration: false };

    /// The scale of a kind; `is_marked` says that the unit is written behind the number.
    pub(super) fn of(kind: ColumnKind, is_marked: bool) -> Self {
        kind.places().map_or(Self::NONE, |places| Self { places, is_marked, is_duration: true })
    }

    /// The text in the delivered unit; any other text than a bare number as it is.
    #[inline]
    pub(super) fn deliver<'a>(self, text: &'a [u8], arena: &'a Arena) -> &'a [u8] {
        let is_list = self.is_duration && memchr(b',', text).is_some();
        match (self.places, self.is_marked, is_list) {
            (0, false, false) => text,
            (_, _, false) => self.rewrite(text, arena),
            (_, _, true) => self.sum(text, arena),
        }
    }

    /// The sum of a list of durations, in seconds; a text with anything else in it as it is.
    fn sum<'a>(self, text: &'a [u8], arena: &'a Arena) -> &'a [u8] {
        let parts =
            text.split(|byte| *byte == b',').flat_map(|part| part.split(|byte| *byte == b':'));
        let mut sum = None;
        for part in parts.map(<[u8]>::trim_ascii).filter(|part| !matches!(*part, b"" | b"-")) {
            let Some(number) = Number::read(self.rewrite(part, arena)) else { return text };
            sum = Some(sum.unwrap_or(0.0) + number.value());
        }
        // Nine decimals: a nanosecond, and without the rounding error of binary sums, as of 0.1 + 0.2.
        let text = sum.map_or("-".to_owned(), |sum| format!("{sum:.9}"));
        let text = if text.contains('.') { text.trim_end_matches('0') } else { &text };
        arena.alloc_slice_copy(text.trim_end_matches('.').as_bytes())
    }

    fn rewrite<'a>(self, text: &'a [u8], arena: &'a Arena) -> &'a [u8] {
        let Some(number) = Number::read(text).filter(|number| number.unit() == Unit::Bare) else {
            return text;
        };
        let mut out = match shifted(text, usize::from(self.places)) {
            Some(out) => out,
            None => {
                let value = number.value() / 10_f64.powi(i32::from(self.places));
                value.to_string().into_bytes()
            }
        };
        if self.is_marked {
            out.push(b's');
        }
        arena.alloc_slice_copy(&out)
    }
}

/// A short decimal without sign and exponent whose point is moved to the left by `places`.
fn shifted(text: &[u8], places: usize) -> Option<Vec<u8>> {
    let point = text.iter().position(|byte| *byte == b'.').unwrap_or(text.len());
    let (whole, fraction) = (text.get(..point)?, text.get(point + 1..).unwrap_or_default());
    let is_decimal = |digits: &[u8]| digits.iter().all(u8::is_ascii_digit);
    if text.len() > DIGITS || !is_decimal(whole) || !is_decimal(fraction) {
        return None;
    }
    let zeros = (places + 1).saturating_sub(whole.len());
    let mut out = vec![b'0'; zeros];
    out.extend_from_slice(whole);
    out.insert(out.len() - places, b'.');
    out.extend_from_slice(fraction);
    while out.last() == Some(&b'0') {
        out.pop();
    }
    if out.last() == Some(&b'.') {
        out.pop();
    }
    let leading = out.iter().take_while(|byte| **byte == b'0').count();
    let has_digit = out.get(leading).is_some_and(u8::is_ascii_digit);
    out.drain(..leading - usize::from(!has_digit && leading > 0));
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::UnitScale;
    use crate::event::Arena;
    use crate::number::Number;
    use proptest::prelude::{prop_assert, proptest};

    fn delivered(text: &str, places: u8, is_marked: bool) -> String {
        let arena = Arena::new();
        let scale = UnitScale { places, is_marked, is_duration: true };
        String::from_utf8(scale.deliver(text.as_bytes(), &arena).to_vec()).unwrap()
    }

    #[test]
    fn numbers_are_in_seconds_and_other_texts_as_they_are() {
        for (text, places, expected) in [
            ("152", 3, "0.152"),
            ("1500", 3, "1.5"),
            ("15000", 3, "15"),
            ("0", 3, "0"),
            ("0.000", 6, "0"),
            ("48210442", 9, "0.048210442"),
            ("48.210", 3, "0.04821"),
            ("007", 3, "0.007"),
            ("1.5e3", 3, "1.5"),
            ("152ms", 3, "152ms"),
            ("-", 3, "-"),
            ("", 3, ""),
            ("-1", 3, "-0.001"),
            ("0.152", 0, "0.152"),
        ] {
            assert_eq!(delivered(text, places, false), expected, "{text}");
        }
        assert_eq!(delivered("0.150, 0.300", 0, false), "0.45");
        assert_eq!(delivered("0.1, - : 0.2", 0, false), "0.3");
        assert_eq!(delivered("100, 200", 3, false), "0.3");
        assert_eq!(delivered("-, -", 0, false), "-");
        assert_eq!(delivered("1, x", 0, false), "1, x");
        assert_eq!(delivered("152", 3, true), "0.152s");
        assert_eq!(delivered("0.152", 0, true), "0.152s");
    }

    proptest! {
        #[test]
        fn the_number_is_divided(text in "[0-9]{1,12}(\\.[0-9]{0,6})?", places in 0_u8..10) {
            let read = |text: &str| Number::read(text.as_bytes()).unwrap().value();
            let expected = read(&text) / 10_f64.powi(places.into());
            let found = read(&delivered(&text, places, places == 0));
            prop_assert!((found - expected).abs() <= 1e-12 * expected.abs(), "{} {}", found, expected);
        }
    }
}
