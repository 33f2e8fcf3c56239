#!/usr/bin/env python3
"""--changes on simulated series: flat, autocorrelated, seasonal and sloping ones have no false step;
steps and bursts are found within two slots; the boundaries are those of ruptures' PELT with an equal cost; and
apache-otava on the same series, where it is installed, to be looked at.
Usage: changes.py PROGRAM [--runs N]"""

import datetime
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
import ruptures
from ruptures.base import BaseCost

program = sys.argv[1]
runs = int(sys.argv[3]) if sys.argv[2:3] == ["--runs"] else 12
random = np.random.default_rng(1)
folder = tempfile.TemporaryDirectory()
START = datetime.datetime(2026, 3, 2, tzinfo=datetime.timezone.utc)
SLOTS = 1_440
AT = 700


def dispersed(means, factor):
    """Counts of these means whose variance is the mean times the factor."""
    means = np.asarray(means, float)
    return random.poisson(means if factor <= 1 else random.gamma(means / (factor - 1), factor - 1))


def autocorrelated(mean, correlation, spread):
    noise = np.empty(SLOTS)
    noise[0] = random.normal() * spread
    for slot in range(1, SLOTS):
        noise[slot] = correlation * noise[slot - 1] + np.sqrt(1 - correlation**2) * spread * random.normal()
    return random.poisson(mean * np.exp(noise - spread**2 / 2))


slots = np.arange(SLOTS)
day = 2 * np.pi * slots / SLOTS


def spiked():
    counts = dispersed(np.full(SLOTS, 50), 2)
    counts[[200, 700, 1100]] *= 12
    return counts


# A day of minutes, or ten days of ten minutes.
QUIET = {
    "Poisson 20": (1, lambda: dispersed(np.full(SLOTS, 20), 1)),
    "Poisson 200": (1, lambda: dispersed(np.full(SLOTS, 200), 1)),
    "dispersed 4": (1, lambda: dispersed(np.full(SLOTS, 20), 4)),
    "dispersed 20": (1, lambda: dispersed(np.full(SLOTS, 200), 20)),
    "autocorrelated 0.9": (1, lambda: autocorrelated(100, 0.9, 0.2)),
    "three spikes": (1, spiked),
    "ten days": (10, lambda: dispersed(100 * (1 + 0.6 * np.sin(10 * day)), 2)),
    "slope": (1, lambda: dispersed(np.linspace(50, 150, SLOTS), 2)),
}
# One rise and fall: nothing in the log says that it comes again each day.
SEASONS = {
    "one day": lambda: dispersed(100 * (1 + 0.6 * np.sin(day)), 2),
    "one quiet day": lambda: dispersed(20 * (1 + 0.3 * np.sin(day)), 2),
}
CHANGED = {
    "step of 2": (1, lambda: dispersed(np.where(slots < AT, 50, 100), 2), [AT]),
    "step of 1.5": (1, lambda: dispersed(np.where(slots < AT, 50, 75), 2), [AT]),
    "burst of 30 slots": (1, lambda: dispersed(np.where((slots >= AT) & (slots < AT + 30), 100, 50), 2), [AT, AT + 30]),
}


def changes(counts, minutes, *words):
    """The rows of `changes`, their times as slots."""
    path = os.path.join(folder.name, "log")
    width = datetime.timedelta(minutes=minutes)
    with open(path, "w") as out:
        for slot, count in enumerate(counts):
            out.write(f"{(START + slot * width).strftime('%Y-%m-%dT%H:%M:%SZ')} v {count}\n")
    pattern = r"^(?P<time>\S+) (?P<value>\S+) (?P<n>\d+)$"
    command = [program, "--changes", "-q", "-p", pattern, "--weight", "n", "-b", f"{minutes}m", "--section", "changes", "-O", "ndjson"]
    done = subprocess.run([*command, *words, path], capture_output=True)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    slot = lambda stamp: round((datetime.datetime.fromisoformat(stamp) - START) / width)
    return [dict(row, slot=slot(row["at"])) for row in rows if row["series"] == "count"]


def dispersion(counts):
    """The largest dispersion of neighbouring blocks of 1, 2, 4, ... slots."""
    largest, size = 1.0, 1
    while len(counts) // size >= 16:
        blocks = counts[: len(counts) // size * size].reshape(-1, size).sum(1)
        rate = blocks.sum() / (len(blocks) * size)
        steps = np.abs(np.diff(blocks / size)) / np.sqrt(rate * 2 / size)
        largest = max(largest, (1.4826 * np.median(steps)) ** 2)
        size *= 2
    return largest


def without_spikes(counts):
    """Hampel's filter with five neighbours on each side."""
    found = counts.astype(float)
    for slot in range(len(counts)):
        near = np.concatenate([counts[max(0, slot - 5) : slot], counts[slot + 1 : slot + 6]])
        middle = np.median(near)
        scale = max(1.4826 * np.median(np.abs(near - middle)), np.sqrt(max(middle, 1)))
        if abs(counts[slot] - middle) > 6 * scale:
            found[slot] = middle
    return found


class PoissonCost(BaseCost):
    model, min_size = "poisson", 3

    def fit(self, signal):
        self.signal = signal
        self.sums = np.concatenate([[0], np.cumsum(signal.ravel())])
        return self

    def error(self, start, end):
        events = self.sums[end] - self.sums[start]
        return -2 * events * np.log(events / (end - start)) if events > 0 else 0.0


def boundaries(counts):
    series = without_spikes(counts)
    penalty = 3 * dispersion(series) * np.log(len(series))
    search = ruptures.Pelt(custom_cost=PoissonCost(), min_size=3, jump=1).fit(series)
    return search.predict(pen=penalty)[:-1]


def equals_ruptures(counts, found, what):
    kept = [row["slot"] for row in found if row["kind"] != "spike"]
    theirs = boundaries(counts)
    near = len(kept) == len(theirs) and all(abs(a - b) <= 2 for a, b in zip(kept, theirs))
    assert near, (what, kept, theirs)


failed = []
for name, (days, make) in QUIET.items():
    kinds, series = {"step": 0, "drift": 0, "spike": 0}, []
    for _ in range(runs):
        counts = make()
        series.append(counts)
        for row in changes(counts, days):
            kinds[row["kind"]] += 1
        if days == 1:
            equals_ruptures(counts, changes(counts, days, "--min-change", "1"), name)
    print(f"{name}: {kinds['step']} false steps in {runs} series, {kinds['drift']} drifts, {kinds['spike']} spikes")
    if kinds["step"] > 0:
        failed.append(name)
for name, (days, make, places) in CHANGED.items():
    hits = 0
    for _ in range(runs):
        counts = make()
        found = changes(counts, days)
        steps = [row["slot"] for row in found if row["kind"] == "step"]
        hits += all(any(abs(step - place) <= 2 for step in steps) for place in places)
        equals_ruptures(counts, changes(counts, days, "--min-change", "1"), name)
    print(f"{name}: found within 2 slots in {hits} of {runs} series")
    if hits < runs:
        failed.append(name)
for name, make in SEASONS.items():
    steps = sum(row["kind"] == "step" for _ in range(runs) for row in changes(make(), 1))
    print(f"{name}: {steps} steps in {runs} series")
    if steps > runs / 2:
        failed.append(name)
try:
    from otava.analysis import compute_change_points
except ImportError:
    print("apache-otava is not installed")
else:
    for name in ("Poisson 20", "autocorrelated 0.9", "three spikes", "slope"):
        found = [len(compute_change_points(list(map(float, QUIET[name][1]())), window_len=50, max_pvalue=0.001, min_magnitude=0.2)[0]) for _ in range(min(runs, 3))]
        print(f"apache-otava, {name}: {np.mean(found):.1f} changes a series")
if failed:
    sys.exit(f"FAILED: {', '.join(failed)}")
