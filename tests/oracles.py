"""Compares the program with sort, uniq, awk, SQLite and Python's statistics over generated logs.

    python3 tests/oracles.py PROGRAM CORPUS

PROGRAM is the release binary, CORPUS the generator (the example `corpus`). Only the standard
library is used; sort, uniq and awk must be on the PATH.
"""

import calendar
import collections
import csv
import gzip
import io
import json
import os
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

PROGRAM, CORPUS = (os.path.abspath(path) for path in sys.argv[1:3])
ENVIRONMENT = {**os.environ, "LC_ALL": "C"}


def run(*command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, env=ENVIRONMENT, **options).stdout


def shell(command):
    return run("sh", "-c", command)


def corpus(folder, name, *arguments):
    path = os.path.join(folder, name)
    with open(path, "wb") as out:
        subprocess.run([CORPUS, *arguments], stdout=out, check=True)
    return path


def rows(output):
    """Value (bytes) -> count of a csv report."""
    text = io.StringIO(output.decode("latin-1"), newline="")
    return {row["value"].encode("latin-1"): int(row["count"]) for row in csv.DictReader(text)}


def uniq(command):
    """Value (bytes) -> count of what a shell command prints, as sort and uniq count it."""
    counts = {}
    for line in shell(f"{command} | sort | uniq -c").split(b"\n"):
        if line:
            count, value = line.lstrip(b" ").split(b" ", 1)
            counts[value] = int(count)
    return counts


def same(what, ours, theirs):
    if ours != theirs:
        odd = [key for key in {*ours, *theirs} if ours.get(key) != theirs.get(key)]
        sys.exit(f"{what}: {len(odd)} values differ, such as {odd[:3]}")
    print(f"{what}: {len(ours)} values, {sum(ours.values())} lines, no difference")


def close(what, ours, theirs):
    if abs(ours - theirs) > 1e-9 * max(1.0, abs(theirs)):
        sys.exit(f"{what}: {ours}, not {theirs}")


def bytes_against_sort_and_uniq(folder):
    path = corpus(folder, "bytes", "bytes", "--lines", "1000000", "--distinct", "100000")
    # uniq knows no CR LF: a CR that ends a line is the newline's. Leading NUL bytes and colours are stepped over.
    expected = uniq(f"sed -e 's/^\\x00*//' -e 's/\\x1b\\[[0-9;:]*m//g' -e 's/\\r$//' '{path}'")
    for way in ([path], ["-j", "1", path], ["-j", "8", "--block-size", "4096", path]):
        same(f"sort | uniq -c, {way[:-1]}", rows(run(PROGRAM, "-q", "-O", "csv", *way)), expected)


def fields_against_awk(folder):
    path = corpus(folder, "access", "access", "--lines", "200000")
    for field, awk in (("1", "$1"), ("7,9", '$7 " " $9'), ("-1", "$NF")):
        ours = rows(run(PROGRAM, "-q", "-O", "csv", "-f", field, path))
        same(f"awk, field {field}", ours, uniq(f"awk '{{print {awk}}}' '{path}'"))
    weighed = rows(run(PROGRAM, "-q", "-O", "csv", "-f", "1", "--weight", "10", path))
    sums = shell(f"awk '{{sum[$1] += $10}} END {{for (k in sum) print k, sum[k]}}' '{path}'")
    pairs = (line.split() for line in sums.splitlines())
    same("awk, weights", weighed, {value: int(float(total)) for value, total in pairs})
    pattern = r'^(?P<client>\S+) .*?\] "(?P<value>\S+) '
    ours = rows(run(PROGRAM, "-q", "-O", "csv", "-p", pattern, path))
    same("awk, pattern", ours, uniq(f"awk '{{print substr($6, 2)}}' '{path}'"))
    return path


def figures_against_python(path):
    report = json.loads(run(PROGRAM, "-q", "-O", "json", "-f", "1", path))
    summary = report["summary"]
    with open(path) as log:
        counts = list(collections.Counter(line.split()[0] for line in log).values())
    mean, stdev = statistics.fmean(counts), statistics.pstdev(counts)
    hundredths = statistics.quantiles(counts, n=100, method="inclusive")
    expected = {
        "count": len(counts), "total": sum(counts), "mean": mean, "stdev": stdev,
        "maximum": max(counts), "minimum": min(counts), "median": statistics.median(counts),
        "p90": hundredths[89], "p99": hundredths[98],
        "low": mean - 2 * stdev, "high": mean + 2 * stdev,
        "outliers": sum(abs(count - mean) > 2 * stdev for count in counts),
    }
    for name, figure in expected.items():
        close(f"Python's statistics, {name}", summary[name], figure)
    median = expected["median"]
    deviations = [abs(count - median) for count in counts]
    unit = statistics.median(deviations) / 0.6745 or 1.2533 * statistics.fmean(deviations)
    quarters = statistics.quantiles(counts, n=4, method="inclusive")
    spread = quarters[2] - quarters[0]
    for rule, low, high in (
        ("mad", median - 3.5 * unit, median + 3.5 * unit),
        ("iqr", quarters[0] - 1.5 * spread, quarters[2] + 1.5 * spread),
    ):
        flags = ["-q", "-O", "json", "-f", "1", "--outlier-rule", rule, path]
        summary = json.loads(run(PROGRAM, *flags))["summary"]
        close(f"{rule}, low", summary["low"], low)
        close(f"{rule}, high", summary["high"], high)
        marked = sum(count < low or count > high for count in counts)
        close(f"{rule}, outliers", summary["outliers"], marked)
    print("Python's statistics: the figures and the fences agree")


def instant(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def rates_against_sqlite(folder, path):
    """Peak, its moment, active buckets, mean rate, first and last of every client, and the
    frequencies, as SQLite groups the same lines."""
    database = sqlite3.connect(":memory:")
    database.execute("create table lines (client text, at integer)")
    with open(path) as log:
        stamps = (line.split(" ", 5) for line in log)
        moment = lambda text: calendar.timegm(time.strptime(text, "[%d/%b/%Y:%H:%M:%S"))
        known = {}
        rows = ((part[0], known.get(part[3]) or known.setdefault(part[3], moment(part[3])))
                for part in stamps)
        database.executemany("insert into lines values (?, ?)", rows)
    database.execute(
        "create table pairs as select client, at, count(*) as n from lines group by client, at")
    query = """
        select client, sum(n), max(n), count(*), min(at), max(at),
            (select at from pairs as p where p.client = pairs.client order by n desc, at limit 1)
        from pairs group by client"""
    first, last = database.execute("select min(at), max(at) from lines").fetchone()
    database.execute("create index by_client on pairs (client, n, at)")
    expected = {
        client: (count, peak, instant(at), active, instant(begin), instant(end),
                 count / (last + 1 - first))
        for client, count, peak, active, begin, end, at in database.execute(query)
    }
    report = json.loads(run(PROGRAM, "-q", "-O", "json", "-t", "-f", "1", path))
    names = ("count", "peak", "peak_at", "active", "first", "last", "mean_rate")
    ours = {row["value"]: tuple(row[name] for name in names) for row in report["values"]}
    odd = [key for key in {*ours, *expected} if ours.get(key) != expected.get(key)]
    if odd:
        sys.exit(f"SQLite, rates: {len(odd)} differ: {ours.get(odd[0])}, {expected.get(odd[0])}")
    per_bucket = database.execute("select n, count(*) from pairs group by n order by n").fetchall()
    if per_bucket != [(row["per_bucket"], row["buckets"]) for row in report["frequencies"]]:
        sys.exit("SQLite, frequencies: they differ")
    timeline = dict(database.execute("select at, count(*) from lines group by at"))
    empty = [(instant(at), timeline.get(at, 0)) for at in range(first, last + 1)]
    if empty != [(row["start"], row["count"]) for row in report["timeline"]]:
        sys.exit("SQLite, timeline: it differs")
    print(f"SQLite: rates of {len(ours)} values, frequencies and timeline agree")
    order_does_not_matter(folder, path, report)


def order_does_not_matter(folder, path, expected):
    """The same lines shuffled, split and compressed give the same report, byte for byte."""
    def bare(report):
        report.pop("sources")
        report["input"].pop("sources")
        return json.dumps(report)

    expected = bare(expected)
    with open(path, "rb") as log:
        lines = log.readlines()
    random.Random(7).shuffle(lines)
    parts = []
    for part in range(7):
        parts.append(os.path.join(folder, f"part{part}"))
        opener = gzip.open if part % 2 else open
        with opener(parts[-1], "wb") as out:
            out.writelines(lines[part::7])
    for way in (parts, parts[::-1], ["-j", "1", *parts], ["-j", "8", *parts]):
        report = json.loads(run(PROGRAM, "-q", "-O", "json", "-t", "-f", "1", *way))
        if bare(report) != expected:
            sys.exit(f"shuffled and split, {way[:2]}: another report")
    print("shuffled, split into 7 files, some gzipped, 1 and 8 threads: the same report")


def memory_of_a_line_without_end():
    """A gigabyte without newline through a pipe; its peak is that of all children so far, so this
    runs first."""
    # Not of NULs: those at a line's beginning are a hole that copytruncate left.
    script = f"head -c 1073741824 /dev/zero | tr '\\0' x | '{PROGRAM}' -q -O json"
    report = json.loads(shell(script))
    if report["input"]["truncated_lines"] != 1 or report["input"]["bytes"] != 1 << 30:
        sys.exit(f"a line of 1 GiB: {report['input']}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    if peak >= 64:
        sys.exit(f"a line of 1 GiB: {peak} MiB of memory, not under 64")
    print(f"a line of 1 GiB: cut, {peak} MiB of memory")


with tempfile.TemporaryDirectory() as scratch:
    memory_of_a_line_without_end()
    bytes_against_sort_and_uniq(scratch)
    access = fields_against_awk(scratch)
    figures_against_python(access)
    rates_against_sqlite(scratch, access)
