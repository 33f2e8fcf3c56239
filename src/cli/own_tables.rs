//! The files of `--routes` and `--mmdb`, from which columns such as `route` and `country` are made.

use std::path::Path;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::extract::{AddressDatabase, OwnTables, Routes};
use crate::state::Options;

use super::args::ValueArgs;
use super::state::{DATABASES, ROUTES};

/// Reads the files that the options name. Errors: a file that cannot be read, or is no file of routes or no
/// database; the message names option and file.
pub(crate) fn read(value: &ValueArgs) -> Result<OwnTables> {
    let routes = value.routes.as_deref().map(|file| {
        let text = String::from_utf8_lossy(&bytes("--routes", file)?).into_owned();
        Routes::read(&text).map(Arc::new).map_err(|problem| unfit("--routes", file, &problem))
    });
    let databases = value.mmdb.iter().map(|file| {
        AddressDatabase::read(bytes("--mmdb", file)?)
            .map_err(|problem| unfit("--mmdb", file, &problem))
    });
    let databases = databases.collect::<Result<Vec<_>>>()?;
    Ok(OwnTables { routes: routes.transpose()?, databases: databases.into() })
}

/// Puts what the files hold in place of their names among the options of a state, because states of
/// equal contents can be merged wherever the files lay.
pub(crate) fn replace_file_names(tables: &OwnTables, options: &mut Options) {
    options.remove("routes");
    options.remove("mmdb");
    if let Some(routes) = &tables.routes {
        options.insert(ROUTES.to_owned(), routes.texts().map(str::to_owned).collect());
    }
    if !tables.databases.is_empty() {
        let editions = tables.databases.iter().map(AddressDatabase::edition);
        options.insert(DATABASES.to_owned(), editions.collect());
    }
}

fn bytes(option: &str, file: &Path) -> Result<Vec<u8>> {
    let named = |error| Error::source(&file.display().to_string(), &error);
    std::fs::read(file).map_err(|error| Error::Usage(format!("{option}: {}", named(error))))
}

fn unfit(option: &str, file: &Path, problem: &dyn std::fmt::Display) -> Error {
    Error::Usage(format!("{option}: {}: {problem}", file.display()))
}
