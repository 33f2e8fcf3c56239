"""Following a log: files that come late, shrink, go and come back; reports at intervals; late lines.

    python3 tests/outside/follow.py PROGRAM [CASE]...

Every case is a function of its own, below. Times in the logs are those of the clock, so that it
makes no difference whether a span is measured by the lines' times or by their arrival.
"""

import json
import os
import re
import signal
import sys
import tempfile
import time

from follower import Follower, Log, accounted, check, program, run, wait

JSON = ["-q", "-F", "-O", "json"]
# A time stamp over a text report, however it is written.
STAMP = re.compile(r"^.{0,20}\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d", re.M)


def lines(value, number, ago=0):
    """So many lines with a time (now, or some seconds ago) and this value, as text."""
    return f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(time.time() - ago))} {value}\n" * number


def counts(report):
    """Value -> count of a report, {} while it has none."""
    return {row["value"]: row["count"] for row in report.get("values", [])}


def until(follower, want):
    """Waits until the last report has these counts."""
    wait(lambda: f"counts {want}; it says {counts(follower.last())}", lambda: counts(follower.last()) == want)


def late_creation(streamstats, folder):
    """A file that is not there yet is waited for, and read from its start."""
    path = os.path.join(folder, "later.log")
    with Follower(folder, streamstats, *JSON, "--every", "100ms", path) as follower:
        time.sleep(0.5)
        check(follower.process.poll() is None, f"it does not wait for the file: {follower.said()}")
        with Log(path) as log:
            log.write("a\nb\na\n")
            until(follower, {"a": 2, "b": 1})
            accounted(follower.final())


def a_line_in_pieces(streamstats, folder):
    """A line counts when its end has come, and once; the last one without an end counts in the last report."""
    with Log(os.path.join(folder, "pieces.log")) as log:
        with Follower(folder, streamstats, *JSON, "--every", "100ms", log.path) as follower:
            for piece in ("whole\nfir", "st", " line\r", "\nan end"):
                log.write(piece)
                time.sleep(0.3)
            until(follower, {"first line": 1, "whole": 1})
            final = counts(follower.final())
            check(final in ({"first line": 1, "whole": 1, "an end": 1}, {"first line": 1, "whole": 1}), f"{final}")


def truncation(streamstats, folder):
    """A file that shrinks is read from its start again, what was counted stays."""
    with Log(os.path.join(folder, "cut.log")) as log:
        with Follower(folder, streamstats, *JSON, "--every", "100ms", log.path) as follower:
            log.write("a\n" * 100)
            until(follower, {"a": 100})
            os.truncate(log.path, 0)
            log.write("b\n")
            until(follower, {"a": 100, "b": 1})
            os.truncate(log.path, 0)
            time.sleep(0.5)
            log.write("c\n" * 200)
            until(follower, {"a": 100, "b": 1, "c": 200})
            accounted(follower.final())


def deleted_and_made_again(streamstats, folder):
    """What is added to a deleted file still counts, and so does a new file of the name, whatever its inode."""
    with Log(os.path.join(folder, "gone.log")) as log:
        with Follower(folder, streamstats, *JSON, "--every", "100ms", log.path) as follower:
            log.write("a\n" * 10)
            until(follower, {"a": 10})
            os.remove(log.path)
            log.write("b\n" * 5)
            until(follower, {"a": 10, "b": 5})
            time.sleep(0.5)
            check(follower.process.poll() is None, f"it ends when the file goes: {follower.said()}")
            log.open()
            log.write("c\n" * 20)
            until(follower, {"a": 10, "b": 5, "c": 20})
            accounted(follower.final())


def reopened(streamstats, folder):
    """SIGHUP ends nothing and counts nothing twice, with a new file and without."""
    with Log(os.path.join(folder, "hup.log")) as log:
        with Follower(folder, streamstats, *JSON, "--every", "100ms", log.path) as follower:
            log.write("a\n" * 10)
            until(follower, {"a": 10})
            follower.tell(signal.SIGHUP)
            log.write("b\n")
            until(follower, {"a": 10, "b": 1})
            log.rename()
            log.write("c\n" * 3)
            log.open()
            follower.tell(signal.SIGHUP)
            log.write("d\n")
            until(follower, {"a": 10, "b": 1, "c": 3, "d": 1})
            accounted(follower.final())


def the_usual_interval(streamstats, folder):
    """Without --every a report comes every 10 s and at the end; SIGTERM and SIGINT both give that and status 0."""
    for number, waits in ((signal.SIGTERM, True), (signal.SIGINT, False)):
        with Log(os.path.join(folder, f"end{number}.log")) as log:
            log.write("a\n" * 10)
            with Follower(folder, streamstats, *JSON, log.path) as follower:
                time.sleep(1)
                check(not follower.reports(), "a report in the first second, without --every")
                log.write("b\n")
                time.sleep(1)
                if waits:
                    wait("a report after 10 s", follower.reports, 10)
                follower.end(number)
                reports = [counts(report) for report in follower.reports()]
                check(reports == [{"a": 10, "b": 1}] * (1 + waits), f"{follower.printed()!r}")


def a_document_an_interval(streamstats, folder):
    """--every with -O json is a document a line an interval, whether lines came or not."""
    with Log(os.path.join(folder, "json.log")) as log:
        with Follower(folder, streamstats, *JSON, "--every", "500ms", log.path) as follower:
            log.write("a\n")
            time.sleep(5)
            several = len(follower.reports())
            check(8 <= several <= 12, f"{several} documents in 5 s at --every 500ms")
            log.write("b\n")
            until(follower, {"a": 1, "b": 1})
            follower.final()
            check(follower.printed().count("\n") == len(follower.documents), "a document is not one line")
            for report in follower.documents:
                accounted(report)


def text_under_a_stamp(streamstats, folder):
    """--every with text prints each report under the time it was made."""
    with Log(os.path.join(folder, "text.log")) as log:
        log.write("apple\n" * 4 + "pear\n" * 3)
        with Follower(folder, streamstats, "-q", "-F", "--every", "1s", log.path) as follower:
            time.sleep(3.5)
            text = follower.printed()
            stamps, totals = STAMP.findall(text), re.findall(r"^ *total +7$", text, re.M)
            check(3 <= len(stamps) <= 4, f"{len(stamps)} stamps in 3.5 s at --every 1s: {text[:500]}")
            check(len(totals) == len(stamps), f"{len(stamps)} stamps, {len(totals)} totals of 7: {text[:500]}")
            check(STAMP.match(text.lstrip("\n")), f"the stamp is not above the report: {text[:200]}")
            check("\x1b" not in text, "escape sequences in a file")
            follower.end()


def the_last_while(streamstats, folder):
    """--last reports only what is younger than that, while lines come."""
    with Log(os.path.join(folder, "last.log")) as log:
        with Follower(folder, streamstats, *JSON, "-t", "--last", "3s", "--every", "500ms", log.path) as follower:
            log.write(lines("old", 50))
            until(follower, {"old": 50})
            for _ in range(5):
                time.sleep(1)
                log.write(lines("new", 1))
            gone = lambda: "old" not in counts(follower.last()) and counts(follower.last()).get("new", 0)
            new = wait(lambda: f"--last 3s has only new; it says {counts(follower.last())}", gone)
            check(1 <= new <= 4, f"{new} of a line a second in the last 3 s")
            follower.final()


def lateness(streamstats, folder):
    """Lines older than what is closed are counted as late, and as nothing else."""
    with Log(os.path.join(folder, "late.log")) as log:
        with Follower(folder, streamstats, *JSON, "-t", "--lateness", "5s", "--every", "200ms", log.path) as follower:
            log.write(lines("a", 10, ago=60))
            until(follower, {"a": 10})
            log.write(lines("b", 10))
            until(follower, {"a": 10, "b": 10})
            # A little out of order is in order; far behind is late.
            log.write(lines("c", 2, ago=2) + lines("d", 3, ago=60) + lines("e", 1))
            until(follower, {"a": 10, "b": 10, "c": 2, "e": 1})
            told = follower.final()
            accounted(told)
            check(told["input"]["late"] == 3, f"late is {told['input']['late']}, not 3")
            check(told["input"]["lines"] == 26, f"lines is {told['input']['lines']}, not 26")


def two_files_hours_apart(streamstats, folder):
    """Each file is late by its own latest line; one of which nothing comes holds nothing up."""
    paths = [os.path.join(folder, name) for name in ("now.log", "old.log", "idle.log")]
    with Log(paths[0]) as log, Log(paths[1]) as old, Log(paths[2]):
        with Follower(folder, streamstats, *JSON, "-t", "--lateness", "5s", "--every", "100ms", *paths) as follower:
            log.write(lines("now", 10))
            until(follower, {"now": 10})
            old.write(lines("old", 10, ago=7200))
            until(follower, {"now": 10, "old": 10})
            log.write(lines("now", 5) + lines("late", 2, ago=60))
            old.write(lines("older", 3, ago=7260) + lines("old", 5, ago=7200))
            until(follower, {"now": 15, "old": 15})
            told = follower.final()
            accounted(told)
            check(told["input"]["late"] == 5, f"late is {told['input']['late']}, not 5")


def a_stamp_of_the_future(streamstats, folder):
    """One line of another year makes none of the others late, nor does it empty the last while."""
    for options in (["--lateness", "5s"], ["--last", "1h"]):
        with Log(os.path.join(folder, f"future{len(options[1])}{options[0]}.log")) as log:
            # A timeline of 73 years is long; only what became of the lines is asked for.
            command = [*JSON, "--section", "input", "-t", *options, "--every", "100ms", log.path]
            with Follower(folder, streamstats, *command) as follower:
                matched = lambda: follower.last().get("input", {}).get("matched")
                log.write(lines("a", 10) + lines("far", 1, ago=-73 * 365 * 86400) + lines("a", 10))
                wait("21 lines counted", lambda: matched() == 21)
                log.write(lines("a", 10, ago=2))
                wait("31 lines counted", lambda: matched() == 31)
                check(follower.final()["input"]["late"] == 0, "lines are late")


def nothing_counted(streamstats, folder):
    """A follower that ends before a line came reports so: status 1, as a run that counted nothing."""
    with Log(os.path.join(folder, "empty.log")) as log:
        with Follower(folder, streamstats, *JSON, "--every", "1s", log.path) as follower:
            time.sleep(1)
            report = follower.final(status=1)
            check(report["input"]["lines"] == 0, json.dumps(report["input"]))


def a_json_document(streamstats, folder):
    """A JSON document is no log of lines: that is an error, beside what could be counted."""
    with Log(os.path.join(folder, "records.json")) as log:
        log.write('[\n{"level": "warn"},\n{"level": "info"}\n]\n')
        command = [streamstats, "-q", "-O", "json", "-F", "-P", "json", "-k", "level", log.path]
        with Follower(folder, *command) as follower:
            time.sleep(1)
            follower.end(status=2)
            check("records.json: this is one JSON document" in follower.said(), follower.said())


def a_pipe_at_intervals(streamstats, folder):
    """--every works on stdin too: a report when it ends, which counts all of it."""
    script = "printf 'a\\nb\\n'; sleep 2; printf 'a\\n'"
    command = ["sh", "-c", f"({script}) | exec '{streamstats}' -q -O json --every 500ms"]
    with Follower(folder, *command) as piped:
        wait("the end of the pipe", lambda: piped.process.poll() is not None)
        check(piped.process.returncode == 0, f"status {piped.process.returncode}: {piped.said()}")
        reports = [counts(report) for report in piped.reports()]
        check(len(reports) >= 3 and {"a": 1, "b": 1} in reports, f"{reports}")
        check(reports[-1] == {"a": 2, "b": 1}, f"the last report has {reports[-1]}")


CASES = [
    late_creation, a_line_in_pieces, truncation, deleted_and_made_again, reopened, the_usual_interval,
    a_document_an_interval, text_under_a_stamp, the_last_while, lateness, two_files_hours_apart,
    a_stamp_of_the_future, nothing_counted, a_json_document, a_pipe_at_intervals,
]


def main():
    streamstats, failed = program(), []
    chosen = [case for case in CASES if case.__name__ in sys.argv[2:] or not sys.argv[2:]]
    for case in chosen:
        begun = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            try:
                case(streamstats, folder)
                said = "ok"
            except AssertionError as error:
                failed.append(case.__name__)
                said = f"FAILED: {error}"
        print(f"{case.__name__} ({time.monotonic() - begun:.1f} s): {said}", flush=True)
    check(not failed, ", ".join(failed))


if __name__ == "__main__":
    run(main, 240)
