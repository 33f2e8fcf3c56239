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
    match &parsed.command {
        Some(Subcommand::Preset { action }) => preset::run(action, environment),
        Some(Subcommand::Merge(args)) => merge::run(args, environment),
        Some(Subcommand::Explain(args)) => explain::run(args, parsed, environment),
        Some(Subcommand::Inspect(args)) => inspect::run(args, parsed, environment),
        Some(Subcommand::Columns(_)) => explain::columns(parsed, environment),
        Some(Subcommand::Diff(args)) => diff::run(args, parsed, environment),
        Some(Subcommand::Help { word }) => help::run(word.as_deref()),
        None => count::run(parsed, environment),
    }
}
