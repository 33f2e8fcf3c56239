//! Raw bytes, taken several at a time.

pub(crate) mod word;
