//! Options of alerts: conditions on the figures of the report.

const ALERTS: &str = "Alerts: conditions on the figures";

// A doc comment would become the command's own help: clap takes it from a flattened group.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct AlertArgs {
    /// End with status 3 when this holds, as in 'peak > 50' or 'no values.count[value = a] > 9'; repeatable
    ///
    /// CONDITION is [any|all|no] FIELD OP NUMBER. FIELD is a column of values, or a field of another
    /// section (summary.stdev); FIELD[COLUMN OP VALUE] looks at some rows only. OP is =, !=, <, <=, >
    /// or >=. NUMBER takes 5%, 500ms, 1MB, and for times what -s takes. All rows are looked at,
    /// whatever -n and -o show.
    #[arg(long, value_name = "CONDITION", help_heading = ALERTS)]
    pub(crate) fail_if: Vec<String>,

    /// Say when this holds, and keep the exit status; repeatable
    #[arg(long, value_name = "CONDITION", help_heading = ALERTS)]
    pub(crate) warn_if: Vec<String>,

    /// With -F or --every: end at the first report in which a --fail-if holds
    #[arg(long, help_heading = ALERTS, requires = "fail_if")]
    pub(crate) fail_fast: bool,
}
