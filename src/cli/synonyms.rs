//! Options of other tools, which an error names as they are written here, and names of formats, which are taken.

use crate::synonyms::meanings;

/// What to write here for an option of another tool, typed with or without its dashes.
pub(crate) fn option(typed: &str) -> Option<&'static str> {
    let name = typed.trim_start_matches('-');
    let own = meanings("options", name).next();
    // `-F,` of awk and cut.
    own.or_else(|| is_delimiter(name).then_some("-d/--delimiter C; -F follows a growing file"))
}

/// Ends of names of formats that say nothing more: `nginx-access`, `auth.log`.
const ENDS: [&str; 8] =
    ["-access", "-combined", "-log", "_log", ".log", "access", "combined", "log"];

/// The format here that another tool calls `name`, with or without a number of its version (`apache2`).
pub(crate) fn format(name: &str) -> Option<&'static str> {
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let begins = ENDS.iter().filter_map(|end| bare.strip_suffix(end));
    let mut names = [name, bare].into_iter().chain(begins);
    names.find_map(|name| meanings("formats", name).next())
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

    use super::format;
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
            assert!(names().any(|name| name == own), "{other}");
        }
        assert_eq!(names().find(|name| format(name).is_some()), None);
        let of = ["apache2", "nginx-access", "auth.log", "Nginx"].map(format);
        assert_eq!(of, [Some("combined"), Some("combined"), Some("sshd"), Some("combined")]);
    }
}
