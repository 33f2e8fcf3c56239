//! Words of other tools, and the options and formats they are here. An option is named in the error,
//! not accepted; a format is taken, with a note.

/// Options of other tools, without their dashes, and what to write here.
const OPTIONS: &[(&str, &str)] = &[
    ("since", "-s/--start TIME"),
    ("from", "-s/--start TIME"),
    ("until", "-e/--end TIME"),
    ("to", "-e/--end TIME"),
    ("group-by", "-k/--by COLUMN"),
    ("groupby", "-k/--by COLUMN"),
    ("key", "-k/--by COLUMN"),
    ("limit", "-n/--top N"),
    ("head", "-n/--top N"),
    ("filter", "-w/--where COND"),
    ("regex", "-p/--pattern REGEX"),
    ("regexp", "-p/--pattern REGEX"),
    ("format", "-O/--output FORMAT, or -P/--preset NAME for the log's format"),
    ("json", "-O json"),
    ("csv", "-O csv"),
    ("tsv", "-O tsv"),
    ("html", "-O html"),
    ("markdown", "-O markdown"),
    ("unique", "--distinct COLUMN"),
    ("pivot", "--across COLUMN"),
    ("crosstab", "--across COLUMN"),
    ("substitute", "--replace REGEX TEXT"),
    ("threshold", "--having 'count >= N'"),
    ("min-count", "--having 'count >= N'"),
    ("ignore-case", "(?i) at the beginning of the regular expression"),
    ("i", "(?i) at the beginning of the regular expression"),
    ("invert-match", "-x/--exclude REGEX"),
    ("v", "-x/--exclude REGEX"),
    ("count", "nothing: values are counted without an option"),
    ("c", "nothing: values are counted without an option"),
    ("timezone", "--tz ZONE"),
    ("interval", "-b/--bucket DURATION"),
    ("tail", "-F/--follow"),
    ("order-by", "--sort FIELD"),
    ("desc", "nothing: numbers descend, -r reverses"),
    ("sort-by", "--sort FIELD"),
    ("sortby", "--sort FIELD"),
    ("asc", "-r/--reverse"),
    ("percentile", "--percentiles LIST"),
    ("median", "-m/--measure COLUMN, or -N where the values are the numbers"),
    ("p50", "-m COLUMN --percentiles 50"),
    ("p90", "-m COLUMN --percentiles 90"),
    ("p95", "-m COLUMN --percentiles 95"),
    ("p99", "-m COLUMN --percentiles 99"),
    ("avg", MEASURE),
    ("average", MEASURE),
    ("mean", MEASURE),
    ("min", MEASURE),
    ("max", MEASURE),
    ("stdev", MEASURE),
    ("stats", MEASURE),
    ("histogram", MEASURE),
    ("hist", MEASURE),
    ("sum", "--weight COLUMN for a sum by value, or -m COLUMN --sort m_sum"),
    ("slowest", "-m COLUMN --top-lines N"),
    ("rate", "-t/--time: rates and peaks by value"),
    ("rps", "-t/--time: rates and peaks by value"),
    ("per-minute", "-b 1m"),
    ("per-hour", "-b 1h"),
    ("per-day", "-k day"),
    ("by-minute", "-b 1m, or -k day,minute"),
    ("by-hour", "-b 1h, or -k day,hour"),
    ("by-day", "-k day"),
    ("sessions", "--idle DURATION"),
    ("session", "--idle DURATION"),
    ("gap", "--idle DURATION"),
    ("gaps", "--idle DURATION"),
    ("uniq", "--distinct COLUMN"),
    ("u", "--distinct COLUMN"),
    ("count-distinct", "--distinct COLUMN"),
    ("distinct-count", "--distinct COLUMN"),
    ("error-rate", "--ratio 'status >= 500'"),
    ("errors", "-w 'status >= 500', or --ratio 'status >= 500' for the share"),
    ("diff", "streamstats diff BEFORE AFTER"),
    ("geoip", "--mmdb FILE"),
    ("delim", "-d/--delimiter C"),
    ("sep", "-d/--delimiter C"),
    ("separator", "-d/--delimiter C"),
    ("fields", "-f/--field LIST"),
    ("top-n", "-n/--top N"),
    ("num", "-n/--top N"),
    ("lines", "-n/--top N, or --top-lines N for the lines with the largest number"),
    ("log-format", "-P/--preset NAME; streamstats preset list has the names"),
    ("input-format", "-P/--preset NAME; streamstats preset list has the names"),
    ("date-format", "--time-format FORMAT"),
    ("date", "-s/--start and -e/--end TIME"),
    ("no-color", "--color never"),
    ("no-colour", "--color never"),
    ("where-not", "-x/--exclude REGEX, or -w with != or !~"),
    ("not", "-x/--exclude REGEX, or -w with != or !~"),
    ("match", "-g/--grep REGEX, or -w 'COLUMN ~ REGEX'"),
    ("search", "-g/--grep REGEX, or -w 'COLUMN ~ REGEX'"),
    ("include", "-g/--grep REGEX"),
    ("E", "-g/--grep REGEX to choose lines, -p/--pattern REGEX for the value"),
    ("A", NO_CONTEXT),
    ("B", NO_CONTEXT),
    ("C", NO_CONTEXT),
    ("column", "-k/--by COLUMN"),
    ("group", "-k/--by COLUMN"),
    ("select", "--columns LIST for the columns shown, -k COLUMN for what is counted"),
    ("having-count", "--having 'count >= N'"),
    ("descending", "nothing: numbers descend, -r reverses"),
    ("reverse-sort", "-r/--reverse"),
    ("country", "--mmdb FILE -k country"),
    ("bots", "-w 'user_agent ~ (?i)bot'"),
    ("ip", "-k client"),
    ("status", "-k status, or -w 'status = N'"),
    ("url", "-k path"),
    ("output-format", "-O/--output FORMAT"),
    ("pretty", "nothing: the text report is for eyes"),
    ("file", "nothing: a file is named without a flag"),
    ("input", "nothing: a file is named without a flag"),
    ("stdin", "-, or no file"),
    ("watch", "-F --every DURATION"),
    ("refresh", "--every DURATION"),
    ("top-values", "-n/--top N"),
    ("presets", "streamstats preset list"),
    ("formats", "streamstats preset list"),
    ("list", "streamstats preset list"),
];

/// What measures a column.
const MEASURE: &str =
    "-m/--measure COLUMN: mean, percentiles, histogram; -N where the values are the numbers";

/// A report has no neighbouring lines.
const NO_CONTEXT: &str =
    "nothing: values are counted, lines are not printed; --top-lines N has the largest";

/// Names of formats in other tools, and the names here.
const FORMATS: &[(&str, &str)] = &[
    ("nginx", "combined"),
    ("apache", "combined"),
    ("clf", "combined"),
    ("iis", "w3c"),
    ("k8s", "cri"),
    ("kubernetes", "cri"),
    ("systemd", "journal"),
];

/// Names of outputs in other tools, and the names here.
const OUTPUTS: &[(&str, &str)] = &[
    ("jsonl", "ndjson"),
    ("jsonlines", "ndjson"),
    ("json-lines", "ndjson"),
    ("ldjson", "ndjson"),
    ("md", "markdown"),
    ("prom", "prometheus"),
    ("openmetrics", "prometheus"),
    ("carbon", "graphite"),
    ("influxdb", "influx"),
    ("line-protocol", "influx"),
    ("nftables", "nft"),
    ("iptables", "ipset"),
    ("icinga", "nagios"),
    ("excel", "csv"),
    ("xlsx", "csv"),
    ("yaml", "json"),
    ("table", "text"),
    ("pretty", "text"),
    ("plain", "text"),
];

/// What to write here for an option of another tool, typed with or without its dashes.
pub(crate) fn option(typed: &str) -> Option<&'static str> {
    let name = typed.trim_start_matches('-');
    let own = find(OPTIONS, name);
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

/// The format here that another tool calls `name`.
pub(crate) fn format(name: &str) -> Option<&'static str> {
    find(FORMATS, name)
}

/// The output here that another tool calls `name`.
pub(crate) fn output(name: &str) -> Option<&'static str> {
    find(OUTPUTS, name)
}

fn find(table: &[(&str, &'static str)], word: &str) -> Option<&'static str> {
    // A single letter is an option of its own in either case.
    let is_same = |other: &str| match word.len() {
        1 => other == word,
        _ => other.eq_ignore_ascii_case(word),
    };
    table.iter().find(|(other, _)| is_same(other)).map(|(_, own)| *own)
}

#[cfg(test)]
mod tests {
    use crate::format::names;
    use clap::CommandFactory;

    use super::{FORMATS, OPTIONS, OUTPUTS};
    use crate::cli::args::Args;
    use crate::render;

    #[test]
    fn synonyms_are_no_names_of_their_own() {
        let command = Args::command();
        let output_names = render::OUTPUTS.iter().map(|output| output.name).collect::<Vec<_>>();
        for (other, _) in OPTIONS {
            let mut arguments = command.get_arguments();
            assert!(arguments.all(|argument| argument.get_long() != Some(other)), "{other}");
        }
        for (other, own) in OUTPUTS {
            let is_known = |name: &str| output_names.contains(&name);
            assert!(!is_known(other) && is_known(own), "{other}");
        }
        for (other, own) in FORMATS {
            assert!(names().all(|name| name != *other) && names().any(|name| name == *own));
        }
    }
}
