//! Cuts as a format's file writes them: a word, then texts in quotes.

use super::Cut;
use crate::format::name::closest;

/// The cuts that take no text.
const PLAIN: &[(&str, Cut)] = &[
    ("first-word", Cut::FirstWord),
    ("last-word", Cut::LastWord),
    ("trim", Cut::Trim),
    ("line", Cut::Line),
    ("unsigned", Cut::Unsigned),
    ("first-of-list", Cut::FirstOfList),
    ("first-client", Cut::FirstClient),
    ("method", Cut::Method),
    ("target", Cut::Target),
    ("protocol", Cut::Protocol),
    ("path", Cut::Path),
    ("query", Cut::Query),
    ("host", Cut::Host),
    ("address", Cut::Address),
    ("ip", Cut::Ip),
    ("no-clock", Cut::NoClock),
    ("severity", Cut::Severity),
    ("quoted", Cut::Quoted),
    ("nginx-problem", Cut::NginxProblem),
    ("nginx-fields", Cut::NginxFields),
];

type Marked = fn(String) -> Cut;

/// The cuts that take one text.
const MARKED: &[(&str, Marked)] = &[
    ("after", Cut::After),
    ("after-last", Cut::AfterLast),
    ("strip", Cut::Strip),
    ("before", Cut::Before),
    ("before-last", Cut::BeforeLast),
    ("up-to", Cut::UpTo),
];

/// The cut that takes several texts.
const ONE_OF: &str = "one-of";

impl Cut {
    /// Reads a cut: `path`, `after 'k='`, `one-of 'Ban' 'Unban'`. Errors: no cut has the name, or it takes
    /// other texts; the message says what would be right.
    pub(in crate::format) fn parse(text: &str) -> Result<Self, String> {
        let (name, rest) = text.split_once(' ').unwrap_or((text, ""));
        let mut texts = quoted(rest.trim())?;
        if let Some((_, cut)) = PLAIN.iter().find(|(known, _)| *known == name) {
            return match texts.is_empty() {
                true => Ok(cut.clone()),
                false => Err(format!("{name} takes no text")),
            };
        }
        if name == ONE_OF && !texts.is_empty() {
            return Ok(Self::OneOf(texts));
        }
        if let Some((_, cut)) = MARKED.iter().find(|(known, _)| *known == name) {
            return match (texts.pop(), texts.is_empty()) {
                (Some(text), true) => Ok(cut(text)),
                _ => Err(format!("{name} takes one text, as in {name} 'TEXT'")),
            };
        }
        let names = PLAIN.iter().map(|row| row.0).chain(MARKED.iter().map(|row| row.0));
        let names: Vec<&str> = names.chain([ONE_OF]).collect();
        Err(match closest(name, names.iter().copied()) {
            Some(near) => format!("no cut is called {name:?}; the nearest is {near:?}"),
            None => format!("no cut is called {name:?}; there are {}", names.join(", ")),
        })
    }
}

/// The texts in single or double quotes, between blanks.
fn quoted(mut text: &str) -> Result<Vec<String>, String> {
    let mut texts = Vec::new();
    while let Some(open) = text.chars().next() {
        let inner = text.strip_prefix(['\'', '"']);
        let Some((inner, rest)) = inner.and_then(|inner| inner.split_once(open)) else {
            return Err(format!("a text stands in quotes, as in 'TEXT', not {text}"));
        };
        texts.push(inner.to_owned());
        text = rest.trim_start();
    }
    Ok(texts)
}
