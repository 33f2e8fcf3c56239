//! `streamstats help WORD`: the chapters of the manual, one text file a topic.

use crate::extract::{DERIVATIONS, PLACE_COLUMNS, SOURCE, TIME_COLUMNS};
use crate::format::{description, names};
use crate::render::OUTPUTS;

/// A chapter.
#[derive(Debug)]
pub(crate) struct Topic {
    /// The word that asks for it.
    pub(crate) name: &'static str,
    text: &'static str,
    /// The rows after the text: a name and what it is.
    rows: fn() -> Vec<(String, String)>,
}

/// All chapters.
pub(crate) static TOPICS: [Topic; 5] = [
    Topic { name: "time", text: include_str!("time.txt"), rows: Vec::new },
    Topic {
        name: "formats",
        text: include_str!("formats.txt"),
        rows: || rows(names().map(|name| (name, description(name).unwrap_or_default()))),
    },
    Topic { name: "filters", text: include_str!("filters.txt"), rows: Vec::new },
    Topic {
        name: "outputs",
        text: include_str!("outputs.txt"),
        rows: || rows(OUTPUTS.iter().map(|output| (output.name, output.description))),
    },
    Topic {
        name: "columns",
        text: include_str!("columns.txt"),
        rows: || {
            let derived = DERIVATIONS.iter().map(|column| (column.name, column.description));
            let timed = TIME_COLUMNS.iter().map(|column| (column.name, column.description));
            let source = [(SOURCE, "the name of the file, as it was given")];
            let places = PLACE_COLUMNS.iter().map(|column| (column.name, column.description));
            rows(derived.chain(timed).chain(source).chain(places))
        },
    },
];

fn rows<A: ToString, B: ToString>(items: impl Iterator<Item = (A, B)>) -> Vec<(String, String)> {
    items.map(|(name, text)| (name.to_string(), text.to_string())).collect()
}

impl Topic {
    /// The whole chapter.
    pub(crate) fn chapter(&self) -> String {
        let rows = (self.rows)();
        let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        let rows = rows.iter().map(|(name, text)| format!("  {name:width$}  {text}\n"));
        self.text.to_owned() + &rows.collect::<String>()
    }
}
