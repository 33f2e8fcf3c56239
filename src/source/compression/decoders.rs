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
/// The most bytes that zstd writes in one call.
const ZSTD_PIECE: usize = 4 << 10;
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
    Ok(Box::new(Zstd(decoder)))
}

struct Zstd(ZstdDecoder<'static>);

impl Decode for Zstd {
    fn decode(&mut self, input: &[u8], output: &mut [u8]) -> (DecoderProgress, Result<(), String>) {
        let mut progress = DecoderProgress::default();
        // A call that fails tells nothing of what it wrote: small calls lose little.
        for piece in output.chunks_mut(ZSTD_PIECE) {
            let room = piece.len();
            let mut source = InBuffer::around(input.get(progress.consumed..).unwrap_or_default());
            let mut target = OutBuffer::around(piece);
            let result = self.0.run(&mut source, &mut target);
            progress.consumed += source.pos();
            progress.produced += target.pos();
            progress.is_done = matches!(result, Ok(0));
            match result {
                Ok(_) if target.pos() == room && !progress.is_done => {}
                Ok(_) => break,
                Err(error) => return (progress, Err(zstd_problem(&error.to_string()))),
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
