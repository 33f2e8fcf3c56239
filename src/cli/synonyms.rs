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
    ("presets", "streamstats preset list"),
    ("formats", "streamstats preset list"),
    ("list", "streamstats preset list"),
];

/// What measures a column.
const MEASURE: &str =
    "-m/--measure COLUMN: mean, percentiles, histogram; -N where the values are the numbers";

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

/// What to write here for an option of another tool, typed with or without its dashes.
pub(crate) fn option(typed: &str) -> Option<&'static str> {
    find(OPTIONS, typed.trim_start_matches('-'))
}

/// The format here that another tool calls `name`.
pub(crate) fn format(name: &str) -> Option<&'static str> {
    find(FORMATS, name)
}

fn find(table: &[(&str, &'static str)], word: &str) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    table.iter().find(|(other, _)| *other == word).map(|(_, own)| *own)
}

#[cfg(test)]
mod tests {
    use crate::format::names;
    use clap::CommandFactory;

    use super::{FORMATS, OPTIONS};
    use crate::cli::args::Args;

    #[test]
    fn synonyms_are_no_names_of_their_own() {
        let command = Args::command();
        for (other, _) in OPTIONS {
            let mut arguments = command.get_arguments();
            assert!(arguments.all(|argument| argument.get_long() != Some(other)), "{other}");
        }
        for (other, own) in FORMATS {
            assert!(names().all(|name| name != *other) && names().any(|name| name == *own));
        }
    }
}
