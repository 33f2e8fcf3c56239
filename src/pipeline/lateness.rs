//! Decides which events come too late: after the buckets of their time were closed.

use crate::time::Timestamp;

/// This many events in a row with stamps of the future are no mistake: the clock of the log is ahead
/// of ours, or its zone is not the one that was assumed.
const CONFIRMED: u32 = 16;

/// The limit of lateness of one source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lateness {
    /// Events before this do not count.
    before: Timestamp,
    /// How far `before` stays behind the latest event, in nanoseconds; `None` if it does not move.
    behind: Option<u64>,
    /// The latest plausible stamp by our clock. A later stamp does not move `before`: a wrong year
    /// must not close the buckets of the lines that follow.
    cap: Timestamp,
    /// How far the clock of the source is ahead of `cap`, in nanoseconds.
    max_lead: u64,
    /// How many events in a row were implausible, and the least they were ahead, in nanoseconds.
    implausible: (u32, u64),
    /// The latest plausible event.
    latest: Option<Timestamp>,
    /// How many events in a row were late and of the time of our clock.
    set_back: u32,
}

impl Lateness {
    /// Events before `horizon` are late, whatever comes.
    pub(super) fn fixed(horizon: Timestamp) -> Self {
        let cap = Timestamp(i64::MAX);
        let (implausible, latest) = ((0, 0), None);
        Self { before: horizon, behind: None, cap, max_lead: 0, implausible, latest, set_back: 0 }
    }

    /// Events more than `behind` nanoseconds before the latest event are late.
    pub(super) fn following(behind: u64) -> Self {
        Self { behind: Some(behind), ..Self::fixed(Timestamp(i64::MIN)) }
    }

    /// Sets the latest plausible stamp by our clock.
    pub(super) fn set_latest_plausible(&mut self, cap: Timestamp) {
        self.cap = cap;
    }

    /// The latest plausible stamp, where the clock of the source may be ahead of ours.
    pub(super) fn latest_plausible(&self) -> Timestamp {
        let cap = Timestamp(self.cap.0.saturating_add_unsigned(self.max_lead));
        self.latest.map_or(cap, |latest| latest.max(cap))
    }

    /// Whether a stamp may be the latest. A single stamp of the future may not. [`CONFIRMED`] stamps of the
    /// future in a row may: local time without a zone is ahead of UTC east of Greenwich.
    fn is_plausible(&mut self, at: Timestamp, behind: u64) -> bool {
        // A log that is ahead may be read faster than it was written, so it may go on from its
        // latest event.
        let next = self.latest.filter(|_| self.max_lead > 0);
        let next = next.map(|latest| Timestamp(latest.0.saturating_add_unsigned(behind)));
        if at <= self.latest_plausible() || next.is_some_and(|next| at <= next) {
            self.implausible.0 = 0;
            return true;
        }
        let lead = at.0.abs_diff(self.cap.0);
        let (many, least) = self.implausible;
        let least = if many == 0 { lead } else { least.min(lead) };
        self.implausible = (many + 1, least);
        if many + 1 >= CONFIRMED {
            self.implausible.0 = 0;
            self.advance(Timestamp(self.cap.0.saturating_add_unsigned(least)), behind);
            self.max_lead = least.saturating_add(behind);
        }
        at <= self.latest_plausible()
    }

    /// Whether an event at `at` counts.
    #[inline]
    pub(super) fn admits(&mut self, at: Option<Timestamp>) -> bool {
        let Some(at) = at else { return true };
        if at < self.before && !self.went_back(at) {
            return false;
        }
        if let Some(behind) = self.behind
            && self.is_plausible(at, behind)
        {
            self.advance(at, behind);
        }
        true
    }

    /// Whether the clock of the source was set back: [`CONFIRMED`] late events in a row have stamps near our
    /// clock, and the latest event before them has a stamp of the future.
    fn went_back(&mut self, at: Timestamp) -> bool {
        let Some(behind) = self.behind else { return false };
        let recent = Timestamp(self.cap.0.saturating_sub_unsigned(behind));
        if self.latest.is_none_or(|latest| latest <= self.cap) || at > self.cap || at < recent {
            self.set_back = 0;
            return false;
        }
        self.set_back += 1;
        if self.set_back < CONFIRMED {
            return false;
        }
        let (cap, before) = (self.cap, Timestamp(at.0.saturating_sub_unsigned(behind)));
        *self = Self { cap, before, latest: Some(at), ..Self::following(behind) };
        true
    }

    fn advance(&mut self, latest: Timestamp, behind: u64) {
        self.set_back = 0;
        let before = Timestamp(latest.0.saturating_sub_unsigned(behind));
        self.before = self.before.max(before);
        self.latest = self.latest.max(Some(latest));
    }

    /// Makes events before `horizon` late.
    pub(super) fn advance_to(&mut self, horizon: Timestamp) {
        self.before = self.before.max(horizon);
    }

    /// The latest plausible event so far; `None` while there is none, or if the limit does not move.
    pub(super) fn latest(&self) -> Option<Timestamp> {
        self.latest
    }

    /// Events before this do not count.
    pub(super) fn horizon(&self) -> Timestamp {
        self.before
    }
}

#[cfg(test)]
mod tests {
    use super::Lateness;
    use crate::time::Timestamp;

    fn admitted(lateness: &mut Lateness, stamps: &[i64]) -> Vec<bool> {
        stamps.iter().map(|at| lateness.admits(Some(Timestamp(*at)))).collect()
    }

    #[test]
    fn late_is_what_lies_too_far_behind_the_latest() {
        let mut lateness = Lateness::following(10);
        let stamps = [100, 90, 89, 120, 109, 110, 90];
        assert_eq!(admitted(&mut lateness, &stamps), [true, true, false, true, false, true, false]);
        assert!(lateness.admits(None));
        assert_eq!(lateness.horizon(), Timestamp(110));
    }

    #[test]
    fn a_stamp_of_the_future_closes_nothing() {
        let mut lateness = Lateness::following(10);
        lateness.set_latest_plausible(Timestamp(200));
        assert_eq!(admitted(&mut lateness, &[100, 9999, 95]), [true, true, true]);
    }

    #[test]
    fn a_clock_that_is_ahead_is_believed_in_the_end() {
        let mut lateness = Lateness::following(20);
        lateness.set_latest_plausible(Timestamp(200));
        // A mistake among the others, however often, is one.
        let ahead: Vec<i64> = (0..99).flat_map(|_| [9999, 98]).collect();
        assert!(admitted(&mut lateness, &ahead).iter().all(|admitted| *admitted));
        assert_eq!(lateness.latest(), Some(Timestamp(98)));
        let ahead: Vec<i64> = (5000..5104).collect();
        admitted(&mut lateness, &ahead);
        assert_eq!(lateness.latest(), Some(Timestamp(5103)));
        // From there it goes on.
        let stamps = [5104, 5083, 5103, 99_999, 5100];
        assert_eq!(admitted(&mut lateness, &stamps), [true, false, true, true, true]);
    }

    #[test]
    fn a_clock_that_is_set_back_is_believed_in_the_end() {
        let mut lateness = Lateness::following(20);
        lateness.set_latest_plausible(Timestamp(1000));
        assert!(admitted(&mut lateness, &[990, 995, 1000]).iter().all(|admitted| *admitted));
        lateness.set_latest_plausible(Timestamp(500));
        // Late lines of another time stay late, and a single late line stays late.
        assert!(!admitted(&mut lateness, &[100; 99]).contains(&true));
        assert_eq!(admitted(&mut lateness, &[499, 100, 1001]), [false, false, true]);
        let back: Vec<i64> = (485..505).collect();
        assert_eq!(admitted(&mut lateness, &back).iter().filter(|one| **one).count(), 5);
        assert_eq!(lateness.latest(), Some(Timestamp(500)));
        assert_eq!(admitted(&mut lateness, &[501, 481, 480, 479]), [true, true, true, false]);
    }

    #[test]
    fn a_fixed_horizon_stays() {
        let mut lateness = Lateness::fixed(Timestamp(50));
        assert_eq!(admitted(&mut lateness, &[500, 49, 50]), [true, false, true]);
    }
}
