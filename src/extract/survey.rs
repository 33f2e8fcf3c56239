//! What the first lines of a source decide: its plan, how its times are read, what each compared column
//! is compared as, and the notes on a format that was detected.

use super::context::{PlanCache, SourceContext};
use super::detect::detect;
use super::extractor::Extractor;
use super::options::{PresetChoice, Split};
use super::plan::{ExtractionPlan, OwnValue};
use super::unread;
use crate::error::Result;
use crate::event::ComparedKind;
use crate::format::{ColumnKind, Format};
use crate::time::Timestamp;

/// The note on a kernel's log that has no dates.
const FROM_START: &str = "its times count from the start of the machine and are no dates (column uptime); \
                          dmesg -T and journalctl -k write dates";

impl Extractor {
    /// How the lines of the source `name` are read that begins with `lines` and was last written at
    /// `written`. `plans` are the plans compiled so far. Errors: the lines fit no known format, or their
    /// format lacks a column that is asked for.
    pub(crate) fn survey(
        &self,
        name: &str,
        lines: &[&[u8]],
        written: Timestamp,
        plans: &mut PlanCache,
    ) -> Result<SourceContext> {
        let plan = self.plan.clone();
        let mut context = SourceContext { plan, name: name.to_owned(), ..SourceContext::default() };
        match (&self.options.split, &self.stamps) {
            (Split::Preset(choice), _) => {
                context.plan = plans.choose(*choice, lines, self.asked())?;
                context.is_detected = matches!(choice, PresetChoice::Auto);
                context.set_notes(lines, self.options.formats);
            }
            (Split::Whole, Some(stamps)) => {
                let has_columns = !self.time_columns.is_empty()
                    || !self.source_columns.is_empty()
                    || !self.template_columns.is_empty();
                let in_brackets = (!has_columns).then(|| stamps.in_brackets(lines, written));
                context.time = in_brackets.flatten();
                if context.time.is_some() {
                    context.plan.clone_from(&stamps.bracketed);
                } else {
                    let detected = plans.detect(lines, self.asked()).and_then(Result::ok);
                    if let Some(plan) = detected.filter(|plan| plan.is_named()) {
                        context.plan = Some(plan);
                        context.is_detected = true;
                        context.set_notes(lines, self.options.formats);
                    }
                }
            }
            (Split::Whole, None) if !self.template_columns.is_empty() => {
                // A template is made of the message where the lines of a known format have one.
                let detected = plans.detect(lines, self.asked()).and_then(Result::ok);
                let has_message =
                    |plan: &ExtractionPlan| plan.is_named() && plan.has_column("message");
                if let Some(plan) = detected.filter(|plan| has_message(plan)) {
                    context.plan = Some(plan);
                    context.is_detected = true;
                    context.set_notes(lines, self.options.formats);
                }
            }
            _ => {}
        }
        let rule = context.records().cloned();
        let grouped = rule.map(|rule| rule.group(lines));
        let records: Option<Vec<&[u8]>> =
            grouped.as_ref().map(|records| records.iter().map(Vec::as_slice).collect());
        let lines = records.as_deref().unwrap_or(lines);
        if let Some(stamps) = self.stamps.as_ref().filter(|_| context.time.is_none()) {
            context.time = Some(stamps.survey(lines, context.plan.as_deref(), written));
        }
        let is_undated = context.time.as_ref().is_some_and(|time| time.first.is_none());
        if is_undated && context.kind("uptime").is_some() {
            context.notes.push(FROM_START.to_owned());
        }
        context.has_own_weekday = self.has_own_weekday(context.plan.as_deref(), lines);
        self.set_compared_kinds(&context, lines);
        Ok(context)
    }
}

/// How many of the first lines are looked at for a second format.
const NOTED_LINES: usize = 200;
/// A second format is noted if at least one line in this many does not fit the first format.
const NOTED_SHARE: usize = 50;

impl SourceContext {
    /// Sets the notes of a source that begins with `lines`, if its format was detected. `own` are
    /// the user's formats.
    fn set_notes(&mut self, lines: &[&[u8]], own: &[&'static Format]) {
        let Some(plan) = self.plan.as_ref().filter(|_| self.is_detected) else { return };
        let Some(format) = &plan.format else { return };
        let mut notes: Vec<String> =
            format.layers.iter().filter_map(|format| format.note.clone()).collect();
        if let Some(column) = format.own_value() {
            let counted = match format.value {
                OwnValue::Column => None,
                OwnValue::Message => Some("the message"),
                OwnValue::Rest => Some("what follows the time"),
            };
            notes.extend(counted.filter(|_| column != "message" || format.value != OwnValue::Message).map(
                |counted| {
                    format!("fewer than half of the first lines have the column {column}; counted is {counted}")
                },
            ));
        }
        notes.extend(unread::note(&format.layers, lines));
        notes.extend(second_format(
            &plan.misfits(lines.get(..NOTED_LINES).unwrap_or(lines)),
            lines.len(),
            own,
        ));
        self.notes = notes;
    }
}

/// The note on a second format, which fits the lines that do not fit the format of the source.
fn second_format(misfits: &[&[u8]], lines: usize, own: &[&'static Format]) -> Option<String> {
    if misfits.len() < 2 || misfits.len() * NOTED_SHARE < lines.min(NOTED_LINES) {
        return None;
    }
    let found = detect(misfits, own)?;
    let is_known = !found.preset.is_last_resort() && found.fits >= 2;
    is_known.then(|| {
        let (fits, name) = (found.fits, &found.preset.name);
        format!(
            "{fits} of the first lines are unmatched and look like {name}: -P {name} counts them"
        )
    })
}

impl Extractor {
    /// The kind of each compared column: from the command line, else from the format of the first
    /// source, else text if the name is that of a code column; the lines decide the kind of any other
    /// column. Empty before the first source.
    pub(crate) fn compared_kinds(&self) -> &[ComparedKind] {
        self.compared_kinds.get().map_or(&[], Vec::as_slice)
    }

    /// Sets the kinds by the format of the first source.
    fn set_compared_kinds(&self, context: &SourceContext, lines: &[&[u8]]) {
        if self.requested.compared().is_empty() || lines.is_empty() {
            return;
        }
        let kind = |column: usize| {
            use ColumnKind::{Address, Status, Text, Time};
            let name = self.requested.name(column);
            let said = self.options.compare_as.iter().find(|(column, _)| column == name);
            match (said, context.kind(name)) {
                (Some((_, kind)), _) => *kind,
                (None, Some(Text | Status | Address | Time)) => ComparedKind::Text,
                (None, Some(_)) => ComparedKind::Number,
                (None, None) if is_code(name) => ComparedKind::Text,
                (None, None) => ComparedKind::DecidedByLines,
            }
        };
        self.compared_kinds.get_or_init(|| self.requested.compared().map(kind).collect());
    }
}

/// Columns that are texts even where they hold numbers: a number in a code column names something,
/// and a mean of the numbers of a code column has no meaning.
const CODE_COLUMNS: [&str; 8] =
    ["status", "status_code", "code", "method", "hour", "port", "pid", "exit_code"];

/// Whether the last part of the name of a column is in [`CODE_COLUMNS`].
fn is_code(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    CODE_COLUMNS.iter().any(|code| last.eq_ignore_ascii_case(code))
}
