"""The screen in a real terminal, of a log that grows and of one that does not: tmux resizes it, presses
its keys, clicks on it and looks at it.

    python3 tests/outside/screen.py PROGRAM
    REGENERATE=1 python3 tests/outside/screen.py PROGRAM    # keeps what it sees: look at it

Each screen is compared with a file of tests/outside/screens, without what hangs on the clock, and what
has to hold whatever it looks like is checked besides. Needs tmux.
"""

import difflib
import fcntl
import json
import os
import pty
import re
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

from follower import ENVIRONMENT, Log, check, program, run, wait

SCREENS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "screens")
OPTIONS = ["-q", "-F", "-t", "-p", r"^(?P<time>\S+) (?P<value>.*?) GET"]

# What hangs on the clock, and what is put in its place. All else is of the log, whose times are fixed.
MASKS = [
    (r"(?!2026-03-05)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "YYYY-MM-DDTHH:MM:SSZ"),
    (r"[\d.,]+[kMG]?(?= lines/s)", "#"),
    (r"/\S+/(?=app\.log)", "/"),
    (r"(?<=running )\d+(\.\d+)?( m?s| min)?( \d+ s)?", "#"),
]


def content():
    """Two minutes of requests by 70 clients, a few of them busy, one hostile, one wide, as text."""
    text = []
    for second in range(120):
        stamp = f"2026-03-05T14:{2 + second // 60:02}:{second % 60:02}Z"
        clients = [f"192.0.2.{(7 * second + 11 * turn) % 67}" for turn in range(3)]
        clients += ["203.0.113.7"] * (second % 9) + ["198.51.100.1"] * (second % 4 // 3)
        clients += ["\x1b[2Jred\x1b[0K"] * (second % 10 == 0) + ["客户端 一"] * (second % 12 == 0)
        text += [f"{stamp} {client} GET /api/v2/orders 200\n" for client in clients]
    return text


class Terminal:
    """A tmux server of its own with one window; a context manager that ends it."""

    def __init__(self, folder, columns, rows, command):
        self.environment = {**ENVIRONMENT, "TMUX_TMPDIR": folder, "TERM": "xterm-256color", "SHELL": "/bin/sh"}
        self.environment.pop("TMUX", None)
        script = f"trap : INT; {shlex.join(command)}; echo status $?; exec sleep 600"
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(rows), script)
        self.tmux("set-option", "-g", "status", "off")
        self.resize(columns, rows)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(["tmux", "kill-server"], env=self.environment, timeout=10, check=False, stderr=subprocess.DEVNULL)

    def tmux(self, *arguments):
        done = subprocess.run(
            ["tmux", "-u", *arguments], env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=10, text=True,
        )
        check(done.returncode == 0, f"tmux {arguments[0]}: {done.stderr}")
        return done.stdout

    def resize(self, columns, rows):
        """Changes the size of the window; the program gets SIGWINCH."""
        self.tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def press(self, *keys):
        """Presses keys, by tmux's names, one after the other."""
        for key in keys:
            self.tmux("send-keys", key)
            time.sleep(0.1)

    def click(self, column, row):
        """Presses and releases the left button, by the sequences of a mouse (SGR)."""
        for end in ("M", "m"):
            self.tmux("send-keys", "-l", f"\x1b[<0;{column};{row}{end}")
        time.sleep(0.2)

    def resume(self):
        """Continues the program that Ctrl-Z stopped: the window has no shell to do it."""
        pane = self.tmux("display-message", "-p", "#{pane_pid}").strip()
        family = subprocess.run(["pgrep", "-P", pane], stdout=subprocess.PIPE, text=True, check=False)
        for process in family.stdout.split():
            os.kill(int(process), signal.SIGCONT)

    def screen(self):
        """What is on the screen, as text, blanks at the ends of lines cut off."""
        return "\n".join(line.rstrip() for line in self.tmux("capture-pane", "-p").split("\n")).rstrip() + "\n"

    def scrolled(self):
        """What is on the screen and what scrolled off it."""
        return self.tmux("capture-pane", "-p", "-S", "-500")

    def shows(self, *texts):
        """Waits until all of the texts are on the screen."""
        wait(
            lambda: f"{texts} on the screen:\n{self.screen()}",
            lambda: all(text in self.screen() for text in texts),
        )

    def still(self):
        """The screen, normalised, once it stays the same for a while."""
        seen = []

        def same():
            seen.append(normalised(self.screen()))
            time.sleep(0.2)
            return len(seen) > 3 and len(set(seen[-4:])) == 1

        wait(lambda: f"the screen does not come to rest, here are the last two:\n{seen[-2]}\n{seen[-1]}", same)
        return seen[-1]

    def live(self):
        """Whether the alternate screen is on."""
        return self.tmux("display-message", "-p", "#{alternate_on}").strip() == "1"

    def cursor(self):
        """Whether the cursor is shown."""
        return self.tmux("display-message", "-p", "#{cursor_flag}").strip() == "1"


def normalised(screen):
    """The screen without what hangs on the clock."""
    for pattern, replacement in MASKS:
        screen = re.sub(pattern, replacement, screen)
    return "\n".join(line.rstrip() for line in screen.split("\n"))


def kept(name, screen):
    """Compares a normalised screen with the one kept under that name, or keeps it."""
    path = os.path.join(SCREENS, name + ".txt")
    if os.environ.get("REGENERATE") == "1":
        os.makedirs(SCREENS, exist_ok=True)
        with open(path, "w", encoding="utf-8") as out:
            out.write(screen)
    check(os.path.exists(path), f"{path} is missing: REGENERATE=1 makes it")
    with open(path, encoding="utf-8") as text:
        want = text.read()
    difference = "\n".join(difflib.unified_diff(want.split("\n"), screen.split("\n"), "kept", "seen", lineterm=""))
    check(screen == want, f"the screen {name} is another one:\n{difference}")
    print(f"{name}: as kept", flush=True)


def session(streamstats, folder, end):
    """All keys but the one that ends it."""
    text = content()
    first, second = text[: len(text) // 2], text[len(text) // 2 :]
    with Log(os.path.join(folder, "app.log")) as log:
        log.write("".join(first))
        with Terminal(folder, 80, 24, [streamstats, *OPTIONS, log.path]) as terminal:
            terminal.shows("203.0.113.7", f"{len(first):,}")
            check(terminal.live(), "no alternate screen")
            check(not terminal.cursor(), "the cursor is shown")
            end(terminal, log, first, second)
            terminal.shows("status 0")
            check(not terminal.live(), "still on the alternate screen")
            check(terminal.cursor(), "the cursor stays hidden")


def keys(terminal, log, first, second):
    """Every key at 80x24, then 200x60, then tiny, then q."""
    kept("80x24", terminal.still())

    terminal.press("o")
    outliers = terminal.still()
    check("203.0.113.7" in outliers and "192.0.2.5 " not in outliers, f"o shows more than outliers:\n{outliers}")
    kept("80x24-outliers", outliers)
    terminal.press("o")

    before = terminal.still()
    terminal.press("s")
    sorted_otherwise = terminal.still()
    check(sorted_otherwise != before, f"s changes nothing:\n{before}")
    kept("80x24-sorted", sorted_otherwise)
    # It goes round the columns.
    for _ in range(20):
        if terminal.still() == before:
            break
        terminal.press("s")
    check(terminal.still() == before, "20 times s do not come round to the first order")

    terminal.press("/", "1", "9", "8", ".", "5", "1")
    kept("80x24-search-typed", terminal.still())
    terminal.press("Enter")
    searched = terminal.still()
    check("198.51.100.1" in searched and "203.0.113.7" not in searched, f"/ does not search:\n{searched}")
    kept("80x24-searched", searched)
    terminal.press("/", "Escape")
    terminal.shows("203.0.113.7")

    # Paused, the screen stands; what comes is counted all the same.
    terminal.press("p")
    paused = terminal.still()
    log.write("".join(second))
    time.sleep(1.5)
    check(f"{len(first) + len(second):,}" not in terminal.screen(), f"p does not pause:\n{terminal.screen()}")
    check(terminal.still() == paused, f"the paused screen changes:\n{terminal.screen()}")
    kept("80x24-paused", paused)
    terminal.press("p")
    terminal.shows(f"{len(first) + len(second):,}")

    terminal.resize(200, 60)
    wait("a screen of more than 24 rows", lambda: terminal.screen().count("\n") > 30)
    wide = terminal.still()
    check("\x1b" not in wide and "[2Jred" in wide, f"the hostile value is not escaped:\n{wide}")
    kept("200x60", wide)

    for columns, rows in ((20, 5), (1, 1), (80, 24)):
        terminal.resize(columns, rows)
        time.sleep(0.4)
    terminal.shows("203.0.113.7")
    terminal.press("q")
    terminal.shows("status 0")
    final = terminal.still()
    check(f"total {len(first) + len(second):,}" in terminal.scrolled(), f"q prints no final report:\n{final}")
    kept("80x24-final", final)


def interrupt(terminal, *_):
    """Ctrl-C ends it as q does."""
    terminal.press("C-c")


def shown_command(terminal):
    """The command line that `y` shows, without its frame."""
    terminal.press("y")
    terminal.shows("the command of this view")
    lines = [line for line in terminal.screen().split("\n") if "│" in line]
    words = " ".join(line[line.index("│") + 1 : line.rindex("│")].strip() for line in lines)
    terminal.press("Escape")
    return words[words.index("streamstats") :]


def figures(streamstats, folder, command):
    """The first value of the report that a command prints, and how many values there are."""
    script = f"{command} -O json"
    path = os.pathsep.join([os.path.dirname(streamstats), os.environ["PATH"]])
    done = subprocess.run(
        ["sh", "-c", script], cwd=folder, env={**ENVIRONMENT, "PATH": path}, stdout=subprocess.PIPE,
        timeout=30, check=False,
    )
    report = json.loads(done.stdout)
    first = report["values"][0]
    return first["value"], first["count"], report["summary"]["count"]


def agrees(terminal, streamstats, folder):
    """Checks that the command of the view gives its figures; gives the command."""
    command = shown_command(terminal)
    value, count, values = figures(streamstats, folder, command)
    screen = terminal.screen()
    row = f"{value} .* {count} .*" if count < 1000 else re.escape(value)
    check(re.search(row, screen), f"{command} gives {value} {count}:\n{screen}")
    words = "1 value " if values == 1 else f"{values:,} values"
    check(words in screen, f"{command} gives {values} values:\n{screen}")
    return command


def exploring(streamstats, folder):
    """A finished log: every key, and the command of each view."""
    text = content()
    with open(os.path.join(folder, "app.log"), "w", encoding="utf-8") as log:
        log.write("".join(text))
    options = ["-q", "-t", "-p", r"^(?P<time>\S+) (?P<value>.*?) (?P<method>GET) (?P<path>\S+) (?P<status>\d+)"]
    command = ["sh", "-c", f"cd {folder} && exec {shlex.join([streamstats, '--screen', *options, 'app.log'])}"]
    with Terminal(folder, 80, 24, command) as terminal:
        terminal.shows("203.0.113.7", f"{len(text):,} lines")
        kept("exploring", terminal.still())
        agrees(terminal, streamstats, folder)

        terminal.press("?")
        terminal.shows("count by another column")
        kept("exploring-help", terminal.still())
        terminal.press("Escape", "Down", "Enter")
        terminal.shows("peak_10m")
        kept("exploring-row", terminal.still())
        terminal.press("i")
        terminal.shows("198.51.100.1", "siblings")
        terminal.press("Escape")
        terminal.shows("peak_10m")
        terminal.press("Escape", "k")
        terminal.shows("count by")
        kept("exploring-by", terminal.still())
        terminal.press("s", "t", "a", "t", "u", "s", "Enter")
        terminal.shows("1 value ")
        check("-k status" in agrees(terminal, streamstats, folder), "k does not count by status")
        terminal.press("k", *"status, method", "Enter")
        terminal.shows("200 GET")
        check("-k status,method" in agrees(terminal, streamstats, folder), "k does not count by two columns")
        kept("exploring-tuple", terminal.still())
        terminal.press("u", "u")
        terminal.shows("203.0.113.7")

        terminal.press("w", "Enter")
        terminal.shows("value = 203.0.113.7", "1 value ")
        kept("exploring-filtered", terminal.still())
        agrees(terminal, streamstats, folder)
        terminal.press("x", "Enter", "w", "Down", "Enter")
        terminal.shows("value != 203.0.113.7")
        agrees(terminal, streamstats, folder)
        terminal.click(2, 2)
        wait("no chip after a click on it", lambda: "value !=" not in terminal.screen())

        terminal.press("t", "Right", "Right", "Enter", *["Right"] * 9)
        kept("exploring-marked", terminal.still())
        terminal.press("Enter")
        terminal.shows("2026-03-05T14:02:03Z to")
        check("-s 2026-03-05T14:02:03Z -e" in agrees(terminal, streamstats, folder), "t sets no timeframe")
        terminal.press("BSpace", "Enter")
        wait("the whole log", lambda: "2026-03-05T14:02:03Z to" not in terminal.screen())

        terminal.press("b", "Down", "Enter")
        terminal.shows("10 s")
        check("-b 10s" in agrees(terminal, streamstats, folder), "b sets no bucket")
        terminal.press("m", "s", "t", "a", "t", "u", "s", "Enter")
        terminal.shows("p99")
        agrees(terminal, streamstats, folder)
        terminal.press("s", "s", "o", "r")
        agrees(terminal, streamstats, folder)
        terminal.press("o", "r", "u", "u", "u", "u")

        terminal.resize(200, 60)
        wait("a screen of more than 24 rows", lambda: terminal.screen().count("\n") > 30)
        kept("exploring-200x60", terminal.still())
        for columns, rows in ((20, 5), (1, 1), (80, 24)):
            terminal.resize(columns, rows)
            time.sleep(0.3)
        terminal.click(5, 6)
        terminal.press("/", "1", "9", "8", "Enter")
        terminal.shows("198.51.100.1", "1 value")
        terminal.press("Escape", "e", "Enter")
        terminal.shows("written: streamstats.html")
        with open(os.path.join(folder, "streamstats.html"), encoding="utf-8") as report:
            check("<!doctype html>" in report.read(200).lower(), "e writes no page")
        terminal.press("e", "Down", "Enter")
        terminal.shows("written: streamstats.json")
        with open(os.path.join(folder, "streamstats.json"), encoding="utf-8") as report:
            check(json.load(report)["schema"] == 1, "e writes no JSON")
        terminal.press("e", "c", "s", "v", "Enter")
        terminal.shows("written: streamstats.csv")
        with open(os.path.join(folder, "streamstats.csv"), encoding="utf-8") as report:
            check(report.readline().startswith("value,count,"), "e writes no csv")

        terminal.press("C-z")
        wait("the main screen, suspended", lambda: not terminal.live())
        terminal.resume()
        terminal.shows("203.0.113.7")
        check(terminal.live(), "not on the alternate screen after SIGCONT")
        terminal.press("q")
        terminal.shows("status 0")
        check(re.search(r"(count|total) +883", terminal.scrolled()), f"q prints no report:\n{terminal.scrolled()}")
        check(not terminal.live(), "still on the alternate screen")
        check(terminal.cursor(), "the cursor stays hidden")


def without_mouse(streamstats, folder):
    """With --no-mouse the terminal keeps the mouse for itself: text can be marked and copied."""
    path = os.path.join(folder, "app.log")
    with open(path, "w", encoding="utf-8") as log:
        log.write("".join(content()))
    for options, wants in (([], "1"), (["--no-mouse"], "0")):
        server = os.path.join(folder, f"server{wants}")
        os.mkdir(server)
        with Terminal(server, 80, 24, [streamstats, "--screen", *options, "-f", "2", path]) as terminal:
            terminal.shows("203.0.113.7")
            taken = terminal.tmux("display-message", "-p", "#{mouse_any_flag}").strip()
            check(taken == wants, f"{options}: the mouse is reported: {taken}")
            terminal.press("q")
            terminal.shows("status 0")


def closed(streamstats, folder):
    """A terminal that is closed ends the screen with 129; state and checkpoint are written."""
    text = content()
    with open(os.path.join(folder, "app.log"), "w", encoding="utf-8") as log:
        log.write("".join(text))
    state, checkpoint = os.path.join(folder, "state"), os.path.join(folder, "checkpoint")
    for options, files in ((["--screen"], [state]), (["-F", "--checkpoint", checkpoint], [state, checkpoint])):
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 0, 0))
        with subprocess.Popen(
            [streamstats, *options, "-f", "2", "--save-state", state, os.path.join(folder, "app.log")],
            stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, start_new_session=True, env=ENVIRONMENT,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        ) as screen:
            os.close(theirs)
            seen = b""
            while b"203.0.113.7" not in seen:
                seen += os.read(ours, 65536)
            os.close(ours)
            said = screen.communicate(timeout=30)[1]
        check(screen.returncode == 129, f"{options}: status {screen.returncode} after the terminal was closed: {said}")
        for file in files:
            done = subprocess.run(
                [streamstats, "merge", "-O", "json", file], stdout=subprocess.PIPE, timeout=30, check=False, env=ENVIRONMENT
            )
            lines = json.loads(done.stdout)["input"]["lines"]
            check(lines == len(text), f"{options}: {file} holds {lines} of {len(text)} lines")
            os.remove(file)


def main():
    streamstats = program()
    check(shutil.which("tmux"), "tmux is not installed")
    for part in (exploring, without_mouse, closed):
        with tempfile.TemporaryDirectory() as folder:
            part(streamstats, folder)
    for end in (keys, interrupt):
        with tempfile.TemporaryDirectory() as folder:
            session(streamstats, folder, end)
    print("the terminal is as it was after q and Ctrl-C", flush=True)
    if os.environ.get("REGENERATE") == "1":
        print(f"kept anew in {SCREENS}: look at them", file=sys.stderr)


if __name__ == "__main__":
    run(main, 180)
