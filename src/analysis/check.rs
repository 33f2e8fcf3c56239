//! The checks of options, made before anything is read: a large log is not read in vain.

use super::options::AnalysisOptions;
use super::row_condition::RowCondition;
use super::sections::section_kind;
use super::value_columns::{ReportColumn, VALUE_COLUMNS, columns};
use crate::error::{Error, Result};
use crate::synonyms::meanings;

impl AnalysisOptions {
    /// Checks the section and the columns that are named. `tuple` has the names of the columns that are
    /// counted together. Errors: a section that no input could give; a column that `values` lacks, or one
    /// that a rule cannot judge; a column of `tuple` that is named like a column of `values`.
    pub(crate) fn check(&self, tuple: &[String]) -> Result<()> {
        self.check_sections()?;
        let columns = columns(self);
        let taken = |name: &&String| columns.iter().any(|column| column.name() == **name);
        if let Some(name) = tuple.iter().find(taken).filter(|_| tuple.len() > 1) {
            return Err(Error::Usage(format!(
                "-k/--by: every row has a field {name} of its own; leave {name} out, or give the \
                 column another name"
            )));
        }
        self.check_fields(&columns, tuple)?;
        let column = |name: &str| columns.iter().find(|column| column.name() == name);
        if column(&self.sort).is_none() && !self.by.contains(&self.sort) {
            return Err(self.of_matrix(unknown_column("--sort", "column", &self.sort, &columns)));
        }
        if column(&self.outlier_on).is_none_or(|column| !column.is_judged()) {
            let judged: Vec<ReportColumn<'_>> =
                columns.iter().copied().filter(ReportColumn::is_judged).collect();
            return Err(unknown_column("--outlier-on", "number", &self.outlier_on, &judged));
        }
        Ok(())
    }

    /// Checks the fields of rows that `--having` and `--columns` name; counted columns are fields
    /// too.
    fn check_fields(&self, columns: &[ReportColumn<'_>], tuple: &[String]) -> Result<()> {
        let tuple = if tuple.len() > 1 { tuple } else { &[] };
        let counted = tuple.iter().map(String::as_str);
        let known: Vec<&str> = columns.iter().map(ReportColumn::name).chain(counted).collect();
        let having = self.having.iter().map(|condition| ("--having", condition.field()));
        let chosen = self.columns.iter().flatten().map(|name| ("--columns", name.as_str()));
        let is_known =
            |name: &str| known.contains(&name) || self.by.iter().any(|column| column == name);
        if let Some((flag, name)) = having.chain(chosen).find(|(_, name)| !is_known(name)) {
            return Err(self.of_matrix(unknown_field(flag, "column", name, &known)));
        }
        let is_number =
            |name: &str| columns.iter().any(|column| column.name() == name && column.is_judged());
        let texts = self.having.iter().filter(|condition| condition.has_text());
        match texts.map(RowCondition::field).find(|name| is_number(name)) {
            Some(name) => Err(Error::Usage(format!(
                "--having: {name} is a number, and it is compared with a text; write {name} > 50"
            ))),
            None => Ok(()),
        }
    }

    /// The error of an unknown field, with what to write for an item of the matrix, which is none of the columns
    /// that order rows.
    fn of_matrix(&self, problem: Error) -> Error {
        match problem {
            Error::Usage(text) if self.across => Error::Usage(format!(
                "{text}; an item of --across is counted by --ratio 'COLUMN = ITEM', and is then hits"
            )),
            other => other,
        }
    }

    fn check_sections(&self) -> Result<()> {
        let mut kinds = self.sections.iter().filter_map(|name| section_kind(name));
        match kinds.find(|kind| !kind.needs.is_met(self)) {
            Some(kind) => {
                let (name, why) = (kind.name, kind.needs.why_not(self));
                Err(Error::Usage(format!("--section: there will be no {name}; {why}")))
            }
            None => Ok(()),
        }
    }
}

fn unknown_column(flag: &str, what: &str, name: &str, columns: &[ReportColumn<'_>]) -> Error {
    unknown_field(flag, what, name, &columns.iter().map(ReportColumn::name).collect::<Vec<_>>())
}

/// The error of a field that is not among `known`: the field that was meant, or what it needs, and all fields.
fn unknown_field(flag: &str, what: &str, name: &str, known: &[&str]) -> Error {
    let list = known.join(", ");
    if let Some(field) = without_direction(name).filter(|field| known.contains(field)) {
        return Error::Usage(format!(
            "{flag}: {name} is no {what}; write {flag} {field}: value, first and last ascend, others \
             descend, and -r turns that round"
        ));
    }
    let meant = meant(name).unwrap_or_else(|| name.to_owned());
    if known.contains(&meant.as_str()) {
        return Error::Usage(format!(
            "{flag}: no {what} {name}; did you mean {meant}? There are {list}"
        ));
    }
    let hint = match needed(&meant, known) {
        Some(needed) if meant == name => format!("it needs {needed}"),
        Some(needed) => format!("{meant} needs {needed}"),
        None if flag == "--having" => "-w has conditions on columns of lines".to_owned(),
        None => format!(
            "a column of lines is measured by -m {name} --sort m_sum (or m_mean, m_max), added up by \
             --weight {name}, counted by -k {name}"
        ),
    };
    Error::Usage(format!("{flag}: no {what} {name}; there are {list}; {hint}"))
}

/// The field of `-count`, `count:desc` or `count desc`.
fn without_direction(name: &str) -> Option<&str> {
    if let Some(field) = name.strip_prefix(['-', '+']) {
        return Some(field);
    }
    let (field, direction) = name.rsplit_once([':', ' ', ',', '='])?;
    let is_direction = ["asc", "desc", "ascending", "descending"]
        .iter()
        .any(|word| direction.eq_ignore_ascii_case(word));
    is_direction.then_some(field.trim_end())
}

/// What must be given for `values` to have the column `name` beside those `known`; `None` of a column that it
/// never has.
fn needed(name: &str, known: &[&str]) -> Option<String> {
    let fixed = VALUE_COLUMNS.iter().find(|column| column.name == name);
    let flag = fixed.and_then(|column| column.needs.flag()).map(str::to_owned);
    let is_measured = known.contains(&"m_count");
    match percentile(name) {
        Some(percent) if is_measured => Some(format!("--percentiles {percent}")),
        Some(percent) => flag.or(Some(format!("-m and --percentiles {percent}"))),
        None => flag,
    }
}

/// The column of `values` that `word` means in another tool; for `p95`, the column `m_p95`.
pub(super) fn meant(word: &str) -> Option<String> {
    let word = word.to_ascii_lowercase();
    let own = meanings("figures", &word).next();
    let percentile = || percentile(&word).map(|percent| format!("m_p{percent}"));
    own.map(str::to_owned).or_else(percentile)
}

/// The number of `p95`, `m_p95` or `p99.9`.
fn percentile(word: &str) -> Option<&str> {
    let number = word.strip_prefix("m_").unwrap_or(word).strip_prefix('p')?;
    number.parse::<f64>().is_ok_and(|percent| (0.0..=100.0).contains(&percent)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::{meant, percentile};
    use crate::analysis::value_columns::VALUE_COLUMNS;
    use crate::synonyms::pairs;

    #[test]
    fn synonyms_name_columns_and_are_no_columns() {
        for (word, own) in pairs("figures") {
            assert!(VALUE_COLUMNS.iter().any(|column| column.name == own), "{own}");
            assert!(VALUE_COLUMNS.iter().all(|column| column.name != word), "{word}");
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
