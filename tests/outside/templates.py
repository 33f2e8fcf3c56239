#!/usr/bin/env python3
"""Templates of logs whose templates are known, by grouping accuracy (Zhu et al., ICSE-SEIP 2019: the share of
lines whose group is the true group), against Drain3 on the same lines, and independent of their order.
Usage: templates.py PROGRAM (needs drain3)"""

import collections
import csv
import io
import random
import re
import subprocess
import sys

program = sys.argv[1]

# Parts of a message that change, and how they are written.
PARTS = {
    "num": lambda r: str(r.randint(0, 99999)),
    "ip": lambda r: f"203.0.113.{r.randint(1, 254)}",
    "addr": lambda r: f"198.51.100.{r.randint(1, 254)}:{r.randint(1024, 65535)}",
    "uuid": lambda r: "%08x-%04x-%04x-%04x-%012x" % tuple(r.getrandbits(n) for n in (32, 16, 16, 16, 48)),
    "hex": lambda r: f"0x{r.getrandbits(32):x}",
    "path": lambda r: f"/var/lib/shop/{r.choice('abcdef')}{r.randint(1, 999)}.dat",
    "ms": lambda r: f"{r.randint(1, 9000)}ms",
    "word": lambda r: r.choice("anna bert cleo dirk elsa finn gina hugo ines jens".split()) + r.choice("aeiou"),
    "url": lambda r: f"https://example.com/{r.choice('xyz')}?id={r.randint(1, 999)}",
    "time": lambda r: f"2026-03-05T{r.randint(0, 23):02}:{r.randint(0, 59):02}:{r.randint(0, 59):02}Z",
}
TEMPLATES = """
Connection from {addr} accepted as session {num}
Connection from {addr} closed after {ms}
Request {uuid} finished in {ms}
Request {uuid} failed with status {num}
Deleting block {hex} file {path}
Received block {hex} of size {num} from {ip}
User {word} logged in from {ip} with session {num}
User {word} logged out after {num} requests
Cache miss for key {hex} in shard {num}
Cache flushed {num} entries in {ms}
GET {url} answered {num}
Worker {num} started
Worker {num} stopped
Retry {num} of {num} for {url}
Snapshot written to {path} in {ms}
Lease of {ip} to {word} expires at {time}
Disk {path} is {num}% full
Queue depth is {num} and oldest entry is {ms} old
Scheduled job {word} for {time}
Service ready
""".strip().splitlines()


def log(seed):
    chooser = random.Random(seed)
    weights = [chooser.randint(1, 40) for _ in TEMPLATES]
    lines = []
    for _ in range(1500):
        number = chooser.choices(range(len(TEMPLATES)), weights)[0]
        made = re.sub(r"\{(\w+)\}", lambda m: PARTS[m[1]](chooser), TEMPLATES[number])
        lines.append((number, made))
    return lines


def accuracy(truth, groups):
    """The share of lines whose group holds just the lines of their template."""
    true_sets, own_sets = collections.defaultdict(set), collections.defaultdict(set)
    for line, (one, other) in enumerate(zip(truth, groups)):
        true_sets[one].add(line)
        own_sets[other].add(line)
    right = sum(len(own) for own in own_sets.values() if own == true_sets[truth[next(iter(own))]])
    return right / len(truth)


def ours(lines):
    """The merged template of each line, whose counts are the counts of the report."""
    run = lambda args, text: list(csv.DictReader(io.StringIO(subprocess.run(
        [program, "-q", "-k", "template", "-O", "csv", *args], input=text, capture_output=True, text=True,
        check=True).stdout)))
    rows = run(["--merge-templates"], "\n".join(lines) + "\n")
    merged = [row["value"] for row in rows]
    assert sum(int(row["count"]) for row in rows) == len(lines)
    patterns = []
    for template in merged:
        parts = re.split(r"(<[a-z*]+>)", template)
        pattern = "".join(r"(?:\S| )+?" if re.fullmatch(r"<[a-z*]+>", p) else re.escape(p) for p in parts)
        patterns.append((template, re.compile(pattern + r"\Z")))
    patterns.sort(key=lambda pair: -len(re.sub(r"<[a-z*]+>", "", pair[0])))
    groups = [next((name for name, pattern in patterns if pattern.match(line)), line) for line in lines]
    counts = collections.Counter(groups)
    known = {row["value"]: int(row["count"]) for row in rows}
    assert counts == known, [(k, counts[k], known.get(k)) for k in {**counts, **known} if counts[k] != known.get(k)][:5]
    return groups


def drain(lines):
    from drain3 import TemplateMiner
    from drain3.template_miner_config import TemplateMinerConfig
    miner = TemplateMiner(config=TemplateMinerConfig())
    ids = [miner.add_log_message(line)["cluster_id"] for line in lines]
    return ids


for seed in range(3):
    made = log(seed)
    truth, lines = [n for n, _ in made], [text for _, text in made]
    groups = ours(lines)
    own, theirs = accuracy(truth, groups), accuracy(truth, drain(lines))
    shuffled = list(range(len(lines)))
    random.Random(seed).shuffle(shuffled)
    again = dict(zip(shuffled, ours([lines[at] for at in shuffled])))
    assert [again[at] for at in range(len(lines))] == groups, "the order changes the groups"
    print(f"seed {seed}: grouping accuracy {own:.3f}, Drain3 {theirs:.3f}")
    if own < theirs:
        sys.exit("grouped worse than Drain3 does")
print(f"at least as well as Drain3 on 3 logs of 1500 lines and {len(TEMPLATES)} templates")
