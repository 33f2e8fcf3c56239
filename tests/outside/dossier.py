#!/usr/bin/env python3
"""inspect and explain against duckdb, numpy and scipy: a cron client, a human, a scanner, a scraper behind
a /24 and a monitoring probe in generated logs. Every figure must be equal, each kind must be told by its
signs, the text must fit a screen of 80 by 40, and the states of seven parts must give the bytes of one run.
Usage: dossier.py PROGRAM"""

import csv
import datetime
import json
import math
import os
import random
import subprocess
import sys
import tempfile

import duckdb
import numpy as np
from scipy.spatial.distance import jensenshannon
from scipy.stats import percentileofscore

program = sys.argv[1]
folder = tempfile.TemporaryDirectory()
random.seed(11)
START = 1_772_668_800  # 2026-03-05T00:00:00Z
DAY = 86_400
AGENTS = ["Meadow/41.2 (desktop)", "Lantern/118 (phone)", "Thicket/9 (desktop)"]
PAGES = ["/", "/cart", "/search", "/help", "/login", "/orders"]


def request(at, client, path, status, agent, size=None, took=None):
    size = size or random.randint(200, 40_000)
    took = took or random.expovariate(4)
    return (at, client, path, status, size, agent, round(took, 3))


def humans(count):
    """People who come now and then, read some pages, and go."""
    for number in range(count):
        client = f"198.51.{number % 90}.{number % 200 + 1}"
        agent = random.choice(AGENTS)
        at = START + random.random() * 2 * DAY
        for _ in range(random.randint(1, 4)):
            for _ in range(random.randint(2, 18)):
                status = 404 if random.random() < 0.03 else 200
                path = random.choice(PAGES) if random.random() < 0.7 else f"/item/{random.randint(1, 60)}"
                yield request(at, client, path, status, agent)
                at += random.lognormvariate(2.5, 1.2)
            at += random.expovariate(1 / 7200)


KINDS = {
    "cron": "192.0.2.10",
    "human": "198.18.0.20",
    "scanner": "192.0.2.30",
    "scraper": "203.0.113.7",
    "probe": "198.18.7.40",
}


def clients():
    for minute in range(0, 2 * DAY, 300):
        yield request(START + minute + 2, KINDS["cron"], "/export", 200, "curl/8.5.0")
    # Pages that the others ask for too, by a program of which there are many.
    at = START + 9 * 3600
    for _ in range(3):
        for _ in range(9):
            yield request(at, KINDS["human"], random.choice(PAGES), 200, AGENTS[0])
            at += random.lognormvariate(2.5, 1.2)
        at += 5400
    at = START + 30_000.0
    for number in range(900):
        yield request(at, KINDS["scanner"], f"/{number}.php", 404, "Mozilla/5.0 zgrab", 153)
        at += random.expovariate(8)
    for host in range(1, 12):
        at = START + 3600.0 * host
        for number in range(400):
            yield request(at, f"203.0.113.{host}", f"/item/{number % 60}", 200, AGENTS[2])
            at += random.expovariate(1 / 40)
    at = START + 17.0
    while at < START + 2 * DAY:
        yield request(at, KINDS["probe"], "/health", 200, "uptime-probe/1.0")
        at += 61 + random.random() * 0.5


events = sorted([*humans(600), *clients()])
log = os.path.join(folder.name, "access.log")


def line(event):
    at, client, path, status, size, agent, took = event
    stamp = datetime.datetime.fromtimestamp(int(at), datetime.timezone.utc).strftime("%d/%b/%Y:%H:%M:%S +0000")
    return f'{client} - - [{stamp}] "GET {path} HTTP/1.1" {status} {size} "-" "{agent}" {took:.3f}\n'


lines = [line(event) for event in events]
open(log, "w").write("".join(lines))
rows = [(int(e[0]), *e[1:]) for e in events]
table = duckdb.connect()
table.execute("create table log (stamp bigint, client text, path text, status int, size int, agent text, took double)")
exchange = os.path.join(folder.name, "log.csv")
with open(exchange, "w", newline="") as out:
    csv.writer(out).writerows(rows)
table.execute(f"insert into log select * from read_csv('{exchange}', header = false)")


def run(*words, status=0):
    done = subprocess.run([program, *words], capture_output=True)
    assert done.returncode == status, (words, done.returncode, done.stderr.decode())
    return done.stdout


def ask(question):
    return table.execute(question).fetchall()


def equal(ours, theirs, what):
    close = ours is not None and theirs is not None and math.isclose(ours, theirs, rel_tol=1e-10, abs_tol=1e-12)
    assert ours == theirs or close, (what, ours, theirs)


def check_subject(found, client):
    subject = found["subject"]
    count, first, last, hits, paths = ask(
        f"select count(*), min(stamp), max(stamp), count(*) filter (status >= 400), count(distinct path) from log where client = '{client}'"
    )[0]
    equal(subject["count"], count, "count")
    equal(subject["share"], count / len(rows), "share")
    equal(subject["rank"], 1 + ask(f"select count(*) from (select count(*) as n from log group by client) where n > {count}")[0][0], "rank")
    equal(subject["values"], ask("select count(distinct client) from log")[0][0], "values")
    equal(subject["span_seconds"], last - first, "span")
    equal(subject["hits"], hits, "hits")
    equal(subject["distinct"], paths, "distinct")
    own = ask(f"select count(*) from (select path from log group by path having count(*) filter (client != '{client}') = 0)")[0][0]
    equal(subject["exclusive"], own / paths, "exclusive")
    stamps = np.array([at for (at,) in ask(f"select distinct stamp from log where client = '{client}' order by stamp")])
    equal(subject["active_seconds"], len(stamps), "active")
    gaps = np.diff(stamps)
    if len(gaps) < 10:
        assert subject["regularity"] is None
        return
    n, r = len(gaps), gaps.std() / gaps.mean()
    s, t = math.sqrt(n + 1), math.sqrt(n - 1)
    equal(subject["regularity"], -(s * r - t) / ((s - 2) * r + t), "regularity")
    equal(subject["gap_p50_seconds"], float(np.median(gaps)), "median gap")
    lengths, times = np.unique(gaps, return_counts=True)
    mode = lengths[times == times.max()].min()
    share = float((np.abs(gaps - mode) <= max(1, 0.05 * mode)).mean())
    told = share >= 0.5 and mode >= 10
    equal(subject["period_seconds"], float(mode) if told else None, "period")
    equal(subject["period_share"], share if told else None, "period share")
    if told:
        divisors = [d for d in range(1, DAY + 1) if DAY % d == 0]
        period = min(divisors, key=lambda d: abs(d - mode))
        length = abs(np.exp(2j * np.pi * stamps / period).sum()) / len(stamps)
        assert subject["on_clock"] == bool(length >= 0.9), length


def check_standing(found, client):
    figures = {
        "count": "select client, count(*) from log group by client",
        "peak": "select client, max(n) from (select client, stamp, count(*) as n from log group by client, stamp) group by client",
        "active": "select client, count(distinct stamp) from log group by client",
        "ratio": "select client, count(*) filter (status >= 400) / count(*) from log group by client having count(*) >= 20",
        "distinct": "select client, count(distinct path) from log group by client",
    }
    for row in found["standing"]:
        all_values = dict(ask(figures[row["figure"]]))
        numbers = np.array(list(all_values.values()), dtype=float)
        equal(row["value"], all_values[client], row["figure"])
        equal(row["median"], float(np.median(numbers)), "median")
        equal(row["p90"], float(np.quantile(numbers, 0.9)), "p90")
        equal(row["p99"], float(np.quantile(numbers, 0.99)), "p99")
        equal(row["percentile"], percentileofscore(numbers, all_values[client], kind="mean") / 100, "percentile")
        equal(row["of"], len(numbers), "of")


def check_makeup(found, condition):
    inside, outside = ask(f"select count(*) filter ({condition}), count(*) filter (not ({condition})) from log")[0]
    columns = {"status": "cast(status as text)", "user_agent": "agent", "client": "client"}
    divergences = {}
    for name, expression in columns.items():
        counted = {
            text: (i, o)
            for text, i, o in ask(
                f"select {expression}, count(*) filter ({condition}), count(*) filter (not ({condition})) from log group by 1"
            )
        }
        ours = [row for row in found["makeup"] if row["column"] == name]
        if not ours:
            continue
        assert {row["item"] for row in ours} == set(counted), name
        for row in ours:
            i, o = counted[row["item"]]
            equal(row["in"], i, "in")
            equal(row["out"], o, "out")
            equal(row["share_in"], i / inside, "share_in")
            equal(row["share_out"], o / outside, "share_out")
            equal(row["lift"], (i / inside) / (o / outside) if o else None, "lift")
            equal(row["difference"], i / inside - o / outside, "difference")
            marked = i >= 10 and i / inside >= 0.01 and (not o or row["lift"] >= 3)
            assert row["marked"] == marked, row
        p, q = zip(*counted.values())
        divergences[name] = jensenshannon(np.array(p) / inside, np.array(q) / outside, base=2) ** 2
    order = [row["column"] for row in found["makeup"]]
    by_place = sorted(divergences, key=order.index)
    assert by_place == sorted(divergences, key=lambda name: -divergences[name]), divergences
    for row in found["makeup"]:
        if row["column"] != "bytes" or row["in"] is None:
            continue
        percent = float(row["item"][1:])
        for side, where in (("in", condition), ("out", f"not ({condition})")):
            sizes = sorted(size for (size,) in ask(f"select size from log where {where}"))
            exact = sizes[max(0, math.ceil(len(sizes) * percent / 100) - 1)]
            assert row[side] is None or abs(row[side] - exact) <= 0.001 * exact, (row, exact)


def check_siblings(found, client):
    network = client.rsplit(".", 1)[0]
    theirs = ask(
        f"select client, count(*), min(stamp), max(stamp) from log where client like '{network}.%' and client != '{client}' group by 1 order by 2 desc, 1"
    )
    instant = lambda at: datetime.datetime.fromtimestamp(at, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    ours = [(row["value"], row["count"], row["first"], row["last"]) for row in found["siblings"]]
    assert ours == [(c, n, instant(a), instant(b)) for c, n, a, b in theirs], ours[:3]


def check_hours(found, client):
    counted = dict(ask(f"select stamp // 3600 % 24, count(*) from log where client = '{client}' group by 1"))
    assert [row["in"] for row in found["hours"]] == [counted.get(hour, 0) for hour in range(24)]


EXPECTED = {
    "cron": ({"clockwork", "restless", "stranger"}, {"scan", "errors", "network"}),
    "human": (set(), {"scan", "errors", "network", "clockwork", "restless", "stranger", "rate", "volume"}),
    "scanner": ({"scan", "errors", "stranger", "rate"}, {"clockwork", "restless", "network"}),
    "scraper": ({"network"}, {"scan", "errors", "clockwork", "stranger"}),
    "probe": ({"clockwork", "restless", "stranger", "volume"}, {"scan", "errors", "network"}),
}
for kind, client in KINDS.items():
    words = ["inspect", client, "-P", "nginx-times", log]
    found = json.loads(run(*words, "-O", "json"))
    check_subject(found, client)
    check_standing(found, client)
    check_makeup(found, f"client = '{client}'")
    check_siblings(found, client)
    check_hours(found, client)
    signs = {row["sign"] for row in found["signs"]}
    there, absent = EXPECTED[kind]
    assert there <= signs and not absent & signs, (kind, signs)
    screen = run(*words, "--width", "80").decode().splitlines()
    assert len(screen) <= 40 and max(map(len, screen)) <= 80, (kind, len(screen))
    print(f"{kind}: {', '.join(sorted(signs)) or 'nothing stands out'}; {len(screen)} lines")
on_clock = {kind: json.loads(run("inspect", KINDS[kind], log, "--section", "subject", "-O", "ndjson"))["on_clock"] for kind in ("cron", "probe")}
assert on_clock == {"cron": True, "probe": False}, on_clock

found = json.loads(run("explain", "status = 404", "-P", "nginx-times", log, "-O", "json"))
check_makeup(found, "status = 404")

parts = []
shuffled = lines[:]
random.shuffle(shuffled)
for part in range(7):
    name = os.path.join(folder.name, f"part{part}")
    open(name, "w").write("".join(shuffled[part::7]))
    parts.append(name)
for question in (["inspect", KINDS["scanner"]], ["inspect", "203.0.113.0/28"], ["explain", "status = 404"], ["--limits", "--try", "nginx:rate=2r/s,burst=5,nodelay", "--try", "fail2ban:maxretry=5"]):
    states = []
    for name in parts:
        states.append(name + ".state")
        run(*question, "-P", "nginx-times", name, "--save-state", states[-1], "-q")
    analyses = question if question[0].startswith("-") else []
    whole = json.loads(run(*question, "-P", "nginx-times", log, "-O", "json"))
    merged = json.loads(run("merge", *analyses, *states, "-O", "json"))
    for report in (whole, merged):
        for section in ("sources", "input"):
            report.pop(section)
        for row in report.get("subject_lines", []):
            # The place of a line is the one thing that a split changes.
            source, number = row.pop("source"), row.pop("line")
            assert open(source).read().splitlines()[number - 1] == row["text"], (source, number)
    assert merged == whole, [name for name in whole if merged.get(name) != whole[name]]
    text = run(*question, "-P", "nginx-times", log)
    assert run("merge", *analyses, *states) == text
print("the states of seven parts give the bytes of one run")
