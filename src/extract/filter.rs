//! `-g` and `-x`: which lines count at all, told from the raw line.

use regex::bytes::{RegexSet, RegexSetBuilder};

use super::pattern::compile_error;
use crate::error::Result;

/// Keeps lines that match one of some patterns (if there are any) and none of others.
#[derive(Debug, Clone)]
pub(super) struct Filter {
    grep: Option<RegexSet>,
    exclude: Option<RegexSet>,
}

impl Filter {
    pub(super) fn new(grep: &[String], exclude: &[String]) -> Result<Self> {
        Ok(Self { grep: compile("-g/--grep", grep)?, exclude: compile("-x/--exclude", exclude)? })
    }

    /// Whether `line` counts.
    #[inline]
    pub(super) fn keeps(&self, line: &[u8]) -> bool {
        self.grep.as_ref().is_none_or(|set| set.is_match(line))
            && self.exclude.as_ref().is_none_or(|set| !set.is_match(line))
    }
}

fn compile(flag: &str, patterns: &[String]) -> Result<Option<RegexSet>> {
    if patterns.is_empty() {
        return Ok(None);
    }
    let set = RegexSetBuilder::new(patterns).build();
    set.map(Some).map_err(|error| compile_error(flag, &error))
}
