//! The texts of the help and the man page that belong to no option.

/// The forms of the command line, for the man page.
pub(crate) const SYNOPSIS: [&str; 5] = [
    "streamstats [OPTION]... [FILE]...",
    "streamstats diff [OPTION]... BEFORE AFTER",
    "streamstats merge [OPTION]... [STATE]...",
    "streamstats preset list|show|save|remove|check [ARGUMENT]...",
    "streamstats help [COMMAND|TOPIC]",
];

/// The end of `-h`.
pub(crate) const AFTER_SHORT_HELP: &str = "\
Examples:
  awk '{print $1}' access.log | streamstats     who comes most
  streamstats -P combined -k path -w 'status >= 500' access.log
  streamstats -P auto -t --sort peak access.log  who came fastest

All options: --help; one: help ratio. Commands by question: help recipes.
Topics: help time, formats, filters, outputs, columns.";

/// Questions, and below each the command lines that answer it.
pub(crate) const RECIPES: &str = include_str!("help/recipes.txt");

/// Each question and its command lines.
pub(crate) fn recipes() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut recipes: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in RECIPES.lines() {
        match (line.strip_prefix("    "), recipes.last_mut()) {
            (Some(command), Some((_, commands))) => commands.push(command),
            _ => recipes.push((line.trim_start(), Vec::new())),
        }
    }
    recipes
}

/// The end of `--help`.
pub(crate) fn after_help() -> String {
    format!(
        "Examples:\n{RECIPES}\nExit status: 0 something was counted, 1 nothing was, 2 an error (what could be read is \
         reported all\nthe same), 3 a --fail-if held, 130 and 143 ended by SIGINT and SIGTERM after the\nreport (0 with -F or \
         --every)."
    )
}

/// Variables the program reads.
pub(crate) const ENVIRONMENT: [(&str, &str); 6] = [
    ("NO_COLOR", "set and not empty: no colour unless --color=always"),
    ("CLICOLOR_FORCE", "set and not 0: colour also where the output is no terminal"),
    ("COLUMNS", "columns of text where the output is no terminal"),
    ("STREAMSTATS_PRESETS", "the file of saved presets, in place of ~/.streamstats"),
    ("TZ", "the machine's zone, for logs without one where -s or -e is relative to now"),
    ("LC_ALL, LC_CTYPE, LANG", "a locale that is not UTF-8 implies --ascii"),
];

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::recipes;
    use crate::cli::args::Args;

    /// The words of a command line in which quotes are single and stand around whole words.
    fn words(command: &str) -> Vec<String> {
        let mut words = Vec::new();
        for (index, part) in command.split('\'').enumerate() {
            match index % 2 {
                0 => words.extend(part.split_whitespace().map(str::to_owned)),
                _ => words.push(part.to_owned()),
            }
        }
        words
    }

    #[test]
    fn recipes_are_command_lines() {
        for command in recipes().into_iter().flat_map(|(_, commands)| commands) {
            let command = command.split(" #").next().unwrap();
            let command = &command[command.rfind("streamstats").unwrap_or(0)..];
            let read = Args::command().try_get_matches_from(words(command));
            assert!(read.is_ok(), "{command}: {read:?}");
        }
    }
}
