//! One layer of a source, which is a wrapper or the innermost format: the raw fields that columns need of
//! its lines.

use super::super::derived::Derived;
use super::ColumnOrigin;
use super::delivered::UnitScale;
use super::keys::KeyColumns;
use crate::format::Format;

/// The column whose text may be a list of addresses (X-Forwarded-For).
pub(super) const CLIENT: &str = "client";

/// The fields that columns need of one layer.
#[derive(Clone)]
pub(super) struct Layer {
    pub(super) preset: &'static Format,
    /// The names of its fields, if they are known beforehand.
    pub(super) header: Option<Vec<String>>,
    /// The columns that keys of its lines hold beside the columns of the format.
    pub(super) keys: KeyColumns,
    /// The raw fields that the splitter finds, each once.
    pub(super) fields: Vec<String>,
}

impl Layer {
    /// Adds the raw field called `name` to `origins`, if lines of the layer name their fields. `index` is the
    /// layer's index among the layers, `derivation` what is made of the field's text.
    pub(super) fn own_field(
        &mut self,
        index: usize,
        name: &str,
        derivation: Option<&Derived>,
        origins: &mut Vec<ColumnOrigin>,
    ) {
        let known = self.header.as_ref().is_none_or(|names| names.iter().any(|own| own == name));
        if known && self.preset.syntax.is_open() {
            let field = self.field(name);
            let field = ColumnOrigin { layer: index, ..ColumnOrigin::field(field) };
            origins.push(ColumnOrigin { derivation: derivation.cloned(), ..field });
        }
    }

    /// Adds the raw fields of the column `name` to `origins`; false if neither the preset nor its keys have the
    /// column. `index` and `derivation` as in [`Self::own_field`].
    pub(super) fn named(
        &mut self,
        index: usize,
        name: &str,
        derivation: Option<&Derived>,
        origins: &mut Vec<ColumnOrigin>,
    ) -> bool {
        let column = self.preset.columns.iter().find(|column| column.name == name);
        let keys = self.keys.iter().find(|(column, _)| *column == name);
        let keys = keys.map(|(_, fields)| fields.clone());
        if column.is_none() && keys.is_none() {
            return false;
        }
        let own = column.iter().flat_map(|column| {
            column.from.iter().map(|origin| (origin.field.clone(), &origin.cuts[..], column.kind))
        });
        let more = keys.into_iter().flatten();
        let more = more.map(|found| (found.field, found.cuts, found.kind));
        for (name, cuts, kind) in own.chain(more) {
            let (layer, field, scale) = (index, self.field(&name), UnitScale::NONE);
            let derivation = derivation.cloned();
            origins.push(ColumnOrigin { layer, field, cuts, derivation, kind, scale });
        }
        true
    }

    /// The index of the raw field called `name` in [`Self::fields`], where it is added if it is missing.
    pub(super) fn field(&mut self, name: &str) -> usize {
        let known = self.fields.iter().position(|known| known == name);
        known.unwrap_or_else(|| {
            self.fields.push(name.to_owned());
            self.fields.len() - 1
        })
    }
}
