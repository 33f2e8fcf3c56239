//! The events of the subject of `inspect` among all events.

use super::extractor::Extractor;
use crate::condition::Subject;
use crate::event::{Arena, Event, tuple_text};

impl Extractor {
    /// Selects an event of the subject, and gives it the subject's own spelling.
    pub(super) fn select<'a>(&self, event: &mut Event<'a>, subject: &Subject, arena: &'a Arena) {
        let columns = self.requested.value_columns();
        if !event.selected && subject.includes(tuple_text(event.value, columns.max(1))) {
            event.selected = true;
            if columns <= 1 && event.value != subject.text() {
                event.value = arena.alloc_slice_copy(subject.text());
            }
        }
    }
}
