//! Rate limiters of other programs, replayed (`--try`): one file a machine, one row a machine in
//! [`LIMITERS`].

mod counter;
mod fail2ban;
mod fixed;
mod haproxy;
mod machine;
mod nginx;
mod settings;
mod sliding;
mod token;

use std::str::FromStr;

pub(crate) use machine::{Decisions, LimiterKind, Machine};
use settings::Settings;

/// All kinds of limiters.
pub(crate) static LIMITERS: [LimiterKind; 7] = [
    nginx::KIND,
    token::KIND,
    fixed::KIND,
    sliding::KIND,
    counter::KIND,
    haproxy::KIND,
    fail2ban::KIND,
];

/// A limiter with its settings, as `--try` names it.
#[derive(Debug)]
pub(crate) struct Limiter {
    /// The SPEC as it was typed.
    pub(crate) spec: String,
    machine: Box<dyn Machine>,
}

impl Limiter {
    /// The machine before its first event.
    pub(crate) fn machine(&self) -> Box<dyn Machine> {
        self.machine.boxed()
    }
}

impl Clone for Limiter {
    fn clone(&self) -> Self {
        Self { spec: self.spec.clone(), machine: self.machine.boxed() }
    }
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
        let machine = Settings::read(settings).and_then(kind.read);
        let wrong = |problem| format!("{name}: {problem}; its form is {}", kind.form);
        Ok(Self { spec: text.to_owned(), machine: machine.map_err(wrong)? })
    }
}
