//! The decoders of one member of each compression, by the libraries that own the formats.

use std::io::Error;

use zstd::stream::raw::{Decoder as ZstdDecoder, InBuffer, Operation, OutBuffer};
use zstd::zstd_safe::DParameter;

/// The decoder of one member.
pub(super) trait Decode: Send {
    /// Decodes from `input` into `output`. The progress counts also where decoding fails.
    fn decode(&mut self, input: &[u8], output: &mut [u8]) -> (DecoderProgress, Result<(), String>);
}

/// How far a call of a decoder came.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct DecoderProgress {
    /// Bytes taken from the input.
    pub(super) consumed: usize,
    /// Bytes written to the output.
    pub(super) produced: usize,
    /// Whether the member is complete.
    pub(super) is_done: bool,
}

/// The most memory an xz decoder may take: the largest preset (-9) needs 65 MiB.
const XZ_MEMORY: u64 = 128 << 20;
/// The largest zstd window accepted, 2^27 bytes, as the zstd program does without --long.
const ZSTD_WINDOW_LOG: u32 = 27;
/// Bytes that tell zstd how long the header of a frame is (RFC 8878, 3.1.1).
const ZSTD_HEADER: usize = 5;
/// Bytes before each block of zstd (RFC 8878, 3.1.1.2).
const ZSTD_BLOCK_HEADER: usize = 3;
/// The largest window of deflate, 2^15 bytes (RFC 1951).
const DEFLATE_WINDOW_LOG: u8 = 15;

/// The difference of two totals of a decoder.
fn since(before: u64, after: u64) -> usize {
    usize::try_from(after.saturating_sub(before)).unwrap_or(usize::MAX)
}

pub(super) fn gzip() -> std::io::Result<Box<dyn Decode>> {
    Ok(Box::new(Gzip(flate2::Decompress::new_gzip(DEFLATE_WINDOW_LOG))))
}

struct Gzip(flate2::Decompress);

impl Decode for Gzip {
    fn decode(&mut self, input: &[u8], output: &mut [u8]) -> (DecoderProgress, Result<(), String>) {
        let before = (self.0.total_in(), self.0.total_out());
        let result = self.0.decompress(input, output, flate2::FlushDecompress::None);
        let progress = DecoderProgress {
            consumed: since(before.0, self.0.total_in()),
            produced: since(before.1, self.0.total_out()),
            is_done: matches!(result, Ok(flate2::Status::StreamEnd)),
        };
        (progress, result.map(drop).map_err(|error| error.to_string()))
    }
}

pub(super) fn bzip2() -> std::io::Result<Box<dyn Decode>> {
    Ok(Box::new(Bzip2(bzip2::Decompress::new(false))))
}

struct Bzip2(bzip2::Decompress);

impl Decode for Bzip2 {
    fn decode(&mut self, input: &[u8], output: &mut [u8]) -> (DecoderProgress, Result<(), String>) {
        let before = (self.0.total_in(), self.0.total_out());
        let result = self.0.decompress(input, output);
        let progress = DecoderProgress {
            consumed: since(before.0, self.0.total_in()),
            produced: since(before.1, self.0.total_out()),
            is_done: matches!(result, Ok(bzip2::Status::StreamEnd)),
        };
        (progress, result.map(drop).map_err(|error| error.to_string()))
    }
}

pub(super) fn xz() -> std::io::Result<Box<dyn Decode>> {
    let stream = liblzma::stream::Stream::new_stream_decoder(XZ_MEMORY, 0);
    Ok(Box::new(Xz(stream.map_err(Error::from)?)))
}

struct Xz(liblzma::stream::Stream);

impl Decode for Xz {
    fn decode(&mut self, input: &[u8], output: &mut [u8]) -> (DecoderProgress, Result<(), String>) {
        let before = (self.0.total_in(), self.0.total_out());
        let result = self.0.process(input, output, liblzma::stream::Action::Run);
        let progress = DecoderProgress {
            consumed: since(before.0, self.0.total_in()),
            produced: since(before.1, self.0.total_out()),
            is_done: matches!(result, Ok(liblzma::stream::Status::StreamEnd)),
        };
        let result = result.map(drop).map_err(|error| match error {
            liblzma::stream::Error::MemLimit => {
                "it needs more than 128 MiB of memory; xz -dc FILE | streamstats reads it"
                    .to_owned()
            }
            error => error.to_string(),
        });
        (progress, result)
    }
}

pub(super) fn zstd() -> std::io::Result<Box<dyn Decode>> {
    let mut decoder = ZstdDecoder::new()?;
    decoder.set_parameter(DParameter::WindowLogMax(ZSTD_WINDOW_LOG))?;
    Ok(Box::new(Zstd { decoder, wanted: ZSTD_HEADER, holds_output: false }))
}

/// Decodes one block a call. A call that fails does not say how much it wrote: with two blocks in one call, the
/// first would be lost if the second is damaged.
struct Zstd {
    decoder: ZstdDecoder<'static>,
    /// Bytes to the end of the block, with the header of the next block.
    wanted: usize,
    /// Whether the last call had no room for all of its block.
    holds_output: bool,
}

impl Decode for Zstd {
    fn decode(&mut self, input: &[u8], output: &mut [u8]) -> (DecoderProgress, Result<(), String>) {
        let mut progress = DecoderProgress::default();
        while progress.produced < output.len() && !progress.is_done {
            let block = match self.wanted {
                _ if self.holds_output => 0,
                wanted if wanted > ZSTD_BLOCK_HEADER => wanted - ZSTD_BLOCK_HEADER,
                wanted => wanted.max(1),
            };
            let rest = input.get(progress.consumed..).unwrap_or_default();
            let mut source = InBuffer::around(rest.get(..block).unwrap_or(rest));
            let mut target = OutBuffer::around(&mut output[progress.produced..]);
            let result = self.decoder.run(&mut source, &mut target);
            let (consumed, produced) = (source.pos(), target.pos());
            let was_holding = self.holds_output;
            progress.consumed += consumed;
            progress.produced += produced;
            self.holds_output = progress.produced == output.len();
            match result {
                Ok(wanted) => self.wanted = wanted,
                Err(error) => return (progress, Err(zstd_problem(&error.to_string()))),
            }
            progress.is_done = self.wanted == 0;
            if consumed == 0 && produced == 0 && !was_holding {
                break;
            }
        }
        (progress, Ok(()))
    }
}

fn zstd_problem(error: &str) -> String {
    match error.contains("too much memory") {
        true => "it needs a window of more than 128 MiB; zstd -dc --long=31 FILE | streamstats \
                 reads it"
            .to_owned(),
        false => error.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::iter::repeat_n;

    use super::{Decode, zstd};

    /// What `decoder` makes of `data`, given `piece` bytes at a time, with `room` for each call.
    fn decoded(mut decoder: Box<dyn Decode>, data: &[u8], piece: usize, room: usize) -> Vec<u8> {
        let (mut all, mut at, mut output) = (Vec::new(), 0, vec![0; room]);
        loop {
            let input = &data[at..data.len().min(at + piece)];
            let (progress, result) = decoder.decode(input, &mut output);
            all.extend_from_slice(&output[..progress.produced]);
            at += progress.consumed;
            let stands = progress.produced == 0 && progress.consumed == 0;
            if progress.is_done || result.is_err() || stands {
                return all;
            }
        }
    }

    #[test]
    fn damaged_zstd_gives_the_blocks_before_however_it_comes() {
        let digits = |n: u32| (n.wrapping_mul(2_654_435_761) >> 12).to_string().into_bytes();
        let text: Vec<u8> = (0..60_000).flat_map(digits).collect();
        let whole = ::zstd::stream::encode_all(text.as_slice(), 3).unwrap();
        let pieces = [
            (7, 700),
            (3, 4096),
            (1000, 1 << 20),
            (usize::MAX / 2, 4096),
            (usize::MAX / 2, 1 << 20),
        ];
        for (at, bit) in
            (0..whole.len()).step_by(4999).zip(repeat_n([1, 16, 128], usize::MAX).flatten())
        {
            let mut data = whole.clone();
            data[at] ^= bit;
            let [first, rest @ ..] =
                pieces.map(|(piece, room)| decoded(zstd().unwrap(), &data, piece, room));
            for other in rest {
                assert_eq!(first.len(), other.len(), "{at}");
                assert!(first == other, "{at}");
            }
        }
        for (piece, room) in pieces {
            assert!(decoded(zstd().unwrap(), &whole, piece, room) == text);
        }
    }
}
