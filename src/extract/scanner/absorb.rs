//! Leaves out a part of a pattern if the run after the part matches the same text:
//! `(?:,[0-9]+)?[^ ]*` becomes `[^ ]*`, and `[0-9]+[^ ]*` becomes `[0-9][^ ]*`. A line that does not match is then
//! not scanned once for each length of the part.
//!
//! The run must be greedy and unbounded: the places where the match can end, and their order, are
//! then equal with and without the part.

use regex_syntax::hir::{Class, Hir, HirKind, Repetition};

/// The parts of a concatenation without the parts that the run after them matches.
pub(super) fn absorb(parts: Vec<Hir>) -> Vec<Hir> {
    let mut kept: Vec<Hir> = Vec::new();
    for part in parts.into_iter().rev() {
        let run = kept.last().and_then(endless);
        match (part.kind(), run) {
            (HirKind::Repetition(repetition), Some(run)) if takes(run, &repetition.sub) => {
                let is_class = matches!(repetition.sub.kind(), HirKind::Class(_));
                if repetition.min > 0 {
                    let max = if is_class { Some(repetition.min) } else { repetition.max };
                    kept.push(Hir::repetition(Repetition { max, ..repetition.clone() }));
                }
            }
            _ => kept.push(part),
        }
    }
    kept.reverse();
    kept
}

/// The class of a greedy run without a greatest length.
fn endless(hir: &Hir) -> Option<&Class> {
    match hir.kind() {
        HirKind::Repetition(Repetition { max: None, greedy: true, sub, .. }) => match sub.kind() {
            HirKind::Class(class) => Some(class),
            _ => None,
        },
        _ => None,
    }
}

/// Whether each text that `hir` matches consists of characters of `class`. False if `hir` has a
/// group or a look-around.
fn takes(class: &Class, hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Empty => true,
        HirKind::Literal(literal) => has_all(class, &literal.0),
        HirKind::Class(own) => is_within(own, class),
        HirKind::Repetition(repetition) => takes(class, &repetition.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().all(|part| takes(class, part))
        }
        HirKind::Look(_) | HirKind::Capture(_) => false,
    }
}

fn has_all(class: &Class, text: &[u8]) -> bool {
    match class {
        Class::Bytes(class) => text.iter().all(|byte| {
            class.ranges().iter().any(|range| (range.start()..=range.end()).contains(byte))
        }),
        Class::Unicode(class) => std::str::from_utf8(text).is_ok_and(|text| {
            let has =
                |c| class.ranges().iter().any(|range| (range.start()..=range.end()).contains(&c));
            text.chars().all(has)
        }),
    }
}

fn is_within(part: &Class, class: &Class) -> bool {
    match (part, class) {
        (Class::Bytes(part), Class::Bytes(class)) => {
            let mut both = part.clone();
            both.intersect(class);
            both == *part
        }
        (Class::Unicode(part), Class::Unicode(class)) => {
            let mut both = part.clone();
            both.intersect(class);
            both == *part
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{HirKind, absorb};
    use regex_syntax::parse;

    #[test]
    fn what_the_run_takes_is_left_out() {
        for (pattern, expected) in [
            (r"[0-9](?:[,.][0-9]+)?[^ ]*", "[0-9][^ ]*"),
            ("b[0-9]+[^ ]+", "b[0-9][^ ]+"),
            ("b[0-9]{2,}[a-c]*?[^ ]*", "b[0-9]{2}[^ ]*"),
            ("b(?:é|x)*[^ ]*", "b[^ ]*"),
            ("b(?:é|x)*[a-z]*", "b(?:é|x)*[a-z]*"),
            ("b(?: x)?[^ ]*", "b(?: x)?[^ ]*"),
            ("b[0-9]+[^ ]*?", "b[0-9]+[^ ]*?"),
            ("b[0-9]+[^ ]{1,9}", "b[0-9]+[^ ]{1,9}"),
            ("b([0-9]+)[^ ]*", "b([0-9]+)[^ ]*"),
            ("b[0-9]+([^ ]*)", "b[0-9]+([^ ]*)"),
            ("b(?:xy){1,2}[^ ]*", "b(?:xy){1,2}[^ ]*"),
            (r"b(?:x\b)?[^ ]*", r"b(?:x\b)?[^ ]*"),
        ] {
            let HirKind::Concat(parts) = parse(pattern).unwrap().into_kind() else { panic!() };
            let expected = parse(expected).unwrap();
            assert_eq!(regex_syntax::hir::Hir::concat(absorb(parts)), expected, "{pattern}");
        }
    }
}
