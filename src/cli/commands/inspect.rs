//! `inspect`: what is known of one value: its rate, its makeup against all other values, its neighbours and
//! its signs.

use std::path::Path;

use crate::analysis::ContrastUse;
use crate::condition::Subject;
use crate::error::{Error, Result};
use crate::extract::ADDRESS;

use super::contrasted::planned;
use super::log_shape::LogShape;
use crate::cli::args::{CountArgs, InspectArgs};
use crate::cli::config::Config;
use crate::cli::contrast::Question;
use crate::cli::environment::Environment;
use crate::cli::parsed::Parsed;

/// The group of a pattern that is counted unasked.
const VALUE: &str = "value";
/// The condition of a failed request, where lines have a status.
const FAILED: &str = "status >= 400";
/// The column of paths. A value that is a path is sought in it; of every other value its different paths are
/// counted.
const PATH: &str = "path";
/// The column in which addresses are sought; where the format has no clients, in its messages.
const CLIENT: &str = "client";

/// The run that counts what is asked of the value. Errors: options that do not fit, or columns that the log
/// lacks.
pub(super) fn inspected(
    args: &InspectArgs,
    parsed: &Parsed,
    environment: &Environment,
) -> Result<Config> {
    if parsed.args.number.numeric {
        return Err(Error::Usage(
            "inspect counts values, and -N measures numbers; leave out -N".to_owned(),
        ));
    }
    if parsed.args.run.last.is_some() {
        return Err(Error::Usage(
            "inspect keeps lines of the whole run, and --last forgets events".to_owned(),
        ));
    }
    if parsed.args.files.is_empty() && Path::new(&args.value).is_file() {
        return Err(Error::Usage(format!(
            "inspect takes a value before the files, and {} is a file; - as the file is standard input",
            args.value.display()
        )));
    }
    let value = args.value.as_encoded_bytes();
    let is_address = Subject::read(value).has_address();
    let is_path = value.starts_with(b"/");
    let adapt = |shape: &LogShape, args: &mut CountArgs| {
        args.time.time |= shape.has_time();
        if args.value.ratio.is_none() && shape.has("status") {
            args.value.ratio = Some(FAILED.to_owned());
        }
        if args.value.distinct.is_none() && shape.has(PATH) {
            args.value.distinct = Some(PATH.to_owned());
        }
        if args.value.by.is_empty() && args.value.pattern.is_some() && shape.has(VALUE) {
            args.value.by.push(VALUE.to_owned());
        }
        if args.value.by.is_empty() && is_address && shape.has(CLIENT) {
            args.value.by.push(CLIENT.to_owned());
        }
        if args.value.by.is_empty() && is_address && shape.has_address() {
            args.value.by.push(ADDRESS.to_owned());
        }
        if args.value.by.is_empty() && is_path && shape.counts_addresses() && shape.has(PATH) {
            args.value.by.push(PATH.to_owned());
        }
    };
    let columns = |shape: &LogShape, args: &CountArgs| {
        if shape.has_no_columns() {
            return Vec::new();
        }
        let mut columns = shape.makeup(&args.value.by);
        let distinct = args.value.distinct.iter();
        columns.extend(distinct.map(|name| shape.column("", name, ContrastUse::Exclusive)));
        columns
    };
    planned(parsed, environment, Question::Inspect(value.to_vec()), adapt, columns)
}
