//! What can go wrong, as one type: a kind a caller can match, and a message that names the place
//! and what would be right. Not for rejected lines, which are data ([`crate::tally`]).

/// An error of this library.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A source cannot be opened or read: its name, and what the system said.
    #[error("{}: {problem}", .name.replace('\n', "\\n"))]
    Source {
        /// The file's name as it was given, `-` for standard input.
        name: String,
        /// What went wrong, without the name.
        problem: String,
    },
    /// A regular expression does not compile or lacks a usable group; the text shows the place.
    #[error("{0}")]
    Pattern(String),
    /// An option's value is wrong, or does not fit the others.
    #[error("{0}")]
    Usage(String),
    /// The run cannot start its threads.
    #[error("{0}")]
    Threads(String),
}

/// The result of a fallible call of this library.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error about the source `name`, from what the system reported.
    pub(crate) fn source(name: &str, problem: &std::io::Error) -> Self {
        Self::Source { name: name.to_owned(), problem: plain(problem) }
    }

    /// An error about a pattern typed for the option `flag`, which does not compile. The text of the
    /// regex crate draws the place.
    pub(crate) fn pattern(flag: &str, error: &regex::Error) -> Self {
        Self::Pattern(match error {
            regex::Error::CompiledTooBig(limit) => format!(
                "{flag}: the pattern compiles to more than {limit} bytes; make repetitions smaller"
            ),
            other => format!("{flag}: {other}"),
        })
    }
}

/// The message of an I/O error without the "(os error 2)" that std adds and no reader needs.
fn plain(error: &std::io::Error) -> String {
    let text = error.to_string();
    match text.split_once(" (os error ") {
        Some((message, _)) => message.to_owned(),
        None => text,
    }
}
