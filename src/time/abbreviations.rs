//! The well known zone abbreviations and their offsets.
//!
//! A table of fixed offsets, not the zone database. If the world uses one abbreviation for several zones,
//! the reading that most logs mean is taken: `CST`, `EST`, `MST`, `PST`, `AST` American, `IST` Indian, `BST`
//! British summer. Abbreviations that are also English words of logs (`GET`, `SET`, `ACT`, `ART`, `BOT`) are
//! left out.

/// Each abbreviation with its minutes east of UTC, in upper case (`utc` and `gmt` also in lower case).
#[rustfmt::skip]
pub(super) const ABBREVIATIONS: &[(&str, i32)] = &[
    ("UTC", 0), ("GMT", 0), ("utc", 0), ("gmt", 0), ("UT", 0), ("WET", 0), ("UCT", 0),
    // Europe
    ("CET", 60), ("MET", 60), ("BST", 60), ("WEST", 60),
    ("CEST", 120), ("MEST", 120), ("EET", 120),
    ("EEST", 180), ("MSK", 180), ("TRT", 180),
    ("MSD", 240), ("SAMT", 240),
    // The Americas
    ("NST", -210),
    ("NDT", -150),
    ("AST", -240), ("EDT", -240), ("CLT", -240), ("AMT", -240), ("VET", -240),
    ("ADT", -180), ("BRT", -180), ("CLST", -180), ("UYT", -180),
    ("BRST", -120),
    ("EST", -300), ("CDT", -300), ("PET", -300),
    ("CST", -360), ("MDT", -360),
    ("MST", -420), ("PDT", -420),
    ("PST", -480), ("AKDT", -480),
    ("AKST", -540), ("HDT", -540),
    ("HST", -600),
    // Africa
    ("WAT", 60),
    ("CAT", 120), ("SAST", 120),
    ("EAT", 180),
    // Asia and Oceania
    ("IDT", 180),
    ("IRST", 210),
    ("GST", 240),
    ("PKT", 300),
    ("IST", 330),
    ("NPT", 345),
    ("ICT", 420), ("WIB", 420),
    ("HKT", 480), ("SGT", 480), ("PHT", 480), ("AWST", 480), ("MYT", 480),
    ("JST", 540), ("KST", 540), ("WIT", 540),
    ("ACST", 570),
    ("AEST", 600), ("CHST", 600),
    ("ACDT", 630),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
];

/// The names of zones that stamps may have.
pub(crate) fn zone_names() -> impl Iterator<Item = &'static str> {
    ABBREVIATIONS.iter().map(|(name, _)| *name)
}

/// Seconds east of UTC, for a name of [`ABBREVIATIONS`].
pub(super) fn offset_of(name: &[u8]) -> Option<i32> {
    // The first byte tells most names apart without a call.
    let is_name = |known: &[u8]| known.first() == name.first() && known == name;
    let known = ABBREVIATIONS.iter().find(|(known, _)| is_name(known.as_bytes()));
    known.map(|(_, minutes)| minutes * 60)
}
