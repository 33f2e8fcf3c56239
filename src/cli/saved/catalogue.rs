//! What may stand in a preset: the options and what they take, and the names that are not free.
//! Made by the caller, from the definitions of the command line and the registry of presets.

use std::ffi::OsString;

/// The options that say how lines are taken apart; a run has one of them.
pub(super) const SOURCES: [&str; 3] = ["pattern", "field", "preset"];

/// The key that says what a preset is for; no option.
pub(super) const DESCRIPTION: &str = "description";

/// The key of the table that holds a format; no option.
pub(super) const FORMAT: &str = "format";

/// What an option takes on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ArgKind {
    /// Nothing, `--outliers`: a boolean in the file.
    Nothing,
    /// One value, `--top=10`: a text or a number in the file.
    One,
    /// A value each time it is given, `--grep=a --grep=b`: a value or an array in the file.
    Repeated,
    /// Two values each time it is given, `--replace a b`: an array of an even number in the file.
    Pairs,
    /// Values joined by commas, `--by=client,path`: a value or an array in the file.
    List,
}

impl ArgKind {
    /// The arguments that give the option `name` these values, as clap reads them.
    pub(crate) fn words(self, name: &str, values: &[String]) -> Vec<OsString> {
        let long = |value: &str| OsString::from(format!("--{name}={value}"));
        match self {
            Self::Nothing => vec![format!("--{name}").into()],
            Self::List if values.is_empty() => Vec::new(),
            Self::List => vec![long(&values.join(","))],
            Self::One | Self::Repeated => values.iter().map(|value| long(value)).collect(),
            Self::Pairs => {
                let words = values.chunks(2).flat_map(|pair| {
                    let texts = pair.iter().map(OsString::from);
                    std::iter::once(format!("--{name}").into()).chain(texts)
                });
                words.collect()
            }
        }
    }
}

/// An option a preset may hold.
#[derive(Debug, Clone)]
pub(crate) struct PresetKey {
    /// The long name, without dashes.
    pub(crate) name: String,
    pub(crate) takes: ArgKind,
}

/// The options and the built-in names.
#[derive(Debug, Clone)]
pub(crate) struct Catalogue {
    /// The options, in the order in which they are written and expanded.
    pub(crate) keys: Vec<PresetKey>,
    /// The names `-P` knows without any file, `auto` among them.
    pub(crate) builtin: Vec<&'static str>,
}

impl Catalogue {
    /// Where the option stands among the keys.
    pub(super) fn index(&self, name: &str) -> Option<usize> {
        self.keys.iter().position(|key| key.name == name)
    }

    /// The option `name` and its index.
    pub(super) fn find(&self, name: &str) -> Result<(usize, &PresetKey), String> {
        let found = self.index(name).and_then(|index| Some((index, self.keys.get(index)?)));
        found.ok_or_else(|| {
            let known = self.keys.iter().map(|key| key.name.as_str()).chain([DESCRIPTION]);
            match crate::format::closest(name, known) {
                Some(near) => {
                    format!("{name:?} is no option a preset can hold; the nearest is {near:?}")
                }
                None => format!(
                    "{name:?} is no option a preset can hold; keys are long option names, as in \
                     by = \"client\""
                ),
            }
        })
    }

    /// Whether `-P` knows the name without any file.
    pub(super) fn is_builtin(&self, name: &str) -> bool {
        self.builtin.contains(&name)
    }

    /// Checks a name for a preset of one's own. Errors: it has other characters than lower-case letters,
    /// digits and hyphens between them, or is taken by a built-in preset; the text says what would be
    /// right.
    pub(super) fn check_name(&self, name: &str) -> Result<(), String> {
        if self.is_builtin(name) {
            return Err(format!(
                "{name:?} is a built-in preset; a saved one needs a name of its own"
            ));
        }
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let is_right = name.chars().all(|c| is_plain(c) || c == '-')
            && name.starts_with(is_plain)
            && name.ends_with(is_plain);
        if is_right {
            return Ok(());
        }
        let right = "lower-case letters, digits and hyphens between them";
        let lowered = name.to_lowercase().replace(['_', ' ', '.'], "-");
        let free = lowered != name && self.check_name(&lowered).is_ok();
        Err(match free {
            true => format!("{name:?} is no name of a preset: {right}, as in {lowered:?}"),
            false => format!("{name:?} is no name of a preset: {right}, as in \"checkout-errors\""),
        })
    }
}
