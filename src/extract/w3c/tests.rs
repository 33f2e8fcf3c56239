use super::{FieldTexts, Header, LineKind, W3cSplitter};
use proptest::prelude::{any, prop_assert_eq, proptest};

/// The columns of each line of a text, `-` for absent, `#` for headers, `!` for rejects.
fn read(wanted: &[&str], header: Option<&Header>, text: &str) -> Vec<String> {
    let wanted: Vec<String> = wanted.iter().map(|name| (*name).to_owned()).collect();
    let reader = W3cSplitter::new(&wanted);
    let mut layout = reader.layout(header);
    let arena = crate::event::Arena::new();
    let mut texts = FieldTexts::new(&arena);
    let mut read = |line| match reader.split(&mut layout, str::as_bytes(line), &mut texts) {
        Err(_) => "!".to_owned(),
        Ok(LineKind::Header) => "#".to_owned(),
        Ok(LineKind::Record) => {
            let text = |column| texts.get(column).unwrap_or(b"absent");
            let texts: Vec<_> = (0..wanted.len()).map(text).collect();
            String::from_utf8(texts.join(&b'|')).unwrap()
        }
    };
    text.lines().map(&mut read).collect()
}

const LOG: &str = "\
#Software: example
10.0.0.1 GET
#Fields: c-ip cs-method cs(User-Agent) sc-status
203.0.113.7 GET curl/8.5.0 200
203.0.113.7  GET   \"a \"\"b\"\" c\" 200
203.0.113.7 GET \"open 200
203.0.113.7 GET
203.0.113.7\tGET\ta b\t200

#Date: 2026-03-05
#Fields: sc-status c-ip
404 198.51.100.4
";

#[test]
fn columns_follow_the_header_in_force() {
    let expected = [
        "#",
        "!",
        "#",
        "200|curl/8.5.0|203.0.113.7",
        "200|a \"b\" c|203.0.113.7",
        "200|\"open|203.0.113.7",
        "!",
        "200|a b|203.0.113.7",
        "!",
        "#",
        "#",
        "404|absent|198.51.100.4",
    ];
    assert_eq!(read(&["sc-status", "cs(User-Agent)", "c-ip"], None, LOG), expected);
}

#[test]
fn headers_are_found_and_others_are_not() {
    assert_eq!(Header::find_last(LOG.as_bytes()).unwrap().names, [&b"sc-status"[..], b"c-ip"]);
    for block in ["", "a #Fields: b\n", "#Fields:\n", "#Field: a", "#Fields: "] {
        assert_eq!(Header::find_last(block.as_bytes()), None, "{block}");
    }
    let last = Header::find_last(b"#Fields: a\n#Fields:\r\n").unwrap();
    assert_eq!(last.names, [b"a"]);
}

#[test]
fn dates_and_times_are_joined() {
    let wanted = ["date time", "c-ip"];
    let apart = "#Fields: time c-ip date\n14:02:11 203.0.113.7 2026-03-05\n";
    assert_eq!(read(&wanted, None, apart)[1], "2026-03-05 14:02:11|203.0.113.7");
    let quoted = "#Fields: date time c-ip\n\"2026-03-05\" \"14:02:11\" 203.0.113.7\n";
    assert_eq!(read(&wanted, None, quoted)[1], "2026-03-05 14:02:11|203.0.113.7");
    let headed = "#Date: 2026-03-05 00:00:00\n#Fields: time c-ip\n14:02:11 203.0.113.7\n";
    assert_eq!(read(&wanted, None, headed)[2], "2026-03-05 14:02:11|203.0.113.7");
    let header = Header::find_last(headed.as_bytes());
    assert_eq!(
        read(&wanted, header.as_ref(), "14:02:12 203.0.113.8\n#Date: 2026-03-06\n0:00:01 -\n"),
        ["2026-03-05 14:02:12|203.0.113.8", "#", "2026-03-06 0:00:01|-"]
    );
}

#[test]
fn names_between_tabs_and_commas() {
    let zeek = "#fields\tts\tid.orig_h\n1.5\t203.0.113.7\n";
    assert_eq!(read(&["id.orig_h", "ts"], None, zeek)[1], "203.0.113.7|1.5");
    let exchange = "#Fields: date-time,event,data\n14:02,+,\"a, b\"\n14:03,,c d\n";
    assert_eq!(read(&["data", "event"], None, exchange)[1..], ["a, b|+", "c d|"]);
}

proptest! {
    #[test]
    fn blocks_with_the_header_in_force_read_as_the_whole(
        lines in proptest::collection::vec("(#Fields: [abc ]{0,5}|[abc\" ]{0,8}|#x)", 0..12),
        cut in any::<proptest::sample::Index>(),
    ) {
        let cut = cut.index(lines.len() + 1);
        let lines: Vec<String> = lines.iter().map(|line| format!("{line}\n")).collect();
        let (first, second) = (lines[..cut].concat(), lines[cut..].concat());
        let wanted = ["b", "a"];
        let header = Header::find_last(first.as_bytes());
        let mut parts = read(&wanted, None, &first);
        parts.extend(read(&wanted, header.as_ref(), &second));
        prop_assert_eq!(parts, read(&wanted, None, &lines.concat()));
    }
}
