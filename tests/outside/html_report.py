"""The HTML report in other programs: html5lib reads it strictly, headless Chromium renders it at three
widths, light, dark and printed, and axe-core looks for what a reader with other senses would miss.

    python3 tests/outside/html_report.py PROGRAM [FOLDER]

FOLDER keeps the pages and their pictures, to be looked at. Needs html5lib (pip), node, axe-core and
puppeteer-core (npm, in target/npm), and Chromium.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile

import html5lib
from follower import ENVIRONMENT, check, program, run

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
LOG = os.path.join(ROOT, "tests/fixtures/access.log")
MAX_BYTES = 200_000

# The kinds of report, by name: options and the log.
REPORTS = {
    "counts": ["-f", "1", LOG],
    "outliers": ["-o", "-f", "1", "--outlier-rule", "mad", LOG],
    "rates": ["-P", "nginx-times", "-t", "--window", "10s", LOG],
    "measured": ["-P", "nginx-times", "-t", "-k", "path", "-m", "request_time", LOG],
    "numbers": ["-P", "nginx-times", "-t", "-N", "-k", "request_time", LOG],
    "compared": ["-P", "nginx-times", "--compare", "bytes,request_time", LOG],
    "texts": ["-P", "nginx-times", "--compare", "method,status_class", LOG],
    "tuple": ["-P", "nginx-times", "-k", "method,status", LOG],
    "limits": ["-P", "nginx-times", "-t", "--limits", "-n", "25", LOG],
    "heat": ["-P", "combined", "-t", "--heat", "--changes", "-n", "25", "WEEK"],
    "across": ["-P", "nginx-times", "-k", "path", "--across", "status_class", LOG],
    "inspect": ["inspect", "203.0.113.7", "-P", "nginx-times", LOG],
    "diff": ["diff", "-P", "nginx-times", "-k", "path", "-m", "request_time", "--ratio", "status >= 500", "FIRST", "SECOND"],
    "explain": ["explain", "status >= 500", "-P", "nginx-times", LOG],
    "columns": ["columns", "-P", "nginx-times", LOG],
}

ATTACKS = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='x", "</table><svg/onload=x>",
    "<!--", "--><b>", "]]>", "&lt;script&gt;", "</title><style>*{}</style>", "javascript:alert(1)", "\u202egnp",
    "\x1b[31m", "<iframe src=//x>", "<a href=//x>", "</details><form action=x>", "{{7*7}}", "\ufeff<base href=x>",
]


def week(path):
    """Eight days of requests, busier by day, with a step in the middle: for the heat map and changes."""
    generator = random.Random(7)
    with open(path, "w", encoding="utf-8") as log:
        for hour in range(8 * 24):
            busy = 3 + 9 * (8 <= hour % 24 <= 20) + 40 * (80 <= hour < 92)
            for _ in range(busy):
                minute, second = generator.randrange(60), generator.randrange(60)
                stamp = f"{1 + hour // 24:02}/Mar/2026:{hour % 24:02}:{minute:02}:{second:02} +0000"
                client = f"192.0.2.{int(generator.paretovariate(0.8)) % 200}"
                log.write(f'{client} - - [{stamp}] "GET /page/{generator.randrange(9)} HTTP/1.1" 200 512 "-" "-"\n')


def halves(folder):
    """The first and the second half of the log, as two files."""
    with open(LOG, encoding="utf-8") as log:
        lines = log.readlines()
    for name, part in (("FIRST", lines[: len(lines) // 2]), ("SECOND", lines[len(lines) // 2 :])):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
            out.writelines(part)


def page(streamstats, options, data=None):
    """The report of these options as HTML."""
    done = subprocess.run(
        [streamstats, *options, "-q", "-O", "html"], input=data, env=ENVIRONMENT, stdout=subprocess.PIPE,
        timeout=60, check=False,
    )
    check(done.returncode == 0, f"{options}: status {done.returncode}")
    return done.stdout


def strict(name, text):
    """Reads a page as HTML5 without any error, and checks that nothing in it runs or fetches."""
    try:
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text.decode())
    except html5lib.html5parser.ParseError as error:
        check(False, f"{name}: html5lib: {error}")
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.split("}")[-1].lower()
        check(tag not in ("script", "iframe", "img", "link", "object", "embed", "base", "form", "a"), f"{name}: {tag}")
        for attribute in element.attrib:
            lower = attribute.split("}")[-1].lower() if isinstance(attribute, str) else str(attribute)
            check(not lower.startswith("on"), f"{name}: {tag} has {lower}")
            check(lower not in ("href", "src", "srcset", "action", "data", "style"), f"{name}: {tag} has {lower}")


def hostile(count):
    """Lines of values that mean harm, each another one."""
    return "".join(f"{ATTACKS[number % len(ATTACKS)]}{number}\n" for number in range(count)).encode()


def main():
    streamstats = program()
    kept = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else None
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or ""
    check(chromium and shutil.which("node"), "Chromium or node is not installed")
    with tempfile.TemporaryDirectory() as temporary:
        folder = kept or temporary
        os.makedirs(folder, exist_ok=True)
        log = os.path.join(temporary, "week.log")
        week(log)
        halves(temporary)
        files = {name: os.path.join(temporary, name) for name in ("FIRST", "SECOND")} | {"WEEK": log}
        pages = []
        for name, options in REPORTS.items():
            text = page(streamstats, [files.get(word, word) for word in options])
            check(len(text) < MAX_BYTES, f"{name}: {len(text)} bytes")
            strict(name, text)
            pages.append((name, text))
        strict("10,000 hostile values", page(streamstats, ["-n", "0"], hostile(10_000)))
        pages.append(("hostile", page(streamstats, [], hostile(200))))
        for name, text in pages:
            with open(os.path.join(folder, name + ".html"), "wb") as out:
                out.write(text)
            print(f"{name}: {len(text):,} bytes, read strictly", flush=True)
        environment = {**os.environ, "NODE_PATH": os.path.join(ROOT, "target/npm/node_modules")}
        names = [name for name, _ in pages]
        done = subprocess.run(
            ["node", os.path.join(HERE, "html_report.js"), chromium, folder, *names], env=environment, timeout=600, check=False,
        )
        check(done.returncode == 0, "the pages have faults, see above")


if __name__ == "__main__":
    run(main, 900)
