//! `streamstats preset check NAME`: whether the samples of a format give the columns they must give.

use streamstats::extract::{ExtractOptions, PresetChoice, Split};
use streamstats::format::{Format, Sample, find, samples};
use streamstats::render::visible;

use super::preset_check::{only, values};
use crate::cli::environment::Environment;
use crate::cli::exit::ExitStatus;
use crate::cli::option_table::catalogue;
use crate::cli::printing::print_shown;
use crate::cli::saved::Saved;

/// Checks the samples of the format `name`; `None` if no format has the name.
pub(super) fn run(name: &str, environment: &Environment) -> Option<ExitStatus> {
    let (text, fails) = match find(name) {
        Some(format) => check(format, samples(name)),
        None => {
            let saved = Saved::load(&environment.presets, catalogue());
            let own = saved.formats().find(|own| own.format.name == name)?.clone();
            // The format lives as long as the program, which ends after the check.
            check(Box::leak(Box::new(own.format)), &own.samples)
        }
    };
    Some(match print_shown(&text) {
        ExitStatus::Success if fails => ExitStatus::Nothing,
        status => status,
    })
}

/// A report of every column that a sample does not give, and whether there is one.
fn check(format: &'static Format, samples: &[Sample]) -> (String, bool) {
    let split = Split::Preset(PresetChoice::Named(format));
    let options = ExtractOptions { split, ..ExtractOptions::default() };
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
