#!/usr/bin/env python3
"""The questions that are asked most of logs: one command each, against Python over an access log of two days and
logs of other programs.
Usage: questions.py PROGRAM"""

import collections
import csv
import datetime
import gzip
import io
import ipaddress
import json
import math
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile

program = sys.argv[1]
folder = tempfile.TemporaryDirectory()
random.seed(22)

start = datetime.datetime(2026, 3, 4, 22, 0, tzinfo=datetime.timezone.utc)
clients = [f"203.0.113.{n}" for n in range(100, 160)] + [f"198.51.100.{n}" for n in range(9)]
paths = ["/", "/login", "/cart"] + [f"/user/{n}/orders" for n in range(40)]
Event = collections.namedtuple("Event", "at client user method path status size seconds")
events = []
at = start
for _ in range(6000):
    at += datetime.timedelta(seconds=random.choice([0, 0, 1, 2, 5, 5]))
    if random.random() < 0.001:
        at += datetime.timedelta(seconds=random.randint(300, 1500))
    client = random.choice(clients[: random.choice([3, 20, len(clients)])])
    path = random.choice(paths[: random.choice([2, len(paths)])])
    status = random.choice([200] * 12 + [304, 404, 404, 401, 500, 502, 503])
    user = random.choice(["-", "ann", "bob", f"u{random.randint(1, 30)}"])
    events.append(Event(at, client, user, random.choice(["GET", "GET", "POST"]), path, status,
                        random.randint(0, 90000), random.randint(1, 4000) / 1000))

def line(e):
    return (f'{e.client} - {e.user} [{e.at:%d/%b/%Y:%H:%M:%S +0000}] "{e.method} {e.path} HTTP/1.1" '
            f'{e.status} {e.size} "-" "probe/1.0" {e.seconds:.3f}\n')

log = os.path.join(folder.name, "access.log")
half = len(events) // 2
with open(log, "w") as out:
    out.writelines(line(e) for e in events[half:])
rotated = log + ".1.gz"
with gzip.open(rotated, "wt") as out:
    out.writelines(line(e) for e in events[:half])
files = [rotated, log]

def table(*args):
    command = [program, "-P", "nginx-times", *args, "-q", "-O", "csv", *files]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode in (0, 1), (command, done.stderr)
    return list(csv.DictReader(io.StringIO(done.stdout)))

def route(path):
    return re.sub(r"/\d+(?=/|$)", "/{n}", path)

def wilson(hits, n, z=1.959964):
    p = hits / n
    return max(0.0, (p + z * z / (2 * n) - z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)))
               / (1 + z * z / n))

def by(key, chosen=events):
    groups = collections.defaultdict(list)
    for event in chosen:
        groups[key(event)].append(event)
    return groups

asked = 0

def check(question, got, expected):
    global asked
    asked += 1
    if got != expected:
        keys = [k for k in {**got, **expected} if got.get(k) != expected.get(k)][:5]
        sys.exit(f"{question}: " + "; ".join(f"{k}: {got.get(k)} not {expected.get(k)}" for k in keys))

def minute(e):
    return e.at.strftime("%H:%M")

def day(e):
    return e.at.strftime("%Y-%m-%d")

def near(number):
    return round(float(number), 9)

# The share of failures by route, and by minute.
rows = table("-k", "route", "--ratio", "status >= 500")
fails = lambda group: sum(e.status >= 500 for e in group)
check("5xx share by route", {r["value"]: (int(r["hits"]), near(r["ratio_low"])) for r in rows},
      {k: (fails(g), near(wilson(fails(g), len(g)))) for k, g in by(lambda e: route(e.path)).items()})
rows = table("-b", "1m", "--ratio", "status >= 500", "--section", "timeline")
check("5xx by minute", {r["start"]: int(r["hits"]) for r in rows if r["count"] != "0"},
      {k: fails(g) for k, g in by(lambda e: e.at.strftime("%Y-%m-%dT%H:%M:00Z")).items()})
# p95 by path.
rank = lambda numbers: sorted(numbers)[math.ceil(len(numbers) * 0.95) - 1]
rows = table("-k", "path", "-m", "request_time", "--percentiles", "95", "--precision", "5")
check("p95 by path", {r["value"]: round(float(r["m_p95"]), 3) for r in rows if r["m_p95"]},
      {k: rank([e.seconds for e in g]) for k, g in by(lambda e: e.path).items() if len(g) >= 20})
# Different users by address, and the users tried by an attacking one.
rows = table("--distinct", "user")
check("users by address", {r["value"]: int(r["distinct"]) for r in rows},
      {k: len({e.user for e in g}) for k, g in by(lambda e: e.client).items()})
rows = table("-k", "user", "-w", "status = 401", "-w", "client = 203.0.113.100")
tried = [e for e in events if e.status == 401 and e.client == "203.0.113.100"]
check("users tried", {r["value"]: int(r["count"]) for r in rows},
      {k: len(g) for k, g in by(lambda e: e.user, tried).items()})
# Different clients a day, over rotated files.
rows = table("-k", "day", "--distinct", "client")
check("clients a day", {r["value"]: int(r["distinct"]) for r in rows},
      {k: len({e.client for e in g}) for k, g in by(day).items()})
# Requests by hour, the days kept apart; weekday by hour; day by status; path by minute.
rows = table("-k", "day,hour")
check("by hour", {(r["day"], r["hour"]): int(r["count"]) for r in rows},
      {k: len(g) for k, g in by(lambda e: (day(e), e.at.strftime("%H"))).items()})
rows = table("-k", "weekday,hour")
check("weekday by hour", {(r["weekday"], r["hour"]): int(r["count"]) for r in rows},
      {k: len(g) for k, g in by(lambda e: (str(e.at.isoweekday()), e.at.strftime("%H"))).items()})
rows = table("-k", "day", "--across", "status")
check("day by status",
      {(r["value"], s): int(n) for r in rows for s, n in r.items() if s not in ("value", "total")},
      {(d, str(s)): sum(e.status == s for e in g) for d, g in by(day).items()
       for s in {e.status for e in events}})
rows = table("-k", "minute", "--across", "method")
check("minute by method", {(r["value"], "POST"): int(r["POST"]) for r in rows},
      {(m, "POST"): sum(e.method == "POST" for e in g) for m, g in by(minute).items()})
# The 95th percentile of the bandwidth in five minutes, idle ones included.
rows = table("-b", "5m", "--weight", "bytes", "--percentiles", "95", "--section", "time")
slot = lambda e: int(e.at.timestamp()) // 300
sizes = collections.Counter()
for e in events:
    sizes[slot(e)] += e.size
all_slots = sorted(sizes[s] for s in range(slot(events[0]), slot(events[-1]) + 1))
place = (len(all_slots) - 1) * 0.95
low = math.floor(place)
upper = all_slots[min(low + 1, len(all_slots) - 1)]
check("bandwidth", {"p95": near(rows[0]["bucket_p95"])},
      {"p95": near(all_slots[low] + (place - low) * (upper - all_slots[low]))})
# A block of addresses; networks with at least 3 addresses; paths with at least 3 refusals.
block = ipaddress.ip_network("203.0.113.128/25")
inside = [e for e in events if ipaddress.ip_address(e.client) in block]
rows = table("-w", "client in 203.0.113.128/25")
check("from a block", {r["value"]: int(r["count"]) for r in rows},
      {k: len(g) for k, g in by(lambda e: e.client, inside).items()})
network = lambda e: str(ipaddress.ip_network(e.client + "/27", strict=False))
rows = table("-k", "client/27", "--distinct", "client", "--having", "distinct >= 3")
check("networks", {r["value"]: int(r["distinct"]) for r in rows},
      {k: len({e.client for e in g}) for k, g in by(network).items() if len({e.client for e in g}) >= 3})
missing = [e for e in events if e.status == 404]
rows = table("-k", "path", "-w", "status = 404", "--having", "count >= 3")
check("404s", {r["value"]: int(r["count"]) for r in rows},
      {k: len(g) for k, g in by(lambda e: e.path, missing).items() if len(g) >= 3})
# Clients with at least 5 requests in 15 seconds.
def most(group):
    stamps = sorted(int(e.at.timestamp()) for e in group)
    return max(sum(s <= t < s + 15 for t in stamps) for s in stamps)
rows = table("--window", "15s", "--having", "peak_15s >= 5")
check("bursts", {r["value"]: int(r["peak_15s"]) for r in rows},
      {k: most(g) for k, g in by(lambda e: e.client).items() if most(g) >= 5})
# Silences of more than ten minutes; sessions by client.
stamps = sorted(e.at for e in events)
gaps = [(b - a).total_seconds() for a, b in zip(stamps, stamps[1:]) if (b - a).total_seconds() >= 600]
rows = table("--idle", "10m", "--section", "gaps")
check("silences", dict(enumerate(sorted(float(r["seconds"]) for r in rows))), dict(enumerate(sorted(gaps))))
def sessions(group):
    own = sorted({int(e.at.timestamp()) for e in group})
    return 1 + sum(b - a >= 600 for a, b in zip(own, own[1:]))
rows = table("--idle", "10m")
check("sessions", {r["value"]: int(r["sessions"]) for r in rows},
      {k: sessions(g) for k, g in by(lambda e: e.client).items()})
# Ids replaced in urls, with their errors.
rows = table("-k", "path", "--replace", "[0-9]+", "N", "--ratio", "status >= 500")
check("ids replaced", {r["value"]: (int(r["count"]), int(r["hits"])) for r in rows},
      {k: (len(g), fails(g)) for k, g in by(lambda e: re.sub("[0-9]+", "N", e.path)).items()})
# New clients since the second day.
since = datetime.datetime(2026, 3, 5, tzinfo=datetime.timezone.utc)
rows = table("-t", "--having", "first >= 2026-03-05T00:00:00Z")
check("new clients", {r["value"]: int(r["count"]) for r in rows},
      {k: len(g) for k, g in by(lambda e: e.client).items() if g[0].at >= since})
# Errors by routes of one's own.
routes = os.path.join(folder.name, "routes")
with open(routes, "w") as out:
    out.write("/user/{id}/*\n")
own_route = lambda path: "/user/{id}/*" if path.startswith("/user/") else path
rows = table("-k", "route", "--routes", routes, "--ratio", "status >= 500")
check("own routes", {r["value"]: (int(r["count"]), int(r["hits"])) for r in rows},
      {k: (len(g), fails(g)) for k, g in by(lambda e: own_route(e.path)).items()})
# Countries and networks of the clients; clients that the database does not have are left out.
fixtures = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "fixtures")
places = [flag for name in ("places", "flat") for flag in ("--mmdb", os.path.join(fixtures, name + ".mmdb"))]
country = lambda e: "NL" if e.client.startswith("203.0.113.") else "JP"
rows = table("-k", "country", *places)
check("countries", {r["value"]: int(r["count"]) for r in rows}, {k: len(g) for k, g in by(country).items()})
known = [e for e in events if ipaddress.ip_address(e.client) in block or e.client.startswith("198.")]
number = lambda e: "64500" if e.client.startswith("203.") else "64501"
rows = table("-k", "asn", *places)
check("networks by number", {r["value"].removeprefix("AS"): int(r["count"]) for r in rows},
      {k: len(g) for k, g in by(number, known).items()})
# The ten slowest requests, with their paths.
slowest = sorted(events, key=lambda e: (-e.seconds, line(e).rstrip("\n").encode()))[:10]
rows = table("-k", "path", "-m", "request_time", "--top-lines", "10", "--section", "lines")
check("slowest", dict(enumerate((float(r["number"]), r["value"], r["text"]) for r in rows)),
      dict(enumerate((e.seconds, e.path, line(e).rstrip("\n")) for e in slowest)))
# Messages without their ids, and those that differ in one word made one.
messages = os.path.join(folder.name, "app.log")
words = {"ready": 0, "busy": 0, "idle": 0}
with open(messages, "w") as out:
    for n in range(300):
        word = random.choice(list(words))
        words[word] += 1
        out.write(f"2026-03-05T14:{n // 60:02}:{n % 60:02}Z worker {n} on host is {word} now\n")
def templates(*args):
    command = [program, "-t", "-k", "template", *args, "-q", "-O", "csv", messages]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return {r["value"]: int(r["count"]) for r in csv.DictReader(io.StringIO(done.stdout))}
check("messages", templates(), {f"worker <num> on host is {word} now": n for word, n in words.items()})
check("messages in one", templates("--merge-templates"), {"worker <num> on host is <*> now": 300})

# Further questions of the access log.
def ask(question, args, want, figure="count", key="value", read=float, paths=None, section=None):
    """Holds a column of the rows of one command against `want`, a figure for each key."""
    shown = ["--section", section] if section else []
    command = [program, *args, *shown, "-q", "-O", "csv", *(paths or files)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode in (0, 1), (command, done.stderr)
    rows = csv.DictReader(io.StringIO(done.stdout))
    names = key if isinstance(key, tuple) else (key,)
    got = {tuple(r[name] for name in names): read(r[figure]) for r in rows if r[figure] != ""}
    check(question, {k if isinstance(key, tuple) else k[0]: figure for k, figure in got.items()}, want)

def counted(key, chosen):
    return {k: float(len(group)) for k, group in by(key, chosen).items()}

NGINX = ["-P", "nginx-times"]
span = (events[-1].at - events[0].at).total_seconds() + 1
mean = lambda numbers: near(sum(numbers) / len(numbers))
one = [e for e in events if e.client == "203.0.113.101"]
late = [e for e in events if start.replace(hour=23) <= e.at < start.replace(hour=23, minute=30)]
hour_before = datetime.timedelta(hours=1)
middle = events[half].at
ask("requests a second by client", [*NGINX, "-t"],
    {k: near(n / span) for k, n in counted(lambda e: e.client, events).items()}, "mean_rate", read=near)
ask("top urls of a client", [*NGINX, "-k", "path", "-w", "client = 203.0.113.101"], counted(lambda e: e.path, one))
ask("methods", [*NGINX, "-k", "method"], counted(lambda e: e.method, events))
ask("requests between two times", [*NGINX, "-s", "2026-03-04 23:00", "-e", "2026-03-04 23:30", "-k", "day"],
    counted(day, late))
ask("seconds by minute", [*NGINX, "-b", "1m", "-m", "request_time"],
    {k: mean([e.seconds for e in g]) for k, g in by(lambda e: e.at.strftime("%Y-%m-%dT%H:%M:00Z")).items()},
    "m_mean", "start", near, section="timeline")
ask("bytes by client", [*NGINX, "--weight", "bytes"],
    {k: float(sum(e.size for e in g)) for k, g in by(lambda e: e.client).items()})
ask("first seen", [*NGINX, "-t"],
    {k: g[0].at.strftime("%Y-%m-%dT%H:%M:%SZ") for k, g in by(lambda e: e.client).items()}, "first", read=str)
ask("grew since the file before", ["diff", *NGINX],
    {k: float(sum(e.at >= middle for e in g)) for k, g in by(lambda e: e.client).items()}, "after")
ask("by address range of one network", [*NGINX, "-k", "client/24"],
    counted(lambda e: e.client.rsplit(".", 1)[0] + ".0/24", events))

# Logs of other programs: the lines of each, and what is asked of them.
def written(name, records, line):
    path = os.path.join(folder.name, name)
    with open(path, "w") as out:
        out.writelines(line(record) + "\n" for record in records)
    return [path]

def times(count, step):
    at = start
    for _ in range(count):
        at += datetime.timedelta(seconds=random.randint(0, step))
        yield at

Record = collections.namedtuple("Record", "at a b c number")
def records(count, step, *choices):
    return [Record(at, *[random.choice(choice) for choice in choices], random.randint(1, 9999))
            for at in times(count, step)]

addresses = clients[:9]
syslog = lambda e: f"{e.at:%b} {e.at.day:2} {e.at:%H:%M:%S}"
pair = lambda e: (e.a, e.b)

tries = records(600, 60, ["root", "ann", "git"], addresses, ["Failed password for", "Accepted publickey for"])
log = written("auth.log", tries,
              lambda e: f"{syslog(e)} gw sshd[{e.number}]: {e.c} {e.a} from {e.b} port {e.number} ssh2")
failed = [e for e in tries if e.c.startswith("Failed")]
ask("failed logins by user and address", ["-P", "auto", "-g", "Failed", "-k", "user,client"],
    counted(pair, failed), key=("user", "client"), paths=log)
ask("users tried by address", ["-P", "sshd", "-g", "Failed", "--distinct", "user"],
    {k: float(len({e.a for e in g})) for k, g in by(lambda e: e.b, failed).items()}, "distinct", paths=log)

lines = records(900, 9, ["info", "info", "warn", "error"], ["cart", "pay"], ["ann", "bob"])
log = written("app.json", lines,
              lambda e: json.dumps({"ts": f"{e.at:%Y-%m-%dT%H:%M:%SZ}", "level": e.a, "service": e.b, "took_ms": e.number,
                                    "msg": f"order {e.number} stored", "user": {"name": e.c}}))
ask("levels by service", ["-P", "json", "-k", "level,service"],
    counted(pair, lines), key=("level", "service"), paths=log)
ask("errors by hour", ["-P", "json", "-w", "level = error", "-k", "day,hour"],
    counted(lambda e: (day(e), f"{e.at:%H}"), [e for e in lines if e.a == "error"]), key=("day", "hour"), paths=log)
ask("slowest service", ["-P", "json", "-k", "service", "-m", "took_ms"],
    {k: near(sum(e.number for e in g) / len(g)) for k, g in by(lambda e: e.b, lines).items()},
    "m_mean", read=near, paths=log)
ask("by a nested key", ["-P", "json", "-k", "user.name"], counted(lambda e: e.c, lines), paths=log)
ask("json messages", ["-P", "json", "-k", "template"], {"order <num> stored": 900.0}, paths=log)

lines = records(700, 30, ["INFO ", "WARN ", "ERROR"], ["a.Cart", "a.Pay"], ["order", "invoice"])
log = written("app.log", lines,
              lambda e: f"{e.at:%Y-%m-%d %H:%M:%S},123 {e.a} [main] {e.b} - {e.c} {e.number} done in {e.number} ms")
ask("levels by logger", ["-P", "auto", "-k", "level,logger"],
    counted(lambda e: (e.a.strip(), e.b), lines), key=("level", "logger"), paths=log)
ask("statements", ["-P", "auto", "-k", "template"], counted(lambda e: e.c + " <num> done in <qty>", lines), paths=log)

mails = records(400, 30, ["a.example", "b.example"], ["sent", "bounced", "deferred"], ["ann", "bob"])
log = written("mail.log", mails,
              lambda e: (f"{syslog(e)} mx postfix/qmgr[8]: {e.number:010X}: from=<{e.c}@{e.a}>, size={e.number},"
                         f" nrcpt=1 (queue active)"))
ask("mail by the sender's domain", ["-P", "postfix", "-k", "sender", "--replace", ".*@", ""],
    counted(lambda e: e.a, mails), paths=log)
log = written("sent.log", mails,
              lambda e: (f"{syslog(e)} mx postfix/smtp[8]: {e.number:010X}: to=<{e.c}@{e.a}>, relay=mx[192.0.2.1]:25,"
                         f" delay=0.3, dsn=2.0.0, status={e.b} (x)"))
ask("mail by what became of it", ["-P", "postfix", "-k", "result"], counted(lambda e: e.b, mails), paths=log)

queries = records(200, 90, ["SELECT * FROM t WHERE a = {}", "UPDATE t SET b = 'x{}'"], ["ann", "bob"], [0])
log = written("slow.log", queries,
              lambda e: (f"# Time: {e.at:%Y-%m-%dT%H:%M:%S}.000000Z\n# User@Host: {e.b}[{e.b}] @ db [10.0.0.1] "
                         f" Id: 7\n# Query_time: {e.number / 1000:.6f}  Lock_time: 0.000100 Rows_sent: 1  Rows_examined: "
                         f"{e.number}\nSET timestamp={e.at.timestamp():.0f};\n{e.a.format(e.number)};"))
made = lambda e: e.a.replace("'x{}'", "<str>").replace("{}", "<num>")
ask("slow statements", ["-P", "mysql-slow", "-k", "template", "-m", "query_time"],
    {k: near(sum(e.number for e in g) / 1000) for k, g in by(made, queries).items()},
    "m_sum", read=near, paths=log)

entries = records(500, 9, ["3", "4", "6"], ["nginx.service", "cron.service"], [0])
log = written("journal.json", entries,
              lambda e: json.dumps({"__REALTIME_TIMESTAMP": f"{e.at.timestamp():.0f}000000", "PRIORITY": e.a,
                                    "_SYSTEMD_UNIT": e.b, "MESSAGE": f"m {e.number}"}))
ask("priorities by unit", ["-P", "auto", "-k", "unit,level"],
    counted(lambda e: (e.b, e.a), entries), key=("unit", "level"), paths=log)

blocked = records(500, 30, addresses, ["22", "23", "3389"], ["TCP", "UDP"])
log = written("kern.log", blocked,
              lambda e: (f"{syslog(e)} fw kernel: [12.345678] [UFW BLOCK] IN=eth0 OUT= MAC=00:11 SRC={e.a} DST=192.0.2.1 "
                         f"LEN=40 TTL=50 ID=1 PROTO={e.c} SPT={e.number} DPT={e.b} WINDOW=1024 SYN"))
ask("blocked ports", ["-P", "kernel", "-k", "port,protocol"],
    counted(lambda e: (e.b, e.c), blocked), key=("port", "protocol"), paths=log)
ask("scanners", ["-P", "kernel", "--distinct", "port", "-k", "client"],
    {k: float(len({e.b for e in g})) for k, g in by(lambda e: e.a, blocked).items()}, "distinct", paths=log)

sales = records(300, 300, ["north", "south, old town"], ["paid", "declined"], [0])
log = written("orders.csv", [None, *sales],
              lambda e: f'{e.at:%Y-%m-%d %H:%M:%S},"{e.a}",{e.b},{e.number / 100}' if e else "time,shop,status,amount")
ask("turnover by shop", ["-P", "csv", "-k", "shop", "-m", "amount"],
    {k: near(sum(e.number for e in g) / 100) for k, g in by(lambda e: e.a, sales).items()},
    "m_sum", read=near, paths=log)
ask("share declined", ["-P", "csv", "-k", "shop", "--ratio", "status = declined"],
    {k: near(sum(e.b == "declined" for e in g) / len(g)) for k, g in by(lambda e: e.a, sales).items()},
    "ratio", read=near, paths=log)

numbers = [random.lognormvariate(3, 1) for _ in range(2001)]
log = written("numbers.txt", numbers, str)
rows = {"mean": statistics.mean(numbers), "stdev": statistics.stdev(numbers), "sum": sum(numbers)}
for name, figure in rows.items():
    ask(f"{name} of numbers", ["-N"], {"2001": round(figure, 6)}, name, "count",
        lambda text: round(float(text), 6), log)
ask("median of numbers", ["-N", "--precision", "5"], {"2001": round(statistics.median(numbers), 3)}, "p50", "count",
    lambda text: round(min(numbers, key=lambda n: abs(n - float(text))), 3), log)
print(f"{asked} questions, as Python answers them")
