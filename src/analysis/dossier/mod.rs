//! The sections of `inspect`: who a value is, against all other values.

mod facts;
mod hours;
mod lines;
mod rhythm;
mod siblings;
mod signs;
mod standing;
mod subject;

pub(super) use facts::Dossier;
pub(super) use hours::hours;
pub(super) use lines::subject_lines;
pub(super) use siblings::siblings;
pub(super) use signs::signs;
pub(super) use standing::standing;
pub(super) use subject::subject;
