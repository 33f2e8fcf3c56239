#!/usr/bin/env python3
"""--distinct over 10,000,000 pairs of value and text, against duckdb's count(distinct): exact within the bounds,
and past --max-memory within three standard errors. Usage: distinct.py PROGRAM [PAIRS]"""

import csv
import os
import subprocess
import sys
import tempfile

import duckdb

program = sys.argv[1]
pairs = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000_000
folder = tempfile.TemporaryDirectory()
log, report = os.path.join(folder.name, "pairs"), os.path.join(folder.name, "report.csv")
# Few values with many texts and many values with few; a fifth of the pairs come twice.
duckdb.sql(f"""
    copy (select case when i % 2 = 0 then 'big' || (hash(i) % 7) else 'small' || (hash(i) % {pairs // 100}) end as value,
                 'text' || (hash(i * 5 // 6 + 1) % {2 * pairs}) as text
          from range({pairs}) rows(i)) to '{log}' (header false, delimiter ' ')""")
expected = dict(duckdb.sql(f"""
    select value, count(distinct text) from read_csv('{log}', header = false, delim = ' ',
        columns = {{'value': 'varchar', 'text': 'varchar'}}) group by value""").fetchall())
assert sum(expected.values()) > pairs // 2

def distinct(*options):
    command = [program, "-f", "1", "--distinct", "2", "-q", "-O", "csv", "--columns", "value,distinct,distinct_error"]
    with open(report, "w") as out:
        subprocess.run([*command, *options, log], stdout=out, check=True)
    with open(report) as read:
        return list(csv.DictReader(read))

rows = distinct("--max-memory", "3GiB")
got = {row["value"]: int(row["distinct"]) for row in rows}
wrong = [value for value in expected if got.get(value) != expected[value]]
if wrong or len(got) != len(expected):
    sys.exit(f"{len(wrong)} of {len(expected)} values differ: " +
             ", ".join(f"{value} {got.get(value)} not {expected[value]}" for value in wrong[:5]))
print(f"{pairs:,} pairs, {len(got):,} values: every distinct is duckdb's count(distinct)")

rows = distinct("--max-memory", str(pairs * 20))
checked, beyond = 0, 0
for row in rows:
    truth = expected.get(row["value"])
    error = float(row["distinct_error"] or 0)
    if truth is None or not row["value"].startswith("big") or not error:
        continue
    checked += 1
    beyond += abs(float(row["distinct"]) - truth) > 3 * error
if not checked or beyond:
    sys.exit(f"past --max-memory {beyond} of {checked} estimates are beyond three standard errors")
print(f"past --max-memory {checked} estimates of sketches are within three standard errors")
