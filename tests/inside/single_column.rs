//! The shortcut for a single column gives what the plan of several columns gives.

use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_assert_eq, prop_oneof, proptest};

use crate::event::Arena;
use crate::extract::{
    Batch, ExtractOptions, Extractor, PlanCache, PresetChoice, Split, TimeOptions,
};
use crate::time::{BucketWidth, Bucketer, Timestamp, Zone};

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
    splits.extend(["json", "ltsv", "logfmt", "combined"].map(|name| Split::Preset(preset(name))));
    splits
}

/// What each line comes to: its value, number and time, or why it does not count.
fn outcomes(options: &ExtractOptions, lines: &[&[u8]]) -> Vec<String> {
    let extractor = Extractor::new(options).unwrap();
    let context = extractor.survey("-", lines, Timestamp(0), &mut PlanCache::default()).unwrap();
    let mut scratch = extractor.scratch();
    extractor.enter_source(&mut scratch, &context);
    extractor.enter_block(&mut scratch, &lines.concat(), None);
    let arena = Arena::new();
    let outcome = |line: &&[u8]| {
        let mut batch = Batch::new(&arena);
        extractor.extract(&mut scratch, &mut [*line].into_iter(), &mut batch);
        let Batch { events, rejected, times, .. } = batch;
        let events = events.iter().map(|event| (event.value, event.number, event.at));
        let rejected = rejected.iter().map(|rejected| rejected.reason);
        let (events, rejected): (Vec<_>, Vec<_>) = (events.collect(), rejected.collect());
        // The column of the condition is the same column.
        format!("{events:?} {rejected:?} {times:?}").replace("NoColumn(1)", "NoColumn(0)")
    };
    lines.iter().map(outcome).collect()
}

proptest! {
    #[test]
    fn a_single_column_is_the_first_of_several(
        lines in vec(line(), 1..8),
        split in proptest::sample::select(splits()),
        numeric in any::<bool>(),
        times in any::<bool>(),
    ) {
        let utc = TimeOptions {
            zone: Zone::utc(),
            buckets: Bucketer::new(BucketWidth::SECOND, Zone::utc()),
            columns: Vec::new(), format: None, year: None, start: None, end: None,
            typed: Default::default(), is_required: true,
        };
        let by = match split {
            Split::Preset(_) => vec!["client".to_owned()],
            _ => Vec::new(),
        };
        let time = times.then_some(utc);
        let single = ExtractOptions { split, by, numeric, time, ..ExtractOptions::default() };
        // A condition that every column meets: with it, the plan has two columns.
        let always = match single.split {
            Split::Whole => return Ok(()),
            Split::Fields { ref list, .. } if list.as_str() == "1-2" => return Ok(()),
            Split::Fields { ref list, .. } => list.as_str(),
            Split::Pattern(_) => "value",
            Split::Preset(_) => "client",
        };
        let condition = crate::condition::Condition::parse("-w", &format!("{always} !~ ^\\b$"), &Zone::utc());
        let condition = condition.unwrap();
        let several = ExtractOptions { conditions: vec![condition], ..single.clone() };
        let lines: Vec<&[u8]> = lines.iter().map(Vec::as_slice).collect();
        prop_assert_eq!(outcomes(&single, &lines), outcomes(&several, &lines));
    }
}
