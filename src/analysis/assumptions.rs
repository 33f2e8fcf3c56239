//! What was assumed about times, as notes: whoever reads the figures must know.

use super::{AnalysisOptions, AssumedZone, Facts};
use crate::report::Note;

pub(super) fn notes(facts: Facts<'_>, options: &AnalysisOptions) -> Vec<Note> {
    let Some(time) = &options.time else { return Vec::new() };
    let assumed = facts.tally.assumed();
    let mut notes = Vec::new();
    let mut note = |text: String| notes.push(Note { text, in_text: false });
    if assumed.zone {
        match &time.assumed_zone {
            AssumedZone::Given => {}
            AssumedZone::Utc => {
                note("timestamps without a zone are taken as UTC; --tz names another".to_owned());
            }
            AssumedZone::Machine(zone) => note(format!(
                "timestamps without a zone are taken in this machine's, {zone}, because a limit is \
                 relative to now; --tz names another"
            )),
        }
    }
    if assumed.year {
        note(
            "timestamps without a year are dated by the file's date, or now; --year sets it".into(),
        );
    }
    if assumed.date {
        note(
            "timestamps without a date are taken to be of the day the file was written".to_owned(),
        );
    }
    for source in facts.tally.sources() {
        if let Some(order) = source.assumed_order {
            note(format!(
                "{}: day and month could be either way round; read as {order} (--time-format says \
                 how)",
                source.name
            ));
        }
    }
    notes
}
