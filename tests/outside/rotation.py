"""A log is written and rotated, in both ways, while it is followed: every line counts once.

    python3 tests/outside/rotation.py PROGRAM [--lines 10000000] [--rotations 50] [--gap SECONDS]

The lines between two rotations take GAP seconds to write, cut at any byte. Every second rotation
renames the file, and writes on into the old one before there is a new one; the others copy and
truncate it, once the follower has caught up (what it has not read by then is nowhere). Values are
numbers of blocks of lines, so that neither a lost line nor one counted twice can hide in the sum.
"""

import argparse
import os
import random
import tempfile
import time

from follower import Follower, Log, check, run, wait

BLOCK = 1000
REST = b" 203.0.113.7 GET /api/v2/orders 200\n"


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--lines", type=int, default=10_000_000)
    parser.add_argument("--rotations", type=int, default=50)
    parser.add_argument("--gap", type=float, default=1.0)
    options = parser.parse_args()
    options.program = os.path.abspath(options.program)
    options.lines -= options.lines % BLOCK
    return options


def segments(options):
    """The bytes to write before each rotation and after the last, of whole blocks of lines."""
    blocks = options.lines // BLOCK
    bounds = [blocks * part // (options.rotations + 1) for part in range(options.rotations + 2)]
    for low, high in zip(bounds, bounds[1:]):
        yield BLOCK * high, b"".join((b"block-%06d" % block + REST) * BLOCK for block in range(low, high))


def spread(log, data, seconds, chance):
    """Writes the data in pieces that end at any byte, over some time."""
    begun = time.monotonic()
    cuts = sorted({0, len(data), *(chance.randrange(len(data) + 1) for _ in range(20))})
    for low, high in zip(cuts, cuts[1:]):
        log.write(data[low:high])
        time.sleep(max(0.0, begun + seconds * high / len(data) - time.monotonic()))


def main():
    options = arguments()
    chance = random.Random(4)
    print(f"{options.lines:,} lines, {options.rotations} rotations", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "growing.log")
        command = [options.program, "-q", "-F", "-f", "1", "-O", "json", "--section", "summary", "--every", "200ms"]
        with Log(path) as log, Follower(folder, *command, path) as follower:
            begun = time.monotonic()
            for turn, (written, data) in enumerate(segments(options)):
                if turn == options.rotations:
                    spread(log, data, options.gap, chance)
                elif turn % 2:
                    spread(log, data, options.gap, chance)
                    wait(f"{written:,} lines counted before copytruncate", lambda: follower.total() >= written, 60)
                    check(follower.total() == written, f"{follower.total():,} lines counted of {written:,} written")
                    log.copytruncate()
                else:
                    most = data.rindex(b"\n", 0, len(data) * 9 // 10) + 1
                    spread(log, data[:most], options.gap, chance)
                    log.rename()
                    spread(log, data[most:], 0.1, chance)
                    log.open()
            wait("the last lines counted", lambda: follower.total() >= options.lines, 60)
            seconds = time.monotonic() - begun
            got = follower.final()["summary"]
    want = {"total": options.lines, "count": options.lines // BLOCK, "minimum": BLOCK, "maximum": BLOCK}
    got = {name: got[name] for name in want}
    check(got == want, f"counted {got}, written {want}")
    print(f"{options.lines / seconds:,.0f} lines/s, every one counted once", flush=True)


if __name__ == "__main__":
    run(main, 600)
