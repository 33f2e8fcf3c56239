//! Lines that are one value each: words, hostile bytes, values that never repeat, values
//! with a time before them, and the twelve addresses of the first streamstats' example.

use crate::access::{FIRST_SECOND, Second};
use crate::kinds::Settings;
use crate::random::{Random, Zipf, mix};
use crate::text::{self, Strings};

/// Appends one word by Zipf's law, the frequent ones short.
pub(crate) fn tokens(settings: &Settings) -> impl FnMut(&mut Vec<u8>) + use<> {
    let words = Strings::new(settings.distinct, word);
    let ranks = Zipf::new(settings.distinct);
    let mut random = Random::new(settings.seed);
    move |out| out.extend_from_slice(words.get(ranks.sample(&mut random)))
}

/// Appends one of `distinct` values that are each bad for somebody: every one of them
/// once, then the first ones often.
pub(crate) fn hostile(settings: &Settings) -> impl FnMut(&mut Vec<u8>) + use<> {
    let fill = |out: &mut Vec<u8>, rank| hostile_value(out, rank, settings.seed);
    let values = Strings::new(settings.distinct, fill);
    let ranks = Zipf::new(settings.distinct);
    let mut random = Random::new(settings.seed);
    let mut shown = 0..settings.distinct;
    move |out| {
        let rank = shown.next().unwrap_or_else(|| ranks.sample(&mut random));
        out.extend_from_slice(values.get(rank));
    }
}

/// Appends 15 hexadecimal digits that do not come again.
pub(crate) fn unique(settings: &Settings) -> impl FnMut(&mut Vec<u8>) + use<> {
    let mut counter = mix(settings.seed);
    move |out| {
        counter = counter.wrapping_add(1);
        scrambled(out, counter);
    }
}

/// Appends an ascending time and one of `distinct` values of 15 hexadecimal digits, each
/// of them once in as many lines, in an order without a pattern that a cache could use.
pub(crate) fn stamped(settings: &Settings) -> impl FnMut(&mut Vec<u8>) + use<> {
    /// A prime above every `distinct`: its multiples go through all the values.
    const STRIDE: u64 = 1_006_180_367;
    let (seed, rate) = (mix(settings.seed), settings.rate);
    let distinct = settings.distinct as u64;
    let mut second = Second::default();
    let mut index = 0;
    move |out| {
        second.become_second(FIRST_SECOND + index / rate);
        out.extend_from_slice(&second.rfc3339);
        out.push(b' ');
        scrambled(out, seed.wrapping_add(index % distinct * STRIDE % distinct));
        index += 1;
    }
}

/// Appends 15 hexadecimal digits: a counter, put through a one to one mix of 60 bits.
fn scrambled(out: &mut Vec<u8>, counter: u64) {
    const MASK: u64 = (1 << 60) - 1;
    let mut bits = counter & MASK;
    bits = bits.wrapping_mul(0x9e37_79b9_7f4a_7c15) & MASK;
    bits ^= bits >> 31;
    bits = bits.wrapping_mul(0xbf58_476d_1ce4_e5b9) & MASK;
    bits ^= bits >> 29;
    text::hex(out, bits, 15);
}

/// The lines 192.168.10.101 to 112 with the counts of the first streamstats' example.
pub(crate) fn twelve(settings: &Settings) -> Vec<String> {
    let counts = [1, 1, 4, 4, 1, 1, 5, 4, 11, 6, 3, 1];
    let mut lines = Vec::new();
    for (count, host) in counts.into_iter().zip(101..) {
        lines.extend(std::iter::repeat_n(format!("192.168.10.{host}"), count));
    }
    Random::new(settings.seed).shuffle(&mut lines);
    lines
}

/// A number spelled in syllables, at least two of them.
fn word(out: &mut Vec<u8>, rank: usize) {
    const CONSONANTS: &[u8] = b"bdfghjklmnprstvz";
    const VOWELS: &[u8] = b"aeiou";
    const SYLLABLES: usize = CONSONANTS.len() * VOWELS.len();
    let (mut left, mut spelled) = (rank, 0);
    while left > 0 || spelled < 2 {
        let syllable = left % SYLLABLES;
        out.push(CONSONANTS[syllable / VOWELS.len()]);
        out.push(VOWELS[syllable % VOWELS.len()]);
        left /= SYLLABLES;
        spelled += 1;
    }
}

/// What stands around the number of a hostile value: something before and after it.
const HOSTILE: [(&[u8], &[u8]); 30] = [
    // Encodings: not UTF-8, cut short, overlong, a surrogate, beyond the last character.
    (b"\xff\xfe", b"\x80"),
    (b"caf\xe9 ", b""),
    (b"cut ", b" \xe4\xb8"),
    (b"\xc0\xafoverlong", b"\xe0\x80\xaf"),
    (b"\xed\xa0\x80surrogate", b""),
    (b"\xf4\x90\x80\x80", b"\xf8\x88\x80\x80\x80"),
    // Terminals: colour, title, cursor, C1 as UTF-8 and as a byte, bell, backspace, DEL.
    (b"\x1b[31mred ", b"\x1b[0m"),
    (b"\x1b]0;title ", b"\x07"),
    (b"\x1b[2J\x1b[1;1H", b"\x1b[?25l"),
    ("\u{9b}31mC1 ".as_bytes(), b"\x9b0m"),
    (b"bell\x07 back\x08\x08 ", b"\x7f"),
    // Direction and invisible characters.
    ("user\u{202e}".as_bytes(), "gpj.exe\u{202c}".as_bytes()),
    ("\u{2066}".as_bytes(), "\u{2069}\u{200f}".as_bytes()),
    ("zero\u{200b}width\u{feff} ".as_bytes(), "\u{200d}".as_bytes()),
    ("line\u{2028}para\u{2029}next\u{85} ".as_bytes(), b""),
    // Widths: CJK, full width, combining marks, a joined emoji, no-break space.
    ("日本語のログ ".as_bytes(), "件".as_bytes()),
    ("ｆｕｌｌ　ｗｉｄｔｈ ".as_bytes(), "한국어".as_bytes()),
    ("e\u{301}a\u{308}o\u{302}\u{323} ".as_bytes(), "\u{301}".as_bytes()),
    ("👩\u{200d}🔧 ".as_bytes(), "🏳\u{fe0f}".as_bytes()),
    ("\u{a0}nbsp\u{a0}".as_bytes(), "\u{3000}".as_bytes()),
    // Tables: quotes, commas, tabs, pipes, markup, formulas, backslashes.
    (b"say \"", b"\", she said"),
    (b"a,b,", b",\"c\""),
    (b"tab\there\t", b"\t"),
    (b"| cell ", b" | <b>&amp;</b> `x` *"),
    (b"=1+", b"\\n\\t\\x00"),
    (b"{\"k\": \"", b"\\u0000\"}"),
    // Line ends and blanks: CR inside, CR at the end, NUL, blanks around.
    (b"left\r", b"\rright"),
    (b"carriage return ", b"\r"),
    (b"nul\0nul ", b"\0"),
    (b"   ", b" \t "),
];

/// A value for this rank: the frame of its turn, with something random in it now and
/// then. The second rank is the empty line.
fn hostile_value(out: &mut Vec<u8>, rank: usize, seed: u64) {
    if rank == 1 {
        return;
    }
    let (before, after) = HOSTILE[rank % HOSTILE.len()];
    out.extend_from_slice(before);
    text::number(out, rank as u64, 1);
    let round = rank / HOSTILE.len();
    if round % 3 == 2 {
        noise(out, mix(seed) ^ rank as u64);
    }
    out.extend_from_slice(after);
}

/// Up to 40 bytes of any value but LF.
fn noise(out: &mut Vec<u8>, seed: u64) {
    let mut random = Random::new(seed);
    for _ in 0..=random.below(40) {
        let byte = u8::try_from(random.below(256)).unwrap_or_default();
        if byte != b'\n' {
            out.push(byte);
        }
    }
}
