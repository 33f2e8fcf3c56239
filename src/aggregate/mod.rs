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
mod layout;
mod matrix;
mod measures;
mod merge;
mod numbers;
mod percentile;
pub mod rates;
mod renamed;
mod renames;
mod settle;
mod small_run;
mod state;
mod totals;

pub use aggregates::Aggregates;
pub use cell::{GridCell, Precision};
pub use column_kind::ComparedKind;
pub use compared::Compared;
pub use comparison::{ComparedColumn, Comparison, Contingency, ContingencyRow, PairSums};
pub use contrast::{Contrast, ContrastItem, ContrastedColumn, MOST_ITEMS, NumberSides};
pub use counts::{Counts, HashSeed, Record};
pub use distinct::Distinct;
pub use distribution::{Cells, Distribution};
pub use exact_sum::ExactSum;
pub use groups::Group;
pub use hits::HitTotals;
pub use joint_counts::{JointCounts, MOST_PAIRS};
pub use keep::{ContrastKind, Keep};
pub use matrix::Matrix;
pub use measures::Measure;
pub use numbers::{NumberTotals, Outside};
pub use percentile::Percentile;
pub use renames::Renames;
pub use totals::{Approximation, Totals};
