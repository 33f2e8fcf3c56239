//! What a source's first lines say: its format, and how its times are read.

use super::encoding::Encoding;
use std::sync::Arc;

use super::context::{Formats, PresetChoice, SourceContext};
use super::extractor::{Extractor, Splitter};
use super::format::Format;
use super::places::Places;
use crate::error::Result;
use crate::time::Timestamp;

impl Extractor {
    /// How the lines of a source are read that begins with `lines` and was last written at
    /// `written`. `formats` are those compiled so far.
    ///
    /// # Errors
    /// The lines fit no known format, or theirs lacks a column that is asked for.
    pub fn survey(
        &self,
        lines: &[&[u8]],
        written: Timestamp,
        formats: &mut Formats,
    ) -> Result<SourceContext> {
        let mut context = SourceContext::default();
        match &self.splitter {
            Splitter::Preset(choice) => {
                context.format = formats.choose(*choice, lines, self.asked())?;
                context.is_detected = matches!(choice, PresetChoice::Auto);
            }
            Splitter::Stamped => {
                let stamps = self.stamps.as_ref();
                context.time = stamps.and_then(|stamps| stamps.in_brackets(lines, written));
                if context.time.is_none() {
                    let auto = formats.choose(PresetChoice::Auto, lines, self.asked());
                    let auto = auto.ok().flatten().filter(|format| format.has_time);
                    context.format = auto.filter(|format| self.has_values(format, lines));
                    context.is_detected = context.format.is_some();
                }
            }
            Splitter::Whole | Splitter::Fields(_) | Splitter::Pattern(_) => {}
        }
        if let Some(stamps) = self.stamps.as_ref().filter(|_| context.time.is_none()) {
            let found = self.stamps_of(&context, lines);
            let found: Option<Vec<&[u8]>> =
                found.as_ref().map(|stamps| stamps.iter().map(Vec::as_slice).collect());
            context.time = Some(stamps.survey(lines, found.as_deref(), written));
        }
        self.settle_roles(&context, lines);
        Ok(context)
    }

    /// Whether at least half of `lines` have the format's own value.
    fn has_values(&self, format: &Arc<Format>, lines: &[&[u8]]) -> bool {
        let (mut room, mut places) = (format.scratch(), Places::default());
        let mut has_value = |line: &&[u8]| {
            let encoding = Encoding::of(line);
            format.split(&mut room, line, encoding, &mut places).is_ok() && places.is_found(0)
        };
        lines.iter().map(|line| usize::from(has_value(line))).sum::<usize>() * 2 >= lines.len()
    }

    /// The texts of the column that is the time; none where the time is found in the line.
    fn stamps_of(&self, context: &SourceContext, lines: &[&[u8]]) -> Option<Vec<Vec<u8>>> {
        let has_column = match &context.format {
            Some(format) => format.has_time,
            None => self.wanted.has_time(),
        };
        if !has_column {
            return None;
        }
        let mut scratch = self.scratch();
        self.enter_source(&mut scratch, context);
        let mut found = Vec::new();
        for line in lines {
            let encoding = Encoding::of(line);
            let split = match (&mut scratch.format, &mut scratch.pattern) {
                (Some((format, room)), _) => {
                    format.split(room, line, encoding, &mut scratch.columns.places)
                }
                (None, Some(pattern)) => pattern.split(line, encoding, &mut scratch.columns),
                (None, None) => return None,
            };
            if split.is_ok() {
                found.extend(scratch.columns.time(line).map(<[u8]>::to_vec));
            }
        }
        Some(found)
    }
}
