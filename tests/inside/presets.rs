//! Every built-in preset against its samples, by a reader written for these tests: its own columns,
//! and detection among all others.

use std::fmt::Write;

use crate::extract::detect::fits;
use crate::extract::{detect, nearest, stop};
use crate::format::{Column, ColumnKind, Cut, Format, Sample, Syntax, builtin, find, samples};
use crate::number::Number;
use proptest::prelude::{ProptestConfig, any, prop, proptest};
use regex::bytes::Regex;

use super::cases;
use super::preset_reader::{column, fields};

#[test]
fn every_sample_gives_its_columns() {
    let mut wrong = String::new();
    for preset in builtin() {
        for sample in samples(&preset.name) {
            let Some(fields) = fields(preset, &sample.line) else {
                writeln!(wrong, "{}: no match: {}", preset.name, sample.line).unwrap();
                continue;
            };
            for (name, expected) in &sample.gives {
                let found = column(preset, &fields, name).unwrap_or_default();
                if found != *expected {
                    let line = &sample.line;
                    writeln!(
                        wrong,
                        "{}: {name} is {found:?}, not {expected:?}: {line}",
                        preset.name
                    )
                    .unwrap();
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn first_pattern_covers_the_others() {
    for preset in builtin() {
        let Syntax::Pattern(patterns) = &preset.syntax else { continue };
        let [first, .., last] = &patterns[..preset.own_patterns] else { continue };
        for sample in samples(&preset.name) {
            let read = |pattern: &String| {
                let syntax = Syntax::Pattern(vec![pattern.clone()]);
                let one = Format { syntax, ..(*preset).clone() };
                fields(&one, &sample.line).map(|fields| {
                    let read = |(name, _): &(String, String)| column(preset, &fields, name);
                    sample.gives.iter().map(read).collect::<Vec<_>>()
                })
            };
            if let (Some(fast), Some(loose)) = (read(first), read(last)) {
                assert_eq!(fast, loose, "{}: {}", preset.name, sample.line);
            }
        }
    }
}

/// Twenty lines made of a preset's samples.
fn file(preset: &Format) -> Vec<&str> {
    let mut lines = Vec::new();
    for sample in samples(&preset.name).iter().cycle().take(20) {
        if !preset.begins.is_empty() {
            lines.extend(sample.line.split('\n'));
            continue;
        }
        let (header, record) = sample.line.rsplit_once('\n').unwrap_or(("", &sample.line));
        if lines.is_empty() && !header.is_empty() {
            lines.push(header);
        }
        lines.push(record);
    }
    lines
}

#[test]
fn a_file_of_samples_is_detected() {
    let mut wrong = String::new();
    for preset in builtin() {
        let lines: Vec<&[u8]> = file(preset).iter().map(|line| line.as_bytes()).collect();
        let detection = detect(&lines, &[]);
        let found = detection.as_ref().map_or("none", |detection| detection.preset.name.as_str());
        // Lines of such a preset are another's.
        let expected = match preset.is_never_detected() {
            true if preset.name.starts_with("combined-") => "combined-number",
            true => "combined",
            false => preset.name.as_str(),
        };
        if found != expected {
            writeln!(wrong, "{expected} is taken for {found}").unwrap();
        } else if preset.begins.is_empty()
            && detection.as_ref().is_some_and(|detection| detection.fits < lines.len())
        {
            writeln!(wrong, "{found} fits {} only", detection.unwrap().fits).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn no_pattern_steals_a_sample() {
    let mut wrong = String::new();
    for preset in builtin().iter().filter(|preset| !preset.is_never_detected()) {
        for sample in samples(&preset.name).iter().filter(|sample| !sample.line.contains('\n')) {
            let found = detect(&[sample.line.as_bytes()], &[]).map(|found| &found.preset.name);
            if found.is_some_and(|name| *name != preset.name) {
                writeln!(wrong, "{}: {found:?} takes {}", preset.name, sample.line).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Where a file says that its format comes before another, lines of it fit the other too, and are
/// detected as its own all the same.
#[test]
fn formats_stand_before_those_that_read_their_lines() {
    let mut wrong = String::new();
    for format in builtin() {
        let lines: Vec<&[u8]> = file(format).iter().map(|line| line.as_bytes()).collect();
        for name in &format.before {
            let general = find(name).unwrap();
            // A line of the W3C format is read by the names that a line before it gives.
            let names = match &format.syntax {
                Syntax::W3c(names) => format!("#Fields: {names}"),
                _ => String::new(),
            };
            if lines.iter().all(|line| fits(&[names.as_bytes(), line], general) == 0) {
                writeln!(wrong, "{} needs not stand before {name}", format.name).unwrap();
            }
            if detect(&lines, &[]).is_none_or(|found| found.preset.name != format.name) {
                writeln!(wrong, "{} is not told from {name}", format.name).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The formats of which many lines have no stamp.
const STAMPS_ARE_RARE: &[&str] = &[
    "compose",
    "coredns",
    "dmesg",
    "dotnet-console",
    "kubectl-prefix",
    "lambda",
    "leef",
    "logfmt",
    "lograge",
    "pm2",
    "rails-dev",
    "stern",
];

#[test]
fn rows_are_complete() {
    let listed = "common combined vhost combined-us nginx-times nginx-rt nginx-error ingress-nginx \
        traefik traefik-json caddy envoy haproxy haproxy-tcp alb elb cloudfront s3 cloudflare w3c \
        squid gunicorn uwsgi ltsv vpc-flow apache-error syslog syslog5424 syslog-iso sshd journal \
        journal-json kernel fail2ban cri docker klog strace postgres mysql-error redis mongodb \
        python log4j spring tomcat rails go zap zap-console zerolog logrus slog slog-text tracing \
        pino bunyan ecs logcat json logfmt csv tsv";
    for name in listed.split_whitespace() {
        assert!(find(name).is_some(), "{name}");
    }
    for preset in builtin() {
        let name = &preset.name;
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(name.chars().all(allowed), "{name}");
        assert!(!preset.description.is_empty() && !preset.description.ends_with('.'), "{name}");
        assert!(samples(&preset.name).len() >= 2, "{name} has too few samples");
        let known = |column: &str| preset.columns.iter().any(|own| own.name == column);
        for named in [&preset.value, &preset.time, &preset.wraps].into_iter().flatten() {
            assert!(known(named) || named == "problem", "{name}: {named}");
        }
        for (index, column) in preset.columns.iter().enumerate() {
            let first = preset.columns.iter().position(|other| other.name == column.name);
            assert_eq!(first, Some(index), "{name}: {} twice", column.name);
        }
        if let Some(time) = &preset.time {
            let stamped = |sample: &&Sample| {
                let fields = fields(preset, &sample.line).unwrap();
                column(preset, &fields, time).is_some_and(|stamp| !stamp.is_empty())
            };
            let stamped = samples(&preset.name).iter().filter(stamped).count();
            assert!(
                stamped * 3 >= samples(&preset.name).len() * 2
                    || STAMPS_ARE_RARE.contains(&name.as_str()),
                "{name}: fewer than two thirds of the samples have a stamp"
            );
            assert!(
                samples(&preset.name)
                    .iter()
                    .any(|sample| sample.gives.iter().any(|g| g.0 == *time)),
                "{name}: no sample gives the time"
            );
        }
    }
}

/// Whether a text is what its kind says, or says that there is none.
fn is_of_kind(kind: ColumnKind, text: &str) -> bool {
    let none = matches!(text, "" | "-");
    match kind {
        ColumnKind::Text | ColumnKind::Time => true,
        ColumnKind::Status => {
            text.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit())
        }
        ColumnKind::Address => none || text.contains(['.', ':']),
        // Lists are what proxies write that tried several upstreams.
        _ => text.split(", ").all(|one| none || Number::read(one.as_bytes()).is_some()),
    }
}

#[test]
fn names_mean_one_kind() {
    let durations = [
        ColumnKind::Seconds,
        ColumnKind::Milliseconds,
        ColumnKind::Microseconds,
        ColumnKind::Nanoseconds,
    ];
    for preset in builtin() {
        for column in &preset.columns {
            let name = column.name.as_str();
            let expected: &[ColumnKind] = match name {
                "time" => &[ColumnKind::Time],
                "client" => &[ColumnKind::Address],
                "status" => &[ColumnKind::Status],
                "bytes" => &[ColumnKind::Bytes],
                "request_time" => &durations,
                "user" | "method" | "path" | "query" | "protocol" | "referer" | "user_agent"
                | "host" | "level" | "logger" | "message" => &[ColumnKind::Text],
                _ => continue,
            };
            assert!(expected.contains(&column.kind), "{}: {name}", preset.name);
        }
        for (name, text) in samples(&preset.name).iter().flat_map(|sample| &sample.gives) {
            let column = preset.columns.iter().find(|column| column.name == *name);
            let kind = column.map_or(ColumnKind::Text, |column| column.kind);
            assert!(is_of_kind(kind, text), "{}: {name} {text:?}", preset.name);
        }
    }
}

#[test]
fn groups_and_columns_name_each_other() {
    for preset in builtin() {
        let Syntax::Pattern(patterns) = &preset.syntax else { continue };
        let mut groups: Vec<String> = Vec::new();
        for pattern in patterns {
            assert!(pattern.starts_with('^'), "{}", preset.name);
            let regex = Regex::new(pattern).unwrap();
            groups.extend(regex.capture_names().flatten().map(str::to_owned));
        }
        let read: Vec<&str> = preset.columns.iter().flat_map(Column::fields).collect();
        for field in &read {
            assert!(groups.iter().any(|group| group == field), "{}: {field}", preset.name);
        }
        for group in &groups {
            assert!(read.contains(&group.as_str()), "{}: {group} is unread", preset.name);
        }
    }
}

#[test]
fn files_with_strays_keep_their_format() {
    let common = samples("common")[0].line.as_str();
    let mut lines = file(find("combined").unwrap());
    lines.extend(["", "torn", common]);
    lines.extend(file(find("combined").unwrap()));
    let lines: Vec<&[u8]> = lines.iter().map(|line| line.as_bytes()).collect();
    assert_eq!(detect(&lines, &[]).unwrap().preset.name, "combined");
}

#[test]
fn syslog_with_some_sshd_is_syslog() {
    let mut lines = file(find("syslog").unwrap());
    lines.truncate(10);
    lines.extend(std::iter::repeat_n(samples("sshd")[0].line.as_str(), 9));
    let lines: Vec<&[u8]> = lines.iter().map(|line| line.as_bytes()).collect();
    assert_eq!(detect(&lines, &[]).unwrap().preset.name, "syslog");
}

#[test]
fn wrapped_lines_are_detected() {
    let inner = &samples("combined")[0].line;
    let cri = format!("2026-04-07T08:15:42.3Z stdout F {inner}");
    let docker = serde_json::json!({"log": format!("{inner}\n"), "stream": "stdout", "time": "x"});
    let docker = docker.to_string();
    let syslog = format!("Apr  7 08:15:42 web3 nginx: {inner}");
    let wire = format!("<190>1 2026-04-07T08:15:42Z web3 nginx - - - {inner}");
    let journal = serde_json::json!({"MESSAGE": inner, "__REALTIME_TIMESTAMP": "1775549742310442"});
    let journal = journal.to_string();
    let cases = [
        ("cri", cri),
        ("docker", docker),
        ("syslog", syslog),
        ("syslog5424", wire),
        ("journal-json", journal),
    ];
    for (name, line) in cases {
        let found = detect(&[line.as_bytes(); 5], &[]).unwrap();
        assert_eq!(found.preset.name, name);
        assert_eq!(
            found.inners.first().map(|inner| inner.name.as_str()),
            Some("combined"),
            "{name}"
        );
    }
    let line: &[u8] = b"2026-04-07T08:15:42Z stdout F hello there";
    let plain = detect(&[line; 5], &[]).unwrap();
    assert!(plain.inners.is_empty());
}

#[test]
fn w3c_is_told_by_its_fields() {
    let iis: &[u8] = b"#Fields: date time c-ip cs-method sc-status";
    let line: &[u8] = b"2026-04-07 08:15:42 192.0.2.4 GET 200";
    assert_eq!(detect(&[b"#Software: x", iis, line], &[]).unwrap().preset.name, "w3c");
    let edge: &[u8] = b"#Fields: date time x-edge-location c-ip";
    let line: &[u8] = b"2026-04-07\t08:15:42\tLHR\t192.0.2.4";
    assert_eq!(detect(&[b"#Version: 1.0", edge, line], &[]).unwrap().preset.name, "cloudfront");
}

#[test]
fn header_lines_are_no_records() {
    for preset in builtin().iter().filter(|preset| preset.header.is_some()) {
        let header = preset.header.as_ref().unwrap();
        assert!(fields(preset, header).is_none(), "{}", preset.name);
        assert!(stop(preset, header.as_bytes()).is_none(), "{}", preset.name);
        assert!(matches!(preset.syntax, Syntax::Pattern(_)), "{}", preset.name);
        assert!(
            samples(&preset.name).iter().all(|sample| !preset.is_header(sample.line.as_bytes()))
        );
        let text = format!("{header}more\n{}", samples(&preset.name)[0].line);
        let lines: Vec<&[u8]> = text.lines().map(str::as_bytes).collect();
        assert_eq!(detect(&lines, &[]).unwrap().preset.name, preset.name);
    }
}

#[test]
fn labels_of_their_own_stay_reachable() {
    for name in ["ltsv", "logfmt", "json", "zerolog", "logrus", "slog", "pino", "bunyan", "csv"] {
        for column in &find(name).unwrap().columns {
            let reads = column.fields().any(|field| field == column.name);
            // The message is `msg` there, the time what is documented.
            assert!(
                reads || matches!(column.name.as_str(), "message" | "request_time"),
                "{name}: {}",
                column.name
            );
        }
    }
}

#[test]
fn lines_of_nothing_known_are_none() {
    for lines in [&["hello world", "this is text"][..], &[], &["", " "], &["10", "20"], &["GET"]] {
        let lines: Vec<&[u8]> = lines.iter().map(|line| line.as_bytes()).collect();
        assert!(detect(&lines, &[]).is_none(), "{lines:?}");
    }
}

#[test]
fn request_paths_keep_their_line() {
    let long = format!("GET /{} HTTP/1.1", "c".repeat(65_536));
    let requests =
        ["-", "", r"\x16\x03\x01\x00", "GET /a b HTTP/1.1", r#"GET /\"x\" HTTP/1.1"#, &long];
    for name in ["common", "combined", "vhost", "combined-us", "nginx-times", "nginx-main"] {
        let preset = find(name).unwrap();
        let sample = samples(&preset.name)[0].line.as_str();
        let request = fields(preset, sample).unwrap()["request"].clone();
        for other in requests {
            let line = sample.replace(&request, other);
            let fields = fields(preset, &line).unwrap_or_else(|| panic!("{name}: {other}"));
            assert_eq!(fields["request"], other, "{name}");
            for column in ["client", "time", "status", "bytes"] {
                assert!(
                    !super::preset_reader::column(preset, &fields, column).unwrap().is_empty(),
                    "{name}"
                );
            }
        }
    }
}

/// The beginning of a sample.
fn beginning(at: usize, cut: usize) -> (&'static Format, &'static [u8]) {
    let preset = builtin()[at % builtin().len()];
    let sample = samples(&preset.name)[at % 2].line.as_bytes();
    (preset, &sample[..cut.min(sample.len())])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(64)))]
    #[test]
    fn no_bytes_make_it_panic(
        line in prop::collection::vec(any::<u8>(), 0..80),
        at in 0..600_usize,
        cut in 0..200_usize,
    ) {
        let mut mixed = beginning(at, cut).1.to_vec();
        mixed.extend(&line);
        let _ = detect(&[&line, &mixed], &[]);
        let parts = [
            Cut::Method, Cut::Target, Cut::Protocol, Cut::Path, Cut::Query, Cut::Host,
            Cut::Address, Cut::FirstWord, Cut::LastWord, Cut::After(" ".to_owned()), Cut::AfterLast(":".to_owned()),
        ];
        for part in parts {
            let taken = part.take(&mixed).unwrap_or_default();
            assert!(taken.len() <= mixed.len());
        }
    }

    #[test]
    fn a_line_fits_or_stops_somewhere(at in 0..600_usize, cut in 0..200_usize) {
        let (preset, line) = beginning(at, cut);
        if let Some(stop) = stop(preset, line) {
            assert!(stop.at <= line.len());
        }
        if cut % 20 == 0 {
            let _ = nearest(&[line]);
        }
    }
}
