//! Parts of a pattern left out that the run behind them takes as well: `(?:,[0-9]+)?[^ ]*` matches what `[^ ]*`
//! matches, and `[0-9]+[^ ]*` what `[0-9][^ ]*` matches. A line that does not match is then not scanned
//! once more for each length of the part.
//!
//! The run is greedy and has no greatest length, so that it ends at the same places without the part, and
//! these places are tried in the same order: the last one first.

use regex_syntax::hir::{Class, Hir, HirKind, Repetition};

/// The parts of a concatenation without those that the run behind them takes.
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

/// Whether a run of `class` takes each text that the expression matches, which has no groups.
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
