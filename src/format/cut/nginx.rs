//! The fields at the end of a message of nginx's error log: client, server, request and others.
//!
//! The message before the fields, and the quoted text in a field, may be anything that a client
//! sent, also text that looks like a field. nginx escapes nothing, so a client can forge a field
//! by sending a quote. Called by [`super::Cut`].

use memchr::{memchr, memmem};

use super::network::ip;

const CLIENT: &[u8] = b", client: ";

/// Where the fields begin, with the comma, and where the client's address does. The first
/// `client:` is taken after which the line is fields to its end. If no place is left, because a
/// field holds a quote, the last `client:` before a `server:` is taken.
pub(super) fn fields(message: &[u8]) -> Option<(usize, usize)> {
    let clients = || {
        let finds = memmem::find_iter(message, CLIENT).map(|at| (at, at + CLIENT.len()));
        finds.filter(|(_, from)| is_client(message.get(*from..).unwrap_or_default()))
    };
    let rest = |from: usize| message.get(from..).unwrap_or_default();
    let served = |from: usize| after_value(rest(from)).starts_with(b", server: ");
    clients()
        .find(|(_, from)| is_fields(after_value(rest(*from))))
        .or_else(|| clients().filter(|(_, from)| served(*from)).last())
}

/// Whether a client's address begins here.
fn is_client(text: &[u8]) -> bool {
    let value = text.get(..text.len() - after_value(text).len()).unwrap_or_default();
    value == b"unix:" || ip(value).is_some()
}

/// What follows a value without quotes.
fn after_value(text: &[u8]) -> &[u8] {
    text.get(memchr(b',', text).unwrap_or(text.len())..).unwrap_or_default()
}

/// Whether a text is fields to its end, each after a comma and none of them `client`; the last field
/// may be cut short.
fn is_fields(mut text: &[u8]) -> bool {
    while !text.is_empty() {
        let Some(field) = text.strip_prefix(b", ") else { return false };
        if field.starts_with(b"client: ") {
            return false;
        }
        let end = memchr(b',', field).unwrap_or(field.len());
        text = match field.get(..end).and_then(|name| memchr(b'"', name)) {
            Some(opening) => {
                let named = field.get(..opening).is_some_and(|name| name.ends_with(b": "));
                let quoted = field.get(opening + 1..).filter(|_| named);
                let Some(quoted) = quoted else { return false };
                quoted.get(closing(quoted) + 1..).unwrap_or_default()
            }
            None => field.get(end..).unwrap_or_default(),
        };
    }
    true
}

/// Where the first quote is that is not escaped, or else the end.
fn closing(text: &[u8]) -> usize {
    quotes(text).next().unwrap_or(text.len())
}

/// The quotes that are not escaped.
fn quotes(text: &[u8]) -> impl Iterator<Item = usize> {
    let mut escaped = false;
    text.iter().enumerate().filter_map(move |(at, byte)| {
        let quote = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        quote.then_some(at)
    })
}

/// Where the quote is that ends a quoted text: the first that is not escaped and that ends the text
/// or precedes a comma and a blank.
pub(super) fn quote(text: &[u8]) -> Option<usize> {
    quotes(text).find(|at| {
        let after = text.get(at + 1..).unwrap_or_default();
        after.is_empty() || after.starts_with(b", ")
    })
}

#[cfg(test)]
mod tests {
    use super::{fields, quote};

    #[test]
    fn the_client_is_the_one_nginx_wrote() {
        let cases = [
            r#"x, client: 203.0.113.7, server: a, request: "GET / HTTP/1.1", host: "b""#,
            "x, client: 203.0.113.7, server: 0.0.0.0:443",
            "x, client: 203.0.113.7",
            "reset, client: 192.0.2.6, y, client: 203.0.113.7, server: a",
            r#"open() "/s/, client: 192.0.2.6, server: a" failed, client: 203.0.113.7, server: a, request: "GET / HTTP/1.1""#,
            r#"open() "/s/, client: 192.0.2.6, server: a, request: "b" failed, client: 203.0.113.7, server: a, request: "GET / HTTP/1.1""#,
            r#"x, client: 203.0.113.7, server: a, request: "GET /, client: 192.0.2.6, server: b HTTP/1.1", host: "c""#,
            r#"x, client: 203.0.113.7, server: a, host: "c", referrer: "d, client: 192.0.2.6, server: b"#,
            r#"x, client: 203.0.113.7, server: a, request: "GET /\"q\" HTTP/1.1", host: "c""#,
            r#"x, client: 203.0.113.7, server: a, request: "GET /"q" HTTP/1.1", host: "c""#,
        ];
        for line in cases {
            let (before, from) = fields(line.as_bytes()).unwrap_or_else(|| panic!("{line}"));
            assert!(line[from..].starts_with("203.0.113.7"), "{line}");
            assert!(line[before..].starts_with(", client: 203.0.113.7"), "{line}");
        }
        for line in ["", "x, client: nobody, server: a", "x, client: ", "client: 203.0.113.7"] {
            assert_eq!(fields(line.as_bytes()), None, "{line}");
        }
    }

    #[test]
    fn quoted_texts_end() {
        for (text, end) in [
            (r#"a", b"#, Some(1)),
            (r#"a\"b", c"#, Some(4)),
            (r#"a"b""#, Some(3)),
            (r#"a\\""#, Some(3)),
            ("a", None),
        ] {
            assert_eq!(quote(text.as_bytes()), end, "{text}");
        }
    }
}
