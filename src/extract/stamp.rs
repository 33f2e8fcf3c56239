//! The time of a line: from which of its bytes it is read, and whether it is in the timeframe.
//!
//! What holds for a whole source, its format above all, is a [`SourceTime`], made once on the
//! source's first lines; a worker's own reader is a [`LineTime`].

use super::ExtractOptions;
use super::columns::{Columns, Wanted};
use super::encoding::Encoding;
use super::pattern::PatternSplitter;
use crate::error::Result;
use crate::tally::Rejection;
use crate::time::{
    Assumed, Context, DateOrder, Detected, Limit, Reference, TimeParser, Timestamp, UserFormat,
    Zone, detect, detect_in_lines,
};

/// The lines without -p or -f that begin with their time in brackets.
const BRACKETED: &str = r"^\[(?P<time>[^\]]+)\]\s*(?P<value>.+)$";

const DAY: i64 = 86_400_000_000_000;

/// How times are read.
#[derive(Debug, Clone)]
pub struct TimeOptions {
    /// The zone of stamps that say none.
    pub zone: Zone,
    /// The zone in which times are printed.
    pub shown: Zone,
    /// The format the user gives; otherwise it is detected.
    pub format: Option<UserFormat>,
    /// The year of stamps that say none; otherwise it comes from the source's date.
    pub year: Option<i32>,
    /// Earlier lines do not count.
    pub start: Option<Limit>,
    /// Lines at this time or later do not count.
    pub end: Option<Limit>,
}

/// The instants that count: from the first to before the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeframe {
    /// The first instant that counts, if there is a limit.
    pub start: Option<Timestamp>,
    /// The first instant that does not count any more, if there is one.
    pub end: Option<Timestamp>,
}

impl TimeOptions {
    /// The timeframe of a log whose first stamp is `first`, by which times of day are dated.
    pub fn timeframe(&self, first: Option<Timestamp>) -> Timeframe {
        let resolve = |limit: Limit| match (limit, first) {
            (Limit::At(at), _) => Some(at),
            (limit, Some(first)) => Some(limit.resolve(first, &self.zone)),
            // It must be dated first.
            (Limit::TimeOfDay { .. }, None) => None,
        };
        let (mut start, mut end) = (self.start.and_then(resolve), self.end.and_then(resolve));
        // Two times of day mean the stretch between them, be it over midnight or begun before the log.
        if let (
            Some(Limit::TimeOfDay { nanos: from, .. }),
            Some(Limit::TimeOfDay { nanos: to, .. }),
        ) = (self.start, self.end)
        {
            match (start, end) {
                (Some(late), Some(early)) if early <= late && from < to => {
                    start = Some(Timestamp(late.0.saturating_sub(DAY)));
                }
                (Some(late), Some(early)) if early <= late => {
                    end = Some(Timestamp(early.0.saturating_add(DAY)));
                }
                _ => {}
            }
        }
        Timeframe { start, end }
    }

    /// Whether a limit is a time of day, which needs the log's first stamp.
    pub fn needs_first_stamp(&self) -> bool {
        let limits = [self.start, self.end];
        limits.into_iter().flatten().any(|limit| matches!(limit, Limit::TimeOfDay { .. }))
    }
}

/// Where the lines of a source that is not taken apart otherwise have their time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In brackets at the beginning; the rest is the value.
    Brackets,
    /// Wherever one is found; what follows is the value.
    Anywhere,
}

/// How the times of one source are read.
#[derive(Debug, Clone)]
pub struct SourceTime {
    parser: TimeParser,
    place: Place,
    detected: Option<Detected>,
    /// The first stamp among the lines it was made of.
    pub first: Option<Timestamp>,
    /// The lines that count.
    pub timeframe: Timeframe,
}

impl SourceTime {
    fn new(place: Place, detected: Option<Detected>, context: Context) -> Self {
        let parser = TimeParser::new(detected.as_ref(), context);
        let timeframe = Timeframe { start: None, end: None };
        Self { parser, place, detected, first: None, timeframe }
    }

    /// The name of the format, where the first lines told it.
    pub fn format(&self) -> Option<&str> {
        self.detected.as_ref().map(|detected| detected.format.name())
    }

    /// In which order day, month and year were read, where it could be another.
    pub fn assumed_order(&self) -> Option<&'static str> {
        let detected = self.detected.as_ref().filter(|detected| detected.ambiguous)?;
        Some(match detected.format.row()?.order {
            DateOrder::YearFirst => "year, month, day",
            DateOrder::MonthFirst => "month before day",
            DateOrder::DayFirst => "day before month",
            DateOrder::Plain => return None,
        })
    }
}

/// How a run reads times; compiled once.
#[derive(Debug)]
pub(super) struct StampReader {
    pub(super) options: TimeOptions,
    /// For lines that are not taken apart otherwise.
    pub(super) bracketed: Option<PatternSplitter>,
}

impl StampReader {
    /// For `options`; `whole` tells that nothing else takes lines apart.
    pub(super) fn new(options: &TimeOptions, whole: bool) -> Result<Self> {
        let mut wanted = Wanted::new(&ExtractOptions::default());
        let bracketed = match whole {
            true => Some(PatternSplitter::new(BRACKETED, &mut wanted, true)?),
            false => None,
        };
        Ok(Self { options: options.clone(), bracketed })
    }

    /// Makes the reader for a source that begins with `lines`; `stamps` are the texts of the column
    /// that is the time, if it is one.
    pub(super) fn survey(
        &self,
        lines: &[&[u8]],
        stamps: Option<&[&[u8]]>,
        written: Timestamp,
    ) -> SourceTime {
        let context = self.context(written);
        let detected = self.user().or_else(|| match stamps {
            Some(stamps) => detect(stamps, &context),
            None => detect_in_lines(lines, &context),
        });
        let mut source = SourceTime::new(Place::Anywhere, detected, context);
        let mut probe = source.parser.clone();
        source.first = match stamps {
            Some(stamps) => stamps.iter().find_map(|stamp| probe.parse(stamp)),
            None => lines.iter().find_map(|line| Some(probe.find(line)?.1)),
        };
        source
    }

    /// The reader for a source whose lines begin with their time in brackets; none where most of
    /// `lines` do not.
    pub(super) fn in_brackets(&self, lines: &[&[u8]], written: Timestamp) -> Option<SourceTime> {
        let context = self.context(written);
        let detected = self.bracketed(lines, self.user(), &context)?;
        let mut source = SourceTime::new(Place::Brackets, Some(detected), context);
        let mut probe = source.parser.clone();
        source.first = self.bracketed_texts(lines).iter().find_map(|text| probe.parse(text));
        Some(source)
    }

    fn context(&self, written: Timestamp) -> Context {
        let reference = self.options.year.map_or(Reference::Moment(written), Reference::Year);
        Context::new(self.options.zone.clone(), reference)
    }

    fn user(&self) -> Option<Detected> {
        self.options.format.clone().map(Detected::user)
    }

    /// What stands in brackets at the beginning of lines.
    fn bracketed_texts<'l>(&self, lines: &[&'l [u8]]) -> Vec<&'l [u8]> {
        let Some(bracketed) = &self.bracketed else { return Vec::new() };
        let (mut matcher, mut columns) = (bracketed.matcher(), Columns::default());
        let mut texts = Vec::new();
        for line in lines {
            let encoding = Encoding::of(line);
            if matcher.split(line, encoding, &mut columns).is_ok() {
                texts.extend(columns.places.in_line(line, columns.places.len().saturating_sub(1)));
            }
        }
        texts
    }

    /// The format of the times in brackets, if more than half of the lines begin with one that can
    /// be read.
    fn bracketed(
        &self,
        lines: &[&[u8]],
        user: Option<Detected>,
        context: &Context,
    ) -> Option<Detected> {
        let stamps = self.bracketed_texts(lines);
        let detected = user.or_else(|| detect(&stamps, context))?;
        let mut parser = TimeParser::new(Some(&detected), context.clone());
        let read = stamps.iter().filter(|stamp| parser.parse(stamp).is_some()).count();
        (read * 2 > lines.len()).then_some(detected)
    }
}

/// A worker's reader of times.
#[derive(Debug)]
pub(super) struct LineTime {
    parser: TimeParser,
    place: Place,
    start: Timestamp,
    /// The last instant that counts.
    last: Timestamp,
    order: BlockTimes,
    assumed: Assumed,
}

/// The times met in a block, to tell whether a file is in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockTimes {
    /// The earliest and the latest; none without a time.
    pub range: Option<(Timestamp, Timestamp)>,
    /// Whether a line was earlier than one before it.
    pub disordered: bool,
}

impl BlockTimes {
    pub(super) const NONE: Self = Self { range: None, disordered: false };
}

impl LineTime {
    pub(super) fn new(source: &SourceTime) -> Self {
        let SourceTime { parser, place, timeframe, .. } = source;
        let start = timeframe.start.unwrap_or(Timestamp(i64::MIN));
        // An end at the very beginning of time lets one instant through that no log has.
        let last = timeframe.end.map_or(i64::MAX, |end| end.0.saturating_sub(1));
        Self {
            parser: parser.clone(),
            place: *place,
            start,
            last: Timestamp(last),
            order: BlockTimes::NONE,
            assumed: Assumed::default(),
        }
    }

    pub(super) fn is_bracketed(&self) -> bool {
        self.place == Place::Brackets
    }

    /// Goes on to another source.
    pub(super) fn enter_source(&mut self, source: &SourceTime) {
        let assumed = self.assumed();
        *self = Self { assumed, ..Self::new(source) };
    }

    /// What the stamps read so far did not say themselves.
    pub(super) fn assumed(&self) -> Assumed {
        self.assumed.or(self.parser.assumed())
    }

    /// Gives the times met since it was called last.
    pub(super) fn take_order(&mut self) -> BlockTimes {
        std::mem::replace(&mut self.order, BlockTimes::NONE)
    }

    /// The time of a line: the last of its columns, or found in it.
    #[inline]
    pub(super) fn read(
        &mut self,
        columns: &Columns,
        line: &[u8],
        is_column: bool,
    ) -> std::result::Result<Timestamp, Rejection> {
        if is_column { self.parse(columns.time(line)) } else { self.find(line) }
    }

    /// The time in a column of its own.
    #[inline]
    pub(super) fn parse(
        &mut self,
        text: Option<&[u8]>,
    ) -> std::result::Result<Timestamp, Rejection> {
        let text = text.ok_or(Rejection::NoTime)?;
        let at = self.parser.parse(text).ok_or(Rejection::BadTime)?;
        self.check(at)
    }

    /// The time found in a line.
    #[inline]
    fn find(&mut self, line: &[u8]) -> std::result::Result<Timestamp, Rejection> {
        let (_, at) = self.parser.find(line).ok_or(Rejection::NoTime)?;
        self.check(at)
    }

    /// The time found in a line, and what follows it: without the bracket or quote that closes it and
    /// without blanks around.
    #[inline]
    pub(super) fn split<'l>(
        &mut self,
        line: &'l [u8],
    ) -> std::result::Result<(Timestamp, &'l [u8]), Rejection> {
        let (place, at) = self.parser.find(line).ok_or(Rejection::NoTime)?;
        let rest = line.get(place.end..).unwrap_or_default();
        let rest = match rest {
            [b']' | b')' | b'}' | b'>' | b'"' | b'\'' | b'`', rest @ ..] => rest,
            rest => rest,
        };
        Ok((self.check(at)?, trim_blanks(rest)))
    }

    #[inline]
    fn check(&mut self, at: Timestamp) -> std::result::Result<Timestamp, Rejection> {
        self.order = match self.order {
            BlockTimes { range: None, .. } => {
                BlockTimes { range: Some((at, at)), disordered: false }
            }
            BlockTimes { range: Some((first, last)), disordered } => BlockTimes {
                range: Some((first.min(at), last.max(at))),
                disordered: disordered || at < last,
            },
        };
        if at < self.start || at > self.last { Err(Rejection::OutOfRange) } else { Ok(at) }
    }
}

fn trim_blanks(mut text: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] = text {
        text = rest;
    }
    while let [rest @ .., b' ' | b'\t'] = text {
        text = rest;
    }
    text
}
