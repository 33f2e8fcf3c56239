//! Groups as bytes: the texts in the order of their bytes, and the numbers with each.

use super::{ExactSum, Group, Groups, Measure};
use crate::codec::{Reader, Result, Writer, check};

impl Groups {
    /// Writes them.
    pub(in crate::aggregate) fn write(&self, out: &mut Writer) {
        out.length(self.by_text.len());
        let mut before: &[u8] = &[];
        for (text, group) in self.by_text() {
            out.next(before, text);
            // Taken apart, so that a part added later cannot be forgotten here.
            let Group { lines, measure, sum, squares } = group;
            out.u64(*lines);
            measure.write(out);
            sum.write(out);
            squares.write(out);
            before = text;
        }
    }

    /// Reads some, into what is empty yet.
    pub(in crate::aggregate) fn read(&mut self, input: &mut Reader<'_>) -> Result<()> {
        let mut text = Vec::new();
        for index in 0..input.length()? {
            input.next(&mut text, index == 0)?;
            input.charge(Self::ENTRY)?;
            let lines = input.u64()?;
            let measure = Measure::read(input, self.precision)?;
            check(measure.count() <= lines, "count of numbers")?;
            let (sum, squares) = (ExactSum::read(input)?, ExactSum::read(input)?);
            let group = Group { lines, measure, sum, squares };
            self.change(&text, |own| *own = group);
        }
        Ok(())
    }
}
