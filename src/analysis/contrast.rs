//! The section `makeup`: what a selection of the lines has in common, against all other lines.

use std::borrow::Cow;

use super::context::{Built, SectionContext};
use super::makeup::{ColumnSides, ItemSides, SetSizes, makeup_rows};
use super::options::{ContrastColumn, ContrastUse};
use crate::aggregate::{Contrast, ContrastItem, ContrastedColumn};

/// The columns of a contrast that `makeup` shows.
pub(super) fn makeup_columns<'a>(
    contrast: &'a Contrast,
    columns: &'a [ContrastColumn],
    mut note: impl FnMut(String),
) -> Vec<(&'a str, ColumnSides<'a>)> {
    let mut sides = Vec::new();
    let named = columns.iter().zip(contrast.columns());
    for (column, counted) in named.filter(|(column, _)| column.used == ContrastUse::Makeup) {
        let name = column.name.as_str();
        match counted {
            ContrastedColumn::Texts(items) => {
                let items = items.into_iter().map(of_item).collect();
                sides.push((name, ColumnSides::Texts(items)));
            }
            ContrastedColumn::Numbers(numbers) => {
                sides.push((name, ColumnSides::Numbers(Cow::Borrowed(numbers))));
            }
            ContrastedColumn::Dropped => {
                let text = format!("the column {name} has too many texts; it is left out");
                note(text);
            }
        }
    }
    sides
}

/// The events that are selected and the events that are not.
pub(super) fn sizes(contrast: &Contrast) -> SetSizes {
    let inside = contrast.selected();
    SetSizes { inside, outside: contrast.all().saturating_sub(inside) }
}

pub(super) fn makeup<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let contrast = context.outcome.totals.contrast.as_ref()?;
    let options = context.options.contrast.as_ref()?;
    if contrast.selected() == 0 && context.options.subject.is_some() {
        return None;
    }
    let sizes = sizes(contrast);
    let missing = match (context.options.subject.is_some(), sizes.inside, sizes.outside) {
        (false, 0, 1..) => Some("no line meets the condition"),
        (false, 1.., 0) => {
            Some("every line meets the condition, so there are no others to compare")
        }
        _ => None,
    };
    if let Some(text) = missing {
        context.note(text);
        return Some(Built::Rows(makeup_rows(Vec::new(), sizes, options.items)));
    }
    let columns = makeup_columns(contrast, &options.columns, |text| context.note(text));
    Some(Built::Rows(makeup_rows(columns, sizes, options.items)))
}

/// Both sides of a text.
pub(super) fn of_item(item: ContrastItem<'_>) -> ItemSides<'_> {
    let ContrastItem { text, selected, all } = item;
    ItemSides { text, inside: selected, outside: all.saturating_sub(selected) }
}
