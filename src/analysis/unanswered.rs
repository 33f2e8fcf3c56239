//! What was asked for and is not in the report: options about values where none are counted, and a
//! section that the lines gave no reason for. What no line could give is refused before
//! ([`AnalysisOptions::check`], the command line). Called by [`super::analyze`].

use super::AnalysisOptions;
use crate::report::{Note, Section};

/// What must be said beside these sections.
pub(super) fn notes(options: &AnalysisOptions, sections: &[Section<'_>]) -> Vec<Note> {
    let has = |name: &str| sections.iter().any(|section| section.name == name);
    let idle = idle(options).filter(|_| !has("values"));
    let missing = options.section.as_deref().filter(|name| !has(name));
    let missing = missing.map(|name| {
        if name == "unmatched" {
            return "--section unmatched: no line was rejected".to_owned();
        }
        let known: Vec<&str> = sections.iter().map(|section| section.name).collect();
        format!("--section {name}: this report has none; it has {}", known.join(", "))
    });
    let texts = idle.into_iter().chain(missing);
    texts.map(|text| Note { text, in_text: false }).collect()
}

/// Which options do nothing where no values are counted. They do no harm, so they are no error: `-n`
/// may stand in a saved preset or a script that gets `-N` added.
fn idle(options: &AnalysisOptions) -> Option<String> {
    let is_value = options.numbers.as_ref().is_some_and(|numbers| numbers.is_value);
    let given = [
        // Elsewhere a number of rows need not have been asked for.
        ("-n", is_value && options.top.is_some()),
        ("-o", options.only_outliers),
        ("--outlier-on", options.outlier_on != "count"),
        ("--sort", options.sort != "count"),
        ("-r", options.reverse),
    ];
    let given: Vec<&str> =
        given.iter().filter(|(_, given)| *given).map(|(flag, _)| *flag).collect();
    (!given.is_empty())
        .then(|| format!("no values are counted here; without effect: {}", given.join(", ")))
}
