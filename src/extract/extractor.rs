//! The extractor: what is extracted from every line of a run, compiled once and shared by all workers.

use super::context::{PlanCache, SourceContext};
use super::derived::clock::TimeColumn;
use super::derived::{is_made, network};
use super::fields::FieldSplitter;
use super::filter::Filter;
use super::options::{ExtractOptions, PresetChoice, Split};
use super::plan::{Asked, ExtractionPlan, never_there};
use super::replacement::Replacements;
use super::requested::Requested;
use super::scratch::Scratch;
use super::splitter::Splitter;
use super::stamp::StampReader;
use super::w3c::Header;
use crate::error::{Error, Result};
use crate::event::{ComparedKind, Event};
use crate::format::{Format, Syntax};
use crate::schema::Schema;
use std::sync::{Arc, OnceLock};

/// Turns lines into events.
#[derive(Debug)]
pub(crate) struct Extractor {
    filter: Filter,
    /// The plan of all sources, unless it depends on the format of each.
    pub(super) plan: Option<Arc<ExtractionPlan>>,
    pub(super) requested: Requested,
    /// [`Requested::needed`], listed once.
    pub(super) needed: Vec<usize>,
    pub(super) options: ExtractOptions,
    pub(super) stamps: Option<StampReader>,
    pub(super) time_columns: Vec<(usize, &'static TimeColumn)>,
    /// Columns that are the name of the source.
    pub(super) source_columns: Vec<usize>,
    /// Columns that are the template of a message.
    pub(super) template_columns: Vec<usize>,
    replacements: Replacements,
    /// The kind of each compared column, set by the first source.
    pub(super) compared_kinds: OnceLock<Vec<ComparedKind>>,
    /// The plan compiled to check the columns: most sources have it.
    plans: PlanCache,
}

impl Extractor {
    /// Compiles `options`. Errors: a regular expression that does not compile, a column that is not there,
    /// no column that could be the value.
    pub(crate) fn new(options: &ExtractOptions) -> Result<Self> {
        let filter = Filter::new(&options.grep, &options.exclude)?;
        let replacements = Replacements::new(&options.replace)?;
        let mut options = options.clone();
        if let (Some(first), true) = (options.compare.first(), options.by.is_empty()) {
            // One of the compared columns becomes the value once their kinds are known.
            options.by.push(first.clone());
        }
        let options = &options;
        for (index, name) in options.by.iter().enumerate() {
            if options.by[..index].contains(name) {
                return Err(Error::Usage(format!("-k/--by: column {name} is named twice")));
            }
        }
        let mut requested = Requested::new(options);
        let times = options.time.is_some();
        let plan = fixed_plan(options, &mut requested)?;
        let is_alone = matches!(options.split, Split::Whole);
        let stamps =
            options.time.as_ref().map(|time| StampReader::new(time, is_alone)).transpose()?;
        let time_columns = requested.time_columns().filter(|_| times).collect();
        let source_columns = requested.source_columns().collect();
        let needed = requested.needed();
        let template_columns = requested.template_columns().collect();
        let time = requested.asked_time();
        let timed = |plan: ExtractionPlan| ExtractionPlan { time: time.or(plan.time), ..plan };
        let plan = plan.map(timed).map(Arc::new);
        let (options, compared_kinds) = (options.clone(), OnceLock::new());
        let mut extractor = Self {
            filter,
            plan,
            requested,
            needed,
            options,
            stamps,
            time_columns,
            source_columns,
            template_columns,
            replacements,
            compared_kinds,
            plans: PlanCache::default(),
        };
        extractor.plans = extractor.check_columns()?;
        Ok(extractor)
    }

    /// The plans known before a source is read.
    pub(crate) fn plans(&self) -> PlanCache {
        self.plans.clone()
    }

    /// Compiles the plan of a format that the user names, so that an unknown column is an error before
    /// anything is read.
    fn check_columns(&self) -> Result<PlanCache> {
        let mut plans = PlanCache::default();
        if let Split::Preset(choice @ PresetChoice::Named(preset)) = self.options.split
            && !preset.syntax.is_open()
            && preset.wraps.is_none()
        {
            plans.choose(choice, &[], self.asked())?;
        }
        Ok(plans)
    }

    pub(super) fn asked(&self) -> Asked<'_> {
        Asked {
            by: &self.options.by,
            others: self.requested.others(),
            times: self.stamps.is_some(),
            time: self.requested.asked_time(),
            numeric: self.options.numeric,
            own: self.options.formats,
            tables: &self.options.tables,
            delimiter: self.options.delimiter,
        }
    }

    /// The state of a worker.
    pub(crate) fn scratch(&self) -> Scratch {
        let ExtractOptions { conditions, ratio, .. } = &self.options;
        let (filter, replacements) = (self.filter.clone(), self.replacements.clone());
        Scratch::new(self.plan.as_ref(), filter, conditions, ratio.as_ref(), replacements)
    }

    /// Whether a value is looked at, and lines of it are kept.
    pub(crate) const fn has_subject(&self) -> bool {
        self.options.subject.is_some()
    }

    /// The text of an event in the column whose different texts are counted for each value.
    pub(crate) fn distinct_text<'a>(&self, event: &Event<'a>) -> Option<&'a [u8]> {
        self.options.distinct.as_ref()?;
        *event.columns.get(self.options.compare.len())?
    }

    /// How many lines with the largest numbers are kept.
    pub(crate) const fn top_lines(&self) -> usize {
        self.options.top_lines
    }

    /// Whether whole lines are counted, and nothing else.
    pub(crate) fn counts_whole_lines(&self) -> bool {
        matches!(self.options.split, Split::Whole) && !self.may_detect()
    }

    /// Whether lines that no option takes apart are taken apart by the format that the first of them fit: for
    /// their times, or for the message that a template is made of.
    fn may_detect(&self) -> bool {
        self.stamps.is_some() || !self.template_columns.is_empty()
    }

    /// Whether the first lines of a source settle something.
    pub(crate) fn needs_survey(&self) -> bool {
        self.may_detect()
            || matches!(self.options.split, Split::Preset(_))
            || !self.options.compare.is_empty()
            || !self.source_columns.is_empty()
    }

    /// Whether a source may be a JSON document, whose records are lines to the extraction.
    pub(crate) fn reads_documents(&self) -> bool {
        let is_json =
            |format: &Format| matches!(format.syntax, Syntax::Json | Syntax::JsonOrLogfmt);
        match self.options.split {
            Split::Whole => self.may_detect(),
            Split::Fields { .. } | Split::Pattern(_) => false,
            Split::Preset(PresetChoice::Auto) => true,
            Split::Preset(PresetChoice::Named(format) | PresetChoice::Wrapped(format, _)) => {
                is_json(format)
            }
        }
    }

    /// Prepares for the lines of a source.
    pub(crate) fn enter_source(&self, scratch: &mut Scratch, source: &SourceContext) {
        scratch.enter_source(source);
    }

    /// Prepares for the lines of `block`; `header` is the last line before the block that names the
    /// fields, in formats that have header lines.
    pub(crate) fn enter_block(&self, scratch: &mut Scratch, block: &[u8], header: Option<&Header>) {
        scratch.enter_block(block, header);
    }

    /// The names of the columns, their unit and weight, and a hint for each column that a format
    /// known by name does not define.
    pub(crate) fn schema(&self) -> Schema {
        let (names, requested) = (self.requested.names(), &self.requested);
        let mut schema = Schema {
            columns: names.to_vec(),
            tuple: requested.tuple().to_vec(),
            compared: names[requested.compared()].to_vec(),
            weight: self.options.weight.clone(),
            ..Schema::default()
        };
        if let Some(preset) = self.options.named_format() {
            let column = |name: &str| preset.columns.iter().find(|column| column.name == name);
            let measured = requested.name(requested.measure().unwrap_or(0));
            let unit = column(measured).and_then(|column| column.kind.unit());
            schema.unit = unit.map(str::to_owned);
            let unknown = names.iter().enumerate().filter(|(_, name)| column(name).is_none());
            let hint =
                |(index, name): (usize, &String)| (index, never_there(preset, name).to_string());
            schema.hints = unknown.map(hint).collect();
        }
        schema
    }
}

/// The plan that serves all sources; `None` for presets, whose plan depends on the format of each source. Names
/// the value in `requested`, unless the user did. Errors: a column that is not there, a regular expression that
/// does not compile.
fn fixed_plan(
    options: &ExtractOptions,
    requested: &mut Requested,
) -> Result<Option<ExtractionPlan>> {
    let times = options.time.is_some();
    match &options.split {
        Split::Whole => {
            if let Some(name) = requested.names().iter().find(|name| !is_made(name, times)) {
                return Err(Error::Usage(no_columns(name)));
            }
            let made = requested.names().len();
            let plan = match requested.names_value() {
                true => ExtractionPlan::of_fields(Splitter::Line, 0),
                false => {
                    requested.set_value("value");
                    let splitter = if times { Splitter::AfterTime } else { Splitter::Line };
                    ExtractionPlan::of_fields(splitter, 1)
                }
            };
            Ok(Some(plan.with_made(made)))
        }
        Split::Fields { list, delimiter } => {
            let splitter = FieldSplitter::new(list, delimiter, requested, times)?;
            let columns = requested.names().len();
            let plan = ExtractionPlan::of_fields(Splitter::Fields(splitter), columns);
            let blocks = requested.names().iter().enumerate();
            Ok(Some(blocks.fold(plan, |plan, (column, name)| match network(name) {
                Some((_, made)) => plan.deriving(column, &made),
                None => plan,
            })))
        }
        Split::Pattern(pattern) => {
            ExtractionPlan::of_pattern(pattern, requested, times, &options.tables).map(Some)
        }
        Split::Preset(choice) => {
            if !requested.names_value() {
                let own = match choice {
                    PresetChoice::Named(preset) => preset.value.as_deref(),
                    PresetChoice::Wrapped(preset, inner) => {
                        inner.value.as_deref().or(preset.value.as_deref())
                    }
                    PresetChoice::Auto => None,
                };
                requested.set_value(own.unwrap_or("value"));
            }
            Ok(None)
        }
    }
}

/// What to write for a column of lines that are not taken apart.
fn no_columns(name: &str) -> String {
    let field = name.strip_prefix('$').unwrap_or(name);
    let is_field = !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_digit());
    let advice = match is_field && field != "0" {
        true => format!("write -f {field} for the field between blanks"),
        false => {
            "take it apart with -f (fields), -p (a pattern with named groups) or -P (a format by \
                  its name, or auto)"
                .to_owned()
        }
    };
    format!("no column {name}: a whole line has no columns; {advice}")
}
