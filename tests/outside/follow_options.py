#!/usr/bin/env python3
"""Each option of counting and each analysis with -F and with --every: the last report is the report of one run over
the whole file. Usage: follow_options.py PROGRAM"""

import datetime
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time

program = sys.argv[1]
folder = tempfile.TemporaryDirectory()
random.seed(22)
fixtures = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "fixtures")

at = datetime.datetime(2026, 3, 4, 22, 0, tzinfo=datetime.timezone.utc)
lines = []
for _ in range(1500):
    at += datetime.timedelta(seconds=random.choice([0, 1, 5, 20]) + 900 * (random.random() < 0.003))
    lines.append(f'203.0.113.{random.randint(0, 199)} - - [{at:%d/%b/%Y:%H:%M:%S +0000}] "GET /user/{random.randint(1, 20)}'
                 f' HTTP/1.1" {random.choice([200, 200, 404, 500])} {random.randint(0, 9000)} "-" "probe"'
                 f' {random.randint(1, 3000) / 1000:.3f}\n')

OPTIONS = [
    ["--ratio", "status >= 500"], ["--distinct", "path"], ["--across", "status"], ["-k", "day,hour"], ["-k", "route"],
    ["-k", "path", "--replace", "[0-9]+", "N"], ["-k", "client/24"], ["-k", "source"],
    ["-k", "route", "--routes", os.path.join(fixtures, "routes.txt")],
    ["-k", "country", "--mmdb", os.path.join(fixtures, "places.mmdb")],
    ["-w", "client in 203.0.113.0/25"], ["-w", "hour >= 22", "-k", "weekday"], ["--having", "count >= 10"],
    ["-m", "request_time", "--percentiles", "50,95"], ["-m", "request_time", "--top-lines", "5"],
    ["-k", "template"], ["-k", "template", "--merge-templates"], ["--columns", "value,count"], ["--rollup"],
    ["--window", "15s"], ["--idle", "10m"], ["--limits"], ["--try", "fixed:5/1m"], ["--changes"], ["--heat"],
    ["-b", "1m", "--weight", "bytes", "--percentiles", "95"], ["-b", "5m", "-k", "bucket", "--across", "status"],
    ["--compare", "status,request_time"],
]

def last_report(text):
    """The last report, without what names files and how they were read."""
    report = json.loads(text.strip().splitlines()[-1])
    return {name: section for name, section in report.items() if name not in ("input", "sources")}

def wait_for(process, count):
    """Reads reports until one has `count` lines."""
    for text in process.stdout:
        if json.loads(text)["input"]["lines"] >= count:
            return text
    sys.exit(f"no report has {count} lines: {process.stderr.read()}")

def followed(command, log):
    with open(log, "w") as out:
        out.writelines(lines[:700])
    process = subprocess.Popen([*command, "-F", "--every", "100ms", log], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True)
    wait_for(process, 700)
    with open(log, "a") as out:
        out.writelines(lines[700:])
    text = wait_for(process, len(lines))
    process.send_signal(signal.SIGTERM)
    rest, _ = process.communicate(timeout=30)
    return last_report(rest if rest.strip() else text)

def repeated(command, log):
    done = subprocess.run([*command, "--every", "1h", log], capture_output=True, text=True)
    return last_report(done.stdout)

for index, options in enumerate(OPTIONS):
    log = os.path.join(folder.name, f"{index}.log")
    command = [program, "-P", "nginx-times", *options, "-q", "-O", "json"]
    for way in (followed, repeated):
        got = way(command, log)
        wanted = last_report(" ".join(subprocess.run([*command, log], capture_output=True, text=True).stdout.split("\n")))
        wrong = [name for name in wanted if got.get(name) != wanted[name]]
        if wrong or len(got) != len(wanted):
            sys.exit(f"{' '.join(options)}, {way.__name__}: {', '.join(wrong)} differ from one run")
print(f"{len(OPTIONS)} options and analyses report with -F and --every as one run does")
