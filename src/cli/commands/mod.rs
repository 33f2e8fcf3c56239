//! What can be done, one file a command. The commands stand on top of the other modules of the
//! command line, and no other module knows a command.

mod contrasted;
mod count;
mod diff;
mod explain;
mod explore;
mod explore_dossier;
mod explore_facts;
mod explore_reading;
mod explore_screen;
#[cfg(test)]
mod explore_tests;
mod follow;
mod follow_printer;
mod follow_run;
mod help;
mod inspect;
mod merge;
mod next_steps;
mod preset;
mod preset_check;
mod preset_samples;

use super::args::Subcommand;
use super::environment::Environment;
use super::exit::ExitStatus;
use super::generate;
use super::parsed::Parsed;

/// Does what the command line says.
pub(crate) fn run(parsed: &Parsed, environment: &Environment) -> ExitStatus {
    if let Some(artifact) = parsed.generate {
        return generate::print(artifact);
    }
    limit_sorting(parsed.args.run.threads);
    match &parsed.command {
        Some(Subcommand::Preset { action }) => preset::run(action, environment),
        Some(Subcommand::Merge(args)) => merge::run(args, environment),
        Some(Subcommand::Explain(args)) => explain::run(args, parsed, environment),
        Some(Subcommand::Inspect(args)) => {
            count::run_config(inspect::inspected(args, parsed, environment), parsed, environment)
        }
        Some(Subcommand::Columns(_)) => explain::columns(parsed, environment),
        Some(Subcommand::Diff(args)) => diff::run(args, parsed, environment),
        Some(Subcommand::Help { word }) => help::run(word.as_deref()),
        None => count::run(parsed, environment),
    }
}

/// Values are sorted by as many threads as `-j` names, and without `-j` by one a core.
fn limit_sorting(threads: Option<u16>) {
    if let Some(threads) = threads {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.into());
        // Where the system refuses a thread, rayon sorts by as many as it can start.
        drop(pool.build_global());
    }
}
