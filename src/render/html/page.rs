//! The page that sections write to, and the frame around a chart: its title, its largest figure, its axis.

use std::io;
use std::io::Write;

use super::cells::InstantStyle;
use super::escape::escape;
use super::svg::Chart;
use crate::report::{Report, Section};

/// The page being written.
pub(super) struct Page<'p, 'r> {
    pub(super) report: &'p Report<'r>,
    /// How instants are shown.
    pub(super) clock: InstantStyle,
    pub(super) out: &'p mut dyn Write,
}

impl Page<'_, '_> {
    /// Begins a section.
    pub(super) fn open(&mut self, title: &str) -> io::Result<()> {
        writeln!(self.out, "<section>\n<h2>{title}</h2>")
    }

    /// Writes a sentence above the figures.
    pub(super) fn lead(&mut self, words: &str) -> io::Result<()> {
        writeln!(self.out, "<p class=\"lead\">{words}</p>")
    }
}

/// A section that is one chart.
pub(super) struct Figure<'f> {
    pub(super) title: &'f str,
    /// The sentence above the chart.
    pub(super) lead: Option<String>,
    /// The largest figure of the chart, written at its upper edge.
    pub(super) most: &'f str,
    pub(super) chart: Chart,
    pub(super) axis: Axis,
}

impl Page<'_, '_> {
    /// Writes a section that is one chart; with `in_full`, all figures of that section can be opened below.
    pub(super) fn figure(
        &mut self,
        figure: Figure<'_>,
        in_full: Option<&Section<'_>>,
    ) -> io::Result<()> {
        let Figure { title, lead, most, chart, axis } = figure;
        writeln!(self.out, "<section>\n<h2>{title}</h2>\n<figure>")?;
        if let Some(lead) = lead {
            self.lead(&lead)?;
        }
        self.chart(most, chart, &axis)?;
        self.close(in_full)
    }

    /// Writes a chart below its largest figure, and ends the `figure` element.
    pub(super) fn chart(&mut self, most: &str, chart: Chart, axis: &Axis) -> io::Result<()> {
        writeln!(self.out, "<div class=\"most\">{}</div>\n{}", escape(most), chart.finish())?;
        axis.write(self.out)?;
        writeln!(self.out, "</figure>")
    }
}

/// The words under a chart, escaped already.
pub(super) enum Axis {
    /// Spread from the left end to the right one.
    Spread(Vec<String>),
    /// One in the middle under each bar.
    Each(Vec<String>),
    /// The lower edge of each bar at its left end.
    Edges(Vec<String>),
    /// Five instants at the ends and the quarters.
    Quarters(Vec<String>),
    /// Five instants with their dates, which need more room.
    DatedQuarters(Vec<String>),
}

impl Axis {
    /// The hours of a day below their bars; each third hour has a label.
    pub(super) fn hours(count: usize) -> Self {
        let label = |hour: usize| match hour.is_multiple_of(3) {
            true => hour.to_string(),
            false => String::new(),
        };
        Self::Each((0..count).map(label).collect())
    }

    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let (class, labels) = match self {
            Self::Spread(labels) => ("axis", labels),
            Self::Each(labels) => ("axis each", labels),
            Self::Edges(labels) => ("axis each edges", labels),
            Self::Quarters(labels) => ("axis quarters", labels),
            Self::DatedQuarters(labels) => ("axis quarters dated", labels),
        };
        write!(out, "<div class=\"{class}\">")?;
        for label in labels {
            write!(out, "<span>{label}</span> ")?;
        }
        writeln!(out, "</div>")
    }
}
