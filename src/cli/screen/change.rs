//! A change of the command line, as data.

use crate::cli::command_line::CommandLine;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LineChange {
    /// The flag is given.
    Give(&'static str),
    /// The option gets this value alone.
    Set(&'static str, String),
    /// A repeatable option gets one more value.
    Add(&'static str, String),
    /// The option is taken away.
    Remove(&'static str),
    /// One value of a repeatable option is taken away.
    RemoveValue(&'static str, String),
}

impl LineChange {
    pub(super) fn apply(&self, line: &mut CommandLine) {
        match self {
            Self::Give(name) => line.give(name),
            Self::Set(name, value) => line.set(name, value.clone()),
            Self::Add(name, value) => line.add(name, value.clone()),
            Self::Remove(name) => {
                line.remove(name);
                if *name == "measure" {
                    remove_measured(line);
                }
            }
            Self::RemoveValue(name, value) => line.remove_value(name, value),
        }
    }
}

/// Takes away what needs a measure: rows sorted or judged by its figures.
fn remove_measured(line: &mut CommandLine) {
    for name in ["sort", "outlier-on"] {
        if line.get(name).iter().any(|column| column.starts_with("m_")) {
            line.remove(name);
        }
    }
}
