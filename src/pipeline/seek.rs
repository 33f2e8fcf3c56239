//! Finds the blocks of an ordered file that can hold lines of the timeframe.
//!
//! The first stamp of some blocks is read: of blocks spread over the file, and of blocks near the
//! limits by binary search. If these stamps ascend, only the blocks between the limits are read.
//! If lines in these blocks turn out to be out of order, the other blocks are read too.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::monitor::Monitor;
use crate::extract::{BlockTimes, Extractor, SourceContext};
use crate::source::{Lines, PlainFile, clean};
use crate::time::Timestamp;

/// How many bytes of a block are searched for a stamp.
const PROBE_BYTES: usize = 64 << 10;
/// How many bytes of the last block are searched for the last stamp.
const LAST_BYTES: usize = 8 << 20;
/// How many blocks are probed besides the blocks near the limits.
const SPREAD: u64 = 16;
/// How often the feeder checks whether the run was stopped.
const STOP_CHECK: Duration = Duration::from_millis(20);

/// Blocks of a file, and the first and the last time in the file.
pub(super) struct SoughtBlocks {
    pub(super) blocks: Range<u64>,
    pub(super) times: Option<(Timestamp, Timestamp)>,
}

/// The blocks of `file` that can hold lines of the timeframe; `None` where all must be read.
pub(super) fn blocks(
    file: &PlainFile,
    extractor: &Extractor,
    source: &SourceContext,
    max_line: usize,
) -> Option<SoughtBlocks> {
    let frame = source.time.as_ref()?.timeframe;
    let count = file.blocks();
    if count < 2 || (frame.start.is_none() && frame.end.is_none()) {
        return None;
    }
    let mut scratch = extractor.scratch();
    extractor.enter_source(&mut scratch, source);
    let mut probes = BTreeMap::new();
    let mut probe = |block: u64| -> Option<Timestamp> {
        if let Some(at) = probes.get(&block) {
            return Some(*at);
        }
        let sample = file.sample(block, PROBE_BYTES).ok()?;
        let (sample, _) = clean(&sample, block == 0);
        // The last line may be cut.
        let end = memchr::memrchr(b'\n', &sample).map_or(0, |newline| newline + 1);
        let mut lines = Lines::new(&sample[..end], max_line);
        let at = lines.find_map(|line| extractor.time(&mut scratch, line.bytes))?;
        probes.insert(block, at);
        Some(at)
    };
    for step in 0..SPREAD.min(count) {
        probe(step * count / SPREAD.min(count))?;
    }
    probe(count - 1)?;
    // The block before the first one that begins in the timeframe may end in it.
    let begin = match frame.start {
        Some(start) => first_block(count, start, &mut probe)?.saturating_sub(1),
        None => 0,
    };
    let end = match frame.end {
        Some(end) => first_block(count, end, &mut probe)?,
        None => count,
    };
    let first = probe(0)?;
    let ascending = probes.values().zip(probes.values().skip(1)).all(|(at, next)| at <= next);
    if !ascending {
        return None;
    }
    let sample = file.sample(count - 1, LAST_BYTES).unwrap_or_default();
    let lines: Vec<_> = Lines::new(&sample, max_line).collect();
    let last = lines.iter().rev().find_map(|line| extractor.time(&mut scratch, line.bytes));
    Some(SoughtBlocks { blocks: begin..end.max(begin), times: last.map(|last| (first, last)) })
}

/// The first of `count` blocks whose first time is not before `limit`; `count` if every first time
/// is before `limit`.
fn first_block(
    count: u64,
    limit: Timestamp,
    probe: &mut impl FnMut(u64) -> Option<Timestamp>,
) -> Option<u64> {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if probe(middle)? < limit {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Some(low)
}

/// Checks whether the lines of blocks that were chosen by their times are in order.
#[derive(Debug)]
pub(super) struct OrderCheck {
    reported: Mutex<Reported>,
    /// Notified of each report.
    changed: Condvar,
}

#[derive(Debug)]
struct Reported {
    pending: u64,
    blocks: BTreeMap<u64, BlockTimes>,
}

impl OrderCheck {
    /// A check of this many blocks.
    pub(super) fn new(blocks: u64) -> Self {
        let reported = Mutex::new(Reported { pending: blocks, blocks: BTreeMap::new() });
        Self { reported, changed: Condvar::new() }
    }

    /// Takes the times met in a block.
    pub(super) fn report(&self, block: u64, times: BlockTimes) {
        let mut state = self.lock();
        state.blocks.insert(block, times);
        state.pending = state.pending.saturating_sub(1);
        self.changed.notify_all();
    }

    /// Waits for all blocks, and tells whether their times ascend; `None` if the run is stopped
    /// before.
    pub(super) fn wait(&self, monitor: &Monitor) -> Option<bool> {
        let mut state = self.lock();
        while state.pending > 0 {
            if monitor.is_stopped() {
                return None;
            }
            let woken = self.changed.wait_timeout(state, STOP_CHECK);
            state = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
        let ranges: Vec<_> = state.blocks.values().filter_map(|times| times.range).collect();
        let joined = ranges.windows(2).all(|two| two[0].1 <= two[1].0);
        Some(joined && state.blocks.values().all(|times| !times.is_disordered))
    }

    fn lock(&self) -> MutexGuard<'_, Reported> {
        self.reported.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
