//! The section `subject`: the figures of the inspected value. If no line has the value, a note names the
//! nearest values.

use std::borrow::Cow;
use std::net::IpAddr;

use super::Dossier;
use crate::analysis::context::{Built, SectionContext};
use crate::analysis::value_columns::Datum;
use crate::condition::{Subject, address};
use crate::event::tuple_text;
use crate::report::{Cell, Field};

/// Columns taken over from the section `values`, before `span_seconds` and `active_seconds`.
const BEFORE_SPAN: [&str; 2] = ["first", "last"];
/// Columns taken over from the section `values`, behind `active_seconds`.
const AFTER_ACTIVE: [&str; 6] = ["mean_rate", "peak", "peak_at", "hits", "ratio", "distinct"];

/// How many of the nearest values are named.
const MAX_NAMED: usize = 3;

/// The section `subject`; `None` where no line has the value, which a note then says.
pub(in crate::analysis) fn subject<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let wanted = context.options.subject.as_ref()?;
    let Some(dossier) = context.dossier() else {
        context.note(absence_note(context, wanted));
        return None;
    };
    let counts = &context.outcome.totals.counts;
    let (value, count) = counts.get(dossier.entry);
    let columns = context.outcome.schema.tuple.len().max(1);
    let above = counts.entries().filter(|entry| counts.get(*entry).1 > count).count();
    let mut fields: Vec<(&'static str, Cell<'a>)> = vec![
        ("value", Cell::Text(Cow::Owned(tuple_text(value, columns).to_vec()))),
        ("count", Cell::Count(count)),
        ("share", cell(&dossier, "share")),
        ("rank", Cell::Count(above as u64 + 1)),
        ("values", Cell::Count(counts.entries().count() as u64)),
    ];
    if context.rates().is_some() {
        fields.extend(BEFORE_SPAN.map(|name| (name, cell(&dossier, name))));
        fields.push(("span_seconds", span(&dossier)));
        fields.push(("active_seconds", active(&dossier)));
    }
    let has = |name: &str| dossier.values.columns.iter().any(|column| column.name() == name);
    let others = AFTER_ACTIVE.into_iter().filter(|name| has(name));
    fields.extend(others.map(|name| (name, cell(&dossier, name))));
    if has("distinct") {
        fields.push(("exclusive", dossier.exclusive.map_or(Cell::Missing, Cell::Share)));
    }
    if context.rates().is_some() {
        fields.extend(rhythm(&dossier));
    }
    let field = |(name, cell)| Field { name: Cow::Borrowed(name), cell, remark: None };
    Some(Built::Fields(fields.into_iter().map(field).collect::<Vec<_>>().into()))
}

fn cell(dossier: &Dossier<'_>, column: &str) -> Cell<'static> {
    dossier.datum(column).cell(&dossier.values.zone)
}

/// Seconds from the value's first event to its last.
fn span(dossier: &Dossier<'_>) -> Cell<'static> {
    match (dossier.datum("first"), dossier.datum("last")) {
        (Datum::Time(first), Datum::Time(last)) => {
            Cell::seconds(last.0.saturating_sub(first.0).into())
        }
        _ => Cell::Missing,
    }
}

/// Seconds of the buckets in which the value has an event.
fn active(dossier: &Dossier<'_>) -> Cell<'static> {
    match (dossier.datum("active"), &dossier.values.all.totals.rates) {
        (Datum::Whole(buckets), Some(table)) => {
            Cell::Number(buckets as f64 * table.bucketer().width().nanos() as f64 / 1e9)
        }
        _ => Cell::Missing,
    }
}

fn rhythm(dossier: &Dossier<'_>) -> [(&'static str, Cell<'static>); 5] {
    let rhythm = dossier.rhythm;
    [
        ("gap_p50_seconds", Cell::number(rhythm.gap_p50)),
        ("regularity", Cell::number(rhythm.regularity)),
        ("period_seconds", Cell::number(rhythm.period.map(|period| period.seconds))),
        ("period_share", rhythm.period.map_or(Cell::Missing, |period| Cell::Share(period.share))),
        ("on_clock", rhythm.period.map_or(Cell::Missing, |period| Cell::Flag(period.on_clock))),
    ]
}

/// The note that no line has the value, with the nearest values.
fn absence_note(context: &SectionContext<'_>, wanted: &Subject) -> String {
    let counts = &context.outcome.totals.counts;
    let columns = context.outcome.schema.tuple.len().max(1);
    let values = counts.entries().map(|entry| tuple_text(counts.get(entry).0, columns));
    let mut found: Vec<(u128, &[u8])> = match wanted.address() {
        Some(own) => values
            .filter_map(|value| Some((address_distance(own, address(value)?)?, value)))
            .collect(),
        None => {
            let text = wanted.text().to_ascii_lowercase();
            let values = values.filter_map(|value| Some((dice_distance(&text, value)?, value)));
            values.collect()
        }
    };
    found.sort_unstable();
    found.dedup_by_key(|(_, value)| *value);
    let text = named(wanted.text());
    let names: Vec<_> = found.iter().take(MAX_NAMED).map(|(_, value)| named(value)).collect();
    if !names.is_empty() {
        return format!("no line has the value {text}; nearest: {}", names.join(", "));
    }
    // Without a near value, `-k` probably counts the wrong column.
    let entries = counts.entries().map(|entry| counts.get(entry));
    match entries.max_by(|one, other| one.1.cmp(&other.1).then_with(|| other.0.cmp(one.0))) {
        Some((commonest, _)) => format!(
            "no line has the value {text}; the commonest value is {}, and -k counts another column",
            named(tuple_text(commonest, columns))
        ),
        None => format!("no line has the value {text}"),
    }
}

/// A value within a sentence. An empty value is written as in a shell.
fn named(value: &[u8]) -> Cow<'_, str> {
    if value.is_empty() { Cow::Borrowed("''") } else { String::from_utf8_lossy(value) }
}

/// The difference of two addresses; `None` for IPv4 with IPv6.
fn address_distance(one: IpAddr, other: IpAddr) -> Option<u128> {
    match (one, other) {
        (IpAddr::V4(one), IpAddr::V4(other)) => {
            Some(u128::from(one.to_bits().abs_diff(other.to_bits())))
        }
        (IpAddr::V6(one), IpAddr::V6(other)) => Some(one.to_bits().abs_diff(other.to_bits())),
        _ => None,
    }
}

/// 1,000 less the Dice coefficient in thousandths, over pairs of neighbouring bytes (L. R. Dice, "Measures
/// of the amount of ecologic association between species", Ecology 26, 1945). `text` is in lower case;
/// `None` for a coefficient below a third.
fn dice_distance(text: &[u8], value: &[u8]) -> Option<u128> {
    let value = value.to_ascii_lowercase();
    let pairs = |bytes: &[u8]| {
        let mut pairs: Vec<[u8; 2]> = bytes.windows(2).map(|two| [two[0], two[1]]).collect();
        pairs.sort_unstable();
        pairs
    };
    let (ours, theirs) = (pairs(text), pairs(&value));
    let all = ours.len() + theirs.len();
    let (mut shared, mut rest) = (0, theirs.as_slice());
    for pair in ours {
        let at = rest.partition_point(|other| *other < pair);
        rest = rest.get(at..)?;
        if rest.first() == Some(&pair) {
            // The pair stands in both texts.
            (shared, rest) = (shared + 2, &rest[1..]);
        }
    }
    (all > 0 && shared * 3 >= all).then(|| 1_000 - (shared * 1_000 / all) as u128)
}

#[cfg(test)]
mod tests {
    use super::dice_distance;

    #[test]
    fn texts_are_alike_by_their_pairs() {
        assert_eq!(dice_distance(b"/cart", b"/Cart"), Some(0));
        assert!(dice_distance(b"/cart", b"/carts") < dice_distance(b"/cart", b"/car/list"));
        assert_eq!(dice_distance(b"/cart", b"/login"), None);
        assert_eq!(dice_distance(b"", b""), None);
    }
}
