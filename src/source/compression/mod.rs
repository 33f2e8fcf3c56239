//! Compression recognised by a source's first bytes, never by its name, which is often wrong after
//! a rotation. Several members in one file are read to the last one, and what is good before
//! damage or foreign bytes is read too.

mod decoders;
pub(super) mod members;

use std::io::Error;

use decoders::Decode;

struct Compression {
    name: &'static str,
    /// The bytes it starts with.
    magic: &'static [u8],
    /// Makes a decoder for one member.
    decoder: fn() -> std::io::Result<Box<dyn Decode>>,
}

/// An archive, a compression or a state, which have no lines that can be counted.
struct Unsupported {
    kind: &'static str,
    /// Where its magic stands, and the magic.
    offset: usize,
    magic: &'static [u8],
    /// Why it is not read, and what to do.
    advice: &'static str,
}

/// The longest magic of a compression that is read.
pub(super) const MAGIC_BYTES: usize = 6;
/// The longest magic that stands at the beginning.
const LONGEST_MAGIC: usize = 8;
/// As many bytes as tell an archive that is not read.
pub(super) const ARCHIVE_BYTES: usize = 262;

static COMPRESSIONS: [Compression; 4] = [
    Compression { name: "gzip", magic: b"\x1f\x8b\x08", decoder: decoders::gzip },
    Compression { name: "zstd", magic: b"\x28\xb5\x2f\xfd", decoder: decoders::zstd },
    Compression { name: "bzip2", magic: b"BZh", decoder: decoders::bzip2 },
    Compression { name: "xz", magic: b"\xfd7zXZ\0", decoder: decoders::xz },
];

/// The first bytes of a state of this program: no UTF-8, so no text and no log, and a line end that a transfer of
/// text spoils.
pub(crate) const STATE_MAGIC: [u8; 8] = *b"\xf5SSTAT\r\n";
/// The first bytes of a state as a line of text: the magic in base64.
pub(crate) const STATE_LINE_MAGIC: &[u8] = b"9VNTVEFU";

const STATE_ADVICE: &str = "which has counts and no lines; read it: streamstats merge FILE";

/// Everything that is named but not read.
static UNSUPPORTED: [Unsupported; 7] = [
    Unsupported {
        kind: "a zip archive",
        offset: 0,
        magic: b"PK\x03\x04",
        advice: "which is not read; give its text: unzip -p FILE | streamstats",
    },
    Unsupported {
        kind: "a 7z archive",
        offset: 0,
        magic: b"7z\xbc\xaf\x27\x1c",
        advice: "which is not read; give its text: 7z x -so FILE | streamstats",
    },
    Unsupported {
        kind: "lz4 data",
        offset: 0,
        magic: b"\x04\x22\x4d\x18",
        advice: "which is not read; give its text: lz4 -dc FILE | streamstats",
    },
    Unsupported {
        kind: "compress (.Z) data",
        offset: 0,
        magic: b"\x1f\x9d",
        advice: "which is not read; give its text: uncompress -c FILE | streamstats",
    },
    Unsupported {
        kind: "a tar archive",
        offset: 257,
        magic: b"ustar",
        advice: "which is not read; give its text: tar xOf FILE | streamstats",
    },
    Unsupported { kind: "a saved state", offset: 0, magic: &STATE_MAGIC, advice: STATE_ADVICE },
    Unsupported { kind: "a saved state", offset: 0, magic: STATE_LINE_MAGIC, advice: STATE_ADVICE },
];

/// Whether a source that starts with `head` may be found to be compressed, or what is not read, when more
/// bytes come.
fn is_undecided(head: &[u8]) -> bool {
    let begins = |magic: &[u8]| {
        let common = magic.len().min(head.len());
        magic[..common] == head[..common]
    };
    let is_known = COMPRESSIONS.iter().any(|known| begins(known.magic));
    let mut unread = UNSUPPORTED.iter().filter(|known| known.offset == 0);
    head.len() < LONGEST_MAGIC && (is_known || unread.any(|known| begins(known.magic)))
}

fn find(head: &[u8]) -> Option<&'static Compression> {
    if let [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] = head {
        // A skippable frame in front, as parallel zstd compressors write it (RFC 8878, 3.1.2).
        return COMPRESSIONS.iter().find(|known| known.name == "zstd");
    }
    COMPRESSIONS.iter().find(|known| head.starts_with(known.magic) && is_plausible(head))
}

/// `BZh` also starts a line of text; bzip2 goes on with a digit from 1 to 9 and the block magic.
fn is_plausible(head: &[u8]) -> bool {
    match head {
        [b'B', b'Z', b'h', level, rest @ ..] => {
            level.is_ascii_digit() && *level != b'0' && (rest == b"1A" || rest == b"\x17r")
        }
        [b'B', b'Z', b'h', ..] => false,
        _ => true,
    }
}

/// Whether a source that starts with `head` is compressed, or of a kind that is not read.
pub(super) fn is_compressed(head: &[u8]) -> bool {
    not_followed(head).is_some()
}

/// Why a file that starts with `head` cannot be followed: it is compressed, or of a kind that is not read.
pub(super) fn not_followed(head: &[u8]) -> Option<String> {
    let head_of_magic = head.get(..MAGIC_BYTES).unwrap_or(head);
    match check_supported(head) {
        Err(problem) => Some(problem.to_string()),
        Ok(()) => find(head_of_magic).map(|_| "is compressed".to_owned()),
    }
}

/// Checks that a source that starts with `head` is of no kind that is known but not read. Errors: the
/// source is of a kind that is not read; the error names the kind and what to do.
pub(super) fn check_supported(head: &[u8]) -> std::io::Result<()> {
    let is_of = |known: &&Unsupported| {
        head.get(known.offset..).is_some_and(|rest| rest.starts_with(known.magic))
    };
    match UNSUPPORTED.iter().find(is_of) {
        Some(Unsupported { kind, advice, .. }) => Err(Error::other(format!("is {kind}, {advice}"))),
        None => Ok(()),
    }
}
