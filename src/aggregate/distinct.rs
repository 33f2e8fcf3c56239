//! The number of distinct values if they are too many to be kept: `HyperLogLog` (Flajolet, Fusy, Gandouet
//! and Meunier, "HyperLogLog: the analysis of a near-optimal cardinality estimation algorithm", AofA
//! 2007) with 2^14 registers, unless said otherwise. Its hash does not differ between runs, so sketches of
//! several runs can be joined.

use datasketches::hash::value::raw_bytes;
use datasketches::hll::{HllSketch, HllType, HllUnion};

use serde::{Deserialize, Serialize};

/// The binary logarithm of the number of registers, unless said otherwise.
const REGISTERS: u8 = 14;

/// The distinct values, estimated.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "StoredSketch", into = "StoredSketch")]
pub(crate) struct Distinct {
    /// The binary logarithm of the number of registers.
    registers: u8,
    /// `None` before the first value.
    sketch: Option<HllSketch>,
}

/// The sketch in the encoding of Apache DataSketches.
type StoredSketch = Option<Vec<u8>>;

impl From<Distinct> for StoredSketch {
    fn from(distinct: Distinct) -> Self {
        distinct.sketch.map(|sketch| sketch.serialize())
    }
}

impl TryFrom<StoredSketch> for Distinct {
    type Error = &'static str;

    fn try_from(stored: StoredSketch) -> Result<Self, Self::Error> {
        let Some(bytes) = stored else { return Ok(Self::default()) };
        let is_ours = |sketch: &HllSketch| {
            sketch.lg_config_k() <= REGISTERS && sketch.target_type() == HllType::Hll8
        };
        let sketch = HllSketch::deserialize(&bytes).ok().filter(is_ours).ok_or("sketch")?;
        Ok(Self { registers: sketch.lg_config_k(), sketch: Some(sketch) })
    }
}

impl Default for Distinct {
    fn default() -> Self {
        Self::new(REGISTERS)
    }
}

impl Distinct {
    /// No values; `registers` is the binary logarithm of the number of registers, 4 to 14.
    pub(super) const fn new(registers: u8) -> Self {
        Self { registers, sketch: None }
    }

    /// Whether it has that many registers, by their binary logarithm.
    pub(super) const fn has_registers(&self, registers: u8) -> bool {
        self.registers == registers
    }

    /// Takes in a value. A value that came before changes nothing.
    #[inline]
    pub(super) fn add(&mut self, value: &[u8]) {
        if self.sketch.is_none() {
            // Cannot fail: the crate allows 2^4 to 2^21 registers.
            self.sketch = HllSketch::new(self.registers, HllType::Hll8).ok();
        }
        if let Some(sketch) = &mut self.sketch {
            sketch.update(raw_bytes::from_slice(value));
        }
    }

    /// Takes in the values of `other`.
    pub(super) fn merge(&mut self, other: &Self) {
        let Some(theirs) = &other.sketch else { return };
        let union = HllUnion::new(self.registers).ok();
        if let (Some(ours), Some(mut union)) = (&self.sketch, union) {
            union.update(ours);
            union.update(theirs);
            self.sketch = Some(union.to_sketch(HllType::Hll8));
        } else {
            self.sketch = Some(theirs.clone());
        }
    }

    /// The estimate and its standard error, both in values.
    #[must_use]
    pub(crate) fn estimate(&self) -> (f64, f64) {
        // The other estimate of the crate depends on the order in which values came.
        let estimate = self.sketch.as_ref().map_or(0.0, HllSketch::composite_estimate);
        // The standard error is 1.04 / sqrt(registers), relative.
        (estimate, estimate * 1.04 / f64::from(self.registers).exp2().sqrt())
    }
}
