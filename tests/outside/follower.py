"""A streamstats that runs: started, its reports read while it does, told to end, ended in any case.

Not a test. The tests beside it use it. Only the public contract is looked at: options, signals,
stdout, stderr, exit status, and what /proc says of any process.
"""

import json
import os
import signal
import subprocess
import sys
import time

ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
PARTS = ["matched", "unmatched", "untimed", "out_of_range", "filtered", "header", "late", "continued"]


def limit(seconds):
    """Ends the test with a message if it is not done by then."""

    def late(_signal, _frame):
        raise TimeoutError(f"the whole test took more than {seconds} s")

    signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    # A test that is stopped cleans up as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))


def check(holds, message):
    """Fails the test with the message unless it holds."""
    if not holds:
        raise AssertionError(message)


def run(test, seconds):
    """Runs a test, with a limit of time, and turns what it raises into a message and a status."""
    limit(seconds)
    try:
        test()
    except (AssertionError, TimeoutError, subprocess.TimeoutExpired) as error:
        sys.exit(f"{os.path.basename(sys.argv[0])}: FAILED: {error}")
    print(f"{os.path.basename(sys.argv[0])}: ok", flush=True)


def wait(what, condition, seconds=15.0):
    """What the condition gives as soon as that is true; fails after so many seconds.

    `what` is a text, or a function that gives one when it has failed.
    """
    end = time.monotonic() + seconds
    while True:
        got = condition()
        if got:
            return got
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds:g} s in vain: {what() if callable(what) else what}")
        time.sleep(0.02)


def program():
    """The absolute path of the program under test, the first argument."""
    if len(sys.argv) < 2 or not os.access(sys.argv[1], os.X_OK):
        sys.exit(f"usage: {sys.argv[0]} PROGRAM")
    return os.path.abspath(sys.argv[1])


def accounted(report):
    """Fails unless the report's lines are all told for."""
    told = report["input"]
    check(
        told["lines"] == sum(told[part] for part in PARTS),
        f"lines are not accounted for: {told}",
    )


class Follower:
    """One process with its stdout and stderr in files of a folder; a context manager that kills it."""

    started = 0

    def __init__(self, folder, *command):
        Follower.started += 1
        self.out = os.path.join(folder, f"out.{Follower.started}")
        self.err = os.path.join(folder, f"err.{Follower.started}")
        self.documents = []
        self.read = 0
        with open(self.out, "wb") as out, open(self.err, "wb") as err:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=ENVIRONMENT
            )
        self.pid = self.process.pid

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(10)

    def reports(self):
        """All JSON documents printed so far, one a line."""
        with open(self.out, "rb") as out:
            out.seek(self.read)
            new = out.read()
        whole = new[: new.rfind(b"\n") + 1]
        self.read += len(whole)
        for line in whole.splitlines():
            try:
                self.documents.append(json.loads(line))
            except ValueError:
                raise AssertionError(f"not one JSON document a line: {line[:200]!r}") from None
        return self.documents

    def last(self):
        """The last document, {} while there is none. Fails if the process has ended."""
        check(self.process.poll() is None, f"ended by itself with {self.process.returncode}: {self.said()}")
        documents = self.reports()
        return documents[-1] if documents else {}

    def total(self):
        """The lines counted, as the last document says."""
        return self.last().get("summary", {}).get("total") or 0

    def said(self):
        """Its diagnostics."""
        with open(self.err, encoding="utf-8", errors="replace") as err:
            return err.read()[-2000:]

    def printed(self):
        """Its stdout as text."""
        with open(self.out, encoding="utf-8") as out:
            return out.read()

    def tell(self, number):
        """Sends it a signal."""
        self.process.send_signal(number)

    def end(self, number=signal.SIGTERM, status=0):
        """Ends it by a signal and fails unless the status is that one."""
        self.tell(number)
        try:
            got = self.process.wait(15)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"still runs 15 s after {signal.Signals(number).name}") from None
        check(got == status, f"status {got} after {signal.Signals(number).name}, not {status}: {self.said()}")

    def final(self, status=0):
        """Ends it by SIGTERM, which must give `status`, and returns its last document."""
        before = len(self.reports())
        self.end(status=status)
        check(len(self.reports()) > before, "SIGTERM printed no last report")
        return self.documents[-1]


class Log:
    """A log that is written to, and rotated in both ways. Writes go to the end, as a logger's do."""

    def __init__(self, path):
        self.path = path
        self.file = None
        self.open()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.file)

    def open(self):
        """Opens the path, which may be a new file by now."""
        if self.file is not None:
            os.close(self.file)
        self.file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)

    def write(self, data):
        """Writes all of the bytes (or text)."""
        data = memoryview(data.encode() if isinstance(data, str) else data)
        while data:
            data = data[os.write(self.file, data) :]

    def shift(self, keep=3):
        """Makes room for PATH.1: the older ones move up, the oldest goes."""
        for number in range(keep, 0, -1):
            if os.path.exists(f"{self.path}.{number}"):
                os.replace(f"{self.path}.{number}", f"{self.path}.{number + 1}")
        if os.path.exists(f"{self.path}.{keep + 1}"):
            os.remove(f"{self.path}.{keep + 1}")

    def rename(self):
        """Moves the file away, as `create` of logrotate; goes on in the old one until `open`."""
        self.shift()
        os.replace(self.path, f"{self.path}.1")

    def copytruncate(self):
        """Copies the file, then cuts it to nothing, as `copytruncate` of logrotate."""
        self.shift()
        with open(self.path, "rb") as source, open(f"{self.path}.1", "wb") as copy:
            while block := source.read(1 << 20):
                copy.write(block)
        os.truncate(self.path, 0)
