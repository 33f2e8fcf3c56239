//! Patterns as a format's file writes them: regular expressions with named pieces in them.
//!
//! `%{word}` stands for the piece `word`, `%{word:client}` for a group `client` of it. A piece may
//! have two forms: a fast one of literals and negated classes, which the extraction's own scanner
//! reads, and a loose one that also takes what is rare, such as escaped quotes.

use std::ops::Range;

use regex::bytes::Regex;
use regex_syntax::ast::{Ast, GroupKind};

use super::name::closest;
use super::weight::is_light;

struct PatternPiece {
    name: &'static str,
    fast: &'static str,
    loose: Option<&'static str>,
}

const fn piece(name: &'static str, fast: &'static str) -> PatternPiece {
    PatternPiece { name, fast, loose: None }
}

const PIECES: &[PatternPiece] = &[
    piece("word", "[^ ]+"),
    piece("digits", "[0-9]+"),
    piece("rest", r"[^\n]*"),
    // A level of some program, whole words only.
    piece(
        "severity",
        concat!(
            "[Tt]race|TRACE|TRC|[Vv]erbose|VERBOSE|[Dd]ebug|DEBUG|DEBU|DBUG|DBG|[Ii]nfo|INFO|INF|[Nn]otice|NOTICE|",
            "[Ww]arn|WARN|WRN|[Ww]arning|WARNING|[Ee]rror|ERROR|EROR|ERRO|ERR|[Cc]ritical|CRITICAL|CRIT|CRT|",
            "[Ff]atal|FATAL|FATA|FTL|SEVERE|[Ss]evere|PANIC|[Pp]anic|ALERT|EMERG"
        ),
    ),
    // The level, in brackets or in the first words, if it is there, and the message.
    piece(
        "leveled",
        concat!(
            r"(?:\[ *%{severity:_bracketed} *\][ \t:|-]*|",
            r"(?:\[[^\]\n]+\] +)?[\[(<]?%{severity:level}(?:[\])>]+[ \t:|-]*|[ \t:|-]+|$))?%{rest:message}"
        ),
    ),
    // What stands in quotes; the loose form takes escapes.
    PatternPiece { name: "quoted", fast: r#"[^"\\]*"#, loose: Some(r#"[^"\\]*(?:\\.[^"\\]*)*"#) },
    // The Common Log Format. A user's name may have blanks; a word that is or begins with a hyphen
    // stands for no name, and so shows that something else stands in front of the client.
    PatternPiece {
        name: "clf",
        fast: concat!(
            r#"%{word:client} [^ ]+ %{word:user} \[(?P<time>[^\]]+)\] "%{quoted:request}""#,
            " (?P<status>[0-9]+) (?P<bytes>[0-9-]+)"
        ),
        loose: Some(concat!(
            r"(?P<client>[^ ,\[\]]*(?:, ?[^ ,\[\]]+)*) [^ ]+ +",
            r"(?P<user>-|-?[^ \[-][^ ]*(?: [^ \[-][^ \[]*)*) +\[(?P<time>[^\]]+)\]",
            r#" "%{quoted:request}" (?P<status>[0-9-]+) (?P<bytes>[0-9-]+)"#
        )),
    },
    // The Combined Log Format: the common one, then referer and user agent.
    piece("combined", r#"%{clf} "%{quoted:referer}" "%{quoted:user_agent}""#),
    // What precedes the program in a syslog file. The fast form takes no host that begins with a capital,
    // because it could be the `PM` of a stamp. A word with a colon at its end is the program of a line without a
    // host. The loose form takes `AM` and `PM`, months in other languages, a priority, a year, fractions of a
    // second, ISO stamps, and hosts with a colon inside.
    PatternPiece {
        name: "syslog",
        fast: "(?P<time>[A-Z][a-z][a-z] [ 0-9][0-9] [0-9:]+) (?P<host>[^ A-Z:][^ :]*) ",
        loose: Some(concat!(
            r"(?:<[0-9]+>)?(?P<time>[^ -@\[-`{-~]+\.? +[0-9]+ ",
            "(?:[0-9]{4} )?[0-9:.]+(?: [AP]M)?",
            "|[0-9]{4}-[0-9]{2}-[0-9]{2}T[^ ]+) (?:(?P<host>[^ :]+(?::[^ :]+)?|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+(?:%[^ :]+)?) )?"
        )),
    },
];

/// Which form of its pieces a pattern gets.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Fast,
    Loose,
}

/// The regular expressions that the patterns of a format stand for. A single pattern whose pieces have two
/// forms stands for two: with the fast forms, then with the loose ones. If a format has several patterns,
/// each stands for itself, and `%{quoted/loose:request}` asks for a loose form. Errors: a pattern names no
/// piece that there is; the text says what would be right.
pub(super) fn expand_all(patterns: &[String]) -> Result<Vec<String>, String> {
    let mut expanded = expand_each(patterns)?;
    if let [only] = patterns {
        let loose = expand(only, Form::Loose)?;
        if !expanded.contains(&loose) {
            expanded.push(loose);
        }
    }
    Ok(expanded)
}

/// Patterns with their pieces in the fast form. Errors: a pattern names no piece that there is.
pub(super) fn expand_each(patterns: &[String]) -> Result<Vec<String>, String> {
    patterns.iter().map(|pattern| expand(pattern, Form::Fast)).collect()
}

/// Puts the pieces in the place of their names.
fn expand(pattern: &str, form: Form) -> Result<String, String> {
    let mut expanded = String::with_capacity(pattern.len() * 2);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once("%{") {
        let (word, after) = after.split_once('}').ok_or("%{ without its }")?;
        let (word, group) = word.split_once(':').map_or((word, None), |(w, g)| (w, Some(g)));
        let (name, form) = match word.strip_suffix("/loose") {
            Some(name) => (name, Form::Loose),
            None => (word, form),
        };
        let piece = PIECES.iter().find(|piece| piece.name == name).ok_or_else(|| unknown(name))?;
        let text = piece.loose.filter(|_| form == Form::Loose).unwrap_or(piece.fast);
        let text = expand(text, form)?;
        expanded.push_str(before);
        match group {
            Some(group) => expanded.push_str(&format!("(?P<{group}>{text})")),
            None => expanded.push_str(&text),
        }
        rest = after;
    }
    Ok(expanded + rest)
}

fn unknown(name: &str) -> String {
    let names = || PIECES.iter().map(|piece| piece.name);
    match closest(name, names()) {
        Some(near) => format!("no piece is called {name:?}; the nearest is {near:?}"),
        None => {
            format!(
                "no piece is called {name:?}; there are {}",
                names().collect::<Vec<_>>().join(", ")
            )
        }
    }
}

/// The pattern of fields between blanks, of which the last takes the rest of the line.
pub(super) fn of_fields(names: &[String]) -> String {
    let mut pattern = "^[ \\t]*".to_owned();
    for (index, name) in names.iter().enumerate() {
        let is_last = index + 1 == names.len();
        let (field, separator) = if is_last { (".*", "") } else { (r"[^ \t]+", r"[ \t]+") };
        pattern.push_str(&format!("(?P<{name}>{field}){separator}"));
    }
    pattern
}

/// `pattern` with `suffix` at the end of each of its groups `names`; `None` if it has none of them.
pub(crate) fn with_longer_group(pattern: &str, names: &[&str], suffix: &str) -> Option<String> {
    let syntax = regex_syntax::ast::parse::Parser::new().parse(pattern).ok()?;
    let mut places = Vec::new();
    insides(&syntax, names, &mut places);
    places.sort_unstable_by_key(|inside| std::cmp::Reverse(inside.start));
    let mut longer = pattern.to_owned();
    for inside in &places {
        let group = pattern.get(inside.clone())?;
        longer.replace_range(inside.clone(), &format!("(?:{group}){suffix}"));
    }
    (!places.is_empty()).then_some(longer)
}

/// Adds where the expressions in the groups `names` within `syntax` stand.
fn insides(syntax: &Ast, names: &[&str], places: &mut Vec<Range<usize>>) {
    match syntax {
        Ast::Group(group) => match &group.kind {
            GroupKind::CaptureName { name, .. } if names.contains(&name.name.as_str()) => {
                let span = group.ast.span();
                places.push(span.start.offset..span.end.offset);
            }
            _ => insides(&group.ast, names, places),
        },
        Ast::Repetition(repetition) => insides(&repetition.ast, names, places),
        Ast::Alternation(all) => all.asts.iter().for_each(|ast| insides(ast, names, places)),
        Ast::Concat(all) => all.asts.iter().for_each(|ast| insides(ast, names, places)),
        _ => {}
    }
}

/// Fails unless `expression` is a regular expression that compiles; the text says where it stops being one.
pub(super) fn check(expression: &str) -> Result<(), String> {
    // Patterns match bytes; `(?-u)` in a pattern turns Unicode off.
    let mut parser = regex_syntax::ParserBuilder::new().utf8(false).build();
    match parser.parse(expression) {
        Ok(parsed) if is_light(&parsed) => Ok(()),
        Ok(_) => match Regex::new(expression) {
            Ok(_) => Ok(()),
            Err(_) => Err(format!("too large a regular expression: {expression}")),
        },
        Err(regex_syntax::Error::Parse(error)) => {
            let at = error.span().start.offset;
            Err(format!(
                "not a regular expression: {} at byte {} of {expression}",
                error.kind(),
                at + 1
            ))
        }
        Err(error) => Err(format!("not a regular expression: {error}")),
    }
}

/// The names of a regular expression's groups, in the order in which they begin.
pub(super) fn groups(pattern: &str) -> impl Iterator<Item = &str> {
    let named = pattern.match_indices("(?").filter_map(|(at, _)| {
        let rest = pattern.get(at + 2..)?;
        let name = rest.strip_prefix("P<").or_else(|| rest.strip_prefix('<'))?;
        name.split('>').next()
    });
    // `(?<=` and `(?<!` are no groups, and no syntax of the regex crate either.
    named.filter(|name| !name.starts_with(['=', '!']))
}

#[cfg(test)]
mod tests {
    use super::{PIECES, check, expand_all, groups, of_fields, with_longer_group};

    #[test]
    fn pieces_are_put_in() {
        let all = |patterns: &[&str]| {
            let patterns: Vec<String> = patterns.iter().map(|text| (*text).to_owned()).collect();
            expand_all(&patterns)
        };
        assert_eq!(all(&["^%{word:a} %{digits}$"]).unwrap(), ["^(?P<a>[^ ]+) [0-9]+$"]);
        let two = all(&[r#""%{quoted:a}""#]).unwrap();
        assert_eq!(two, [r#""(?P<a>[^"\\]*)""#, r#""(?P<a>[^"\\]*(?:\\.[^"\\]*)*)""#]);
        assert_eq!(all(&[r#""%{quoted:a}""#, r#""%{quoted/loose:a}""#]).unwrap(), two);
        assert!(all(&["%{wrod}"]).unwrap_err().contains("\"word\""));
        assert!(all(&["%{word"]).is_err());
        assert!(check("a{5}").is_ok() && check(r"\w{1000}").is_err());
    }

    #[test]
    fn groups_are_lengthened_wherever_they_stand() {
        let longer = |pattern| with_longer_group(pattern, &["time"], "x?");
        assert_eq!(longer("^(?P<time>[^)]+)$").unwrap(), "^(?P<time>(?:[^)]+)x?)$");
        let nested = longer(r"(?:a(?P<time>b|\\)|(?P<b>c))+").unwrap();
        assert_eq!(nested, r"(?:a(?P<time>(?:b|\\)x?)|(?P<b>c))+");
        assert_eq!(longer("^(?P<value>a)"), None);
    }

    #[test]
    fn fields_are_words_and_a_rest() {
        let pattern = of_fields(&["host".to_owned(), "message".to_owned()]);
        let found = regex::bytes::Regex::new(&pattern).unwrap().captures(b" a \tb c").unwrap();
        assert_eq!((&found["host"], &found["message"]), (&b"a"[..], &b"b c"[..]));
    }

    #[test]
    fn every_piece_compiles() {
        for piece in PIECES {
            let patterns = expand_all(&[format!("^%{{{}}}", piece.name)]).unwrap();
            for pattern in patterns {
                let regex = regex::bytes::Regex::new(&pattern).unwrap();
                let names: Vec<&str> = regex.capture_names().flatten().collect();
                assert_eq!(groups(&pattern).collect::<Vec<_>>(), names);
                check(&pattern).unwrap();
            }
        }
    }
}
