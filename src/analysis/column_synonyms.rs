//! Words for the columns of `values` in other tools: for the error about a column that is not there.

/// Words of other tools, and the columns they mean.
const COLUMNS: &[(&[&str], &str)] = &[
    (&["name", "key", "item", "group"], "value"),
    (
        &[
            "total",
            "freq",
            "frequency",
            "requests",
            "lines",
            "events",
            "number",
            "n",
            "occurrences",
        ],
        "count",
    ),
    (&["percent", "percentage", "pct", "proportion"], "share"),
    (&["z", "zscore", "z_score", "deviation"], "score"),
    (&["errors", "failures", "failed"], "hits"),
    (&["error_rate", "failure_rate"], "ratio"),
    (&["unique", "uniq", "users", "cardinality"], "distinct"),
    (&["start", "begin", "first_seen", "since", "oldest", "time"], "first"),
    (&["end", "last_seen", "until", "newest", "latest"], "last"),
    (&["rate", "rps", "qps", "mean_per_second", "per_second"], "mean_rate"),
    (&["max_rate", "peak_rate", "busiest"], "peak"),
    (&["visits", "session"], "sessions"),
    (&["gap", "longest_gap", "idle"], "longest_gap_seconds"),
    (&["sum"], "m_sum"),
    (&["mean", "avg", "average"], "m_mean"),
    (&["min", "minimum", "fastest"], "m_min"),
    (&["max", "maximum", "slowest"], "m_max"),
    (&["median", "p50"], "m_p50"),
];

/// The column of `values` that `word` means in another tool; for `p95`, the column `m_p95`.
pub(super) fn meant(word: &str) -> Option<String> {
    let word = word.to_ascii_lowercase();
    let row = COLUMNS.iter().find(|(words, _)| words.contains(&word.as_str()));
    let percentile = || percentile(&word).map(|percent| format!("m_p{percent}"));
    row.map(|(_, own)| (*own).to_owned()).or_else(percentile)
}

/// The number of `p95`, `m_p95` or `p99.9`.
pub(super) fn percentile(word: &str) -> Option<&str> {
    let number = word.strip_prefix("m_").unwrap_or(word).strip_prefix('p')?;
    number.parse::<f64>().is_ok_and(|percent| (0.0..=100.0).contains(&percent)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, meant, percentile};
    use crate::analysis::value_columns::VALUE_COLUMNS;

    #[test]
    fn synonyms_name_columns_and_are_no_columns() {
        for (words, own) in COLUMNS {
            assert!(VALUE_COLUMNS.iter().any(|column| column.name == *own), "{own}");
            for word in *words {
                assert!(VALUE_COLUMNS.iter().all(|column| column.name != *word), "{word}");
            }
        }
    }

    #[test]
    fn percentiles_are_columns_of_a_measure() {
        assert_eq!(meant("p99.9").as_deref(), Some("m_p99.9"));
        assert_eq!(meant("AVG").as_deref(), Some("m_mean"));
        assert_eq!(percentile("m_p95"), Some("95"));
        assert_eq!((meant("path"), percentile("p"), percentile("p101")), (None, None, None));
    }
}
