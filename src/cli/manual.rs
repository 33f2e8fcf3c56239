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

All options: --help. Topics: help time, formats, filters, outputs, columns.";

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
        "Which pages fail, ids aside?",
        &["streamstats -P combined -k route,status_class -w 'status >= 500' access.log"],
    ),
    (
        "How many errors each minute of a day, each day apart?",
        &["streamstats -P combined -k day,minute -w 'status >= 500' --sort value access.log"],
    ),
    (
        "How slow is each page?",
        &["streamstats -P nginx-times -k path -m request_time --sort m_p99 access.log"],
    ),
    (
        "How fast did each client come at most, and when?",
        &["streamstats -P combined -t --sort peak --outlier-on peak access.log"],
    ),
    (
        "What happened in the incident, and the most in any 10 seconds?",
        &["streamstats -f 1 -s '2026-03-05 14:02' -e 14:10 --window 10s access.log"],
    ),
    (
        "Which networks do the requests for a page come from?",
        &["streamstats -P combined -k client/24 -w 'path = /login' access.log"],
    ),
    (
        "Which pages were not found at least three times?",
        &["streamstats -P combined -k path -w 'status = 404' --having 'count >= 3' access.log"],
    ),
    (
        "Which messages does a program write, numbers and addresses aside?",
        &["streamstats -P json -k template app.log"],
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

/// The end of `--help`.
pub(crate) fn after_help() -> String {
    let recipes = RECIPES.iter().map(|(question, commands)| {
        let commands = commands.iter().map(|command| format!("    {command}\n"));
        format!("  {question}\n{}", commands.collect::<String>())
    });
    let recipes: String = recipes.collect();
    format!(
        "Examples:\n{recipes}\nExit status: 0 something was counted, 1 nothing was, 2 an error (what could be read is \
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
