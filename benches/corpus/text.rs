//! Text that has to be appended millions of times: digits, times, and lists of strings
//! in one piece of memory.

/// Appends a number in decimal, with zeros in front up to `width` digits.
pub(crate) fn number(out: &mut Vec<u8>, mut number: u64, width: usize) {
    let mut digits = [b'0'; 20];
    let mut start = digits.len();
    while number > 0 {
        start -= 1;
        digits[start] = digit(number % 10);
        number /= 10;
    }
    start = start.min(digits.len() - width.clamp(1, digits.len()));
    out.extend_from_slice(&digits[start..]);
}

/// Appends the lowest `width` hexadecimal digits of a number.
pub(crate) fn hex(out: &mut Vec<u8>, number: u64, width: u32) {
    for place in (0..width).rev() {
        out.push(digit((number >> (4 * place)) & 15));
    }
}

/// The digit for a value under 16.
fn digit(value: u64) -> u8 {
    let index = usize::try_from(value).unwrap_or_default();
    b"0123456789abcdef"[index & 15]
}

/// Year, month and day of a count of days since 1970-01-01 (Howard Hinnant,
/// "chrono-compatible low-level date algorithms", `civil_from_days`).
pub(crate) fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    (year, month, day)
}

/// Strings that are looked up by number, behind each other in one buffer.
#[derive(Default)]
pub(crate) struct Strings {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Strings {
    /// As many strings as `count`, each appended by `fill`, which is given its number.
    pub(crate) fn new(count: usize, mut fill: impl FnMut(&mut Vec<u8>, usize)) -> Self {
        let mut strings = Self::default();
        for index in 0..count {
            fill(&mut strings.bytes, index);
            strings.ends.push(strings.bytes.len());
        }
        strings
    }

    /// The string with this number.
    pub(crate) fn get(&self, index: usize) -> &[u8] {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..self.ends[index]]
    }
}
