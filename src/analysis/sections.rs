//! The registry of sections: one row a section, in the order reports list them. Help, man page,
//! completions, the checks of `--section` and the order of the text report come from it.

use std::borrow::Cow;

use super::context::{Built, SectionContext};
use super::need::Need;
use super::{
    alert_section, changes, compared, contrast, distribution, dossier, frequencies, gaps, heat,
    histogram, input, limits, log_columns, matrix, numeric_outliers, replay_sections, rollup,
    summary, time, timeline, top_lines, values,
};
use crate::report::{Body, Section, Table};

/// Builds a section; `None` if the outcome has nothing for the section.
type Build = for<'a> fn(&SectionContext<'a>) -> Option<Built<'a>>;

/// One section that reports can have.
pub(crate) struct SectionKind {
    /// Its name in every output and for `--section`.
    pub(crate) name: &'static str,
    /// The option that the section needs.
    pub(crate) needs: Need,
    /// Its content in a few words, for help.
    about: &'static str,
    /// The names of its fields, in their order, and what asks for the fields that are not always there.
    pub(crate) fields: &'static str,
    /// Its place in the text report, ascending; `None` when text shows it only for `--section`.
    pub(super) text_place: Option<u8>,
    /// Its place where times are read, if that is another one.
    pub(super) place_with_times: Option<u8>,
    /// Its rank among the sections that outputs of one section print unasked; 0 for never.
    pub(super) main_rank: u8,
    /// Why it is absent from a report although its needs are met.
    pub(super) absence: Option<&'static str>,
    /// Whether text leaves the section out beside the answer of an analysis.
    pub(super) gives_way: bool,
    build: Build,
}

pub(crate) static SECTIONS: &[SectionKind] = &[
    SectionKind::new("input", "every line accounted for, and what was assumed", input::fields).fields("lines, bytes, matched, unmatched, untimed, out_of_range, filtered, header, late, continued, truncated_lines, skipped_bytes, sources, pattern, preset, time_format, zone, exact, interrupted")
        .in_text(80),
    SectionKind::new("alerts", "which conditions hold", alert_section::build).fields("condition, severity, held, rows, worst, figure, first")
        .needs(Need::Alerts)
        .in_text(1),
    SectionKind::new("sources", "the files read", input::sources).fields("name, lines, bytes, preset, time_format"),
    SectionKind::new("unmatched", "the first rejected lines of each reason", input::unmatched).fields("source, line, reason, text")
        .in_text(90)
        .absent_when("no line was rejected"),
    SectionKind::new("summary", "the figures over all values", summary::build).fields("count, outliers, maximum, minimum, stdev, total, mean, median, p90, p99, rule, low, high, shown, count_error; with --ratio hits, ratio")
        .needs(Need::Values)
        .in_text(70),
    SectionKind::new("values", "a row a value", values::build).fields("value, count, share, outlier, score, error; with --ratio hits, ratio, ratio_low; with --distinct distinct, distinct_error; with -k template example; with -t first, last, mean_rate, peak, peak_at, active, rate_p50, rate_p99, peak_WINDOW; with --idle sessions, longest_gap_seconds; with -m m_count, m_sum, m_mean, m_min, m_max, m_p50, m_p90, m_p99; then the columns of -k")
        .needs(Need::Values)
        .in_text(10)
        .last_with_times(75)
        .gives_way()
        .main(4),
    SectionKind::new("matrix", "a row a value, a column a text of another column", matrix::build).fields("value, total, then a field for each text of the column")
        .needs(Need::Across)
        .in_text(11)
        .last_with_times(76)
        .gives_way()
        .main(8),
    SectionKind::new(
        "time",
        "from when to when, how fast, when fastest, the longest gap",
        time::build,
    ).fields("first, last, span_seconds, bucket_seconds, mean_rate, peak, peak_at, empty_buckets, longest_gap_seconds, longest_gap_from, timeline_seconds; with --percentiles bucket_pQ")
    .needs(Need::Times),
    SectionKind::new("timeline", "the events of every bucket of the range", timeline::build).fields("start, count; with --ratio hits, ratio; with -m m_mean, m_p50, m_p99")
        .needs(Need::Times)
        .in_text(20)
        .gives_way(),
    SectionKind::new("frequencies", "how often values occur in a bucket", frequencies::build).fields("per_bucket, buckets, values, share")
        .needs(Need::Times)
        .in_text(30)
        .gives_way(),
    SectionKind::new("changes", "when the rate changed, and by how much", changes::sections::changes).fields("at, at_low, at_high, until, series, kind, before, after, factor, strength, p50_before, p50_after, p99_before, p99_after")
        .needs(Need::Changes)
        .in_text(5),
    SectionKind::new("change_values", "which values moved at a step of the rate, or had the hits at a step of the share", changes::sections::change_values).fields("at, series, value, before, after, difference, part")
        .needs(Need::Changes),
    SectionKind::new("gaps", "the silences, the longest first", gaps::build).fields("from, to, seconds")
        .needs(Need::Idle)
        .in_text(32),
    SectionKind::new("limits", "the limit for each window, and whom it meets", limits::limits).fields("window_seconds, values, p50, p90, p99, p999, maximum, limit, basis, below, above, gap, values_over, values_over_share, refused, refused_share")
        .needs(Need::Limits)
        .in_text(6),
    SectionKind::new("limit_steps", "what each round limit would refuse", limits::limit_steps).fields("window_seconds, limit, values_over, values_over_share, refused, refused_share")
        .needs(Need::Limits),
    SectionKind::new(
        "limit_config",
        "the limits as lines for nginx and HAProxy",
        limits::limit_config,
    ).fields("window_seconds, program, line")
    .needs(Need::Limits),
    SectionKind::new("replay", "what a limiter would have done", replay_sections::replay).fields("limit, events, refused, refused_share, refused_spread, delayed, delay_max_seconds, bans, values_hit, values_hit_share, first_refused")
        .needs(Need::Replay)
        .in_text(7),
    SectionKind::new(
        "replay_values",
        "whom a limiter would refuse",
        replay_sections::replay_values,
    ).fields("limit, value, count, refused, refused_share, bans, first_refused, last_refused")
    .needs(Need::Replay),
    SectionKind::new("distribution", "the figures over all numbers", distribution::build).fields("count, sum, mean, stdev, minimum, maximum, unit, below, above, error, then the percentiles")
        .needs(Need::Numbers)
        .in_text(40)
        .main(3),
    SectionKind::new("lines", "the lines with the largest numbers", top_lines::build)
        .fields("number, value, time, source, line, text")
        .needs(Need::TopLines)
        .in_text(4),
    SectionKind::new("histogram", "how many numbers lie where", histogram::build).fields("low, high, count, share")
        .needs(Need::Numbers),
    SectionKind::new("numeric_outliers", "the numbers beyond the fences", numeric_outliers::build).fields("low, high, count")
        .needs(Need::Numeric),
    SectionKind::new("columns", "the figures of each column", compared::columns).fields("column, count, missing, mean, stdev, minimum, maximum, p50, p99")
        .needs(Need::Compare)
        .in_text(50),
    SectionKind::new("correlations", "how each two numbers go together", compared::correlations).fields("x, y, count, pearson, spearman, slope, intercept")
        .needs(Need::Compare)
        .in_text(51)
        .main(2),
    SectionKind::new("contingency", "how often two texts come together", compared::contingency).fields("x, y, count")
        .needs(Need::Compare)
        .in_text(52)
        .main(1),
    SectionKind::new("association", "how strongly two texts go together", compared::association).fields("x, y, chi_square, df, cramers_v")
        .needs(Need::Compare)
        .in_text(53),
    SectionKind::new("subject", "the figures of the value", dossier::subject)
        .fields(
            "value, count, share, rank, values, first, last, span_seconds, active_seconds, mean_rate, \
             peak, peak_at, hits, ratio, distinct, exclusive, gap_p50_seconds, regularity, \
             period_seconds, period_share, on_clock",
        )
        .needs(Need::Inspect)
        .absent_when("no line has the value")
        .in_text(12),
    SectionKind::new("standing", "where the value is among all values", dossier::standing)
        .fields("figure, value, median, p90, p99, percentile, of")
        .needs(Need::Inspect)
        .in_text(14),
    SectionKind::new("makeup", "what the selected lines have in common", contrast::makeup).fields("column, item, in, out, share_in, share_out, lift, difference, marked")
        .needs(Need::Makeup)
        .in_text(16)
        .main(6),
    SectionKind::new("siblings", "the other addresses of its network", dossier::siblings)
        .fields("value, count, share, first, last")
        .needs(Need::Inspect)
        .in_text(17),
    SectionKind::new("hours", "at which hours the value comes", dossier::hours)
        .fields("hour, in, share_in, share_out")
        .needs(Need::Inspect)
        .in_text(18),
    SectionKind::new(
        "subject_lines",
        "its first lines, its last, the rarest",
        dossier::subject_lines,
    )
    .fields("number, value, time, source, line, text, which")
    .needs(Need::Inspect)
    .in_text(19),
    SectionKind::new("signs", "what stands out of the value", dossier::signs)
        .fields("sign, figure, typical, percentile")
        .needs(Need::Inspect)
        .in_text(13),
    SectionKind::new("log", "the format and the range of the log", log_columns::log).fields("preset, time_format, first, last, lines")
        .needs(Need::LogColumns)
        .in_text(21),
    SectionKind::new("log_columns", "a row a column", log_columns::log_columns).fields("column, kind, unit, filled, distinct, p50, p99, top_value, top_share")
        .needs(Need::LogColumns)
        .in_text(22)
        .main(7),
    SectionKind::new("rollup", "address blocks that are heavy as a whole", rollup::build).fields("prefix, count, residual, share, values, top_value, top_share; with --ratio hits, ratio")
        .needs(Need::Rollup)
        .in_text(8),
    SectionKind::new("heat", "the rate of each hour of the week", heat::build).fields("weekday, hour, count, seconds, rate")
        .needs(Need::Heat)
        .in_text(9),
    SectionKind::new("sides", "what each side holds", absent).fields("side, lines, matched, count, values, first, last, seconds, mean_rate, hits, ratio, m_p50, m_p90, m_p99").needs(Need::Sides).in_text(2),
    SectionKind::new("moves", "how far each value moved", absent).fields("value, before, after, share_before, share_after, rate_before, rate_after, difference, factor, factor_low, factor_high, move, q, marked, ratio_before, ratio_after, m_p50_before, m_p50_after, m_p99_before, m_p99_after, superiority")
        .needs(Need::Sides)
        .in_text(3)
        .main(5),
    SectionKind::new("total_moves", "how far all events together moved", absent).fields("before, after, share_before, share_after, rate_before, rate_after, difference, factor, factor_low, factor_high, move, q, marked, ratio_before, ratio_after, m_p50_before, m_p50_after, m_p99_before, m_p99_after, superiority, superiority_q")
        .needs(Need::Sides),
];

/// Builds nothing: the section compares two sides, and the report of one run has one side.
fn absent<'a>(_: &SectionContext<'a>) -> Option<Built<'a>> {
    None
}

pub(super) fn section_kind(name: &str) -> Option<&'static SectionKind> {
    SECTIONS.iter().find(|kind| kind.name == name)
}

impl SectionKind {
    /// The section's content in a few words, and the flag that asks for it.
    pub(crate) fn description(&self) -> String {
        let Self { about, needs, .. } = self;
        needs.flag().map_or_else(|| (*about).to_owned(), |flag| format!("with {flag}: {about}"))
    }

    /// The section of a run; `None` if the outcome has nothing for the section.
    pub(super) fn section<'a>(&self, context: &SectionContext<'a>) -> Option<Section<'a>> {
        (self.build)(context).map(|built| self.of(built))
    }

    /// The section that holds `built`.
    pub(super) fn of<'a>(&self, built: Built<'a>) -> Section<'a> {
        let body = match built {
            Built::Rows(rows) => {
                let always = self.fields.split("; ").next().unwrap_or_default();
                let columns = always.split(", ").map(Cow::Borrowed).collect();
                Body::Table(Table { columns, rows: Box::new(rows) })
            }
            Built::Table(table) => Body::Table(table),
            Built::Fields(fields) => Body::Fields(fields),
        };
        Section { name: self.name, text_place: self.text_place, body }
    }

    const fn new(name: &'static str, about: &'static str, build: Build) -> Self {
        let (needs, text_place, main_rank, absence) = (Need::Nothing, None, 0, None);
        Self {
            name,
            needs,
            about,
            fields: "",
            text_place,
            place_with_times: None,
            main_rank,
            absence,
            gives_way: false,
            build,
        }
    }

    const fn fields(self, fields: &'static str) -> Self {
        Self { fields, ..self }
    }

    const fn needs(self, needs: Need) -> Self {
        Self { needs, ..self }
    }

    const fn in_text(self, place: u8) -> Self {
        Self { text_place: Some(place), ..self }
    }

    const fn last_with_times(self, place: u8) -> Self {
        Self { place_with_times: Some(place), ..self }
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
                assert!(!kind.fields.is_empty(), "{}", kind.name);
                assert_ne!(kind.name, other.name);
                assert!(kind.text_place.is_none() || kind.text_place != other.text_place);
                assert!(kind.main_rank == 0 || kind.main_rank != other.main_rank);
            }
        }
    }
}
