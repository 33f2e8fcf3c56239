//! The rest of a line after its stamp, which is counted where a line lacks the column that is.

use memchr::memmem;

/// What follows `time` in `line`, without the bracket or quote that closes the time and without
/// blanks around; all of the line if the time does not stand in it.
pub(super) fn after<'a>(line: &'a [u8], time: Option<&[u8]>) -> &'a [u8] {
    let time = time.filter(|time| !time.is_empty());
    let place = time.and_then(|time| Some(memmem::find(line, time)? + time.len()));
    let rest = line.get(place.unwrap_or(0)..).unwrap_or_default();
    let rest = match rest {
        [b']' | b')' | b'}' | b'>' | b'"' | b'\'' | b'`', rest @ ..] if place.is_some() => rest,
        rest => rest,
    };
    rest.trim_ascii()
}

#[cfg(test)]
mod tests {
    use super::after;

    #[test]
    fn the_rest_follows_the_stamp() {
        for (line, time, expected) in [
            ("[05/Mar/2026] torn ", Some("05/Mar/2026"), "torn"),
            ("14:02 torn", Some("14:02"), "torn"),
            (r#"{"t":"14:02","a":1}"#, Some("14:02"), r#","a":1}"#),
            ("torn", None, "torn"),
            ("torn", Some("14:02"), "torn"),
            ("torn", Some(""), "torn"),
            ("14:02", Some("14:02"), ""),
        ] {
            let rest = after(line.as_bytes(), time.map(str::as_bytes));
            assert_eq!(rest, expected.as_bytes(), "{line}");
        }
    }
}
