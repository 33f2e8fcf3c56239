#!/usr/bin/env python3
"""--try against the packages limits (fixed window, moving window, sliding window counter) and throttled-py
(GCRA) of PyPI, which are fed the events one by one on a clock of ours: 500 random histories each.

The counter of limits computes in doubles, and decides otherwise at exact ties: histories with one are counted
apart. Its moving window holds the instant t - W too, so ours is a nanosecond longer.
Usage: limit_packages.py PROGRAM"""

import collections
import csv
import datetime
import io
import os
import random
import subprocess
import sys
import tempfile
from unittest import mock

import limits
import limits.storage
import limits.strategies
import throttled

program = sys.argv[1]
folder = tempfile.TemporaryDirectory()
random.seed(4)
START = 1_772_719_200
HISTORIES = 500


def history():
    at, instants = START, []
    for _ in range(random.randint(20, 120)):
        at += random.choice([0, 0, random.randint(0, 2), random.randint(0, 6), 10 * random.choice([0, 0, 0, 1, 2])])
        instants.append(at)
    return instants


histories = {f"v{number}": history() for number in range(HISTORIES)}
log = os.path.join(folder.name, "log")
with open(log, "w") as out:
    for at, value in sorted((at, value) for value, instants in histories.items() for at in instants):
        out.write(f"{datetime.datetime.fromtimestamp(at, datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')} {value}\n")


def decisions(allow, instants):
    """How many events are refused, and when the first one is."""
    clock = [0.0]
    with mock.patch("time.time", lambda: clock[0]), mock.patch("time.monotonic", lambda: clock[0]):
        ask, refused = allow(), []
        for at in instants:
            clock[0] = float(at)
            if not ask():
                refused.append(at)
    return len(refused), refused[0] if refused else None


def with_limits(strategy, most, seconds):
    def allow():
        limiter = strategy(limits.storage.MemoryStorage())
        item = limits.RateLimitItemPerSecond(most, seconds)
        return lambda: limiter.hit(item, "key")

    return allow


def with_throttled(most, seconds, burst):
    def allow():
        quota = throttled.per_duration(datetime.timedelta(seconds=seconds), limit=most, burst=burst)
        limiter = throttled.Throttled(using="gcra", quota=quota, store=throttled.MemoryStore())
        return lambda: not limiter.limit("key").limited

    return allow


def has_tie(most, seconds, instants):
    """Whether the weighted count of both windows is ever whole."""
    counts = collections.Counter()
    for at in instants:
        window = at // seconds
        weighted = counts[window - 1] * (seconds - at % seconds) + counts[window] * seconds
        if counts[window - 1] and at % seconds and weighted % seconds == 0:
            return True
        if weighted // seconds + 1 <= most:
            counts[window] += 1
    return False


never = lambda instants: False
fixed, moving, counter = (
    limits.strategies.FixedWindowRateLimiter,
    limits.strategies.MovingWindowRateLimiter,
    limits.strategies.SlidingWindowCounterRateLimiter,
)
CASES = {
    "fixed:3/10s,from=first": (with_limits(fixed, 3, 10), never),
    "fixed:20/60s,from=first": (with_limits(fixed, 20, 60), never),
    "sliding:3/10000000001ns": (with_limits(moving, 3, 10), never),
    "sliding:10/60000000001ns": (with_limits(moving, 10, 60), never),
    "counter:3/10s": (with_limits(counter, 3, 10), lambda instants: has_tie(3, 10, instants)),
    "counter:10/13s": (with_limits(counter, 10, 13), lambda instants: has_tie(10, 13, instants)),
    # Emission intervals that are whole seconds, so that the doubles of the package are exact.
    "token:4/8s,burst=3": (with_throttled(4, 8, 3), never),
    "token:1/8s,burst=10": (with_throttled(1, 8, 10), never),
}
words = [program, "-t", "-q", "--section", "replay_values", "-O", "csv", "-n", "0", log]
for spec in CASES:
    words += ["--try", spec]
done = subprocess.run(words, capture_output=True, text=True, check=True)
found = collections.defaultdict(dict)
for row in csv.DictReader(io.StringIO(done.stdout)):
    first = row["first_refused"]
    instant = int(datetime.datetime.fromisoformat(first).timestamp()) if first else None
    found[row["limit"]][row["value"]] = (int(row["refused"]), instant)
failed = False
for spec, (allow, is_tied) in CASES.items():
    differ = [value for value, instants in histories.items() if decisions(allow, instants) != found[spec].get(value, (0, None))]
    tied = sum(is_tied(histories[value]) for value in differ)
    print(f"{spec}: {len(differ)} of {HISTORIES} histories differ, {tied} of them at a tie")
    failed |= len(differ) > tied
sys.exit(failed)
