//! From events to totals: counts, rates in time, numbers, comparisons of columns.
//!
//! Every aggregate obeys three laws, which the property tests check: merging an empty aggregate changes
//! nothing; merging is associative and commutative in what can be observed; and updating with all
//! events equals merging the aggregates of any split of them. Aggregates are made of integers, minima
//! and maxima, so the laws hold exactly, and a report does not depend on threads or blocks.
//!
//! [`Keep`] says what a run keeps, [`Aggregates`] takes events in, [`Totals`] is the result.

mod aggregates;
mod approximate;
mod cell;
mod column_kind;
mod compared;
mod comparison;
mod contrast;
mod counts;
mod decided_kinds;
mod distinct;
mod distinct_texts;
mod distribution;
mod exact_sum;
mod examples;
mod groups;
mod histogram;
mod hits;
mod joint_counts;
mod keep;
mod matrix;
mod measures;
mod memory;
mod merge;
mod numbers;
mod percentile;
pub(crate) mod rates;
mod renamed;
mod small_run;
mod state;
mod totals;

pub(crate) use aggregates::Aggregates;
pub(crate) use cell::GridCell;
pub use cell::Precision;
pub(crate) use compared::Compared;
pub(crate) use comparison::{Comparison, Contingency, PairSums};
pub(crate) use contrast::{Contrast, ContrastItem, ContrastedColumn, NumberSides};
pub(crate) use counts::{CountEntry, Counts, HashSeed};
pub(crate) use distribution::{Cells, Distribution};
pub(crate) use groups::Group;
pub(crate) use joint_counts::{JointCounts, MAX_PAIRS};
pub(crate) use keep::ContrastKind;
pub use keep::Keep;
pub(crate) use measures::Measure;
pub(crate) use numbers::{NumberTotals, Outside};
pub use percentile::Percentile;
pub(crate) use renamed::Renames;
pub(crate) use totals::{Approximation, Totals};
