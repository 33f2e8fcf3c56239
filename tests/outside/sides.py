#!/usr/bin/env python3
"""diff against statsmodels' GLM (Poisson, dispersion by Pearson's X2) and scipy's Benjamini-Hochberg, to ten
digits; then on simulated traffic of 2,000 values in bursts of 1, 3 and 10: unchanged traffic must mark
nothing in 19 of 20 runs, and of what is marked where 30 values tripled at most 5 % may be false, which is
what a q of 0.05 promises.
Usage: sides.py PROGRAM [--runs N]"""

import datetime
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
import statsmodels.api as sm
from scipy.stats import f, false_discovery_control

program = sys.argv[1]
runs = int(sys.argv[3]) if sys.argv[2:3] == ["--runs"] else 50
random = np.random.default_rng(5)
folder = tempfile.TemporaryDirectory()
SLOTS, SECONDS = 30, 10
STARTS = (1_772_719_200, 1_772_722_800)


def write(name, start, counts):
    """A log with counts[value][slot] events of each value in each slot, at random seconds."""
    values, slots = np.nonzero(counts)
    times = counts[values, slots]
    values, slots = np.repeat(values, times), np.repeat(slots, times)
    at = start + slots * SECONDS + random.integers(0, SECONDS, len(slots))
    order = np.argsort(at, kind="stable")
    stamps = [
        datetime.datetime.fromtimestamp(start + second, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        for second in range(SLOTS * SECONDS)
    ]
    path = os.path.join(folder.name, name)
    with open(path, "w") as out:
        out.write(f"{stamps[0]} edge\n")
        out.writelines(f"{stamps[at[i] - start]} v{values[i]}\n" for i in order)
        out.write(f"{stamps[-1]} edge\n")
    return path


def moves(before, after):
    paths = [write("before", STARTS[0], before), write("after", STARTS[1], after)]
    words = [program, "diff", "-t", "-q", "--section", "moves", "-O", "ndjson", *paths]
    rows = subprocess.run(words, capture_output=True, check=True).stdout.splitlines()
    return {row["value"]: row for row in map(json.loads, rows)}


def traffic(means, burst):
    """Poisson sessions of a geometric number of events, `burst` on average."""
    sessions = random.poisson(np.outer(means / burst, np.ones(SLOTS)))
    if burst == 1:
        return sessions
    more = random.negative_binomial(np.maximum(sessions, 1), 1 / burst)
    return np.where(sessions > 0, sessions + more, 0)


def equals_statsmodels():
    means = np.minimum((random.pareto(1.1, 60) + 1) * 0.8, 60)
    factors = np.where(np.arange(60) < 5, 3, 1)
    sides = traffic(means, 1), traffic(means * factors, 1)
    found = moves(*sides)
    side = np.r_[np.zeros(SLOTS), np.ones(SLOTS)]
    offset = np.full(2 * SLOTS, np.log(SECONDS))
    names, dispersions, deviances = [], [], []
    for value in range(60):
        events = np.concatenate([sides[0][value], sides[1][value]])
        if events.sum() < 10 or not sides[0][value].any() or not sides[1][value].any():
            assert events.sum() >= 10 or f"v{value}" not in found or found[f"v{value}"]["q"] is None
            continue
        poisson = sm.families.Poisson()
        full = sm.GLM(events, sm.add_constant(side), family=poisson, offset=offset).fit(scale="X2", tol=1e-14)
        null = sm.GLM(events, np.ones(2 * SLOTS), family=poisson, offset=offset).fit(tol=1e-14)
        factor = found[f"v{value}"]["factor"]
        assert abs(np.exp(full.params[1]) - factor) <= 1e-10 * factor, value
        names.append(f"v{value}")
        dispersions.append(full.scale)
        deviances.append(null.deviance - full.deviance)
    enough = [found[name]["before"] + found[name]["after"] >= 4 * SLOTS for name in names]
    pooled = max(1, np.median(np.array(dispersions)[enough]))
    p = f.sf(np.array(deviances) / np.maximum(pooled, dispersions), 1, 2 * SLOTS - 2)
    for name, q in zip(names, false_discovery_control(p)):
        assert abs(found[name]["q"] - q) <= 1e-10 * max(q, 1e-250), (name, found[name]["q"], q)
    print(f"diff equals statsmodels and scipy on {len(names)} values")


def simulations(burst):
    alarms, marked, false, hits = 0, 0, 0, 0
    for _ in range(runs):
        means = np.minimum((random.pareto(1.1, 2000) + 1) * 0.2, 2000)
        before = traffic(means, burst)
        alarms += any(row["marked"] for row in moves(before, traffic(means, burst)).values())
        tripled = random.choice(np.nonzero(means > 3)[0], 30, replace=False)
        factors = np.ones(2000)
        factors[tripled] = 3
        names = {f"v{value}" for value in tripled}
        found = {value for value, row in moves(before, traffic(means * factors, burst)).items() if row["marked"]}
        marked, false, hits = marked + len(found), false + len(found - names), hits + len(found & names)
    print(f"bursts of {burst}: {alarms} of {runs} unchanged runs mark something; {hits / 30 / runs:.0%} of the tripled values found, {false} of {marked} marked are false")
    assert alarms <= max(1, runs // 20) and false <= max(1, 0.05 * marked)


equals_statsmodels()
for burst in (1, 3, 10):
    simulations(burst)
