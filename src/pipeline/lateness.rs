//! Which events come too late: after the buckets of their time were closed.

use crate::time::Timestamp;

/// So many events in a row that are all of the future are no mistake: the clock that dated them is
/// ahead of ours, or their zone is another than is taken for it.
const CONFIRMED: u32 = 16;

/// How late an event may come.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lateness {
    /// Before this no event counts any more.
    before: Timestamp,
    /// How far that follows behind the latest event, in nanoseconds; none where it stays.
    behind: Option<u64>,
    /// A stamp after this is not believed to be the latest: one of another year must not close
    /// the buckets of all that follows.
    cap: Timestamp,
    /// How far the clock of the source is ahead of that, in nanoseconds.
    max_lead: u64,
    /// Events in a row that were not believed, and how far they were ahead at least.
    disbelieved: (u32, u64),
    /// The latest event that is believed.
    latest: Option<Timestamp>,
}

impl Lateness {
    /// Nothing is late but what is before `horizon`.
    pub(super) fn fixed(horizon: Timestamp) -> Self {
        let cap = Timestamp(i64::MAX);
        Self { before: horizon, behind: None, cap, max_lead: 0, disbelieved: (0, 0), latest: None }
    }

    /// What lies more than `behind` nanoseconds before the latest event is late.
    pub(super) fn following(behind: u64) -> Self {
        Self { behind: Some(behind), ..Self::fixed(Timestamp(i64::MIN)) }
    }

    /// Says which stamps are believed: those until `cap`, by a clock that is not ahead.
    pub(super) fn set_latest_plausible(&mut self, cap: Timestamp) {
        self.cap = cap;
    }

    /// Up to here stamps are believed.
    pub(super) fn latest_plausible(&self) -> Timestamp {
        let cap = Timestamp(self.cap.0.saturating_add_unsigned(self.max_lead));
        self.latest.map_or(cap, |latest| latest.max(cap))
    }

    /// Whether a stamp may be the latest. A single one of another year may not; but where all of
    /// them are ahead, as those of local time without a zone are east of Greenwich, they are right.
    fn is_plausible(&mut self, at: Timestamp, behind: u64) -> bool {
        // A log that is ahead may be read faster than it was written: it goes on from where it is.
        let next = self.latest.filter(|_| self.max_lead > 0);
        let next = next.map(|latest| Timestamp(latest.0.saturating_add_unsigned(behind)));
        if at <= self.latest_plausible() || next.is_some_and(|next| at <= next) {
            self.disbelieved.0 = 0;
            return true;
        }
        let max_lead = at.0.abs_diff(self.cap.0);
        let (many, least) = self.disbelieved;
        let least = if many == 0 { max_lead } else { least.min(max_lead) };
        self.disbelieved = (many + 1, least);
        if many + 1 >= CONFIRMED {
            self.disbelieved.0 = 0;
            self.advance(Timestamp(self.cap.0.saturating_add_unsigned(least)), behind);
            self.max_lead = least.saturating_add(behind);
        }
        at <= self.latest_plausible()
    }

    /// Whether an event at `at` counts.
    #[inline]
    pub(super) fn admits(&mut self, at: Option<Timestamp>) -> bool {
        let Some(at) = at else { return true };
        if at < self.before {
            return false;
        }
        if let Some(behind) = self.behind
            && self.is_plausible(at, behind)
        {
            self.advance(at, behind);
        }
        true
    }

    fn advance(&mut self, latest: Timestamp, behind: u64) {
        let before = Timestamp(latest.0.saturating_sub_unsigned(behind));
        self.before = self.before.max(before);
        self.latest = self.latest.max(Some(latest));
    }

    /// Says that nothing before `horizon` counts any more.
    pub(super) fn advance_to(&mut self, horizon: Timestamp) {
        self.before = self.before.max(horizon);
    }

    /// The latest event so far, where that moves on what is late.
    pub(super) fn latest(&self) -> Option<Timestamp> {
        self.latest
    }

    /// Before this no event counts any more.
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
    fn a_fixed_horizon_stays() {
        let mut lateness = Lateness::fixed(Timestamp(50));
        assert_eq!(admitted(&mut lateness, &[500, 49, 50]), [true, false, true]);
    }
}
