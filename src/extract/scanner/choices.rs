//! The pieces of what may be there or not, again or not, this way or that.
//!
//! Called by [`super::pieces`], whose condition must hold here above all: the next byte tells.

use regex_syntax::hir::{Hir, HirKind, Repetition};

use super::pieces::{Follow, Made, Piece, before, concatenation, literal_piece, run};
use super::set::{Alphabet, ByteSet, ClassBytes};

/// How often a group may be repeated that is written out.
const ROUNDS: u32 = 16;

/// The pieces of a repetition.
pub(super) fn repeated(repetition: &Repetition, follow: Follow, alphabet: Alphabet) -> Made {
    let Repetition { min, max, greedy, ref sub } = *repetition;
    if let Some(class) = single(sub, alphabet) {
        let is_same = !class.is_wide || (min <= 1 && max.is_none());
        return is_same.then(|| run(class.set, (min, max), greedy, follow))?;
    }
    if sub.properties().minimum_len()? == 0 {
        return None;
    }
    match (min, max) {
        (0, Some(1)) => optional(sub, greedy, follow, alphabet),
        (0, None) => starred(sub, greedy, follow, alphabet),
        (1, None) => {
            let (rest, follow) = starred(sub, greedy, follow, alphabet)?;
            let (mut pieces, follow) = before(sub, follow, alphabet)?;
            pieces.extend(rest);
            Some((pieces, follow))
        }
        (min, Some(max)) if min == max && min <= ROUNDS => {
            let rounds: Vec<Hir> = (0..min).map(|_| Hir::clone(sub)).collect();
            concatenation(&rounds, follow, alphabet)
        }
        _ => None,
    }
}

/// The bytes of an expression that is one byte, or one character of a class.
fn single(hir: &Hir, alphabet: Alphabet) -> Option<ClassBytes> {
    match hir.kind() {
        HirKind::Class(class) => alphabet.bytes(class),
        HirKind::Literal(literal) => match *literal.0 {
            [byte] if byte.is_ascii() || alphabet != Alphabet::Text => {
                Some(ClassBytes { set: ByteSet::of(byte), is_wide: false })
            }
            _ => None,
        },
        _ => None,
    }
}

/// Any number of rounds of a group.
fn starred(sub: &Hir, greedy: bool, follow: Follow, alphabet: Alphabet) -> Made {
    match unrolled(sub, alphabet) {
        Some(same) if greedy => before(&same, follow, alphabet),
        _ => looped(sub, greedy, follow, alphabet),
    }
}

/// `(?:c|x)*` as `c*(?:xc*)*`, where c is a class that x does not begin with: the same steps, but
/// runs of c at a stretch.
fn unrolled(sub: &Hir, alphabet: Alphabet) -> Option<Hir> {
    let HirKind::Alternation(choices) = sub.kind() else { return None };
    let at = choices.iter().position(|choice| matches!(choice.kind(), HirKind::Class(_)))?;
    let mut rest = choices.clone();
    let class = rest.remove(at);
    let rest = Hir::alternation(rest);
    let begins = |hir| first(hir, ByteSet::ALL, alphabet);
    if !begins(&class)?.is_disjoint(begins(&rest)?) {
        return None;
    }
    let star =
        |sub| Hir::repetition(Repetition { min: 0, max: None, greedy: true, sub: Box::new(sub) });
    let run = star(class);
    Some(Hir::concat(vec![run.clone(), star(Hir::concat(vec![rest, run]))]))
}

/// What a group that may be left out, or repeated, and all after it begin with, if that is told.
fn choice(first: ByteSet, greedy: bool, body: Follow, follow: Follow) -> Option<Follow> {
    let is_sure = follow.is_sure && body.is_sure_begun;
    let is_told = first.is_disjoint(follow.first) || (greedy && is_sure);
    let first = first.union(follow.first);
    is_told.then_some(Follow { first, at_end: follow.at_end, is_sure, is_sure_begun: is_sure })
}

fn optional(sub: &Hir, greedy: bool, follow: Follow, alphabet: Alphabet) -> Made {
    let (body, begins) = before(sub, follow, alphabet)?;
    let choice = choice(begins.first, greedy, begins, follow)?;
    let mut pieces = vec![Piece::Branch(begins.first, body.len())];
    pieces.extend(body);
    Some((pieces, choice))
}

fn looped(sub: &Hir, greedy: bool, follow: Follow, alphabet: Alphabet) -> Made {
    let first = first(sub, ByteSet::EMPTY, alphabet)?;
    let again =
        Follow { first: first.union(follow.first), is_sure_begun: follow.is_sure, ..follow };
    let (body, begins) = before(sub, again, alphabet)?;
    let choice = choice(first, greedy, begins, follow)?;
    let mut pieces = vec![Piece::Branch(first, body.len() + 1)];
    pieces.extend(body);
    pieces.push(Piece::Back(pieces.len()));
    Some((pieces, choice))
}

/// The bytes an expression can begin with, where `next` follows it.
fn first(hir: &Hir, next: ByteSet, alphabet: Alphabet) -> Option<ByteSet> {
    Some(match hir.kind() {
        HirKind::Empty => next,
        HirKind::Literal(literal) => ByteSet::of(*literal.0.first()?),
        HirKind::Class(class) => alphabet.bytes(class)?.set,
        HirKind::Look(_) => ByteSet::EMPTY,
        HirKind::Repetition(repetition) => {
            let first = first(&repetition.sub, next, alphabet)?;
            if repetition.min == 0 { first.union(next) } else { first }
        }
        HirKind::Capture(capture) => first(&capture.sub, next, alphabet)?,
        HirKind::Concat(parts) => {
            parts.iter().rev().try_fold(next, |next, part| first(part, next, alphabet))?
        }
        HirKind::Alternation(choices) => {
            choices.iter().try_fold(ByteSet::EMPTY, |all, choice| {
                Some(all.union(first(choice, next, alphabet)?))
            })?
        }
    })
}

/// A choice between words. One that begins another must not be what the match goes on from there.
pub(super) fn words(choices: &[Hir], follow: Follow, alphabet: Alphabet) -> Made {
    let mut words: Vec<Vec<u8>> = Vec::new();
    let mut first = ByteSet::EMPTY;
    for choice in choices {
        let HirKind::Literal(literal) = choice.kind() else { return None };
        let (_, begins) = literal_piece(&literal.0, follow, alphabet)?;
        first = first.union(begins.first);
        words.push(literal.0.to_vec());
    }
    for word in &words {
        let rests = words.iter().filter_map(|other| other.strip_prefix(word.as_slice()));
        let mut nexts = rests.filter_map(|rest| rest.first());
        if nexts.any(|next| follow.first.contains(*next)) {
            return None;
        }
    }
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.dedup();
    let begins = Follow { first, at_end: false, is_sure: false, is_sure_begun: false };
    Some((vec![Piece::Words(words)], begins))
}

/// A choice that the next byte makes.
pub(super) fn alternation(choices: &[Hir], follow: Follow, alphabet: Alphabet) -> Made {
    let mut made = Vec::new();
    let mut all =
        Follow { first: ByteSet::EMPTY, at_end: false, is_sure: false, is_sure_begun: true };
    for choice in choices {
        let (pieces, begins) = before(choice, follow, alphabet)?;
        if !all.first.is_disjoint(begins.first) || (all.at_end && begins.at_end) {
            return None;
        }
        all.first = all.first.union(begins.first);
        all.at_end |= begins.at_end;
        all.is_sure_begun &= begins.is_sure_begun;
        made.push((pieces, begins));
    }
    // The one that needs no byte goes last: nothing is asked before it.
    made.sort_by_key(|(_, begins)| begins.at_end);
    let (mut pieces, _) = made.pop()?;
    for (mut choice, begins) in made.into_iter().rev() {
        choice.push(Piece::Skip(pieces.len()));
        choice.insert(0, Piece::Branch(begins.first, choice.len()));
        choice.append(&mut pieces);
        pieces = choice;
    }
    Some((pieces, all))
}
