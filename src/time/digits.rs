//! Runs of digits, read many at once as the bytes of one word.
//!
//! None fails on any bytes. Called by counts, fractions and clocks.

use wide::{i16x8, i32x4, i32x8, u8x16};

/// The number in the last `count` of eight digits (0 to 8 of them; what stands before them is anything).
#[inline]
pub(super) fn last_digits(digits: [u8; 8], count: usize) -> Option<u32> {
    let keep = u64::MAX.checked_shl(64 - 8 * u32::try_from(count).ok()?).unwrap_or(0);
    let word = u64::from_le_bytes(digits);
    are_digits(word, keep).then(|| eight(word & keep & NUMBERS))
}

/// The bits of a digit that are its number, in eight.
pub(super) const NUMBERS: u64 = 0x0f0f_0f0f_0f0f_0f0f;

/// Whether those of eight bytes are digits where `keep` has ones.
#[inline(always)]
pub(super) fn are_digits(word: u64, keep: u64) -> bool {
    // What is left of a digit is its number, of all else more than nine.
    let rest = (word ^ 0x3030_3030_3030_3030) & keep;
    (rest | rest.wrapping_add(0x0606_0606_0606_0606)) & !NUMBERS == 0
}

/// What eight digits are together, of which each byte is one, the first in the lowest: pairs, fours and
/// all are put together side by side.
#[inline(always)]
pub(super) fn eight(numbers: u64) -> u32 {
    eight_of(bytes(numbers))
}

/// The same of the first eight bytes.
#[inline(always)]
pub(super) fn eight_of(numbers: u8x16) -> u32 {
    let pairs = i16x8::from_u8x16_low(numbers).dot(weights(10));
    let fours = narrow(pairs).dot(weights(100));
    let [all, ..] = narrow(fours).dot(weights(10_000)).to_array();
    all.cast_unsigned()
}

/// Eight bytes, zeros behind them.
#[inline(always)]
pub(super) fn bytes(word: u64) -> u8x16 {
    u8x16::new(u128::from(word).to_le_bytes())
}

/// Four numbers of 32767 at most, as such of 16 bits; zeros behind them.
#[inline(always)]
fn narrow(numbers: i32x4) -> i16x8 {
    let [first, second, third, fourth] = numbers.to_array();
    i16x8::from_i32x8_saturate(i32x8::new([first, second, third, fourth, 0, 0, 0, 0]))
}

/// What two neighbours count, the first and the second.
#[inline(always)]
const fn weights(first: i16) -> i16x8 {
    i16x8::new([first, 1, first, 1, first, 1, first, 1])
}

/// The same of four.
#[inline(always)]
pub(super) fn four(numbers: u32) -> u32 {
    let pairs = numbers.wrapping_mul(10 << 8 | 1) >> 8 & 0x00ff_00ff;
    pairs.wrapping_mul(100 << 16 | 1) >> 16
}

/// How many digits the text begins with; more than 20 count as 20.
#[inline]
pub(super) fn run(text: &[u8]) -> usize {
    const HIGH: u64 = 0xf0f0_f0f0_f0f0_f0f0;
    let mut end = 0;
    while end <= 12
        && let Some(eight) = text.get(end..).and_then(<[u8]>::first_chunk)
    {
        let rest = u64::from_le_bytes(*eight) ^ 0x3030_3030_3030_3030;
        // The first byte that is no digit is marked, and perhaps some behind it.
        let marks = (rest | rest.wrapping_add(0x0606_0606_0606_0606)) & HIGH;
        if marks != 0 {
            return end + marks.trailing_zeros() as usize / 8;
        }
        end += 8;
    }
    let rest = text.get(end..).unwrap_or_default().iter().take(20 - end);
    end + rest.take_while(|byte| byte.is_ascii_digit()).count()
}

/// The number in eight hexadecimal digits, side by side.
#[inline(always)]
pub(super) fn eight_hex(digits: [u8; 8]) -> Option<u32> {
    let text = bytes(u64::from_le_bytes(digits));
    let plus = |bytes: u8x16, count: u8| bytes.saturating_add(u8x16::splat(count));
    let decimal = text - u8x16::splat(b'0');
    let letter = (text | u8x16::splat(0x20)) - u8x16::splat(b'a');
    // From 10, or 6 letters on, 0x80 and more.
    let too_great = plus(decimal, 0x80 - 10).min(plus(letter, 0x80 - 6));
    if too_great.to_bitmask() & 0xff != 0 {
        return None;
    }
    let numbers = decimal.min(plus(letter, 10));
    let pairs = narrow(i16x8::from_u8x16_low(numbers).dot(weights(16)));
    let [first, second, third, fourth, ..] = u8x16::narrow_i16x8(pairs, pairs).to_array();
    Some(u32::from_be_bytes([first, second, third, fourth]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{eight_hex, four, last_digits, run};

    proptest! {
        #[test]
        fn digits_are_read_at_once_as_one_by_one(text in "[0-9]{0,24}[0-9/:a\\u{0}\\u{ff}]{0,8}") {
            let bytes = text.as_bytes();
            let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
            prop_assert_eq!(run(bytes), digits.min(20), "{}", text);
            for (at, eight) in bytes.windows(8).enumerate() {
                for count in 0..=8 {
                    let number = if count == 0 { Some(0) } else {
                        text.get(at + 8 - count..at + 8).and_then(|last| {
                            last.bytes().all(|byte| byte.is_ascii_digit()).then(|| last.parse().ok())?
                        })
                    };
                    prop_assert_eq!(last_digits(eight.try_into().unwrap(), count), number);
                    if count == 4 && number.is_some() {
                        let last: [u8; 4] = eight[4..].try_into().unwrap();
                        let numbers = u32::from_le_bytes(last) & 0x0f0f_0f0f;
                        prop_assert_eq!(Some(four(numbers)), number);
                    }
                }
            }
        }

        #[test]
        fn hexadecimal_digits_are_their_number(text in "[0-9a-fA-F]{8}", at in 0..8_usize, byte: u8) {
            let number = |text: &[u8; 8]| {
                let digits = text.iter().all(u8::is_ascii_hexdigit);
                let text = std::str::from_utf8(text).ok().filter(|_| digits)?;
                u32::from_str_radix(text, 16).ok()
            };
            let mut bytes: [u8; 8] = text.as_bytes().try_into().unwrap();
            prop_assert_eq!(eight_hex(bytes), number(&bytes));
            bytes[at] = byte;
            prop_assert_eq!(eight_hex(bytes), number(&bytes));
        }
    }
}
