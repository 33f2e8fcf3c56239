//! From a pattern's expression to the pieces that a line is scanned by.
//!
//! Pieces are made from the last to the first, each knowing what may follow it. If the next byte tells
//! at a choice (another round or not, this alternative or that) which way can still lead to a match,
//! the scan never comes back to the choice; this is the condition of LL(1) grammars (Aho, Lam, Sethi,
//! Ullman, Compilers, 4.4.3). Otherwise the piece is one that the scan can return to, in the order in
//! which the regex crate prefers the ways. `None` means that the expression needs the regex crate.

use regex_syntax::hir::{Hir, HirKind, Look, Repetition};

use super::set::{Alphabet, ByteSet, ClassBytes};

/// The most pieces of a pattern; the regex crate takes longer patterns.
const MOST: usize = 512;

/// How often a group may be repeated that is written out.
const ROUNDS: u32 = 16;

/// A step of the scan; offsets count pieces from the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// These bytes.
    Literal(Vec<u8>),
    /// The longest of these words that is there; in this order.
    Words(Vec<Vec<u8>>),
    /// As many bytes of the set as there are, not fewer than `min`, not more than `max`.
    Run { set: ByteSet, min: usize, max: usize },
    /// A run that may be shorter than it could be: the longest or, if lazy, the shortest is tried first.
    /// `next` is what can follow.
    Stretch { set: ByteSet, min: usize, max: usize, is_lazy: bool, next: Following },
    /// A group begins (even) or ends (odd) here: twice its number, or twice its number and one.
    Save(usize),
    /// Go on if the next byte is in the set; else skip this many pieces.
    Branch(ByteSet, usize),
    /// Either go on, if the next byte is in `body`, or leave out `skipped` pieces, if `next` can follow.
    /// Going on is tried first unless the choice is lazy.
    Try { body: ByteSet, next: Following, skipped: usize, is_lazy: bool },
    /// Skip this many pieces.
    Skip(usize),
    /// Go back over this many pieces, and this piece.
    Back(usize),
    /// The line ends.
    End,
}

/// What a place in a pattern can go on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Following {
    /// The bytes it can begin with.
    pub(super) first: ByteSet,
    /// It can match at the end of the line.
    pub(super) at_end: bool,
}

/// What is known of all that follows a place in a pattern.
#[derive(Debug, Clone, Copy)]
pub(super) struct Follow {
    pub(super) next: Following,
    /// It matches any text.
    pub(super) is_sure: bool,
    /// It matches any text after one of the first bytes.
    is_sure_begun: bool,
}

/// The pieces of an expression, and what is known of them and all after them.
pub(super) type MadePieces = Option<(Vec<Piece>, Follow)>;

impl Follow {
    /// The end of the pattern.
    const MATCH: Self = Self {
        next: Following { first: ByteSet::ALL, at_end: true },
        is_sure: true,
        is_sure_begun: true,
    };

    /// What begins with one of `first` and may fail after it.
    fn beginning(first: ByteSet) -> Self {
        Self { next: Following { first, at_end: false }, is_sure: false, is_sure_begun: false }
    }

    /// What begins as an optional part with the first bytes `first`, or goes on as this.
    fn or(self, first: ByteSet) -> Self {
        let next = Following { first: first.union(self.next.first), ..self.next };
        Self { next, is_sure_begun: self.is_sure, ..self }
    }
}

/// The pieces of a whole pattern.
pub(super) fn make(hir: &Hir, alphabet: Alphabet) -> MadePieces {
    before(hir, Follow::MATCH, alphabet)
}

/// The pieces of an expression that `follow` follows.
fn before(hir: &Hir, follow: Follow, alphabet: Alphabet) -> MadePieces {
    let made = match hir.kind() {
        HirKind::Empty => Some((Vec::new(), follow)),
        HirKind::Literal(literal) => literal_piece(&literal.0, follow, alphabet),
        HirKind::Class(class) => {
            let class = alphabet.bytes(class).filter(|class| !class.is_wide)?;
            run(class.set, (1, Some(1)), true, follow, alphabet)
        }
        HirKind::Look(Look::End) if follow.next.at_end => {
            let next = Following { first: ByteSet::EMPTY, ..follow.next };
            Some((vec![Piece::End], Follow { next, is_sure: false, is_sure_begun: false }))
        }
        HirKind::Look(_) => None,
        HirKind::Repetition(repetition) => repeated(repetition, follow, alphabet),
        HirKind::Capture(capture) => {
            let (inner, follow) = before(&capture.sub, follow, alphabet)?;
            let group = usize::try_from(capture.index).ok()?;
            let mut pieces = vec![Piece::Save(2 * group)];
            pieces.extend(inner);
            pieces.push(Piece::Save(2 * group + 1));
            Some((pieces, follow))
        }
        HirKind::Concat(parts) => concatenation(parts, follow, alphabet),
        HirKind::Alternation(choices) => {
            words(choices, follow, alphabet).or_else(|| alternation(choices, follow, alphabet))
        }
    };
    made.filter(|(pieces, _)| pieces.len() <= MOST)
}

fn literal_piece(text: &[u8], follow: Follow, alphabet: Alphabet) -> MadePieces {
    if alphabet == Alphabet::Text && std::str::from_utf8(text).is_err() {
        return None;
    }
    let begins = Follow {
        is_sure_begun: text.len() == 1 && follow.is_sure,
        ..Follow::beginning(ByteSet::of(*text.first()?))
    };
    Some((vec![Piece::Literal(text.to_vec())], begins))
}

/// A run of a class, with its least and its greatest number of bytes.
fn run(
    set: ByteSet,
    bounds: (u32, Option<u32>),
    greedy: bool,
    follow: Follow,
    alphabet: Alphabet,
) -> MadePieces {
    if set == ByteSet::EMPTY {
        return None;
    }
    let count = |count: u32| usize::try_from(count).ok();
    let (min, mut max) = (count(bounds.0)?, bounds.1.map_or(Some(usize::MAX), count)?);
    if !greedy && follow.is_sure {
        max = min;
    }
    let is_told = min == max || set.is_disjoint(follow.next.first) || follow.is_sure;
    let piece = if is_told {
        Piece::Run { set, min, max }
    } else {
        // Bytes after the first of a character must not be taken for the start of what follows.
        let splits = |set: ByteSet| set.ascii() != set;
        if alphabet == Alphabet::Text && splits(set) && splits(follow.next.first) {
            return None;
        }
        Piece::Stretch { set, min, max, is_lazy: !greedy, next: follow.next }
    };
    let begins = match min {
        0 => follow.or(set),
        _ => Follow { is_sure_begun: min == 1 && follow.is_sure, ..Follow::beginning(set) },
    };
    Some((vec![piece], begins))
}

/// The pieces of expressions one after the other.
fn concatenation(parts: &[Hir], mut follow: Follow, alphabet: Alphabet) -> MadePieces {
    let mut pieces = Vec::new();
    for (index, part) in parts.iter().enumerate().rev() {
        let (mut made, begins) = match part.kind() {
            // One character, then any number of a run that takes its other bytes.
            HirKind::Class(class)
                if parts.get(index + 1).is_some_and(|next| absorbs(next, alphabet)) =>
            {
                run(alphabet.bytes(class)?.set, (1, Some(1)), true, follow, alphabet)?
            }
            _ => before(part, follow, alphabet)?,
        };
        made.append(&mut pieces);
        pieces = made;
        follow = begins;
    }
    Some((pieces, follow))
}

/// Whether this is a run that always takes all further bytes of a character that is several.
fn absorbs(hir: &Hir, alphabet: Alphabet) -> bool {
    let HirKind::Repetition(Repetition { min: 0, max: None, greedy: true, sub }) = hir.kind()
    else {
        return false;
    };
    let HirKind::Class(class) = sub.kind() else { return false };
    alphabet.bytes(class).is_some_and(|class| class.is_wide)
}

fn repeated(repetition: &Repetition, follow: Follow, alphabet: Alphabet) -> MadePieces {
    let Repetition { min, max, greedy, ref sub } = *repetition;
    if let Some(class) = single(sub, alphabet) {
        let is_same = !class.is_wide || (min <= 1 && max.is_none());
        return is_same.then(|| run(class.set, (min, max), greedy, follow, alphabet))?;
    }
    if sub.properties().minimum_len()? == 0 {
        return None;
    }
    let (mut pieces, mut follow) = match max {
        None => starred(sub, greedy, follow, alphabet)?,
        Some(max) if max <= ROUNDS => {
            let (mut pieces, mut follow) = (Vec::new(), follow);
            // `x{0,2}` is `(?:x(?:x)?)?`.
            for _ in min..max {
                let (mut body, begins) = before(sub, follow, alphabet)?;
                body.append(&mut pieces);
                (pieces, follow) = chosen(body, begins, greedy, follow)?;
            }
            (pieces, follow)
        }
        Some(_) => return None,
    };
    if min > ROUNDS {
        return None;
    }
    for _ in 0..min {
        let (mut round, begins) = before(sub, follow, alphabet)?;
        round.append(&mut pieces);
        (pieces, follow) = (round, begins);
    }
    Some((pieces, follow))
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

/// The pieces of a part `body` that is there or not; `follow` follows either way.
fn chosen(mut body: Vec<Piece>, begins: Follow, greedy: bool, follow: Follow) -> MadePieces {
    let first = begins.next.first;
    let is_sure_begun = follow.is_sure && begins.is_sure_begun;
    let is_told = first.is_disjoint(follow.next.first) || (greedy && is_sure_begun);
    let choice = match is_told {
        true => Piece::Branch(first, body.len()),
        false => {
            Piece::Try { body: first, next: follow.next, skipped: body.len(), is_lazy: !greedy }
        }
    };
    body.insert(0, choice);
    Some((body, follow.or(first)))
}

/// Any number of rounds of a group.
fn starred(sub: &Hir, greedy: bool, follow: Follow, alphabet: Alphabet) -> MadePieces {
    match unrolled(sub, alphabet) {
        Some(unrolled) if greedy => before(&unrolled, follow, alphabet),
        _ => looped(sub, greedy, follow, alphabet),
    }
}

/// `(?:c|x)*` as `c*(?:xc*)*` for a class c that x does not begin with: runs of c at a stretch.
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

fn looped(sub: &Hir, greedy: bool, follow: Follow, alphabet: Alphabet) -> MadePieces {
    let first = first(sub, ByteSet::EMPTY, alphabet)?;
    let (mut body, begins) = before(sub, follow.or(first), alphabet)?;
    let back = Piece::Back(body.len() + 1);
    body.push(back);
    chosen(body, Follow { next: Following { first, ..begins.next }, ..begins }, greedy, follow)
}

/// The bytes an expression can begin with, if `next` follows it.
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

/// A choice between words. A word that begins another must not be what the match goes on from.
fn words(choices: &[Hir], follow: Follow, alphabet: Alphabet) -> MadePieces {
    let mut words: Vec<Vec<u8>> = Vec::new();
    let mut first = ByteSet::EMPTY;
    for choice in choices {
        let HirKind::Literal(literal) = choice.kind() else { return None };
        let (_, begins) = literal_piece(&literal.0, follow, alphabet)?;
        first = first.union(begins.next.first);
        words.push(literal.0.to_vec());
    }
    for word in &words {
        let rests = words.iter().filter_map(|other| other.strip_prefix(word.as_slice()));
        let mut nexts = rests.filter_map(|rest| rest.first());
        if nexts.any(|next| follow.next.first.contains(*next)) {
            return None;
        }
    }
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.dedup();
    Some((vec![Piece::Words(words)], Follow::beginning(first)))
}

/// A choice between alternatives, the first of which is preferred.
fn alternation(choices: &[Hir], follow: Follow, alphabet: Alphabet) -> MadePieces {
    let mut made = Vec::new();
    for choice in choices {
        made.push(before(choice, follow, alphabet)?);
    }
    let disjoint = made.iter().enumerate().all(|(index, (_, begins))| {
        made[..index].iter().all(|(_, other)| {
            begins.next.first.is_disjoint(other.next.first)
                && !(begins.next.at_end && other.next.at_end)
        })
    });
    if disjoint {
        // The alternative that needs no byte goes last, because it needs no test of the next byte.
        made.sort_by_key(|(_, begins)| begins.next.at_end);
    }
    let (mut pieces, mut all) = made.pop()?;
    for (mut choice, begins) in made.into_iter().rev() {
        let (first, skipped) = (begins.next.first, choice.len() + 1);
        choice.push(Piece::Skip(pieces.len()));
        let ask = match disjoint {
            true => Piece::Branch(first, skipped),
            // An alternative that matches at the end of the line needs no next byte.
            false if begins.next.at_end => return None,
            false => Piece::Try { body: first, next: all.next, skipped, is_lazy: false },
        };
        choice.insert(0, ask);
        choice.append(&mut pieces);
        pieces = choice;
        all = Follow {
            next: Following {
                first: all.next.first.union(first),
                at_end: all.next.at_end || begins.next.at_end,
            },
            is_sure: false,
            is_sure_begun: disjoint && all.is_sure_begun && begins.is_sure_begun,
        };
    }
    Some((pieces, all))
}
