"""Compressed input that is padded, followed by other bytes, cut or damaged, against the tool of its format.

    python3 tests/outside/compressed.py PROGRAM [--seed N]

At least as many bytes are counted as gzip, bzip2, xz and zstd write of the input, but for the line that the
damage cuts, and the message says what happened. A run takes at most 2 GB and a minute.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile

TOOLS = {
    "gzip": ["gzip", "-c"],
    "bzip2": ["bzip2", "-c"],
    "xz": ["xz", "-c", "-T1"],
    "xz, blocks": ["xz", "-c", "-T1", "--block-size=300000"],
    "zstd": ["zstd", "-c", "-q", "--check"],
}
LONGEST_LINE = 100
EMPTY_MEMBERS = 20_000


def ran(command, data):
    """What a command prints of `data`, what it says, and its status."""
    ended = subprocess.run(
        command, input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30)),
    )
    return ended.stdout, ended.stderr.decode(errors="replace"), ended.returncode


def harmed(data, chance):
    """Names of what was done to `data`, the bytes that came of it, and what must be said (None: nothing)."""
    for zeros in (1, 3, 4, 13, 14, 600):
        yield f"{zeros} zeros", data + bytes(zeros), None
    yield "twice", data + data, None
    yield "twice, zeros between", data + bytes(8) + data, None
    yield "other bytes behind", data + b"other bytes\n" * 9, "something else follows"
    yield "few other bytes behind", data + b"other", "something else follows"
    for cut in (3, 20, len(data) // 2):
        yield f"cut by {cut}", data[:-cut], "ends too early"
    for _ in range(4):
        at = chance.randrange(100, len(data) - 100)
        yield f"bit at {at}", data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :], "damaged"
    at = len(data) * 2 // 3
    yield "hole", data[:at] + bytes(4096) + data[at + 4096 :], "damaged"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    ours = [os.path.abspath(options.program), "-O", "json", "--section", "input"]
    chance, wrong, done = random.Random(options.seed), [], 0
    text = "".join(f"line-{number} {chance.getrandbits(200):x}\n" for number in range(30_000)).encode()
    for name, tool in TOOLS.items():
        data = ran(tool, text)[0]
        for what, bytes_, must_say in harmed(data, chance):
            printed, said, status = ran(ours, bytes_)
            counted = json.loads(printed)["input"]["bytes"] if printed else 0
            right = len(ran([tool[0], "-dc"], bytes_)[0])
            # Tools of some formats refuse padding, which is no error here.
            right = max(right, len(text)) if must_say is None else right
            done += 1
            is_said = status == 0 if must_say is None else must_say in said and status == 2
            if counted + LONGEST_LINE < right or not is_said:
                wrong.append(f"{name}, {what}: {counted:,} bytes of {right:,}, status {status}: {said.strip()}")
        empty = ran(tool, b"")[0] * EMPTY_MEMBERS
        printed, said, status = ran(ours, empty + data)
        if json.loads(printed)["input"]["bytes"] != len(text):
            wrong.append(f"{name}, {EMPTY_MEMBERS:,} empty members: status {status}: {said.strip()}")
    print("\n".join(wrong) or f"compressed.py: {done} inputs, each as its tool counts it")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
