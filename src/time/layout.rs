//! A strftime layout compiled to steps and read by hand over bytes.
//!
//! It covers the specifiers of dates, times, offsets and epochs; [`compile`] says no to the rest
//! (week dates, eras), which [`super::user_format`] leaves to chrono. Called by the table of shapes
//! and by user formats.
//!
//! Beyond strftime the table writes `%?S` (seconds and a fraction, if there), `%?f` (a fraction if
//! there), `%?p` (AM or PM if there), `%?z` (a zone if there, blanks before it allowed), `%?L` (the
//! level letter of glog) and `%~` (whatever may stand between date and time). A blank stands for
//! one or more. Letters match in any case.

use super::fields::Fields;
use super::lexer;

/// One thing to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Byte(u8),
    Letter(u8),
    Blanks,
    Gap,
    Year,
    Year2,
    Month,
    MonthName,
    Weekday,
    Day,
    Ordinal,
    Hour,
    Hour12,
    Minute,
    Second,
    MaybeSecond,
    Decimals,
    FixedDecimals(usize),
    MaybeFraction,
    AmPm,
    MaybeAmPm,
    Offset,
    MaybeZone,
    ZoneWord,
    Level,
    Epoch,
}

/// A compiled layout.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    steps: Box<[Step]>,
}

/// Why a layout does not compile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnknownSpecifier(pub(super) String);

/// Compiles a strftime text; `extended` allows what only the table writes.
pub(super) fn compile(source: &str, extended: bool) -> Result<Layout, UnknownSpecifier> {
    let mut steps = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let after = rest.get(first.len_utf8()..).unwrap_or("");
        if first == '%' {
            rest = specifier(after, extended, &mut steps)?;
        } else {
            rest = after;
            if first == ' ' || first == '\t' || first == '\n' {
                if steps.last() != Some(&Step::Blanks) {
                    steps.push(Step::Blanks);
                }
            } else {
                let mut buffer = [0; 4];
                let bytes = first.encode_utf8(&mut buffer).bytes();
                steps.extend(bytes.map(|byte| match byte {
                    b'A'..=b'Z' | b'a'..=b'z' => Step::Letter(byte),
                    _ => Step::Byte(byte),
                }));
            }
        }
    }
    Ok(Layout { steps: steps.into() })
}

/// Compiles what follows a `%`; returns the text after it.
fn specifier<'a>(
    text: &'a str,
    extended: bool,
    steps: &mut Vec<Step>,
) -> Result<&'a str, UnknownSpecifier> {
    const KNOWN: [(&str, &[Step]); 36] = [
        ("Y", &[Step::Year]),
        ("y", &[Step::Year2]),
        ("m", &[Step::Month]),
        ("b", &[Step::MonthName]),
        ("B", &[Step::MonthName]),
        ("h", &[Step::MonthName]),
        ("a", &[Step::Weekday]),
        ("A", &[Step::Weekday]),
        ("d", &[Step::Day]),
        ("e", &[Step::Day]),
        ("j", &[Step::Ordinal]),
        ("H", &[Step::Hour]),
        ("k", &[Step::Hour]),
        ("I", &[Step::Hour12]),
        ("l", &[Step::Hour12]),
        ("M", &[Step::Minute]),
        ("S", &[Step::Second]),
        (".f", &[Step::MaybeFraction]),
        (".3f", &[Step::Byte(b'.'), Step::FixedDecimals(3)]),
        (".6f", &[Step::Byte(b'.'), Step::FixedDecimals(6)]),
        (".9f", &[Step::Byte(b'.'), Step::FixedDecimals(9)]),
        ("3f", &[Step::FixedDecimals(3)]),
        ("6f", &[Step::FixedDecimals(6)]),
        ("9f", &[Step::FixedDecimals(9)]),
        ("f", &[Step::Decimals]),
        ("N", &[Step::Decimals]),
        ("L", &[Step::Decimals]),
        ("p", &[Step::AmPm]),
        ("P", &[Step::AmPm]),
        ("z", &[Step::Offset]),
        (":z", &[Step::Offset]),
        ("#z", &[Step::Offset]),
        ("Z", &[Step::ZoneWord]),
        ("s", &[Step::Epoch]),
        ("n", &[Step::Blanks]),
        ("t", &[Step::Blanks]),
    ];
    const EXTENDED: [(&str, Step); 6] = [
        ("?S", Step::MaybeSecond),
        ("?f", Step::MaybeFraction),
        ("?p", Step::MaybeAmPm),
        ("?z", Step::MaybeZone),
        ("?L", Step::Level),
        ("~", Step::Gap),
    ];
    const SHORTHAND: [(&str, &str); 9] = [
        ("T", "%H:%M:%S"),
        ("X", "%H:%M:%S"),
        ("R", "%H:%M"),
        ("r", "%I:%M:%S %p"),
        ("F", "%Y-%m-%d"),
        ("D", "%m/%d/%y"),
        ("x", "%m/%d/%y"),
        ("v", "%e-%b-%Y"),
        ("c", "%a %b %e %H:%M:%S %Y"),
    ];
    if let Some(rest) = text.strip_prefix('%') {
        steps.push(Step::Byte(b'%'));
        return Ok(rest);
    }
    // Padding is read in any form, so its modifiers say nothing.
    let bare = text.strip_prefix(['-', '_', '0']).unwrap_or(text);
    for (name, known) in KNOWN {
        if let Some(rest) = bare.strip_prefix(name) {
            steps.extend(known);
            return Ok(rest);
        }
    }
    for (name, meaning) in SHORTHAND {
        if let Some(rest) = bare.strip_prefix(name) {
            steps.extend(compile(meaning, false)?.steps);
            return Ok(rest);
        }
    }
    if extended {
        for (name, step) in EXTENDED {
            if let Some(rest) = text.strip_prefix(name) {
                steps.push(step);
                return Ok(rest);
            }
        }
    }
    let named = text.chars().take_while(|c| !c.is_ascii_alphabetic()).count() + 1;
    let named: String = text.chars().take(named).collect();
    Err(UnknownSpecifier(format!("%{named}")))
}

impl Layout {
    /// The steps, for those who sort layouts by how they begin.
    pub(super) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Reads the beginning of the text; returns where the stamp ends.
    pub(super) fn scan(&self, text: &[u8], fields: &mut Fields) -> Option<usize> {
        let mut at = 0;
        for step in &self.steps {
            at = step.read(text, at, fields)?;
        }
        Some(at)
    }
}

impl Step {
    #[inline]
    fn read(self, text: &[u8], at: usize, fields: &mut Fields) -> Option<usize> {
        let two = |least| lexer::number(text, at, least, 2);
        let (value, end) = match self {
            Self::Byte(byte) => return (*text.get(at)? == byte).then_some(at + 1),
            Self::Letter(byte) => {
                return text.get(at)?.eq_ignore_ascii_case(&byte).then_some(at + 1);
            }
            Self::Blanks => return lexer::blanks(text, at),
            Self::Gap => return lexer::gap(text, at),
            Self::Weekday => return lexer::weekday(text, at),
            Self::Level => {
                return matches!(text.get(at)?, b'I' | b'W' | b'E' | b'F' | b'D' | b'V')
                    .then_some(at + 1);
            }
            Self::Year => {
                let (value, end) = lexer::number(text, at, 4, 4)?;
                fields.year = Some(value);
                return Some(end);
            }
            Self::Year2 => {
                let (value, end) = lexer::number(text, at, 2, 2)?;
                // The pivot of POSIX and chrono.
                fields.year = Some(value + if value < 70 { 2000 } else { 1900 });
                return Some(end);
            }
            Self::Month => {
                let (value, end) = two(1)?;
                fields.month = Some(value);
                return Some(end);
            }
            Self::MonthName => {
                let (value, end) = lexer::month(text, at)?;
                fields.month = Some(value);
                return Some(end);
            }
            Self::Day => {
                let start = lexer::skip_blanks(text, at);
                lexer::number(text, start, 1, 2)?
            }
            Self::Ordinal => {
                let (value, end) = lexer::number(text, at, 3, 3)?;
                fields.ordinal = Some(value);
                return Some(end);
            }
            Self::Hour | Self::Hour12 => {
                let start = lexer::skip_blanks(text, at);
                let (value, end) = lexer::number(text, start, 1, 2)?;
                fields.hour = Some(value);
                fields.clock_start = start;
                fields.clock_ends[0] = end;
                return Some(end);
            }
            Self::Minute => {
                let (value, end) = two(2)?;
                fields.minute = value;
                // Minutes say a time of day even where no hour is written.
                fields.hour = fields.hour.or(Some(0));
                fields.clock_ends[1] = end;
                return Some(end);
            }
            Self::Second => {
                let (value, end) = two(2)?;
                fields.second = value;
                fields.clock_ends[2] = end;
                return Some(end);
            }
            _ => return self.read_rare(text, at, fields),
        };
        fields.day = Some(value);
        Some(end)
    }

    fn read_rare(self, text: &[u8], at: usize, fields: &mut Fields) -> Option<usize> {
        let start = lexer::skip_blanks(text, at);
        match self {
            Self::MaybeSecond => {
                let read = (text.get(at) == Some(&b':'))
                    .then(|| lexer::number(text, at + 1, 2, 2))
                    .flatten();
                let Some((second, end)) = read else {
                    return Some(at);
                };
                fields.second = second;
                fields.clock_ends[2] = end;
                Self::MaybeFraction.read_rare(text, end, fields)
            }
            Self::MaybeFraction => {
                let Some((nanos, end)) = lexer::fraction(text, at) else {
                    return Some(at);
                };
                fields.nanos = nanos;
                fields.fraction = (at + 1, end);
                Some(end)
            }
            Self::Decimals => {
                let (nanos, end) = lexer::decimals(text, at)?;
                fields.nanos = nanos;
                fields.fraction = (at, end);
                Some(end)
            }
            Self::FixedDecimals(digits) => {
                let (nanos, end) = lexer::decimals(text.get(..at + digits)?, at)?;
                fields.nanos = nanos;
                fields.fraction = (at, end);
                (end == at + digits).then_some(end)
            }
            Self::AmPm => {
                let (afternoon, end) = lexer::am_pm(text, start)?;
                fields.afternoon = Some(afternoon);
                Some(end)
            }
            Self::MaybeAmPm => match lexer::am_pm(text, start) {
                Some((afternoon, end)) => {
                    fields.afternoon = Some(afternoon);
                    Some(end)
                }
                None => match lexer::area(text, start) {
                    Some((zone, end)) => {
                        fields.named = Some(zone);
                        Some(end)
                    }
                    None => Some(at),
                },
            },
            Self::Offset => {
                let (offset, end) = lexer::zone(text, start)?;
                fields.offset = Some(offset);
                Some(end)
            }
            Self::MaybeZone => match lexer::zone(text, start) {
                Some((offset, end)) => {
                    fields.offset = Some(offset);
                    Some(end)
                }
                None => Some(at),
            },
            Self::ZoneWord => {
                if let Some((offset, end)) = lexer::zone(text, at) {
                    fields.offset = Some(offset);
                    return Some(end);
                }
                // As chrono: a name nobody knows is passed over and the zone stays assumed.
                let rest = text.get(at..)?;
                let letters = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
                (letters > 0).then_some(at + letters)
            }
            Self::Epoch => {
                let rest = text.get(at..)?;
                let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
                let number = std::str::from_utf8(rest.get(..digits)?).ok()?;
                fields.epoch = Some(number.parse().ok()?);
                Some(at + digits)
            }
            _ => None,
        }
    }
}
