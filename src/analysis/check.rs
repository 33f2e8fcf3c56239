//! The checks of options before anything is read: to read a large log and then print nothing helps
//! nobody.

use super::need::Need;
use super::options::AnalysisOptions;
use super::sections::section_kind;
use super::value_columns::{ReportColumn, VALUE_COLUMNS, columns};
use crate::error::{Error, Result};

impl AnalysisOptions {
    /// Checks the section and the columns that are named. `tuple` has the names of the columns that
    /// are counted together.
    ///
    /// # Errors
    /// A section that no input could give; a column that `values` lacks, or one that a rule cannot
    /// judge; a column of `tuple` that is named like a column of `values`.
    pub fn check(&self, tuple: &[String]) -> Result<()> {
        self.check_section()?;
        let columns = columns(self);
        let taken = |name: &&String| columns.iter().any(|column| column.name() == **name);
        if let Some(name) = tuple.iter().find(taken).filter(|_| tuple.len() > 1) {
            return Err(Error::Usage(format!(
                "-k/--by: every row has a field {name} of its own; give the group another name"
            )));
        }
        let column = |name: &str| columns.iter().find(|column| column.name() == name);
        if column(&self.sort).is_none() {
            return Err(unknown_column("--sort", "column", &self.sort, &columns));
        }
        if column(&self.outlier_on).is_none_or(|column| !column.is_judged()) {
            let judged: Vec<ReportColumn<'_>> =
                columns.iter().copied().filter(ReportColumn::is_judged).collect();
            return Err(unknown_column("--outlier-on", "number", &self.outlier_on, &judged));
        }
        Ok(())
    }

    fn check_section(&self) -> Result<()> {
        let kind = self.section.as_deref().and_then(section_kind);
        match kind.filter(|kind| !kind.needs.is_met(self)) {
            Some(kind) => {
                let (name, why) = (kind.name, kind.needs.why_not());
                Err(Error::Usage(format!("--section: there will be no {name}; {why}")))
            }
            None => Ok(()),
        }
    }
}

fn unknown_column(flag: &str, what: &str, name: &str, columns: &[ReportColumn<'_>]) -> Error {
    let known: Vec<&str> = columns.iter().map(ReportColumn::name).collect();
    let known = known.join(", ");
    let lacking = VALUE_COLUMNS.iter().find(|column| column.name == name);
    let flag_needed = lacking.map_or(Need::Nothing, |column| column.needs).flag();
    let hint = flag_needed.map(|flag| format!("; it needs {flag}")).unwrap_or_default();
    Error::Usage(format!("{flag}: no {what} {name}; there are {known}{hint}"))
}
