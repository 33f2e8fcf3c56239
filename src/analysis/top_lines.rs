//! The section `lines`: the lines with the largest numbers, the largest first.

use super::context::{Built, SectionContext};
use crate::event::tuple_text;
use crate::report::{Cell, Moment};
use crate::tally::TopLine;
use crate::time::Timestamp;

pub(super) fn build<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let options = context.options;
    let zone = options.time.as_ref().map(|_| &options.zone);
    let columns = context.outcome.schema.tuple.len();
    let row = |line: &'a TopLine| {
        let time = line.at.zip(zone).map(|(at, zone)| Cell::Time(Moment::new(Timestamp(at), zone)));
        vec![
            Cell::Number(line.number),
            Cell::Text(tuple_text(&line.value, columns).into()),
            time.unwrap_or(Cell::Missing),
            Cell::text(line.source.as_str()),
            line.line.map_or(Cell::Missing, Cell::Count),
            Cell::Text(line.text.as_slice().into()),
        ]
    };
    let lines = context.outcome.tally.total().top_lines.sorted();
    let rows: Vec<_> = lines.into_iter().map(row).collect();
    Some(Built::Rows(rows))
}
