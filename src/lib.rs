//! streamstats
pub mod aggregate;
pub mod analysis;
pub mod error;
pub mod event;
pub mod extract;
pub mod pipeline;
pub mod render;
pub mod report;
pub mod source;
pub mod tally;
