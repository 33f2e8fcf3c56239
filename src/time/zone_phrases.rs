//! The names of zones that are several words, as Windows and Java write them: `Pacific Standard Time`.
//!
//! Windows calls a zone `Standard Time` in summer too, so a name means the zone and not an offset. The zones are
//! the zones of territory 001 of `windowsZones` in the Unicode CLDR; the names are Windows' and Java's.

use super::word_end::{ends_field, word_ends};
use chrono_tz::Tz;

/// The name before ` Standard Time`, ` Daylight Time`, ` Summer Time` or ` Time`, and its zone.
pub(super) const PHRASES: &[(&str, Tz)] = &[
    ("Pacific", Tz::America__Los_Angeles),
    ("Mountain", Tz::America__Denver),
    ("US Mountain", Tz::America__Phoenix),
    ("Central", Tz::America__Chicago),
    ("Eastern", Tz::America__New_York),
    ("Atlantic", Tz::America__Halifax),
    ("Newfoundland", Tz::America__St_Johns),
    ("Alaskan", Tz::America__Anchorage),
    ("Alaska", Tz::America__Anchorage),
    ("Hawaiian", Tz::Pacific__Honolulu),
    ("SA Pacific", Tz::America__Bogota),
    ("E. South America", Tz::America__Sao_Paulo),
    ("Brasilia", Tz::America__Sao_Paulo),
    ("Argentina", Tz::America__Buenos_Aires),
    ("Coordinated Universal", Tz::UTC),
    ("Greenwich Mean", Tz::GMT),
    ("GMT", Tz::Europe__London),
    ("British", Tz::Europe__London),
    ("W. Europe", Tz::Europe__Berlin),
    ("Central Europe", Tz::Europe__Budapest),
    ("Central European", Tz::Europe__Warsaw),
    ("Romance", Tz::Europe__Paris),
    ("Eastern European", Tz::Europe__Kiev),
    ("FLE", Tz::Europe__Kiev),
    ("GTB", Tz::Europe__Bucharest),
    ("Russian", Tz::Europe__Moscow),
    ("Moscow", Tz::Europe__Moscow),
    ("Turkey", Tz::Europe__Istanbul),
    ("Israel", Tz::Asia__Jerusalem),
    ("South Africa", Tz::Africa__Johannesburg),
    ("Arab", Tz::Asia__Riyadh),
    ("Arabian", Tz::Asia__Dubai),
    ("Pakistan", Tz::Asia__Karachi),
    ("India", Tz::Asia__Kolkata),
    ("SE Asia", Tz::Asia__Bangkok),
    ("China", Tz::Asia__Shanghai),
    ("Taipei", Tz::Asia__Taipei),
    ("Singapore", Tz::Asia__Singapore),
    ("Tokyo", Tz::Asia__Tokyo),
    ("Japan", Tz::Asia__Tokyo),
    ("Korea", Tz::Asia__Seoul),
    ("W. Australia", Tz::Australia__Perth),
    ("AUS Eastern", Tz::Australia__Sydney),
    ("Australian Eastern", Tz::Australia__Sydney),
    ("E. Australia", Tz::Australia__Brisbane),
    ("New Zealand", Tz::Pacific__Auckland),
];

/// The names to which no season is added. A message hardly begins with one, as it may with `India Time`.
const WITHOUT_SEASON: [&str; 2] = ["Coordinated Universal", "Greenwich Mean"];

/// The zones of Mexico, which Windows calls `Central Standard Time (Mexico)`.
const MEXICAN: [(&str, Tz); 4] = [
    ("Pacific", Tz::America__Tijuana),
    ("Mountain", Tz::America__Mazatlan),
    ("Central", Tz::America__Mexico_City),
    ("Eastern", Tz::America__Cancun),
];

/// The zone that the text names in several words, and the length of the name. Another remark in parentheses behind
/// a name makes it that of another zone, which is not known. A name without a season counts at the end of a field.
pub(super) fn read(text: &[u8]) -> Option<(Tz, usize)> {
    PHRASES.iter().find_map(|(name, zone)| {
        let rest = text.strip_prefix(name.as_bytes())?;
        let season: [&[u8]; 3] = [b" Standard", b" Daylight", b" Summer"];
        let behind_season = season.iter().find_map(|word| rest.strip_prefix(*word));
        let rest = behind_season.unwrap_or(rest).strip_prefix(b" Time")?;
        let (zone, rest) = match rest.strip_prefix(b" (Mexico)") {
            Some(rest) => (MEXICAN.iter().find(|(mexican, _)| mexican == name)?.1, rest),
            None => (*zone, rest),
        };
        let is_whole = match behind_season {
            None if !WITHOUT_SEASON.contains(name) => ends_field(rest),
            _ => word_ends(rest, 0) && !rest.starts_with(b" ("),
        };
        is_whole.then_some((zone, text.len() - rest.len()))
    })
}

/// The names of zones in several words as one expression, without those that count at the end of a field.
pub(crate) fn zone_phrases() -> String {
    let names = PHRASES.iter().map(|(name, _)| name.replace('.', "\\."));
    let names: Vec<String> = names.collect();
    let (names, whole) = (names.join("|"), WITHOUT_SEASON.join("|"));
    format!(r"(?:(?:{names}) (?:Standard|Daylight|Summer)|{whole}) Time\b(?: \(Mexico\))?")
}
