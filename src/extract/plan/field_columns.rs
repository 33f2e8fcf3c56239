//! Columns that are made of one field, as method, path and route of a request: they are made together, and
//! remembered by the text of the field.

use super::super::column_cache::ColumnCache;
use super::super::texts::FieldTexts;
use super::origin::{ColumnOrigin, field};
use super::time::PlanTime;
use crate::event::Arena;

/// A look-up of the field's text takes less time than making this many columns of it.
const MIN_COLUMNS: usize = 3;

/// The columns made of one field.
#[derive(Debug)]
pub(in crate::extract) struct FieldColumns {
    layer: usize,
    field: usize,
    /// Each column: its place among the requested columns, and its origins, of which the first that
    /// gives a text makes it.
    columns: Vec<(usize, Vec<ColumnOrigin>)>,
}

impl FieldColumns {
    /// Moves out of `columns` the origins of at least [`MIN_COLUMNS`] columns that are made of
    /// one field. Columns of the time stay: a stamp hardly comes twice, and is not worth
    /// remembering.
    pub(super) fn take_from(
        columns: &mut [Vec<ColumnOrigin>],
        time: Option<PlanTime>,
    ) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for (place, origins) in columns.iter_mut().enumerate() {
            let is_time = time.is_some_and(|time| time.clock == place || time.date == Some(place));
            let Some(&ColumnOrigin { layer, field, .. }) = origins.first() else { continue };
            let is_made = |origin: &ColumnOrigin| {
                (origin.layer, origin.field) == (layer, field) && !origin.is_whole()
            };
            if is_time || !origins.iter().all(is_made) {
                continue;
            }
            let own = all.iter_mut().find(|own| (own.layer, own.field) == (layer, field));
            match own {
                Some(own) => own.columns.push((place, origins.clone())),
                None => all.push(Self { layer, field, columns: vec![(place, origins.clone())] }),
            }
        }
        all.retain(|own| own.columns.len() >= MIN_COLUMNS);
        for (place, _) in all.iter().flat_map(|own| &own.columns) {
            columns[*place].clear();
        }
        all
    }

    /// Sets the columns of a line with these fields.
    pub(super) fn set<'a>(
        &self,
        known: &mut ColumnCache,
        outer: &FieldTexts<'a>,
        inners: &[FieldTexts<'a>],
        columns: &mut FieldTexts<'a>,
        arena: &'a Arena,
    ) {
        let Some(text) = field(self.layer, self.field, outer, inners) else { return };
        let make = |(_, origins): &(usize, Vec<ColumnOrigin>)| {
            origins.iter().find_map(|origin| origin.column(text, arena))
        };
        known.each(text, &self.columns, arena, make, |(place, _), made| columns.set(*place, made));
    }
}
