//! The man page and the completions, from the same definitions as `--help`.

use std::io::{self, Write};

use crate::analysis::SECTIONS;
use crate::analysis::outliers::OUTLIER_RULES;
use crate::extract::{DERIVATIONS, PLACE_COLUMNS, TIME_COLUMNS};
use crate::format::{description, names};
use crate::render::OUTPUTS;
use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use super::args::{Args, Artifact};
use super::exit::{EXIT_STATUSES, ExitStatus};
use super::manual::{ENVIRONMENT, SYNOPSIS, recipes};
use super::message;

/// Prints `artifact` to standard output.
pub(crate) fn print(artifact: Artifact) -> ExitStatus {
    let mut out = Vec::new();
    let shell = match artifact {
        Artifact::Man | Artifact::Fields => None,
        Artifact::Bash => Some(Shell::Bash),
        Artifact::Zsh => Some(Shell::Zsh),
        Artifact::Fish => Some(Shell::Fish),
        Artifact::Powershell => Some(Shell::PowerShell),
    };
    let written = match shell {
        Some(shell) => {
            clap_complete::generate(shell, &mut Args::command(), "streamstats", &mut out);
            if shell == Shell::Fish {
                out = with_open_option(&out);
            }
            Ok(())
        }
        None if matches!(artifact, Artifact::Fields) => fields(&mut out),
        None => man(&mut out),
    };
    match written.and_then(|()| io::stdout().lock().write_all(&out)) {
        Ok(()) => ExitStatus::Success,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitStatus::Success,
        Err(error) => {
            message::print_error(&error);
            ExitStatus::Failure
        }
    }
}

/// The completions of fish, with values for an option that stands last, as in `--sort ` before TAB: there
/// `argparse` fails for want of a value, so it reads the words before.
fn with_open_option(completions: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(completions);
    let parse = "    argparse -s (__fish_streamstats_global_optspecs) -- $cmd 2>/dev/null\n";
    let again = "    or begin\n        set -e cmd[-1]\n        \
                 argparse -s (__fish_streamstats_global_optspecs) -- $cmd 2>/dev/null\n    end\n";
    text.replace(parse, &format!("{parse}{again}")).into_bytes()
}

fn man(out: &mut Vec<u8>) -> io::Result<()> {
    let command = Args::command().disable_help_flag(false);
    let man = Man::new(command).date("").source(concat!("streamstats ", env!("CARGO_PKG_VERSION")));
    man.render_title(out)?;
    man.render_name_section(out)?;
    writeln!(out, ".SH SYNOPSIS")?;
    for form in SYNOPSIS {
        writeln!(out, ".nf\n{}\n.fi", escape(form))?;
    }
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    man.render_subcommands_section(out)?;
    let rules = OUTLIER_RULES.iter().map(|rule| {
        (
            format!("{}[:K]", rule.name),
            format!("{}; K is {} by default", rule.description, rule.default_k),
        )
    });
    list(out, "OUTLIER RULES", rules)?;
    let presets = names().map(|name| (name, description(name).unwrap_or_default()));
    list(out, "PRESETS", presets)?;
    list(out, "COLUMNS MADE FROM OTHERS", derived_columns())?;
    list(out, "OUTPUT FORMATS", OUTPUTS.iter().map(|output| (output.name, output.description)))?;
    let sections = SECTIONS
        .iter()
        .map(|kind| (kind.name, format!("{}.\n.br\nFields: {}", kind.description(), kind.fields)));
    list(out, "SECTIONS OF THE REPORT AND THEIR FIELDS", sections)?;
    list(out, "EXIT STATUS", EXIT_STATUSES)?;
    list(out, "ENVIRONMENT", ENVIRONMENT)?;
    writeln!(out, ".SH RECIPES")?;
    for (question, commands) in recipes() {
        writeln!(out, ".TP\n.B {}\n.nf", escape(question))?;
        for command in commands {
            writeln!(out, "{}", escape(command))?;
        }
        writeln!(out, ".fi")?;
    }
    writeln!(out, ".SH SEE ALSO\n.BR awk (1),\n.BR grep (1),\n.BR jq (1)")
}

/// The page of the book on the fields of reports.
fn fields(out: &mut Vec<u8>) -> io::Result<()> {
    writeln!(
        out,
        "# The fields of a report\n\nGenerated from the table of sections. JSON has a key for each section; `--section \
         NAME` prints one. A field\nthat has no figure is null in JSON and empty in csv. Times are RFC 3339, shares are \
         between 0 and 1.\n"
    )?;
    for kind in SECTIONS {
        writeln!(
            out,
            "## `{}`\n\n{}.\n\nFields: {}.\n",
            kind.name,
            kind.description(),
            kind.fields
        )?;
    }
    Ok(())
}

fn derived_columns() -> impl Iterator<Item = (&'static str, &'static str)> {
    let by_time = TIME_COLUMNS.iter().map(|column| (column.name, column.description));
    let derived = DERIVATIONS.iter().map(|derivation| (derivation.name, derivation.description));
    let places = PLACE_COLUMNS.iter().map(|column| (column.name, column.description));
    derived.chain(by_time).chain(places)
}

fn list<A: AsRef<str>, B: AsRef<str>>(
    out: &mut Vec<u8>,
    title: &str,
    items: impl IntoIterator<Item = (A, B)>,
) -> io::Result<()> {
    writeln!(out, ".SH \"{title}\"")?;
    for (term, text) in items {
        writeln!(out, ".TP\n.B {}\n{}", escape(term.as_ref()), escape(text.as_ref()))?;
    }
    Ok(())
}

/// Escapes `text` for roff.
fn escape(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq");
    if text.starts_with('.') { format!("\\&{text}") } else { text }
}
