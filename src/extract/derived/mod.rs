//! Columns made from another column's text: one row of [`DERIVATIONS`] each, and `COLUMN/N` for
//! blocks of addresses. Columns made from the line's time are in [`clock`].

mod address;
pub(super) mod clock;
mod network;
mod places;
mod route;
mod routes_file;
mod target;
mod template;

use std::sync::Arc;

use crate::event::Arena;
use clock::TimeColumn;
use network::BlockLengths;
pub(crate) use network::block_lengths;

pub(super) use template::template;

pub(crate) use places::{AddressDatabase, PLACE_COLUMNS, PlaceColumn};
pub(crate) use routes_file::Routes;

/// How a column is made from another.
#[derive(Debug)]
pub(crate) struct Derivation {
    /// The column's name.
    pub(crate) name: &'static str,
    /// What it is, for the list of columns.
    pub(crate) description: &'static str,
    /// Columns it can be made from; the first that a format has is taken.
    pub(super) sources: &'static [&'static str],
    /// Makes it from the source's text: a part of that text, or a text of its own in the arena; `None`
    /// leaves the line without the column.
    pub(super) derive: for<'a> fn(&'a [u8], &'a Arena) -> Option<&'a [u8]>,
}

impl Derivation {
    /// The columns that it can be made from.
    pub(crate) fn sources(&self) -> &'static [&'static str] {
        self.sources
    }

    /// Whether the column can be made from the column `source`.
    pub(crate) fn is_made_from(&self, source: &str) -> bool {
        self.sources.contains(&source)
    }
}

/// All derived columns.
pub(crate) static DERIVATIONS: &[Derivation] = &[
    Derivation {
        name: "path",
        description: "the path of the request, without its query",
        sources: TARGETS,
        derive: target::path,
    },
    Derivation {
        name: "query",
        description: "what follows the ? of the request, empty where there is none",
        sources: TARGETS,
        derive: target::query,
    },
    Derivation {
        name: ROUTE,
        description: "the path with its ids, numbers and dates replaced by {n}, {id}, {uuid} and others",
        sources: TARGETS,
        derive: route::route,
    },
    Derivation {
        name: TEMPLATE,
        description: "the message with its numbers, addresses and ids replaced by <num>, <ip> and others",
        sources: MESSAGES,
        derive: template,
    },
    Derivation {
        name: ADDRESS,
        description: "the IP address in the message, where the message has one address alone",
        sources: MESSAGES,
        derive: address::only_address,
    },
    Derivation {
        name: "status_class",
        description: "the status by its first digit, such as 2xx",
        sources: &["status", "status_code", "sc-status", "code"],
        derive: status_class,
    },
    Derivation {
        name: network::SUBNET,
        description: "the client's network: /24 of an IPv4 address, /64 of an IPv6 address",
        sources: CLIENTS,
        derive: network::subnet,
    },
];

/// Where formats keep what was requested.
const TARGETS: &[&str] = &["target", "uri", "request_uri", "url", "path", "cs-uri-stem", "request"];

/// Where formats keep what happened, in words.
const MESSAGES: &[&str] = &["problem", "message", "msg", "log", "event", "text"];

/// Where formats keep the address of a client.
const CLIENTS: &[&str] = &["client", "client_ip", "remote_addr", "remote_ip", "c-ip", "host"];

/// The column that is made of the rest of a line where there is no message.
pub(crate) const TEMPLATE: &str = "template";

/// The column of addresses where the format has no client.
pub(crate) const ADDRESS: &str = "address";

/// The column of `--routes`.
const ROUTE: &str = "route";

/// The column that is the name of the source, as it was given.
pub(crate) const SOURCE: &str = "source";

/// Whether a column is made of no column of the line: of its time, where times are read, of the name of
/// its source, or of the rest of the line after its stamp.
pub(super) fn is_made(name: &str, times: bool) -> bool {
    name == SOURCE || name == TEMPLATE || (times && TimeColumn::named(name).is_some())
}

/// The column of which `COLUMN/N` is made, and how.
pub(super) fn network(name: &str) -> Option<(&str, Derived)> {
    let (column, lengths) = BlockLengths::read(name)?;
    Some((column, Derived::Network(lengths)))
}

/// What the user gives to make columns with.
#[derive(Debug, Clone, Default)]
pub(crate) struct OwnTables {
    /// Routes that are tried before ids are replaced.
    pub(crate) routes: Option<Arc<Routes>>,
    /// Databases of addresses, searched in this order for each column.
    pub(crate) databases: Arc<[AddressDatabase]>,
}

/// What is made of the text of a source column.
#[derive(Debug, Clone)]
pub(super) enum Derived {
    Row(&'static Derivation),
    Network(BlockLengths),
    /// The block of the address in a message.
    NetworkInText(BlockLengths),
    Route(Arc<Routes>),
    Place(&'static PlaceColumn, Arc<[AddressDatabase]>),
}

impl Derived {
    /// Makes the column of `text`, the source's; `None` leaves the line without the column.
    pub(super) fn derive<'a>(&self, text: &'a [u8], arena: &'a Arena) -> Option<&'a [u8]> {
        match self {
            Self::Row(row) => (row.derive)(text, arena),
            Self::Network(lengths) => lengths.block(text, arena),
            Self::NetworkInText(lengths) => {
                lengths.block(address::only_address(text, arena)?, arena)
            }
            Self::Route(routes) => match routes.find(text, arena) {
                Some(route) => Some(arena.alloc_slice_copy(route.as_bytes())),
                None => route::route(text, arena),
            },
            Self::Place(column, databases) => column.find(databases, text, arena),
        }
    }
}

/// How the column `name` is made, and the columns it can be made from.
pub(super) fn derived<'n>(name: &'n str, tables: &OwnTables) -> Option<(Vec<&'n str>, Derived)> {
    if let (ROUTE, Some(routes)) = (name, &tables.routes) {
        return Some((TARGETS.to_vec(), Derived::Route(Arc::clone(routes))));
    }
    if let Some(column) = PlaceColumn::named(name).filter(|_| !tables.databases.is_empty()) {
        return Some((CLIENTS.to_vec(), Derived::Place(column, Arc::clone(&tables.databases))));
    }
    if let Some(row) = DERIVATIONS.iter().find(|row| row.name == name) {
        return Some((row.sources.to_vec(), Derived::Row(row)));
    }
    match BlockLengths::read(name)? {
        (ADDRESS, lengths) => {
            let sources = [ADDRESS].iter().chain(MESSAGES).copied();
            Some((sources.collect(), Derived::NetworkInText(lengths)))
        }
        (column, lengths) => Some((vec![column], Derived::Network(lengths))),
    }
}

/// `200` -> `2xx`; `None` if the text is not three digits.
fn status_class<'a>(text: &'a [u8], _: &'a Arena) -> Option<&'a [u8]> {
    let [class, tens, ones] = text else { return None };
    if !tens.is_ascii_digit() || !ones.is_ascii_digit() {
        return None;
    }
    let classes = [b"0xx", b"1xx", b"2xx", b"3xx", b"4xx", b"5xx", b"6xx", b"7xx", b"8xx", b"9xx"];
    let index = usize::from(class.checked_sub(b'0')?);
    classes.get(index).map(|class| class.as_slice())
}

#[cfg(test)]
mod tests {
    use super::{Arena, DERIVATIONS, OwnTables, derived};
    use proptest::prelude::{any, prop_assert, proptest};

    fn derive(name: &str, text: &[u8]) -> Option<Vec<u8>> {
        derived(name, &OwnTables::default())?.1.derive(text, &Arena::new()).map(<[u8]>::to_vec)
    }

    #[test]
    fn rows_are_named_once_and_described() {
        for (index, row) in DERIVATIONS.iter().enumerate() {
            assert!(DERIVATIONS[..index].iter().all(|other| other.name != row.name));
            assert!(!row.description.is_empty() && !row.description.ends_with('.'));
            assert!(!row.sources.is_empty());
        }
    }

    #[test]
    fn columns_are_derived() {
        let cases = [
            ("path", "/a/b?c=1&d=2", Some("/a/b")),
            ("path", "/a", Some("/a")),
            ("path", "/a#top", Some("/a")),
            ("path", "/redirect?to=http://example.com/x", Some("/redirect")),
            ("path", "/to/http://example.com/x", Some("/to/http://example.com/x")),
            ("path", "http://example.com/path?x", Some("/path")),
            ("path", "https://[2001:db8::1]:443/", Some("/")),
            ("path", "http://example.com", Some("/")),
            ("path", "http://example.com?x=1", Some("/")),
            ("path", "GET /a?b HTTP/1.1", Some("/a")),
            ("path", "GET http://example.com/a b?c HTTP/1.1", Some("/a b")),
            ("path", "GET /", Some("/")),
            ("path", "example.com:443", Some("example.com:443")),
            ("path", "*", Some("*")),
            ("path", "-", None),
            ("path", "", None),
            ("query", "/a?b=1?c#d", Some("b=1?c")),
            ("query", "http://example.com?x=1", Some("x=1")),
            ("query", "GET /a?b=1 HTTP/1.1", Some("b=1")),
            ("query", "/a#d?e", Some("")),
            ("query", "/a", Some("")),
            ("query", "-", None),
            ("route", "/user/123", Some("/user/{n}")),
            ("route", "/api/v2/orders/12671", Some("/api/v2/orders/{n}")),
            ("route", "/a/3f2504e0-4f89-11d3-9a0c-0305e82c3301/x", Some("/a/{uuid}/x")),
            ("route", "/img/9f86d081884c7d65.png", Some("/img/{hex}.png")),
            ("route", "/app.3f2a9c1b.js", Some("/app.{hex}.js")),
            ("route", "/2026-03-05/report.pdf", Some("/{date}/report.pdf")),
            ("route", "/product/red-shoe-1234", Some("/product/red-shoe-{n}")),
            ("route", "/u/alice@example.com", Some("/u/{email}")),
            ("route", "/s/AbC123dEf456GhI789jK", Some("/s/{id}")),
            ("route", "/css/bootstrap.min.css", Some("/css/bootstrap.min.css")),
            ("route", "/ip/203.0.113.7", Some("/ip/{ip}")),
            ("route", "/wp-login.php", Some("/wp-login.php")),
            ("route", "/p/1", Some("/p/{n}")),
            ("route", "/page2", Some("/page2")),
            ("route", "/assets/index-DkW93kLm.js", Some("/assets/index-{id}.js")),
            ("route", "/a?id=5", Some("/a")),
            ("route", "/user42/x", Some("/user{n}/x")),
            ("route", "/v2.1/y", Some("/v2.1/y")),
            ("route", "/v123/y", Some("/v{n}/y")),
            ("route", "/12.json", Some("/{n}.json")),
            ("route", "/", Some("/")),
            ("route", "/deadbeef", Some("/deadbeef")),
            ("route", "/x/00000000", Some("/x/{n}")),
            ("route", "/img_0042.jpg", Some("/img_{n}.jpg")),
            ("route", "/2026/03/05/", Some("/{n}/{n}/{n}/")),
            ("route", "/session=QmFzZTY0c3RyaW5nMQ==/x", Some("/{id}/x")),
            ("route", "/é123/ü45", Some("/é{n}/ü{n}")),
            ("route", "/a%20b123", Some("/a%20b{n}")),
            ("route", "/a/5;jsessionid=77/b", Some("/a/{n}/b")),
            ("route", "/ip/[2001:db8::1]/x", Some("/ip/{ip}/x")),
            ("route", "GET /user/123?x HTTP/1.1", Some("/user/{n}")),
            ("route", "-", None),
            (
                "template",
                "user 42 logged in from 203.0.113.7:5022",
                Some("user <num> logged in from <ip>"),
            ),
            ("template", "took 152ms, 3.5 MB, 12%", Some("took <qty>, <qty>, <qty>")),
            ("template", "name=\"a b\" done", Some("name=<str> done")),
            ("template", "SET a = 'x1' WHERE b= \"y\"", Some("SET a = <str> WHERE b= <str>")),
            ("template", "a = b's or 'c'", Some("a = b's or 'c'")),
            ("template", "GET https://example.com/a?b=1 failed", Some("GET <url> failed")),
            ("template", "mail to alice@example.com", Some("mail to <email>")),
            ("template", "open /var/log/app.log: denied", Some("open <path>: denied")),
            ("template", "id 3f2504e0-4f89-11d3-9a0c-0305e82c3301", Some("id <uuid>")),
            ("template", "at 2026-03-05T14:02:11.5Z and 14:02:11", Some("at <time> and <time>")),
            (
                "template",
                "block 0x1F, 9f86d081884c, deadbeefcafe",
                Some("block <hex>, <hex>, deadbeefcafe"),
            ),
            ("template", "delta -5, node-7, x+3", Some("delta <num>, node-<num>, x+<num>")),
            (
                "template",
                "station 02:00:5e:10:00:ff, 0200.5e10.00ff, AA-BB-CC-DD-EE-FF at 02:00:05",
                Some("station <hex>, <hex>, <hex> at <time>"),
            ),
            (
                "template",
                "MAC=02:00:5e:10:00:0a:02:00:5e:10:00:0b:08:00 SRC=203.0.113.7",
                Some("MAC=<hex> SRC=<ip>"),
            ),
            ("template", "peer 2001:db8:1:2:3:4:5:6 gone", Some("peer <ip> gone")),
            ("template", "peer 2001:db8::1 gone", Some("peer <ip> gone")),
            ("template", "no change", Some("no change")),
            ("address", "Failed login from 203.0.113.7 port 22", Some("203.0.113.7")),
            ("address", "relay=mx.example.com[203.0.113.7]:25, delay=3", Some("203.0.113.7")),
            ("address", "from ::ffff:203.0.113.7:6049 (203.0.113.7)", Some("203.0.113.7")),
            ("address", "ip=[2001:DB8::7], rip=2001:db8::7", Some("2001:DB8::7")),
            ("address", "peer [2001:db8::7]:443 gone.", Some("2001:db8::7")),
            ("address", "refused 203.0.113.7.", Some("203.0.113.7")),
            ("address", "accepted from /203.0.113.7:5022", Some("203.0.113.7")),
            ("address", "dial tcp://203.0.113.7:80/path", Some("203.0.113.7")),
            ("address", "listening on 0.0.0.0:80, peer 203.0.113.7", Some("203.0.113.7")),
            ("address", "via fe80::7%eth0: up", Some("fe80::7%eth0")),
            ("address", "203.0.113.7:5000 -> 192.0.2.1:80", None),
            ("address", "nginx/1.2.3.4 started", None),
            ("address", "route 203.0.113.0/24 added", None),
            ("address", "banned 203.0.113.7/32", Some("203.0.113.7")),
            ("address", "banned 2001:db8::7/128", Some("2001:db8::7")),
            ("address", "route 2001:db8::/32 added", None),
            ("address", "open 203.0.113.7/2024/x", Some("203.0.113.7")),
            ("address", "GET http://203.0.113.7/1", Some("203.0.113.7")),
            ("address", "host ip-203-0-113-7.example.com, 203.0.113.7.example.com", None),
            ("address", "0.0.0.0:80 and [::]:80", None),
            ("address", "at 14:02:11, Face::Add, a::b, 02:00:5e:ff:fe:10:00:0a", None),
            ("address", "no address", None),
            ("address/24", "from 203.0.113.7:22", Some("203.0.113.0/24")),
            ("address/24", "203.0.113.7", Some("203.0.113.0/24")),
            ("address/24", "203.0.113.7 to 192.0.2.1", None),
            ("client/16", "203.0.113.7", Some("203.0.0.0/16")),
            ("client/25:48", "203.0.113.200", Some("203.0.113.128/25")),
            ("client/25:48", "2001:db8:1:2::3", Some("2001:db8:1::/48")),
            ("client/0", "203.0.113.7", Some("0.0.0.0/0")),
            ("client/32:128", "::1", Some("::1/128")),
            ("client/16", "2001:db8:1:2:3::", Some("2001:db8:1:2::/64")),
            ("client/16", "example.com", None),
            ("client/33", "203.0.113.7", None),
            ("status_class", "200", Some("2xx")),
            ("status_class", "503", Some("5xx")),
            ("status_class", "-1", None),
            ("status_class", "2000", None),
            ("status_class", "2x0", None),
            ("status_class", "-", None),
            ("subnet", "203.0.113.7", Some("203.0.113.0/24")),
            ("subnet", "203.0.113.7:52000", Some("203.0.113.0/24")),
            ("subnet", "::ffff:203.0.113.7", Some("203.0.113.0/24")),
            ("subnet", "2001:db8:0:1:2::3", Some("2001:db8:0:1::/64")),
            ("subnet", "2001:DB8::1", Some("2001:db8::/64")),
            ("subnet", "[2001:db8::1]:443", Some("2001:db8::/64")),
            ("subnet", "[2001:db8::1]", Some("2001:db8::/64")),
            ("subnet", "fe80::1%eth0", Some("fe80::/64")),
            ("subnet", "::1", Some("::/64")),
            ("subnet", "203.0.113", None),
            ("subnet", "203.0.113.256", None),
            ("subnet", "203.0.113.7:", None),
            ("subnet", "203.0.113.7, 192.0.2.1", None),
            ("subnet", "example.com", None),
            ("subnet", "[203.0.113.7]", None),
            ("subnet", "-", None),
        ];
        for (name, text, expected) in cases {
            let expected = expected.map(|text| text.as_bytes().to_vec());
            assert_eq!(derive(name, text.as_bytes()), expected, "{name} of {text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_taken(text in proptest::collection::vec(any::<u8>(), 0..64)) {
            for row in DERIVATIONS {
                derive(row.name, &text);
            }
        }

        #[test]
        fn a_network_holds_its_addresses(address in any::<std::net::Ipv6Addr>()) {
            let network = derive("subnet", address.to_string().as_bytes()).unwrap();
            let network = String::from_utf8(network).unwrap();
            let start: Option<std::net::Ipv6Addr> =
                network.strip_suffix("/64").map(|text| text.parse().unwrap());
            // Addresses that map an IPv4 address are in IPv4 networks.
            prop_assert!(start.is_none_or(|start| start.segments()[..4] == address.segments()[..4]));
        }
    }
}
