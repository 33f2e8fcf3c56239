//! Which preset the first lines of a source fit, and what a wrapper's lines hold.
//!
//! The preset that most lines fit wins; within a twentieth of it, the one that stands first in
//! [`PRESETS`], which reads more of them: a torn line does not turn `combined` into `common`. A
//! table that every line fits, its header too, wins over a format that the rows look like.
//! Called once a source.

use super::fit::{Probe, compile, object};
use super::{PRESETS, Preset, Syntax, Tell};

/// The format of a source and how sure it is.
#[derive(Debug, Clone, Copy)]
pub struct Detection {
    /// The preset.
    pub preset: &'static Preset,
    /// The preset that the wrapped lines fit, where the preset wraps others and there is one.
    pub inner: Option<&'static Preset>,
    /// How many lines fit.
    pub fits: usize,
    /// How many lines were tried: those that are not blank, do not begin with `#` and do not
    /// continue the line before them, as those of a stack trace do.
    pub lines: usize,
}

/// Names the preset that most of the first lines (without their newlines) fit; nothing where none
/// fits at least half of those that begin a record and a fifth of all but traces. A hundred lines
/// are looked at.
pub fn detect(lines: &[&[u8]]) -> Option<Detection> {
    let mut detection = best(lines, |_| true)?;
    if let Some(column) = detection.preset.wraps {
        let inner = wrapped(detection.preset, column, lines);
        let inner: Vec<&[u8]> = inner.iter().map(Vec::as_slice).collect();
        // One layer only, and no tables: their header is not in every piece of a log.
        let is_record = |preset: &Preset| {
            !matches!(preset.syntax, Syntax::Csv | Syntax::Tsv | Syntax::W3c(_))
                && preset.wraps.is_none()
        };
        detection.inner = best(&inner, is_record).map(|inner| inner.preset);
    }
    Some(detection)
}

fn best(lines: &[&[u8]], allowed: impl Fn(&Preset) -> bool) -> Option<Detection> {
    let probe = Probe::new(lines);
    let lines = probe.lines.len();
    let mut found: Vec<(&'static Preset, usize)> = Vec::new();
    for preset in PRESETS.iter().copied().filter(|preset| allowed(preset)) {
        let fits = probe.fits(preset);
        if fits > 0 {
            found.push((preset, fits));
        }
        // None further down can read more.
        if fits == lines {
            break;
        }
    }
    let most = found.iter().map(|(_, fits)| *fits).max();
    let most = most.filter(|most| most * 2 >= lines && most * 5 >= probe.votes)?;
    let first = found.iter().copied().find(|(_, fits)| fits * 20 >= most * 19)?;
    let better = |&&(preset, fits): &&(&Preset, usize)| {
        let is_table = matches!(preset.syntax, Syntax::Csv | Syntax::Tsv);
        let among = preset.tells.contains(&Tell::Among(first.0.name));
        is_table && fits == lines && first.1 < lines || among && fits * 3 >= lines
    };
    let (preset, fits) = found.iter().find(better).copied().unwrap_or(first);
    Some(Detection { preset, inner: None, fits, lines })
}

/// The lines that a wrapper's lines hold.
fn wrapped(preset: &Preset, column: &str, lines: &[&[u8]]) -> Vec<Vec<u8>> {
    let Some(column) = preset.columns.iter().find(|own| own.name == column) else {
        return Vec::new();
    };
    match preset.syntax {
        Syntax::Pattern(patterns) => {
            let regexes: Vec<_> = patterns.iter().filter_map(|pattern| compile(pattern)).collect();
            let group = |line: &&[u8]| {
                let captures = regexes.iter().find_map(|regex| regex.captures(line))?;
                captures.name(column.name).map(|inner| inner.as_bytes().to_vec())
            };
            lines.iter().filter_map(group).collect()
        }
        Syntax::Json => {
            let Some(origin) = column.from.first() else { return Vec::new() };
            let member = |line: &&[u8]| {
                let object = object(line)?;
                let text = object.get(origin.field)?.as_str()?;
                origin.take(text.as_bytes()).map(<[u8]>::to_vec)
            };
            lines.iter().filter_map(member).collect()
        }
        _ => Vec::new(),
    }
}
