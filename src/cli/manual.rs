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

/// Questions, and the command lines that answer them.
pub(crate) const RECIPES: &[(&str, &[&str])] = &[
    (
        "Who hits us most, and is that normal?",
        &[
            "awk '{print $1}' access.log | streamstats",
            "streamstats -f 1 access.log access.log.*.gz",
        ],
    ),
    (
        "Who stands out, by a rule that a few giants do not blind?",
        &["streamstats -o --outlier-rule mad -f 1 access.log"],
    ),
    (
        "Which pages fail, ids aside, and how certain is the share?",
        &["streamstats -P combined -k route --ratio 'status >= 500' --sort ratio_low access.log"],
    ),
    (
        "How many failures in each minute, and which statuses, for a spreadsheet?",
        &[
            "streamstats -P combined -b 1m --ratio 'status >= 500' --section timeline -O csv access.log",
            "streamstats -P combined -b 1m -k bucket --across status --sort value -O csv access.log",
        ],
    ),
    (
        "Which are the ten slowest requests, and how slow is each page for 95 of 100?",
        &[
            "streamstats -P nginx-times -k path -m request_time --top-lines 10 --section lines access.log",
            "streamstats -P nginx-times -k path -m request_time --percentiles 95 --sort m_p95 access.log",
        ],
    ),
    (
        "How fast did each client come at most, and when?",
        &["streamstats -P combined -t --sort peak --outlier-on peak access.log"],
    ),
    (
        "Which limit would stop the few and nobody else?",
        &["streamstats -P combined --limits access.log"],
    ),
    (
        "When did it begin, and what is different from yesterday?",
        &[
            "streamstats -P combined --changes access.log",
            "streamstats diff -P combined -t access.log.1 access.log",
        ],
    ),
    (
        "What happened in the incident, and the most in any 10 seconds?",
        &["streamstats -f 1 -s '2026-03-05 14:02' -e 14:10 --window 10s access.log"],
    ),
    (
        "How many visitors each day, and how many requests each hour?",
        &[
            "streamstats -P combined -k day --distinct client access.log*",
            "streamstats -P combined -k day,hour --sort value access.log*",
        ],
    ),
    (
        "When was the log silent, and in how many visits did a client come?",
        &["streamstats -P combined --idle 30m --sort sessions access.log"],
    ),
    (
        "How many bytes for each host, and what is the 95th percentile of the bandwidth?",
        &[
            "streamstats -P vhost -k host --weight bytes access.log",
            "streamstats -P combined -b 5m --weight bytes --percentiles 95 --section time access.log",
        ],
    ),
    (
        "Which networks do the requests for a page come from?",
        &["streamstats -P combined -k client/24 -w 'path = /login' access.log"],
    ),
    (
        "Which addresses fail to log in, as how many users?",
        &["streamstats -P sshd -g Failed -k client --distinct user auth.log"],
    ),
    (
        "Which pages were not found at least three times, and who links to them?",
        &[
            "streamstats -P combined -k path -w 'status = 404' --having 'count >= 3' access.log",
            "streamstats -P combined -k path,referer -w 'status = 404' access.log",
        ],
    ),
    (
        "Which messages does a program write, numbers and addresses aside?",
        &["streamstats -P json -k template app.log"],
    ),
    (
        "How many lines of each level does each service write?",
        &["streamstats -P json -k service --across level app.log"],
    ),
    (
        "What are the mean, the median and the stdev of a list of numbers?",
        &["streamstats -N numbers.txt"],
    ),
    (
        "What answers does one path get, by a pattern?",
        &["streamstats -g 'GET /login' -p '\" (?P<value>[0-9]{3}) ' access.log"],
    ),
    (
        "Who asks for what, for a program to read?",
        &["streamstats -P combined -k client,path --columns client,path,count -O csv access.log"],
    ),
    (
        "How do I keep a question for the runbook?",
        &[
            "streamstats preset save checkout-errors -P json -k path -w 'status >= 500'",
            "streamstats -P checkout-errors app.log",
        ],
    ),
    (
        "How are parts counted apart, on machines or in a Spark job, reported as one?",
        &[
            "streamstats -P combined -t --save-state monday.state access.log.1",
            "streamstats merge monday.state tuesday.state",
            "cat parts/* | streamstats merge --sort peak    # lines of --save-state -",
        ],
    ),
    (
        "What goes on now, and for a service that is restarted?",
        &[
            "streamstats -F -P combined -t --last 15m access.log",
            "streamstats -F -P combined -t --every 1m --checkpoint state -O json access.log",
        ],
    ),
    (
        "How many bytes by client, and how are counts of uniq -c added up?",
        &[
            "streamstats -f 1 --weight 10 access.log",
            "sort names.txt | uniq -c | streamstats -f 2- --weight 1",
        ],
    ),
];

/// A question and its command lines, a line each.
pub(crate) fn recipe((question, commands): &(&str, &[&str])) -> String {
    let commands = commands.iter().map(|command| format!("    {command}\n"));
    format!("  {question}\n{}", commands.collect::<String>())
}

/// All recipes.
pub(crate) fn recipes() -> String {
    RECIPES.iter().map(recipe).collect()
}

/// The end of `--help`.
pub(crate) fn after_help() -> String {
    format!(
        "Examples:\n{}\nExit status: 0 something was counted, 1 nothing was, 2 an error (what could be read is \
         reported all\nthe same), 3 a --fail-if held, 130 and 143 ended by SIGINT and SIGTERM after the\nreport (0 with -F or \
         --every).",
        recipes()
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

    use super::RECIPES;
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
        for command in RECIPES.iter().flat_map(|(_, commands)| *commands) {
            let command = command.split(" #").next().unwrap();
            let command = &command[command.rfind("streamstats").unwrap_or(0)..];
            let read = Args::command().try_get_matches_from(words(command));
            assert!(read.is_ok(), "{command}: {read:?}");
        }
    }
}
