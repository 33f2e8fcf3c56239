//! Which events come too late: after the buckets of their time were closed.

use crate::time::Timestamp;

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
    /// The latest event that is believed.
    latest: Option<Timestamp>,
}

impl Lateness {
    /// Nothing is late but what is before `horizon`.
    pub(super) fn fixed(horizon: Timestamp) -> Self {
        Self { before: horizon, behind: None, cap: Timestamp(i64::MAX), latest: None }
    }

    /// What lies more than `behind` nanoseconds before the latest event is late.
    pub(super) fn following(behind: u64) -> Self {
        Self { behind: Some(behind), ..Self::fixed(Timestamp(i64::MIN)) }
    }

    /// Says which stamps are believed: those until `cap`.
    pub(super) fn believe_until(&mut self, cap: Timestamp) {
        self.cap = cap;
    }

    /// Whether an event at `at` counts.
    #[inline]
    pub(super) fn admits(&mut self, at: Option<Timestamp>) -> bool {
        let Some(at) = at else { return true };
        if at < self.before {
            return false;
        }
        if let Some(behind) = self.behind.filter(|_| at <= self.cap) {
            let before = Timestamp(at.0.saturating_sub_unsigned(behind));
            self.before = self.before.max(before);
            self.latest = self.latest.max(Some(at));
        }
        true
    }

    /// Says that nothing before `horizon` counts any more.
    pub(super) fn raise(&mut self, horizon: Timestamp) {
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
        lateness.believe_until(Timestamp(200));
        assert_eq!(admitted(&mut lateness, &[100, 9999, 95]), [true, true, true]);
    }

    #[test]
    fn a_fixed_horizon_stays() {
        let mut lateness = Lateness::fixed(Timestamp(50));
        assert_eq!(admitted(&mut lateness, &[500, 49, 50]), [true, false, true]);
    }
}
