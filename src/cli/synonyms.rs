//! Options of other tools, which an error names as they are written here, and names of formats, which are taken.

use crate::format::find;
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

/// The format here that another tool calls `name`, with or without the number of its version (`nginx1.24`,
/// `apache2-access`). A format here is not taken for another.
pub(crate) fn format(name: &str) -> Option<&'static str> {
    if find(name).is_some() {
        return None;
    }
    let programs = [name].into_iter().chain(ENDS.iter().filter_map(|end| name.strip_suffix(end)));
    let is_version = |c: char| c.is_ascii_digit() || c == '.';
    let mut names = programs.flat_map(|name| [name, name.trim_end_matches(is_version)]);
    names.find_map(|name| meanings("formats", name).next().or_else(|| Some(&find(name)?.name)))
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
        for (other, own) in [
            ("apache2", "combined"),
            ("nginx-access", "combined"),
            ("auth.log", "sshd"),
            ("Nginx", "combined"),
            ("apache2-access", "combined"),
            ("nginx1.24", "combined"),
            ("postgres15", "postgres"),
            ("mysql8", "mysql-error"),
        ] {
            assert_eq!(format(other), Some(own), "{other}");
        }
    }
}
