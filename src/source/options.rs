//! How sources are cut into blocks.

/// How sources are cut into blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceOptions {
    /// Bytes of a block; a block is longer where one line is.
    pub block_bytes: usize,
    /// Bytes of a line that are kept, the newline not counted; the rest is skipped unread.
    pub max_line: usize,
    /// Each record of a JSON document becomes a line.
    pub unfold: bool,
}

impl Default for SourceOptions {
    fn default() -> Self {
        Self { block_bytes: 1 << 20, max_line: 1 << 20, unfold: false }
    }
}
