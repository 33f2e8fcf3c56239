"""Compares the program's counts with those of awk, jq and Python over logs in ten formats.

    python3 tests/formats.py PROGRAM [LINES]

For each format a log of 100,000 lines is made (logs/made.py), read by another program
(logs/readers.py) and counted by column, by several columns and under conditions. Every count
must be equal, and so must the account of the lines. awk must be on the PATH; without jq Python's
json stands in for it.
"""

import collections
import itertools
import json
import multiprocessing
import operator
import os
import re
import subprocess
import sys
import tempfile
import time

from logs import made, readers

PROGRAM = os.path.abspath(sys.argv[1])
LINES = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
ENVIRONMENT = {**os.environ, "LC_ALL": "C", "STREAMSTATS_PRESETS": os.devnull}
NUMBER = re.compile(rb"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")

WEB = ("client user time request method path query protocol status status_class bytes referer "
       "user_agent")
WEB_QUERIES = [
    "client", "path", "query", "method,protocol", "status,status_class", "user_agent", "referer",
    "request", "user", "subnet", "bytes", "path | status >= 500", "client | path ~ ^/api/v[0-9]+/",
    "status | user_agent = curl/8.5.0", "path | bytes > 40000", "method | query != ''",
    "client,path | status = 404 | method != GET", "client | client !~ ^203",
]
TIMES = ["request_time", "upstream_time", "path | request_time > 0.5", "status | upstream_time = -"]

# Name, what makes the log, what reads it, the columns it reads, what is counted: columns, then
# conditions.
FORMATS = [
    ("combined", made.combined, readers.combined,
     f"{WEB} hour minute", [*WEB_QUERIES, "hour", "minute,status"]),
    ("nginx-times", made.nginx_times, readers.nginx_times,
     f"{WEB} request_time upstream_time forwarded", [*WEB_QUERIES[:3], *TIMES, "forwarded"]),
    ("haproxy", made.haproxy, readers.haproxy,
     "client host pid frontend backend server connect_time request_time status status_class bytes "
     "request_cookie termination connections request method path query protocol",
     ["client", "host", "pid", "frontend,backend,server", "connect_time", "request_time", "bytes",
      "path", "method,protocol", "query", "termination", "request", "subnet", "connections",
      "server | status >= 500", "path | request_time >= 800", "client | connect_time < 2"]),
    ("alb", made.alb, readers.alb,
     "type time client target request_time status status_class target_status bytes request method "
     "host path query protocol user_agent cipher tls trace_id",
     ["client", "type", "target,target_status", "request_time", "method,host", "path", "query",
      "user_agent", "tls", "trace_id", "subnet", "protocol", "path | status >= 500",
      "client | request_time > 0.25", "target | target_status != 200"]),
    ("w3c", made.w3c, readers.w3c,
     "client path query method user status status_class bytes request_time date cs-method "
     "user_agent",
     ["client", "path", "query", "method", "user,status", "bytes", "request_time", "date",
      "cs-method", "user_agent", "subnet", "status_class", "path | status >= 500",
      "client | request_time > 700"]),
    ("syslog", made.syslog, readers.syslog,
     "priority time host logger pid message",
     ["logger", "host", "pid", "message", "priority", "logger,pid", "time",
      "host | logger = backup", "message | logger ~ postfix", "host | pid >= 4420",
      "logger | message ~ ended$"]),
    ("postgres", made.postgres, readers.postgres,
     "time pid level message user database client request_time statement",
     ["message", "level", "pid", "user,database", "client", "request_time", "statement", "subnet",
      "database | level = ERROR", "statement | request_time > 80", "level | message ~ ^duration"]),
    ("json", made.json_lines, readers.json_lines,
     "timestamp severity message status took ok request.path request.headers.host items[0].id "
     "items[2].n http.code client url request.headers.x-empty",
     ["severity", "message", "status", "took", "ok", "request.path", "request.headers.host",
      "items[0].id", "items[2].n", "http.code", "client", "subnet", "request.headers.x-empty",
      "path", "query", "status_class",
      "severity,status,http.code", "severity,message,status,took,client",
      "request.path | status >= 500", "message | took > 250.5",
      "client | severity = error | ok = false", "items[0].id | message ~ ^gr"]),
    ("logfmt", made.logfmt, readers.logfmt,
     "ts level msg status took n empty user.name client cached urgent",
     ["level", "msg", "status", "took", "n", "empty", "user.name", "client", "cached", "urgent",
      "subnet", "level,status,user.name", "msg | status >= 500", "client | n < 0",
      "user.name | level = again"]),
    ("csv", made.csv_lines, readers.comma_separated,
     "timestamp shop url status amount note größe client",
     ["shop", "url", "status", "amount", "note", "größe", "shop,status,note", "timestamp", "client",
      "subnet", "path", "query", "status_class", "shop | status >= 500", "url | amount < 10",
      "note | shop = Köln"]),
]

# Ways to read the log, which must not matter; each query takes the next.
FROM_STDIN = ["-j", "2"]
WAYS = [[], ["-j", "1"], ["-j", "8", "--block-size", "4096"], FROM_STDIN]


# Columns in milliseconds. The program compares seconds, whatever the log writes.
MILLISECONDS = {"w3c": ["request_time"], "haproxy": ["request_time", "connect_time"], "postgres": ["request_time"]}


def in_seconds(name, condition):
    """The condition as the program takes it."""
    column, sign, value = condition.split(" ", 2)
    return f"{column} {sign} {float(value) / 1000}" if column in MILLISECONDS.get(name, []) else condition


def holds(condition, cell):
    """Whether a cell meets `COLUMN OP VALUE`: numbers as numbers, else as bytes. No number is less or more than `-`."""
    _, sign, value = condition.split(" ", 2)
    value = value.strip("'").encode()
    if cell == b"-" and sign in ("<", "<=", ">", ">="):
        return False
    if sign in ("~", "!~"):
        return (re.search(value, cell) is not None) == (sign == "~")
    if NUMBER.fullmatch(value) and NUMBER.fullmatch(cell):
        value, cell = float(value), float(cell)
    signs = {"=": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
    return getattr(operator, signs[sign])(cell, value)


def expected(read, columns, conditions):
    """Tuple of cells -> count, and how many lines were what."""
    asked = [*columns, *(condition.split(" ", 1)[0] for condition in conditions)]
    cells_of = operator.itemgetter(*map(read.columns.index, asked))
    counts, account = collections.Counter(), collections.Counter(read.account)
    for cells, count in collections.Counter(map(cells_of, read.rows)).items():
        cells = cells if len(asked) > 1 else (cells,)
        if None in cells:
            account["unmatched"] += count
        elif all(map(holds, conditions, cells[len(columns):])):
            account["matched"] += count
            # In JSON, bytes that are no UTF-8 become U+FFFD.
            counts[tuple(cell.decode("utf-8", "replace") for cell in cells[:len(columns)])] += count
        else:
            account["filtered"] += count
    return counts, account


def run(path, way, *arguments):
    command = [PROGRAM, "-q", *way, *arguments, "-" if way is FROM_STDIN else path]
    with open(path, "rb") as log:
        done = subprocess.run(command, stdin=log, stdout=subprocess.PIPE, env=ENVIRONMENT)
    if done.returncode not in (0, 1):
        raise ChildProcessError(f"exit status {done.returncode} of {' '.join(command)}")
    return done.stdout


def found(path, way, columns, arguments):
    """The same as `expected`, as the program has it."""
    report = json.loads(run(path, way, *arguments, "-O", "json"))
    names = columns if len(columns) > 1 else ["value"]
    counts = collections.Counter()
    for row in report["values"]:
        cells = tuple(row[name] for name in names)
        if row["value"] != " ".join(cells):
            raise ChildProcessError(f"the value {row['value']!r} is not {cells} joined")
        counts[cells] += row["count"]
    return counts, report["input"]


def compare(name, path, way, read, query):
    """The faults of a query."""
    columns, *conditions = query.split(" | ")
    columns = columns.split(",")
    arguments = ["-P", name, "-k", ",".join(columns)]
    for condition in conditions:
        arguments += ["-w", in_seconds(name, condition)]
    theirs, their_account = expected(read, columns, conditions)
    try:
        ours, our_account = found(path, way, columns, arguments)
    except ChildProcessError as error:
        yield f"{query}: {error}"
        return
    odd = sorted(key for key in {*ours, *theirs} if ours.get(key) != theirs.get(key))
    if odd:
        pairs = [f"{key}: {ours.get(key)}, not {theirs.get(key)}" for key in odd[:3]]
        yield f"{query}: {len(odd)} of {len(theirs)} values differ, such as {'; '.join(pairs)}"
    # The readers do not know which lines continue a record.
    our_account["unmatched"] += our_account["continued"]
    for kind in ("lines", "matched", "unmatched", "filtered", "header"):
        if our_account[kind] != their_account[kind]:
            yield f"{query}: {kind}: {our_account[kind]}, not {their_account[kind]}"
    if not theirs:
        yield f"{query}: nothing is counted, this compares nothing"


def check(folder, name, make, reader, columns, queries):
    """What a format's log shows."""
    start = time.monotonic()
    path = os.path.join(folder, name)
    with open(path, "wb") as log:
        log.writelines(line + b"\n" for line in made.log(make, LINES))
    read = readers.read(reader, columns.split(), path)
    faults = []
    for query, way in zip(queries, itertools.cycle(WAYS)):
        faults += compare(name, path, way, read, query)
    section = ["-O", "json", "--section", "input"]
    detected = json.loads(run(path, [], "-P", "auto", "-k", queries[0], *section))["input"]
    if detected["preset"] != name:
        faults.append(f"detected as {detected['preset']}")
    took = time.monotonic() - start
    told = [f"{len(queries)} queries of {read.account['lines']} lines in {took:.1f} s", *faults]
    print("\n".join(f"{name}: {each}" for each in told), flush=True)
    return len(faults)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch, multiprocessing.Pool(2) as pool:
        faults = sum(pool.starmap(check, [(scratch, *row) for row in FORMATS], chunksize=1))
    sys.exit(f"{faults} differences" if faults else 0)
