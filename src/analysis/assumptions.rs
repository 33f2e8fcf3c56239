//! Notes on what was assumed about lines and their times, for the reader of the figures.

use std::collections::BTreeSet;

use super::input::reasons;
use super::options::{AnalysisOptions, AssumedZone, TimeAnalysis};
use crate::aggregate::Percentile;
use crate::aggregate::rates::RateTable;
use crate::outcome::Outcome;
use crate::report::{Moment, Note};
use crate::source::SteppedOver;
use crate::tally::{RejectCount, Rejection};
use crate::time::{Timestamp, Zone};

/// The note on bytes (marks, NUL, colours) that were left out of the input; `None` if none were.
fn stepped_over(stepped: SteppedOver) -> Option<String> {
    let SteppedOver { mark, nuls, colours, utf16 } = stepped;
    let kinds = [
        (mark, "byte order marks"),
        (nuls, "NUL bytes at the beginning of lines"),
        (colours, "colours of a terminal"),
    ];
    let kinds: Vec<&str> =
        kinds.iter().filter(|(is_met, _)| *is_met).map(|(_, kind)| *kind).collect();
    let stepped = (!kinds.is_empty()).then(|| format!("stepped over: {}", kinds.join(", ")));
    let transcoded = utf16.then(|| "UTF-16 is read as UTF-8".to_owned());
    let texts: Vec<String> = stepped.into_iter().chain(transcoded).collect();
    (!texts.is_empty()).then(|| texts.join("; "))
}

pub(super) fn notes(outcome: &Outcome, options: &AnalysisOptions) -> Vec<Note> {
    let mut notes: Vec<Note> = of_sources(outcome).collect();
    let total = outcome.tally.total();
    // Lines that a condition left out may have the column.
    let others = total.matched + if options.conditions.is_empty() { 0 } else { total.filtered };
    if let ([(Rejection::NoColumn(column), _)], 0) = (&total.rejected[..], others)
        && let Some(text) = outcome.schema.hints.get(column)
    {
        notes.push(Note::new(format!("no line has it: {text}")));
    }
    notes.extend(stepped_over(outcome.tally.stepped_over()).map(Note::new));
    if let Some(preset) = outcome.tally.suggested_preset() {
        let text = format!(
            "whole lines are counted; they look like {preset}: -P {preset} takes them apart"
        );
        notes.push(Note::new(text));
    }
    notes.extend(bounds(outcome).map(Note::new));
    notes.extend(fractions(options).map(Note::new));
    notes.extend(unweighed(outcome).map(Note::new));
    notes.extend(other_order(outcome).map(Note::new));
    if let Some(time) = &options.time {
        notes.extend(of_stamps(outcome, time).into_iter().map(Note::new));
        notes.extend(dated_limits(outcome, &options.zone).into_iter().map(Note::new));
        notes.extend(assumed_orders(outcome).map(Note::new));
    }
    notes
}

/// Notes on what was assumed because stamps do not contain it.
fn of_stamps(outcome: &Outcome, time: &TimeAnalysis) -> Vec<String> {
    let assumed = outcome.tally.assumed();
    let mut notes = Vec::new();
    if assumed.zone {
        match &time.assumed_zone {
            AssumedZone::Given => {}
            AssumedZone::Utc => {
                notes.push(
                    "timestamps without a zone are taken as UTC; --tz names another".to_owned(),
                );
            }
            AssumedZone::Machine(zone) => notes.push(format!(
                "timestamps without a zone are taken in this machine's, {zone}, because a limit is \
                 relative to now; --tz names another"
            )),
        }
    }
    if assumed.named_zone {
        notes.push(
            "zones that timestamps name and that are not known are taken as that of --tz, or UTC"
                .into(),
        );
    }
    if assumed.year && !time.year_given {
        notes.push(
            "timestamps without a year are dated by the file's date, or now; --year sets it".into(),
        );
    }
    if assumed.fold {
        notes.push(
            "times that the clock showed twice, when it was put back, are taken as the first"
                .into(),
        );
    }
    if assumed.date {
        notes.push(match time.year_given {
            true => "timestamps without a date are taken to be of the year's last day".to_owned(),
            false => "timestamps without a date are taken to be of the day the file was written"
                .to_owned(),
        });
    }
    notes
}

/// Notes on sources whose day and month could be either way round.
fn assumed_orders(outcome: &Outcome) -> impl Iterator<Item = String> {
    outcome.tally.sources().iter().filter_map(|source| {
        let order = source.assumed_order.as_ref()?;
        Some(format!(
            "{}: day and month could be either way round; read as {order} (--time-format says how)",
            source.name
        ))
    })
}

/// The note on stamps that contradict the order in which day and month are read.
fn other_order(outcome: &Outcome) -> Option<String> {
    let total = outcome.tally.total();
    let (_, count) = total.rejected.iter().find(|(reason, _)| *reason == Rejection::OtherOrder)?;
    let sources = outcome.tally.sources().iter();
    let assumed = sources.filter_map(|source| source.assumed_order.as_deref()).min();
    let order = assumed.map(|order| format!(" ({order})")).unwrap_or_default();
    Some(format!(
        "lines untimed because day and month are in another order than was assumed{order}: {count}; \
         the first lines left the order open, and if the log has one order, the times counted are wrong; \
         --time-format has the order, and all that the stamps have, AM or PM too (streamstats help time)"
    ))
}

/// How many lines a known format or the search for times left out, for outputs that do not print the account
/// of the lines; `None` if they left out none.
pub(crate) fn left_out(outcome: &Outcome, options: &AnalysisOptions) -> Option<String> {
    let reads = outcome.tally.sources().iter().any(|source| source.preset.is_some());
    let left_out = outcome.tally.unmatched().saturating_add(outcome.tally.untimed());
    if left_out == 0 || !(reads || options.time.is_some()) {
        return None;
    }
    let kinds = [RejectCount::Unmatched, RejectCount::Untimed];
    let reasons = kinds.into_iter().filter_map(|kind| reasons(outcome, kind));
    Some(format!(
        "{left_out} of {} lines are not counted: {}; --section unmatched shows the first",
        outcome.tally.total().lines,
        reasons.collect::<Vec<_>>().join(", ")
    ))
}

/// Notes on limits typed as times of day that lie on another day than the log's last line.
fn dated_limits(outcome: &Outcome, zone: &Zone) -> Vec<String> {
    let (Some(timeframe), Some((_, last))) = (&outcome.tally.timeframe, outcome.tally.times())
    else {
        return Vec::new();
    };
    let day = |at: Timestamp| {
        let local = at.local(zone);
        (local.year, local.month, local.day)
    };
    let dated = timeframe.times_of_day.iter().filter(|(_, at)| day(*at) != day(last));
    let text = |(typed, at): &(String, Timestamp)| {
        let [at, last] = [*at, last].map(|at| Moment::new(at, zone));
        format!("{typed} is taken as {at}; the last line of the log is of {last}")
    };
    dated.map(text).collect()
}

/// The note on percentiles that are all under the first, as shares from 0 to 1 would be.
fn fractions(options: &AnalysisOptions) -> Option<String> {
    let measured = options.numbers.iter().flat_map(|numbers| &numbers.asked);
    let measured = measured.map(|asked| asked.percentile);
    let timed = options.time.iter().flat_map(|time| &time.percentiles).copied();
    let asked: BTreeSet<Percentile> = measured.chain(timed).collect();
    let first = Percentile::whole(1);
    let is_fraction = asked.last().is_some_and(|largest| *largest < first && largest.share() > 0.0);
    is_fraction.then(|| {
        let names: Vec<String> = asked.iter().map(Percentile::to_string).collect();
        format!(
            "percentiles are numbers from 0 to 100: below p1 are {}; the 95th is --percentiles 95",
            names.join(", ")
        )
    })
}

/// The note on weights that are no whole numbers, where a sum was asked for: a measure takes any number.
fn unweighed(outcome: &Outcome) -> Option<String> {
    let weight = outcome.schema.weight.as_deref()?;
    let mut rejected = outcome.tally.total().rejected.iter();
    rejected.any(|(reason, _)| *reason == Rejection::BadWeight).then(|| {
        format!(
            "--weight {weight}: a weight is a whole number; -m {weight} --sort m_sum adds up numbers \
             with fractions or units"
        )
    })
}

/// Notes on figures that `--max-memory` or `--max-values` made approximate or left out.
fn bounds(outcome: &Outcome) -> impl Iterator<Item = String> + use<> {
    let approximation = outcome.totals.approximation.as_ref();
    let values = approximation.map(|approximation| {
        format!(
            "counts are approximate, there were too many values to keep (--max-values, \
             --max-memory): the true count of a value is at most its error larger, and a value \
             that is not among them occurred at most {} times",
            approximation.offset
        )
    });
    let knows_values = outcome.totals.rates.as_ref().is_none_or(RateTable::knows_values);
    let lacks_parts = outcome.totals.lacks_parts_of_values();
    let decided = lacks_parts.then(|| {
        "--compare: all lines decide which column is the text, so that times, hits and distinct texts \
         of single values are missing; --as text:COLUMN,number:COLUMN with every compared column gives \
         them"
            .to_owned()
    });
    let rates = (!knows_values && !lacks_parts).then(|| {
        "when each value occurred took too much to keep (--max-memory): peaks and rates of values are \
         missing; wider buckets take less (-b)"
            .to_owned()
    });
    let distinct = outcome.totals.are_distinct_estimates().then(|| {
        "--distinct: numbers are estimates, there were too many texts to keep (--max-memory); \
         distinct_error is the standard error"
            .to_owned()
    });
    let widened = outcome.totals.rates.as_ref().and_then(widened);
    values.into_iter().chain(decided).chain(rates).chain(distinct).chain(widened)
}

/// The note on buckets that were made wider than asked for.
fn widened(table: &RateTable) -> Option<String> {
    let (width, asked) = (table.bucketer().width(), table.asked_width());
    (width != asked).then(|| {
        format!(
            "buckets of {asked} took too much to keep (--max-memory): they are of {width}, and so are \
             peaks and the timeline"
        )
    })
}

/// Which formats were detected, and the notes on single sources.
fn of_sources(outcome: &Outcome) -> impl Iterator<Item = Note> {
    let sources = outcome.tally.sources();
    let detected = sources.iter().filter(|source| source.is_detected);
    let detected = detected.filter_map(|source| {
        Some((format!("read as {}", source.preset.as_deref()?), source.name.as_str()))
    });
    let noted = sources
        .iter()
        .flat_map(|source| source.notes.iter().map(|text| (text.clone(), source.name.as_str())));
    let mut texts: Vec<(String, Vec<&str>)> = Vec::new();
    for (text, source) in detected.chain(noted) {
        match texts.iter_mut().find(|(known, _)| *known == text) {
            Some((_, sources)) => sources.push(source),
            None => texts.push((text, vec![source])),
        }
    }
    let note = |(text, sources): (String, Vec<&str>)| {
        let name = match sources[..] {
            [one] => one.to_owned(),
            // The first in full.
            [first, ..] => format!("{first} and {} more", sources.len() - 1),
            [] => String::new(),
        };
        Note::new(format!("{name}: {text}"))
    };
    texts.into_iter().map(note)
}
