//! The commonest run: one column is the value, and nothing else is wanted of a line.
//!
//! What there is to do is looked up once a block and not once a line, which takes longer than to find
//! a field. It comes to the same as [`Extractor::extract`] on every line, see the tests.

use super::encoding::Encoding;
use super::extractor::{Extractor, Splitter};
use super::fields::OnlyField;
use super::format::Format;
use super::pattern::Matcher;
use super::scratch::{Extracted, Scratch, measure};
use crate::event::Event;
use crate::tally::Rejection;
use std::sync::Arc;

type Outcome<'l> = Result<Extracted<'l>, Rejection>;

/// How the one column is found.
enum Lone<'e> {
    /// It is the line.
    Whole,
    Field(&'e OnlyField),
    /// By the worker's own matcher.
    Pattern(Matcher),
    /// As this raw field of the format.
    Format(Arc<Format>, usize),
}

impl Extractor {
    /// Extracts `lines` (without their newlines) one after the other; hands each to `take` with what
    /// it contributes, or why it contributes nothing.
    #[inline]
    pub fn each<'l>(
        &self,
        scratch: &mut Scratch,
        lines: impl Iterator<Item = &'l [u8]>,
        mut take: impl FnMut(&Scratch, &'l [u8], Outcome<'l>),
    ) {
        let is_ascii = scratch.ascii || !scratch.matches;
        let encoding = |line| if is_ascii { Encoding::Ascii } else { Encoding::of(line) };
        match self.find_lone(scratch) {
            None => {
                for line in lines {
                    let outcome = self.extract(scratch, line);
                    take(scratch, line, outcome);
                }
            }
            Some(Lone::Whole) => {
                for line in lines {
                    let outcome = self.lone(scratch, line, Some(line));
                    take(scratch, line, outcome);
                }
            }
            Some(Lone::Field(field)) => {
                for line in lines {
                    let outcome = self.lone(scratch, line, field.find(line));
                    take(scratch, line, outcome);
                }
            }
            Some(Lone::Pattern(mut pattern)) => {
                for line in lines {
                    let outcome = match pattern.find(line, encoding(line)) {
                        true => self.lone(scratch, line, pattern.value(line)),
                        false => Err(Rejection::NoMatch),
                    };
                    take(scratch, line, outcome);
                }
                scratch.pattern = Some(pattern);
            }
            Some(Lone::Format(format, field)) => {
                for line in lines {
                    let found = match &mut scratch.format {
                        Some((_, room)) => format.raw(room, line, encoding(line), field),
                        None => Ok(None),
                    };
                    let outcome = match found {
                        Ok(Some(value)) => self.lone(scratch, line, Some(value)),
                        // It is decoded, or absent.
                        Ok(None) => self.extract(scratch, line),
                        Err(rejection) => Err(rejection),
                    };
                    take(scratch, line, outcome);
                }
            }
        }
    }

    /// How the column is found, if nothing but one is wanted of the lines to come, as it stands in
    /// them. A matcher is taken from `scratch`.
    fn find_lone(&self, scratch: &mut Scratch) -> Option<Lone<'_>> {
        let is_lone = self.wanted.names().len() == 1
            && self.options.compare.is_empty()
            && self.clocks.is_empty()
            && scratch.filter.is_empty()
            && scratch.header_line.is_none();
        if !is_lone {
            return None;
        }
        match (&self.splitter, &scratch.format) {
            (Splitter::Whole, None) => Some(Lone::Whole),
            (Splitter::Fields(fields), None) => fields.only_field().map(Lone::Field),
            (Splitter::Pattern(_), None) => {
                scratch.pattern.take_if(|matcher| matcher.is_plain()).map(Lone::Pattern)
            }
            (Splitter::Preset(_), Some((format, _))) => {
                format.lone_field().map(|field| Lone::Format(Arc::clone(format), field))
            }
            _ => None,
        }
    }

    /// What a line contributes of which `value` is the column.
    #[inline]
    fn lone<'l>(
        &self,
        scratch: &mut Scratch,
        line: &'l [u8],
        value: Option<&'l [u8]>,
    ) -> Outcome<'l> {
        let mut value = value.ok_or(Rejection::NoColumn(0))?;
        if self.options.numeric {
            measure(&mut scratch.number, value)?;
            value = &[];
        }
        let at = match &mut scratch.time {
            Some(time) => Some(time.read(&scratch.columns, line, false)?),
            None => None,
        };
        Ok(Extracted::InLine(Event { value, weight: 1, at }))
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{Strategy, any, prop_assert_eq, prop_oneof, proptest};

    use crate::extract::{
        BlockStart, ExtractOptions, Extracted, Extractor, Formats, PresetChoice, Scratch, Split,
        TimeOptions,
    };
    use crate::tally::Rejection;
    use crate::time::{Timestamp, Zone};

    /// Pieces that lines are made of.
    fn line() -> impl Strategy<Value = Vec<u8>> {
        let texts = [
            "10.1.2.3",
            "a",
            "",
            " ",
            "  ",
            "\t",
            ",",
            "::",
            "\"",
            "\\u00e4",
            "ä",
            "0.5",
            "12",
            "-3ms",
            " - - [05/Mar/2026:14:02:11 +0000] \"GET /a?b HTTP/1.1\" 200 12 \"-\" \"x\" 0.450",
            "[05/Mar/2026:14:02:12 +0000]",
            "2026-03-05T14:02:11Z ",
            "{\"client\":\"",
            "\",\"n\":1}",
            "{\"client\":7,\"time\":\"2026-03-05T14:02:11Z\"}",
            "client:b\ttime:x",
            "client=c ",
        ];
        let piece = prop_oneof![
            9 => proptest::sample::select(texts.to_vec()).prop_map(|text| text.as_bytes().to_vec()),
            1 => vec(any::<u8>(), 1..3),
        ];
        vec(piece, 0..7).prop_map(|pieces| pieces.concat())
    }

    fn splits() -> Vec<Split> {
        let fields = |list: &str, delimiter: &str| Split::Fields {
            list: list.parse().unwrap(),
            delimiter: delimiter.parse().unwrap(),
        };
        let preset = |name| PresetChoice::Named(crate::format::find(name).unwrap());
        let patterns = [
            r"(?P<value>\S+)$",
            r" (?P<value>[0-9.]+)$",
            r#""(?P<value>[^"]*)""#,
            r#"^\S+ \S+ \S+ \[[^\]]+\] "(?P<method>\S+) (?P<value>\S+)"#,
            r"(?P<value>[a-z]+)|x",
        ];
        let blanks = |list: &str| Split::Fields {
            list: list.parse().unwrap(),
            delimiter: crate::extract::Delimiter::default(),
        };
        let mut splits = vec![Split::Whole, blanks("1"), blanks("3"), blanks("-1"), blanks("1-2")];
        splits.extend([fields("1", ","), fields("2", "ä"), fields("-1", ",")]);
        splits.extend(patterns.map(|pattern| Split::Pattern(pattern.to_owned())));
        splits
            .extend(["json", "ltsv", "logfmt", "combined"].map(|name| Split::Preset(preset(name))));
        splits
    }

    fn shown(
        outcome: Result<Extracted<'_>, Rejection>,
        scratch: &Scratch,
        numeric: bool,
    ) -> String {
        let joined = match outcome {
            Ok(Extracted::Joined { .. }) => scratch.joined(),
            _ => &[],
        };
        let number = scratch.number().filter(|_| numeric && outcome.is_ok());
        format!("{outcome:?} {joined:?} {number:?}")
    }

    proptest! {
        #[test]
        fn the_lone_column_is_what_is_extracted_line_by_line(
            lines in vec(line(), 1..8),
            split in proptest::sample::select(splits()),
            numeric in any::<bool>(),
            times in any::<bool>(),
        ) {
            let utc = TimeOptions {
                zone: Zone::utc(), shown: Zone::utc(), format: None, year: None, start: None, end: None,
            };
            let by = match split {
                Split::Preset(_) => vec!["client".to_owned()],
                _ => Vec::new(),
            };
            let time = times.then_some(utc);
            let options = ExtractOptions { split, by, numeric, time, ..ExtractOptions::default() };
            let extractor = Extractor::new(&options).unwrap();
            let lines: Vec<&[u8]> = lines.iter().map(Vec::as_slice).collect();
            let context = extractor.survey(&lines, Timestamp(0), &mut Formats::default()).unwrap();
            let start = BlockStart { is_first: true, header: None };
            let ready = || {
                let mut scratch = extractor.scratch();
                if extractor.needs_survey() {
                    extractor.enter_source(&mut scratch, &context);
                }
                extractor.enter_block(&mut scratch, &lines.concat(), start);
                scratch
            };
            let (mut found, mut expected) = (Vec::new(), Vec::new());
            extractor.each(&mut ready(), lines.iter().copied(), |scratch, line, outcome| {
                found.push((line, shown(outcome, scratch, numeric)));
            });
            let mut scratch = ready();
            for line in &lines {
                let outcome = extractor.extract(&mut scratch, line);
                expected.push((*line, shown(outcome, &scratch, numeric)));
            }
            prop_assert_eq!(found, expected);
        }
    }
}
