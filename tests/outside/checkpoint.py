"""A follower with --checkpoint is killed by SIGKILL at any moment, and goes on where it was.

    python3 tests/outside/checkpoint.py PROGRAM [--kills 8]

A writer appends and rotates all the while. First it rotates between checkpoints only: in the end
every line counts once. Then it rotates shortly before the kill, so that what was not yet in a
checkpoint may be out of reach: at most the lines of one interval may be missing, and none counts twice.
Values are numbers of lines, each met once, so that neither can hide in the sum. How much a new
process reads again is what /proc/PID/io says it has read.
"""

import argparse
import os
import random
import signal
import subprocess
import tempfile
import threading
import time

from follower import ENVIRONMENT, Follower, Log, check, run, wait

INTERVAL = 0.5
# What may pass between the moment a checkpoint is due and the file that is in place.
SLACK = 0.4
# Bytes that a process reads in any case: its libraries, zones, presets, the head of the log.
OVERHEAD = 500_000
REST = " 203.0.113.7 GET /api/v2/orders 200 " + "x" * 350 + "\n"


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--kills", type=int, default=8)
    options = parser.parse_args()
    options.program = os.path.abspath(options.program)
    return options


class Writer(threading.Thread):
    """Appends numbered lines, some 4,000 a second, and remembers when each number was written."""

    def __init__(self, log):
        super().__init__(daemon=True)
        self.log = log
        self.lock = threading.RLock()
        self.done = threading.Event()
        self.written = 0
        self.failed = None
        self.moments = []

    def run(self):
        try:
            while not self.done.is_set():
                with self.lock:
                    self.log.write("".join(f"line-{number:07}{REST}" for number in range(self.written, self.written + 100)))
                    self.written += 100
                    self.moments.append((time.monotonic(), self.written))
                time.sleep(0.025)
        except OSError as error:
            self.failed = error

    def by(self, moment):
        """How many lines had been written by that moment."""
        return max((written for at, written in self.moments if at <= moment), default=0)

    def rotate(self, kind):
        """Renames or truncates the log between two lines."""
        with self.lock:
            if kind == "rename":
                self.log.rename()
                self.log.open()
            else:
                self.log.copytruncate()


def bytes_read(pid):
    """All that the process has read by system calls, in bytes."""
    with open(f"/proc/{pid}/io", encoding="ascii") as io:
        return next(int(line.split()[1]) for line in io if line.startswith("rchar:"))


def start(options, folder, log):
    checkpoint = os.path.join(folder, "checkpoint")
    return Follower(
        folder, options.program, "-q", "-F", "-f", "1", "-O", "json", "--section", "summary",
        "--every", f"{INTERVAL * 1000:.0f}ms", "--checkpoint", checkpoint, log,
    )


def caught_up(follower, enough, what):
    """Waits until the follower's report has at least so many lines."""
    wait(lambda: f"{enough:,} lines counted {what}; it says {follower.total():,}", lambda: follower.total() >= enough)


def killed(options, folder, writer, chance, rotate_late):
    """Follows, is killed and started again, over and over. Gives the last report and the lines lost at most."""
    losable = 0
    follower = start(options, folder, writer.log.path)
    try:
        for turn in range(options.kills):
            kind = ("rename", "copytruncate")[turn % 2]
            if not rotate_late:
                # Nothing is written while it rotates, and a checkpoint has all of it.
                with writer.lock:
                    caught_up(follower, writer.written, "before a rotation")
                    time.sleep(2 * INTERVAL + SLACK)
                    writer.rotate(kind)
            time.sleep(chance.uniform(0.2, 3 * INTERVAL))
            if rotate_late:
                writer.rotate(kind)
                # From before the kill until it runs again, no more than an interval's lines can be out of reach.
                time.sleep(chance.uniform(0, INTERVAL / 2))
            follower.tell(signal.SIGKILL)
            follower.process.wait(10)
            at = time.monotonic()
            durable = writer.by(at - INTERVAL - SLACK)
            if rotate_late:
                losable += writer.by(at) - durable
            time.sleep(chance.uniform(0, INTERVAL))
            checkpoint = os.path.getsize(os.path.join(folder, "checkpoint"))
            follower = start(options, folder, writer.log.path)
            now = writer.written
            caught_up(follower, now - losable, "after a kill")
            again = bytes_read(follower.pid) - checkpoint - OVERHEAD
            most = (writer.written - durable) * len(f"line-{0:07}{REST}")
            check(again <= most, f"read {again:,} bytes after the kill, more than the {most:,} since the last checkpoint")
            print(f"killed at {writer.by(at):,} lines after a {kind}, went on, read {max(again, 0):,} bytes", flush=True)
        check(writer.failed is None, f"the writer: {writer.failed}")
        writer.done.set()
        writer.join()
        caught_up(follower, writer.written - losable, "at the end")
        time.sleep(INTERVAL)
        return follower.final()["summary"], losable
    finally:
        follower.__exit__()


def scenario(options, rotate_late, seed):
    """One writer, many kills; checks that no line counts twice, and that those missing are allowed to be."""
    with tempfile.TemporaryDirectory() as folder, Log(os.path.join(folder, "app.log")) as log:
        writer = Writer(log)
        writer.start()
        try:
            got, losable = killed(options, folder, writer, random.Random(seed), rotate_late)
        finally:
            writer.done.set()
            writer.join()
        missing = writer.written - got["total"]
        check(got["maximum"] == 1, f"a line counts {got['maximum']} times")
        check(got["count"] == got["total"], f"{got['total']} lines counted, {got['count']} of them once")
        check(0 <= missing <= losable, f"{missing} of {writer.written} lines are missing, {losable} may be")
        print(f"{writer.written:,} lines, {options.kills} kills, {missing} missing of {losable} that may be", flush=True)


def refused(options):
    """A checkpoint of stdin is a usage error: there is no place in it to go back to."""
    for command in (["--checkpoint", "c", "--every", "1s", "-F"], ["--checkpoint", "c", "--every", "1s", "-F", "-"]):
        with tempfile.TemporaryDirectory() as folder:
            ended = subprocess.run(
                [options.program, *command], input=b"line\n", stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                cwd=folder, env=ENVIRONMENT, timeout=10,
            )
            said = ended.stderr.decode(errors="replace")
            check(ended.returncode == 2, f"{command}: status {ended.returncode}, not 2: {said}")
            check("--checkpoint" in said, f"{command}: the message does not name --checkpoint: {said}")
            check(not os.listdir(folder), f"{command}: a checkpoint was written")


def main():
    options = arguments()
    refused(options)
    scenario(options, False, 1)
    scenario(options, True, 2)


if __name__ == "__main__":
    run(main, 240)
