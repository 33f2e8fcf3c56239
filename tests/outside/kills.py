"""A follower is killed by SIGKILL every 0.2 to 1 s while its log is rotated in every way.

    python3 tests/outside/kills.py PROGRAM [--rounds 200] [--seed N] [--ways rename,copytruncate,hole,link]

A writer appends numbered lines, some of them in two pieces. Meanwhile the log is renamed, copied and
truncated, or the path becomes a link to a new file, also while no follower runs. Each new follower
names the file by another path. In the end every line counts once. `hole` writes lines between the copy
and the truncation, which nobody can see: at most these may be missing.
"""

import argparse
import os
import random
import subprocess
import tempfile
import threading
import time

from follower import ENVIRONMENT, Follower, check, run, wait

WAYS = ["rename", "copytruncate", "hole", "link"]


class Writer(threading.Thread):
    """Appends lines to the path and rotates it; all under one lock, so that each deed is whole."""

    def __init__(self, folder, chance):
        super().__init__(daemon=True)
        self.path = os.path.join(folder, "app.log")
        self.folder, self.chance = folder, chance
        self.lock, self.done = threading.RLock(), threading.Event()
        self.number = self.files = 0
        self.begun = b""
        self.lines, self.losable, self.story = [], set(), []
        self.open()

    def open(self):
        self.file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)

    def line(self):
        self.number += 1
        self.lines.append(f"line-{self.number}")
        return f"line-{self.number} {'x' * self.chance.randrange(0, 90)}\n".encode()

    def append(self, count):
        """Whole lines, and sometimes the first piece of one, which goes on with the next piece."""
        with self.lock:
            data, self.begun = self.begun + b"".join(self.line() for _ in range(count)), b""
            if self.chance.random() < 0.3:
                last = self.line()
                cut = self.chance.randrange(1, len(last))
                data, self.begun = data + last[:cut], last[cut:]
            os.write(self.file, data)

    def finish_line(self):
        if self.begun:
            os.write(self.file, self.begun)
            self.begun = b""

    def rotate(self, way):
        with self.lock:
            self.files += 1
            self.story.append((way, self.number))
            target = os.path.realpath(self.path)
            old = f"{target}.{self.files}"
            if way == "rename":
                self.finish_line()
                os.rename(target, old)
                os.close(self.file)
                self.open()
            elif way == "link":
                self.finish_line()
                os.close(self.file)
                new = os.path.join(self.folder, f"target-{self.files}")
                open(new, "wb").close()
                if not os.path.islink(self.path):
                    os.rename(self.path, old)
                os.symlink(new, new + ".link")
                os.replace(new + ".link", self.path)
                self.open()
            else:
                with open(target, "rb") as source, open(old, "wb") as copy:
                    copy.write(source.read())
                if way == "hole":
                    is_torn, before = bool(self.begun), self.number
                    self.finish_line()
                    self.append(self.chance.randrange(1, 4))
                    self.finish_line()
                    # The lines behind the copy. Where the copy ends inside a line, the next line goes on with it.
                    self.losable |= {f"line-{number}" for number in range(before, self.number + 1 + is_torn)}
                os.truncate(target, 0)

    def run(self):
        while not self.done.is_set():
            self.append(self.chance.randrange(1, 12))
            time.sleep(self.chance.uniform(0.005, 0.04))


def spellings(folder):
    """Paths of the log, by other words and through a link to the folder."""
    os.symlink(folder, os.path.join(folder, "here"))
    names = ["app.log", "./app.log", "here/app.log", f"{folder}/app.log", f"../{os.path.basename(folder)}/app.log"]
    return names


def start(program, folder, name):
    return Follower(
        folder, "env", "-C", folder, program, "-q", "-F", "-f", "1", "-O", "json", "--section", "summary",
        "--every", "100ms", "--checkpoint", "checkpoint", name,
    )


def caught_up(follower, writer):
    """Waits until a checkpoint has all that was written before."""
    enough = writer.number - 1 - len(writer.losable)
    try:
        wait("a follower that has caught up", lambda: follower.total() >= enough, 20)
    except AssertionError as error:
        # The lines that are lost are told at the end.
        print(error, flush=True)
    time.sleep(0.4)


def counts(program, folder):
    """How often each value counts, by the checkpoint."""
    printed = subprocess.run(
        [program, "merge", "checkpoint", "-q", "-O", "tsv", "--columns", "value,count"],
        cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, check=True, timeout=60,
    ).stdout.decode()
    return dict(line.split("\t") for line in printed.splitlines()[1:])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ways", default=",".join(WAYS))
    options = parser.parse_args()
    ways = options.ways.split(",")
    program, chance = os.path.abspath(options.program), random.Random(options.seed)
    folder = tempfile.mkdtemp()
    writer = Writer(folder, random.Random(options.seed + 1))
    names = spellings(folder)
    writer.append(3)
    follower = start(program, folder, names[0])
    # Files beside the log that are there before the first look are none of its files.
    caught_up(follower, writer)
    writer.start()
    for number in range(options.rounds):
        for _ in range(chance.randrange(3)):
            time.sleep(chance.uniform(0.05, 0.3))
            way = chance.choice(ways)
            if way == "link":
                # The targets of a link have names of their own: each must be met by a look.
                caught_up(follower, writer)
                writer.rotate(way)
                caught_up(follower, writer)
            else:
                writer.rotate(way)
        time.sleep(chance.uniform(0.2, 1))
        links = "link" in ways and chance.random() < 0.2
        if links:
            caught_up(follower, writer)
        check(follower.process.poll() is None, f"ended by itself: {follower.said()}")
        follower.tell(9)
        follower.process.wait(10)
        writer.story.append(("kill", writer.number))
        for way in ["link"] if links else chance.choices(ways, k=chance.randrange(3)):
            if way != "link" or links:
                writer.rotate(way)
            time.sleep(chance.uniform(0, 0.1))
        follower = start(program, folder, names[number % len(names)])
        if links:
            caught_up(follower, writer)
    writer.done.set()
    writer.join()
    with writer.lock:
        writer.finish_line()
    time.sleep(3)
    follower.end()
    got = counts(program, folder)
    missing = [line for line in writer.lines if line not in got]
    lost = [line for line in missing if line not in writer.losable]
    twice = {line: count for line, count in got.items() if count != "1"}
    known = set(writer.lines)
    # A line torn by a hole is joined with the line behind the hole: such a value ends with that line.
    torn = [value for value in got if value not in known and not any(value.endswith(line) for line in writer.losable)]
    hole = len(missing) - len(lost)
    print(f"{len(writer.lines):,} lines, {options.rounds} kills, {writer.files} rotations; {hole} of {len(writer.losable)} lines lost in the holes of copytruncate")
    if lost or twice or torn:
        print("torn", torn[:10], "twice", list(twice.items())[:10], "lost", lost[:10])
        print("story", [deed for deed in writer.story if any(abs(deed[1] - int(line[5:])) < 100 for line in lost[:5])][:40])
        print("folder", folder)
    check(not lost, f"{len(lost)} lines are lost: {lost[:20]}")
    check(not twice, f"{len(twice)} lines count more than once: {list(twice.items())[:10]}")
    check(not torn, f"{len(torn)} values are no lines: {torn[:10]}")


if __name__ == "__main__":
    run(main, 3600)
