"""SIGINT and SIGTERM at a random moment of reading, joining, analysis and printing.

    python3 tests/outside/signals.py PROGRAM [--runs N]

Each run ends with a whole report or with none, with 130 or 143 (or as it would have without the signal),
soon, and leaves no file beside those that were asked for.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time

LINES = 150_000
# A run that is stopped ends within a second, and makes its report; the machine may be busy.
SOON = 12
HEAVY = r"(?P<value>(?:[a-z]+\s?){1,40}[0-9]{3,60}x)"
JOBS = {
    "counts": ["-O", "json"],
    "times": ["-t", "-f", "2", "-O", "json"],
    "heavy": ["-p", HEAVY, "-O", "json"],
    "saved": ["-O", "json", "--save-state", "state"],
    "written": ["-O", "json", "--write", "report"],
}


def write_logs(folder):
    source = random.Random(7)
    with open(os.path.join(folder, "counts"), "w") as out:
        for number in range(LINES):
            out.write(f"2026-03-05T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}Z ")
            out.write(f"{source.getrandbits(40):011x}\n")
    with open(os.path.join(folder, "heavy"), "w") as out:
        line = "lorem ipsum dolor sit amet 12 " * 300 + "\n"
        out.write(line * 300)


def problem(folder, name, number, wait):
    """What is wrong with a run that gets the signal after `wait` seconds; None if nothing is."""
    for left in ("state", "report"):
        if os.path.exists(os.path.join(folder, left)):
            os.remove(os.path.join(folder, left))
    before = set(os.listdir(folder))
    log = "heavy" if name == "heavy" else "counts"
    command = [PROGRAM, "-q", *JOBS[name], log]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        timer = None
        if wait is not None:
            time.sleep(wait)
            run.send_signal(number)
            timer = time.monotonic()
        printed, said = run.communicate(timeout=120)
        if timer is not None and time.monotonic() - timer > SOON:
            return f"ended {time.monotonic() - timer:.1f} s after the signal"
    usual = 1 if name == "heavy" else 0
    # A signal that comes before the program can handle it ends it.
    if run.returncode not in (usual, 0, 1, 128 + number, -number):
        return f"status {run.returncode}: {said.decode()}"
    report = os.path.join(folder, "report")
    if name == "written" and os.path.exists(report):
        with open(report, "rb") as file:
            printed = file.read()
    if printed:
        told = json.loads(printed)["input"]
        parts = ["matched", "unmatched", "untimed", "out_of_range", "filtered", "header", "late", "continued"]
        if told["lines"] != sum(told.get(part, 0) for part in parts):
            return f"lines that are not accounted for: {told}"
        if (run.returncode == 128 + number) and not (told["interrupted"] or told["lines"] == lines(folder, log)):
            return "a part of the input without being interrupted"
    elif run.returncode != -number:
        return f"status {run.returncode} without a report"
    left = set(os.listdir(folder)) - before - {"state", "report"}
    return f"left behind: {left}" if left else None


def lines(folder, log):
    with open(os.path.join(folder, log), "rb") as file:
        return sum(1 for _ in file)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--runs", type=int, default=300)
    asked = parser.parse_args()
    global PROGRAM
    PROGRAM = os.path.abspath(asked.program)
    source = random.Random()
    with tempfile.TemporaryDirectory() as folder:
        write_logs(folder)
        spans = {}
        for name in JOBS:
            begun = time.monotonic()
            wrong = problem(folder, name, signal.SIGINT, None)
            spans[name] = time.monotonic() - begun
            if wrong:
                sys.exit(f"{name}, without a signal: {wrong}")
        for index in range(asked.runs):
            name = list(JOBS)[index % len(JOBS)]
            number = source.choice([signal.SIGINT, signal.SIGTERM])
            wait = source.uniform(0, spans[name] * 1.05)
            wrong = problem(folder, name, number, wait)
            if wrong:
                sys.exit(f"{name}, {number.name} after {wait:.3f} s: {wrong}")
    print(f"signals.py: {asked.runs} runs, each with a whole report or none")


if __name__ == "__main__":
    main()
