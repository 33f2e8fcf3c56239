//! How many of a source's first lines fit a format.
//!
//! Cheap tests come first: a pattern is compiled only where most lines pass the format's hints.

use serde_json::{Map, Value};

use super::super::compiled::{compile, finder};
use super::super::continued::{is_continuation, is_frame, is_function};
use super::super::cut_stamp::{is_cut_stamp, lengthened_pattern};
use super::super::delimited::Dialect;
use super::super::encoding::Encoding;
use super::super::records::RecordRule;
use super::super::scanner::groups::GroupFinder;
use super::logfmt;
use super::prefilter::{BytePairs, PatternPrefilter};
use super::table;
use crate::format::{ContinuedRule, Format, Outline, Syntax, line_test};
use crate::source::CONTINUED_LINE;
use crate::time::{Context, Reference, Zone, read_stamp};

/// How many lines decide.
const MAX_RECORDS: usize = 100;

/// How many raw lines are kept. The lines that decide are sought in this many lines that are not blank.
const MAX_LINES: usize = 1000;

/// Records are sought in this many bytes, and to the end of the line that reaches them.
const ROOM: usize = 256 << 10;

/// The first lines of a source, taken apart as far as detection needs.
pub(super) struct Probe<'a> {
    /// All lines looked at, as they are.
    raw: Vec<&'a [u8]>,
    /// The lines that are neither blank nor headers, nor continue another.
    pub(super) lines: Vec<&'a [u8]>,
    /// The pairs of bytes of all lines.
    byte_pairs: BytePairs,
    /// How many of the lines looked at belong to no stack trace, [`Self::lines`] and the lines that continue
    /// them.
    pub(super) votes: usize,
    /// The field names of the last line `#Fields:` or `#fields`, if one stands before all records.
    names: Option<&'a [u8]>,
    /// Each line as a JSON object, if it is one.
    objects: Vec<Option<Map<String, Value>>>,
    /// Each line as the pairs of logfmt, if it has them and is no JSON object.
    pairs: Vec<Option<Map<String, Value>>>,
}

impl<'a> Probe<'a> {
    pub(super) fn new(lines: &[&'a [u8]]) -> Self {
        let raw: Vec<&[u8]> = lines.iter().copied().take(MAX_LINES).collect();
        let byte_pairs = BytePairs::of(lines);
        // WebLogic begins its records with `####<`.
        let is_comment = |line: &[u8]| line.starts_with(b"#") && !line.starts_with(b"##");
        let counts = |line: &&[u8]| !line.trim_ascii().is_empty() && !is_comment(line);
        let names = |line: &&'a [u8]| {
            line.strip_prefix(b"#Fields:").or_else(|| line.strip_prefix(b"#fields\t"))
        };
        // After the first record, a line that begins with `#Fields:` may be a quoted text.
        let begins_with_names =
            lines.iter().take_while(|line| !counts(line)).any(|line| names(line).is_some());
        let names = lines.iter().rev().find_map(names).filter(|_| begins_with_names);
        let mut room = ROOM;
        let fits = |line: &&[u8]| {
            let fits = room > 0;
            room = room.saturating_sub(line.len());
            fits
        };
        let all: Vec<&[u8]> =
            lines.iter().copied().filter(counts).take(MAX_LINES).take_while(fits).collect();
        let row = all.iter().find(|line| !line.starts_with(b"\t")).copied().unwrap_or_default();
        let (mut lines, mut votes) = (Vec::new(), 0);
        for (index, line) in all.iter().copied().enumerate() {
            let next = all.get(index + 1).copied().unwrap_or_default();
            // The indented lines of a JSON document vote, too.
            votes += usize::from(!is_frame(line) && line != CONTINUED_LINE);
            if !is_function(line, next) && !is_continuation(line, row) {
                lines.push(line);
            }
            if lines.len() == MAX_RECORDS {
                break;
            }
        }
        if lines.is_empty() {
            // All lines are indented: then indentation says nothing.
            lines = all.into_iter().filter(|line| !is_frame(line)).take(MAX_RECORDS).collect();
        }
        let objects: Vec<_> = lines.iter().map(|line| object(line)).collect();
        let pair = |(line, object): (&&[u8], &Option<_>)| match object {
            Some(_) => None,
            None => logfmt::pairs(line),
        };
        let pairs = lines.iter().zip(&objects).map(pair).collect();
        Self { raw, lines, byte_pairs, votes, names, objects, pairs }
    }

    /// Whether some of the lines may fit the format of `outline`: they have the texts and the keys that its lines
    /// always have.
    pub(super) fn may_fit(&self, outline: &Outline) -> bool {
        let has_keys =
            |object: &Map<String, Value>| outline.keys.iter().all(|key| object.contains_key(*key));
        match outline.syntax {
            "pattern" if !outline.may_be_in(|text| self.byte_pairs.may_have(text)) => false,
            "pattern" => {
                let has_bytes = outline.line_test();
                let may_be = |line: &&[u8]| has_bytes(line) || outline.is_header(line);
                match outline.has_only_records {
                    true => self.at_least_half_pass(may_be),
                    false => self.raw.iter().any(may_be),
                }
            }
            "json" => self.objects.iter().flatten().any(has_keys),
            "logfmt" => self.pairs.iter().flatten().any(has_keys),
            _ => true,
        }
    }

    /// Whether at most half of the lines fail a test; no line is tested once more than half have failed.
    fn at_least_half_pass(&self, passes: impl Fn(&&[u8]) -> bool) -> bool {
        self.lines.iter().filter(|line| !passes(line)).nth(self.lines.len() / 2).is_none()
    }

    /// How many of the lines fit `preset`.
    pub(super) fn fits(&self, preset: &Format) -> usize {
        match &preset.syntax {
            Syntax::Pattern(patterns) if !preset.begins.is_empty() => {
                self.record_fits(preset, patterns)
            }
            Syntax::Pattern(patterns) => {
                let own = patterns.get(..preset.own_patterns).unwrap_or_default();
                self.pattern_fits(preset, own)
            }
            Syntax::Json => self.keyed(preset, &self.objects),
            Syntax::Logfmt => self.keyed(preset, &self.pairs),
            Syntax::JsonOrLogfmt => {
                self.keyed(preset, &self.objects) + self.keyed(preset, &self.pairs)
            }
            Syntax::Ltsv => self.count(table::is_ltsv),
            Syntax::Csv => self.csv_fits(preset),
            Syntax::Tsv => table::fits(&self.lines, b'\t', false),
            Syntax::W3c(assumed) => match self.names {
                Some(names) if preset.hints.iter().all(|hint| hint.fits_line(names)) => {
                    self.lines.len()
                }
                Some(_) => 0,
                // Without a line that names the fields, only fields of a known shape tell them.
                None if table::begins_with_time(assumed) => {
                    self.count(|line| table::is_w3c(line, assumed))
                }
                None => 0,
            },
        }
    }

    /// How many of the lines `preset` reads: lines of its own, and lines of other programs that it
    /// knows.
    pub(super) fn reads(&self, preset: &Format) -> usize {
        match &preset.syntax {
            Syntax::Pattern(patterns) if preset.begins.is_empty() => {
                self.pattern_fits(preset, patterns)
            }
            // A line with other keys lacks columns, and is read.
            Syntax::Json => self.objects.iter().flatten().count(),
            Syntax::Logfmt => self.pairs.iter().flatten().count(),
            Syntax::JsonOrLogfmt => self.objects.iter().chain(&self.pairs).flatten().count(),
            _ => self.fits(preset),
        }
    }

    /// How many of the lines meet the preset's conditions on keys and on bytes; `objects` are the keys of each
    /// line.
    fn keyed(&self, preset: &Format, objects: &[Option<Map<String, Value>>]) -> usize {
        let has_bytes = line_test(&preset.hints);
        let meets = |(line, object): &(&&[u8], &Option<Map<String, Value>>)| {
            let object = object.as_ref();
            object.is_some_and(|object| preset.hints.iter().all(|hint| hint.fits_keys(object)))
                && has_bytes(line)
        };
        self.lines.iter().zip(objects).filter(meets).count()
    }

    /// How many lines fit a format of csv, as the share of the records that fit it.
    fn csv_fits(&self, preset: &Format) -> usize {
        let first = self.raw.first();
        let delimiter = match preset.fields.is_empty() {
            true => first.and_then(|line| Dialect::told_delimiter(line)),
            false => first.and_then(|line| Dialect::named_delimiter(line)),
        };
        let delimiter = delimiter.unwrap_or(b',');
        // A comment, as `#TYPE NAME`, is among the raw lines only.
        let begin = |lines: &[&[u8]]| {
            usize::from(lines.first().is_some_and(|line| Dialect::is_before_header(line)))
        };
        let is_open = |line: &&&[u8]| memchr::memchr_iter(b'"', line).count() % 2 == 1;
        let grouped = self.raw.iter().any(|line| is_open(&line)).then(|| {
            let lines = self.raw.get(begin(&self.raw)..).unwrap_or_default();
            RecordRule::Quoted { delimiter }.group(lines)
        });
        let records: Vec<&[u8]> = match &grouped {
            Some(records) => records.iter().map(Vec::as_slice).take(MAX_RECORDS).collect(),
            None => self.lines.get(begin(&self.lines)..).unwrap_or_default().to_vec(),
        };
        let fits = match preset.fields.len() {
            0 => table::fits(&records, delimiter, true),
            most => {
                let test = line_test(&preset.hints);
                let fits = |record: &&&[u8]| {
                    test(record) && has_most_fields(table::count(record, delimiter, true), most)
                };
                records.iter().filter(fits).count()
            }
        };
        match fits == records.len() {
            true if fits > 0 => self.lines.len().max(1),
            _ => (fits * self.lines.len()).checked_div(records.len()).unwrap_or(0),
        }
    }

    /// All lines if at least half of the records of a format whose records have several lines fit it, else 0.
    fn record_fits(&self, preset: &Format, patterns: &[String]) -> usize {
        let passes = line_test(&preset.hints);
        let rule = RecordRule::of_format(preset, b',');
        let Some(rule) = rule.filter(|_| self.raw.iter().any(|line| passes(line))) else {
            return 0;
        };
        let regexes: Vec<_> = patterns.iter().filter_map(|pattern| compile(pattern)).collect();
        let records = rule.group(&self.raw);
        let records: Vec<_> = records.iter().filter(|record| !preset.is_header(record)).collect();
        let fits = |record: &&&Vec<u8>| regexes.iter().any(|regex| regex.is_match(record));
        let fits = records.iter().filter(fits).count();
        if fits > 0 && fits * 2 >= records.len() { self.lines.len().max(1) } else { 0 }
    }

    fn count(&self, test: impl Fn(&[u8]) -> bool) -> usize {
        self.lines.iter().filter(|line| test(line)).count()
    }

    fn pattern_fits(&self, preset: &Format, patterns: &[String]) -> usize {
        let passes = line_test(&preset.hints);
        let passing = self.count(passes);
        let mut left = self.lines.clone();
        left.retain(|line| !preset.is_header(line));
        if passing > 0 && passing * 2 < left.len() {
            leave_out_continued(preset, &mut left);
        }
        if passing * 2 < left.len() {
            return 0;
        }
        let before = left.len();
        // A leap year, in which each date without a year exists.
        let context = Context::new(Zone::utc(), Reference::Year(2000));
        let (mut timed, mut untimed) = (0, 0);
        for pattern in patterns {
            if left.is_empty() {
                break;
            }
            if !PatternPrefilter::of(pattern).may_match(&left, &self.byte_pairs) {
                continue;
            }
            let mut checked = CheckedColumns::of_pattern(pattern);
            left.retain(|line| {
                let found = checked.check(line, &context);
                timed += usize::from(found == CheckedMatch::Timed);
                untimed += usize::from(found == CheckedMatch::Misread);
                found == CheckedMatch::None
            });
        }
        // If more times are unreadable than readable, the lines are of another format.
        let is_misread = untimed > timed && preset.time_format.is_none();
        if is_misread || left.len() == before && before > 0 {
            return 0;
        }
        leave_out_continued(preset, &mut left);
        self.lines.len() - left.len()
    }
}

/// Whether a row has as many fields as its format names, or up to a fifth less: older versions of a program
/// lack fields at the end.
const fn has_most_fields(fields: usize, named: usize) -> bool {
    fields <= named && fields * 10 >= named * 8
}

/// Leaves out the lines that, by a pattern of the format, continue the record before them.
fn leave_out_continued(preset: &Format, lines: &mut Vec<&[u8]>) {
    let patterns = preset.continued.iter().filter_map(|rule| match rule {
        ContinuedRule::Pattern(pattern) => compile(pattern),
        ContinuedRule::Trace | ContinuedRule::Other => None,
    });
    let patterns: Vec<_> = patterns.collect();
    lines.retain(|line| !patterns.iter().any(|pattern| pattern.is_match(line)));
}

/// Finds the columns of a pattern that confirm a match: two that name a machine, the time, and the program
/// behind the machine.
struct CheckedColumns {
    finder: GroupFinder,
    pattern: String,
}

impl CheckedColumns {
    const NAMES: [&str; 4] = ["client", "host", "time", "logger"];

    fn of_pattern(pattern: &str) -> Self {
        Self { finder: finder(pattern, &Self::NAMES), pattern: pattern.to_owned() }
    }

    /// The columns of `line`; `None` if it does not match.
    fn find<'l>(&mut self, line: &'l [u8]) -> Option<[Option<&'l [u8]>; 4]> {
        // By bytes, whatever the encoding.
        if !self.finder.find(line, Encoding::Bytes) {
            return None;
        }
        let mut texts = self.finder.ranges().map(|range| line.get(range?));
        Some(std::array::from_fn(|_| texts.next().flatten()))
    }

    /// Whether `line` matches, and what its time says of the match.
    fn check(&mut self, line: &[u8], context: &Context) -> CheckedMatch {
        let Some(texts) = self.texts(line) else { return CheckedMatch::None };
        let [client, host, time, logger] = texts.map(|text| text.filter(|text| !text.is_empty()));
        // A number behind the machine is the hour of a second stamp.
        let is_number = |text: &[u8]| text.iter().all(u8::is_ascii_digit);
        let is_own = [client, host].into_iter().flatten().all(may_be_machine)
            && !(host.is_some() && logger.is_some_and(is_number));
        match time.map(|time| read_stamp(time, context)) {
            _ if !is_own => CheckedMatch::None,
            None => CheckedMatch::Timeless,
            Some(Some(_)) => CheckedMatch::Timed,
            Some(None) => CheckedMatch::Misread,
        }
    }

    /// The columns of `line`, with the whole stamp where the pattern cuts it off; `None` if it does not match.
    fn texts<'l>(&mut self, line: &'l [u8]) -> Option<[Option<&'l [u8]>; 4]> {
        let texts = self.find(line)?;
        if texts[2].is_some_and(|time| is_cut_stamp(line, time)) {
            return Self::of_pattern(&lengthened_pattern(&self.pattern)?).find(line);
        }
        Some(texts)
    }
}

/// Whether a line matches a pattern, as its columns confirm it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CheckedMatch {
    /// The line does not match, or its client or host cannot be a machine.
    None,
    /// It matches, and has no time.
    Timeless,
    /// Its time can be read.
    Timed,
    /// Its time cannot be read.
    Misread,
}

/// Level words that may follow a stamp, and are no names of machines.
const LEVELS: [&[u8]; 10] = [
    b"TRACE", b"DEBUG", b"INFO", b"NOTICE", b"WARN", b"WARNING", b"ERR", b"ERROR", b"CRIT",
    b"FATAL",
];

/// Whether a text may be the name or the address of a machine, or a list of them; a stamp may not.
fn may_be_machine(text: &[u8]) -> bool {
    let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || b".:_-%/~, []\"()*@".contains(byte);
    // In brackets stands an address of IPv6, nothing else.
    let in_address = |byte: &u8| byte.is_ascii_hexdigit() || b"[]:.%".contains(byte);
    let is_bracketed = text.first() == Some(&b'[')
        && !(text.contains(&b':') && text.iter().take_while(|byte| **byte != b']').all(in_address));
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let is_stamp = digits == 4
        && text.get(4).is_some_and(|byte| b"-/.".contains(byte) && text.get(7) == Some(byte))
        || text.starts_with(b"@4");
    // `qemu:` is a program, `In(182)` and `(812)` are numbers of a level and a process.
    let is_program = text.ends_with(b":") && !text.ends_with(b"::");
    let inside = text.split(|byte| *byte == b'(').nth(1).and_then(|rest| rest.strip_suffix(b")"));
    let is_number = inside.is_some_and(|inside| inside.iter().all(u8::is_ascii_digit));
    let is_level = LEVELS.contains(&text);
    let is_other = is_bracketed || is_stamp || is_program || is_number || is_level;
    text.iter().all(allowed) && !is_other
}

/// The line as a JSON object, the first of them where it holds several.
pub(super) fn object(line: &[u8]) -> Option<Map<String, Value>> {
    let line = line.trim_ascii();
    if line.first() != Some(&b'{') {
        return None;
    }
    let mut objects = serde_json::Deserializer::from_slice(line).into_iter();
    let object = objects.next()?.ok()?;
    let rest = line.get(objects.byte_offset()..)?.trim_ascii_start();
    let rest = rest.strip_prefix(b",").unwrap_or(rest).trim_ascii_start();
    (rest.is_empty() || rest.starts_with(b"{")).then_some(object)
}
