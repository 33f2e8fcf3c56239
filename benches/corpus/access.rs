//! Requests of an invented shop as a web server would log them: clients by Zipf's law,
//! ascending times, slow answers now and then, and one client that floods for 30 s.

use crate::kinds::Settings;
use crate::random::{Random, Zipf, mix};
use crate::text::{self, Strings};

/// 2026-03-05 14:02:11 UTC.
pub(crate) const FIRST_SECOND: u64 = 1_772_719_331;

/// How long the flood lasts where there are lines enough.
const FLOOD_SECONDS: u64 = 30;

const FLOODER: &[u8] = b"203.0.113.7";

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const HOSTS: [&str; 4] = ["shop.example", "www.example", "api.example", "static.example"];

const SECTIONS: [&str; 8] =
    ["catalogue", "articles", "account", "search", "images", "api/v2/orders", "help", "basket"];

const METHODS: [&str; 16] = [
    "GET", "GET", "GET", "GET", "GET", "GET", "GET", "GET", "GET", "GET", "GET", "GET", "POST",
    "POST", "HEAD", "PUT",
];

const STATUSES: [u64; 16] =
    [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 304, 302, 404, 404, 500];

const AGENTS: [&str; 8] = [
    "curl/8.5.0",
    "Meadow/41.2 (desktop; amd64; tabs=12; language=en) Brook/7.1.2026 like Heath",
    "Meadow/40.0 (desktop; arm64; tabs=3; language=pt) Brook/7.0.2025 like Heath",
    "Lantern/118.0.3 (phone; arm64; portrait; language=sw) Wick/3.19 like Brook, Heath",
    "Lantern/117.9.1 (tablet; arm64; landscape; language=hi) Wick/3.18 like Brook, Heath",
    "harvest-bot/2.4 (+https://harvest.example/about/bot.html; crawl=shops)",
    "uptime-probe/1.0 (region=north; every=60s; +https://probe.example)",
    "Thicket/9 (desktop; riscv64; language=eo) Moss/2 like Brook",
];

/// One request, its strings borrowed from the tables it was drawn from.
pub(crate) struct Request<'a> {
    second: &'a Second,
    client: &'a [u8],
    method: &'a str,
    path: &'a [u8],
    host: &'a str,
    referer: &'a [u8],
    agent: &'a str,
    status: u64,
    bytes: u64,
    milliseconds: u64,
    id: u64,
}

/// The texts of one second, made when it begins.
#[derive(Default)]
pub(crate) struct Second {
    number: u64,
    common: Vec<u8>,
    pub(crate) rfc3339: Vec<u8>,
}

/// A stream of requests.
pub(crate) struct Traffic {
    random: Random,
    clients: Strings,
    client_ranks: Zipf,
    paths: Strings,
    path_ranks: Zipf,
    referers: Strings,
    microseconds: u64,
    /// Microseconds between two requests, on the average.
    pause: u64,
    index: u64,
    flood: std::ops::Range<u64>,
    second: Second,
}

impl Traffic {
    /// The traffic of a seed. In a short log the flood takes half of the lines.
    pub(crate) fn new(settings: &Settings) -> Self {
        // Every second line of the flood is the flooder's, and the others go on as before.
        let flood_lines = (2 * FLOOD_SECONDS * settings.rate).min(settings.lines / 2);
        let flood_start = (settings.lines - flood_lines) / 2;
        let paths = Strings::new(600, path);
        Self {
            random: Random::new(settings.seed),
            clients: Strings::new(settings.distinct, address),
            client_ranks: Zipf::new(settings.distinct),
            path_ranks: Zipf::new(600),
            referers: Strings::new(64, |out, index| {
                out.extend_from_slice(b"https://shop.example");
                out.extend_from_slice(paths.get(index * 7));
            }),
            paths,
            microseconds: FIRST_SECOND * 1_000_000,
            pause: 1_000_000 / settings.rate,
            index: 0,
            flood: flood_start..flood_start + flood_lines,
            second: Second::default(),
        }
    }

    /// The next request, never earlier than the one before.
    pub(crate) fn next(&mut self) -> Request<'_> {
        let flood = self.flood.contains(&self.index);
        self.index += 1;
        let pause = if flood { self.pause } else { 2 * self.pause };
        self.microseconds += self.random.below(pause + 1);
        self.second.become_second(self.microseconds / 1_000_000);

        // One number is cut up for the choices that need few bits.
        let bits = self.random.next();
        let choose = |shift: u32| usize::try_from((bits >> shift) & 15).unwrap_or_default();
        let spread = |shift: u32| (bits >> shift) & 1_023;
        if flood && self.random.chance(1, 2) {
            return Request {
                second: &self.second,
                client: FLOODER,
                method: "POST",
                path: b"/account/login",
                host: HOSTS[0],
                referer: b"-",
                agent: AGENTS[0],
                status: if choose(0) == 0 { 429 } else { 401 },
                bytes: 153,
                milliseconds: 2 + spread(10) / 64,
                id: bits,
            };
        }

        // The product of three is many small numbers and a few great ones: up to 8 s.
        let milliseconds = (spread(0) * spread(10) * spread(20)) >> 17;
        let status = STATUSES[choose(32)];
        Request {
            second: &self.second,
            client: self.clients.get(self.client_ranks.sample(&mut self.random)),
            method: METHODS[choose(36)],
            path: self.paths.get(self.path_ranks.sample(&mut self.random)),
            host: HOSTS[choose(40) / 4],
            referer: if choose(44) < 4 {
                b"-"
            } else {
                self.referers.get(choose(48) * 4 + choose(52) / 4)
            },
            agent: AGENTS[choose(56) / 2],
            status,
            bytes: if status == 304 { 0 } else { 180 + spread(5) * spread(15) / 8 },
            milliseconds,
            id: bits,
        }
    }
}

impl Second {
    /// Makes the texts anew unless they are those of this second.
    pub(crate) fn become_second(&mut self, number: u64) {
        if self.number == number {
            return;
        }
        self.number = number;
        let (year, month, day) = text::civil(number / 86_400);
        let name = MONTHS[usize::try_from(month - 1).unwrap_or_default()];

        let common = &mut self.common;
        common.clear();
        text::number(common, day, 2);
        common.push(b'/');
        common.extend_from_slice(name.as_bytes());
        common.push(b'/');
        text::number(common, year, 4);
        common.push(b':');
        clock(common, number);
        common.extend_from_slice(b" +0000");

        let rfc3339 = &mut self.rfc3339;
        rfc3339.clear();
        text::number(rfc3339, year, 4);
        rfc3339.push(b'-');
        text::number(rfc3339, month, 2);
        rfc3339.push(b'-');
        text::number(rfc3339, day, 2);
        rfc3339.push(b'T');
        clock(rfc3339, number);
        rfc3339.extend_from_slice(b"+00:00");
    }
}

/// Appends a line of the combined format with the request time behind it.
pub(crate) fn combined(request: &Request<'_>, out: &mut Vec<u8>) {
    out.extend_from_slice(request.client);
    out.extend_from_slice(b" - - [");
    out.extend_from_slice(&request.second.common);
    out.extend_from_slice(b"] \"");
    out.extend_from_slice(request.method.as_bytes());
    out.push(b' ');
    out.extend_from_slice(request.path);
    out.extend_from_slice(b" HTTP/1.1\" ");
    text::number(out, request.status, 3);
    out.push(b' ');
    text::number(out, request.bytes, 1);
    out.extend_from_slice(b" \"");
    out.extend_from_slice(request.referer);
    out.extend_from_slice(b"\" \"");
    out.extend_from_slice(request.agent.as_bytes());
    out.extend_from_slice(b"\" ");
    seconds(out, request.milliseconds);
}

/// Appends a JSON object, the host in an object in an object.
pub(crate) fn json(request: &Request<'_>, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"time\":\"");
    out.extend_from_slice(&request.second.rfc3339);
    out.extend_from_slice(b"\",\"client\":\"");
    out.extend_from_slice(request.client);
    out.extend_from_slice(b"\",\"method\":\"");
    out.extend_from_slice(request.method.as_bytes());
    out.extend_from_slice(b"\",\"path\":\"");
    out.extend_from_slice(request.path);
    out.extend_from_slice(b"\",\"status\":");
    text::number(out, request.status, 3);
    out.extend_from_slice(b",\"bytes\":");
    text::number(out, request.bytes, 1);
    out.extend_from_slice(b",\"request_time\":");
    seconds(out, request.milliseconds);
    out.extend_from_slice(b",\"request\":{\"id\":\"");
    text::hex(out, request.id, 16);
    out.extend_from_slice(b"\",\"headers\":{\"host\":\"");
    out.extend_from_slice(request.host.as_bytes());
    out.extend_from_slice(b"\",\"accept\":\"text/html, */*\"}}}");
}

/// Appends the time of day of a second since 1970.
fn clock(out: &mut Vec<u8>, second: u64) {
    text::number(out, second / 3_600 % 24, 2);
    out.push(b':');
    text::number(out, second / 60 % 60, 2);
    out.push(b':');
    text::number(out, second % 60, 2);
}

/// Appends milliseconds as seconds with three digits behind the point.
fn seconds(out: &mut Vec<u8>, milliseconds: u64) {
    text::number(out, milliseconds / 1_000, 1);
    out.push(b'.');
    text::number(out, milliseconds % 1_000, 3);
}

/// An address of a client: of the ranges kept for documentation while they last, then of
/// 10.0.0.0/8, every sixteenth of `2001:db8::/32`.
fn address(out: &mut Vec<u8>, rank: usize) {
    let rank = rank as u64;
    // One to one in 24 bits, so that neighbours in rank are none in the net.
    let scattered = rank.wrapping_mul(0x9e_3779) & 0xff_ffff;
    if rank < 500 {
        let net: &[u8] = if rank.is_multiple_of(2) { b"192.0.2." } else { b"198.51.100." };
        out.extend_from_slice(net);
        text::number(out, (rank / 2 * 89) % 251 + 1, 1);
    } else if rank.is_multiple_of(16) || rank > 0xff_ffff {
        out.extend_from_slice(b"2001:db8:");
        text::hex(out, rank >> 16, 4);
        out.push(b':');
        text::hex(out, mix(rank), 4);
        out.extend_from_slice(b"::");
        text::hex(out, rank, 4);
    } else {
        out.extend_from_slice(b"10.");
        text::number(out, scattered >> 16, 1);
        out.push(b'.');
        text::number(out, (scattered >> 8) & 0xff, 1);
        out.push(b'.');
        text::number(out, scattered & 0xff, 1);
    }
}

/// A path of the shop, every third with a query.
fn path(out: &mut Vec<u8>, rank: usize) {
    out.push(b'/');
    out.extend_from_slice(SECTIONS[rank % SECTIONS.len()].as_bytes());
    if rank >= SECTIONS.len() {
        out.push(b'/');
        text::number(out, mix(rank as u64) % 90_000 + 10_000, 1);
    }
    if rank % 3 == 2 {
        out.extend_from_slice(b"?page=");
        text::number(out, rank as u64 % 9 + 1, 1);
        out.extend_from_slice(b"&sort=newest");
    }
}
