//! What is to be done after a key.

/// What the caller is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Action {
    /// End the run with the report.
    Quit,
    /// The command line is another one, or more rows are needed: ask for its report.
    Asked,
    /// Draw again.
    Changed,
    /// Nothing.
    Nothing,
    /// The key cannot do anything now; why.
    Refused(String),
    /// Write the report in this output to a file.
    Write(&'static str),
    /// Read the log again for what is known of the chosen row.
    Inspect,
    /// Stop the reading.
    Stop,
    /// Give the terminal back until the program is continued.
    Suspend,
}
