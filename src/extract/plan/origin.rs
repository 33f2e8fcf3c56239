//! Where a column can come from: a raw field, the cuts made of it, and what is derived from the part.

use super::super::derived::Derived;
use super::super::texts::FieldTexts;
use super::delivered::UnitScale;
use crate::event::Arena;
use crate::format::{ColumnKind, Cut};

/// Where a column can come from.
#[derive(Debug, Clone)]
pub(in crate::extract) struct ColumnOrigin {
    /// The layer: 0 the line, 1 the line wrapped in it, 2 the line wrapped in that one.
    pub(super) layer: usize,
    pub(super) field: usize,
    /// The cuts made of the field, one after the other.
    pub(super) cuts: &'static [Cut],
    /// What is made of the part.
    pub(super) derivation: Option<Derived>,
    /// What the text means.
    pub(super) kind: ColumnKind,
    /// How a number is brought to the unit in which it is delivered.
    pub(super) scale: UnitScale,
}

impl ColumnOrigin {
    /// The raw field at `field` of the line.
    pub(in crate::extract) const fn field(field: usize) -> Self {
        let (kind, scale) = (ColumnKind::Text, UnitScale::NONE);
        Self { layer: 0, field, cuts: &[], derivation: None, kind, scale }
    }

    /// This origin, from which `derivation` makes the column.
    pub(in crate::extract) fn derived(self, derivation: Option<Derived>) -> Self {
        Self { derivation, ..self }
    }

    /// Whether the column is its raw field as it is.
    pub(in crate::extract) fn is_whole(&self) -> bool {
        self.cuts.is_empty() && self.derivation.is_none() && self.scale == UnitScale::NONE
    }

    /// Whether the column is a raw field of the line itself as it is.
    #[inline]
    pub(super) fn is_bare_field(&self) -> bool {
        self.layer == 0 && self.is_whole()
    }

    /// The column's text, made of the text of its raw field; `None` if the text does not have it.
    #[inline]
    pub(in crate::extract) fn column<'a>(
        &self,
        field: &'a [u8],
        arena: &'a Arena,
    ) -> Option<&'a [u8]> {
        let text = self.cuts.iter().try_fold(field, |text, cut| cut.take(text))?;
        match &self.derivation {
            None => Some(self.scale.deliver(text, arena)),
            Some(derived) => derived.derive(text, arena),
        }
    }
}

/// The text of the field at `field` of a layer.
#[inline]
pub(super) fn field<'a>(
    layer: usize,
    field: usize,
    outer: &FieldTexts<'a>,
    inners: &[FieldTexts<'a>],
) -> Option<&'a [u8]> {
    match layer.checked_sub(1) {
        None => outer.get(field),
        Some(layer) => inners.get(layer)?.get(field),
    }
}

/// The text of the first of `origins` that the line has.
#[inline]
pub(super) fn first_text<'a>(
    origins: &[ColumnOrigin],
    outer: &FieldTexts<'a>,
    inners: &[FieldTexts<'a>],
    arena: &'a Arena,
) -> Option<&'a [u8]> {
    origins
        .iter()
        .find_map(|origin| origin.column(field(origin.layer, origin.field, outer, inners)?, arena))
}
