//! The time of a line: from which of its bytes it is read, and whether it is in the timeframe.
//!
//! [`SourceTime`] holds for a whole source and is made once from its first lines; a worker reads times with a
//! [`LineTime`](super::line_time::LineTime).

use std::sync::Arc;

use super::derived::OwnTables;
use super::options::{ExtractOptions, TimeOptions};
use super::plan::ExtractionPlan;
use super::requested::Requested;
use crate::error::Result;
use crate::tally::TakenTimeframe;
use crate::time::{
    Context, DateOrder, Detected, Limit, NANOS_PER_DAY, NANOS_PER_SECOND, Reference, TimeParser,
    Timestamp, UserFormat, detect, detect_in_lines,
};

/// The pattern of lines that begin with their time in brackets.
const BRACKETED: &str = r"^\[(?P<time>[^\]]+)\]\s*(?P<value>.+)$";

/// The instants that count: from the first to before the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Timeframe {
    /// The first instant that counts, if there is a limit.
    pub(crate) start: Option<Timestamp>,
    /// The first instant that does not count any more, if there is one.
    pub(crate) end: Option<Timestamp>,
}

impl TimeOptions {
    /// The timeframe of a log whose first stamp is `first` and which was written at `written`:
    /// they give the dates and the years that limits lack. A limit that lacks a date or a year
    /// which is not known is not applied.
    pub(crate) fn timeframe(
        &self,
        first: Option<Timestamp>,
        written: Option<Timestamp>,
    ) -> Timeframe {
        let context = self.context(written.unwrap_or_default());
        let resolve = |limit: Limit| match limit {
            Limit::At(at) => Some(at),
            Limit::Yearless(date) => date.resolve(&context),
            Limit::TimeOfDay { .. } => Some(limit.resolve(first?, &context)),
        };
        let (mut start, mut end) = (self.start.and_then(resolve), self.end.and_then(resolve));
        if let (Some(from), Some(to)) = (self.start, self.end)
            && let (Some(late), Some(early)) = (start, end)
            && early <= late
        {
            // A time of day that would leave nothing between the limits is meant of another day.
            match (self.local_clock(from, late), self.local_clock(to, early)) {
                (Some(from_clock), Some(to_clock)) if from_clock < to_clock => {
                    start = from.days_later(late, -1, &self.zone);
                }
                (Some(_), Some(_)) => end = to.days_later(early, 1, &self.zone),
                (None, Some(_)) => {
                    let mut days = (0..=2).filter_map(|days| to.days_later(late, days, &self.zone));
                    end = days.find(|at| *at > late);
                }
                (Some(_), None) => {
                    let mut days =
                        (0..=2).filter_map(|days| from.days_later(early, -days, &self.zone));
                    start = days.find(|at| *at < early);
                }
                (None, None) => {}
            }
        }
        Timeframe { start, end }
    }

    /// `timeframe` for the account of the run, with the limits that were typed as times of day.
    pub(crate) fn taken(&self, timeframe: Timeframe) -> TakenTimeframe {
        let Timeframe { start, end } = timeframe;
        let limits = [(self.start, start), (self.end, end)];
        let dated = |((limit, at), typed): ((Option<Limit>, Option<Timestamp>), &String)| {
            let is_time_of_day = matches!(limit, Some(Limit::TimeOfDay { .. }));
            Some((typed.clone(), at.filter(|_| is_time_of_day)?))
        };
        let times_of_day = limits.into_iter().zip(&self.typed).filter_map(dated).collect();
        TakenTimeframe { start, end, times_of_day }
    }

    /// What the clock of the zone shows at the instant of a limit that is a time of day, in nanoseconds.
    fn local_clock(&self, limit: Limit, at: Timestamp) -> Option<i64> {
        let is_time_of_day = matches!(limit, Limit::TimeOfDay { .. });
        let local = at.0.saturating_add(self.zone.offset_at(at.seconds()) * NANOS_PER_SECOND);
        is_time_of_day.then(|| local.rem_euclid(NANOS_PER_DAY))
    }

    /// Whether a limit is a time of day, which needs the log's first stamp.
    pub(crate) fn needs_first_stamp(&self) -> bool {
        let limits = [self.start, self.end];
        limits.into_iter().flatten().any(|limit| matches!(limit, Limit::TimeOfDay { .. }))
    }

    /// Whether a limit lacks its year, which the date of the log gives.
    pub(crate) fn needs_date(&self) -> bool {
        let limits = [self.start, self.end];
        let is_yearless = |limit: Limit| matches!(limit, Limit::Yearless(_));
        self.year.is_none() && limits.into_iter().flatten().any(is_yearless)
    }

    /// What gives stamps their zone and year, if the log was written at `written`.
    fn context(&self, written: Timestamp) -> Context {
        let reference = self.year.map_or(Reference::Moment(written), Reference::Year);
        Context::new(self.zone.clone(), reference)
    }
}

/// How the times of one source are read.
#[derive(Debug, Clone)]
pub(crate) struct SourceTime {
    pub(super) parser: TimeParser,
    detected: Option<Detected>,
    /// Whether stamps go on in the line behind the column of the time.
    pub(super) is_cut: bool,
    /// The first stamp among the first lines of the source.
    pub(crate) first: Option<Timestamp>,
    /// The lines that count.
    pub(crate) timeframe: Timeframe,
}

impl SourceTime {
    fn new(detected: Option<Detected>, context: Context) -> Self {
        let parser = TimeParser::new(detected.as_ref(), context);
        let timeframe = Timeframe { start: None, end: None };
        Self { parser, detected, is_cut: false, first: None, timeframe }
    }

    /// The name of the format, if it was found.
    pub(crate) fn format(&self) -> Option<&str> {
        self.detected.as_ref().map(|detected| detected.format.name())
    }

    /// The order in which day, month and year are read, if the stamps allow another order.
    pub(crate) fn assumed_order(&self) -> Option<&'static str> {
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
    /// The plan of lines that begin with their time in brackets, if no other plan is given.
    pub(super) bracketed: Option<Arc<ExtractionPlan>>,
}

impl StampReader {
    /// Reads times by `options`; `is_alone` says that the user does not say how to take lines apart.
    /// Errors: none, as the pattern of bracketed lines compiles.
    pub(super) fn new(options: &TimeOptions, is_alone: bool) -> Result<Self> {
        let mut bracketed = None;
        if is_alone {
            let mut requested = Requested::new(&ExtractOptions::default());
            let plan =
                ExtractionPlan::of_pattern(BRACKETED, &mut requested, true, &OwnTables::default())?;
            bracketed = Some(Arc::new(ExtractionPlan { is_time_first: true, ..plan }));
        }
        Ok(Self { options: options.clone(), bracketed })
    }

    /// The reader for a source that begins with `lines` and was last written at `written`; `plan` takes
    /// its lines apart.
    pub(super) fn survey(
        &self,
        lines: &[&[u8]],
        plan: Option<&ExtractionPlan>,
        written: Timestamp,
    ) -> SourceTime {
        let timed = plan.and_then(ExtractionPlan::timed_format);
        let is_year_last = timed.is_some_and(|format| format.is_year_last);
        let context = self.options.context(written).with_year_last(is_year_last);
        if let Some(stamps) = plan.and_then(|plan| plan.cut_stamps(lines)) {
            let detected = self.user().or_else(|| detect_in_lines(&stamps, &context));
            let mut source = SourceTime { is_cut: true, ..SourceTime::new(detected, context) };
            let mut probe = source.parser.clone();
            source.first = stamps.iter().find_map(|stamp| Some(probe.find(stamp)?.1));
            return source;
        }
        let texts = plan.filter(|plan| plan.time.is_some()).map(|plan| plan.times(lines));
        let texts = texts.as_ref();
        let stamps: Option<Vec<&[u8]>> =
            texts.map(|texts| texts.iter().map(Vec::as_slice).collect());
        let timed = timed.filter(|_| texts.is_some());
        let own = timed.and_then(|format| format.time_format.as_deref());
        let own = own.and_then(|own| UserFormat::from_strftime(own).ok()).map(Detected::user);
        let detected = self.user().or(own).or_else(|| match stamps {
            Some(ref stamps) => detect(stamps, &context),
            None => detect_in_lines(lines, &context),
        });
        let mut source = SourceTime::new(detected, context);
        let mut probe = source.parser.clone();
        source.first = match stamps {
            Some(stamps) => stamps.iter().find_map(|stamp| probe.parse(stamp)),
            None => lines.iter().find_map(|line| Some(probe.find(line)?.1)),
        };
        source
    }

    /// The times of a source whose lines begin with their time in brackets; `None` if at most half of
    /// `lines` do.
    pub(super) fn in_brackets(&self, lines: &[&[u8]], written: Timestamp) -> Option<SourceTime> {
        let context = self.options.context(written);
        // `[2026-04-07] [08:15:42]`: the first bracket is half of the time.
        if lines.iter().filter(|line| has_clock_behind(line)).count() * 2 > lines.len() {
            return None;
        }
        let stamps = self.bracketed.as_ref()?.times(lines);
        let detected = Self::bracketed_format(&stamps, lines.len(), self.user(), &context)?;
        let mut source = SourceTime::new(Some(detected), context);
        let mut probe = source.parser.clone();
        source.first = stamps.iter().find_map(|stamp| probe.parse(stamp));
        Some(source)
    }

    fn user(&self) -> Option<Detected> {
        self.options.format.clone().map(Detected::user)
    }

    /// The format of the times `stamps`, if more than half of `lines` lines have one that can be read.
    fn bracketed_format(
        stamps: &[Vec<u8>],
        lines: usize,
        user: Option<Detected>,
        context: &Context,
    ) -> Option<Detected> {
        let texts: Vec<&[u8]> = stamps.iter().map(Vec::as_slice).collect();
        let detected = user.or_else(|| detect(&texts, context))?;
        let mut parser = TimeParser::new(Some(&detected), context.clone());
        let read = texts.iter().filter(|stamp| parser.parse(stamp).is_some()).count();
        (read * 2 > lines).then_some(detected)
    }
}

/// Whether a clock follows the first closing bracket of a line.
fn has_clock_behind(line: &[u8]) -> bool {
    let Some(end) = line.iter().position(|byte| *byte == b']') else { return false };
    let rest = trim_blanks(line.get(end + 1..).unwrap_or_default());
    let rest = rest.strip_prefix(b"[").unwrap_or(rest);
    let is_digit = |at: usize| rest.get(at).is_some_and(u8::is_ascii_digit);
    is_digit(0) && is_digit(1) && rest.get(2) == Some(&b':') && is_digit(3) && is_digit(4)
}

pub(super) fn trim_blanks(mut text: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] = text {
        text = rest;
    }
    while let [rest @ .., b' ' | b'\t'] = text {
        text = rest;
    }
    text
}
