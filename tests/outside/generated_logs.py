#!/usr/bin/env python3
"""Logs of many formats with all that real ones hold beside their records: stack traces, dumps, blank lines,
a second format, a torn last line. Under `-P auto` and `-t` the program must name the format and count by
level, status or client, and by time, what was written.
Usage: generated_logs.py PROGRAM [NAME...]"""

import collections
import datetime
import json
import os
import random
import re
import subprocess
import sys
import tempfile

from log_formats import FORMATS

PROGRAM = sys.argv[1]
RECORDS = 2000
START = datetime.datetime(2026, 3, 5, 22, 40, 0, tzinfo=datetime.timezone.utc)
CLIENTS = [f"203.0.113.{n}" for n in (7, 9, 44, 201)] + ["198.51.100.23", "2001:db8::17"]
TEXTS = ["slow cart 17", "order 1234567890 shipped", "retry at 2025-01-01 00:00:00", "user=erin took 15 ms",
         "[worker-3] torn: EOF", "GET /a/b?x=1 failed: timeout", "expires 2027-01-01", "done", "größe = 4 %"]

# What may stand between two records, and is none.
BETWEEN = [
    "java.lang.IllegalStateException: torn\n\tat org.example.Cart.add(Cart.java:8)\nCaused by: java.io.IOException: x\n\t... 12 more",
    'Traceback (most recent call last):\n  File "/srv/app.py", line 3, in run\n    work("a")\nValueError: at 2024-01-01 00:00:00',
    "goroutine 7 [running]:\nmain.(*Store).Get(0xc000010)\n\t/srv/store.go:88 +0x1d\nexit status 2",
    "#0 /srv/a.php(7): run()\n#1 {main}\n  thrown in /srv/a.php on line 7",
    "SELECT *\n  FROM carts\n WHERE at > '2025-01-01 00:00:00'",
    '{\n  "cart": 7,\n  "at": "2024-03-05T00:00:00Z"\n}',
    "00000000  7f 45 4c 46 02 01 01 00  |.ELF....|\n00000010  03 00 3e 00 01 00 00 00  |..>.....|",
    '"main" #1 prio=5 os_prio=0 tid=0x00007f nid=0x1 runnable\n   java.lang.Thread.State: RUNNABLE\n',
    "", "\n\n",
]

# Lines of other programs in the same file.
FOREIGN = {
    "web": '192.0.2.{n} - - [05/Mar/2026:21:00:00 +0000] "GET /foreign HTTP/1.1" 418 12 "-" "probe"',
    "json": '{{"level":"panic","ts":1772740800.{n},"caller":"a/b.go:1","msg":"foreign"}}',
    "syslog": "Mar  5 21:00:00 foreign kernel: device {n} is gone",
    "text": "2026-03-05 21:00:00,1{n} - foreign - FOREIGN - line {n}",
}


def kind(row):
    if row.template.startswith("{"):
        return "json"
    if "<method> " in row.template:
        return "web"
    return "syslog" if row.template.startswith("<time:%b %") else "text"


def stamp(at, shape):
    shape = shape.replace("%L", f"{at.microsecond // 1000:03}").replace("%s", str(int(at.timestamp())))
    return at.strftime(shape)


def fill(rng, row, at):
    """A record, and the value of the column that is counted."""
    text = rng.choice(TEXTS)
    level = rng.choice(row.levels.split() or [""])
    words = {
        "client": rng.choice(CLIENTS[:rng.choice([2, len(CLIENTS)])]), "status": str(rng.choice([200] * 7 + [301, 404, 404, 500, 502])),
        "level": level.split("=")[0], "initial": level[:1], "text": text, "quoted": rng.choice([text, 'say \\"hi\\"', "a\\u00e9\\n"]),
        "path": rng.choice(["/", "/cart", "/a%20b/7", "/api/v2/x.json"]), "method": rng.choice(["GET", "GET", "POST"]),
        "bytes": str(rng.randrange(90000)), "user": rng.choice(["-", "erin"]), "agent": rng.choice(["curl/8.5.0", "Mozilla/5.0 (X11; Linux)"]),
        "word": rng.choice(["cart", "stock", "mailer"]), "thread": rng.choice(["main", "http-8080-exec-4", "pool-1-thread-12"]),
        "hex": f"{rng.randrange(16**6, 16**7):x}", "digit": str(rng.randrange(10)), "seconds": f"{rng.random():.3f}",
    }
    local = at.astimezone(datetime.timezone(datetime.timedelta(hours=row.zone)))

    def put(found):
        name, shape = found.group(1), found.group(2)
        if name == "time":
            return stamp(local, shape)
        return words[name] if name in words else str(rng.randrange(1000, 60000))

    record = re.sub(r"<(time|int|" + "|".join(words) + r")(?::([^>]+))?>", put, row.template)
    column = {"host": "word", "shop": "word", "logger": "word", "user": "word", "stream": "level", "type": "level"}.get(row.by, row.by)
    return record, level.split("=")[-1] if column == "level" else words[column]


def precision(row):
    """Of the stamps, in microseconds."""
    return 1 if "%f" in row.template else 1000 if "%L" in row.template else 1000000


def generate(rng, row):
    """The log's bytes, and what is true of it: times and values of its records, value of the torn one."""
    lines, times, values = [], [], []
    end = "\r\n" if "crlf" in row.style else "\n"
    foreign = [line for name, line in FOREIGN.items() if name != kind(row)]
    at = START
    for number in range(RECORDS):
        at += datetime.timedelta(microseconds=rng.choice([0, 10, 900000, 2500000, 9000000]) + rng.randrange(5))
        micro = at.microsecond // precision(row) * precision(row)
        record, value = fill(rng, row, at)
        lines.append(record)
        times.append(at.replace(microsecond=micro))
        values.append(value)
        if rng.random() < 0.02:
            lines.append(rng.choice(BETWEEN))
        if rng.random() < 0.02:
            lines.append(rng.choice(foreign).format(n=rng.randrange(10, 99)))
    record, torn = fill(rng, row, at)
    cut = rng.randrange(len(record) * 3 // 10, len(record) * 9 // 10)
    text = row.header + "\n".join(lines) + "\n" + record[:cut]
    return ("\ufeff" if "bom" in row.style else "") + text.replace("\n", end), times, values, torn


def run(log, *arguments):
    done = subprocess.run([PROGRAM, *arguments, "-O", "json", log], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise AssertionError(f"status {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def differences(expected, found, torn):
    """What counts differ in; the torn line may count, as what it is."""
    differ = {key: (expected.get(key, 0), found.get(key, 0)) for key in expected.keys() | found.keys()
              if expected.get(key, 0) != found.get(key, 0)}
    if list(differ) == [torn] and differ[torn][1] == differ[torn][0] + 1:
        return {}
    return differ


def minute(time):
    return f"{time:%Y-%m-%dT%H:%M}"


def check_times(report, times):
    first, last = (datetime.datetime.fromisoformat(report["time"][name]) for name in ("first", "last"))
    if (first, last) != (times[0], times[-1]):
        yield f"first and last {first} {last} in place of {times[0]} {times[-1]}"
    found = {row["start"][:16]: row["count"] for row in report["timeline"] if row["count"]}
    differ = differences(collections.Counter(map(minute, times)), found, minute(times[-1]))
    if differ:
        yield f"minutes, of {len(differ)} these: {dict(sorted(differ.items())[:4])}"


def check(row, folder):
    rng = random.Random(f"{row.name} 21")
    text, times, values, torn = generate(rng, row)
    log = os.path.join(folder, f"{row.name}.log")
    with open(log, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    # A stamp without a year is of the latest that the file can be of.
    os.utime(log, (START.timestamp() + 200000,) * 2)
    counted = run(log, "-P", "auto", "-k", row.by)
    if counted["input"]["preset"].split(" ")[0] != row.name:
        yield f"is named {counted['input']['preset']}"
    for report in (counted, run(log, "-P", "auto", "-k", row.by, "-t", "-b", "1m")):
        found = {value["value"]: value["count"] for value in report.get("values", [])}
        differ = differences(collections.Counter(values), found, torn)
        if differ:
            yield f"by {row.by}: {dict(list(differ.items())[:4])}"
        account = report["input"]
        parts = "matched unmatched untimed out_of_range filtered header late continued"
        if account["lines"] != sum(account[part] for part in parts.split()):
            yield f"account {account}"
    yield from check_times(report, times)
    for found in check_times(run(log, "-t", "-b", "1m"), times):
        yield f"-t alone: {found}"


def main():
    rows = [row for row in FORMATS if row.name in sys.argv[2:] or len(sys.argv) == 2]
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for row in rows:
            found = list(check(row, os.environ.get("LOGS", folder)))
            wrong += bool(found)
            for text in found:
                print(f"{row.name}: {text}")
    print(f"{len(rows)} formats, {wrong} wrong")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
