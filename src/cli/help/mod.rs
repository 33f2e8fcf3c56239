//! `streamstats help WORD`: the chapters of the manual, one text file a topic; for another word the help of an
//! option of that name, or the options and recipes that speak of the word.

mod wrap;

pub(crate) use wrap::{row, wrapped};

use clap::{Arg, Command, CommandFactory};

use crate::analysis::{SECTIONS, SectionKind};
use crate::cli::args::Args;
use crate::cli::manual::{RECIPES, recipes};
use crate::extract::{DERIVATIONS, PLACE_COLUMNS, SOURCE, TIME_COLUMNS};
use crate::format::{description, names};
use crate::render::OUTPUTS;

/// A line a name and what it is, aligned.
fn listed<A: ToString, B: ToString>(items: impl Iterator<Item = (A, B)>) -> String {
    let rows: Vec<(String, String)> =
        items.map(|(name, text)| (name.to_string(), text.to_string())).collect();
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    rows.iter().map(|(name, text)| format!("  {name:width$}  {text}\n")).collect()
}

/// Characters of a word that are sought; shorter words are in most texts.
const MIN_WORD: usize = 3;

/// The help of the option `word`: its long name or its letter, with or without dashes.
pub(crate) fn option(word: &str) -> Option<String> {
    let name = word.trim_start_matches('-');
    let is_letter = |letter: char| name.chars().eq([letter]);
    let command = Args::command();
    let is_meant =
        |arg: &&Arg| arg.get_long() == Some(name) || arg.get_short().is_some_and(is_letter);
    let arg = command.get_arguments().filter(|arg| !arg.is_hide_set()).find(is_meant)?;
    let only = Command::new("help").disable_help_flag(true).max_term_width(100);
    let only = only.help_template("{options}").arg(arg.clone().help_heading(None));
    Some(only.clone().render_long_help().to_string() + "\n")
}

/// The options and the recipes whose texts have `word`, or its singular; `None` if there are none.
pub(crate) fn search(word: &str) -> Option<String> {
    let word = word.to_lowercase();
    let word = word.strip_suffix('s').unwrap_or(&word);
    if word.len() < MIN_WORD {
        return None;
    }
    let speaks = |text: &str| {
        text.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|own| own.starts_with(word))
    };
    let command = Args::command();
    let options = command.get_arguments().filter(|arg| !arg.is_hide_set()).filter_map(|arg| {
        let text = arg.get_help()?.to_string();
        let more = arg.get_long_help().map(ToString::to_string).unwrap_or_default();
        let name = format!("--{}", arg.get_long()?);
        let name = arg.get_short().map_or(name.clone(), |letter| format!("-{letter}, {name}"));
        (speaks(&name) || speaks(&text) || speaks(&more)).then_some((name, text))
    });
    let options = listed(options);
    let recipes = recipes()
        .into_iter()
        .map(|(question, commands)| format!("  {question}\n    {}\n", commands.join("\n    ")));
    let recipes: String = recipes.filter(|recipe| speaks(recipe)).collect();
    let parts: Vec<String> =
        [options, recipes].into_iter().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join("\n"))
}

/// The section, the fields of sections and the made columns that are called `word`; `None` if there are none.
pub(crate) fn named(word: &str) -> Option<String> {
    let mut text = String::new();
    if let Some(kind) = SECTIONS.iter().find(|kind| kind.name == word) {
        text += &format!("Section {word}, {}. Fields: {}.\n", kind.description(), kind.fields);
    }
    let holder = |kind: &SectionKind| {
        let option = kind.fields.split("; ").find_map(|group| option_of_field(group, word))?;
        Some((kind.name, kind.description() + &option))
    };
    let holders = listed(SECTIONS.iter().filter_map(holder));
    if !holders.is_empty() {
        text += &format!("Field {word} of these sections:\n\n{holders}");
    }
    let made = made_columns().find(|(name, _)| *name == word);
    text += &made.map(|(name, about)| format!("Column {name}: {about}.\n")).unwrap_or_default();
    (!text.is_empty()).then_some(text)
}

/// The option that the fields of `group`, such as `with --ratio hits, ratio`, need, behind a semicolon; empty where
/// they need none, `None` where `word` is not among them.
fn option_of_field(group: &str, word: &str) -> Option<String> {
    // The first field follows the option.
    let first = group.split(", ").next()?;
    let option =
        first.rsplit_once(' ').map(|(option, _)| option).filter(|_| first.starts_with("with "));
    let is_there = group.split(", ").any(|field| field.split(' ').next_back() == Some(word));
    (is_there && !word.starts_with('-'))
        .then(|| option.map_or_else(String::new, |option| format!("; {option}")))
}

/// The columns that are made of others, and what they are.
fn made_columns() -> impl Iterator<Item = (&'static str, &'static str)> {
    let derived = DERIVATIONS.iter().map(|column| (column.name, column.description));
    let timed = TIME_COLUMNS.iter().map(|column| (column.name, column.description));
    let source = [(SOURCE, "the name of the file, as it was given")];
    let places = PLACE_COLUMNS.iter().map(|column| (column.name, column.description));
    derived.chain(timed).chain(source).chain(places)
}

pub(crate) struct Topic {
    /// The word that asks for it.
    pub(crate) name: &'static str,
    text: &'static str,
    /// What follows the text.
    rest: fn() -> String,
}

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
    Topic { name: "columns", text: include_str!("columns.txt"), rest: || listed(made_columns()) },
    Topic { name: "recipes", text: "RECIPES\n\n", rest: || RECIPES.to_owned() },
];

impl Topic {
    pub(crate) fn chapter(&self) -> String {
        self.text.to_owned() + &(self.rest)()
    }
}

#[cfg(test)]
mod tests {
    use super::{named, option, search};

    #[test]
    fn an_option_is_found_by_its_name_and_letter() {
        let ratio = option("ratio").unwrap();
        assert!(ratio.trim_start().starts_with("--ratio <COLUMN OP VALUE>\n"));
        assert_eq!(option("--ratio"), Some(ratio));
        assert_eq!(option("-k"), option("by"));
        assert_eq!(option("rates"), None);
    }

    #[test]
    fn other_words_are_sought_in_options_and_recipes() {
        assert!(search("sessions").unwrap().contains("--idle"));
        assert!(search("Bandwidth").unwrap().contains("--weight bytes"));
        assert_eq!((search("no"), search("zymurgy")), (None, None));
    }

    #[test]
    fn sections_fields_and_made_columns_are_found_by_name() {
        assert!(named("gaps").unwrap().starts_with("Section gaps, with --idle: "));
        assert!(named("ratio_low").unwrap().contains("  values  a row a value; with --ratio\n"));
        assert!(named("route").unwrap().starts_with("Column route: the path"));
        assert_eq!((named("with"), named("-k")), (None, None));
    }
}
