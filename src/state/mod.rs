//! A run's outcome as bytes, to be merged with the outcomes of other runs: `--save-state` and `merge`.
//!
//! The states of the parts of an input, however it is split, merge in any order and grouping to
//! the state of one run over the whole input, byte for byte. The library neither reads nor writes
//! files here: it makes bytes of an outcome, and an outcome of bytes.
//!
//! # Layout, format 1
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `F5 53 53 54 41 54 0D 0A`, no text and no log |
//! | 2 | the format, lowest byte first: 1 |
//! | 8 | the length of the contents, lowest byte first |
//! | n | the contents |
//! | 4 | CRC-32 of all before it (IEEE 802.3), lowest byte first |
//!
//! The contents are, in the encoding of [`crate::codec`]: the version of the program; the options
//! that decide what is counted, by name, each with its values; the schema ([`crate::schema`]); whether
//! the run was interrupted; the account of the lines ([`crate::tally`]); what was aggregated
//! ([`crate::aggregate`]); in a checkpoint how far each file is read ([`crate::source::follow::PathPosition`]).
//! The records of the aggregates follow from their types. `docs/state.md` has it all in one place.
//!
//! As text a state is one line: the same bytes in base64 (RFC 4648, padded).
//!
//! Another format number is another layout: a program reads its own and says so of others. A part
//! that is added needs a new number.

mod envelope;

pub(crate) use envelope::{
    StateError, claimed_length, from_line, is_begun, is_binary, is_text, to_line,
};

use std::collections::BTreeMap;

use crate::aggregate::{Aggregates, HashSeed, Keep, Totals};
use crate::codec::{Malformed, Reader, Writer};
use crate::schema::Schema;
use crate::source::follow::PathPosition;
use crate::tally::Tally;

/// The options that decide what is counted: long names, and the values each was given.
pub(crate) type Options = BTreeMap<String, Vec<String>>;

/// Memory that what is read may take for each byte of a state: a value of few bytes takes a slot of
/// the table, its times and its measure.
const GROWTH: u64 = 32;
/// Memory that what is read may take beside that: the cells of a distribution.
const MIN_GRANT: u64 = 48 << 20;

/// The version of this program.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The bytes of what a run with these options came to; `places` says how far followed files were
/// read, where that is kept.
pub(crate) fn save(
    options: &Options,
    schema: &Schema,
    totals: &Totals,
    tally: &Tally,
    interrupted: bool,
    places: &[PathPosition],
) -> Vec<u8> {
    let mut out = Writer::new();
    out.bytes(VERSION.as_bytes());
    out.length(options.len());
    for (name, values) in options {
        out.bytes(name.as_bytes());
        out.length(values.len());
        values.iter().for_each(|value| out.bytes(value.as_bytes()));
    }
    out.put(schema);
    out.flag(interrupted);
    tally.write(&mut out);
    totals.write(&mut out);
    out.length(places.len());
    places.iter().for_each(|place| out.put(place));
    envelope::seal(&out.into_bytes())
}

/// A state whose checksum is right; its options and its schema are read, the rest is not.
pub(crate) struct Saved<'a> {
    /// The version of the program that saved it.
    pub(crate) version: &'a str,
    /// The options that decide what was counted.
    pub(crate) options: Options,
    /// The names and units of what was counted.
    pub(crate) schema: Schema,
    contents: Reader<'a>,
}

/// What is needed to read the rest of a state: it follows from its options.
pub(crate) struct Frame<'a> {
    /// What was kept besides counts.
    pub(crate) keep: &'a Keep,
    /// How many columns are compared.
    pub(crate) compared: usize,
    /// Bytes of memory that what is read may take.
    pub(crate) memory: u64,
    /// The seed of all that is to be merged.
    pub(crate) seed: HashSeed,
}

/// What a run came to, ready to take in others.
pub(crate) struct Merged {
    /// What was counted.
    pub(crate) aggregates: Aggregates,
    /// What became of the lines.
    pub(crate) tally: Tally,
    /// Whether a run was stopped before its end.
    pub(crate) interrupted: bool,
    /// How far followed files were read, of the first run.
    pub(crate) places: Vec<PathPosition>,
}

/// Opens the bytes of a state. Errors: the bytes are no state, are damaged, or have another format number.
pub(crate) fn open(bytes: &[u8]) -> Result<Saved<'_>, StateError> {
    // The options are few; what is large comes after them.
    let mut contents = Reader::new(envelope::open(bytes)?, u64::MAX);
    let version = contents.text()?;
    let mut options = Options::new();
    for _ in 0..contents.length()? {
        let name = contents.text()?.to_owned();
        let values = 0..contents.length()?;
        let values = values.map(|_| contents.text().map(str::to_owned));
        options.insert(name, values.collect::<Result<_, _>>()?);
    }
    let schema = contents.take()?;
    Ok(Saved { version, options, schema, contents })
}

impl Saved<'_> {
    /// Reads the rest. Errors: the contents do not agree with the options or with themselves, or take too
    /// much memory.
    pub(crate) fn read(mut self, frame: &Frame<'_>) -> Result<Merged, StateError> {
        if self.schema.compared.len() != frame.compared {
            return Err(Malformed::Wrong("schema").into());
        }
        let input = &mut self.contents;
        let length = input.length_left() as u64;
        input.grant(frame.memory.min(MIN_GRANT.saturating_add(length.saturating_mul(GROWTH))));
        let interrupted = input.flag()?;
        let tally = Tally::read(input, self.schema.columns.len())?;
        let aggregates = Aggregates::read(input, frame.seed, frame.keep, frame.compared)?;
        let places = (0..input.length()?).map(|_| input.take()).collect::<Result<_, _>>()?;
        input.end()?;
        Ok(Merged { aggregates, tally, interrupted, places })
    }
}

impl Merged {
    /// Adds the counts of `other`. Both were saved with equal options. Errors: the formats of the two say
    /// different things of whether a compared column is a number; its place.
    pub(crate) fn merge(&mut self, other: Self) -> Result<(), usize> {
        if let Some(column) = self.aggregates.differs_at(&other.aggregates) {
            return Err(column);
        }
        let Self { aggregates, tally, interrupted, places: _ } = other;
        self.aggregates.merge(aggregates);
        self.tally.merge(tally);
        self.interrupted |= interrupted;
        Ok(())
    }
}
