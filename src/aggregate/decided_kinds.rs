//! The totals of a comparison in which the lines decide the kind of a column. The texts of the
//! first text column become the values, and the numbers of the first number column are measured on
//! them.

use super::Totals;
use super::numbers::NumberTotals;

impl Totals {
    /// These totals with every compared column taken as a number column or as a text column. The
    /// totals as they were counted are kept inside, for a state. Of a value only its count and its
    /// numbers are known: the rest was counted before it was known which column is the value.
    pub(super) fn with_decided_kinds(self) -> Self {
        let Some(open) = self.compared.as_ref().filter(|compared| compared.is_open()) else {
            return self;
        };
        let compared = open.with_decided_kinds();
        let mut decided = Self {
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
            decided.counts.clear();
            decided.rates.iter_mut().for_each(|rates| rates.forget_values());
            let mut measures = Vec::new();
            // Rows without a text count as the empty text, which comes first in the order of bytes.
            let (mut empty, mut by_text) = (groups.absent().clone(), groups.by_text().peekable());
            if let Some((_, group)) = by_text.next_if(|(text, _)| text.is_empty()) {
                empty.merge(group.clone());
            }
            let empty = Some((&b""[..], &empty)).filter(|(_, group)| group.lines > 0);
            for (text, group) in empty.into_iter().chain(by_text) {
                let entry = decided.counts.add(text, group.lines);
                let measure = decided.layout.measure.of_mut(decided.counts.state_mut(entry));
                NumberTotals::put_measure(&mut measures, measure, &group.measure);
            }
            decided.counts.arrange();
            if let Some(numbers) = &mut decided.numbers {
                numbers.set_values(measures);
            }
        }
        decided.compared = Some(compared);
        decided.as_counted = Some(Box::new(self));
        decided
    }

    /// The totals before the kinds were decided, which a state keeps; these totals, where no kind
    /// was open.
    pub(super) fn as_counted(&self) -> &Self {
        self.as_counted.as_deref().unwrap_or(self)
    }

    /// Whether the values were made after the lines had decided the kind of a compared column:
    /// nothing is known of a value but its count and its numbers.
    pub(crate) fn has_values_decided_by_lines(&self) -> bool {
        let has_values = self.compared.as_ref().is_some_and(super::Compared::has_values);
        self.as_counted.is_some() && has_values
    }

    /// Whether times, hits or distinct texts were counted and are known of no value, because the
    /// lines decided the kind of a compared column.
    pub(crate) fn lacks_parts_of_values(&self) -> bool {
        let counted = self.as_counted();
        let has_parts =
            counted.rates.is_some() || counted.hits.is_some() || counted.texts.is_some();
        self.has_values_decided_by_lines() && has_parts
    }
}
