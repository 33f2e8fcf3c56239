//! Which format a source's stamps have, told from its first ones.
//!
//! Every row of the table is tried on every stamp; the one that reads the most wins, the earlier
//! one among equals. dateparser is asked only where no row reads any. Called once a source; what it
//! finds is given to every [`super::TimeParser`] of that source.

use super::fields::{Assumed, Context};
use super::format::{DateOrder, Format, Kind};
use super::last_resort;
use super::parser::{TimeParser, unwrap};
use super::shapes::SHAPES;
use super::table::TIME_FORMATS;

/// The format of a source and how sure it is.
#[derive(Clone, Debug)]
pub struct Detected {
    /// The format.
    pub format: Format,
    /// Day and month (or year) could be told apart on none of the stamps: another order reads as
    /// many and gives other, believable instants.
    pub ambiguous: bool,
    /// The source writes the day before the month, where both are numbers.
    pub day_first: bool,
    /// How many of the stamps the format reads.
    pub read: usize,
    /// How many stamps were tried.
    pub probed: usize,
    /// What those stamps did not say themselves.
    pub assumed: Assumed,
}

/// What a row made of the stamps.
#[derive(Clone, Copy, Default)]
struct Tally {
    read: usize,
    assumed: Assumed,
    /// Sum of the instants, to tell whether two readings differ at all.
    sum: i64,
    /// Instants that are surely wrong: in the future, or a generation ago.
    unlikely: usize,
}

/// Twenty years in nanoseconds, the age up to which another reading is believed.
const GENERATION: i64 = 20 * 365 * 86_400 * 1_000_000_000;

/// Stamps that are tried: every row is tried on each.
const MOST_STAMPS: usize = 100;

impl Detected {
    /// A user's format, which needs no detection.
    #[must_use]
    pub fn user(format: super::UserFormat) -> Self {
        Self {
            format: Format::user(format),
            ambiguous: false,
            day_first: false,
            read: 0,
            probed: 0,
            assumed: Assumed::default(),
        }
    }
}

/// Tells the format of stamps that stand alone, such as what a pattern's `time` group took; nothing
/// when none can be read.
#[must_use]
pub fn detect(stamps: &[&[u8]], context: &Context) -> Option<Detected> {
    let stamps = &stamps[..stamps.len().min(MOST_STAMPS)];
    let mut tallies = vec![Tally::default(); TIME_FORMATS.len()];
    let latest = context.latest_nanos();
    for stamp in stamps {
        SHAPES.each_whole(unwrap(stamp), context, |index, reading| {
            if let Some(tally) = tallies.get_mut(index) {
                tally.read += 1;
                tally.assumed = tally.assumed.or(reading.assumed);
                tally.sum = tally.sum.wrapping_add(reading.at.0);
                let at = reading.at.0;
                let likely = at <= latest && at >= latest.saturating_sub(GENERATION);
                tally.unlikely += usize::from(!likely);
            }
        });
    }
    let most = tallies.iter().map(|tally| tally.read).max()?;
    if most == 0 {
        return by_dateparser(stamps, context);
    }
    let winner = tallies.iter().position(|tally| tally.read == most)?;
    let tally = tallies.get(winner)?;
    let order = TIME_FORMATS.get(winner)?.order;
    let rival = |(index, other): (usize, &Tally)| {
        let row = TIME_FORMATS.get(index);
        index != winner
            && row.is_some_and(|row| row.order != DateOrder::Plain)
            && other.read == most
            && other.sum != tally.sum
            && other.unlikely == 0
    };
    Some(Detected {
        format: Format(Kind::Row(winner)),
        ambiguous: order != DateOrder::Plain && tallies.iter().enumerate().any(rival),
        day_first: order == DateOrder::DayFirst,
        read: most,
        probed: stamps.len(),
        assumed: tally.assumed,
    })
}

/// Tells the format of the stamps that stand in lines, at the places where they are found without
/// knowing it; nothing when no line has one.
#[must_use]
pub fn detect_in_lines(lines: &[&[u8]], context: &Context) -> Option<Detected> {
    let mut parser = TimeParser::new(None, context.clone());
    let stamps: Vec<&[u8]> = lines
        .iter()
        .filter_map(|line| {
            let (range, _) = parser.find(line)?;
            line.get(range)
        })
        .collect();
    let mut detected = detect(&stamps, context)?;
    detected.probed = lines.len();
    Some(detected)
}

fn by_dateparser(stamps: &[&[u8]], context: &Context) -> Option<Detected> {
    let mut assumed = Assumed::default();
    let mut read = 0;
    for stamp in stamps {
        if let Some(reading) = last_resort::read(unwrap(stamp), context) {
            assumed = assumed.or(reading.assumed);
            read += 1;
        }
    }
    (read > 0).then_some(Detected {
        format: Format(Kind::Dateparser),
        ambiguous: false,
        day_first: false,
        read,
        probed: stamps.len(),
        assumed,
    })
}
