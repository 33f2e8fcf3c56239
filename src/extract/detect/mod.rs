//! Which format the first lines of a source fit, and what a wrapper's lines hold.
//!
//! The format that most lines fit wins; within a twentieth of it, the one that stands first in
//! the order of detection, which reads more of them: a torn line does not turn `combined` into `common`. A
//! more specific format wins over it if at least half of the lines are its own. A
//! table that every line fits, its header too, wins over a format that the rows look like.
//! Called once a source.

mod logfmt;
mod nearest;
mod pattern_pieces;
mod prefilter;
mod probe;
mod stop;
mod table;

pub(super) use logfmt::pairs;
pub(crate) use nearest::nearest;
pub(crate) use stop::{Stop, stop};
pub(super) use table::{begins_with_time, looks_right};

use std::collections::BTreeMap;

use super::compiled::finder;
use super::cut_stamp::with_whole_stamps;
use super::encoding::Encoding;
use super::scanner::groups::GroupFinder;
use crate::format::{Column, DetectionHint, Format, Origin, Syntax, find, outlines};
use nearest::are_words;
use probe::{Probe, object};

/// The format of a source and how sure it is.
#[derive(Debug, Clone)]
pub(crate) struct Detection {
    pub(crate) preset: &'static Format,
    /// The formats of the wrapped lines, the outer one first; empty unless `preset` wraps lines of other
    /// formats.
    pub(crate) inners: Vec<&'static Format>,
    /// Whether the inner formats stand beside each other in the lines of the outer one, each written by
    /// a program of its own, and not within each other.
    pub(crate) has_alternatives: bool,
    /// How many lines fit.
    pub(crate) fits: usize,
}

/// Names the format that most of the first lines (without their newlines) fit. `None` if no format fits
/// half of the lines that begin a record (a format of last resort: more than half), or if the best fits
/// fewer than five lines and less than a fifth of the lines that are no stack trace.
///
/// The first hundred records are looked at. The user's formats, `own`, are tried before the built-in
/// ones.
pub(crate) fn detect(lines: &[&[u8]], own: &[&'static Format]) -> Option<Detection> {
    let mut detection = best(lines, own, |_| true)?;
    let mut outer = detection.preset;
    detection.inners = of_programs(outer, lines, own);
    if detection.inners.len() > 1 {
        detection.has_alternatives = true;
        return Some(detection);
    }
    let only = std::mem::take(&mut detection.inners);
    let mut lines: Vec<Vec<u8>> =
        lines.iter().take(WRAPPED_LINES).map(|line| line.to_vec()).collect();
    while let Some(column) = outer.wraps.as_ref().filter(|_| detection.inners.len() < LAYERS) {
        lines = wrapped(outer, column, &lines);
        let inner: Vec<&[u8]> = lines.iter().map(Vec::as_slice).collect();
        // A wrapper in itself is a relayed line; the header of a table is not in every piece of a log.
        let is_last = detection.inners.len() + 1 == LAYERS;
        let is_record = |preset: &Format| {
            !matches!(preset.syntax, Syntax::Csv | Syntax::Tsv | Syntax::W3c(_))
                && (preset.wraps.is_none() || !is_last || preset.syntax == Syntax::Json)
                && !preset.not_inside.contains(&outer.name)
        };
        let Some(found) = best(&inner, own, is_record) else { break };
        // Some messages of a log of JSON may be JSON by chance: what most messages are is the format.
        let are_both_json =
            [&outer.syntax, &found.preset.syntax].iter().all(|syntax| **syntax == Syntax::Json);
        let whole = inner.iter().filter(|line| object(line).is_some()).count();
        if are_both_json && whole * 2 <= inner.len() {
            break;
        }
        detection.inners.push(found.preset);
        outer = found.preset;
    }
    if detection.inners.is_empty() {
        detection.inners = only;
    }
    Some(detection)
}

/// The formats of the lines that programs wrote behind the wrapper `outer`, each format once, in the
/// order of detection; empty if the wrapper does not name programs.
fn of_programs(
    outer: &'static Format,
    lines: &[&[u8]],
    own: &[&'static Format],
) -> Vec<&'static Format> {
    let (Some(wraps), Some(programs)) = (&outer.wraps, &outer.programs) else { return Vec::new() };
    let mut by_program: BTreeMap<Vec<u8>, Vec<Vec<u8>>> = BTreeMap::new();
    let lines = lines.get(..WRAPPED_LINES).unwrap_or(lines);
    for mut texts in texts(outer, &[programs, wraps], lines) {
        if let (Some(line), Some(program)) = (texts.pop(), texts.pop()) {
            by_program.entry(program).or_default().push(line);
        }
    }
    let is_record = |preset: &Format| {
        !matches!(preset.syntax, Syntax::Csv | Syntax::Tsv | Syntax::W3c(_))
            && !preset.not_inside.contains(&outer.name)
    };
    let mut found: Vec<&'static Format> = Vec::new();
    for lines in by_program.values().take(PROGRAMS) {
        let lines: Vec<&[u8]> = lines.iter().map(Vec::as_slice).collect();
        let inner = best(&lines, own, is_record).map(|detection| detection.preset);
        found.extend(inner.filter(|inner| found.iter().all(|known| known.name != inner.name)));
    }
    let place = |format: &&Format| {
        let place = outlines().position(|known| known.name == format.name);
        (format.is_last_resort(), place)
    };
    found.sort_by_key(place);
    found
}

/// How many programs behind one wrapper are looked at.
const PROGRAMS: usize = 16;

/// How many formats may stand within the outermost one, each within the one before.
const LAYERS: usize = 2;

/// How many of the first lines `format` would read, were it the only one.
#[cfg(test)]
pub(crate) fn fits(lines: &[&[u8]], format: &Format) -> usize {
    Probe::new(lines).fits(format)
}

/// The formats that most of the first lines fit, at most `most` of them, each with the number of its
/// lines; and how many lines were tried.
pub(crate) fn evidence(
    lines: &[&[u8]],
    own: &[&'static Format],
    most: usize,
) -> (Vec<(&'static Format, usize)>, usize) {
    let probe = Probe::new(lines);
    let formats = own.iter().copied().chain(likely(&probe, false)).chain(likely(&probe, true));
    let fits = |format: &'static Format| (format, probe.fits(format));
    let mut found: Vec<_> = formats.map(fits).filter(|(_, fits)| *fits > 0).collect();
    found.sort_by_key(|(format, fits)| (std::cmp::Reverse(*fits), format.is_last_resort()));
    found.truncate(most);
    (found, probe.lines.len())
}

/// This many records are enough to name a format, however many continued lines stand between them.
const ENOUGH: usize = 5;

fn best(
    lines: &[&[u8]],
    own: &[&'static Format],
    allowed: impl Fn(&Format) -> bool,
) -> Option<Detection> {
    if are_words(lines) {
        return None;
    }
    let probe = Probe::new(lines);
    let candidates = |is_last_resort: bool| {
        let own =
            own.iter().copied().filter(move |format| format.is_last_resort() == is_last_resort);
        let formats = own.chain(likely(&probe, is_last_resort));
        formats.filter(|preset| allowed(preset))
    };
    let found = choose(&probe, candidates(false)).or_else(|| choose(&probe, candidates(true)))?;
    Some(Detection { preset: with_whole_stamps(found.preset, &probe.lines), ..found })
}

/// The built-in formats that the lines may have, by their outlines; the formats are read.
fn likely(probe: &Probe<'_>, is_last_resort: bool) -> impl Iterator<Item = &'static Format> {
    let asked = outlines().filter(move |outline| outline.is_last_resort == is_last_resort);
    asked.filter(|outline| probe.may_fit(outline)).filter_map(|outline| find(outline.name))
}

/// The format of `candidates` that the lines fit, if any does.
fn choose(
    probe: &Probe<'_>,
    candidates: impl Iterator<Item = &'static Format>,
) -> Option<Detection> {
    let lines = probe.lines.len();
    let mut found: Vec<(&'static Format, usize)> = Vec::new();
    for preset in candidates {
        let fits = probe.fits(preset);
        if fits > 0 {
            found.push((preset, fits));
        }
        // None further down can read more.
        if fits == lines && lines > 0 {
            break;
        }
    }
    let most = found.iter().map(|(_, fits)| *fits).max();
    // The lines of records of several lines are looked at as records, not one by one.
    let are_records =
        |most| found.iter().any(|(format, fits)| *fits == most && !format.begins.is_empty());
    let is_enough = |most: usize| most >= ENOUGH || most * 5 >= probe.votes || are_records(most);
    let most = most.filter(|most| most * 2 >= lines && is_enough(*most))?;
    let first = found.iter().copied().find(|(_, fits)| fits * 20 >= most * 19)?;
    // In a diary a line of text follows each stamp.
    if first.0.is_last_resort() && first.1 * 2 <= lines {
        return None;
    }
    // The more specific format, whose columns are wanted, has lines of its own and reads the others too.
    let specific = |&&(preset, fits): &&(&Format, usize)| {
        let is_specific = fits * 2 >= lines && precedes(preset, first.0);
        is_specific && probe.reads(preset) * 20 >= first.1 * 19
    };
    if let Some((preset, fits)) = found.iter().find(specific).copied() {
        return Some(Detection { preset, inners: Vec::new(), has_alternatives: false, fits });
    }
    let better = |&&(preset, fits): &&(&Format, usize)| {
        let is_table = matches!(preset.syntax, Syntax::Csv | Syntax::Tsv);
        let among = preset.hints.contains(&DetectionHint::VariantOf(first.0.name.clone()));
        is_table && fits == lines && first.1 < lines || among && fits * 3 >= lines
    };
    let (preset, fits) = found.iter().find(better).copied().unwrap_or(first);
    Some(Detection { preset, inners: Vec::new(), has_alternatives: false, fits })
}

/// Whether `format` is more specific than `general`: it, or one that it stands before, names
/// `general` as more general.
fn precedes(format: &Format, general: &Format) -> bool {
    format
        .before
        .iter()
        .any(|name| *name == general.name || find(name).is_some_and(|next| precedes(next, general)))
}

/// How many lines of a wrapper are taken off: a hundred records are sought in them.
pub(super) const WRAPPED_LINES: usize = 300;

/// The lines that lines of a wrapper hold.
pub(super) fn wrapped(preset: &Format, column: &str, lines: &[impl AsRef<[u8]>]) -> Vec<Vec<u8>> {
    texts(preset, &[column], lines).into_iter().flatten().collect()
}

/// The texts of `columns` in the lines of `preset` that have all of them.
fn texts(
    preset: &Format,
    columns: &[impl AsRef<str>],
    lines: &[impl AsRef<[u8]>],
) -> Vec<Vec<Vec<u8>>> {
    let columns: Option<Vec<_>> =
        columns.iter().map(|column| preset.column(column.as_ref())).collect();
    let Some(columns) = columns else { return Vec::new() };
    let lines = lines.iter().map(AsRef::as_ref);
    let column = |column: &Column, field: &dyn Fn(&str) -> Option<Vec<u8>>| {
        let part = |origin: &Origin| origin.take(&field(&origin.field)?).map(<[u8]>::to_vec);
        column.from.iter().find_map(part)
    };
    match &preset.syntax {
        Syntax::Pattern(patterns) => {
            let fields: Vec<&str> = columns.iter().flat_map(|column| column.fields()).collect();
            let mut finders: Vec<_> =
                patterns.iter().map(|pattern| finder(pattern, &fields)).collect();
            let of_line = |line: &[u8]| {
                let fits = |finder: &mut GroupFinder| finder.find(line, Encoding::Bytes);
                let found = finders.iter_mut().position(fits).and_then(|at| finders.get(at))?;
                let texts: Vec<_> = found.ranges().map(|range| line.get(range?)).collect();
                let group = |name: &str| {
                    let at = fields.iter().position(|field| *field == name)?;
                    Some(texts.get(at)?.as_ref()?.to_vec())
                };
                columns.iter().map(|known| column(known, &group)).collect()
            };
            lines.filter_map(of_line).collect()
        }
        Syntax::Json => {
            let of_line = |line: &[u8]| {
                let object = object(line)?;
                let member = |name: &str| Some(object.get(name)?.as_str()?.as_bytes().to_vec());
                columns.iter().map(|known| column(known, &member)).collect()
            };
            lines.filter_map(of_line).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::detect;
    use crate::format::samples;

    /// The preset that a file of these lines is detected as.
    fn detected(text: &str) -> Option<&'static str> {
        let lines: Vec<&[u8]> = text.lines().map(str::as_bytes).collect();
        detect(&lines, &[]).map(|found| found.preset.name.as_str())
    }

    #[test]
    fn lines_that_continue_records_have_no_vote() {
        let java = "java.lang.IllegalStateException: torn\n\tat com.example.A.b(A.java:8)\n\tat \
            com.example.C.d(C.java:9)\nCaused by: java.io.IOException: x\n\t... 12 more";
        let python = "Traceback (most recent call last):\n  File \"/srv/app.py\", line 3, in run\n    \
            work()\nexample.errors.TornError: x";
        let sql = "\tSELECT *\n\tFROM carts\n  WHERE id = 1";
        let object = "{\n  \"a\": 1\n}";
        let go = "main.(*Store).Get\n\t/srv/store.go:88\nmain.main\n\t/srv/main.go:21";
        let cases = [
            ("log4j", java),
            ("spring", java),
            ("python", python),
            ("postgres", sql),
            ("log4j", object),
            ("zap-console", go),
        ];
        for (name, continued) in cases {
            let mut text = String::new();
            for sample in samples(name).iter().cycle().take(20) {
                text += &format!("{}\n{continued}\n", sample.line);
            }
            assert_eq!(detected(&text), Some(name), "{continued}");
            // A file may begin in the midst of a record.
            let (_, rest) = text.split_once('\n').unwrap();
            assert_eq!(detected(rest), Some(name), "{continued}");
        }
        let few = format!("{}{}", "  indented text\n".repeat(9), samples("log4j")[0].line);
        assert_eq!(detected(&few), None);
        let dump = "  indented text\n".repeat(270);
        let records = format!("{}\n", samples("log4j")[0].line).repeat(5);
        assert_eq!(detected(&(dump + &records)), Some("log4j"));
    }

    #[test]
    fn tables_with_a_header_are_tables() {
        let rows = |level: &str, separator: &str| {
            let row = ["2026-04-07T08:15:42Z", level, "4", "ok"].join(separator);
            format!(
                "{}\n{}",
                ["time", "shop", "amount", "note"].join(separator),
                (row + "\n").repeat(30)
            )
        };
        assert_eq!(detected(&rows("north", "\t")), Some("tsv"));
        assert_eq!(detected(&rows("INFO", "\t")), Some("tsv"));
        assert_eq!(detected(&rows("INFO", ",")), Some("csv"));
        let empty = "name\tamount\n\t4\n\t5\n\t6\n";
        assert_eq!(detected(empty), Some("tsv"));
    }

    #[test]
    fn caddy_wins_where_a_third_of_its_lines_are_requests() {
        let start = r#"{"level":"info","ts":1775549742.3,"msg":"serving initial configuration"}"#;
        let requests = samples("caddy");
        let text = |starts: usize| {
            [vec![start; starts], vec![requests[0].line.as_str(); 2]].concat().join("\n")
        };
        assert_eq!(detected(&text(4)), Some("caddy"));
        assert_eq!(detected(&text(5)), Some("zap"));
    }

    #[test]
    fn lines_with_something_in_front_are_not_combined() {
        let rest = r#"[07/Apr/2026:08:15:44 +0000] "GET / HTTP/1.1" 200 301 "-" "agent/2""#;
        for (front, expected) in [
            ("www.example.com 203.0.113.9 - -", Some("vhost")),
            ("www.example.com 203.0.113.9 - erin", Some("vhost")),
            ("[pod/web-1/app] 203.0.113.9 - -", Some("kubectl-prefix")),
            ("[pod/web-1/app] 203.0.113.9 - erin", Some("kubectl-prefix")),
            ("web-1 www.example.com 203.0.113.9 - erin", None),
            ("203.0.113.9 - erin", Some("combined")),
            ("203.0.113.9 - dave smith", Some("combined")),
            ("203.0.113.9 - -erin", Some("combined")),
            ("198.51.100.8, 10.1.1.1 - -", Some("combined")),
            ("host.example.com - -", Some("combined")),
        ] {
            let line = format!("{front} {rest}\n");
            assert_eq!(detected(&line.repeat(3)), expected, "{front}");
        }
    }
}
