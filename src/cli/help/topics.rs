//! The chapters of `streamstats help WORD`, one text file a topic.

use crate::extract::{DERIVATIONS, PLACE_COLUMNS, SOURCE, TIME_COLUMNS};
use crate::format::{description, names};
use crate::render::OUTPUTS;

use super::aligned::listed;
use crate::cli::manual::recipes;

/// A chapter.
#[derive(Debug)]
pub(crate) struct Topic {
    /// The word that asks for it.
    pub(crate) name: &'static str,
    text: &'static str,
    /// What follows the text.
    rest: fn() -> String,
}

/// All chapters.
pub(crate) static TOPICS: [Topic; 6] = [
    Topic { name: "time", text: include_str!("time.txt"), rest: String::new },
    Topic {
        name: "formats",
        text: include_str!("formats.txt"),
        rest: || listed(names().map(|name| (name, description(name).unwrap_or_default()))),
    },
    Topic { name: "filters", text: include_str!("filters.txt"), rest: String::new },
    Topic {
        name: "outputs",
        text: include_str!("outputs.txt"),
        rest: || listed(OUTPUTS.iter().map(|output| (output.name, output.description))),
    },
    Topic {
        name: "columns",
        text: include_str!("columns.txt"),
        rest: || {
            let derived = DERIVATIONS.iter().map(|column| (column.name, column.description));
            let timed = TIME_COLUMNS.iter().map(|column| (column.name, column.description));
            let source = [(SOURCE, "the name of the file, as it was given")];
            let places = PLACE_COLUMNS.iter().map(|column| (column.name, column.description));
            listed(derived.chain(timed).chain(source).chain(places))
        },
    },
    Topic { name: "recipes", text: "RECIPES\n\n", rest: recipes },
];

impl Topic {
    /// The whole chapter.
    pub(crate) fn chapter(&self) -> String {
        self.text.to_owned() + &(self.rest)()
    }
}
