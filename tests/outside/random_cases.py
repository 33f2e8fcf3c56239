"""Random cases against programs that nobody here wrote: Python, its zoneinfo, numpy, scipy and duckdb.

    python3 tests/outside/random_cases.py PROGRAM [--seconds 60 | --cases 20000] [--jobs N] [--seed N] [--only KIND]

Each case is made of its seed alone; a difference prints the seed, the command and the input's folder, and ends
with 1. duckdb, numpy and scipy are used where they are installed; without them their kinds are passed over.
"""

import argparse
import collections
import concurrent.futures
import csv
import datetime
import io
import itertools
import json
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zoneinfo

try:
    import numpy
    import scipy.stats
except ImportError:
    numpy = None
try:
    import duckdb
except ImportError:
    duckdb = None

ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo"]


class Difference(Exception):
    """What the program printed and what is right."""


class Case:
    """One case: its folder, its random numbers, and the program."""

    def __init__(self, program, seed):
        self.program, self.chance, self.command = program, random.Random(seed), []
        self.folder = tempfile.mkdtemp(prefix="random-")

    def write(self, name, data):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as out:
            out.write(data if isinstance(data, bytes) else data.encode())
        return path

    def run(self, *words, stdin=b"", statuses=(0, 1)):
        self.command = list(words)
        ran = subprocess.run(
            [self.program, *words], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            cwd=self.folder, env=ENVIRONMENT, timeout=120,
        )
        if ran.returncode not in statuses:
            raise Difference(f"status {ran.returncode}: {ran.stderr.decode(errors='replace')[-500:]}")
        return ran.stdout

    def report(self, *words, **options):
        return json.loads(self.run(*words, "-O", "json", "-n", "0", "-q", **options))

    def same(self, what, ours, right, tolerance=0.0):
        if isinstance(ours, (int, float)) and isinstance(right, (int, float)) and tolerance:
            if math.isclose(ours, right, rel_tol=tolerance, abs_tol=tolerance):
                return
        elif ours == right:
            return
        raise Difference(f"{what}: {str(ours)[:300]}, not {str(right)[:300]}")

    def threads(self):
        return ["-j", str(self.chance.choice([1, 2, 5])), "--block-size", self.chance.choice(["100", "1000", "1MiB"])]


def words(case, count):
    alphabet = [f"w{number}" for number in range(case.chance.choice([1, 3, 20, 500]))]
    return [case.chance.choice(alphabet) for _ in range(count)]


def counts(case):
    """Values, shares and the seven figures of a field, weighted or not, in one file, several, or a pipe."""
    lines = [f"{case.chance.randrange(1, 9)} {word}" for word in words(case, case.chance.randrange(0, 400))]
    weighted = case.chance.random() < 0.3
    right = collections.Counter()
    for line in lines:
        weight, word = line.split()
        right[word] += int(weight) if weighted else 1
    options = ["-f", "2", *(["--weight", "1"] if weighted else []), *case.threads()]
    text = "".join(line + "\n" for line in lines)
    if case.chance.random() < 0.5:
        cut = case.chance.randrange(0, len(lines) + 1)
        parts = ["".join(line + "\n" for line in part) for part in (lines[:cut], lines[cut:])]
        files = [case.write(f"part{number}", part) for number, part in enumerate(parts)]
        report = case.report(*options, *files)
    else:
        report = case.report(*options, stdin=text.encode())
    case.same("counts", {row["value"]: row["count"] for row in report["values"]}, dict(right))
    order = sorted(right, key=lambda value: (-right[value], value.encode()))
    case.same("order", [row["value"] for row in report["values"]], order)
    numbers = list(right.values())
    if not numbers:
        return
    mean = sum(numbers) / len(numbers)
    stdev = math.sqrt(math.fsum((number - mean) ** 2 for number in numbers) / len(numbers))
    summary = report["summary"]
    for name, figure in (("count", len(numbers)), ("maximum", max(numbers)), ("minimum", min(numbers)), ("total", sum(numbers))):
        case.same(name, summary[name], figure)
    case.same("mean", summary["mean"], mean, 1e-12)
    case.same("stdev", summary["stdev"], stdev, 1e-9)
    if numpy is not None:
        for name, share in (("median", 50), ("p90", 90), ("p99", 99)):
            case.same(name, summary[name], float(numpy.percentile(numbers, share)), 1e-9)


def times(case):
    """Peaks, active buckets, the range and the timeline of a log in random order and a random zone."""
    zone = case.chance.choice(ZONES)
    width = case.chance.choice([1, 60, 3600, 86400])
    begin = case.chance.randrange(1_500_000_000, 1_800_000_000)
    span = width * case.chance.randrange(1, 50)
    events = [(begin + case.chance.randrange(span), word) for word in words(case, case.chance.randrange(1, 300))]
    stamp = lambda at: datetime.datetime.fromtimestamp(at, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    text = "".join(f"[{stamp(at)}] {word}\n" for at, word in events)
    report = case.report("-t", "-b", f"{width}s", "--tz", zone, *case.threads(), stdin=text.encode())
    info = zoneinfo.ZoneInfo(zone)

    def bucket(at):
        local = datetime.datetime.fromtimestamp(at, info)
        if width == 86400:
            return int(datetime.datetime(local.year, local.month, local.day, tzinfo=info).timestamp())
        offset = int(local.utcoffset().total_seconds())
        return (at + offset) // width * width - offset

    def at(text):
        return None if text is None else int(datetime.datetime.fromisoformat(text).timestamp())

    per_value = collections.defaultdict(collections.Counter)
    offsets = set()
    for moment, word in events:
        per_value[word][bucket(moment)] += 1
        local = datetime.datetime.fromtimestamp(moment, info)
        midnight = datetime.datetime(local.year, local.month, local.day, tzinfo=info)
        offsets.add(local.utcoffset())
        # Hours run on from midnight: after a change of half an hour they have other minutes.
        if (local.utcoffset() - midnight.utcoffset()).total_seconds() % 3600:
            offsets.add(midnight.utcoffset())
    # Hours that the clock repeats or skips are left out; days of 23 and 25 hours are not.
    if len(offsets) > 1 and width != 86400:
        return
    for row in report["values"]:
        buckets = per_value[row["value"]]
        moments = [moment for moment, word in events if word == row["value"]]
        most = max(buckets.values())
        case.same("first", at(row["first"]), min(moments))
        case.same("last", at(row["last"]), max(moments))
        case.same("peak", row["peak"], most)
        case.same("peak_at", at(row["peak_at"]), min(start for start, count in buckets.items() if count == most))
        case.same("active", row["active"], len(buckets))
    every = collections.Counter(bucket(moment) for moment, _ in events)
    timeline = {at(row["start"]): row["count"] for row in report["timeline"] if row["count"]}
    if report["time"]["timeline_seconds"] == width:
        case.same("timeline", timeline, dict(every))
    moments = sorted(moment for moment, _ in events)
    gap = max((later - earlier for earlier, later in zip(moments, moments[1:])), default=None)
    # Events of one instant have no gap.
    case.same("longest_gap", report["time"]["longest_gap_seconds"], gap or None)


def numbers(case):
    """Sums, moments and percentiles of measured numbers."""
    kinds = [lambda: case.chance.randrange(0, 1000), lambda: round(case.chance.lognormvariate(0, 2), 4), lambda: round(case.chance.uniform(-5, 5), 2)]
    kind = case.chance.choice(kinds)
    values = [kind() for _ in range(case.chance.randrange(1, 500))]
    report = case.report("-N", *case.threads(), stdin="".join(f"{value}\n" for value in values).encode())
    found = report["distribution"]
    case.same("count", found["count"], len(values))
    case.same("sum", found["sum"], math.fsum(values), 1e-9)
    case.same("minimum", found["minimum"], min(values))
    case.same("maximum", found["maximum"], max(values))
    if len(values) > 1 and numpy is not None:
        case.same("stdev", found["stdev"], float(numpy.std(numpy.array(values, dtype=float), ddof=1)), 1e-6)
    ordered = sorted(values)
    for share in (50, 90, 99):
        name = f"p{share}"
        if found.get(name) is not None:
            right = ordered[max(1, math.ceil(share * len(values) / 100)) - 1]
            if not math.isclose(found[name], right, rel_tol=1.01e-3, abs_tol=1e-12):
                raise Difference(f"{name}: {found[name]}, not {right} within 0.1 %")
    total = sum(row["count"] for row in report["histogram"])
    case.same("histogram", total + (found["below"] or 0) + (found["above"] or 0), len(values))


def compared(case):
    """Pearson and Spearman of two columns, and a number by a text, against scipy."""
    if numpy is None:
        return
    rows = [(case.chance.randrange(0, 30), case.chance.randrange(-9, 9) / 4, case.chance.choice("abc")) for _ in range(case.chance.randrange(3, 200))]
    text = "x,y,kind\n" + "".join(f"{x},{y},{kind}\n" for x, y, kind in rows)
    report = case.report("-P", "csv", "--compare", "x,y,kind", *case.threads(), stdin=text.encode())
    xs, ys = [row[0] for row in rows], [row[1] for row in rows]
    if len(set(xs)) > 1 and len(set(ys)) > 1:
        pair = report["correlations"][0]
        case.same("pearson", pair["pearson"], float(scipy.stats.pearsonr(xs, ys)[0]), 1e-9)
        case.same("spearman", pair["spearman"], float(scipy.stats.spearmanr(xs, ys)[0]), 1e-9)
    for kind in "abc":
        own = sorted(row[1] for row in rows if row[2] == kind)
        told = [row for row in report["columns"] if row["column"] == f"y where kind={kind}"]
        if own and told:
            case.same("group count", told[0]["count"], len(own))
            case.same("group mean", told[0]["mean"], math.fsum(own) / len(own), 1e-12)
            alone = case.report("-P", "csv", "--compare", "x,y", "-w", f"kind={kind}", stdin=text.encode())
            alone = next(row for row in alone["columns"] if row["column"] == "y")
            for name in ("p50", "p99", "stdev", "minimum", "maximum"):
                case.same(f"{name} of {kind}", told[0][name], alone[name])


def conditions(case):
    """Lines chosen by conditions and filters, against duckdb's SQL or Python."""
    rows = [(case.chance.randrange(0, 50), case.chance.choice(["GET", "POST", "PUT"]), case.chance.randrange(0, 9)) for _ in range(case.chance.randrange(1, 300))]
    operator = case.chance.choice(["<", "<=", ">", ">=", "=", "!="])
    bound, method = case.chance.randrange(0, 50), case.chance.choice(["GET", "POST"])
    text = "size,method,k\n" + "".join(f"{size},{method_},{k}\n" for size, method_, k in rows)
    path = case.write("table.csv", text)
    out = case.run("-P", "csv", "-k", "k", "-w", f"size {operator} {bound}", "-w", f"method != {method}", "-O", "csv", "-n", "0", "-q", "--columns", "value,count", *case.threads(), path)
    ours = {row["value"]: int(row["count"]) for row in csv.DictReader(io.StringIO(out.decode()))}
    if duckdb is not None:
        sql = f"select k, count(*) from read_csv('{path}') where size {operator} {bound} and method <> '{method}' group by k"
        right = {str(k): count for k, count in duckdb.connect().execute(sql).fetchall()}
    else:
        compare = {"<": int.__lt__, "<=": int.__le__, ">": int.__gt__, ">=": int.__ge__, "=": int.__eq__, "!=": int.__ne__}[operator]
        right = dict(collections.Counter(str(row[2]) for row in rows if compare(row[0], bound) and row[1] != method))
    case.same("counts", ours, right)


def merged(case):
    """A log in pieces, saved and merged in any tree, gives the report of the whole."""
    begin = case.chance.randrange(1_500_000_000, 1_800_000_000)
    stamp = lambda at: datetime.datetime.fromtimestamp(at, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [f"[{stamp(begin + case.chance.randrange(3000))}] {word}\n" for word in words(case, case.chance.randrange(3, 300))]
    options = case.chance.choice([["-t"], ["-t", "-b", "10s", "--window", "30s"], ["-f", "2"], ["-t", "--idle", "20s"], ["-t"]])
    cuts = sorted(case.chance.randrange(0, len(lines) + 1) for _ in range(3))
    pieces = [lines[start:end] for start, end in zip([0, *cuts], [*cuts, len(lines)])]
    case.chance.shuffle(pieces)
    states = []
    for number, piece in enumerate(pieces):
        if not piece:
            continue
        states.append(os.path.join(case.folder, f"state{number}"))
        case.run(*options, "-q", "--save-state", states[-1], stdin="".join(piece).encode())
    if len(states) > 2 and case.chance.random() < 0.5:
        tree = os.path.join(case.folder, "tree")
        case.run("merge", "-q", *states[:2], "--save-state", tree)
        states = [*states[2:], tree]
    whole = case.report(*options, stdin="".join(lines).encode())
    # --idle decides what is shown, and is no part of a state.
    parts = case.report("merge", *(options[1:] if "--idle" in options else []), *states)
    for report in (whole, parts):
        report["input"].pop("sources")
        for name in ("sources", "unmatched"):
            report.pop(name, None)
    for section in whole:
        case.same(f"section {section}", parts.get(section), whole[section])


def windows(case):
    """--last keeps the buckets of the window that ends with the latest line."""
    begin, last = case.chance.randrange(1_500_000_000, 1_700_000_000), case.chance.randrange(1, 400)
    moments = sorted(begin + case.chance.randrange(1000) for _ in range(case.chance.randrange(1, 300)))
    stamp = lambda at: datetime.datetime.fromtimestamp(at, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    text = "".join(f"[{stamp(at)}] a\n" for at in moments)
    report = case.report("-t", "--last", f"{last}s", stdin=text.encode())
    right = sum(1 for moment in moments if moment > moments[-1] - last)
    case.same("events of the window", report["summary"]["total"], right)


def resumed(case):
    """A follower that is ended at random and goes on from its checkpoint counts every line once."""
    log, lines = os.path.join(case.folder, "app.log"), 0
    # Rotated files that are there before the first run are none of its files.
    open(log, "w", encoding="ascii").close()
    follow(case, log)
    for _ in range(case.chance.randrange(2, 4)):
        for _ in range(case.chance.randrange(0, 3)):
            deed = case.chance.random()
            with open(log, "a", encoding="ascii") as out:
                for _ in range(case.chance.randrange(1, 30)):
                    lines += 1
                    out.write(f"line-{lines}\n")
            if deed < 0.3:
                os.rename(log, f"{log}.{lines}")
                open(log, "w", encoding="ascii").close()
            elif deed < 0.5:
                shutil.copy(log, f"{log}.{lines}")
                os.truncate(log, 0)
        follow(case, log)
    out = case.run("merge", "checkpoint", "-O", "csv", "-q", "-n", "0", "--columns", "value,count")
    ours = {row["value"]: int(row["count"]) for row in csv.DictReader(io.StringIO(out.decode()))}
    twice = {value: count for value, count in ours.items() if count != 1}
    case.same("lines counted twice", twice, {})
    case.same("lines counted", len(ours), lines)


def follow(case, log):
    """Follows until it has printed four reports, and ends."""
    case.command = ["-q", "-F", "--every", "50ms", "-O", "json", "--section", "summary", "--checkpoint", "checkpoint", log]
    with open(os.path.join(case.folder, "out"), "wb") as out:
        process = subprocess.Popen([case.program, *case.command], stdout=out, stderr=subprocess.DEVNULL, cwd=case.folder, env=ENVIRONMENT)
    end = time.monotonic() + 20
    while time.monotonic() < end:
        time.sleep(0.05)
        with open(os.path.join(case.folder, "out"), "rb") as out:
            if out.read().count(b"\n") >= 4:
                break
    process.terminate()
    process.wait(20)


KINDS = {"counts": counts, "times": times, "numbers": numbers, "compared": compared, "conditions": conditions, "merged": merged, "windows": windows, "resumed": resumed}
# A case that waits for a follower takes a hundred times as long as another.
WEIGHTS = [10, 10, 10, 6, 10, 5, 10, 1]


def run_case(program, name, seed):
    """None, or what differed in the case of this kind and seed."""
    case = Case(program, seed)
    try:
        KINDS[name](case)
    except Difference as difference:
        return f"{name}, --seed {seed} --only {name}: {difference}\ncommand: {case.command}\nfolder: {case.folder}"
    shutil.rmtree(case.folder)
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--cases", type=int, help="the number of cases, however long they take")
    parser.add_argument("--jobs", type=int, default=1, help="cases at once; those of a follower wait most of their time")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only", choices=KINDS)
    options = parser.parse_args()
    program, end = os.path.abspath(options.program), time.monotonic() + options.seconds
    seeds = itertools.takewhile(
        lambda seed: seed < options.seed + options.cases if options.cases else time.monotonic() < end,
        itertools.count(options.seed),
    )
    done, seed = collections.Counter(), options.seed
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        while batch := list(itertools.islice(seeds, options.jobs)):
            names = [options.only or random.Random(seed).choices(list(KINDS), WEIGHTS)[0] for seed in batch]
            for difference in pool.map(run_case, itertools.repeat(program), names, batch):
                if difference:
                    print(difference, flush=True)
                    sys.exit(1)
            done.update(names)
            seed = batch[-1] + 1
    print(f"seeds {options.seed} to {seed}: " + ", ".join(f"{name} {count}" for name, count in sorted(done.items())))


if __name__ == "__main__":
    main()
