//! A strftime layout compiled to steps.
//!
//! [`compile`] knows the specifiers of dates, times, offsets and epochs, and refuses the rest (week dates,
//! eras). A blank in a layout stands for one or more. Letters match in any case.
//!
//! The table of formats has specifiers of its own:
//!
//! | specifier | reads |
//! |---|---|
//! | `%+` | a clock with all that may belong to it (see [`super::clock::clock`]) |
//! | `%~` | what may stand between a date and its clock |
//! | `%^` | what may stand between a clock and its date |
//! | `%?f` `%?p` `%?z` | a fraction, AM or PM, a zone, if it is there |
//! | `%?_z` | a zone behind a blank, if it is there |
//! | `%?Z` | the name of an unknown zone before a year, if it is there |
//! | `%?M` | an offset in minutes (`+060`), if it is there |
//! | `%?.` `%?,` | a point, a comma, if it is there |
//! | `%?L` | the letter of a glog level |
//! | `%W` | week and day of ISO 8601 (`W10-4`) |
//! | `%0d` `%0m` | day and month of exactly two digits |
//! | `%_` | any number of blanks |
//! | `%年` `%月` `%日` | the sign behind a Chinese, Japanese or Korean number |

use super::fields::Fields;
use super::step::Step;

/// Specifiers of strftime that are read by steps.
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

/// Specifiers that only the table of formats has.
const EXTENDED: [(&str, Step); 19] = [
    ("+", Step::Clock),
    ("~", Step::Gap),
    ("^", Step::GapBeforeDate),
    ("?f", Step::MaybeFraction),
    ("?p", Step::MaybeAmPm),
    ("?z", Step::MaybeZone),
    ("?_z", Step::MaybeZoneApart),
    ("?Z", Step::MaybeUnknownZone),
    ("?.", Step::MaybeByte(b'.')),
    ("?,", Step::MaybeByte(b',')),
    ("?M", Step::MaybeMinutes),
    ("?L", Step::Level),
    ("W", Step::WeekDate),
    ("0d", Step::Day2),
    ("0m", Step::Month2),
    ("_", Step::MaybeBlanks),
    ("年", Step::Sign("年", "년")),
    ("月", Step::Sign("月", "월")),
    ("日", Step::Sign("日", "일")),
];

/// Specifiers of strftime that stand for several others.
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
    if let Some(rest) = text.strip_prefix('%') {
        steps.push(Step::Byte(b'%'));
        return Ok(rest);
    }
    if extended {
        for (name, step) in EXTENDED {
            if let Some(rest) = text.strip_prefix(name) {
                steps.push(step);
                return Ok(rest);
            }
        }
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
    let named = text.chars().take_while(|c| !c.is_ascii_alphabetic()).count() + 1;
    let named: String = text.chars().take(named).collect();
    Err(UnknownSpecifier(format!("%{named}")))
}

impl Layout {
    /// The steps, for sorting layouts by how they begin.
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
