//! `streamstats preset check`: how many lines of a file a preset matches, which not and why, and the
//! columns of the first lines.

use std::path::{Path, PathBuf};

use crate::extract::{ExtractOptions, PresetChoice, Split, Stop, evidence, stop};
use crate::format::{Format, Sample, find, samples};
use crate::outcome::Outcome;
use crate::pipeline::{self, Monitor, RunOptions};
use crate::render::{fit, visible};

use crate::cli::environment::Environment;
use crate::cli::exit::ExitStatus;
use crate::cli::first_lines::{column_names, head, lines, only, settle_format, values};
use crate::cli::option_table::catalogue;
use crate::cli::printing::print_shown;
use crate::cli::resolve::resolve;
use crate::cli::saved::SavedPresets;
use crate::cli::{message, parsed};

/// Bytes of the file from which the first lines are taken.
const HEAD_BYTES: usize = 64 << 10;
/// Formats whose evidence is shown.
const SHOWN_FORMATS: usize = 3;
/// Lines whose columns are shown.
const SHOWN_LINES: usize = 3;

/// Checks the file that is the last of `words` by the preset before it, or the one that fits.
pub(super) fn run(words: &[PathBuf], environment: &Environment) -> ExitStatus {
    let (name, file) = match words {
        [file] => ("auto".to_owned(), file),
        [name, file] => (name.to_string_lossy().into_owned(), file),
        _ => return ExitStatus::Failure,
    };
    match check(&name, file, environment) {
        Ok((text, fails)) => match print_shown(&text) {
            ExitStatus::Success if fails => ExitStatus::Nothing,
            status => status,
        },
        Err(problem) => {
            message::print_error(&problem);
            ExitStatus::Failure
        }
    }
}

fn check(name: &str, file: &Path, environment: &Environment) -> Result<(String, bool), String> {
    let parsed = parsed::with_preset(name, file, environment).map_err(|problem| problem.text())?;
    let config = resolve(&parsed, environment).map_err(|error| error.to_string())?;
    let head = head(file, HEAD_BYTES)?;
    let mut run = config.run;
    settle_format(&mut run.extract, &head);
    let columns = column_names(&run.extract, &head);
    if run.extract.by.is_empty() && !has_value(&run.extract) {
        run.extract.by.extend(columns.first().cloned());
    }
    if run.extract.by.is_empty() && is_open(&run.extract) {
        // One column does not decide whether the lines fit the format.
        let lines: Vec<&[u8]> = lines(&head).collect();
        let found = columns.iter().max_by_key(|column| {
            (values(&only(&run.extract, column), &lines).len(), std::cmp::Reverse(*column))
        });
        run.extract.by.extend(found.cloned());
    }
    let outcome = pipeline::run(&run, &Monitor::default()).map_err(|error| error.to_string())?;
    if let Some(error) = outcome.errors.first() {
        return Err(error.to_string());
    }
    let mut text = account(&outcome, &run);
    if name == "auto" {
        text += &evidence_of(&head, run.extract.formats);
    }
    text += &first_columns(&run, &columns, &head);
    let fails = outcome.tally.unmatched() + outcome.tally.untimed() > 0;
    Ok((text, fails))
}

/// How many of the first lines each of the likeliest formats would read.
fn evidence_of(head: &[u8], own: &[&'static Format]) -> String {
    let lines: Vec<&[u8]> = lines(head).collect();
    let (found, tried) = evidence(&lines, own, SHOWN_FORMATS);
    let width = found.iter().map(|(format, _)| format.name.len()).max().unwrap_or(0);
    let mut text = format!("\nof the first {tried} records\n");
    for (format, fits) in found {
        text += &format!("  {:width$}  {fits} fit\n", format.name);
    }
    text
}

fn has_value(options: &ExtractOptions) -> bool {
    options.named_format().is_none_or(|preset| preset.value.is_some())
}

/// Whether lines name their fields themselves.
fn is_open(options: &ExtractOptions) -> bool {
    options.named_format().is_some_and(|preset| preset.syntax.is_open())
}

/// How many lines match, and the first that do not, with where they stop fitting.
fn account(outcome: &Outcome, run: &RunOptions) -> String {
    let tally = &outcome.tally;
    let total = tally.total();
    let detected = tally.sources().iter().find_map(|source| source.preset.as_deref());
    let mut text = detected.map(|name| format!("preset     {name}\n")).unwrap_or_default();
    let counts = [
        ("lines", total.lines),
        ("matched", total.matched),
        ("unmatched", tally.unmatched()),
        ("untimed", tally.untimed()),
        ("filtered", total.filtered),
        ("header", total.header),
        ("continued", total.continued),
    ];
    for (name, count) in counts {
        if count > 0 || name == "lines" || name == "matched" {
            text += &format!("{name:<9}  {count}\n");
        }
    }
    for (_, reject) in tally.rejects() {
        let line = reject.line.map(|line| line.to_string()).unwrap_or_default();
        let reason = outcome.schema.reason(reject.reason);
        let stop = first_misfit(&run.extract, &reject.text);
        let stop = stop.map(|stop| format!(" at byte {}, expected {}", stop.at + 1, stop.expected));
        let shown = visible(&reject.text, true);
        text += &format!("\nline {line}: {reason}{}\n  {shown}\n", stop.unwrap_or_default());
    }
    text
}

fn first_misfit(options: &ExtractOptions, line: &[u8]) -> Option<Stop> {
    match &options.split {
        Split::Preset(PresetChoice::Named(preset)) => stop(preset, line),
        Split::Pattern(pattern) => Stop::in_pattern(pattern, line),
        _ => None,
    }
}

/// The columns of the first lines, one a line.
fn first_columns(run: &RunOptions, columns: &[String], head: &[u8]) -> String {
    let lines: Vec<&[u8]> = lines(head).collect();
    let heads: Vec<String> =
        columns.iter().map(|column| visible(column.as_bytes(), true)).collect();
    let width = heads.iter().map(|head| fit::width(head)).max().unwrap_or(0);
    let mut text = String::new();
    let mut shown = vec![Vec::new(); lines.len()];
    for (column, head) in columns.iter().zip(&heads) {
        let head = fit::pad_right(head, width);
        for (index, value) in
            values(&only(&run.extract, column), &lines).into_iter().take(SHOWN_LINES)
        {
            let value = visible(&value, true);
            shown[index].push(format!("  {head}  {value}\n"));
        }
    }
    let found = shown.iter().enumerate().filter(|(_, columns)| !columns.is_empty());
    for (index, columns) in found.take(SHOWN_LINES) {
        text += &format!("\nline {}:\n{}", index + 1, columns.concat());
    }
    text
}

/// Checks the samples of the format `name`; `None` if neither a format nor a saved preset has the name.
pub(super) fn check_samples(name: &str, environment: &Environment) -> Option<ExitStatus> {
    let (text, fails) = match find(name) {
        Some(format) => compare_samples(format, samples(name)),
        None => {
            let saved = SavedPresets::load(&environment.presets, catalogue());
            let Some(own) = saved.formats().find(|own| own.format.name == name).cloned() else {
                let _options = saved.iter().find(|(own, _)| *own == name)?;
                message::print_error(&format!(
                    "{name} holds options and no format, and has no samples; `streamstats preset check \
                     {name} FILE` reads a log by it, `streamstats preset show {name}` prints it"
                ));
                return Some(ExitStatus::Failure);
            };
            // The format lives as long as the program, which ends after the check.
            compare_samples(Box::leak(Box::new(own.format)), &own.samples)
        }
    };
    Some(match print_shown(&text) {
        ExitStatus::Success if fails => ExitStatus::Nothing,
        status => status,
    })
}

/// A report of every column that a sample does not give, and whether there is one.
fn compare_samples(format: &'static Format, samples: &[Sample]) -> (String, bool) {
    let options = ExtractOptions::by_format(format);
    let mut wrong = String::new();
    let mut columns = 0;
    for (index, sample) in samples.iter().enumerate() {
        let lines: Vec<&[u8]> = match format.begins.is_empty() {
            true => sample.line.split('\n').map(str::as_bytes).collect(),
            false => vec![sample.line.as_bytes()],
        };
        for (name, expected) in &sample.gives {
            columns += 1;
            let found = values(&only(&options, name), &lines);
            let last = found.into_iter().rfind(|(line, _)| line + 1 == lines.len());
            let found = last.map(|(_, value)| value).unwrap_or_default();
            if found != expected.as_bytes() {
                let found = visible(&found, true);
                wrong += &format!("sample {}: {name} is {found:?}, not {expected:?}\n", index + 1);
            }
        }
    }
    let text =
        format!("preset     {}\nsamples    {}\ncolumns    {columns}\n", format.name, samples.len());
    (text + &wrong, !wrong.is_empty())
}
