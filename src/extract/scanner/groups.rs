//! A pattern's wanted groups in a line: by the scanner where it can, else by the regex crate.
//!
//! A [`Pattern`] is a pattern that parses; [`Groups`] is compiled from it for some of its groups and
//! shared; each worker has a [`GroupFinder`]. A line that is UTF-8 is matched as text.
//! Any other line is matched byte by byte, so that a stray Latin-1 byte does not make `\S+` stop in
//! the middle of a value.

use crate::extract::encoding::Encoding;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use regex::bytes::{CaptureLocations, Regex, RegexBuilder};
use regex_syntax::ast::Ast;
use regex_syntax::ast::parse::Parser;
use regex_syntax::hir::translate::TranslatorBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};

use super::choose::{Choices, Found};
use super::reduce::{self, Written};
use super::{ABSENT, Scanner};

/// Patterns up to this weight compile to far less than the regex crate's limit of 10 MB: a range of
/// characters takes less than 200 bytes.
const LIGHT: usize = 10_000;

/// A pattern that parses, and is not too large.
#[derive(Debug)]
pub(in crate::extract) struct Pattern {
    text: String,
    parsed: Ast,
    /// As it matches text.
    expression: Hir,
    groups: Vec<Written>,
}

/// A pattern, compiled for some of its groups.
#[derive(Debug, Clone)]
pub(in crate::extract) struct Groups(Arc<Compiled>);

#[derive(Debug)]
struct Compiled {
    scanner: Option<Scanner>,
    /// The pattern with no groups but the groups wanted.
    pattern: String,
    /// How many groups are wanted.
    groups: usize,
    /// The slot pair of each group asked for.
    order: Vec<usize>,
    text: OnceLock<Option<Regex>>,
    bytes: OnceLock<Option<Regex>>,
}

/// A worker's own copy: regexes keep scratch memory that threads would otherwise fight over.
#[derive(Debug)]
pub(in crate::extract) struct GroupFinder {
    compiled: Arc<Compiled>,
    slots: Vec<usize>,
    choices: Choices,
    text: Option<Engine>,
    bytes: Option<Engine>,
}

#[derive(Debug)]
struct Engine {
    regex: Regex,
    locations: CaptureLocations,
}

impl Pattern {
    /// Parses `pattern`, and compiles it only if it could be too large.
    ///
    /// # Errors
    /// It is no pattern, or too large; the regex crate says why.
    pub(in crate::extract) fn new(pattern: &str) -> Result<Self, regex::Error> {
        let parsed = Parser::new().parse(pattern).ok();
        let expression = parsed.as_ref().and_then(|parsed| expression(pattern, parsed, true));
        let (Some(parsed), Some(expression)) = (parsed, expression) else {
            // The regex crate has the words for what the parser refuses.
            return Err(Regex::new(pattern).err().unwrap_or_else(|| unparsed(pattern)));
        };
        if weight(&expression) > LIGHT {
            Regex::new(pattern)?;
        }
        let groups = reduce::written(&parsed);
        Ok(Self { text: pattern.to_owned(), parsed, expression, groups })
    }

    /// The pattern as it was written.
    pub(in crate::extract) fn as_str(&self) -> &str {
        &self.text
    }

    /// The names of its groups, in their order.
    pub(in crate::extract) fn names(&self) -> Vec<&str> {
        self.groups.iter().filter_map(|group| group.name.as_deref()).collect()
    }

    /// How many of its groups have no name.
    pub(in crate::extract) fn unnamed(&self) -> usize {
        self.groups.iter().filter(|group| group.name.is_none()).count()
    }

    /// The number of the group `name`.
    pub(in crate::extract) fn group(&self, name: &str) -> Option<usize> {
        let position = self.groups.iter().position(|group| group.name.as_deref() == Some(name));
        position.map(|index| index + 1)
    }

    /// Prepares it for the groups with the numbers `asked`; groups it does not have are absent. A
    /// regex is compiled by the first line that needs one.
    pub(in crate::extract) fn groups(&self, asked: &[usize]) -> Groups {
        let is_there = |number: &usize| (1..=self.groups.len()).contains(number);
        let mut wanted: Vec<usize> = asked.iter().copied().filter(is_there).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let slot = |number: &usize| wanted.binary_search(number).unwrap_or(ABSENT);
        Groups(Arc::new(Compiled {
            scanner: self.scanner(&wanted),
            pattern: reduce::pattern(&self.text, &self.groups, &wanted),
            groups: wanted.len(),
            order: asked.iter().map(slot).collect(),
            text: OnceLock::new(),
            bytes: OnceLock::new(),
        }))
    }

    /// The scanner that records the groups with the numbers `wanted`; `None` if the pattern is not of the
    /// kind that can be scanned.
    pub(super) fn scanner(&self, wanted: &[usize]) -> Option<Scanner> {
        let bytes = expression(&self.text, &self.parsed, false)?;
        Scanner::compile(&self.expression, &bytes, wanted)
    }
}

/// What `pattern`, which is parsed, matches: in text if `is_text`, else in any bytes.
fn expression(pattern: &str, parsed: &Ast, is_text: bool) -> Option<Hir> {
    let mut translator = TranslatorBuilder::new().utf8(false).unicode(is_text).build();
    translator.translate(pattern, parsed).ok()
}

fn unparsed(pattern: &str) -> regex::Error {
    regex::Error::Syntax(format!("{pattern:?} cannot be parsed"))
}

/// How much an expression compiles to: the bytes and the ranges of its classes, written out.
fn weight(hir: &Hir) -> usize {
    let sum =
        |parts: &[Hir]| parts.iter().fold(1, |sum: usize, part| sum.saturating_add(weight(part)));
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(Class::Bytes(class)) => class.ranges().len(),
        HirKind::Class(Class::Unicode(class)) => class.ranges().len(),
        HirKind::Capture(capture) => weight(&capture.sub).saturating_add(2),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => sum(parts),
        HirKind::Repetition(repetition) => {
            let rounds = repetition.max.unwrap_or(repetition.min).saturating_add(1);
            let rounds = usize::try_from(rounds).unwrap_or(usize::MAX);
            weight(&repetition.sub).saturating_add(1).saturating_mul(rounds)
        }
    }
}

impl Groups {
    /// Whether lines need not be asked for their encoding: the scanner is exact in all of them.
    pub(in crate::extract) fn is_exact(&self) -> bool {
        self.0.scanner.as_ref().is_some_and(|scanner| scanner.is_exact_on_text)
    }

    /// Whether `line` matches, found without a finder: for patterns that the scanner can tell.
    pub(in crate::extract) fn is_in(&self, line: &[u8]) -> bool {
        let encoding = if self.is_exact() { Encoding::Unknown } else { Encoding::of(line) };
        let mut slots = vec![ABSENT; 2 * self.0.groups];
        let scanner = self.0.scanner.as_ref();
        let found = scanner.map_or(Found::Unsure, |scanner| {
            scanner.find(line, encoding, &mut slots, &mut Choices::default())
        });
        match found {
            Found::Match => true,
            Found::NoMatch => false,
            Found::Unsure => self.finder().find(line, encoding),
        }
    }

    /// A worker's own finder.
    pub(in crate::extract) fn finder(&self) -> GroupFinder {
        let slots = vec![ABSENT; 2 * self.0.groups];
        let (choices, text, bytes) = (Choices::default(), None, None);
        GroupFinder { compiled: Arc::clone(&self.0), slots, choices, text, bytes }
    }
}

impl Compiled {
    fn text(&self) -> Option<Regex> {
        self.text.get_or_init(|| Regex::new(&self.pattern).ok()).clone()
    }

    /// For bytes; a pattern that asks for Unicode classes cannot be matched by them, and stays as it
    /// is.
    fn bytes(&self) -> Option<Regex> {
        let compile = || RegexBuilder::new(&self.pattern).unicode(false).build().ok();
        self.bytes.get_or_init(|| compile().or_else(|| self.text())).clone()
    }
}

impl GroupFinder {
    /// Whether `line`, which is of this encoding, matches; the groups are the groups of the leftmost
    /// match.
    #[inline]
    pub(in crate::extract) fn find(&mut self, line: &[u8], encoding: Encoding) -> bool {
        if let Some(scanner) = &self.compiled.scanner {
            match scanner.find(line, encoding, &mut self.slots, &mut self.choices) {
                Found::Match => return true,
                Found::NoMatch => return false,
                Found::Unsure => {}
            }
        }
        self.search(line, encoding)
    }

    /// As [`Self::find`], by the regex crate.
    fn search(&mut self, line: &[u8], encoding: Encoding) -> bool {
        let compiled = &self.compiled;
        let (engine, regex): (_, fn(&Compiled) -> Option<Regex>) = match encoding.is_text(line) {
            true => (&mut self.text, Compiled::text),
            false => (&mut self.bytes, Compiled::bytes),
        };
        if engine.is_none() {
            let made = |regex: Regex| Engine { locations: regex.capture_locations(), regex };
            *engine = regex(compiled).map(made);
        }
        let Some(Engine { regex, locations }) = engine else { return false };
        if regex.captures_read(locations, line).is_none() {
            return false;
        }
        for (index, slots) in self.slots.chunks_exact_mut(2).enumerate() {
            let (start, end) = locations.get(index + 1).unwrap_or((ABSENT, ABSENT));
            slots.copy_from_slice(&[start, end]);
        }
        true
    }

    /// The range of each group asked for in the line last found, in the order asked; `None` for a group
    /// that took no part in the match.
    #[inline]
    pub(in crate::extract) fn ranges(&self) -> impl Iterator<Item = Option<Range<usize>>> {
        self.compiled.order.iter().map(|index| self.range(*index))
    }

    /// The range of the first group asked for.
    #[inline]
    pub(in crate::extract) fn first(&self) -> Option<Range<usize>> {
        self.range(*self.compiled.order.first()?)
    }

    #[inline]
    fn range(&self, index: usize) -> Option<Range<usize>> {
        let first = index.checked_mul(2)?;
        let (start, end) = (*self.slots.get(first)?, *self.slots.get(first + 1)?);
        (start != ABSENT).then_some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::{LIGHT, Pattern, weight};
    use crate::extract::encoding::Encoding;
    use regex::bytes::Regex;
    use regex_syntax::parse;

    #[test]
    fn a_regex_is_compiled_only_where_a_line_needs_it() {
        let groups = Pattern::new(r"(?P<value>\S+)").unwrap().groups(&[1]);
        let mut finder = groups.finder();
        assert!(finder.find(b" a", Encoding::Ascii) && !finder.find(b"", Encoding::Ascii));
        assert!(finder.find(b"\xff", Encoding::Bytes));
        assert!(groups.0.text.get().is_none() && groups.0.bytes.get().is_none());
        assert!(finder.find("\u{a0}a\u{a0}".as_bytes(), Encoding::Text));
        assert_eq!(finder.ranges().next(), Some(Some(2..3)));
        assert!(groups.0.text.get().is_some() && groups.0.bytes.get().is_none());
    }

    #[test]
    fn errors_are_those_of_the_regex_crate() {
        for pattern in [
            r"^(a",
            r"\p{Nothing}",
            r"[z-a]",
            r"(?P<a>x)(?P<a>y)",
            r"^\w{1000}$",
            "a{9}{9}{9}{9}{9}{9}{9}",
        ] {
            let expected = Regex::new(pattern).unwrap_err().to_string();
            let found = Pattern::new(pattern);
            assert_eq!(found.unwrap_err().to_string(), expected, "{pattern}");
        }
    }

    #[test]
    fn light_patterns_compile() {
        for class in [r"\w", r"\W", r"\pL", r"\PL", "(?i:[k-ſ])", r"[\x{10000}\x{10050}\x{100A0}]"]
        {
            let once = weight(&parse(class).unwrap());
            let heaviest = format!("{class}{{{}}}", LIGHT / (once + 1) - 1);
            assert!(weight(&parse(&heaviest).unwrap()) <= LIGHT);
            assert!(Regex::new(&heaviest).is_ok(), "{heaviest}");
        }
    }
}
