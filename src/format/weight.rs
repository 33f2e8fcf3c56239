//! How much a pattern compiles to.

use regex_syntax::hir::{Class, Hir, HirKind};

/// Patterns up to this weight compile to far less than the regex crate's limit of 10 MB: a range of
/// characters takes less than 200 bytes.
const LIGHT: usize = 10_000;

/// Whether an expression is so small that the regex crate compiles it; a larger one has to be tried.
pub(crate) fn is_light(hir: &Hir) -> bool {
    weight(hir) <= LIGHT
}

/// The bytes and the ranges of an expression's classes, written out.
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

#[cfg(test)]
mod tests {
    use super::{LIGHT, is_light, weight};
    use regex::bytes::Regex;
    use regex_syntax::parse;

    #[test]
    fn light_patterns_compile() {
        for class in [r"\w", r"\W", r"\pL", r"\PL", "(?i:[k-ſ])", r"[\x{10000}\x{10050}\x{100A0}]"]
        {
            let once = weight(&parse(class).unwrap());
            let heaviest = format!("{class}{{{}}}", LIGHT / (once + 1) - 1);
            assert!(is_light(&parse(&heaviest).unwrap()));
            assert!(Regex::new(&heaviest).is_ok(), "{heaviest}");
        }
    }
}
