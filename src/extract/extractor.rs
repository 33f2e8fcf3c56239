//! The extractor: from the options, through a source's first lines, to the event of a line.

use super::columns::{Clock, Columns, Wanted};
use super::context::{Asked, Formats, PresetChoice, SourceContext};
use super::encoding::Encoding;
use super::fields::FieldSplitter;
use super::filter::Filter;
use super::format::never_there;
use super::pattern::PatternSplitter;
use super::roles::Role;
use super::scratch::{BlockStart, Extracted, Scratch, measure};
use super::stamp::{LineTime, StampReader};
use super::{ExtractOptions, Split};
use crate::error::{Error, Result};
use crate::event::Event;
use crate::number::Number;
use crate::schema::Schema;
use crate::tally::Rejection;
use crate::time::Timestamp;
use std::sync::{Arc, OnceLock};

/// Turns lines into events; shared by all workers.
#[derive(Debug)]
pub struct Extractor {
    filter: Filter,
    pub(super) splitter: Splitter,
    pub(super) wanted: Wanted,
    pub(super) options: ExtractOptions,
    pub(super) stamps: Option<StampReader>,
    /// Columns made from the time.
    pub(super) clocks: Vec<(usize, Clock)>,
    /// What the compared columns are, once a source has told.
    pub(super) roles: OnceLock<Vec<Role>>,
}

#[derive(Debug)]
pub(super) enum Splitter {
    Whole,
    /// Time and value of a line, by where the time is found.
    Stamped,
    Fields(FieldSplitter),
    Pattern(PatternSplitter),
    /// By the source's own format.
    Preset(PresetChoice),
}

impl Extractor {
    /// Compiles `options`.
    ///
    /// # Errors
    /// A regular expression that does not compile, a column that is not there, no column that
    /// could be the value.
    pub fn new(options: &ExtractOptions) -> Result<Self> {
        let filter = Filter::new(&options.grep, &options.exclude)?;
        let mut options = options.clone();
        if let (Some(first), true) = (options.compare.first(), options.by.is_empty()) {
            // Something must be the value; what it is, the roles say.
            options.by.push(first.clone());
        }
        let options = &options;
        for (index, name) in options.by.iter().enumerate() {
            if options.by[..index].contains(name) {
                return Err(Error::Usage(format!("-k/--by: column {name} is named twice")));
            }
        }
        let mut wanted = Wanted::new(options);
        let times = options.time.is_some();
        let splitter = match &options.split {
            Split::Whole => {
                if let Some(name) = wanted.names().first() {
                    return Err(Error::Usage(format!(
                        "no column {name}: a whole line has no columns; take it apart with -f \
                         (fields), -p (a pattern with named groups) or -P (a format by its name)"
                    )));
                }
                wanted.set_value("value");
                if times { Splitter::Stamped } else { Splitter::Whole }
            }
            Split::Fields { list, delimiter } => {
                Splitter::Fields(FieldSplitter::new(list, delimiter, &mut wanted, times)?)
            }
            Split::Pattern(pattern) => {
                Splitter::Pattern(PatternSplitter::new(pattern, &mut wanted, times)?)
            }
            Split::Preset(choice) => {
                if !wanted.names_value() {
                    let own = match choice {
                        PresetChoice::Named(preset) => preset.value.as_deref(),
                        PresetChoice::Wrapped(preset, inner) => {
                            inner.value.as_deref().or(preset.value.as_deref())
                        }
                        PresetChoice::Auto => None,
                    };
                    wanted.set_value(own.unwrap_or("value"));
                }
                Splitter::Preset(*choice)
            }
        };
        let is_stamped = matches!(splitter, Splitter::Stamped);
        let stamps =
            options.time.as_ref().map(|time| StampReader::new(time, is_stamped)).transpose()?;
        let clocks = wanted.clocks().filter(|_| times).collect();
        let options = options.clone();
        let roles = OnceLock::new();
        let extractor = Self { filter, splitter, wanted, options, stamps, clocks, roles };
        extractor.check_columns()?;
        Ok(extractor)
    }

    /// Compiles a format that is known beforehand, to tell early what it lacks.
    fn check_columns(&self) -> Result<()> {
        if let Splitter::Preset(choice @ PresetChoice::Named(preset)) = self.splitter
            && !preset.syntax.is_open()
            && preset.wraps.is_none()
        {
            Formats::default().choose(choice, &[], self.asked())?;
        }
        Ok(())
    }

    pub(super) fn asked(&self) -> Asked<'_> {
        Asked {
            by: &self.options.by,
            others: self.wanted.others(),
            times: self.stamps.is_some(),
            own: self.options.formats,
        }
    }

    /// A worker's scratch room.
    pub fn scratch(&self) -> Scratch {
        let pattern = match &self.splitter {
            Splitter::Pattern(pattern) => Some(pattern.matcher()),
            Splitter::Stamped => {
                let bracketed = self.stamps.as_ref().and_then(|stamps| stamps.bracketed.as_ref());
                bracketed.map(PatternSplitter::matcher)
            }
            Splitter::Whole | Splitter::Fields(_) | Splitter::Preset(_) => None,
        };
        let filter = self.filter.clone();
        let is_pattern = matches!(self.splitter, Splitter::Pattern(_));
        let matches = is_pattern || !filter.is_empty();
        Scratch {
            columns: Columns::default(),
            filter,
            conditions: self.options.conditions.clone(),
            pattern,
            format: None,
            time: None,
            number: None,
            always_matches: matches,
            matches,
            ascii: false,
            header_line: None,
        }
    }

    /// Whether whole lines are counted, and nothing else.
    pub fn counts_whole_lines(&self) -> bool {
        matches!(self.splitter, Splitter::Whole)
    }

    /// Whether a source's first lines have something to say.
    pub fn needs_survey(&self) -> bool {
        self.stamps.is_some()
            || matches!(self.splitter, Splitter::Preset(_))
            || !self.options.compare.is_empty()
    }

    /// Prepares for the lines of a source.
    pub fn enter_source(&self, scratch: &mut Scratch, source: &SourceContext) {
        if let Some(source) = &source.time {
            match &mut scratch.time {
                Some(time) => time.enter_source(source),
                time => *time = Some(LineTime::new(source)),
            }
        }
        let format = source.format.as_ref();
        scratch.format = format.map(|format| (Arc::clone(format), format.scratch()));
        let is_bracketed = scratch.time.as_ref().is_some_and(LineTime::is_bracketed);
        scratch.matches =
            scratch.always_matches || is_bracketed || format.is_some_and(|format| format.matches());
        scratch.header_line = source.header_line().map(<[u8]>::to_vec);
    }

    /// Prepares for the lines of `block`.
    pub fn enter_block(&self, scratch: &mut Scratch, block: &[u8], start: BlockStart<'_>) {
        scratch.ascii = scratch.matches && block.is_ascii();
        if let Some((format, room)) = &mut scratch.format {
            format.enter_block(room, start.header);
        }
    }

    /// The names of the columns, their unit and weight, and a hint for each column that a format
    /// known by name does not define.
    pub fn schema(&self) -> Schema {
        let names = self.wanted.names();
        let weight = self.wanted.weight_name();
        let mut schema = Schema {
            columns: names.to_vec(),
            tuple: self.wanted.tuple().to_vec(),
            compared: names[self.wanted.compared()].to_vec(),
            weight: (!weight.is_empty()).then(|| weight.to_owned()),
            ..Schema::default()
        };
        if let Splitter::Preset(PresetChoice::Named(preset)) = self.splitter {
            let column = |name: &str| preset.columns.iter().find(|column| column.name == name);
            let measured = self.wanted.name(self.wanted.measure().unwrap_or(0));
            let unit = column(measured).and_then(|column| column.kind.unit());
            schema.unit = unit.map(str::to_owned);
            let unknown = names.iter().enumerate().filter(|(_, name)| column(name).is_none());
            let hint =
                |(index, name): (usize, &String)| (index, never_there(preset, name).to_string());
            schema.hints = unknown.map(hint).collect();
        }
        schema
    }

    /// What `line` (without its newline) contributes.
    ///
    /// # Errors
    /// Why it contributes nothing.
    #[inline]
    pub fn extract<'l>(
        &self,
        scratch: &mut Scratch,
        line: &'l [u8],
    ) -> std::result::Result<Extracted<'l>, Rejection> {
        // Also in the middle, where files were joined.
        if scratch.header_line.as_deref() == Some(line) {
            return Err(Rejection::Header);
        }
        // Only patterns ask what a line is; nothing else pays for the answer.
        let encoding = match !scratch.matches || scratch.ascii {
            true => Encoding::Ascii,
            false => Encoding::of(line),
        };
        if !scratch.filter.keeps(line, encoding) {
            return Err(Rejection::Filtered);
        }
        let mut extracted = self.extract_kept(scratch, line, encoding)?;
        for (column, condition) in self.wanted.conditions().zip(&scratch.conditions) {
            let text = scratch.columns.places.text(line, column);
            if !text.is_some_and(|text| condition.holds(text)) {
                return Err(Rejection::Filtered);
            }
        }
        if let Some(column) = self.wanted.measure() {
            scratch.number = scratch.columns.places.text(line, column).and_then(Number::read);
        }
        if !self.options.compare.is_empty() {
            extracted = self.group(scratch, line, extracted);
        }
        if let (true, Extracted::InLine(event)) = (self.options.numeric, &mut extracted) {
            // One value for all: what counts is the number.
            event.value = &[];
        }
        Ok(extracted)
    }

    /// The time of `line`, whether it counts or not.
    pub fn time(&self, scratch: &mut Scratch, line: &[u8]) -> Option<Timestamp> {
        let _ = self.extract_kept(scratch, line, Encoding::of(line));
        scratch.take_times().range.map(|(first, _)| first)
    }

    #[inline]
    pub(super) fn extract_kept<'l>(
        &self,
        scratch: &mut Scratch,
        line: &'l [u8],
        encoding: Encoding,
    ) -> std::result::Result<Extracted<'l>, Rejection> {
        match &self.splitter {
            Splitter::Whole => {
                if self.options.numeric {
                    measure(&mut scratch.number, line)?;
                }
                return Ok(Extracted::InLine(Event { value: line, weight: 1, at: None }));
            }
            Splitter::Stamped if scratch.format.is_none() => {
                return self.split_stamped(scratch, line, encoding);
            }
            _ => {}
        }
        let mut at = None;
        let mut has_time_column = self.wanted.has_time();
        let columns = &mut scratch.columns;
        let mut extracted = match (&self.splitter, &mut scratch.format) {
            (Splitter::Fields(fields), _) if let Some(field) = fields.only_field() => {
                let value = field.find(line).ok_or(Rejection::NoColumn(0))?;
                Extracted::InLine(Event { value, weight: 1, at: None })
            }
            (splitter, format) => {
                match (splitter, format, &mut scratch.pattern) {
                    (_, Some((format, room)), _) => {
                        format.split(room, line, encoding, &mut columns.places)?;
                        has_time_column = format.has_time;
                    }
                    (Splitter::Fields(fields), ..) => fields.split(line, columns)?,
                    (_, None, Some(pattern)) => pattern.split(line, encoding, columns)?,
                    (_, None, None) => return Err(Rejection::NoMatch),
                }
                if let (false, Some(time)) = (self.clocks.is_empty(), &mut scratch.time) {
                    at = Some(time.read(columns, line, has_time_column)?);
                    self.fill_clocks(columns, at);
                }
                columns.extracted(&self.wanted, line)?
            }
        };
        if self.options.numeric {
            let text = match &extracted {
                Extracted::InLine(event) => event.value,
                Extracted::Joined { .. } => columns.joined(),
            };
            measure(&mut scratch.number, text)?;
            if let Extracted::Joined { weight, at } = extracted {
                extracted = Extracted::InLine(Event { value: &[], weight, at });
            }
        }
        if let (None, Some(time)) = (at, &mut scratch.time) {
            at = Some(time.read(columns, line, has_time_column)?);
        }
        match &mut extracted {
            Extracted::InLine(event) => event.at = at,
            Extracted::Joined { at: place, .. } => *place = at,
        }
        Ok(extracted)
    }

    fn fill_clocks(&self, columns: &mut Columns, at: Option<Timestamp>) {
        if let (Some(at), Some(stamps)) = (at, &self.stamps) {
            columns.fill_clocks(&self.clocks, &at.local(&stamps.options.shown));
        }
    }

    /// The time and the value of a line that nothing else takes apart.
    fn split_stamped<'l>(
        &self,
        scratch: &mut Scratch,
        line: &'l [u8],
        encoding: Encoding,
    ) -> std::result::Result<Extracted<'l>, Rejection> {
        let (Some(time), Some(matcher)) = (&mut scratch.time, &mut scratch.pattern) else {
            return Err(Rejection::NoTime);
        };
        let (at, value) = if time.is_bracketed() {
            matcher.split(line, encoding, &mut scratch.columns)?;
            let columns = &scratch.columns;
            let value = columns.value(line).ok_or(Rejection::NoMatch)?;
            (time.parse(columns.time(line))?, value)
        } else {
            time.split(line)?
        };
        if self.options.numeric {
            measure(&mut scratch.number, value)?;
        }
        Ok(Extracted::InLine(Event { value, weight: 1, at: Some(at) }))
    }
}
