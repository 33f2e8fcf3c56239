//! A line, scanned by steps with choices.
//!
//! Most choices are made by the next byte. Others are kept open, with the ways not tried yet; where the
//! scan fails it goes back to the choice opened last, so that the ways are tried in the order in which
//! the regex crate prefers them. The work spent in vain is bounded: past the bound, the regex crate,
//! whose time is linear, scans the line.

use super::class::is_in;
use super::pieces::Piece;
use super::run::{ScanStep, Stretch};
use super::straight::{self, StraightStep};

/// What a scan comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ScanOutcome {
    /// The line matches, and the slots hold the groups.
    Match,
    /// The line does not match.
    NoMatch,
    /// The regex crate must scan the line.
    Unsure,
}

/// A pattern with choices, made ready to scan.
#[derive(Debug)]
pub(super) struct ChoiceSteps(Vec<ChoiceStep>);

#[derive(Debug)]
enum ChoiceStep {
    One(ScanStep),
    /// Steps without choices, and the slots they set.
    Segment(Vec<StraightStep>, Vec<usize>),
}

impl ChoiceSteps {
    /// The steps of `pieces`. Pieces between choices, and between the places that choices lead to, are
    /// joined.
    pub(super) fn new(pieces: Vec<Piece>) -> Self {
        let targets: Vec<Option<usize>> =
            pieces.iter().enumerate().map(|(index, piece)| target(index, piece)).collect();
        let literals = following_literals(&pieces);
        let (mut steps, mut positions, mut segment) = (Vec::new(), Vec::new(), Vec::new());
        for ((index, piece), literal) in pieces.into_iter().enumerate().zip(literals) {
            let is_choice = targets[index].is_some() || matches!(piece, Piece::Stretch { .. });
            if is_choice || targets.contains(&Some(index)) {
                steps.extend(segment_step(&mut segment));
            }
            positions.push(steps.len());
            match is_choice {
                true => steps.push(ChoiceStep::One(ScanStep::before(piece, &literal))),
                false => segment.push(piece),
            }
        }
        steps.extend(segment_step(&mut segment));
        for (index, target) in targets.iter().enumerate() {
            let (Some(target), Some(own)) = (target, positions.get(index)) else { continue };
            let to = positions.get(*target).copied().unwrap_or(steps.len());
            if let Some(ChoiceStep::One(step)) = steps.get_mut(*own) {
                step.set_target(*own, to);
            }
        }
        Self(steps)
    }
}

/// Of each piece, the literal that follows it; empty if another piece does.
fn following_literals(pieces: &[Piece]) -> Vec<Vec<u8>> {
    let follows = |index: usize| {
        let mut after = pieces.iter().skip(index + 1);
        match after.find(|piece| !matches!(piece, Piece::Save(_))) {
            Some(Piece::Literal(literal)) => literal.clone(),
            _ => Vec::new(),
        }
    };
    (0..pieces.len()).map(follows).collect()
}

/// The piece that another piece, which is at `index`, can lead to instead of the next one.
fn target(index: usize, piece: &Piece) -> Option<usize> {
    match piece {
        Piece::Branch(_, skipped) | Piece::Skip(skipped) | Piece::Try { skipped, .. } => {
            Some(index + 1 + skipped)
        }
        Piece::Back(over) => index.checked_sub(*over),
        _ => None,
    }
}

/// The step of pieces without choices, which are taken out of `pieces`.
fn segment_step(pieces: &mut Vec<Piece>) -> Option<ChoiceStep> {
    let pieces = std::mem::take(pieces);
    if pieces.is_empty() {
        return None;
    }
    let slot = |piece: &Piece| if let Piece::Save(slot) = piece { Some(*slot) } else { None };
    let slots = pieces.iter().filter_map(slot).collect();
    straight::straight(pieces).ok().map(|steps| ChoiceStep::Segment(steps, slots))
}

/// A worker's memory of the choices it can go back to.
#[derive(Debug, Default)]
pub(super) struct Choices {
    open: Vec<Choice>,
    /// Slots set while choices were open, with the offsets they had before.
    changes: Vec<(usize, usize)>,
    /// Bytes scanned in vain on the line at hand.
    wasted: usize,
}

#[derive(Debug, Clone, Copy)]
struct Choice {
    step: usize,
    places: Places,
    /// How many slots had been changed.
    changes: usize,
}

/// The places of the line where the step of a choice can go on.
#[derive(Debug, Clone, Copy)]
enum Places {
    One(usize),
    /// From the first to the second, if the run before may end there; the last one is tried first.
    Down(usize, usize),
    /// As `Down`; the first one is tried first.
    Up(usize, usize),
}

impl Choices {
    #[inline]
    pub(super) fn enter_line(&mut self) {
        self.wasted = 0;
    }

    /// Whether the regex crate is to scan a line of `length` bytes, because too much of the line
    /// was scanned in vain. `wasted` bytes are added first.
    #[inline]
    pub(super) fn waste(&mut self, wasted: usize, length: usize) -> bool {
        self.wasted += wasted + 8;
        self.wasted > 2 * length + 512
    }

    fn open(&mut self, step: usize, places: Places) {
        self.open.push(Choice { step, places, changes: self.changes.len() });
    }

    /// Remembers what `slot` has, which is about to be set.
    #[inline]
    fn remember(&mut self, slot: usize, slots: &[usize]) {
        if let Some(kept) = slots.get(slot).filter(|_| !self.open.is_empty()) {
            self.changes.push((slot, *kept));
        }
    }

    /// Goes back to the choice opened last: the step and the place to go on from.
    fn back(
        &mut self,
        steps: &[ChoiceStep],
        line: &[u8],
        slots: &mut [usize],
    ) -> Option<(usize, usize)> {
        let (step, at, changes) = loop {
            let Choice { step, places, changes } = self.open.pop()?;
            let before = step.checked_sub(1).and_then(|before| steps.get(before));
            let Some((at, more)) = places.next(before, line) else { continue };
            self.open.extend(more.map(|places| Choice { step, places, changes }));
            break (step, at, changes);
        };
        while self.changes.len() > changes
            && let Some((slot, before)) = self.changes.pop()
        {
            if let Some(kept) = slots.get_mut(slot) {
                *kept = before;
            }
        }
        Some((step, at))
    }
}

impl Places {
    /// The next place, and the places after it; `before` is the step before the choice's.
    fn next(self, before: Option<&ChoiceStep>, line: &[u8]) -> Option<(usize, Option<Self>)> {
        match (self, before) {
            (Self::One(at), _) => Some((at, None)),
            (Self::Down(from, to), Some(ChoiceStep::One(ScanStep::Stretch(stretch)))) => {
                stretch.last(line, from, to)
            }
            (Self::Up(from, to), Some(ChoiceStep::One(ScanStep::Stretch(stretch)))) => {
                stretch.first(line, from, to)
            }
            _ => None,
        }
    }
}

/// Whether the steps match `line` from `at` on; the offsets of groups go to `slots`.
pub(super) fn scan(
    ChoiceSteps(steps): &ChoiceSteps,
    line: &[u8],
    at: usize,
    slots: &mut [usize],
    choices: &mut Choices,
) -> ScanOutcome {
    let (mut next, mut at, mut from) = (0, at, at);
    choices.open.clear();
    choices.changes.clear();
    while let Some(step) = steps.get(next) {
        next += 1;
        let taken = match step {
            ChoiceStep::Segment(steps, saved) => {
                saved.iter().for_each(|slot| choices.remember(*slot, slots));
                straight::scan_to_end(steps, line, at, slots)
            }
            ChoiceStep::One(step) => take(step, line, at, &mut next, slots, choices),
        };
        match taken {
            Ok(end) => at = end,
            Err(reached) => {
                let wasted = reached.saturating_sub(from);
                match choices.back(steps, line, slots) {
                    Some(_) if choices.waste(wasted, line.len()) => return ScanOutcome::Unsure,
                    Some(choice) => (next, at) = choice,
                    None => return ScanOutcome::NoMatch,
                }
                from = at;
            }
        }
    }
    ScanOutcome::Match
}

/// Takes one step of `line` at `at`; gives the offset after it. `next` is the index of the next step.
/// Errors: the offset up to which the line was read in vain.
#[inline]
fn take(
    step: &ScanStep,
    line: &[u8],
    at: usize,
    next: &mut usize,
    slots: &mut [usize],
    choices: &mut Choices,
) -> Result<usize, usize> {
    let rest = line.get(at..).unwrap_or_default();
    match step {
        ScanStep::Take(taker) => return taker.take(rest).map(|length| at + length).ok_or(at),
        ScanStep::Save(slot) => {
            choices.remember(*slot, slots);
            straight::save(*slot, at, slots);
        }
        ScanStep::Stretch(stretch) => {
            let (first, more) = stretch.places(line, at)?;
            if let Some(more) = more {
                choices.open(*next, more);
            }
            return Ok(first);
        }
        ScanStep::Branch(table, skipped) => {
            if !rest.first().is_some_and(|byte| is_in(table, *byte)) {
                *next += skipped;
            }
        }
        ScanStep::Try { body, next: follows, skipped, is_lazy } => {
            let can_go_on = rest.first().is_some_and(|byte| is_in(body, *byte));
            let can_skip = follows.is_at(line, at);
            let skips = if *is_lazy { can_skip } else { !can_go_on };
            if can_go_on && can_skip {
                let other = if *is_lazy { *next } else { *next + skipped };
                choices.open(other, Places::One(at));
            }
            if skips {
                *next += skipped;
            }
            if !can_go_on && !can_skip {
                return Err(at);
            }
        }
        ScanStep::Skip(skipped) => *next += skipped,
        ScanStep::Back(over) => *next -= over + 1,
    }
    Ok(at)
}

impl Stretch {
    /// The place where the run from `at` on ends by preference, and the other places where it may end.
    /// Errors: the offset up to which the line was read in vain.
    #[inline]
    fn places(&self, line: &[u8], at: usize) -> Result<(usize, Option<Places>), usize> {
        let text = line.get(at..).unwrap_or_default();
        let most = text.get(..self.max).unwrap_or(text);
        let length = self.class.length(most);
        let (from, to) = (at + self.min, at + length);
        let found = match self.is_lazy {
            _ if length < self.min => None,
            true => self.first(line, from, to),
            false => self.last(line, from, to),
        };
        found.ok_or(to)
    }

    /// The first place from `from` to `to` where the run can end, and the places after it.
    #[inline]
    fn first(&self, line: &[u8], from: usize, to: usize) -> Option<(usize, Option<Places>)> {
        let first = self.next.first(line, from, to)?;
        Some((first, (first < to).then_some(Places::Up(first + 1, to))))
    }

    /// The last place from `from` to `to` where the run can end, and the places before it.
    #[inline]
    fn last(&self, line: &[u8], from: usize, to: usize) -> Option<(usize, Option<Places>)> {
        let last = self.next.last(line, from, to)?;
        Some((last, (last > from).then(|| Places::Down(from, last - 1))))
    }
}
