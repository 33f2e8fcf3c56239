//! Notes on options without effect: options about values when no values are counted, and a section
//! that the lines gave no reason for. What no input could give is refused before anything is read
//! (`check.rs`).

use super::options::{AnalysisOptions, MeasuredColumn};
use super::sections::section_kind;
use crate::report::{Note, Section};

/// The notes on a report of `sections`.
pub(super) fn notes(options: &AnalysisOptions, sections: &[Section<'_>]) -> Vec<Note> {
    let has = |name: &str| sections.iter().any(|section| section.name == name);
    let idle = idle(options).filter(|_| !has("values"));
    let missing = options.sections.iter().filter(|name| !has(name));
    let missing = missing.map(|name| {
        if let Some(absence) = section_kind(name).and_then(|kind| kind.absence) {
            return format!("--section {name}: {absence}");
        }
        let known: Vec<&str> = sections.iter().map(|section| section.name).collect();
        format!("--section {name}: this report has none; it has {}", known.join(", "))
    });
    let unread = unsorted(options).into_iter().chain(unchosen(options));
    idle.into_iter().chain(missing).chain(unread).map(Note::new).collect()
}

/// The options without effect when no values are counted. They are no error: `-n` may stand in a
/// saved preset or a script that gets `-N` added.
fn idle(options: &AnalysisOptions) -> Option<String> {
    let measured = options.numbers.as_ref().map(|numbers| numbers.measured);
    let given = [
        // Except under -N, a default may have set the number of rows.
        ("-n", measured == Some(MeasuredColumn::Value) && options.top.is_some()),
        ("-o", options.only_outliers),
        ("--outlier-on", options.outlier_on != "count"),
        ("--sort", options.sort != "count"),
        ("-r", options.reverse),
        ("--having", !options.having.is_empty()),
        ("--columns", options.columns.is_some()),
    ];
    let given: Vec<&str> =
        given.iter().filter(|(_, given)| *given).map(|(flag, _)| *flag).collect();
    (!given.is_empty())
        .then(|| format!("no values are counted here; without effect: {}", given.join(", ")))
}

/// Sections whose rows are the values, in the order of `--sort`.
const SORTED: [&str; 2] = ["values", "matrix"];

/// The note on an order that no section asked for has.
fn unsorted(options: &AnalysisOptions) -> Option<String> {
    let asked = &options.sections;
    let is_sorted = asked.is_empty() || asked.iter().any(|name| SORTED.contains(&name.as_str()));
    (options.sort != "count" && !is_sorted).then(|| {
        format!("--sort orders values, and no rows of {}; without effect", asked.join(", "))
    })
}

/// The note on columns of values that are chosen where other sections are printed.
fn unchosen(options: &AnalysisOptions) -> Option<String> {
    let asked = &options.sections;
    options.columns.as_ref()?;
    if asked.is_empty() {
        let text = "--columns has columns of values, and --across prints the matrix, whose columns are texts: \
                    --section values prints the values";
        return options.across.then(|| text.to_owned());
    }
    let has_values = asked.iter().any(|name| name == "values");
    (!has_values).then(|| {
        format!("--columns has columns of values, and none of {}; without effect", asked.join(", "))
    })
}
