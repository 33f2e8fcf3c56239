//! `--limits`: which limit, over which time, would meet whom. The sections `limits`, `limit_steps` and
//! `limit_config`.

mod advice;
mod config_lines;
mod find;
mod sections;

pub(super) use config_lines::config_limiters;
pub(super) use find::{RunLimits, find_limits};
pub(super) use sections::{limit_config, limit_steps, limits};
