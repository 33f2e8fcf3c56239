//! The well known zone abbreviations and their offsets.
//!
//! A flat table, not the zone database: an abbreviation stands for one fixed offset. Where the
//! world uses one for several, the reading most logs mean is taken: `CST`, `EST`, `MST`, `PST`,
//! `AST` American, `IST` Indian, `BST` British summer. Abbreviations that are also English words of
//! logs (`GET`, `SET`, `ACT`, `ART`, `BOT`) are left out on purpose. Called by the zone step.

/// Seconds east of UTC; the name must be upper case (`utc` and `gmt` also lower).
#[rustfmt::skip]
pub(super) fn offset_of(name: &[u8]) -> Option<i32> {
    let minutes = match name {
        b"UTC" | b"GMT" | b"utc" | b"gmt" | b"UT" | b"WET" | b"UCT" => 0,
        // Europe
        b"CET" | b"MET" | b"BST" | b"WEST" => 60,
        b"CEST" | b"MEST" | b"EET" => 120,
        b"EEST" | b"MSK" | b"TRT" => 180,
        b"MSD" | b"SAMT" => 240,
        // The Americas
        b"NST" => -210,
        b"NDT" => -150,
        b"AST" | b"EDT" | b"CLT" | b"AMT" | b"VET" => -240,
        b"ADT" | b"BRT" | b"CLST" | b"UYT" => -180,
        b"BRST" => -120,
        b"EST" | b"CDT" | b"PET" => -300,
        b"CST" | b"MDT" => -360,
        b"MST" | b"PDT" => -420,
        b"PST" | b"AKDT" => -480,
        b"AKST" | b"HDT" => -540,
        b"HST" => -600,
        // Africa
        b"WAT" => 60,
        b"CAT" | b"SAST" => 120,
        b"EAT" => 180,
        // Asia and Oceania
        b"IDT" => 180,
        b"IRST" => 210,
        b"GST" => 240,
        b"PKT" => 300,
        b"IST" => 330,
        b"NPT" => 345,
        b"ICT" | b"WIB" => 420,
        b"HKT" | b"SGT" | b"PHT" | b"AWST" | b"MYT" => 480,
        b"JST" | b"KST" | b"WIT" => 540,
        b"ACST" => 570,
        b"AEST" | b"CHST" => 600,
        b"ACDT" => 630,
        b"AEDT" => 660,
        b"NZST" => 720,
        b"NZDT" => 780,
        _ => return None,
    };
    Some(minutes * 60)
}
