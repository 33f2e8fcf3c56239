//! Makes the logs that the benchmarks, the race and the fixtures are run on: invented,
//! seeded, the same bytes on every machine.
//!
//!     cargo run --release --example corpus -- access --lines 5000000 > access.log

mod access;
mod kinds;
mod random;
mod text;
mod values;
mod write;

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use kinds::{Kind, Settings};

const USAGE: &str = "\
usage: corpus KIND [--lines N] [--seed S] [--distinct D] [--rate R]

  access   combined log lines with the request time, a client that floods for 30 s
  json     the same requests as JSON lines
  tokens   one word a line, Zipf
  bytes    hostile bytes: broken UTF-8, escape sequences, bidi controls, quotes, CR
  unique   15 bytes a line that never come again
  stamped  a time and 15 bytes, each of --distinct values as often as the others
  twelve   42 lines: twelve addresses with the counts 1 1 4 4 1 1 5 4 11 6 3 1

  --lines N     lines to write (default 100000)
  --seed S      another seed gives other bytes (default 1)
  --distinct D  distinct clients, words or values
  --rate R      lines a second of access, json and stamped (default 1000)
";

fn main() -> ExitCode {
    let (kind, settings) = match arguments(std::env::args().skip(1)) {
        Ok(parsed) => parsed,
        Err(message) => {
            // Nothing is left to be done when standard error is gone too.
            let _ = write!(io::stderr(), "corpus: {message}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match write::write(kind, &settings, &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        // `corpus ... | head` is how one looks at a kind.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "corpus: cannot write: {error}");
            ExitCode::from(2)
        }
    }
}

fn arguments(mut arguments: impl Iterator<Item = String>) -> Result<(Kind, Settings), String> {
    let name = arguments.next().ok_or("a KIND is needed")?;
    let kind = Kind::from_name(&name).ok_or_else(|| format!("there is no kind {name:?}"))?;
    let mut settings = Settings::new(kind);
    while let Some(flag) = arguments.next() {
        let text = arguments.next().ok_or_else(|| format!("{flag} needs a number"))?;
        let number = text
            .parse::<u64>()
            .map_err(|_| format!("{flag} needs a whole number, not {text:?}"))?;
        match flag.as_str() {
            "--lines" => settings.lines = number,
            "--seed" => settings.seed = number,
            "--distinct" => settings.distinct = distinct(number),
            "--rate" => settings.rate = number.clamp(1, 1_000_000),
            _ => return Err(format!("there is no option {flag}")),
        }
    }
    Ok((kind, settings))
}

/// A count that tables of this many strings can be made for.
fn distinct(number: u64) -> usize {
    usize::try_from(number.clamp(1, 100_000_000)).unwrap_or(1)
}
