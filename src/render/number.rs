//! Numbers for eyes: separators between thousands, about six digits.

use crate::report::LeftOut;

/// The names of the weekdays 1 to 7.
pub(super) const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/// The significant digits of [`short`].
const SIGNIFICANT: usize = 6;

/// A whole number with a comma between thousands.
pub(crate) fn whole(number: u64) -> String {
    separate(&number.to_string())
}

/// "and 3 more values, 1,200 lines".
pub(crate) fn left_out(left_out: LeftOut) -> String {
    let LeftOut { rows, total, weighted } = left_out;
    let values = if rows == 1 { "value" } else { "values" };
    let total_text = separate(&total.to_string());
    let total = match (weighted, total) {
        (true, _) => format!("weight {total_text}"),
        (false, 1) => "1 line".to_owned(),
        (false, _) => format!("{total_text} lines"),
    };
    format!("and {} more {values}, {total}", whole(rows))
}

/// Numbers nearer to 0 than this are written with an exponent.
const MIN_PLAIN: f64 = 1e-9;

/// A number to six significant digits, three below 0.0001, without zeros at its end.
pub(crate) fn short(number: f64) -> String {
    if !number.is_finite() {
        return "-".to_owned();
    }
    let magnitude = number.abs();
    if magnitude != 0.0 && !(MIN_PLAIN..1e15).contains(&magnitude) {
        return format!("{number:.5e}");
    }
    let mut decimals = 5_usize;
    let mut limit = 10.0;
    while magnitude >= limit && decimals > 0 {
        decimals -= 1;
        limit *= 10.0;
    }
    if magnitude > 0.0 && magnitude < 1e-4 {
        decimals = significant(magnitude, 3);
    }
    let text = format!("{number:.decimals$}");
    let text = match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => &text,
    };
    separate(text)
}

/// Fills up texts of [`short`] so that their points stand below each other: with zeros to six significant
/// digits, then with blanks. Other texts, and texts without a point, stay as they are.
pub(crate) fn align_points(texts: &mut [String]) {
    let is_number = |text: &String| {
        text == "-" || text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.' | b'-'))
    };
    let decimals = |text: &str| text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let most = texts.iter().map(|text| decimals(text)).max().unwrap_or(0);
    if most == 0 || !texts.iter().all(is_number) {
        return;
    }
    for text in texts.iter_mut().filter(|text| *text != "-") {
        let whole = text.split('.').next().unwrap_or_default();
        let digits = whole.bytes().filter(u8::is_ascii_digit).count();
        let zeros = most.min(SIGNIFICANT.saturating_sub(digits)).saturating_sub(decimals(text));
        if zeros > 0 && decimals(text) == 0 {
            text.push('.');
        }
        text.extend(std::iter::repeat_n('0', zeros));
        let blanks = most - decimals(text) + usize::from(decimals(text) == 0);
        text.extend(std::iter::repeat_n(' ', blanks));
    }
}

/// A number to three significant digits, for where many stand together.
pub(crate) fn brief(number: f64) -> String {
    let magnitude = number.abs();
    let decimals = match magnitude {
        m if m >= 100.0 => 0,
        m if m >= 10.0 => 1,
        m if m >= 1.0 || m == 0.0 => 2,
        m if m >= 0.001 => 3,
        m if m >= MIN_PLAIN => significant(m, 2),
        _ => return short(number),
    };
    separate(&format!("{number:.decimals$}"))
}

/// Decimals that show `digits` significant digits of a number below 1 that is at least [`MIN_PLAIN`].
fn significant(magnitude: f64, digits: usize) -> usize {
    let (mut decimals, mut scaled) = (digits, magnitude * 10.0);
    while scaled < 1.0 {
        decimals += 1;
        scaled *= 10.0;
    }
    decimals
}

/// The rate for eyes: `2.41`, and below a thousandth in a larger unit, `0.33/h`.
pub(crate) fn rate_figure(per_second: f64) -> String {
    const UNITS: [(f64, &str); 3] = [(60.0, "min"), (3_600.0, "h"), (86_400.0, "d")];
    /// A figure of a larger unit is at least this.
    const LEAST: f64 = 0.1;
    if per_second >= 0.001 || per_second <= 0.0 || !per_second.is_finite() {
        return brief(per_second);
    }
    let fitting = UNITS.iter().find(|(seconds, _)| per_second * seconds >= LEAST);
    let (seconds, unit) = fitting.unwrap_or(&UNITS[2]);
    format!("{}/{unit}", brief(per_second * seconds))
}

/// A rate for eyes with its unit: `2.41/s`, `0.33/h`.
pub(crate) fn rate(per_second: f64) -> String {
    let figure = rate_figure(per_second);
    if figure.contains('/') { figure } else { format!("{figure}/s") }
}

/// A difference with its sign, its size as `text` writes it: `+4.80/s`, `-1.3 %`.
pub(crate) fn signed(difference: f64, text: fn(f64) -> String) -> String {
    let sign = if difference < 0.0 { "-" } else { "+" };
    format!("{sign}{}", text(difference.abs()))
}

/// A length of time in the unit in which it is a number one can grasp: "30 s", "83 min"; in the
/// largest unit of which it is a whole number below ten.
pub(crate) fn duration(seconds: f64) -> String {
    for (unit, size) in [("d", 86_400.0), ("h", 3_600.0), ("min", 60.0)] {
        let number = seconds / size;
        if number.fract() == 0.0 && (1.0..10.0).contains(&number) {
            return format!("{number} {unit}");
        }
    }
    const UNITS: [(f64, f64, &str); 6] = [
        (1e-3, 1e-6, "us"),
        (1.0, 1e-3, "ms"),
        (120.0, 1.0, "s"),
        (7_200.0, 60.0, "min"),
        (172_800.0, 3_600.0, "h"),
        (f64::INFINITY, 86_400.0, "d"),
    ];
    let unit = UNITS.iter().find(|(below, ..)| seconds < *below);
    let Some((_, size, unit)) = unit.filter(|_| seconds > 0.0) else { return "0 s".to_owned() };
    let number = seconds / size;
    let rounded = if number >= 10.0 { number.round() } else { (number * 10.0).round() / 10.0 };
    format!("{} {unit}", separate(&rounded.to_string()))
}

/// A share as a percentage with one decimal: "26.2 %".
pub(crate) fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

fn separate(text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let (integer, fraction) = match digits.find('.') {
        Some(point) => digits.split_at(point),
        None => (digits, ""),
    };
    let mut out = sign.to_owned();
    for (index, digit) in integer.chars().enumerate() {
        if index > 0 && (integer.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out + fraction
}

#[cfg(test)]
mod tests {
    use super::{brief, duration, percent, rate, short, whole};

    #[test]
    fn lengths_and_rates_for_eyes() {
        let lengths = [
            (0.0, "0 s"),
            (0.0005, "500 us"),
            (0.25, "250 ms"),
            (1.0, "1 s"),
            (60.0, "1 min"),
            (90.0, "90 s"),
            (300.0, "5 min"),
            (4992.0, "83 min"),
            (86_400.0, "1 d"),
            (18_157_800.0, "210 d"),
        ];
        for (seconds, text) in lengths {
            assert_eq!(duration(seconds), text);
        }
        let rates = [
            (0.0, "0.00/s"),
            (2.413, "2.41/s"),
            (0.001, "0.001/s"),
            (9.3e-5, "0.335/h"),
            (2e-6, "0.173/d"),
            (1e-9, "0.000086/d"),
        ];
        for (number, text) in rates {
            assert_eq!(rate(number), text);
        }
        let rates = [(0.0, "0.00"), (2.413, "2.41"), (1005.9, "1,006"), (0.0123, "0.012")];
        for (rate, text) in rates {
            assert_eq!(brief(rate), text);
        }
    }

    #[test]
    fn numbers_for_eyes() {
        assert_eq!((whole(0), whole(999)), ("0".to_owned(), "999".to_owned()));
        assert_eq!(whole(u64::MAX), "18,446,744,073,709,551,615");
        let cases = [
            (3.5, "3.5"),
            (2.843_120_351_54, "2.84312"),
            (-1234.5678, "-1,234.57"),
            (1_234_567.8, "1,234,568"),
            (0.0, "0"),
            (0.000_01, "0.00001"),
            (-0.000_012_345_6, "-0.0000123"),
            (9.876e-10, "9.87600e-10"),
            (f64::NAN, "-"),
        ];
        for (number, text) in cases {
            assert_eq!(short(number), text);
        }
        assert_eq!(percent(0.2619), "26.2 %");
    }

    #[test]
    fn points_stand_below_each_other() {
        let aligned = |texts: [&str; 4]| {
            let mut texts = texts.map(str::to_owned);
            super::align_points(&mut texts);
            texts
        };
        assert_eq!(aligned(["3", "-0.14", "-", "12.183"]), ["3.000", "-0.140", "-", "12.183"]);
        assert_eq!(
            aligned(["1,001,230", "0.5", "10", "100.25"]),
            ["1,001,230   ", "0.50", "10.00", "100.25"]
        );
        assert_eq!(aligned(["511", "3", "-", "1,200"]), ["511", "3", "-", "1,200"]);
        assert_eq!(aligned(["1.5e-7", "3", "-", "1.25"]), ["1.5e-7", "3", "-", "1.25"]);
    }
}
