//! What holds for one source, told from its first lines: its format, where columns and times stand.

use std::sync::Arc;

use super::detect::{Detection, detect, nearest};
use super::format::Format;
use super::stamp::SourceTime;
use crate::error::{Error, Result};
use crate::format::{Kind, Preset, Syntax};

/// Which preset takes lines apart.
#[derive(Debug, Clone, Copy)]
pub enum PresetChoice {
    /// This one; lines wrapped in it are told by the first of them.
    Named(&'static Preset),
    /// This one, and the second for the lines wrapped in it.
    Wrapped(&'static Preset, &'static Preset),
    /// The one that a source's first lines fit.
    Auto,
}

/// How the lines of one source are read.
#[derive(Debug, Clone, Default)]
pub struct SourceContext {
    /// How its times are, where they are read.
    pub time: Option<SourceTime>,
    pub(super) format: Option<Arc<Format>>,
    /// Whether the format was told from the lines and not by the user.
    pub is_detected: bool,
}

impl SourceContext {
    /// The name of the format, with that of the lines in it: `cri/combined`.
    pub fn preset(&self) -> Option<String> {
        let format = self.format.as_ref()?;
        let inner = format.inner.map(|inner| format!("/{}", inner.name));
        Some(format!("{}{}", format.preset.name, inner.unwrap_or_default()))
    }

    /// What the format says of the column `name`.
    pub(super) fn kind(&self, name: &str) -> Option<Kind> {
        let format = self.format.as_ref()?;
        let presets = [format.inner, Some(format.preset)].into_iter().flatten();
        let mut columns = presets.flat_map(|preset| &preset.columns);
        columns.find(|column| column.name == name).map(|column| column.kind)
    }

    /// Whether lines anywhere in the source name its columns, so that its blocks must be gone
    /// through in order.
    pub fn follows_headers(&self) -> bool {
        self.format.as_ref().is_some_and(|format| format.follows_headers())
    }

    /// The first line, where it names the columns.
    pub(super) fn header_line(&self) -> Option<&[u8]> {
        self.format.as_ref()?.header.as_deref()
    }
}

fn has_header_line(preset: &Preset) -> bool {
    matches!(&preset.syntax, Syntax::Csv | Syntax::Tsv)
}

/// Formats compiled so far: many sources mostly have one.
#[derive(Debug, Clone, Default)]
pub struct Formats {
    known: Vec<(Key, Arc<Format>)>,
}

/// Outer and inner preset by name, and the header line.
type Key = (&'static str, Option<&'static str>, Option<Vec<u8>>);

/// What a format is compiled for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) by: &'a [String],
    pub(super) others: &'a [String],
    pub(super) times: bool,
    /// The user's own formats.
    pub(super) own: &'static [&'static Preset],
}

impl Formats {
    /// The preset of `choice`, or the one that `lines` fit, compiled; none without lines to tell.
    pub(super) fn choose(
        &mut self,
        choice: PresetChoice,
        lines: &[&[u8]],
        asked: Asked<'_>,
    ) -> Result<Option<Arc<Format>>> {
        let preset = match choice {
            PresetChoice::Named(preset) => preset,
            PresetChoice::Wrapped(preset, inner) => {
                return self.compile(preset, Some(inner), lines, asked).map(Some);
            }
            PresetChoice::Auto => {
                let detected = detect(lines, asked.own);
                if let Some(Detection { preset, inner, .. }) = detected {
                    return self.compile(preset, inner, lines, asked).map(Some);
                }
                if lines.iter().all(|line| line.trim_ascii().is_empty()) {
                    return Ok(None);
                }
                return Err(nothing_fits(lines));
            }
        };
        if has_header_line(preset) && lines.is_empty() {
            return Ok(None);
        }
        let wrapped = preset.wraps.as_ref().and_then(|_| detect(lines, asked.own));
        let wrapped = wrapped.filter(|detection| detection.preset.name == preset.name);
        self.compile(preset, wrapped.and_then(|detection| detection.inner), lines, asked).map(Some)
    }

    /// The format of lines of `preset`, compiled once.
    pub(super) fn compile(
        &mut self,
        preset: &'static Preset,
        inner: Option<&'static Preset>,
        lines: &[&[u8]],
        asked: Asked<'_>,
    ) -> Result<Arc<Format>> {
        let header = lines.first().filter(|_| has_header_line(preset)).map(|line| line.to_vec());
        let key = (preset.name.as_str(), inner.map(|inner| inner.name.as_str()), header);
        if let Some((_, format)) = self.known.iter().find(|(known, _)| *known == key) {
            return Ok(Arc::clone(format));
        }
        let Asked { by, others, times, .. } = asked;
        let format = Arc::new(Format::new(preset, inner, by, others, times, key.2.as_deref())?);
        self.known.push((key, Arc::clone(&format)));
        Ok(format)
    }
}

/// The error of `-P auto` on lines of no format.
fn nothing_fits(lines: &[&[u8]]) -> Error {
    Error::Usage(match nearest(lines) {
        Some(nearest) => format!(
            "-P auto: no known format fits the first lines; nearest is {}, but line {} stops \
             fitting at byte {}, where {} is expected; -p takes any lines apart by a pattern",
            nearest.preset.name,
            nearest.line + 1,
            nearest.stop.at + 1,
            nearest.stop.expected,
        ),
        None => {
            "-P auto: no known format fits the first lines, nor is one near; -p takes any lines \
                 apart by a pattern"
                .to_owned()
        }
    })
}
