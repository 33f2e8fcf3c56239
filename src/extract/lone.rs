//! The commonest run: one column is the value, and nothing else is wanted of a line.
//!
//! What there is to do is looked up once a block and not once a line, which takes longer than to find
//! a field. It comes to the same as [`Extractor::extract`] on every line, see the tests.

use super::encoding::Encoding;
use super::extractor::{Extractor, Splitter};
use super::format::Format;
use super::scratch::{Extracted, Scratch};
use crate::event::Event;
use crate::number::Number;
use crate::tally::Rejection;
use std::sync::Arc;

type Outcome<'l> = Result<Extracted<'l>, Rejection>;

impl Extractor {
    /// Extracts `lines` (without their newlines) one after the other; hands each to `take` with what
    /// it contributes, or why it contributes nothing.
    #[inline]
    pub fn each<'l>(
        &self,
        scratch: &mut Scratch,
        lines: impl Iterator<Item = &'l [u8]>,
        mut take: impl FnMut(&Scratch, &'l [u8], Outcome<'l>),
    ) {
        if !self.is_lone(scratch) {
            for line in lines {
                let outcome = self.extract(scratch, line);
                take(scratch, line, outcome);
            }
            return;
        }
        match &self.splitter {
            Splitter::Fields(fields) if let Some(field) = fields.only_field() => {
                for line in lines {
                    let outcome = self.lone(scratch, line, field.find(line));
                    take(scratch, line, outcome);
                }
            }
            Splitter::Pattern(_) if let Some(mut pattern) = scratch.pattern.take() => {
                let is_ascii = scratch.ascii;
                for line in lines {
                    let encoding = if is_ascii { Encoding::Ascii } else { Encoding::of(line) };
                    let outcome = match pattern.find(line, encoding) {
                        true => self.lone(scratch, line, pattern.value(line)),
                        false => Err(Rejection::NoMatch),
                    };
                    take(scratch, line, outcome);
                }
                scratch.pattern = Some(pattern);
            }
            Splitter::Preset(_) if let Some((format, field)) = lone_format(scratch) => {
                let is_ascii = scratch.ascii || !scratch.matches;
                for line in lines {
                    let encoding = if is_ascii { Encoding::Ascii } else { Encoding::of(line) };
                    let found = match &mut scratch.format {
                        Some((_, room)) => format.raw(room, line, encoding, field),
                        None => Ok(None),
                    };
                    let outcome = match found {
                        Ok(Some(value)) => self.lone(scratch, line, Some(value)),
                        // It is decoded, or absent.
                        Ok(None) => self.extract(scratch, line),
                        Err(rejection) => Err(rejection),
                    };
                    take(scratch, line, outcome);
                }
            }
            _ => {
                for line in lines {
                    let outcome = self.lone(scratch, line, Some(line));
                    take(scratch, line, outcome);
                }
            }
        }
    }

    /// Whether nothing but one column is wanted of the lines to come, as it stands in them.
    fn is_lone(&self, scratch: &Scratch) -> bool {
        let is_simple = match &self.splitter {
            Splitter::Whole => true,
            Splitter::Fields(fields) => fields.only_field().is_some(),
            Splitter::Pattern(_) => scratch.pattern.as_ref().is_some_and(|all| all.is_plain()),
            Splitter::Preset(_) => lone_format(scratch).is_some(),
            Splitter::Stamped => false,
        };
        is_simple
            && self.wanted.names().len() == 1
            && self.options.compare.is_empty()
            && self.clocks.is_empty()
            && scratch.filter.is_empty()
            && scratch.header_line.is_none()
            && (scratch.format.is_none() || matches!(self.splitter, Splitter::Preset(_)))
    }

    /// What a line contributes of which `value` is the column.
    #[inline]
    fn lone<'l>(
        &self,
        scratch: &mut Scratch,
        line: &'l [u8],
        value: Option<&'l [u8]>,
    ) -> Outcome<'l> {
        let mut value = value.ok_or(Rejection::NoColumn(0))?;
        if self.options.numeric {
            scratch.number = Some(Number::read(value).ok_or(Rejection::NotANumber)?);
            value = &[];
        }
        let at = match &mut scratch.time {
            Some(time) => Some(time.read(&scratch.columns, line, false)?),
            None => None,
        };
        Ok(Extracted::InLine(Event { value, weight: 1, at }))
    }
}

/// The format of the lines and the raw field that is the only column.
fn lone_format(scratch: &Scratch) -> Option<(Arc<Format>, usize)> {
    let (format, _) = scratch.format.as_ref()?;
    Some((Arc::clone(format), format.lone_field()?))
}
