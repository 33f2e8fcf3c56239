//! Options of other tools, which an error names as they are written here.

use crate::synonyms::meanings;

/// What to write here for an option of another tool, typed with or without its dashes.
pub(crate) fn option(typed: &str) -> Option<&'static str> {
    let name = typed.trim_start_matches('-');
    let own = meanings("options", name).next();
    // `-F,` of awk and cut.
    own.or_else(|| is_delimiter(name).then_some("-d/--delimiter C; -F follows a growing file"))
}

/// Whether a word is one character that parts fields.
pub(crate) fn is_delimiter(word: &str) -> bool {
    let mut letters = word.chars();
    let first =
        letters.next().is_some_and(|c| !c.is_alphanumeric() && !matches!(c, '-' | '.' | '/'));
    first && letters.next().is_none()
}

#[cfg(test)]
mod tests {
    use crate::format::names;
    use clap::CommandFactory;

    use crate::cli::args::Args;
    use crate::render;
    use crate::synonyms::pairs;

    #[test]
    fn synonyms_are_no_names_of_their_own() {
        let command = Args::command();
        let output_names = render::OUTPUTS.iter().map(|output| output.name).collect::<Vec<_>>();
        for (other, _) in pairs("options") {
            let mut arguments = command.get_arguments();
            assert!(arguments.all(|argument| argument.get_long() != Some(other)), "{other}");
        }
        for (other, own) in pairs("outputs") {
            let is_known = |name: &str| output_names.contains(&name);
            assert!(!is_known(other) && is_known(own), "{other}");
        }
        for (other, own) in pairs("formats") {
            assert!(names().all(|name| name != other) && names().any(|name| name == own));
        }
    }
}
