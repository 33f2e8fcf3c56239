//! A line, scanned by steps with choices.
//!
//! Most choices are made by the next byte. Others are kept open, with the ways not tried yet; where the
//! scan fails it goes back to the choice opened last, so that the ways are tried in the order in which
//! the regex crate prefers them. The work spent in vain is bounded: past the bound, the regex crate,
//! whose time is linear, scans the line.

use super::Found;
use super::class::is_in;
use super::run::{Step, Stretch};

/// A worker's memory of the choices it can go back to.
#[derive(Debug, Default)]
pub(super) struct Choices {
    open: Vec<Choice>,
    /// Slots set while choices were open, with the offsets they had before.
    changes: Vec<(usize, usize)>,
    /// Bytes scanned in vain on the line at hand.
    wasted: usize,
}

/// A choice that is open.
#[derive(Debug, Clone, Copy)]
struct Choice {
    /// The step to go on with.
    step: usize,
    /// Where in the line that step goes on.
    at: usize,
    /// The places to be tried after `at`: from here to there, in this order.
    rest: Rest,
    /// How many slots had been changed.
    changes: usize,
}

#[derive(Debug, Clone, Copy)]
enum Rest {
    None,
    /// The run of the step before may end at these places, the last one first.
    Down(usize, usize),
    /// The run of the step before may end at these places, the first one first.
    Up(usize, usize),
}

impl Choices {
    /// Prepares for a line.
    #[inline]
    pub(super) fn enter_line(&mut self) {
        self.wasted = 0;
    }

    /// Whether so much of a line of `length` bytes was scanned in vain that the regex crate is to scan
    /// it. `wasted` bytes are added first.
    #[inline]
    pub(super) fn waste(&mut self, wasted: usize, length: usize) -> bool {
        self.wasted += wasted + 8;
        self.wasted > 2 * length + 512
    }

    fn open(&mut self, step: usize, at: usize, rest: Rest) {
        self.open.push(Choice { step, at, rest, changes: self.changes.len() });
    }

    fn save(&mut self, slot: usize, at: usize, slots: &mut [usize]) {
        if let Some(kept) = slots.get_mut(slot) {
            if !self.open.is_empty() {
                self.changes.push((slot, *kept));
            }
            *kept = at;
        }
    }

    /// Goes back to the choice opened last: the step and the place to go on from.
    fn back(&mut self, steps: &[Step], line: &[u8], slots: &mut [usize]) -> Option<(usize, usize)> {
        let choice = self.open.last_mut()?;
        let (step, at, changes) = (choice.step, choice.at, choice.changes);
        let next = step.checked_sub(1).and_then(|before| steps.get(before));
        match (choice.rest, next) {
            (Rest::Down(from, to), Some(Step::Stretch(stretch))) if from <= to => {
                match stretch.next.last(line, from, to) {
                    Some(next) => {
                        choice.at = next;
                        choice.rest =
                            next.checked_sub(1).map_or(Rest::None, |to| Rest::Down(from, to));
                    }
                    None => drop(self.open.pop()),
                }
            }
            (Rest::Up(from, to), Some(Step::Stretch(stretch))) if from <= to => {
                match stretch.next.first(line, from, to) {
                    Some(next) => (choice.at, choice.rest) = (next, Rest::Up(next + 1, to)),
                    None => drop(self.open.pop()),
                }
            }
            _ => drop(self.open.pop()),
        }
        for (slot, before) in self.changes.drain(changes..).rev() {
            if let Some(kept) = slots.get_mut(slot) {
                *kept = before;
            }
        }
        Some((step, at))
    }
}

/// Whether the steps match `line` from `at` on; the groups' ends go to `slots`.
pub(super) fn scan(
    steps: &[Step],
    line: &[u8],
    mut at: usize,
    slots: &mut [usize],
    choices: &mut Choices,
) -> Found {
    let mut next = 0;
    let mut from = at;
    choices.open.clear();
    choices.changes.clear();
    while let Some(step) = steps.get(next) {
        next += 1;
        let rest = line.get(at..).unwrap_or_default();
        let matches = match step {
            Step::Take(taker) => match taker.take(rest) {
                Some(length) => {
                    at += length;
                    true
                }
                None => false,
            },
            Step::Save(slot) => {
                choices.save(*slot, at, slots);
                true
            }
            Step::Stretch(stretch) => match stretch.places(line, at) {
                Some((first, more)) => {
                    if let Some((second, more)) = more {
                        choices.open(next, second, more);
                    }
                    at = first;
                    true
                }
                None => false,
            },
            Step::Branch(table, skipped) => {
                if !rest.first().is_some_and(|byte| is_in(table, *byte)) {
                    next += skipped;
                }
                true
            }
            Step::Try { body, next: other, skipped, is_lazy } => {
                let can_go_on = rest.first().is_some_and(|byte| is_in(body, *byte));
                let can_skip = other.is_at(line, at);
                let skips = if *is_lazy { can_skip } else { !can_go_on };
                if can_go_on && can_skip {
                    choices.open(if *is_lazy { next } else { next + skipped }, at, Rest::None);
                }
                if skips {
                    next += skipped;
                }
                can_go_on || can_skip
            }
            Step::Skip(skipped) => {
                next += skipped;
                true
            }
            Step::Back(over) => {
                next -= over + 1;
                true
            }
        };
        if !matches {
            let wasted = at.saturating_sub(from);
            match choices.back(steps, line, slots) {
                Some(_) if choices.waste(wasted, line.len()) => return Found::Unsure,
                Some(choice) => (next, at) = choice,
                None => return Found::NoMatch,
            }
            from = at;
        }
    }
    Found::Match
}

impl Stretch {
    /// The place where the run from `at` on ends that is preferred, and the next choice with the rest.
    #[inline]
    fn places(&self, line: &[u8], at: usize) -> Option<(usize, Option<(usize, Rest)>)> {
        let text = line.get(at..)?;
        let most = text.get(..self.max).unwrap_or(text);
        let length = self.class.length(most);
        let (from, to) = (at + self.min, at + length);
        if length < self.min {
            return None;
        }
        if self.is_lazy {
            let first = self.next.first(line, from, to)?;
            let second = self.next.first(line, first + 1, to).filter(|_| first < to);
            Some((first, second.map(|second| (second, Rest::Up(second + 1, to)))))
        } else {
            let first = self.next.last(line, from, to)?;
            let second = first.checked_sub(1).filter(|second| *second >= from);
            let second = second.and_then(|second| self.next.last(line, from, second));
            let rest =
                |second: usize| second.checked_sub(1).map_or(Rest::None, |to| Rest::Down(from, to));
            Some((first, second.map(|second| (second, rest(second)))))
        }
    }
}
