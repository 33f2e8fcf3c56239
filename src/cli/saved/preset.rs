//! A saved preset as it was read, and the lines it is written as.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::format::{Format, Sample};

use super::catalogue::{Catalogue, DESCRIPTION};
use super::file::Place;
use super::setting::{Setting, string};

/// A format written by a user, below `[preset.NAME.format]`.
#[derive(Debug, Clone)]
pub(crate) struct OwnFormat {
    pub(crate) format: Format,
    pub(crate) samples: Vec<Sample>,
}

#[derive(Debug, Clone)]
pub(crate) struct Preset {
    pub(crate) file: PathBuf,
    pub(crate) description: Option<String>,
    /// The format of its own, if it has one.
    pub(crate) format: Option<OwnFormat>,
    /// By the option's index in the catalogue, each with its place.
    pub(super) settings: BTreeMap<usize, (Setting, Place)>,
}

impl Preset {
    /// The options and their values, as [`save`](fn@super::save) takes them.
    pub(crate) fn options(&self, catalogue: &Catalogue) -> Vec<(String, Vec<String>)> {
        let row = |(index, (setting, _)): (&usize, &(Setting, Place))| {
            Some((catalogue.keys.get(*index)?.name.clone(), setting.values()))
        };
        self.settings.iter().filter_map(row).collect()
    }

    /// The keys and values of its table.
    pub(super) fn lines(&self, catalogue: &Catalogue) -> Vec<(String, String)> {
        let settings = self.settings.iter().map(|(index, (setting, _))| (*index, setting));
        lines(self.description.as_deref(), settings, catalogue)
    }

    /// The value of the option that takes one, and where it stands.
    pub(super) fn value(&self, index: Option<usize>) -> Option<(&str, Place)> {
        match self.settings.get(&index?)? {
            (Setting::Texts(texts), place) => Some((texts.first()?, *place)),
            (Setting::Flag(_), _) => None,
        }
    }
}

/// Keys and values in TOML, the description first.
pub(super) fn lines<'a>(
    description: Option<&str>,
    settings: impl Iterator<Item = (usize, &'a Setting)>,
    catalogue: &Catalogue,
) -> Vec<(String, String)> {
    let line = |(index, setting): (usize, &Setting)| {
        let key = catalogue.keys.get(index)?;
        Some((key.name.clone(), setting.to_toml(key.takes)))
    };
    let description = description.map(|text| (DESCRIPTION.to_owned(), string(text)));
    description.into_iter().chain(settings.filter_map(line)).collect()
}
