//! How many distinct values there were, where they are too many to be kept: `HyperLogLog` (Flajolet,
//! Fusy, Gandouet and Meunier, "HyperLogLog: the analysis of a near-optimal cardinality estimation
//! algorithm", AofA 2007), 2^14 registers. Its hash is the same in every run, so that the sketches
//! of several runs can be joined. Called by the approximation.

use datasketches::hash::value::raw_bytes;
use datasketches::hll::{HllSketch, HllType, HllUnion};

use crate::codec::{Malformed, Reader, Result, Writer};

/// The logarithm of the number of registers.
const REGISTERS: u8 = 14;
/// The standard error of the estimate, relative: 1.04 / sqrt(registers).
const ERROR: f64 = 1.04 / 128.0;

/// The distinct values, estimated.
#[derive(Debug, Clone, Default)]
pub struct Distinct {
    /// None before the first value.
    sketch: Option<HllSketch>,
}

impl Distinct {
    /// Takes in a value; once more changes nothing.
    #[inline]
    pub(super) fn add(&mut self, value: &[u8]) {
        if self.sketch.is_none() {
            // Cannot fail: as many registers are allowed.
            self.sketch = HllSketch::new(REGISTERS, HllType::Hll8).ok();
        }
        if let Some(sketch) = &mut self.sketch {
            sketch.update(raw_bytes::from_slice(value));
        }
    }

    /// Takes in what `other` took in.
    pub(super) fn merge(&mut self, other: &Self) {
        let Some(theirs) = &other.sketch else { return };
        let union = HllUnion::new(REGISTERS).ok();
        if let (Some(ours), Some(mut union)) = (&self.sketch, union) {
            union.update(ours);
            union.update(theirs);
            self.sketch = Some(union.to_sketch(HllType::Hll8));
        } else {
            self.sketch = Some(theirs.clone());
        }
    }

    /// Writes it.
    pub(super) fn write(&self, out: &mut Writer) {
        out.flag(self.sketch.is_some());
        self.sketch.iter().for_each(|sketch| out.bytes(&sketch.serialize()));
    }

    /// Reads one.
    pub(super) fn read(input: &mut Reader<'_>) -> Result<Self> {
        if !input.flag()? {
            return Ok(Self::default());
        }
        let sketch = HllSketch::deserialize(input.bytes()?).ok();
        let is_ours = |sketch: &HllSketch| {
            sketch.lg_config_k() == REGISTERS && sketch.target_type() == HllType::Hll8
        };
        let sketch = sketch.filter(is_ours).ok_or(Malformed::Wrong("sketch"))?;
        Ok(Self { sketch: Some(sketch) })
    }

    /// The estimate and its standard error, both in values.
    #[must_use]
    pub fn estimate(&self) -> (f64, f64) {
        // Not the estimate that depends on the order in which values came.
        let estimate = self.sketch.as_ref().map_or(0.0, HllSketch::composite_estimate);
        (estimate, estimate * ERROR)
    }
}
