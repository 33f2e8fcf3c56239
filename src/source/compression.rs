//! Compression recognised by a source's first bytes, never by its name: rotation gives both away
//! wrongly. Several members in one file are read to the last one.

use std::io::{BufReader, Cursor, Error, ErrorKind, Read};

use super::block::read_once;

/// One compression: its name, the bytes it starts with, and its decoder.
struct Compression {
    name: &'static str,
    magic: &'static [u8],
    decode: fn(Raw) -> std::io::Result<Box<dyn Read + Send>>,
}

/// The bytes of a source from its first on, in front of a decoder.
type Raw = BufReader<Box<dyn Read + Send>>;

/// Bytes read at a time in front of a decoder.
const READ_BYTES: usize = 128 << 10;
/// Memory an xz decoder may take: its largest preset (-9) needs 65 MiB.
const XZ_MEMORY: u64 = 128 << 20;
/// Largest zstd window accepted, 2^27 bytes, as the zstd program does without --long.
const ZSTD_WINDOW_LOG: u32 = 27;

/// The longest magic.
pub(super) const MAGIC_BYTES: usize = 6;

/// All compressions read.
static COMPRESSIONS: [Compression; 4] = [
    Compression { name: "gzip", magic: b"\x1f\x8b\x08", decode: gzip },
    Compression { name: "zstd", magic: b"\x28\xb5\x2f\xfd", decode: zstd },
    Compression { name: "bzip2", magic: b"BZh", decode: bzip2 },
    Compression { name: "xz", magic: b"\xfd7zXZ\0", decode: xz },
];

fn find(head: &[u8]) -> Option<&'static Compression> {
    if let [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] = head {
        // A skippable frame in front, as parallel zstd compressors write it (RFC 8878, 3.1.2).
        return COMPRESSIONS.iter().find(|known| known.name == "zstd");
    }
    COMPRESSIONS.iter().find(|known| head.starts_with(known.magic) && plausible(head))
}

/// `BZh` also starts a line of text; bzip2 goes on with a digit from 1 to 9 and the block magic.
fn plausible(head: &[u8]) -> bool {
    match head {
        [b'B', b'Z', b'h', level, rest @ ..] => {
            level.is_ascii_digit() && *level != b'0' && (rest == b"1A" || rest == b"\x17r")
        }
        [b'B', b'Z', b'h', ..] => false,
        _ => true,
    }
}

/// Whether a source that starts with `head` is compressed.
pub(super) fn is_compressed(head: &[u8]) -> bool {
    find(head).is_some()
}

/// The text of `raw`: decompressed where its first bytes say so, else as it is.
pub(super) fn decode(mut raw: impl Read + Send + 'static) -> std::io::Result<Box<dyn Read + Send>> {
    let mut head = vec![0; MAGIC_BYTES];
    let mut filled = 0;
    // Wait for more only while what has come may still become a magic: a pipe may fall silent.
    while filled < head.len() {
        let count = read_once(&mut raw, &mut head[filled..])?;
        filled += count;
        let so_far = &head[..filled];
        let may_be = COMPRESSIONS.iter().any(|known| {
            let common = known.magic.len().min(so_far.len());
            known.magic[..common] == so_far[..common]
        });
        if count == 0 || !may_be {
            break;
        }
    }
    head.truncate(filled);
    let found = find(&head);
    let whole = Cursor::new(head).chain(raw);
    match found {
        None => Ok(Box::new(whole)),
        Some(known) => {
            let raw: Raw = BufReader::with_capacity(READ_BYTES, Box::new(whole));
            Ok(Box::new(Decoder { inner: (known.decode)(raw)?, name: known.name }))
        }
    }
}

/// A decoder that says what its errors mean to whoever named the file.
struct Decoder {
    inner: Box<dyn Read + Send>,
    name: &'static str,
}

impl Read for Decoder {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.inner.read(buffer).map_err(|error| {
            let name = self.name;
            match error.kind() {
                ErrorKind::Interrupted => error,
                ErrorKind::UnexpectedEof => Error::other(format!(
                    "the {name} data ends too early, or something else follows it; the whole \
                     lines before are counted"
                )),
                _ => Error::other(format!(
                    "the {name} data is damaged, or something else follows it ({error}); the \
                     whole lines before are counted"
                )),
            }
        })
    }
}

fn gzip(raw: Raw) -> std::io::Result<Box<dyn Read + Send>> {
    Ok(Box::new(flate2::bufread::MultiGzDecoder::new(raw)))
}

fn zstd(raw: Raw) -> std::io::Result<Box<dyn Read + Send>> {
    let mut decoder = zstd::Decoder::with_buffer(raw)?;
    decoder.window_log_max(ZSTD_WINDOW_LOG)?;
    Ok(Box::new(decoder))
}

fn bzip2(raw: Raw) -> std::io::Result<Box<dyn Read + Send>> {
    Ok(Box::new(bzip2::bufread::MultiBzDecoder::new(raw)))
}

fn xz(raw: Raw) -> std::io::Result<Box<dyn Read + Send>> {
    let stream =
        liblzma::stream::Stream::new_auto_decoder(XZ_MEMORY, liblzma::stream::CONCATENATED)?;
    Ok(Box::new(liblzma::bufread::XzDecoder::new_stream(raw, stream)))
}
