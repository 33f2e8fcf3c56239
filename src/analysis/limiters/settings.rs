//! The settings of a SPEC: what follows the limiter's name, as `rate=10r/m,burst=5,nodelay`.

use crate::time::parse_duration;

/// One setting: a name and, after `=`, a text.
#[derive(Debug, Clone, Copy)]
struct SpecSetting<'t> {
    name: &'t str,
    text: Option<&'t str>,
}

/// The settings of one SPEC; each is taken once, and a setting left over is an error.
pub(super) struct Settings<'t>(Vec<SpecSetting<'t>>);

/// Events a span of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quota {
    /// How many events; at least 1.
    pub(super) events: u64,
    /// The span in nanoseconds; above 0.
    pub(super) span: i64,
}

impl<'t> Settings<'t> {
    /// Separates the settings at commas; `None` is a SPEC without a colon, which has none. Errors: an empty
    /// setting, or a setting that stands twice.
    pub(super) fn read(text: Option<&'t str>) -> Result<Self, String> {
        let mut settings: Vec<SpecSetting<'t>> = Vec::new();
        for part in text.into_iter().flat_map(|text| text.split(',')) {
            let (name, text) = match part.trim().split_once('=') {
                Some((name, text)) => (name, Some(text)),
                None => (part.trim(), None),
            };
            let second = text.and_then(|text| text.split_once(char::is_whitespace));
            if let Some((_, second)) = second {
                return Err(format!("a comma is missing before {}", second.trim_start()));
            }
            if name.is_empty() {
                return Err("a setting is empty".to_owned());
            }
            if settings.iter().any(|setting| setting.name == name) {
                return Err(format!("{name} stands twice"));
            }
            settings.push(SpecSetting { name, text });
        }
        Ok(Self(settings))
    }

    /// Takes the text of the setting `name`, if it is given.
    pub(super) fn text(&mut self, name: &str) -> Option<&'t str> {
        let at =
            self.0.iter().position(|setting| setting.name == name && setting.text.is_some())?;
        self.0.remove(at).text
    }

    /// Takes the word `name`, which has no `=`; says whether it is given.
    pub(super) fn word(&mut self, name: &str) -> bool {
        let at = self.0.iter().position(|setting| setting.name == name && setting.text.is_none());
        at.map(|at| self.0.remove(at)).is_some()
    }

    /// Takes one of two words: whether the setting `name` is `given`, and not `usual`, which it is unless
    /// it stands there. Errors: the setting is another word.
    pub(super) fn choice(&mut self, [name, given, usual]: [&str; 3]) -> Result<bool, String> {
        match self.text(name) {
            None => Ok(false),
            Some(text) if text == usual => Ok(false),
            Some(text) if text == given => Ok(true),
            Some(text) => {
                Err(format!("{name}={text} is neither {name}={given} nor {name}={usual}"))
            }
        }
    }

    /// Takes a whole number. Errors: the setting is no whole number.
    pub(super) fn number(&mut self, name: &str) -> Result<Option<u64>, String> {
        let wrong = |text| format!("{name}={text} is no whole number");
        let number = |text: &'t str| text.parse().map_err(|_| wrong(text));
        self.text(name).map(number).transpose()
    }

    /// Takes a whole number below 2^32. Errors: the setting is no whole number, or a larger one.
    pub(super) fn small(&mut self, name: &str) -> Result<Option<u32>, String> {
        let number = self.number(name)?;
        let small =
            |number| u32::try_from(number).map_err(|_| format!("{name}={number} is too large"));
        number.map(small).transpose()
    }

    /// Takes a length of time above 0, in nanoseconds. Errors: the setting is no length of time.
    pub(super) fn duration(&mut self, name: &str) -> Result<Option<i64>, String> {
        self.text(name).map(|text| length(name, text)).transpose()
    }

    /// Takes the quota, as `100/1m`, which stands first and has no name. Errors: the first setting is
    /// missing or is no quota.
    pub(super) fn quota(&mut self) -> Result<Quota, String> {
        let is_quota =
            |setting: &SpecSetting<'_>| setting.text.is_none() && setting.name.contains('/');
        let at = self.0.iter().position(is_quota).ok_or("it lacks N/DURATION, as 100/1m")?;
        let text = self.0.remove(at).name;
        let (events, span) = text.split_once('/').unwrap_or((text, ""));
        let wrong = || format!("{text} is no quota; write N/DURATION, as 100/1m");
        let events = events.parse().ok().filter(|events| *events > 0).ok_or_else(wrong)?;
        let is_unit = span.starts_with(|first: char| first.is_alphabetic());
        let span = if is_unit { format!("1{span}") } else { span.to_owned() };
        Ok(Quota { events, span: length(text, &span)? })
    }

    /// Ends the reading. Errors: a setting that the limiter does not have.
    pub(super) fn end(self) -> Result<(), String> {
        match self.0.first() {
            None => Ok(()),
            Some(SpecSetting { name, text: None }) => Err(format!("it has no setting {name}")),
            Some(SpecSetting { name, text: Some(text) }) => {
                Err(format!("it has no setting {name}={text}"))
            }
        }
    }
}

fn length(name: &str, text: &str) -> Result<i64, String> {
    let length = parse_duration(text).map_err(|error| format!("{name}: {error}"))?;
    if length > 0 { Ok(length) } else { Err(format!("{name}: {text} is no length of time")) }
}
