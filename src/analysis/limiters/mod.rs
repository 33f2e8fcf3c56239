//! Rate limiters of other programs, replayed (`--try`): a row each in [`LIMITERS`].

mod fail2ban;
mod haproxy;
mod nginx;
mod rule;
mod settings;
mod token;
mod windows;

use std::str::FromStr;
use std::sync::Arc;

pub(crate) use rule::{Decisions, LimiterKind, LimiterRule};
use settings::Settings;

pub(crate) static LIMITERS: [LimiterKind; 7] = [
    nginx::KIND,
    token::KIND,
    windows::FIXED,
    windows::SLIDING,
    windows::COUNTER,
    haproxy::KIND,
    fail2ban::KIND,
];

/// A limiter with its settings, as `--try` names it.
#[derive(Debug, Clone)]
pub(crate) struct Limiter {
    /// The SPEC as it was typed.
    pub(crate) spec: String,
    /// How it decides.
    pub(crate) rule: Arc<dyn LimiterRule>,
}

impl FromStr for Limiter {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, settings) = match text.split_once(':') {
            Some((name, settings)) => (name, Some(settings)),
            None => (text, None),
        };
        let known = || LIMITERS.iter().map(|kind| kind.name).collect::<Vec<_>>().join(", ");
        let kind = LIMITERS.iter().find(|kind| kind.name == name);
        let kind = kind.ok_or_else(|| format!("no limiter {name}; there are {}", known()))?;
        let rule = Settings::read(settings).and_then(|mut settings| {
            let rule = (kind.read)(&mut settings)?;
            settings.end().map(|()| rule)
        });
        let wrong = |problem| format!("{name}: {problem}; its form is {}", kind.form);
        Ok(Self { spec: text.to_owned(), rule: rule.map_err(wrong)?.into() })
    }
}
