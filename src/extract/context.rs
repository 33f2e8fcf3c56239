//! What holds for one source and is settled by its first lines: its plan, and how its times are read.

use std::sync::Arc;

use super::cut_stamp::with_whole_stamps;
use super::detect::{Detection, WRAPPED_LINES, detect, nearest, wrapped};
use super::options::PresetChoice;
use super::plan::{Asked, ExtractionPlan, Layers, OwnValue, SourceFormat};
use super::records::RecordRule;
use super::splitter::Splitter;
use super::stamp::SourceTime;
use crate::error::{Error, Result};
use crate::format::{ColumnKind, Format, Syntax};

/// The column of formats whose stamps count from a start, that of the machine or of the program.
const UPTIME: &str = "uptime";

/// How the lines of one source are read.
#[derive(Debug, Clone, Default)]
pub(crate) struct SourceContext {
    /// How its times are read, if the run reads times.
    pub(crate) time: Option<SourceTime>,
    /// The name of the source, as it was given.
    pub(super) name: String,
    /// The plan, or `None` if a source of a preset has no lines to compile it from.
    pub(super) plan: Option<Arc<ExtractionPlan>>,
    /// Whether the format was detected and not named by the user.
    pub(crate) is_detected: bool,
    /// Whether the column `weekday` is one of the lines, not made from their time.
    pub(crate) has_own_weekday: bool,
    /// What is said of a detected format: its own note, another column counted in place of its own,
    /// a second format.
    pub(crate) notes: Vec<String>,
}

impl SourceContext {
    fn format(&self) -> Option<&SourceFormat> {
        self.plan.as_ref()?.format.as_ref()
    }

    /// The name of the format, with the name of the format wrapped in it: `cri/combined`; several formats
    /// in one wrapper have a plus between: `compose/combined+zap`.
    pub(crate) fn format_name(&self) -> Option<String> {
        let format = self.format()?;
        let names: Vec<&str> = format.layers.iter().map(|format| format.name.as_str()).collect();
        Some(match &names[..] {
            [outer, inners @ ..] if format.has_alternatives => {
                format!("{outer}/{}", inners.join("+"))
            }
            names => names.join("/"),
        })
    }

    /// The kind of the column `name`, if the format has it.
    pub(super) fn kind(&self, name: &str) -> Option<ColumnKind> {
        let formats = self.format()?.layers.iter().rev();
        let mut columns = formats.flat_map(|format| &format.columns);
        columns.find(|column| column.name == name).map(|column| column.kind)
    }

    /// Whether lines anywhere in the source name its fields. Its blocks must then be read in order.
    pub(crate) fn follows_headers(&self) -> bool {
        self.plan.as_ref().is_some_and(|plan| plan.follows_headers())
    }

    /// Whether the blocks of the source must be read in order.
    pub(crate) fn needs_order(&self) -> bool {
        self.follows_headers() || self.records().is_some()
    }

    /// The rule that joins lines to records; `None` if each line is a record.
    pub(crate) fn records(&self) -> Option<&RecordRule> {
        self.plan.as_ref()?.records.as_ref()
    }

    /// The line that names the fields of csv or tsv, or one made of the names in the format. It is
    /// no record.
    pub(super) fn header_line(&self) -> Option<&[u8]> {
        self.format()?.header.as_deref()
    }
}

/// Whether the first line of a source names the fields.
fn needs_header(format: &Format) -> bool {
    matches!(format.syntax, Syntax::Csv | Syntax::Tsv) && format.fields.is_empty()
}

/// The plans compiled so far, all for one [`Asked`]: they are found by their format alone. Most
/// sources of a run have one format.
#[derive(Debug, Clone, Default)]
pub(crate) struct PlanCache {
    known: Vec<Arc<ExtractionPlan>>,
}

impl PlanCache {
    /// The plan for a source that begins with `lines`, by `choice`. `None` if it depends on the
    /// lines and there are none, or for `Auto` only blank ones. Errors: no format fits the lines,
    /// or it lacks a column that is asked for.
    pub(super) fn choose(
        &mut self,
        choice: PresetChoice,
        lines: &[&[u8]],
        asked: Asked<'_>,
    ) -> Result<Option<Arc<ExtractionPlan>>> {
        if let PresetChoice::Auto = choice {
            let is_blank = || lines.iter().all(|line| line.trim_ascii().is_empty());
            return match self.detect(lines, asked) {
                Some(plan) => plan.map(Some),
                None if is_blank() => Ok(None),
                None => Err(nothing_fits(lines)),
            };
        }
        let Some(layers) = layers(choice, lines, asked.own) else { return Ok(None) };
        let lines = &*layers.records(lines);
        let plan = self.compile(SourceFormat::new(&layers, lines, asked.delimiter), asked)?;
        self.with_sought_time(plan, lines, asked).map(Some)
    }

    /// The plan of the format that `lines` fit; `None` if they fit none.
    pub(super) fn detect(
        &mut self,
        lines: &[&[u8]],
        asked: Asked<'_>,
    ) -> Option<Result<Arc<ExtractionPlan>>> {
        let layers = layers(PresetChoice::Auto, lines, asked.own)?;
        let lines = &*layers.records(lines);
        let format = SourceFormat::new(&layers, lines, asked.delimiter);
        let plan = match asked.by {
            [] => self.with_filled_value(format, lines, asked),
            _ => self.compile(format, asked),
        };
        Some(plan.and_then(|plan| self.with_sought_time(plan, lines, asked)))
    }

    /// The plan that counts the format's own column, if at least half of `lines` have it; else the
    /// message, if at least half have one; else the rest of each line after its stamp.
    fn with_filled_value(
        &mut self,
        format: SourceFormat,
        lines: &[&[u8]],
        asked: Asked<'_>,
    ) -> Result<Arc<ExtractionPlan>> {
        let own = self.compile(format.clone(), asked);
        if own.as_ref().is_ok_and(|plan| plan.fills_half(lines)) {
            return own;
        }
        for value in [OwnValue::Message, OwnValue::Rest] {
            let format = SourceFormat { value, ..format.clone() };
            // An unknown column among the others fails all, and `own` has the error.
            let Ok(plan) = self.compile(format, asked) else { continue };
            let is_filled = || plan.is_mostly_own(lines) && plan.fills_half(lines);
            if value == OwnValue::Rest || is_filled() {
                return Ok(plan);
            }
        }
        own
    }

    /// `plan`, or, if no line has the format's time column, a plan that seeks the time anywhere in
    /// the line. A format with the column [`UPTIME`] keeps its plan: a date in a message is not the
    /// time of the line.
    fn with_sought_time(
        &mut self,
        plan: Arc<ExtractionPlan>,
        lines: &[&[u8]],
        asked: Asked<'_>,
    ) -> Result<Arc<ExtractionPlan>> {
        let may_be_sought = asked.times && asked.time.is_none();
        if !may_be_sought || plan.time.is_none() || plan.has_some_time(lines) {
            return Ok(plan);
        }
        let Some(format) = plan.format.clone() else { return Ok(plan) };
        if let [only] = &format.layers[..]
            && only.columns.iter().any(|column| column.name == UPTIME)
        {
            return Ok(plan);
        }
        let format = SourceFormat { has_time: false, ..format };
        if format.value == OwnValue::Rest && asked.others.is_empty() {
            // The value is the rest of the line after its stamp, which the extractor finds.
            let rest = ExtractionPlan::of_fields(Splitter::AfterTime, 1);
            return Ok(Arc::new(ExtractionPlan { format: Some(format), ..rest }));
        }
        self.compile(format, asked)
    }

    /// The plan of lines of `format`; compiled once.
    fn compile(&mut self, format: SourceFormat, asked: Asked<'_>) -> Result<Arc<ExtractionPlan>> {
        if let Some(plan) = self.known.iter().find(|plan| plan.format.as_ref() == Some(&format)) {
            return Ok(Arc::clone(plan));
        }
        let plan = Arc::new(ExtractionPlan::of_preset(format, asked)?);
        self.known.push(Arc::clone(&plan));
        Ok(plan)
    }
}

/// The formats of a source that begins with `lines`: the format of its lines, then the formats of
/// the lines wrapped in them. `None` if a line is needed to know the format and `lines` is empty,
/// or the lines fit no format.
pub(super) fn layers(
    choice: PresetChoice,
    lines: &[&[u8]],
    own: &[&'static Format],
) -> Option<Layers> {
    let layers = layers_of_records(choice, lines, own)?;
    let documents = layers
        .formats
        .first()
        .and_then(|outer| RecordRule::lines_with_joined_documents(outer, lines));
    let Some(documents) = documents else { return Some(layers) };
    let joined: Vec<&[u8]> = documents.iter().map(Vec::as_slice).collect();
    let layers = layers_of_records(choice, &joined, own)?;
    Some(Layers { documents: Some(documents), ..layers })
}

/// As [`layers`], where each of `lines` is a whole record.
fn layers_of_records(
    choice: PresetChoice,
    lines: &[&[u8]],
    own: &[&'static Format],
) -> Option<Layers> {
    let nested = |formats| Some(Layers::nested(formats));
    match choice {
        PresetChoice::Named(format) if needs_header(format) && lines.is_empty() => None,
        PresetChoice::Named(format) => {
            // Detection is slow, and needless where no line has a wrapped line, as in most logs.
            let first = lines.get(..WRAPPED_LINES).unwrap_or(lines);
            let holds_lines = |column: &String| !wrapped(format, column, first).is_empty();
            let wraps = format.wraps.as_ref().filter(|column| holds_lines(column));
            let detected = wraps.and_then(|_| detect(lines, own));
            let detected = detected.filter(|detected| detected.preset.name == format.name);
            let alone = || nested(vec![with_whole_stamps(format, lines)]);
            detected.map(detected_layers).or_else(alone)
        }
        PresetChoice::Wrapped(format, inner) => {
            nested(vec![with_whole_stamps(format, lines), inner])
        }
        PresetChoice::Auto => detect(lines, own).map(detected_layers),
    }
}

fn detected_layers(detection: Detection) -> Layers {
    let Detection { preset, inners, has_alternatives, .. } = detection;
    Layers { has_alternatives, ..Layers::nested([vec![preset], inners].concat()) }
}

/// The error of a run that detects the format, by `-P auto` or for a column, on lines of no format.
fn nothing_fits(lines: &[&[u8]]) -> Error {
    Error::Usage(match nearest(lines) {
        Some(nearest) => format!(
            "no known format fits the first lines (-P auto tries all); nearest is {}, but line {} stops fitting \
             at byte {}, where {} is expected; -p takes any lines apart by a pattern, -f by fields",
            nearest.preset.name,
            nearest.line + 1,
            nearest.stop.at + 1,
            nearest.stop.expected,
        ),
        None => {
            "no known format fits the first lines (-P auto tries all), nor is one near; -p takes any lines \
             apart by a pattern, -f by fields"
                .to_owned()
        }
    })
}
