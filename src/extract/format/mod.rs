//! Columns by a format known by name: its raw fields, and what of them each column is.
//!
//! A [`Format`] is a preset compiled for the columns a run asks for. It may have two layers: a
//! wrapper (CRI, docker, journal, syslog) and the format of the lines in it. Columns of the inner
//! one come first, so that its time and its status are meant where both have one.

mod compile;
mod raw;

pub use compile::header_names;
pub(super) use compile::never_there;

use super::derived::{Derivation, Derived};
use super::places::{Place, Places};
use super::w3c::Header;
use crate::extract::encoding::Encoding;
use crate::format::{Cut, Preset};
use crate::tally::Rejection;
use raw::{RawScratch, RawSplitter};

/// A preset, compiled for the columns asked for.
#[derive(Debug)]
pub(super) struct Format {
    pub(super) preset: &'static Preset,
    pub(super) inner: Option<&'static Preset>,
    /// The line that names the columns, where the source has one.
    pub(super) header: Option<Vec<u8>>,
    layers: Vec<RawSplitter>,
    /// Where the lines of the second layer are in the first.
    wrapped: Vec<Source>,
    /// Where each column asked for comes from: the first of these that a line has.
    columns: Vec<Vec<Source>>,
    /// Whether the last column is the time.
    pub(super) has_time: bool,
}

/// Where a column can come from.
#[derive(Debug, Clone, Copy)]
struct Source {
    /// The layer: 0 the line, 1 what is wrapped in it.
    layer: usize,
    /// The raw field.
    field: usize,
    /// What of it.
    cuts: &'static [Cut],
    /// What is made of that.
    derivation: Option<&'static Derivation>,
}

/// A worker's own room.
#[derive(Debug)]
pub(super) struct FormatScratch {
    layers: Vec<RawScratch>,
    /// The line in the wrapper.
    inner: Vec<u8>,
    /// Room for a derived text.
    made: Vec<u8>,
}

impl Format {
    /// Whether lines are matched by patterns.
    pub(super) fn matches(&self) -> bool {
        self.layers.iter().any(RawSplitter::matches)
    }

    /// Whether lines anywhere in the source name its fields.
    pub(super) fn follows_headers(&self) -> bool {
        self.layers.iter().any(RawSplitter::follows_headers)
    }

    /// A worker's room.
    pub(super) fn scratch(&self) -> FormatScratch {
        let layers = self.layers.iter().map(RawSplitter::scratch).collect();
        FormatScratch { layers, inner: Vec::new(), made: Vec::new() }
    }

    /// Prepares for a block at whose start `header` is in force.
    pub(super) fn enter_block(&self, scratch: &mut FormatScratch, header: Option<&Header>) {
        for (layer, scratch) in self.layers.iter().zip(&mut scratch.layers) {
            layer.enter_block(scratch, header);
        }
    }

    /// The raw field that is the only column, where it is taken as it is; in a line that lacks it
    /// others may be.
    pub(super) fn lone_field(&self) -> Option<usize> {
        let [sources] = &self.columns[..] else { return None };
        let Source { layer: 0, field, cuts: [], derivation: None } = *sources.first()? else {
            return None;
        };
        (self.layers.len() == 1 && !self.has_time).then_some(field)
    }

    /// The raw `field` of `line` where it stands in it as it is.
    ///
    /// # Errors
    /// The line is not of the format, or is a header.
    #[inline]
    pub(super) fn raw<'l>(
        &self,
        scratch: &mut FormatScratch,
        line: &'l [u8],
        encoding: Encoding,
        field: usize,
    ) -> Result<Option<&'l [u8]>, Rejection> {
        let (Some(outer), Some(room)) = (self.layers.first(), scratch.layers.first_mut()) else {
            return Err(Rejection::NoMatch);
        };
        outer.split(room, line, encoding).map_err(|rejection| self.told(rejection, line))?;
        Ok(room.places.in_line(line, field))
    }

    /// Why a line is rejected: only what does not match is asked whether it is a line of the format
    /// itself.
    fn told(&self, rejection: Rejection, line: &[u8]) -> Rejection {
        match rejection {
            Rejection::NoMatch if self.preset.is_header(line) => Rejection::Header,
            rejection => rejection,
        }
    }

    /// Finds the columns of `line`; `encoding` is what it is.
    ///
    /// # Errors
    /// The line, or what is wrapped in it, is not of the format, or is a header.
    pub(super) fn split(
        &self,
        scratch: &mut FormatScratch,
        line: &[u8],
        encoding: Encoding,
        places: &mut Places,
    ) -> Result<(), Rejection> {
        let FormatScratch { layers, inner, made } = scratch;
        let (Some(outer), Some(first)) = (self.layers.first(), layers.first_mut()) else {
            return Err(Rejection::NoMatch);
        };
        outer.split(first, line, encoding).map_err(|rejection| self.told(rejection, line))?;
        if let (Some(splitter), Some((first, rest))) =
            (self.layers.get(1), layers.split_first_mut())
            && let Some(second) = rest.first_mut()
        {
            let text = self.wrapped.iter().find_map(|source| source.text(&first.places, line));
            inner.clear();
            inner.extend_from_slice(text.ok_or(Rejection::NoMatch)?);
            // An escape in the outer line may be a character of any kind.
            splitter.split(second, inner, Encoding::of(inner))?;
        }
        places.reset(self.columns.len());
        for (column, sources) in self.columns.iter().enumerate() {
            for source in sources {
                let Some(raw) = layers.get(source.layer).map(|layer| &layer.places) else {
                    continue;
                };
                let layer_line = if source.layer == 0 { line } else { inner.as_slice() };
                if source.put(raw, layer_line, made, places, column) {
                    break;
                }
            }
        }
        Ok(())
    }
}

impl Source {
    /// The raw text, cut as it is to be.
    fn text<'a>(&self, raw: &'a Places, line: &'a [u8]) -> Option<&'a [u8]> {
        let text = raw.text(line, self.field)?;
        self.cuts.iter().try_fold(text, |text, cut| cut.take(text))
    }

    /// Makes `column` what this source says; false where it says nothing.
    #[inline]
    fn put(
        &self,
        raw: &Places,
        line: &[u8],
        made: &mut Vec<u8>,
        places: &mut Places,
        column: usize,
    ) -> bool {
        let Some(mut text) = self.text(raw, line) else { return false };
        if let Some(derivation) = self.derivation {
            made.clear();
            match (derivation.derive)(text, made) {
                None => return false,
                Some(Derived::Part(part)) => text = text.get(part).unwrap_or_default(),
                Some(Derived::Made) => {
                    places.set_decoded(column, |decoded| decoded.extend_from_slice(made));
                    return true;
                }
            }
        }
        if self.layer == 0 && matches!(raw.place(self.field), Place::Line(..)) {
            let start = offset(line, text);
            places.set_range(column, start..start + text.len());
        } else {
            places.set_decoded(column, |decoded| decoded.extend_from_slice(text));
        }
        true
    }
}

/// Where `part`, a part of `line`, begins in it.
fn offset(line: &[u8], part: &[u8]) -> usize {
    (part.as_ptr() as usize).saturating_sub(line.as_ptr() as usize).min(line.len())
}
