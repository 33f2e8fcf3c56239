//! Notes on questions that let no line or every line through, and on clocks without their days.

use super::options::AnalysisOptions;
use crate::condition::instead_of_whole_text;
use crate::outcome::Outcome;
use crate::report::{Moment, Note};
use crate::time::{Timestamp, Zone};

/// Columns of a clock that repeats each day or week, and the column that keeps the days apart.
const CLOCKS: [(&str, &str); 3] = [("hour", "day"), ("minute", "day"), ("weekday", "day")];

pub(super) fn notes(outcome: &Outcome, options: &AnalysisOptions) -> Vec<Note> {
    let total = outcome.tally.total();
    let mut notes = Vec::new();
    if total.matched == 0 && total.filtered > 0 && !options.conditions.is_empty() {
        let conditions = options.conditions.iter().map(|text| format!("-w '{text}'"));
        let conditions: Vec<String> = conditions.collect();
        // Of several conditions the run does not know which one no line met.
        let advice = match options.conditions.as_slice() {
            [only] => instead_of_whole_text(only, false),
            _ => None,
        };
        let advice = advice.map(|advice| format!("; {advice}")).unwrap_or_default();
        notes.push(Note::new(format!("no line meets {}{advice}", conditions.join(" and "))));
    }
    if total.matched > 0 && total.filtered == 0 {
        notes.extend(options.conditions.iter().filter_map(|text| {
            let advice = instead_of_whole_text(text, true)?;
            Some(Note::new(format!("-w '{text}' leaves out no line; {advice}")))
        }));
    }
    let outside = outside_timeframe(outcome, options);
    notes.extend(outside.map(|outside| Note::new(format!("-s, -e: {outside}"))));
    notes.extend(folded(outcome, options).map(Note::new));
    notes
}

/// Says that all lines of a run lie outside its timeframe, and where they lie.
pub(super) fn outside_timeframe(outcome: &Outcome, options: &AnalysisOptions) -> Option<String> {
    let total = outcome.tally.total();
    let (first, last) = outcome.tally.times()?;
    let [first, last] = [first, last].map(|at| shown(at, &options.zone));
    let range = match first == last {
        true => format!("all of the log is of {first}"),
        false => format!("the log goes from {first} to {last}"),
    };
    // Conditions are tested on lines within the timeframe.
    let are_within = total.filtered > 0 && !options.conditions.is_empty();
    (total.matched == 0 && total.out_of_range > 0 && !are_within)
        .then(|| format!("no line lies in that time; {range}"))
}

fn shown(at: Timestamp, zone: &Zone) -> String {
    Moment::new(at, zone).to_string()
}

/// The note on a clock that is counted without its days, where there are several.
fn folded(outcome: &Outcome, options: &AnalysisOptions) -> Option<String> {
    let counted = options.by.iter().map(String::as_str);
    let has = |name: &str| options.by.iter().any(|column| column == name);
    let (clock, apart) = counted
        .filter_map(|name| CLOCKS.iter().find(|(clock, _)| *clock == name))
        .find(|(_, apart)| !has(apart) && !has("bucket"))?;
    if outcome.tally.total().matched == 0 {
        return None;
    }
    let (first, last) = counted_range(outcome).or(outcome.tally.times())?;
    let [first, last] = [first, last].map(|at| at.local(&options.zone).date());
    (first != last).then(|| {
        format!(
            "-k {clock}: the days from {first} to {last} are counted together; -k {apart},{clock} \
             keeps them apart"
        )
    })
}

/// The first and the last bucket counted.
fn counted_range(outcome: &Outcome) -> Option<(Timestamp, Timestamp)> {
    let buckets = outcome.totals.rates.as_ref()?.buckets();
    Some((buckets.first()?.start, buckets.last()?.start))
}
