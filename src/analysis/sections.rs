//! The registry of sections: one row a section, in the order reports list them. Help, man page,
//! completions, the checks of `--section` and the order of the text report come from it.

use super::context::SectionContext;
use super::need::Need;
use super::{
    alert_section, changes, compared, contrast, diff, distribution, frequencies, gaps, heat,
    histogram, input, limits, log_columns, matrix, numeric_outliers, replay_sections, rollup,
    summary, time, timeline, values,
};
use crate::report::{Body, Note};

/// Builds the body of a section and appends what must be said beside it; `None` when the outcome
/// gives no reason for the section.
type Build = for<'a> fn(&SectionContext<'a>, &mut Vec<Note>) -> Option<Body<'a>>;

/// One section that reports can have.
#[derive(Debug)]
pub struct SectionKind {
    /// Its name in every output and for `--section`.
    pub name: &'static str,
    /// What must be asked for to have it.
    pub needs: Need,
    /// What it says.
    about: &'static str,
    /// Its place in the text report, ascending; `None` when text shows it only for `--section`.
    pub(super) text_place: Option<u8>,
    /// Its rank among the sections that outputs of one section print unasked; 0 for never.
    pub(super) main_rank: u8,
    /// Why it is absent from a report although its needs are met.
    pub(super) absence: Option<&'static str>,
    /// Whether text leaves the section out beside the answer of an analysis.
    pub(super) gives_way: bool,
    pub(super) build: Build,
}

/// All sections.
pub static SECTIONS: &[SectionKind] = &[
    SectionKind::new("input", "every line accounted for, and what was assumed", input::record)
        .in_text(80),
    SectionKind::new("alerts", "which conditions hold", alert_section::build)
        .needs(Need::Alerts)
        .in_text(1),
    SectionKind::new("sources", "the files read", input::sources),
    SectionKind::new("unmatched", "the first rejected lines of each reason", input::unmatched)
        .in_text(90)
        .absent_when("no line was rejected"),
    SectionKind::new("summary", "the figures over all values", summary::build)
        .needs(Need::Values)
        .in_text(70),
    SectionKind::new("values", "a row a value", values::build)
        .needs(Need::Values)
        .in_text(10)
        .gives_way()
        .main(4),
    SectionKind::new("matrix", "a row a value, a column a text of another column", matrix::build)
        .needs(Need::Across)
        .in_text(11)
        .gives_way()
        .main(8),
    SectionKind::new(
        "time",
        "from when to when, how fast, when fastest, the longest gap",
        time::build,
    )
    .needs(Need::Times),
    SectionKind::new("timeline", "the events of every bucket of the range", timeline::build)
        .needs(Need::Times)
        .in_text(20)
        .gives_way(),
    SectionKind::new("frequencies", "how often values occur in a bucket", frequencies::build)
        .needs(Need::Times)
        .in_text(30)
        .gives_way(),
    SectionKind::new("changes", "when the rate changed, and by how much", changes::changes)
        .needs(Need::Changes)
        .in_text(5),
    SectionKind::new("change_values", "which values moved at a step", changes::change_values)
        .needs(Need::Changes),
    SectionKind::new("gaps", "the silences, the longest first", gaps::build)
        .needs(Need::Idle)
        .in_text(32),
    SectionKind::new("limits", "the limit for each window, and whom it meets", limits::limits)
        .needs(Need::Limits)
        .in_text(6),
    SectionKind::new("limit_steps", "what each round limit would refuse", limits::limit_steps)
        .needs(Need::Limits),
    SectionKind::new(
        "limit_config",
        "the limits as lines for nginx and HAProxy",
        limits::limit_config,
    )
    .needs(Need::Limits),
    SectionKind::new("replay", "what a limiter would have done", replay_sections::replay)
        .needs(Need::Replay)
        .in_text(7),
    SectionKind::new(
        "replay_values",
        "whom a limiter would refuse",
        replay_sections::replay_values,
    )
    .needs(Need::Replay),
    SectionKind::new("distribution", "the figures over all numbers", distribution::build)
        .needs(Need::Numbers)
        .in_text(40)
        .main(3),
    SectionKind::new("histogram", "how many numbers lie where", histogram::build)
        .needs(Need::Numbers),
    SectionKind::new("numeric_outliers", "the numbers beyond the fences", numeric_outliers::build)
        .needs(Need::Numeric),
    SectionKind::new("columns", "the figures of each column", compared::columns)
        .needs(Need::Compare)
        .in_text(50),
    SectionKind::new("correlations", "how each two numbers go together", compared::correlations)
        .needs(Need::Compare)
        .in_text(51)
        .main(2),
    SectionKind::new("contingency", "how often two texts come together", compared::contingency)
        .needs(Need::Compare)
        .in_text(52)
        .main(1),
    SectionKind::new("association", "how strongly two texts go together", compared::association)
        .needs(Need::Compare)
        .in_text(53),
    SectionKind::new("makeup", "what the selected lines have in common", contrast::makeup)
        .needs(Need::Makeup)
        .in_text(4)
        .main(6),
    SectionKind::new("log", "the format and the range of the log", log_columns::log)
        .needs(Need::LogColumns)
        .in_text(14),
    SectionKind::new("log_columns", "a row a column", log_columns::log_columns)
        .needs(Need::LogColumns)
        .in_text(15)
        .main(7),
    SectionKind::new("rollup", "address blocks that are heavy as a whole", rollup::build)
        .needs(Need::Rollup)
        .in_text(8),
    SectionKind::new("heat", "the rate of each hour of the week", heat::build)
        .needs(Need::Heat)
        .in_text(9),
    SectionKind::new("sides", "what each side holds", diff::absent).needs(Need::Sides).in_text(2),
    SectionKind::new("moves", "how far each value moved", diff::absent)
        .needs(Need::Sides)
        .in_text(3)
        .main(5),
    SectionKind::new("total_moves", "how far all events together moved", diff::absent)
        .needs(Need::Sides),
];

/// The section `name`.
pub(super) fn section_kind(name: &str) -> Option<&'static SectionKind> {
    SECTIONS.iter().find(|kind| kind.name == name)
}

impl SectionKind {
    /// What the section says, and the flag that asks for it.
    pub fn description(&self) -> String {
        let Self { about, needs, .. } = self;
        needs.flag().map_or_else(|| (*about).to_owned(), |flag| format!("with {flag}: {about}"))
    }

    const fn new(name: &'static str, about: &'static str, build: Build) -> Self {
        let (needs, text_place, main_rank, absence) = (Need::Nothing, None, 0, None);
        Self { name, needs, about, text_place, main_rank, absence, gives_way: false, build }
    }

    const fn needs(self, needs: Need) -> Self {
        Self { needs, ..self }
    }

    const fn in_text(self, place: u8) -> Self {
        Self { text_place: Some(place), ..self }
    }

    const fn gives_way(self) -> Self {
        Self { gives_way: true, ..self }
    }

    const fn main(self, rank: u8) -> Self {
        Self { main_rank: rank, ..self }
    }

    const fn absent_when(self, absence: &'static str) -> Self {
        Self { absence: Some(absence), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::SECTIONS;

    #[test]
    fn names_places_and_ranks_are_unique() {
        for (index, kind) in SECTIONS.iter().enumerate() {
            for other in &SECTIONS[..index] {
                assert_ne!(kind.name, other.name);
                assert!(kind.text_place.is_none() || kind.text_place != other.text_place);
                assert!(kind.main_rank == 0 || kind.main_rank != other.main_rank);
            }
        }
    }
}
