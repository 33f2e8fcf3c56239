//! Rows made by several threads and written in order.

use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::Builder;

/// Rows that a thread makes at a time. A thread takes longer to start than to make fewer rows.
const PORTION: usize = 1 << 12;
/// Bytes that a thread hands over at a time.
const PIECE: usize = 64 << 10;
/// Pieces of a thread that wait to be written.
const WAITING: usize = 2;

/// Writes some rows.
pub(super) type WriteRows<'w> = dyn Fn(Range<usize>, &mut dyn Write) -> io::Result<()> + Sync + 'w;

/// Writes `rows` rows to `out` as `write` does. At most `threads` threads call `write`, each with every
/// `threads`-th portion of rows. Errors: `write` fails, or `out` cannot be written.
pub(super) fn write_portions(
    rows: usize,
    threads: usize,
    out: &mut dyn Write,
    write: &WriteRows<'_>,
) -> io::Result<()> {
    let portions = rows.div_ceil(PORTION);
    let threads = threads.min(portions);
    if threads < 2 {
        return write(0..rows, out);
    }
    let rows_of = |portion| portion * PORTION..rows.min((portion + 1) * PORTION);
    std::thread::scope(|scope| {
        let start = |first: usize| {
            let (pieces, made) = sync_channel(WAITING);
            let make = move || {
                for portion in (first..portions).step_by(threads) {
                    let written = write_pieces(rows_of(portion), &pieces, write);
                    if pieces.send(RowBytes::End(written)).is_err() {
                        break;
                    }
                }
            };
            // Without the thread its channel is closed, and its rows are written below.
            drop(Builder::new().spawn_scoped(scope, make));
            made
        };
        let made: Vec<Receiver<RowBytes>> = (0..threads).map(start).collect();
        for portion in 0..portions {
            match made[portion % threads].recv() {
                Ok(first) => write_made(first, &made[portion % threads], out)?,
                Err(_) => write(rows_of(portion), out)?,
            }
        }
        Ok(())
    })
}

/// What a thread hands over.
enum RowBytes {
    Bytes(Vec<u8>),
    /// The end of a portion.
    End(io::Result<()>),
}

fn write_pieces(
    rows: Range<usize>,
    pieces: &SyncSender<RowBytes>,
    write: &WriteRows<'_>,
) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(PIECE, PieceWriter(pieces));
    write(rows, &mut out)?;
    out.flush()
}

/// Writes the pieces of a portion, the first of which is `piece`.
fn write_made(
    mut piece: RowBytes,
    made: &Receiver<RowBytes>,
    out: &mut dyn Write,
) -> io::Result<()> {
    loop {
        match piece {
            RowBytes::Bytes(bytes) => out.write_all(&bytes)?,
            RowBytes::End(written) => return written,
        }
        piece = made.recv().map_err(io::Error::other)?;
    }
}

struct PieceWriter<'p>(&'p SyncSender<RowBytes>);

impl Write for PieceWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.send(RowBytes::Bytes(bytes.to_vec())).map_err(io::Error::other)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::ops::Range;

    use super::{PORTION, write_portions};

    fn lines(rows: Range<usize>, out: &mut dyn Write) -> io::Result<()> {
        rows.into_iter().try_for_each(|row| writeln!(out, "{row}"))
    }

    #[test]
    fn rows_are_in_order_with_any_number_of_threads() {
        for rows in [0, 1, PORTION, PORTION + 1, 9 * PORTION + 7] {
            let mut expected = Vec::new();
            lines(0..rows, &mut expected).unwrap();
            for threads in [1, 2, 3, 32] {
                let mut out = Vec::new();
                write_portions(rows, threads, &mut out, &lines).unwrap();
                assert!(out == expected, "{rows} rows, {threads} threads");
            }
        }
    }

    #[test]
    fn a_row_that_cannot_be_written_is_an_error() {
        let failing = |rows: Range<usize>, out: &mut dyn Write| {
            if rows.contains(&(3 * PORTION)) {
                Err(io::ErrorKind::Other.into())
            } else {
                lines(rows, out)
            }
        };
        assert!(write_portions(9 * PORTION, 2, &mut Vec::new(), &failing).is_err());
        let mut full = [0; 10];
        assert!(write_portions(9 * PORTION, 2, &mut &mut full[..], &lines).is_err());
    }
}
