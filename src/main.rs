//! The streamstats program. All of it is in the library: `src/cli` reads the command line and the
//! environment, and prints.

use std::process::ExitCode;

fn main() -> ExitCode {
    streamstats::main()
}
