//! The numbers that a line gives: its value, if that is measured, and its weight.

use crate::number::Number;
use crate::tally::Rejection;

/// Reads the number that a value is.
#[inline]
pub(super) fn read_number(text: &[u8]) -> Result<Number, Rejection> {
    // Most numbers are short: reading any number through one call costs 9 % of -N.
    match Number::read_short(text) {
        Some(number) => Ok(number),
        None => read_any_number(text),
    }
}

#[inline(never)]
fn read_any_number(text: &[u8]) -> Result<Number, Rejection> {
    Number::read(text).ok_or(Rejection::NotANumber)
}

/// Reads an unsigned decimal number that fits 64 bits; `-` stands for no bytes and is 0.
pub(super) fn whole_number(text: &[u8]) -> Option<u64> {
    match text {
        b"" => return None,
        b"-" => return Some(0),
        _ => {}
    }
    text.iter().try_fold(0_u64, |sum, byte| {
        let digit = byte.is_ascii_digit().then(|| u64::from(byte - b'0'))?;
        sum.checked_mul(10)?.checked_add(digit)
    })
}
