//! What is said of a source whose format was detected: what its lines leave open, what is counted in
//! place of the format's own column, and a second format among its lines.

use super::context::SourceContext;
use super::detect::detect;
use super::plan::OwnValue;
use crate::format::Format;

/// How many of the first lines are looked at for a second format.
const LINES: usize = 200;
/// A second format is noted if at least one line in this many does not fit the first format.
const SHARE: usize = 50;

impl SourceContext {
    /// Sets the notes of a source that begins with `lines`, if its format was detected. `own` are
    /// the user's formats.
    pub(super) fn set_notes(&mut self, lines: &[&[u8]], own: &[&'static Format]) {
        let Some(plan) = self.plan.as_ref().filter(|_| self.is_detected) else { return };
        let Some(format) = &plan.format else { return };
        let mut notes: Vec<String> =
            format.layers.iter().filter_map(|format| format.note.clone()).collect();
        if let Some(column) = format.own_value() {
            let counted = match format.value {
                OwnValue::Column => None,
                OwnValue::Message => Some("the message"),
                OwnValue::Rest => Some("what follows the time"),
            };
            notes.extend(counted.filter(|_| column != "message" || format.value == OwnValue::Rest).map(
                |counted| {
                    format!("fewer than half of the first lines have the column {column}; counted is {counted}")
                },
            ));
        }
        notes.extend(second(&plan.misfits(lines.get(..LINES).unwrap_or(lines)), lines.len(), own));
        self.notes = notes;
    }
}

/// The format that lines fit which are not of the source's own, if there are some.
fn second(misfits: &[&[u8]], lines: usize, own: &[&'static Format]) -> Option<String> {
    if misfits.len() < 2 || misfits.len() * SHARE < lines.min(LINES) {
        return None;
    }
    let found = detect(misfits, own)?;
    let is_known = !found.preset.is_last_resort() && found.fits >= 2;
    is_known.then(|| {
        let (fits, name) = (found.fits, &found.preset.name);
        format!(
            "{fits} of the first lines are unmatched and look like {name}: -P {name} counts them"
        )
    })
}
