//! `explain`: what the lines that meet a condition have in common. `columns`: what is in a log.
//! Both count the texts of every column.

use streamstats::analysis::ContrastColumn;
use streamstats::error::{Error, Result};
use streamstats::extract::Condition;
use streamstats::source::Input;
use streamstats::time::Zone;

use super::contrasted::{FirstLines, planned};
use super::count;
use super::next_steps::next_steps;
use crate::cli::args::{CountArgs, ExplainArgs};
use crate::cli::config::Config;
use crate::cli::contrast::Question;
use crate::cli::environment::Environment;
use crate::cli::exit::ExitStatus;
use crate::cli::first_lines;
use crate::cli::parsed::Parsed;
use crate::cli::printing::print_shown;

/// Counts, and prints the makeup of the lines that meet the condition.
pub(super) fn run(args: &ExplainArgs, parsed: &Parsed, environment: &Environment) -> ExitStatus {
    let question = Question::Explain(args.condition.clone());
    let condition = Condition::parse("explain", &args.condition, &Zone::utc());
    let config = condition.and_then(|condition| {
        // The makeup leaves out the column of the condition: its answer is known.
        let own = [condition.column().to_owned()];
        with_columns(parsed, environment, question, |_, _| (), |lines, _| lines.makeup(&own))
    });
    count::run_config(config, parsed, environment)
}

/// Counts, and prints what is in the columns.
pub(super) fn columns(parsed: &Parsed, environment: &Environment) -> ExitStatus {
    let timed = |lines: &FirstLines, args: &mut CountArgs| args.time.time |= lines.has_time();
    let all = |lines: &FirstLines, _: &CountArgs| lines.all();
    let config = with_columns(parsed, environment, Question::Columns, timed, all);
    let is_text = |config: &&Config| config.output.name == "text" && config.write.is_none();
    let steps = config.as_ref().ok().filter(is_text);
    let steps =
        steps.map(|config| next_steps(config, &config.run.extract.contrasted, config.style.width));
    let status = count::run_config(config, parsed, environment);
    match (status, steps) {
        (ExitStatus::Success, Some(steps)) if !steps.is_empty() => {
            print_shown(&format!("\nnext\n{steps}"))
        }
        (status, _) => status,
    }
}

/// Whether an input is a file without a byte, or a pipe that ends without one.
fn is_empty(input: &Input) -> bool {
    first_lines::beginning(input, 1).is_ok_and(|bytes| bytes.is_empty())
}

fn with_columns(
    parsed: &Parsed,
    environment: &Environment,
    question: Question,
    adapt: impl Fn(&FirstLines, &mut CountArgs),
    columns: impl Fn(&FirstLines, &CountArgs) -> Vec<ContrastColumn>,
) -> Result<Config> {
    let config = planned(parsed, environment, question, adapt, columns)?;
    match config.run.keep.contrasted.is_empty() {
        false => Ok(config),
        // An empty log has no columns; that nothing was counted is its exit status.
        true if config.run.inputs.iter().all(is_empty) => Ok(config),
        true => Err(Error::Usage(
            "the first file names no columns; -P, -p or -f says how its lines are taken apart"
                .to_owned(),
        )),
    }
}
