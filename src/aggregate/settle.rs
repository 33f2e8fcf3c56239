//! The totals of a comparison whose columns were told by the rows: what each column is is decided, and the
//! values are made of the first text and the first number.

use super::Totals;
use super::numbers::NumberTotals;

impl Totals {
    /// These totals with every compared column taken as a number or as a text. What was counted is kept
    /// beside them, for a state. Nothing is known of when a value occurred, of its hits and of its distinct
    /// texts, because they were counted before it was known which column is the value.
    pub(super) fn settled(self) -> Self {
        let Some(open) = self.compared.as_ref().filter(|compared| compared.is_open()) else {
            return self;
        };
        let compared = open.settled();
        let mut settled = Self {
            counts: self.counts.clone(),
            rates: self.rates.clone(),
            numbers: self.numbers.clone(),
            compared: None,
            hits: self.hits.clone(),
            texts: None,
            examples: None,
            matrix: None,
            contrast: self.contrast.clone(),
            layout: self.layout,
            approximation: self.approximation.clone(),
            as_counted: None,
        };
        if let Some(groups) = compared.first_groups() {
            settled.counts.clear();
            settled.rates.iter_mut().for_each(|rates| rates.forget_values());
            let mut measures = Vec::new();
            let absent = Some(groups.absent()).filter(|group| group.lines > 0);
            let absent = absent.map(|group| (&b""[..], group));
            for (text, group) in absent.into_iter().chain(groups.by_text()) {
                let entry = settled.counts.add(text, group.lines);
                let parts = settled.layout.parts_mut(settled.counts.state_mut(entry));
                NumberTotals::put_measure(&mut measures, parts.measure, &group.measure);
            }
            settled.counts.arrange();
            if let Some(numbers) = &mut settled.numbers {
                numbers.set_values(measures);
            }
        }
        settled.compared = Some(compared);
        settled.as_counted = Some(Box::new(self));
        settled
    }

    /// The totals that a state keeps.
    pub(super) fn as_counted(&self) -> &Self {
        self.as_counted.as_deref().unwrap_or(self)
    }

    /// Whether the columns that are the value and its number were told by the rows, so that nothing else is
    /// known of a value than its count and its numbers.
    pub(crate) fn has_values_told_by_rows(&self) -> bool {
        let has_values = self.compared.as_ref().is_some_and(super::Compared::has_values);
        self.as_counted.is_some() && has_values
    }
}
