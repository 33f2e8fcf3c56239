//! The runs of `explain`, `inspect` and `columns`, which count columns that the first lines have.

use crate::analysis::ContrastColumn;
use crate::error::Result;
use crate::extract::SOURCE;

use super::log_shape::LogShape;
use crate::cli::args::CountArgs;
use crate::cli::config::Config;
use crate::cli::contrast::{ContrastPlan, Question};
use crate::cli::environment::Environment;
use crate::cli::parsed::Parsed;
use crate::cli::resolve::{inputs_of, resolve};

/// A run that answers `question`; `adapt` gives further defaults of counting, and `columns` the columns
/// that are counted. Errors: options that do not fit each other, or a file that cannot be read.
pub(super) fn planned(
    parsed: &Parsed,
    environment: &Environment,
    question: Question,
    adapt: impl Fn(&LogShape, &mut CountArgs),
    columns: impl Fn(&LogShape, &CountArgs) -> Vec<ContrastColumn>,
) -> Result<Config> {
    let mut inputs = inputs_of(&parsed.args.files);
    let shape = LogShape::read(&parsed.args, &mut inputs, parsed.formats)?;
    let mut args = parsed.args.clone();
    adapt(&shape, &mut args);
    if args.value.by.is_empty() && !shape.has_no_columns() {
        match question {
            // Every line has a source: no line is left out.
            Question::Columns => args.value.by.push(SOURCE.to_owned()),
            _ => args.value.by.extend(shape.value()),
        }
    }
    let plan = ContrastPlan { question, columns: columns(&shape, &args) };
    let mut options = parsed.options.clone();
    if !options.is_empty() {
        carry_defaults(&args, &mut options);
        plan.carry(&mut options);
    }
    let mut config = resolve(&parsed.with(args, Some(plan), options), environment)?;
    config.run.inputs = inputs;
    shape.apply(&mut config.run.extract);
    Ok(config)
}

/// Adds the options that were set from the first lines to the options that a state carries.
fn carry_defaults(args: &CountArgs, options: &mut crate::state::Options) {
    if args.time.time {
        options.insert("time".to_owned(), Vec::new());
    }
    let one = |text: &Option<String>| text.iter().cloned().collect::<Vec<_>>();
    let filled = [
        ("by", args.value.by.clone()),
        ("ratio", one(&args.value.ratio)),
        ("distinct", one(&args.value.distinct)),
    ];
    for (name, texts) in filled.into_iter().filter(|(_, texts)| !texts.is_empty()) {
        options.insert(name.to_owned(), texts);
    }
}
