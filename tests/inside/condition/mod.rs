//! Conditions as data: the condition, a column's text, whether it holds.

mod kinds;

use crate::condition::{Condition, instead_of_whole_text};
use crate::time::Zone;

use proptest::prelude::{any, prop_assert_eq, proptest};

fn parse(condition: &str) -> crate::error::Result<Condition> {
    Condition::parse("-w/--where", condition, &Zone::utc())
}

fn holds(condition: &str, column: &[u8]) -> bool {
    parse(condition).unwrap().holds(column)
}

#[test]
fn conditions_hold() {
    let cases: [(&str, &[u8], bool); 44] = [
        ("status=200", b"200", true),
        ("status == 200", b"200", true),
        ("status = 200", b"200.0", true),
        ("status='200'", b"2e2", true),
        ("status = 200", b"201", false),
        ("status != 200", b"0200", false),
        ("status != 200", b"-", true),
        ("status >= 500", b"503", true),
        ("status>=500", b"60", false),
        ("status<500", b"-", false),
        ("took > 0.5", b".75", true),
        ("took > 0.5", b"0.50", false),
        ("took <= 0.5", b"+5e-1", true),
        ("took < 1e3", b"999.999", true),
        ("id = 9007199254740993", b"9007199254740992", false),
        (
            "id > 170141183460469231731687303715884105727",
            b"170141183460469231731687303715884105728",
            true,
        ),
        ("id = 0.1", b"0.1000000000000000000000000000000000000001", false),
        ("delta < 0", b"-0", false),
        ("delta = 0", b"-0.00", true),
        ("delta < -1", b"-1.5", true),
        ("delta > -10", b"-9", true),
        ("took = 0.5s", b"0.5s", true),
        ("took > 0.5s", b"0.10s", false),
        ("took > 100ms", b"0.168", true),
        ("bytes > 10kB", b"2011", false),
        ("bytes > 10kB", b"12 KiB", true),
        ("status >= 500", b"true", false),
        ("status != 500", b"-", true),
        ("time >= 2026-03-05T14", b"2026-03-05T14:02:11Z", true),
        ("method=GET", b"get", false),
        ("method <= 'GET'", b"GET", true),
        ("msg = \" a = b \"", b" a = b ", true),
        ("msg=it's", b"it's", true),
        ("user = ''", b"", true),
        ("user != ''", b"", false),
        ("path ~ ^/api/", b"/api/v1", true),
        ("path~'^/api/ '", b"/api/v1", false),
        ("path !~ \\.(css|js)$", b"/a.css", false),
        ("name ~ ^.$", "ä".as_bytes(), true),
        ("name ~ ^..$", b"\xe4\xf6", true),
        ("name ~ ^\\pL$", "ä".as_bytes(), true),
        ("items[0].id > 7", b"8", true),
        ("cs(User-Agent) ~ curl", b"curl/8.5.0", true),
        ("a[\"x>y\"] = 1", b"1", true),
    ];
    for (condition, column, expected) in cases {
        let text = String::from_utf8_lossy(column);
        assert_eq!(holds(condition, column), expected, "{condition} of {text}");
    }
}

#[test]
fn columns_keep_their_names() {
    let cases = [
        ("a.b-c[0]=1", "a.b-c[0]"),
        (" @timestamp  >= x", "@timestamp"),
        ("a[\"x=y\"].b!=1", "a[\"x=y\"].b"),
        ("log level = x", "log level"),
        ("wow! = x", "wow!"),
        ("it's=1", "it's"),
        ("'a = b' = c", "a = b"),
        ("\"time in ms\" > 5", "time in ms"),
        ("'quoted'suffix = 1", "'quoted'suffix"),
        ("domain = in", "domain"),
        ("time is up = 5", "time is up"),
        ("(a) = (b)", "(a)"),
        ("\"like this\" = 5", "like this"),
        ("path in a=b", "path"),
        ("-1 > 5", "-1"),
    ];
    for (condition, column) in cases {
        assert_eq!(parse(condition).unwrap().column(), column);
    }
}

#[test]
fn errors_say_what_is_right() {
    let cases = [
        ("", "COLUMN OP VALUE"),
        ("status", "no operator"),
        ("= 200", "no column"),
        ("status =", "''"),
        ("path ~ ", "''"),
        ("status =~ 5..", "write status ~ 5.."),
        ("status <> 5", "write status != 5"),
        ("status => 5", "write status >= 5"),
        ("status =< 5", "write status <= 5"),
        ("path = 'a", "closing '"),
        ("path ~ (", "unclosed group"),
        ("status === 500", "write status = 500"),
        ("path ~= \\.php$", "write path ~ \\.php$"),
        ("path !=~ ^/a", "write path !~ ^/a"),
        ("status is 200", "write status = 200"),
        ("status IS NOT 200", "write status != 200"),
        ("user is not null", "only lines that have the column"),
        ("path like '%x.php%'", "write path ~ x\\.php"),
        ("path LIKE /api/%", "write path ~ ^/api/"),
        ("path not like %.css", "write path !~ \\.css$"),
        ("path contains 'a b'", "write path ~ a b"),
        ("path starts with /a", "write path ~ ^/a"),
        ("path does not contain x", "write path !~ x"),
        ("path like %a=b%", "write path ~ a=b"),
        ("status between 500 and 599", "status >= 500 and, as a second option, status <= 599"),
        ("client !in 192.0.2.0/24", "write client not in 192.0.2.0/24"),
        ("status:500", "write status = 500"),
        ("not status = 200", "write status != 200"),
        ("!status=200", "write status != 200"),
        ("not (status in 200,204)", "write status not in 200,204"),
        ("(status = 500)", "write status = 500"),
        ("status = 500|502", "write status in 500,502"),
        ("status in [500, 502]", "write status in 500,502"),
        ("status = (500,502)", "write status in 500,502"),
        ("status in {500 502}", "write status in 500,502"),
        ("status in 500 404", "write status in 500,404"),
        ("status in 500 404, 403", "write status in 500,404,403"),
        ("status not in 500;404", "write status not in 500,404"),
        ("status = 500;404", "write status in 500,404"),
        ("status = 500 404", "write status in 500,404"),
        ("method in GET POST", "write method in GET,POST"),
        ("status:(500 OR 404)", "write status in 500,404"),
        ("status =! 500", "write status != 500"),
        ("status ! = 500", "write status != 500"),
        ("status > = 500", "write status >= 500"),
        ("status = = 500", "write status = 500"),
        ("status \u{2265} 500", "write status >= 500"),
        ("status\u{2260}500", "write status != 500"),
        ("status:>=500", "write status >= 500"),
        ("status := 500", "write status = 500"),
        ("status:5*", "write status_class = 5xx"),
        ("status = [500 TO 599]", "write status >= 500 and, as a second option, status <= 599"),
        ("status:{500 TO 599}", "write status > 500 and, as a second option, status < 599"),
        ("bytes:[1000 TO *]", "write bytes >= 1000"),
        ("in = 5", "a column of this name is quoted: 'in' = 5"),
        ("not in 5,6", "no column before not in; write COLUMN not in 5,6"),
        ("weekday = Thu", "write weekday = 4"),
        (
            "weekday in sat,Sunday",
            "write weekday in 6,7, or weekday in 'sat','Sunday' for the text",
        ),
        ("weekday ~ thursday", "write weekday = 4"),
        ("day != Fri", "write weekday != 5"),
        ("status_class = 5XX", "write status_class = 5xx"),
        ("status_class in 4,500", "write status_class in 4xx,5xx"),
        ("bytes > 1Mb", "write bytes > 1MB"),
        ("bytes > 1M", "write bytes > 1e6"),
        ("bytes = 1Mb", "write bytes = 1MB"),
        ("bytes = 1 000", "write bytes = 1000"),
        ("size > 1.000.000", "write size > 1000000"),
        ("request_time > 10Sec", "write request_time > 10sec"),
        ("time > -1h", "write -s -1h or -e -1h"),
        ("time < yesterday", "write -s yesterday or -e yesterday"),
        ("status in 500..599", "status >= 500 and, as a second option, status <= 599"),
        ("status = 500-599", "status >= 500 and, as a second option, status <= 599"),
        ("status >= 500 <600", "status >= 500 and, as a second option, status <600"),
        ("status = 5*", "write status_class = 5xx"),
        ("status != 5..", "write status_class != 5xx"),
        ("status ~ ^5xx$", "write status_class = 5xx"),
        ("status = 50x", "write status ~ ^50"),
        ("status >= 500, path = /a", "a -w of its own"),
        ("status != 500 && x", "a -w of its own"),
        ("status>=500&&path=/a", "a -w of its own"),
        ("status >= 500 && path = /x", "a -w of its own"),
        ("status >= 500 and path = /x", "a -w of its own"),
        ("status = 500 || status = 404", "status in A,B"),
        ("status = 500 or status = 404", "status in A,B"),
        ("path ~ a && b = c", "a -w of its own"),
        ("status = 5xx", "status_class = 5xx"),
        ("time >= 14:03", "write -s 14:03"),
        ("status != 4XX", "status_class != 4xx"),
        ("status in 4xx,5xx", "status_class in 4xx,5xx"),
        ("status not in 4xx", "status_class not in 4xx"),
        ("status not 500", "write status != 500"),
        ("status not = 500", "write status != 500"),
        (
            "client in 10.0.0.1-10.0.0.9",
            "client >= 10.0.0.1 and, as a second option, client <= 10.0.0.9",
        ),
        (
            "client not in 10.0.0.1 - 9",
            "client < 10.0.0.1 in one run and client > 10.0.0.9 in another",
        ),
        ("client = 10.0.0.0-10.0.0.255", "write client in 10.0.0.0/24"),
        ("client in 10.0.0.0/255.0.0.0", "write client in 10.0.0.0/8"),
        ("client in ::1,10.0.0.0/0.0.255.255", "write client in ::1,10.0.0.0/16"),
        ("client in 10.0.0.*", "write client in 10.0.0.0/24"),
        ("client != 10.1.x.x", "write client not in 10.1.0.0/16"),
        ("client in 10/8,192.168.0.0/16", "write client in 10.0.0.0/8"),
        ("client in \"10.0.0.0/8", "write client in 10.0.0.0/8"),
        ("client in 203.0.113.0/24,10.*", "write client in 203.0.113.0/24,10.0.0.0/8"),
        ("client in 10.1", "write client in 10.1.0.0/16"),
        ("src_ip in 10/8", "write src_ip in 10.0.0.0/8"),
        ("client in ['203.0.113.0/24']", "write client in 203.0.113.0/24"),
        ("client in 10.0.0.0 / 8", "write client in 10.0.0.0/8"),
        ("client in [2001:db8::]/32", "write client in 2001:db8::/32"),
        ("status in 404,5xx", "status_class = 5xx"),
        ("status >= 5xx", "status >= 500"),
        ("status > 3xx", "status > 399"),
        ("status <= 3xx", "status <= 399"),
        ("code < 4xx", "code < 400"),
        ("client in 203.0.113.0/33", "0 to 32"),
        ("client not in 2001:db8::/129,::1", "2001:db8::/129 is no block"),
        ("sc-status != 4XX", "status_class != 4xx"),
        ("status = 404,500", "status in 404,500"),
        ("method != GET,POST", "method not in GET,POST"),
        ("client = 203.0.113.0/24", "client in 203.0.113.0/24"),
        ("status in (404,500)", "write status in 404,500"),
        ("status in 404,,500", "empty"),
        ("status in ", "no value"),
    ];
    for (condition, expected) in cases {
        let message = parse(condition).unwrap_err().to_string();
        assert!(message.starts_with("-w/--where: "), "{condition}: {message}");
        assert!(message.contains(expected), "{condition}: {message}");
    }
}

#[test]
fn texts_of_a_column_of_the_log_are_no_mistake() {
    for condition in [
        "weekday < 8",
        "weekday <= 10",
        "weekday = 8",
        "weekday in 'Sun','Mon'",
        "hour > 13.5",
        "hour >= '14:30'",
        "hour = 14:00",
        "minute >= 14:02:30",
        "minute < 14:03:30",
        "minute = 2",
        "minute >= 30",
        "queue in 3/32",
        "queue in 0/0,1/2",
        "v in 1.2.3.4-5",
        "v = 1.2.*",
        "server_version in 10.1",
    ] {
        assert!(parse(condition).is_ok(), "{condition}");
    }
}

#[test]
fn a_condition_on_a_clock_that_no_line_meets_gets_advice() {
    for (condition, expected) in [
        ("hour = 14:00", Some("hour is 00 to 23; write hour = 14")),
        ("hour in 14:00,3pm", Some("write hour in 14,15")),
        ("hour = 14:30", Some("write minute = 14:30")),
        ("hour = noon", Some("hour is 00 to 23")),
        ("minute = 14", Some("minute ~ :02$ is that minute of each hour")),
        ("minute != 9:05:30", Some("write minute != 09:05")),
        ("weekday = 0", Some("write weekday = 7")),
        ("weekday = 7", None),
        ("hour = '14:00'", None),
        ("hour > 30", None),
    ] {
        let advice = instead_of_whole_text(condition, condition.contains("!="));
        let has = |expected| advice.as_ref().is_some_and(|text| text.contains(expected));
        assert!(expected.map_or(advice.is_none(), has), "{condition}: {advice:?}");
    }
}

proptest! {
    #[test]
    fn whole_numbers_compare_as_i128(left in any::<i128>(), right in any::<i128>(), shift in 0..120) {
        for (left, right) in [(left, right), (left >> shift, right >> shift), (left, left)] {
            let column = left.to_string();
            let check = |operator: &str| holds(&format!("x{operator}{right}"), column.as_bytes());
            prop_assert_eq!(check("="), left == right);
            prop_assert_eq!(check("!="), left != right);
            prop_assert_eq!(check("<"), left < right);
            prop_assert_eq!(check("<="), left <= right);
            prop_assert_eq!(check(">"), left > right);
            prop_assert_eq!(check(">="), left >= right);
        }
    }

    #[test]
    fn any_condition_and_text_are_taken(
        condition in "[a=!<>~'\"0.e\\[\\] -]{0,10}",
        column in proptest::collection::vec(any::<u8>(), 0..12),
    ) {
        if let Ok(condition) = parse(&condition) {
            condition.holds(&column);
        }
    }
}
