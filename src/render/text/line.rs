//! One line of text: colours, cells and remarks for eyes, cut to the width of the screen.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style as Paint};

use crate::render::request::Style;
use crate::render::{fit, number, visible::visible};
use crate::report::{Cell, Remark};

/// What an outlier's row is painted with.
pub(super) const OUTLIER: Paint = AnsiColor::Red.on_default().bold();
/// What bars are painted with.
pub(super) const BAR: Paint = AnsiColor::Cyan.on_default();
/// What explanations are painted with.
pub(super) const FAINT: Paint = Paint::new().dimmed();

/// `text` in a colour, if there is colour.
pub(super) fn paint(text: &str, paint: Paint, style: Style) -> String {
    if style.color && !text.is_empty() {
        format!("{}{text}{}", paint.render(), paint.render_reset())
    } else {
        text.to_owned()
    }
}

pub(crate) fn plain(cell: &Cell<'_>, style: Style) -> String {
    match cell {
        Cell::Text(bytes) => visible(bytes, style.unicode),
        Cell::Count(number) => number::whole(*number),
        Cell::Number(number) => number::short(*number),
        Cell::Share(share) => number::percent(*share),
        Cell::Time(moment) => moment.to_string(),
        Cell::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Cell::Missing => "-".to_owned(),
    }
}

/// What stands beside a figure.
pub(crate) fn remark(remark: &Remark) -> String {
    match remark {
        Remark::Words(words) => words.clone(),
        Remark::Fences { column, low: None, high, rule } => {
            format!("by {column} above {} ({rule})", number::short(*high))
        }
        Remark::Fences { column, low: Some(low), high, rule } => {
            let (low, high) = (number::short(*low), number::short(*high));
            format!("by {column} above {high} or below {low} ({rule})")
        }
    }
}

/// Writes a sentence on as many lines as it needs, the first after `first`, the others as far from the
/// edge, in a colour. A word wider than the screen is cut.
pub(super) fn write_sentence(
    first: &str,
    sentence: &str,
    color: Paint,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let lines = fit::lines_of(first, sentence, style.width);
    lines.iter().try_for_each(|line| write_line(line, color, style, out))
}

/// Says which columns a table has no room for.
pub(super) fn write_dropped(
    dropped: &[String],
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    if dropped.is_empty() {
        return Ok(());
    }
    let sentence = format!("no room for {}", dropped.join(", "));
    write_sentence("", &sentence, FAINT, style, out)
}

/// Writes a line cut to the screen, in a colour.
pub(super) fn write_line(
    line: &str,
    color: Paint,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let line = fit::cut_middle(line, style.width, style.unicode);
    writeln!(out, "{}", paint(&line, color, style))
}
