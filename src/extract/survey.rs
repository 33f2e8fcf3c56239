//! What the first lines of a source settle: its plan, and how its times are read.

use super::context::{PlanCache, SourceContext};
use super::extractor::Extractor;
use super::options::{PresetChoice, Split};
use crate::error::Result;
use crate::time::Timestamp;

impl Extractor {
    /// How the lines of the source `name` are read that begins with `lines` and was last written at
    /// `written`. `plans` are the plans compiled so far.
    ///
    /// # Errors
    /// The lines fit no known format, or their format lacks a column that is asked for.
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
        context.has_own_weekday = self.has_own_weekday(context.plan.as_deref(), lines);
        self.set_compared_kinds(&context, lines);
        Ok(context)
    }
}
