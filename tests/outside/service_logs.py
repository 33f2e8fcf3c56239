#!/usr/bin/env python3
"""Reads the lines of services that fail2ban's own tests read (Debian's package has them, with the time and the
host of each line) and compares times and addresses.

usage: service_logs.py STREAMSTATS

A time without a zone or a year is compared in minutes and seconds. The host must be the column `client` or,
in formats without clients, `address`, wherever the line has a host that is an address and no other address."""

import ipaddress
import json
import re
import subprocess
import sys
from pathlib import Path

LOGS = Path("/usr/lib/python3/dist-packages/fail2ban/tests/files/logs")
# fail2ban takes a leap second off TAI64N, and a line whose stamp stands a line before takes that stamp.
LEAST_TIMES = 0.98
# Lines of other programs stand in the file of a service, and a format reads its own program's lines.
LEAST_ADDRESSES = 0.88


def described(path):
    """The lines of a file, each with what fail2ban's test says of it, if it says something."""
    about = None
    for line in path.read_bytes().split(b"\n"):
        said = re.match(rb"#\s*failJSON:\s*(\{.*\})", line.strip())
        if said:
            about = json.loads(said.group(1))
        elif line.strip() and not line.startswith(b"#"):
            yield line, about
            about = None


def run(program, arguments, line):
    done = subprocess.run([program, *arguments], input=line + b"\n", capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace")


def minutes(program, line):
    """Minutes and seconds of the line's time; `None` without a time."""
    out = run(program, ["-t", "-O", "json", "--section", "time"], line)
    first = json.loads(out)["time"]["first"] if out.startswith("{") else None
    return first and first[14:19]


def addresses(line):
    words = re.findall(rb"[0-9A-Fa-f:.]{3,}", line)
    found = set()
    for word in words:
        text = re.sub(r"^([0-9.]+):[0-9]+$", r"\1", word.decode().strip(".:"))
        try:
            found.add(ipaddress.ip_address(text))
        except ValueError:
            continue
    return found


def column(program, preset, line):
    for name in ("client", "address"):
        out = run(program, ["-q", "-P", preset, "-k", name, "-O", "csv"], line).split("\n")
        if len(out) > 1 and out[1]:
            return out[1].split(",")[0]
    return None


def preset_of(program, lines):
    out = subprocess.run(
        [program, "-P", "auto", "-O", "json", "--section", "input"],
        input=b"\n".join(lines) + b"\n", capture_output=True, check=False,
    ).stdout
    return json.loads(out)["input"]["preset"] if out.startswith(b"{") else None


def main():
    program = sys.argv[1]
    times, hosts = [], []
    for path in sorted(path for path in LOGS.iterdir() if path.is_file()):
        lines = list(described(path))
        preset = preset_of(program, [line for line, _ in lines])
        for line, about in lines:
            if about and about.get("time"):
                times.append((minutes(program, line) == about["time"][14:19], path.name, line))
            host = (about or {}).get("host")
            if preset and host and len(addresses(line)) == 1 and host == str(*addresses(line)):
                hosts.append((column(program, preset, line) == host, path.name, line))
    failed = False
    for name, found, least in (("times", times, LEAST_TIMES), ("addresses", hosts, LEAST_ADDRESSES)):
        right = sum(is_right for is_right, _, _ in found)
        print(f"service_logs.py: {name}: {right} of {len(found)} equal")
        for is_right, file, line in found:
            if not is_right:
                print(f"    {file}: {line[:150].decode('utf-8', 'replace')}")
        failed |= not found or right < least * len(found)
    sys.exit(1 if failed else 0)


main()
