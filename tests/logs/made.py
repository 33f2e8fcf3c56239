"""Logs made up for tests/formats.py: one function a format, random but seeded, awkward lines among
them. What they give is bytes; what they mean is not told here, other programs read them.
"""

import json
import random

CLIENTS = [f"{net}.{n}" for net in ("203.0.113", "198.51.100", "192.0.2") for n in range(1, 60)]
CLIENTS += ["2001:db8::7", "2001:db8:12:8::5f", "2001:db8:0:1:2:3:4:5", "::ffff:203.0.113.9"]
HOSTS = ["edge1", "edge2", "db-3.example.com", "2001:db8::9"]
PATHS = ["/", "/cart", "/cart/add", "/api/v2/orders/17", "/api/v2/orders/18", "/a b/c d.pdf",
         "/größe/☃", "/%2e%2e/etc/passwd", "//double", "/x;y=1", "/~user/index.html"]
QUERIES = ["", "", "", "?a=1", "?q=tea&page=2", "?next=/a?b=c", "?u=http://x.example/y", "?",
           "?a#b"]
METHODS = ["GET"] * 8 + ["POST", "PUT", "DELETE", "OPTIONS", "PROPFIND", "M-SEARCH"]
PROTOCOLS = ["HTTP/1.1"] * 3 + ["HTTP/2.0", "HTTP/1.0"]
STATUSES = ["200"] * 12 + ["201", "204", "301", "304", "400", "401", "404", "404", "429", "499",
                           "500", "502", "503", "504"]
AGENTS = ["Mozilla/5.0 (X11; Linux x86_64)", "curl/8.5.0", "-", "", r"a \"quoted\" agent",
          "Größe/1.0 ☃", r"ends in a backslash \\", "x, y; (z) [w]", "a=b 'c'"]
ODD_REQUESTS = ["-", "", r"\x16\x03\x01\x02\x00", "GET /cut/off", "OPTIONS * HTTP/1.1", r"\n",
                "GET http://shop.example.com HTTP/1.1", "GET http://shop.example.com/a?b HTTP/1.1"]
GARBAGE = ["", "-- log turned over --", "\t", "203.0.113.9", "\x00\x07", "☃ ☃ ☃", "#"]


def sometimes(rng, chance, odd, usual):
    return rng.choice(odd) if rng.random() < chance else usual


def client(rng):
    """Some much more often than others."""
    return CLIENTS[int(len(CLIENTS) * rng.random() ** 3)] if rng.random() < 0.9 else CLIENTS[-1]


def clock(number):
    """A second of April 2026, later with every line."""
    at = number // 4
    return at // 86400 + 7, at // 3600 % 24, at // 60 % 60, at % 60


def request(rng, quote=r"\""):
    path = sometimes(rng, 0.03, [f"/say/{quote}hi{quote}"], rng.choice(PATHS))
    usual = f"{rng.choice(METHODS)} {path}{rng.choice(QUERIES)} {rng.choice(PROTOCOLS)}"
    return sometimes(rng, 0.05, ODD_REQUESTS, usual)


def combined(rng, number):
    day, hour, minute, second = clock(number)
    several = ["203.0.113.9, 198.51.100.1", "198.51.100.2,2001:db8::1"]
    who = sometimes(rng, 0.02, several, client(rng))
    user = sometimes(rng, 0.1, ["frank", "john doe", "EXAMPLE\\eve"], "-")
    zone = sometimes(rng, 0.1, ["+0200"], "+0000")
    size = sometimes(rng, 0.1, ["-", "0"], rng.randrange(100, 50000))
    referer = rng.choice(["-", "https://shop.example.com/", "", r"https://x.example/?q=\"a\""])
    return (f'{who} - {user} [{day:02}/Apr/2026:{hour:02}:{minute:02}:{second:02} {zone}] '
            f'"{request(rng)}" {rng.choice(STATUSES)} {size} "{referer}" "{rng.choice(AGENTS)}"')


def nginx_times(rng, number):
    forwarded = sometimes(rng, 0.1, [' "203.0.113.77"', ' "-"'], "")
    took = f"{rng.expovariate(4):.3f}"
    upstream = sometimes(rng, 0.2, ["", " -", " 0.001, 0.202", " 0.010 hit", " 0.000"], f" {took}")
    return f"{combined(rng, number)}{forwarded} {took}{upstream}"


def haproxy(rng, number):
    day, hour, minute, second = clock(number)
    moment = f"{hour:02}:{minute:02}:{second:02}"
    name = f"{rng.choice(HOSTS)} haproxy[{rng.randrange(700, 720)}]: "
    prefix = sometimes(rng, 0.3, [f"<134>2026-04-{day:02}T{moment}.120400+00:00 {name}",
                                  f"<134>Apr {day:2} {moment} {name}", ""],
                       f"Apr {day:2} {moment} {name}")
    start = f"{prefix}{client(rng)}:{rng.randrange(1024, 65535)} [{day:02}/Apr/2026:{moment}.118]"
    tail = f"{rng.randrange(900)}/9/3/1/0 0/0"
    if rng.random() < 0.03:
        return (f'{start} https-in~ https-in/<NOSRV> -1/-1/-1/-1/+5002 408 +212 - - cR-- {tail} '
                '"<BADREQ>"')
    took = [rng.randrange(5), 0, rng.choice([1, 2, -1]), rng.randrange(300), rng.randrange(900)]
    took = "/".join(map(str, took))
    backend = f"{rng.choice(['shop', 'static'])}/app{rng.randrange(6)}"
    headers = rng.choice(["", "{shop.example.com|Mozilla/5.0 (X11)} {} ", "{a|} "])
    line = request(rng, "#22")
    cut = rng.random() < 0.02
    return (f'{start} {rng.choice(["https-in~", "web"])} {backend} {took} {rng.choice(STATUSES)} '
            f'{rng.randrange(9000)} {rng.choice(["- -", "SID=a1 -"])} ---- {tail} {headers}"{line}'
            + '"' * (not cut))


def alb(rng, number):
    day, hour, minute, second = clock(number)
    stamp = f"2026-04-{day:02}T{hour:02}:{minute:02}:{second:02}"
    who = client(rng)
    who = f"[{who}]" if ":" in who else who
    start = (f'{rng.choice(["http", "https", "h2", "h2", "wss", "grpcs"])} {stamp}.220114Z '
             f'app/front/1a2b3c4d5e6f {who}:{rng.randrange(1024, 65535)}')
    end = sometimes(rng, 0.3, [' TID_0a1b2c', ' "later" "fields" 7', ""], ' "-" "-" TID_77')
    if rng.random() < 0.03:
        return (f'{start} - -1 -1 -1 400 - 0 272 "- http://shop.example.com:80- -" "-" - - - "-" '
                f'"-" "-" - {stamp}.000000Z "-" "-" "-"{end}')
    status = rng.choice(STATUSES)
    path = sometimes(rng, 0.03, [r"/say/\"hi\"", ""], rng.choice(PATHS))
    target = f"https://shop.example.com:443{path}{rng.choice(QUERIES)}"
    line = f"{rng.choice(METHODS)} {target} {rng.choice(PROTOCOLS)}"
    return (f'{start} 10.9.0.{rng.randrange(1, 9)}:8080 0.001 {rng.expovariate(9):.3f} 0.000 '
            f'{status} {status} {rng.randrange(900)} {rng.randrange(90000)} "{line}" '
            f'"{rng.choice(AGENTS)}" TLS_AES_128_GCM_SHA256 TLSv1.3 arn:aws:elasticloadbalancing:'
            f'eu-west-1:123456789012:targetgroup/web/77 "Root=1-{number:x}" "shop.example.com" '
            f'"arn:x" 0 {stamp}.125000Z "forward"{end}')


W3C_FIELDS = [
    "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) "
    "sc-status sc-substatus time-taken",
    "date time c-ip sc-status cs-method cs-uri-stem time-taken sc-bytes",
    "date time cs-uri-stem cs-method c-ip cs-username sc-status cs-uri-query",
]


def w3c(rng, number):
    day, hour, minute, second = clock(number)
    fields = W3C_FIELDS[number // 3001 % 3].split()
    if number % 3001 == 0:
        again = "#Fields: date time x-nothing\n" if number else ""
        return f"#Software: Example\n#Version: 1.0\n{again}#Fields: {' '.join(fields)}"
    if number % 701 == 0:
        return "#Date: 2026-04-07 08:15:42"
    values = {
        "date": f"2026-04-{day:02}", "time": f"{hour:02}:{minute:02}:{second:02}",
        "s-ip": "fe80::1%4", "cs-method": rng.choice(METHODS), "s-port": "443",
        "cs-uri-stem": rng.choice(PATHS).replace(" ", "+"),
        "cs-uri-query": rng.choice(["-", "-", "a=1", "q=größe", 'say="hi"']),
        "cs-username": rng.choice(["-", "-", "EXAMPLE\\eve"]), "c-ip": client(rng),
        "cs(User-Agent)": rng.choice(["Mozilla/5.0+(X11)", "-", "curl/8.5.0"]),
        "sc-status": rng.choice(STATUSES), "sc-substatus": "0", "sc-bytes": rng.randrange(9000),
        "time-taken": rng.randrange(900),
    }
    kept = rng.randrange(1, len(fields)) if rng.random() < 0.01 else len(fields)
    return " ".join(str(values[name]) for name in fields[:kept])


def syslog(rng, number):
    day, hour, minute, second = clock(number)
    priority = sometimes(rng, 0.2, ["<13>", "<191>"], "")
    year = sometimes(rng, 0.1, ["2026 "], "")
    what = rng.choice([
        "connect from unknown[203.0.113.145]", "done: 3 files", "Größe 12 ☃", "", ": odd", "a]: b",
        f"job {rng.randrange(50)} ended", "say \"hi\"", "two  blanks ",
    ])
    pid = rng.randrange(4400, 4440)
    tag = rng.choice([
        f"postfix/smtpd[{pid}]: ", f"app[{pid}]: ", "backup: ", "kernel: [12.345678] ", "CRON[7]:",
        "last message repeated 2 times ", "(root) CMD ", "my.app-2: ",
    ])
    stamp = f"Apr {day:2} {year}{hour:02}:{minute:02}:{second:02}"
    return f"{priority}{stamp} {rng.choice(HOSTS)} {tag}{what}"


def postgres(rng, number):
    day, hour, minute, second = clock(number)
    if rng.random() < 0.05:
        return rng.choice(["\tFROM carts", "\t  WHERE a = 'LOG:  b'", "    -- note", ")"])
    stamp = f"2026-04-{day:02} {hour:02}:{minute:02}:{second:02}.310 {rng.choice(['UTC', 'CEST'])}"
    pid = rng.randrange(2200, 2300)
    user = rng.choice(["app@shop", "worker@jobs", "[unknown]@[unknown]", "größe@shop"])
    name, database = user.split("@")
    start = rng.choice([
        f"[{pid}]", f"[{pid}]", f"[{pid}] {user}", f"[{pid}-3] {user}",
        f"[{pid}]: [7-1] user={name},db={database},app=worker,client={client(rng)}",
    ])
    took = f"{rng.randrange(90000) / 1000:.3f}"
    level, message = rng.choice([
        ("LOG", f"duration: {took} ms  statement: SELECT {rng.randrange(9)}"),
        ("LOG", f"duration: {took} ms"),
        ("LOG", "duration: 0.310 ms  execute <unnamed>: SELECT 1"),
        ("ERROR", 'duplicate key value: "carts_pkey"'), ("FATAL", "no pg_hba.conf entry"),
        ("STATEMENT", "INSERT INTO carts VALUES ('größe', 'ERROR:  x')"), ("DEBUG1", "a  b"),
        ("DETAIL", f"Key (id)=({rng.randrange(40)}) already exists."),
    ])
    return f"{stamp} {start} {level}:  {message}"


def json_lines(rng, number):
    day, hour, minute, second = clock(number)
    event = {
        "timestamp": f"2026-04-{day:02}T{hour:02}:{minute:02}:{second:02}Z",
        "severity": rng.choice(["info", "warn", "error"]),
        "message": rng.choice(["started", "say \"hi\"", "größe ☃ 😀", "a\tb\nc", "back\\slash", "",
                               "a,b"]),
        "status": int(rng.choice(STATUSES)), "took": rng.randrange(1, 4000, 2) / 8,
        "ok": rng.random() < 0.9,
        "request": {"path": rng.choice(PATHS), "method": rng.choice(METHODS),
                    "headers": {"host": rng.choice(HOSTS), "x-empty": {}, "status": 7}},
        "items": [{"id": f"a{rng.randrange(30)}", "n": n} for n in range(rng.randrange(4))],
        "http.code": rng.choice(["a", "b"]), "user": rng.choice([None, "eve", {"name": "frank"}]),
        "client": client(rng), "url": rng.choice(PATHS) + rng.choice(QUERIES),
        "note": {"level": "nested", "text": "\"level\":\"fake\""},
    }
    for name in [name for name in event if name != "timestamp" and rng.random() < 0.02]:
        del event[name]
    if rng.random() < 0.3:
        names = list(event)
        rng.shuffle(names)
        event = {name: event[name] for name in names}
    compact = (",", ":") if rng.random() < 0.7 else (", ", ": ")
    text = json.dumps(event, ensure_ascii=rng.random() < 0.5, separators=compact)
    if rng.random() < 0.002:
        # Before the first value: a line that is cut behind the wanted columns counts.
        return text[: rng.randrange(1, 12)]
    return text if rng.random() < 0.95 else f"  {text} "


def quoted(text, rng):
    plain = text and not set(text) & set(' "=\\\t\n')
    return text if plain and rng.random() < 0.9 else json.dumps(text, ensure_ascii=False)


def logfmt(rng, number):
    day, hour, minute, second = clock(number)
    pairs = [
        ("ts", f"2026-04-{day:02}T{hour:02}:{minute:02}:{second:02}Z"),
        ("level", rng.choice(["info", "warn", "error"])),
        ("msg", rng.choice(["started", "say \"hi\" = all", "größe ☃", "back\\slash", "a\tb",
                            "level=fake"])),
        ("path", rng.choice(PATHS) + rng.choice(QUERIES)), ("status", rng.choice(STATUSES)),
        ("took", f"{rng.randrange(900)}ms"), ("n", str(rng.randrange(-5, 30))), ("empty", ""),
        ("user.name", rng.choice(["eve", "frank"])), ("client", client(rng)),
    ]
    pairs = [pair for pair in pairs if pair[0] == "ts" or rng.random() > 0.03]
    if rng.random() < 0.3:
        rng.shuffle(pairs)
    words = [f"{key}=" if key == "empty" else f"{key}={quoted(text, rng)}" for key, text in pairs]
    words += rng.choice([[], ["cached"], ["level=again"], ["urgent", "n=7"]])
    return rng.choice(["", "", "", "web.1 "]) + rng.choice([" ", " ", "  "]).join(words)


CSV_HEADER = "timestamp,shop,url,status,amount,note,größe,client"


def csv_lines(rng, number):
    if number == 0:
        return CSV_HEADER
    day, hour, minute, second = clock(number)
    cells = [
        f"2026-04-{day:02}T{hour:02}:{minute:02}:{second:02}Z",
        rng.choice(["north", "south", "Köln", "a b"]),
        rng.choice(PATHS) + rng.choice(QUERIES), rng.choice(STATUSES),
        f"{rng.randrange(9000) / 100:.2f}",
        rng.choice(["", "plain", "a, b", 'the "old" one', '"', "x;y", " blanks "]),
        str(rng.randrange(9)), client(rng),
    ]
    kept = rng.randrange(2, 8) if rng.random() < 0.01 else 8
    escaped = lambda cell: '"' + cell.replace('"', '""') + '"'
    quote = lambda cell: escaped(cell) if set(cell) & set(',"') or rng.random() < 0.1 else cell
    more = ",more" if kept == 8 and rng.random() < 0.02 else ""
    return ",".join(map(quote, cells[:kept])) + more


def log(make, lines):
    """About so many lines; a few of no format, and, but for JSON, a few bytes of no encoding."""
    rng = random.Random(make.__name__)
    for number in range(lines):
        line = sometimes(rng, 0.003, GARBAGE, None) if number > 100 and number % 3001 else None
        line = make(rng, number) if line is None else line
        text = line.encode()
        if make is not json_lines and rng.random() < 0.02:
            text = text.replace("ß".encode(), b"\xdf")
        yield text
