//! What can be done, one file a command. The commands stand on top of the other modules of the
//! command line, and no other module knows a command.

mod contrasted;
mod count;
mod diff;
mod explain;
mod explore;
mod explore_facts;
mod explore_reading;
mod explore_screen;
#[cfg(test)]
mod explore_tests;
mod follow;
mod follow_printer;
mod help;
mod inspect;
mod log_shape;
mod merge;
mod preset;
mod preset_check;

use crate::pipeline::Bounds;

use super::args::{RunArgs, Subcommand};
use super::environment::Environment;
use super::exit::ExitStatus;
use super::parsed::Parsed;
use super::printing::report_failure;
use super::resolve::output_of;
use super::{generate, message, write_target};

/// Does what the command line says.
pub(crate) fn run(parsed: &Parsed, environment: &Environment) -> ExitStatus {
    if let Some(artifact) = parsed.generate {
        return generate::print(artifact);
    }
    if let Err(error) = write_target::check(parsed) {
        let problem = message::with_origin(&error, parsed.origin.as_deref());
        let output = match &parsed.command {
            Some(Subcommand::Merge(args)) => &args.output,
            _ => &parsed.args.output,
        };
        return report_failure(output_of(output), &problem);
    }
    limit_sorting(&parsed.args.run, environment);
    match &parsed.command {
        Some(Subcommand::Preset { action }) => preset::run(action, environment),
        Some(Subcommand::Merge(args)) => merge::run(args, environment),
        Some(Subcommand::Explain(args)) => explain::run(args, parsed, environment),
        Some(Subcommand::Inspect(args)) => {
            count::run_config(inspect::inspected(args, parsed, environment), parsed, environment)
        }
        Some(Subcommand::Columns(_)) => explain::columns(parsed, environment),
        Some(Subcommand::Diff(args)) => diff::run(args, parsed, environment),
        Some(Subcommand::Help { word }) => help::run(word.as_deref(), environment),
        None => count::run(parsed, environment),
    }
}

/// Values are sorted by as many threads as count.
fn limit_sorting(run: &RunArgs, environment: &Environment) {
    let max_memory = environment.memory(run.max_memory);
    let bounds = Bounds { max_values: run.max_values, max_memory };
    let threads = bounds.threads(run.threads.map_or(environment.cores, usize::from));
    // Rayon starts a thread a core by itself, once something is sorted.
    if threads != environment.cores {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        // Where the system refuses a thread, rayon sorts by as many as it can start.
        drop(pool.build_global());
    }
}
