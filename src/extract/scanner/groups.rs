//! A pattern's wanted groups in a line: by the scanner where it can, else by the regex crate.
//!
//! A [`Pattern`] is a pattern that parses; [`Groups`] is compiled from one for some of its groups and
//! shared; each worker has a [`GroupFinder`]. A line that is UTF-8 is matched as text.
//! Any other line is matched byte by byte, so that a stray Latin-1 byte does not make `\S+` stop in
//! the middle of a value.

use crate::extract::encoding::Encoding;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use regex::bytes::{CaptureLocations, Regex, RegexBuilder};
use regex_syntax::ast::Ast;
use regex_syntax::ast::parse::Parser;
use regex_syntax::hir::Hir;
use regex_syntax::hir::translate::TranslatorBuilder;

use super::choose::{Choices, ScanOutcome};
use super::reduce::{self, WrittenGroup};
use super::{ABSENT, Scanner};
use crate::format::is_light;

/// A pattern that parses, and is not too large.
#[derive(Debug)]
pub(in crate::extract) struct Pattern {
    text: String,
    parsed: Ast,
    /// As it matches text.
    expression: Hir,
    groups: Vec<WrittenGroup>,
}

/// A pattern and the groups asked of it.
#[derive(Debug, Clone)]
pub(in crate::extract) struct Groups(Arc<AskedGroups>);

#[derive(Debug)]
struct AskedGroups {
    pattern: String,
    names: Vec<String>,
    /// Compiled by the first line: of the patterns of a format most lines need one.
    compiled: OnceLock<Compiled>,
}

#[derive(Debug, Default)]
struct Compiled {
    scanner: Option<Scanner>,
    /// The pattern with no groups but the groups wanted; `None` if it does not parse.
    pattern: Option<String>,
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
    groups: Arc<AskedGroups>,
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
    /// Parses `pattern`, and compiles it only if it could be too large. Errors: it is no pattern, or too
    /// large; the regex crate says why.
    pub(in crate::extract) fn new(pattern: &str) -> Result<Self, regex::Error> {
        let parsed = Parser::new().parse(pattern).ok();
        let expression = parsed.as_ref().and_then(|parsed| expression(pattern, parsed, true));
        let (Some(parsed), Some(expression)) = (parsed, expression) else {
            // The regex crate has the words for what the parser refuses.
            return Err(Regex::new(pattern).err().unwrap_or_else(|| unparsed(pattern)));
        };
        if !is_light(&expression) {
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

    pub(in crate::extract) fn group(&self, name: &str) -> Option<usize> {
        let position = self.groups.iter().position(|group| group.name.as_deref() == Some(name));
        position.map(|index| index + 1)
    }

    /// Compiles it for the groups with the numbers `asked`; groups it does not have are absent.
    pub(in crate::extract) fn groups(&self, asked: &[usize]) -> Groups {
        let (pattern, names) = (self.text.clone(), Vec::new());
        Groups(Arc::new(AskedGroups { pattern, names, compiled: self.compiled(asked).into() }))
    }

    /// As [`Self::groups`]. A regex is compiled by the first line that needs one.
    fn compiled(&self, asked: &[usize]) -> Compiled {
        let is_there = |number: &usize| (1..=self.groups.len()).contains(number);
        let mut wanted: Vec<usize> = asked.iter().copied().filter(is_there).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let slot = |number: &usize| wanted.binary_search(number).unwrap_or(ABSENT);
        Compiled {
            scanner: self.scanner(&wanted),
            pattern: Some(reduce::pattern(&self.text, &self.groups, &wanted)),
            groups: wanted.len(),
            order: asked.iter().map(slot).collect(),
            text: OnceLock::new(),
            bytes: OnceLock::new(),
        }
    }

    /// The scanner that records the groups with the numbers `wanted`; `None` if the pattern is not of the
    /// kind that can be scanned.
    pub(super) fn scanner(&self, wanted: &[usize]) -> Option<Scanner> {
        let bytes = expression(&self.text, &self.parsed, false)?;
        Scanner::compile(self.expression.clone(), bytes, wanted)
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

impl Groups {
    /// The groups `names` of `pattern`, compiled by the first line; groups it does not have are absent. What is
    /// no pattern matches nothing.
    pub(in crate::extract) fn of(pattern: &str, names: &[impl AsRef<str>]) -> Self {
        let (pattern, compiled) = (pattern.to_owned(), OnceLock::new());
        let names = names.iter().map(|name| name.as_ref().to_owned()).collect();
        Self(Arc::new(AskedGroups { pattern, names, compiled }))
    }

    /// Whether lines need not be asked for their encoding: the scanner is exact in all of them.
    pub(in crate::extract) fn is_exact(&self) -> bool {
        let scanner = self.0.compiled().scanner.as_ref();
        scanner.is_some_and(|scanner| scanner.is_exact_on_text)
    }

    /// Whether `line` matches.
    pub(in crate::extract) fn is_in(&self, line: &[u8]) -> bool {
        self.finder().find(line, Encoding::Unknown)
    }

    /// A worker's own finder.
    pub(in crate::extract) fn finder(&self) -> GroupFinder {
        let compiled = self.0.compiled.get();
        let groups = compiled.map_or(self.0.names.len(), |compiled| compiled.groups);
        let slots = vec![ABSENT; 2 * groups];
        let (choices, text, bytes) = (Choices::default(), None, None);
        GroupFinder { groups: Arc::clone(&self.0), slots, choices, text, bytes }
    }
}

impl AskedGroups {
    #[inline]
    fn compiled(&self) -> &Compiled {
        self.compiled.get_or_init(|| {
            let Ok(pattern) = Pattern::new(&self.pattern) else { return Compiled::default() };
            let number = |name: &String| pattern.group(name).unwrap_or(ABSENT);
            pattern.compiled(&self.names.iter().map(number).collect::<Vec<_>>())
        })
    }
}

impl Compiled {
    fn text(&self) -> Option<Regex> {
        let compile = || Regex::new(self.pattern.as_ref()?).ok();
        self.text.get_or_init(compile).clone()
    }

    /// For bytes; a pattern that asks for Unicode classes cannot be matched by them, and stays as it
    /// is.
    fn bytes(&self) -> Option<Regex> {
        let compile = || RegexBuilder::new(self.pattern.as_ref()?).unicode(false).build().ok();
        self.bytes.get_or_init(|| compile().or_else(|| self.text())).clone()
    }
}

impl GroupFinder {
    /// Whether the pattern parses.
    pub(in crate::extract) fn is_pattern(&self) -> bool {
        self.groups.compiled().pattern.is_some()
    }

    /// Whether `line`, which is of this encoding, matches; the groups are the groups of the leftmost
    /// match.
    #[inline]
    pub(in crate::extract) fn find(&mut self, line: &[u8], encoding: Encoding) -> bool {
        if let Some(scanner) = &self.groups.compiled().scanner {
            match scanner.find(line, encoding, &mut self.slots, &mut self.choices) {
                ScanOutcome::Match => return true,
                ScanOutcome::NoMatch => return false,
                ScanOutcome::Unsure => {}
            }
        }
        self.search(line, encoding)
    }

    /// As [`Self::find`], by the regex crate.
    fn search(&mut self, line: &[u8], encoding: Encoding) -> bool {
        let compiled = self.groups.compiled();
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
        self.groups.compiled().order.iter().map(|index| self.range(*index))
    }

    /// The range of the first group asked for.
    #[inline]
    pub(in crate::extract) fn first(&self) -> Option<Range<usize>> {
        self.range(*self.groups.compiled().order.first()?)
    }

    #[inline]
    fn range(&self, index: usize) -> Option<Range<usize>> {
        let [start, end] = *self.slots.as_chunks().0.get(index)?;
        (start != ABSENT).then_some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::{Groups, Pattern};
    use crate::extract::encoding::Encoding;
    use regex::bytes::Regex;

    #[test]
    fn a_regex_is_compiled_only_where_a_line_needs_it() {
        let groups = Pattern::new(r"(?P<value>\S+)").unwrap().groups(&[1]);
        let mut finder = groups.finder();
        assert!(finder.find(b" a", Encoding::Ascii) && !finder.find(b"", Encoding::Ascii));
        assert!(finder.find(b"\xff", Encoding::Bytes));
        let compiled = groups.0.compiled();
        assert!(compiled.text.get().is_none() && compiled.bytes.get().is_none());
        assert!(finder.find("\u{a0}a\u{a0}".as_bytes(), Encoding::Text));
        assert_eq!(finder.ranges().next(), Some(Some(2..3)));
        assert!(compiled.text.get().is_some() && compiled.bytes.get().is_none());
    }

    #[test]
    fn a_pattern_is_compiled_by_the_first_line() {
        let groups = Groups::of(r"^(?P<a>x)?(?P<b>y)", &["b", "c", "a"]);
        let mut finder = groups.finder();
        assert!(groups.0.compiled.get().is_none());
        assert!(finder.find(b"y", Encoding::Ascii));
        assert_eq!(finder.ranges().collect::<Vec<_>>(), [Some(0..1), None, None]);
        let mut broken = Groups::of("(", &["a"]).finder();
        assert!(!broken.find(b"(", Encoding::Ascii) && !broken.is_pattern());
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
}
