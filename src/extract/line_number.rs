//! The numbers that a line gives: its value, if that is measured, and its weight.

use super::extractor::Extractor;
use super::texts::FieldTexts;
use crate::number::Number;
use crate::tally::Rejection;

impl Extractor {
    /// The weight of a line that has all columns it needs.
    pub(super) fn weight(&self, columns: &FieldTexts<'_>) -> Result<u64, Rejection> {
        let needs = |column: usize| match columns.get(column) {
            Some(text) => Ok(text),
            None => Err(Rejection::NoColumn(column)),
        };
        for column in &self.needed {
            needs(*column)?;
        }
        let weight = match self.requested.weight() {
            Some(column) => whole_number(needs(column)?).ok_or(Rejection::BadWeight)?,
            None => 1,
        };
        if self.requested.needs_value() {
            needs(0)?;
        }
        Ok(weight)
    }
}

pub(super) fn read_number(text: &[u8]) -> Result<Number, Rejection> {
    Number::read(text).ok_or(Rejection::NotANumber)
}

/// Reads an unsigned decimal number that fits 64 bits; `-`, which access logs write for no bytes, is 0.
fn whole_number(text: &[u8]) -> Option<u64> {
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
