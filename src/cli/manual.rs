//! The texts of the help and the man page that belong to no option.

/// The end of `--help`.
pub(crate) const AFTER_HELP: &str = "\
Examples:
  Who hits us most, and is that normal:
    awk '{print $1}' access.log | streamstats
    streamstats -f 1 access.log access.log.*.gz
  Only what stands out, by a rule that a few giants do not blind:
    streamstats -o --outlier-rule mad -f 1 access.log
  Status codes of one path, by a pattern:
    streamstats -g 'GET /login' -p '\" (?P<value>[0-9]{3}) ' access.log
  Client and status together, for a program to read:
    streamstats -p '^(?P<client>[^ ]+) .*\" (?P<status>[0-9]+) ' -k client,status -O json access.log
  How fast each client came at most, and when; who stands out by that:
    streamstats -t -f 1 --sort peak --outlier-on peak access.log
  The incident only, with the most a client did in any 10 seconds:
    streamstats -f 1 -s '2026-03-05 14:02' -e 14:10 --window 10s access.log
  A log of a format known by name (preset list shows them), or told from its lines:
    streamstats -P combined -k path -w 'status >= 500' access.log
    streamstats -P auto -t --sort peak access.log
  The same saved for the runbook:
    streamstats preset save checkout-errors -P json -k path -w 'status >= 500'
    streamstats -P checkout-errors app.log
  Parts counted apart, on machines or in a Spark job, reported as one:
    streamstats -P combined -t --save-state monday.state access.log.1
    streamstats merge monday.state tuesday.state
    cat parts/* | streamstats merge --sort peak    # lines of --save-state -
  A live screen of the last quarter of an hour; the same for a service, kept across restarts:
    streamstats -F -P combined -t --last 15m access.log
    streamstats -F -P combined -t --every 1m --checkpoint state -O json access.log
  Bytes by client, counts made elsewhere:
    streamstats -f 1 --weight 10 access.log
    sort names.txt | uniq -c | streamstats -f 2- --weight 1

Exit status: 0 something was counted, 1 nothing was, 2 an error (what could be read is reported all
the same), 3 a --fail-if held, 130 and 143 ended by SIGINT and SIGTERM after the report (0 with -F or
--every).";

/// Variables the program reads.
pub(crate) const ENVIRONMENT: [(&str, &str); 6] = [
    ("NO_COLOR", "set and not empty: no colour unless --color=always"),
    ("CLICOLOR_FORCE", "set and not 0: colour also where the output is no terminal"),
    ("COLUMNS", "columns of text where the output is no terminal"),
    ("STREAMSTATS_PRESETS", "the file of saved presets, in place of ~/.streamstats"),
    ("TZ", "the machine's zone, for logs without one where -s or -e is relative to now"),
    ("LC_ALL, LC_CTYPE, LANG", "a locale that is not UTF-8 implies --ascii"),
];
