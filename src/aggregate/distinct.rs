//! The number of distinct values if they are too many to be kept: `HyperLogLog` (Flajolet, Fusy, Gandouet
//! and Meunier, "HyperLogLog: the analysis of a near-optimal cardinality estimation algorithm", AofA
//! 2007) with 2^14 registers. Its hash does not differ between runs, so sketches of several runs can
//! be joined.

use datasketches::hash::value::raw_bytes;
use datasketches::hll::{HllSketch, HllType, HllUnion};

use serde::{Deserialize, Serialize};

/// The logarithm of the number of registers.
const REGISTERS: u8 = 14;
/// The standard error of the estimate, relative: 1.04 / sqrt(registers).
const ERROR: f64 = 1.04 / 128.0;

/// The distinct values, estimated.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Distinct {
    /// `None` before the first value.
    sketch: Option<HllSketch>,
}

/// The sketch in the encoding of Apache DataSketches.
type Stored = Option<Vec<u8>>;

impl From<Distinct> for Stored {
    fn from(distinct: Distinct) -> Self {
        distinct.sketch.map(|sketch| sketch.serialize())
    }
}

impl TryFrom<Stored> for Distinct {
    type Error = &'static str;

    fn try_from(stored: Stored) -> Result<Self, Self::Error> {
        let Some(bytes) = stored else { return Ok(Self::default()) };
        let is_ours = |sketch: &HllSketch| {
            sketch.lg_config_k() == REGISTERS && sketch.target_type() == HllType::Hll8
        };
        let sketch = HllSketch::deserialize(&bytes).ok().filter(is_ours);
        Ok(Self { sketch: Some(sketch.ok_or("sketch")?) })
    }
}

impl Distinct {
    /// Takes in a value. A value that came before changes nothing.
    #[inline]
    pub(super) fn add(&mut self, value: &[u8]) {
        if self.sketch.is_none() {
            // Cannot fail: the crate allows 2^4 to 2^21 registers.
            self.sketch = HllSketch::new(REGISTERS, HllType::Hll8).ok();
        }
        if let Some(sketch) = &mut self.sketch {
            sketch.update(raw_bytes::from_slice(value));
        }
    }

    /// Takes in the values of `other`.
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

    /// The estimate and its standard error, both in values.
    #[must_use]
    pub fn estimate(&self) -> (f64, f64) {
        // The other estimate of the crate depends on the order in which values came.
        let estimate = self.sketch.as_ref().map_or(0.0, HllSketch::composite_estimate);
        (estimate, estimate * ERROR)
    }
}
