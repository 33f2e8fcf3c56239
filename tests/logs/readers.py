"""How other programs read the logs of made.py: awk the text formats, jq (or Python) JSON, Python's
csv module csv, and twenty lines of Python logfmt.

A reader takes columns and a path and gives one verdict for every line of the log, in their order:
NO_MATCH, HEADER, or a list with a cell for each column, None where the line has none. Cells are
bytes.
"""

import collections
import csv
import functools
import ipaddress
import json
import os
import re
import shutil
import subprocess
import urllib.parse

NO_MATCH, HEADER = "unmatched", "header"
ENVIRONMENT = {**os.environ, "LC_ALL": "C"}

# Quotes and backslashes that are escaped are put aside, so that a quote ends a text; "said" brings
# them back. A cell is ended by the byte 0x1f, one that is absent is 0x1e.
AWK = r"""
# NULs at a line's beginning are a hole that copytruncate left: no part of the line.
{ sub(/^\000+/, "") }
BEGIN { FS = "\n"; count = split(names, name, " ") }
function aside(text) { gsub(/\\\\/, "\002", text); gsub(/\\"/, "\001", text); return text }
function back(text, mark, what,  at) {  # no gsub: awks differ in backslashes that replace
    while ((at = index(text, mark))) text = substr(text, 1, at - 1) what substr(text, at + 1)
    return text
}
function said(text) { return back(back(text, "\001", "\\\""), "\002", "\\\\") }
function none() { print "!"; split("", c) }
function give(  i, out) {
    if (c["status"] ~ /^[0-9][0-9][0-9]$/) c["status_class"] = substr(c["status"], 1, 1) "xx"
    else if (c["status"] == "") delete c["status"]
    for (i = 1; i <= count; i++) out = out ((name[i] in c) ? said(c[name[i]]) : "\036") "\037"
    print out; split("", c)
}
function request(text,  at, target) {
    c["request"] = text
    if (text !~ /^[A-Z][A-Z_-]* ./) return
    at = index(text, " "); target = substr(text, at + 1); text = substr(text, 1, at - 1)
    if (match(target, / HTTP\/[^ ]*$/)) {
        c["protocol"] = substr(target, RSTART + 1); target = substr(target, 1, RSTART - 1)
    }
    if (target == "") { delete c["protocol"]; return }
    c["method"] = text
    if (match(target, /^[a-z]+:\/\/[^\/?#]*/)) {
        c["host"] = substr(target, 1, RLENGTH); sub(/^[a-z]+:\/\//, "", c["host"])
        sub(/:[0-9]*$/, "", c["host"]); target = substr(target, RLENGTH + 1)
    }
    sub(/#.*/, "", target)
    at = index(target, "?"); c["query"] = at ? substr(target, at + 1) : ""
    if (at) target = substr(target, 1, at - 1)
    c["path"] = target == "" ? "/" : target
}
function address(text) { sub(/:[0-9]+$/, "", text); gsub(/[][]/, "", text); return text }
"""

COMBINED = r"""
{
    parts = split(aside($0), q, "\"")
    if (parts < 7 || !match(q[1], / \[[^]]+\] $/)) { none(); next }
    stamp = substr(q[1], RSTART + 2, RLENGTH - 4); head = substr(q[1], 1, RSTART - 1)
    match(head, /^[^ ,]*(, ?[^ ,]+)*/)  # a list of clients, the first of which is it
    c["client"] = substr(head, 1, RLENGTH); sub(/,.*/, "", c["client"])
    head = substr(head, RLENGTH + 2); c["user"] = substr(head, index(head, " ") + 1)
    c["time"] = stamp; split(stamp, t, ":"); split(t[4], z, " ")
    c["hour"] = sprintf("%02d", (t[2] + 24 - z[2] / 100) % 24); c["minute"] = c["hour"] ":" t[3]
    split(q[3], s, " "); c["status"] = s[1]; c["bytes"] = s[2]
    request(q[2]); c["referer"] = q[4]; c["user_agent"] = q[6]
    times = q[7]; forwarded = 0
    if (times == " " && parts > 8) { c["forwarded"] = q[8]; times = q[9] }
    if (match(times, /^ [0-9]+\.[0-9]+/)) {
        c["request_time"] = substr(times, 2, RLENGTH - 1); times = substr(times, RLENGTH + 2)
        if (match(times, /^[^ ,]+(, [^ ,]+)*/)) c["upstream_time"] = substr(times, 1, RLENGTH)
    } else if (timed) { none(); next }
    give()
}
"""

HAPROXY = r"""
{
    line = $0
    if (match(line, /^[^]]*\]: /)) {
        head = substr(line, 1, RLENGTH - 3); line = substr(line, RLENGTH + 1)
        c["pid"] = head; sub(/.*\[/, "", c["pid"]); sub(/\[.*/, "", head)
        words = split(head, w, " "); c["host"] = w[words - 1]
    }
    if (split(line, w, " ") < 12 || w[2] !~ /^\[.*\]$/) { none(); next }
    c["client"] = address(w[1]); c["frontend"] = w[3]; sub(/~.*/, "", c["frontend"])
    split(w[4], b, "/"); c["backend"] = b[1]; c["server"] = b[2]; split(w[5], t, "/")
    c["connect_time"] = t[3] >= 0 ? t[3] : "-"
    if (t[5] >= 0) { c["request_time"] = t[5]; sub(/^\+/, "", c["request_time"]) }
    c["status"] = w[6]; c["bytes"] = w[7]; sub(/^\+/, "", c["bytes"])
    c["request_cookie"] = w[8]; c["termination"] = w[10]; c["connections"] = w[11]
    at = index(line, "\""); text = substr(line, at + 1); sub(/".*/, "", text)
    had = ("host" in c); if (had) host = c["host"]
    request(text); if (had) c["host"] = host; else delete c["host"]
    give()
}
"""

ALB = r"""
{
    if (split(aside($0), q, "\"") < 7) { none(); next }
    split(q[1], w, " "); c["type"] = w[1]; c["time"] = w[2]; c["client"] = address(w[4])
    c["target"] = address(w[5]); c["request_time"] = w[7] >= 0 ? w[7] : "-"
    c["status"] = w[9]; c["target_status"] = w[10]; c["bytes"] = w[12]
    request(q[2]); c["user_agent"] = q[4]; split(q[5], w, " ")
    c["cipher"] = w[1]; c["tls"] = w[2]; c["trace_id"] = q[6]
    give()
}
"""

W3C = r"""
/^#Fields:/ {
    split("", field)
    named = split(substr($0, 9), f, " ")
    for (i = named; i; i--) field[f[i]] = i
}
/^#/ { print "#"; next }
$0 == "" { none(); next }
{
    words = split($0, w, index($0, "\t") ? "\t" : " ")
    if (words != named) { none(); next }
    for (i in called) if (called[i] in field)
        c[i] = w[field[called[i]]]
    give()
}
BEGIN {
    called["client"] = "c-ip"; called["path"] = "cs-uri-stem"; called["query"] = "cs-uri-query"
    called["method"] = "cs-method"; called["user"] = "cs-username"; called["status"] = "sc-status"
    called["bytes"] = "sc-bytes"; called["request_time"] = "time-taken"; called["date"] = "date"
    called["cs-method"] = "cs-method"; called["user_agent"] = "cs(User-Agent)"
}
"""

SYSLOG = r"""
{
    line = $0
    if (match(line, /^<[0-9]+>/)) {
        c["priority"] = substr(line, 2, RLENGTH - 2); line = substr(line, RLENGTH + 1)
    }
    if (!match(line, /^[A-Z][a-z][a-z] +[0-9]+ ([0-9][0-9][0-9][0-9] )?[0-9]+:[0-9:]+ /)) {
        none(); next
    }
    c["time"] = substr(line, 1, RLENGTH - 1); line = substr(line, RLENGTH + 1)
    at = index(line, " "); c["host"] = substr(line, 1, at - 1); line = substr(line, at + 1)
    if (match(line, /^[^][ :]+(\[[^]]*\])?:/)) {
        tag = substr(line, 1, RLENGTH - 1); line = substr(line, RLENGTH + 1); sub(/^ /, "", line)
        if ((at = index(tag, "["))) {
            c["pid"] = substr(tag, at + 1, length(tag) - at - 1); tag = substr(tag, 1, at - 1)
        }
        c["logger"] = tag
    }
    c["message"] = line; give()
}
"""

POSTGRES = r"""
{
    if (!match($0, /^[0-9-]+ [0-9:.]+ [A-Z]+ \[/)) { none(); next }
    c["time"] = substr($0, 1, RLENGTH - 2); line = substr($0, RLENGTH + 1)
    at = index(line, "]"); c["pid"] = substr(line, 1, at - 1); sub(/-.*/, "", c["pid"])
    line = substr(line, at + 1); at = match(line, /[A-Z][A-Z0-9]*:  /)
    head = substr(line, 1, at - 1); line = substr(line, at)
    at = index(line, ":"); c["level"] = substr(line, 1, at - 1); line = substr(line, at + 3)
    # They belong to the record before.
    if (c["level"] ~ /^(DETAIL|HINT|STATEMENT|CONTEXT|QUERY|LOCATION)$/) { none(); next }
    c["message"] = line
    if (match(head, /user=[^,]*/)) {
        c["user"] = substr(head, RSTART + 5, RLENGTH - 5); match(head, /db=[^,]*/)
        c["database"] = substr(head, RSTART + 3, RLENGTH - 3)
        if (match(head, /client=[^ ]*/)) c["client"] = substr(head, RSTART + 7, RLENGTH - 7)
    } else if ((at = index(head, "@"))) {
        c["user"] = substr(head, 2, at - 2); c["database"] = substr(head, at + 1)
        sub(/ $/, "", c["database"])
    }
    if (match(line, /duration: [0-9.]+ ms/))
        c["request_time"] = substr(line, RSTART + 10, RLENGTH - 13)
    if (match(line, /statement: /)) c["statement"] = substr(line, RSTART + 11)
    else if (match(line, /  execute [^:]*: /)) c["statement"] = substr(line, RSTART + RLENGTH)
    give()
}
"""


def awk(script, columns, path, timed=False):
    """A reader, when partially applied to a script."""
    given = ["-v", f"names={' '.join(columns)}", "-v", f"timed={int(timed)}"]
    command = ["awk", *given, AWK + script, path]
    output = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=ENVIRONMENT).stdout
    for line in output.split(b"\n")[:-1]:
        if line in (b"!", b"#"):
            yield NO_MATCH if line == b"!" else HEADER
        else:
            yield [None if cell == b"\x1e" else cell for cell in line.split(b"\x1f")[:-1]]


combined = functools.partial(awk, COMBINED)
nginx_times = functools.partial(awk, COMBINED, timed=True)
haproxy = functools.partial(awk, HAPROXY)
alb = functools.partial(awk, ALB)
w3c = functools.partial(awk, W3C)
syslog = functools.partial(awk, SYSLOG)
postgres = functools.partial(awk, POSTGRES)


def text(value):
    """A value of JSON as the bytes of a cell."""
    if value is None or isinstance(value, str):
        return None if value is None else value.encode()
    return json.dumps(value, separators=(",", ":")).encode()


def steps(column):
    """`items[0].id` as keys and indexes; `http.code` is one key of the logs made here."""
    if column == "http.code":
        return [column]
    return [int(each) if each.isdigit() else each for each in re.findall(r"[^].[]+", column)]


def json_lines(columns, path):
    """jq reads the lines, or Python where there is no jq."""
    verdict = lambda cells: NO_MATCH if cells is None else [text(cell) for cell in cells]
    decode = functools.partial(json.loads, parse_int=str, parse_float=str)
    places = [steps(column) for column in columns]
    if shutil.which("jq"):
        cells = ", ".join(f"(try getpath({json.dumps(place)}) catch null)" for place in places)
        script = f'try (fromjson | if type == "object" then [{cells}] else null end) catch null'
        command = ["jq", "-R", "-c", script, path]
        output = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=ENVIRONMENT).stdout
        for line in output.split(b"\n")[:-1]:
            yield verdict(decode(line))
        return
    with open(path, "rb") as log:
        for line in log:
            try:
                event = decode(line)
            except ValueError:
                event = None
            cells = [walk(event, place) for place in places] if isinstance(event, dict) else None
            yield verdict(cells)


def walk(value, place):
    for step in place:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


PAIR = re.compile(rb'([^ =]+)(?:(=)("(?:[^"\\]|\\.)*"|[^ ]*))?')


def logfmt(keys, path):
    with open(path, "rb") as log:
        for line in log:
            pairs, found = {}, PAIR.findall(line.rstrip(b"\n"))
            for key, equals, value in found:
                if value[:1] == b'"':
                    value = json.loads(value.decode("latin-1")).encode("latin-1")
                pairs.setdefault(key, value if equals else b"true")
            yield [pairs.get(key.encode()) for key in keys] if b"=" in line else NO_MATCH


def comma_separated(names, path):
    with open(path, encoding="latin-1", newline="") as log:
        header = next(csv.reader([next(log)]))
        places = [header.index(name.encode().decode("latin-1")) for name in names]
        yield HEADER
        for line in log:
            # NULs at a line's beginning are a hole that copytruncate left: no part of the line.
            row = next(csv.reader([line.rstrip("\n").lstrip("\0")], strict=True), [])
            cell = lambda at: row[at].encode("latin-1") if at < len(row) else None
            # A row of another width than the header belongs to another table, or is cut.
            yield [cell(at) for at in places] if len(row) == len(header) else NO_MATCH


def subnet(client):
    """The /24 or /64 of an address; None of what is no address."""
    try:
        address = ipaddress.ip_address(client.decode())
    except ValueError:
        return None
    address = getattr(address, "ipv4_mapped", None) or address
    length = 24 if address.version == 4 else 64
    return str(ipaddress.ip_network((address, length), strict=False)).encode()


def status_class(status):
    return status[:1] + b"xx" if re.fullmatch(rb"\d\d\d", status) else None


def part(name, target):
    """The path or the query of what was asked for."""
    split = urllib.parse.urlsplit(f"http://shop.example.com{target.decode('latin-1')}")
    return getattr(split, name).encode("latin-1")


# What can be made from another column, where the format has none of that name.
DERIVED = {
    "subnet": ("client", subnet),
    "status_class": ("status", status_class),
    "path": ("url", functools.partial(part, "path")),
    "query": ("url", functools.partial(part, "query")),
}

# A key of the same role, where the first has nothing.
NEXT_KEY = {"url": "request.path"}

Read = collections.namedtuple("Read", "columns rows account")


def read(reader, columns, path):
    """The rows of a log with these columns and what can be made of them; and how many lines there
    are, and how many are not rows."""
    made = {name: (columns.index(source), functools.cache(make))
            for name, (source, make) in DERIVED.items()
            if source in columns and name not in columns}
    rows, account = [], collections.Counter()
    for verdict in reader(columns, path):
        account["lines"] += 1
        if verdict in (NO_MATCH, HEADER):
            account[verdict] += 1
            continue
        for source, make in made.values():
            next_key = NEXT_KEY.get(columns[source])
            if verdict[source] is None and next_key in columns:
                source = columns.index(next_key)
            verdict.append(None if verdict[source] is None else make(verdict[source]))
        rows.append(verdict)
    return Read([*columns, *made], rows, account)
