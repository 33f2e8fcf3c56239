//! Log formats: what their lines look like, which columns they have, and what gives them away.
//!
//! A format is a TOML file under `formats/`, built into the program, or the table
//! `[preset.NAME.format]` of a user's file; `docs/presets.md` describes the language of both.
//! [`find`] reads one built-in file, [`builtin()`] all of them.
//!
//! The extraction takes lines apart by [`Syntax`], [`Column`] and [`Cut`]; its module `detect` finds
//! the format of a source. This module reads no lines and knows no options.
//!
//! ```
//! use streamstats::format;
//!
//! let combined = format::find("combined").ok_or("no such format")?;
//! assert!(combined.columns.iter().any(|column| column.name == "user_agent"));
//! assert_eq!(combined.description, "Apache and nginx combined access log");
//! # Ok::<(), &str>(())
//! ```

mod builtin;
mod column;
mod cut;
mod definition;
mod hint;
mod log_format;
mod name;
mod pattern;
mod read;
mod roles;
mod weight;

pub(crate) use builtin::{builtin, description, outlines, suggest, text};
pub use builtin::{find, names, samples};
pub(crate) use column::Origin;
pub use column::{Column, ColumnKind};
pub(crate) use cut::Cut;
pub(crate) use hint::{DetectionHint, Outline, line_test};
pub(crate) use log_format::{ContinuedRule, Syntax};
pub use log_format::{Format, Sample};
pub(crate) use name::closest;
pub(crate) use pattern::with_longer_group;
pub(crate) use roles::{KeyRole, RoleField, plain, roles};
pub(crate) use weight::is_light;
