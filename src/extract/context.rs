//! What holds for one source and is settled by its first lines: its plan, and how its times are read.

use std::sync::Arc;

use super::detect::{Detection, detect, nearest};
use super::plan::{ExtractionPlan, SourceFormat};
use super::stamp::SourceTime;
use crate::error::{Error, Result};
use crate::format::{ColumnKind, Format, Syntax};

/// Which preset takes lines apart.
#[derive(Debug, Clone, Copy)]
pub enum PresetChoice {
    /// This preset; the format of lines wrapped in its lines is detected.
    Named(&'static Format),
    /// The first preset, and the second for the lines wrapped in its lines.
    Wrapped(&'static Format, &'static Format),
    /// The preset that the first lines of a source fit.
    Auto,
}

/// How the lines of one source are read.
#[derive(Debug, Clone, Default)]
pub struct SourceContext {
    /// How its times are read, if the run reads times.
    pub time: Option<SourceTime>,
    /// The name of the source, as it was given.
    pub(super) name: String,
    /// The plan, or `None` if a source of a preset has no lines to compile it from.
    pub(super) plan: Option<Arc<ExtractionPlan>>,
    /// Whether the format was detected and not named by the user.
    pub is_detected: bool,
}

impl SourceContext {
    fn format(&self) -> Option<&SourceFormat> {
        self.plan.as_ref()?.format.as_ref()
    }

    /// The name of the format, with the name of the format wrapped in it: `cri/combined`.
    pub fn preset(&self) -> Option<String> {
        let format = self.format()?;
        let inner = format.inner.map(|inner| format!("/{}", inner.name));
        Some(format!("{}{}", format.preset.name, inner.unwrap_or_default()))
    }

    /// The kind of the column `name`, if the format has it.
    pub(super) fn kind(&self, name: &str) -> Option<ColumnKind> {
        let format = self.format()?;
        let presets = [format.inner, Some(format.preset)].into_iter().flatten();
        let mut columns = presets.flat_map(|preset| &preset.columns);
        columns.find(|column| column.name == name).map(|column| column.kind)
    }

    /// Whether lines anywhere in the source name its columns, so that its blocks must be read in order.
    pub fn follows_headers(&self) -> bool {
        self.plan.as_ref().is_some_and(|plan| plan.follows_headers())
    }

    /// The first line, if it names the columns.
    pub(super) fn header_line(&self) -> Option<&[u8]> {
        self.format()?.header.as_deref()
    }
}

/// What stands between the fields of csv or tsv.
fn separator(preset: &Format) -> &'static str {
    if preset.syntax == Syntax::Tsv { "\t" } else { "," }
}

fn has_header_line(preset: &Format) -> bool {
    matches!(&preset.syntax, Syntax::Csv | Syntax::Tsv)
}

/// The plans compiled so far: most sources of a run have one format.
#[derive(Debug, Clone, Default)]
pub struct PlanCache {
    known: Vec<(PlanKey, Arc<ExtractionPlan>)>,
}

/// Outer and inner preset by name, and the header line.
type PlanKey = (&'static str, Option<&'static str>, Option<Vec<u8>>);

/// The columns that a plan is compiled for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) by: &'a [String],
    pub(super) others: &'a [String],
    pub(super) times: bool,
    /// The user's own formats.
    pub(super) own: &'static [&'static Format],
}

impl PlanCache {
    /// The plan of `choice` for a source that begins with `lines`; `None` if it takes a line to choose or
    /// compile the plan and there is none.
    pub(super) fn choose(
        &mut self,
        choice: PresetChoice,
        lines: &[&[u8]],
        asked: Asked<'_>,
    ) -> Result<Option<Arc<ExtractionPlan>>> {
        let preset = match choice {
            PresetChoice::Named(preset) => preset,
            PresetChoice::Wrapped(preset, inner) => {
                return self.compile(preset, Some(inner), lines, asked).map(Some);
            }
            PresetChoice::Auto => {
                let is_blank = || lines.iter().all(|line| line.trim_ascii().is_empty());
                return match self.detect(lines, asked) {
                    Some(plan) => plan.map(Some),
                    None if is_blank() => Ok(None),
                    None => Err(nothing_fits(lines)),
                };
            }
        };
        if has_header_line(preset) && preset.fields.is_empty() && lines.is_empty() {
            return Ok(None);
        }
        let wrapped = preset.wraps.as_ref().and_then(|_| detect(lines, asked.own));
        let wrapped = wrapped.filter(|detection| detection.preset.name == preset.name);
        self.compile(preset, wrapped.and_then(|detection| detection.inner), lines, asked).map(Some)
    }

    /// The plan of the format that `lines` fit; `None` if they fit none.
    pub(super) fn detect(
        &mut self,
        lines: &[&[u8]],
        asked: Asked<'_>,
    ) -> Option<Result<Arc<ExtractionPlan>>> {
        let Detection { preset, inner, .. } = detect(lines, asked.own)?;
        Some(self.compile(preset, inner, lines, asked))
    }

    /// The plan of lines of `preset`, in which lines of `inner` are wrapped; compiled once.
    pub(super) fn compile(
        &mut self,
        preset: &'static Format,
        inner: Option<&'static Format>,
        lines: &[&[u8]],
        asked: Asked<'_>,
    ) -> Result<Arc<ExtractionPlan>> {
        let header = match &preset.fields[..] {
            [] => lines.first().filter(|_| has_header_line(preset)).map(|line| line.to_vec()),
            // A line that no source has: the format names the fields.
            names => has_header_line(preset).then(|| names.join(separator(preset)).into_bytes()),
        };
        let key = (preset.name.as_str(), inner.map(|inner| inner.name.as_str()), header);
        if let Some((_, plan)) = self.known.iter().find(|(known, _)| *known == key) {
            return Ok(Arc::clone(plan));
        }
        let Asked { by, others, times, .. } = asked;
        let format = SourceFormat { preset, inner, header: key.2.clone() };
        let plan = Arc::new(ExtractionPlan::of_preset(format, by, others, times)?);
        self.known.push((key, Arc::clone(&plan)));
        Ok(plan)
    }
}

/// The error of `-P auto` on lines of no format.
fn nothing_fits(lines: &[&[u8]]) -> Error {
    Error::Usage(match nearest(lines) {
        Some(nearest) => format!(
            "-P auto: no known format fits the first lines; nearest is {}, but line {} stops \
             fitting at byte {}, where {} is expected; -p takes any lines apart by a pattern",
            nearest.preset.name,
            nearest.line + 1,
            nearest.stop.at + 1,
            nearest.stop.expected,
        ),
        None => {
            "-P auto: no known format fits the first lines, nor is one near; -p takes any lines \
                 apart by a pattern"
                .to_owned()
        }
    })
}
