#!/usr/bin/env python3
"""Hands outputs to the programs they are made for, with values that mean harm among them.

    python3 tests/outside/programs.py target/release/streamstats

nft, ipset, nginx, haproxy and promtool read the output themselves; where the kernel or a container does not
let one of them work, that is said. Parsers from PyPI (prometheus_client, line-protocol-parser, nagiosplugin) read it back
and find the figures of -O json. Needs Debian's nftables, ipset, nginx, haproxy and prometheus.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROGRAM = Path(sys.argv[1]).resolve()

PATTERN = r"(?s)^(?P<time>[^\x01]+)\x01(?P<value>.*)$"
# Values of a log that someone wrote to do harm, each more than once.
HOSTILE = [
    b"203.0.113.7",
    b"2001:db8::7",
    b"198.51.100.0/24",
    b'"; DROP TABLE x; --',
    b"203.0.113.8 } ; flush ruleset",
    b"203.0.113.9\\",
    b"all; allow 0.0.0.0/0",
    b"a,b=c d",
    b"\xff\xfe",
    b"\xff\xfd",
    b"\x1b[31mred\x1b[0m",
    b"tab\there",
    b"{label=\"x\"} 1",
    b"# HELP x",
    b"",
    "naïve ☃".encode(),
]


def run(*command, data=None):
    return subprocess.run([str(word) for word in command], input=data, capture_output=True, timeout=60)


def log():
    lines = []
    for index, value in enumerate(HOSTILE):
        stamp = b"2026-03-05T14:02:%02dZ" % (index % 60)
        lines += [stamp + b"\x01" + value] * (index + 1)
    return b"\n".join(lines) + b"\n"


def streamstats(*args):
    done = run(PROGRAM, "-q", "-p", PATTERN, *args, data=log())
    if done.returncode != 0:
        sys.exit(f"streamstats {args}: {done.stderr.decode()}")
    return done.stdout


def expect(what, condition, detail=b""):
    if not condition:
        sys.exit(f"FAILED: {what}\n{detail.decode(errors='replace')}")
    print(f"ok: {what}")


def loaded(what, done, denied):
    """A program took its input, or cannot work here for the reason given."""
    problem = done.stderr + done.stdout
    if done.returncode != 0 and any(text in problem for text in denied):
        print(f"not here: {what}: {problem.decode(errors='replace').strip().splitlines()[0]}")
    else:
        expect(what, done.returncode == 0, problem)


def firewalls(folder):
    for timeout in ([], ["--timeout", "1h"]):
        rules = folder / "rules.nft"
        rules.write_bytes(streamstats("-O", "nft", "-n", "0", *timeout))
        done = run("unshare", "-rn", "nft", "-c", "-f", rules)
        loaded(f"nft -c {timeout}", done, [b"Operation not permitted", b"netlink", b"unshare"])
        sets = streamstats("-O", "ipset", "-n", "0", *timeout)
        done = run("unshare", "-rn", "ipset", "restore", data=sets)
        loaded(f"ipset restore {timeout}", done, [b"Kernel error", b"not permitted", b"unshare", b"Cannot open session"])
        expect("two addresses, and no prefix of the log", sets.count(b"\nadd ") == 2, sets)


def servers(folder):
    (folder / "deny.conf").write_bytes(streamstats("-O", "nginx", "-n", "0"))
    (folder / "geo.conf").write_bytes(streamstats("-O", "nginx", "-n", "0", "--style", "geo"))
    (folder / "nginx.conf").write_text(
        f"pid {folder}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\n"
        f"  geo $blocked {{ default 0; include {folder}/geo.conf; }}\n"
        f"  server {{ listen 127.0.0.1:8399; access_log off; include {folder}/deny.conf; }}\n}}\n"
    )
    done = run("nginx", "-t", "-c", folder / "nginx.conf", "-p", folder)
    expect("nginx -t", done.returncode == 0, done.stderr)
    (folder / "map").write_bytes(streamstats("-O", "haproxy", "-n", "0"))
    (folder / "acl").write_bytes(streamstats("-O", "haproxy", "-n", "0", "--style", "acl"))
    (folder / "haproxy.cfg").write_text(
        "defaults\n  mode http\n  timeout client 1s\n  timeout server 1s\n  timeout connect 1s\n"
        "frontend web\n  bind 127.0.0.1:8398\n"
        f"  http-request deny if {{ src -f {folder}/acl }}\n"
        f"  http-request set-header X-Count %[src,map_ip({folder}/map)]\n"
        "  default_backend none\nbackend none\n  server one 127.0.0.1:1\n"
    )
    done = run("haproxy", "-c", "-f", folder / "haproxy.cfg")
    expect("haproxy -c", done.returncode == 0, done.stdout + done.stderr)


def metrics():
    values = json.loads(streamstats("-t", "-O", "json"))["values"]
    counts = sorted(row["count"] for row in values)
    text = streamstats("-t", "-O", "prometheus", "-n", "0")
    done = run("promtool", "check", "metrics", data=text)
    # Its advice on names is not about what the format allows.
    expect("promtool check metrics", b"error while linting" not in done.stderr, done.stderr)
    from prometheus_client.parser import text_string_to_metric_families

    families = {family.name: family for family in text_string_to_metric_families(text.decode())}
    samples = families["streamstats_values_count"].samples
    expect("prometheus_client finds the counts", sorted(s.value for s in samples) == counts)
    told = {sample.labels["value"] for sample in samples if "copy" not in sample.labels}
    # Colours of a terminal are no part of a line.
    colours = re.compile(rb"\x1b\[[0-9;]*m")
    wanted = {colours.sub(b"", value).decode(errors="replace") for value in HOSTILE}
    expect("prometheus_client finds the values", told == wanted, repr(told ^ wanted).encode())
    expect("no sample has a timestamp", all(sample.timestamp is None for sample in samples))

    from line_protocol_parser import parse_line

    points = [parse_line(line) for line in streamstats("-t", "-O", "influx").decode().splitlines()]
    own = [point for point in points if point["measurement"] == "streamstats_values"]
    expect("line-protocol-parser finds the counts", sorted(p["fields"]["count"] for p in own) == counts)
    told = {point["tags"]["value"] for point in own}
    expect("line-protocol-parser finds the values", {"a,b=c d", '"; DROP TABLE x; --'} <= told, repr(told).encode())

    for line in streamstats("-t", "-O", "graphite").decode().splitlines():
        path, number, seconds = line.split(" ")
        float(number), int(seconds)
        assert path and all(part for part in path.split(".")), line
    print("ok: graphite has three words a line")


def plugin():
    """nagiosplugin takes the performance data, and its ranges give the state of each condition."""
    import nagiosplugin

    rules = ["--warn-if", "peak > 1", "--fail-if", "peak > 1000", "--fail-if", "summary.count < 1"]
    done = run(PROGRAM, "-q", "-t", "-O", "nagios", "-p", PATTERN, *rules, data=log())
    first = done.stdout.decode().splitlines()[0]
    expect("-O nagios ends with the status of a warning", done.returncode == 1, done.stdout + done.stderr)
    states = []
    for label, number, unit, *ranges in re.findall(r"'([^']+)'=([-0-9.e]+)([^;]*);([^;]*);([^;]*);(\S*)", first):
        nagiosplugin.Performance(label, float(number), unit, *ranges)
        warning, critical = (bound or None for bound in ranges[:2])
        context = nagiosplugin.ScalarContext(label, warning, critical)
        metric = nagiosplugin.Metric(label, float(number), unit, context=label)
        states.append((label, str(context.evaluate(metric, None).state)))
    expect("nagiosplugin finds the states", states == [("peak", "warning"), ("summary.count", "ok")], repr(states).encode())


def main():
    for program in ("nft", "ipset", "nginx", "haproxy", "promtool"):
        if shutil.which(program) is None:
            sys.exit(f"{program} is not installed")
    with tempfile.TemporaryDirectory() as folder:
        firewalls(Path(folder))
        servers(Path(folder))
    metrics()
    plugin()


if __name__ == "__main__":
    main()
