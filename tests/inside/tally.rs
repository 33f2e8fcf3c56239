//! The account of lines, from blocks in any order.

use crate::tally::{BlockTally, Rejection, Tally};

fn block(lines: &[bool]) -> BlockTally {
    let mut tally = BlockTally::default();
    for good in lines {
        tally.lines += 1;
        if *good {
            tally.matched += 1;
        } else {
            tally.reject(Rejection::NoMatch, b"bad");
        }
    }
    tally
}

#[test]
fn line_numbers_do_not_depend_on_the_order_blocks_are_added_in() {
    let blocks = [block(&[true, false]), block(&[true; 3]), block(&[false, true, false, false])];
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let mut tally = Tally::default();
        let source = tally.open("a");
        for index in order {
            tally.add_block(index as u64, source, blocks[index].clone());
        }
        let lines: Vec<u64> = tally.rejects().filter_map(|(_, reject)| reject.line).collect();
        assert_eq!(lines, [2, 6, 8]);
        assert_eq!((tally.total().lines, tally.unmatched()), (9, 4));
    }
}
