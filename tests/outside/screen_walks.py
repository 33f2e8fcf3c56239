"""Random walks of keys over the screen: the command line that `y` shows gives the figures of the view.

    python3 tests/outside/screen_walks.py PROGRAM [--walks N] [--seed N] [--only WALK]

A walk opens one of LOGS on the screen and takes random steps of STEPS. After every third step the command line
of `y` runs through `sh -c` with `-O json`, and its report is compared with the screen: counts of lines, values
and outliers, each row on the screen in its order, the busiest bucket, the figures of one row; and byte for
byte with the report that `e` writes. A difference prints the walk and its keys. Needs tmux.
"""

import itertools
import json
import os
import random
import re
import shlex
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from follower import ENVIRONMENT, check, program, run, wait
from screen import Terminal

STEPS_OF_A_WALK = 9
STEPS_OF_A_LEG = 3
# A busy machine draws late, and a log that grows is counted anew in steps, each of them on the screen.
SECONDS_TO_AGREE = 10
# Wide enough for the command line of a view on one line, and for most columns.
SIZES = [(240, 40), (300, 24), (260, 60)]


def repeated(key, most):
    """A step: the key up to so many times."""
    return lambda random: [key] * random.randint(0, most)


def chosen(key, most):
    """A step: a line of the list that the key opens."""
    return lambda random: [key, *["Down"] * random.randint(0, most), "Enter"]


def marked(random):
    """A step: a part of the timeline."""
    return ["t", *["Right"] * random.randint(0, 20), "Enter", *["Right"] * random.randint(1, 30), "Enter"]


def searched(random):
    """A step: a search for a text that some logs have."""
    return ["/", *random.choice(["1", "2.", "GET", "e", "\\", "'", "a ", "客", "nowhere"]), "Enter"]


# What a walk is made of, and how often each is taken.
STEPS = {
    "another row": (repeated("Down", 9), 4),
    "a page on": (lambda random: [random.choice(["NPage", "PPage", "End", "Home"])], 1),
    "sort": (lambda random: ["s"] * random.randint(1, 4), 3),
    "reverse": (lambda random: ["r"], 1),
    "outliers": (lambda random: ["o"], 1),
    "by": (chosen("k", 14), 4),
    "filter": (chosen("w", 3), 4),
    "remove": (chosen("x", 2), 2),
    "timeframe": (marked, 2),
    "measure": (chosen("m", 6), 2),
    "bucket": (chosen("b", 8), 2),
    "search": (searched, 2),
    "no search": (lambda random: ["Escape"], 1),
    "undo": (lambda random: ["u"], 2),
    "a row": (lambda random: ["Enter"], 2),
    "help": (lambda random: ["?", "Escape"], 1),
}


def access(random, lines):
    """Requests by few clients, one of them busy, with paths that a shell or a condition could misread."""
    clients = [f"192.0.2.{n}" for n in range(40)] + ["203.0.113.7"] * 25
    paths = ["/", "/cart?item=1&n=2", "/it's", '/say-\\"hi\\"', "/a b", "/$HOME/`x`", "/%20", "/a,b", "/客户端", "/-x", "/*"]
    for line in range(lines):
        status = random.choice([200, 200, 200, 304, 404, 500])
        second = line * 600 // lines
        stamp = f"05/Mar/2026:14:{second // 60:02}:{second % 60:02} +0000"
        request = f"{random.choice(['GET', 'POST'])} {random.choice(paths)} HTTP/1.1"
        yield f'{random.choice(clients)} - - [{stamp}] "{request}" {status} {random.randint(0, 9000)} "-" "curl/8.5"\n'


def stamped(random, lines):
    """A time and a value of any characters."""
    values = ["a", "b c", "it's", '"quoted"', "\x1b[2Jred", "客户端 一", "\u202edrow", "-5", "x = y", "1,5", "0x10", "5", "5.0"]
    for line in range(lines):
        yield f"2026-03-05T14:{line * 9 // lines:02}:{line % 60:02}Z {random.choice(values[: 1 + line % len(values)])}\n"


def records(random, lines):
    """JSON lines with paths of keys, numbers, nothing and the empty text."""
    for line in range(lines):
        record = {
            "time": f"2026-03-05T{10 + line * 5 // lines:02}:{line % 60:02}:00Z",
            "user": random.choice(["anna", "bert", "", None, "müller"]),
            "level": random.choice(["info", "warn", "error"]),
            "http": {"status": random.choice([200, 404, 500]), "took": round(random.expovariate(5), 4)},
            "a.b": random.randint(1, 5),
        }
        yield json.dumps(record, ensure_ascii=False) + "\n"


def table(random, lines):
    """A table whose columns need quotes."""
    yield 'when,"client, name",size in kB,code\n'
    for line in range(lines):
        name = random.choice(["Anna", '"B, C"', "it's", ""])
        yield f"2026-03-05 14:{line * 59 // lines:02}:00,{name},{random.randint(1, 900)},{random.choice(['x', 'y'])}\n"


def tokens(random, lines):
    """One token a line, the empty one among them."""
    for _ in range(lines):
        yield random.choice(["alpha", "beta", "gamma ray", "", "it's", "*", "\\", "ä"]) + "\n"


def numbers(random, lines):
    """One number a line."""
    for _ in range(lines):
        yield f"{random.lognormvariate(3, 1):.3f}\n"


# The name of a log, its lines, and the options of the screen; None opens the screen of a log that grows.
LOGS = [
    ("access.log", access, []),
    ("access.log", access, ["-P", "combined", "-t", "-k", "path", "-m", "bytes"]),
    ("it's a.log", stamped, ["-t"]),
    ("app.log", stamped, ["-t", "-p", r"^(?P<time>\S+) (?P<value>(?P<first>\S+).*)$"]),
    ("records.json", records, []),
    ("records.json", records, ["-P", "json", "-k", "user,http.status", "-b", "10m", "--having", "count > 3"]),
    ("table.csv", table, ["-P", "csv", "-k", '"client, name"']),
    ("table.csv", table, ["-P", "csv", "-k", "code", "--weight", "size in kB"]),
    ("tokens.txt", tokens, []),
    ("numbers.txt", numbers, ["-N"]),
    ("access.log", access, ["-f", "1", "-t"]),
    ("access.log", access, ["-P", "combined", "-k", "client", "-w", "status >= 400", "--distinct", "path", "-n", "5"]),
    ("access.log", access, ["-F", "-t", "-P", "combined"]),
    ("access.log", access, ["-P", "combined", "-k", "client", "--ratio", "status >= 500", "--outlier-rule", "mad:3"]),
]


class Walk:
    """One screen and what was pressed on it."""

    def __init__(self, streamstats, folder, number, seed):
        self.random = random.Random(f"{seed} {number}")
        self.streamstats, self.folder = streamstats, folder
        self.name, lines, self.options = LOGS[number % len(LOGS)]
        self.is_live = "-F" in self.options
        self.keys, self.checked = [], 0
        with open(os.path.join(folder, self.name), "w", encoding="utf-8") as log:
            log.write("".join(lines(self.random, 900)))

    def walk(self):
        """Opens the log, takes steps, and compares now and then."""
        size = self.random.choice(SIZES)
        words = [self.streamstats, *([] if self.is_live else ["--screen"]), "-q", *self.options, self.name]
        command = ["sh", "-c", f"cd {shlex.quote(self.folder)} && exec {shlex.join(words)}"]
        server = os.path.join(self.folder, "server")
        os.mkdir(server)
        with Terminal(server, *size, command) as self.terminal:
            self.terminal.shows("900 lines" if self.name != "table.csv" else "901 lines")
            names, weights = zip(*((name, weight) for name, (_, weight) in STEPS.items()))
            for step in range(STEPS_OF_A_WALK):
                self.take(self.random.choices(names, weights)[0])
                if (step + 1) % STEPS_OF_A_LEG == 0:
                    self.compare()

    def take(self, name):
        """Takes one step from the rows, and comes back to them unless the step opens a row."""
        if self.is_row():
            self.press("Escape")
        for key, repeated in itertools.groupby(STEPS[name][0](self.random)):
            self.press(*repeated)
        if "╭" in self.terminal.screen():
            self.press("Escape")

    def press(self, *keys):
        """Presses keys and waits until their figures are there."""
        self.keys += keys
        self.terminal.tmux("send-keys", *keys)
        # After Escape another key would be taken for Alt and that key.
        time.sleep(0.1 if "Escape" in keys else 0.01)
        self.rested()

    def rested(self):
        """The screen, once nothing is read and two looks at it are alike."""
        seen = [None]

        def same():
            seen.append(self.terminal.screen())
            time.sleep(0.02)
            return seen[-1] == seen[-2] and "Esc stops" not in seen[-1]

        wait(lambda: f"the screen does not come to rest:\n{seen[-1]}", same)
        return seen[-1]

    def is_row(self):
        """Whether one row is looked at."""
        return "Esc back" in self.terminal.screen().rstrip().rsplit("\n", 1)[-1]

    def compare(self):
        """Compares the view with what its command line gives."""
        command = self.shown_command()
        is_row = self.is_row()
        report = self.report(command)
        end = time.monotonic() + SECONDS_TO_AGREE
        while differences := list(self.differences(screen := self.rested(), report, is_row)):
            in_time = time.monotonic() < end
            check(in_time, f"{self.told()}\n{command}\n{differences[0]}\n{screen}")
        if not is_row:
            written = self.written()
            check(written == report, f"{self.told()}\n{command}\nwhat e writes differs: {first_difference(written, report)}")
        self.checked += 1

    def shown_command(self):
        """The command line that `y` shows."""
        self.press("y")
        self.terminal.shows("the command of this view")
        lines = re.findall("│ (.*) │", self.terminal.screen())
        self.press("Escape")
        wait("the command line goes", lambda: "the command of this view" not in self.terminal.screen())
        check(len(lines) == 1, f"{self.told()}\nthe command line needs more than a line: {lines}")
        return lines[0].rstrip()

    def report(self, command):
        """The report of a command line, as JSON; of a log that grows the first that has the whole log."""
        path = os.pathsep.join([os.path.dirname(self.streamstats), ENVIRONMENT["PATH"]])
        script = f"exec {command} -O json"
        with subprocess.Popen(
            ["sh", "-c", script], cwd=self.folder, env={**ENVIRONMENT, "PATH": path}, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as process:
            if self.is_live:
                time.sleep(1.5)
                process.terminate()
            text, said = process.communicate(timeout=30)
        check(process.returncode in (0, 1), f"{self.told()}\n{command}\nstatus {process.returncode}: {said}")
        return json.loads(text.splitlines()[-1])

    def written(self):
        """The report that `e` writes as JSON."""
        for key in ["e", "Down", "Enter"]:
            self.press(key)
        self.terminal.shows("written: ")
        path = os.path.join(self.folder, re.search(r"written: (\S+)", self.terminal.screen())[1])
        with open(path, encoding="utf-8") as report:
            return json.load(report)

    def differences(self, screen, report, is_row):
        """What the report has and the screen has not."""
        lines = screen.split("\n")
        account = report["input"]
        yield from absent(lines[0], f"{account['lines']:,} line")
        for name, words in [("filtered", "filtered"), ("unmatched", "unmatched"), ("out_of_range", "out of range")]:
            if account[name]:
                yield from absent(lines[0], f"{account[name]:,} {words}")
        if "summary" not in report:
            return
        values = report["values"]
        if is_row:
            yield from row_differences(lines, values)
            return
        yield from absent(lines[0], f"{report['summary']['count']:,} value")
        outliers = report["summary"]["outliers"]
        if report["summary"]["count"]:
            yield from absent(lines[0], f"{outliers:,} outlier" if outliers else "no outliers")
        yield from rows_differ(lines, values)
        if report.get("time", {}).get("peak"):
            yield from absent(screen, f"at most {report['time']['peak']:,} in ")

    def told(self):
        """The walk, to be walked again."""
        return f"{self.name} {shlex.join(self.options)}, keys: {' '.join(self.keys)}"


def absent(text, wanted):
    """A difference unless the text has what is wanted."""
    if not re.search(rf"(?<![\d,.]){re.escape(wanted)}", text):
        yield f"no {wanted!r}"


def shown(value):
    """A value as the screen shows it."""
    escapes = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}
    hidden = lambda c: escapes.get(c) or (f"\\x{ord(c):02x}" if ord(c) < 256 else f"\\u{{{ord(c):x}}}")
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]", lambda found: hidden(found[0]), value)


def rows_differ(lines, values):
    """The rows on the screen are rows of the report that follow each other."""
    head = next((at for at, line in enumerate(lines) if re.match(r"  value +\S", line)), None)
    if head is None:
        if values:
            yield "no rows on the screen"
        return
    wanted = [
        re.compile(rf"{re.escape('*' if row['outlier'] else ' ')} {re.escape(shown(row['value']) or '(empty)')} +{row['count']:,}(?: |$)")
        for row in values
    ]
    first = lines[head + 1] if head + 1 < len(lines) else ""
    starts = [at for at, row in enumerate(wanted) if row.match(first)]
    if values and not starts:
        yield f"the first row on the screen is no row of the report: {first!r}; it has {values[:3]}"
    for start in starts[:1]:
        for row, line in zip(wanted[start:], lines[head + 1 :]):
            if line.startswith("and ") and " more value" in line:
                break
            if not row.match(line):
                yield f"expected {row.pattern}, the screen has {line!r}"


def row_differences(lines, values):
    """The figures of one row are those of the report."""
    row = next((row for row in values if lines[1].strip() in (shown(row["value"]), "(empty)")), None)
    row = row or next((row for row in values if any(shown(row["value"]) == line.strip() for line in lines[:5])), None)
    if row is None:
        yield f"the row is none of {values[:3]}"
        return
    for name, figure in row.items():
        if isinstance(figure, int) and not isinstance(figure, bool) and (name, figure) != ("error", 0):
            if not any(re.search(rf"(?<!\S){re.escape(name)} +{figure:,}(?!\S)", line) for line in lines):
                yield f"no {name} {figure}"


def first_difference(one, other):
    """The first place at which two documents differ."""
    for section in {**one, **other}:
        if one.get(section) != other.get(section):
            return f"{section}: {str(one.get(section))[:300]} and {str(other.get(section))[:300]}"
    return "nothing"


def option(name, otherwise):
    """The number behind an option of this test."""
    return int(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else otherwise


def main():
    streamstats = program()
    walks, seed, only = option("--walks", 30), option("--seed", 20260305), option("--only", None)

    def compared(number):
        """How many views of a walk agree, and the difference that ended the walk."""
        with tempfile.TemporaryDirectory() as folder:
            walk = Walk(streamstats, folder, number, seed)
            try:
                walk.walk()
            except AssertionError as difference:
                return walk.checked, f"walk {number}: {difference}"
            return walk.checked, None

    # A walk waits most of its time.
    with ThreadPoolExecutor(2 * os.cpu_count()) as pool:
        results = list(pool.map(compared, range(walks) if only is None else [only]))
    differences = [difference for _, difference in results if difference]
    check(not differences, "\n".join([*differences, f"{len(differences)} of {walks} walks of seed {seed} differ"]))
    views = sum(checked for checked, _ in results)
    print(f"{walks} walks of keys: {views} views, each with the figures of its command line")


if __name__ == "__main__":
    run(main, 600)
