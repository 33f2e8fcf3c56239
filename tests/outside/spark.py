"""examples/spark/job.py on a cluster of two workers gives one machine's report byte for byte; and so do its commands as
Hadoop Streaming would run them.

    python3 tests/outside/spark.py PROGRAM

PySpark 3.5 is installed into the folder named by PYSPARK_VENV, which is kept, else into one that
goes with the test; Java 17 is on the PATH. The log is generated: the same one every time.
"""

import json
import os
import random
import shlex
import subprocess
import sys
import tempfile
import time

from follower import ENVIRONMENT, check, program, run

JOB = os.path.join(os.path.dirname(__file__), "..", "..", "examples", "spark", "job.py")
CLUSTER = "local-cluster[2,1,1024]"
LINES, PARTITIONS = 100_000, 20
# What is counted, and how it is reported. The first is counted by processes of their own, the others
# by threads: it is Spark that takes the time.
CASES = [
    ("-P nginx-times -t", "-O json"),
    ("-P nginx-times -k path -m bytes", "-O json --sort m_p90"),
    ("-p '(?P<value>[0-9.]+)$' -N", "-O json"),
    ("-P nginx-times -t -m request_time --window 10s -w 'status >= 400'", "-o --outlier-rule mad -O csv"),
]


def generate(folder):
    """Writes the log as files of a folder: one large, a short one with CR LF, and two empty."""
    chance = random.Random(5)
    clients = [f"203.0.113.{number}" for number in range(1, 200)] + [f"2001:db8::{number:x}" for number in range(900)]
    weights = [1 / (1 + rank) for rank in range(len(clients))]
    paths = [f"/api/v2/{name}/{number}" for name in ("orders", "items", "carts") for number in range(40)]
    lines, second = [], 0
    for client in chance.choices(clients, weights, k=LINES):
        second += chance.random() < 0.05
        clock = f"{14 + second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
        method = chance.choice(["GET", "GET", "GET", "POST", "PUT", "DELETE"])
        status = chance.choice([200, 200, 200, 304, 404, 401, 500])
        lines.append(
            f"{client} - - [05/Mar/2026:{clock} +0000] \"{method} {chance.choice(paths)} HTTP/1.1\" {status}"
            f" {int(chance.lognormvariate(8, 2))} \"-\" \"Meadow/{chance.randrange(9)} caf\u00e9\""
            f" {chance.lognormvariate(-2, 1.5):.3f}"
        )
        if chance.random() < 0.001:
            lines.append(chance.choice(["nonsense", "", "a lone \r in it"]))
    parts = {"a.log": "\n".join(lines[:-50]) + "\n", "b.log": "", "c.log": "\r\n".join(lines[-50:]) + "\r\n", "d.log": ""}
    for name, text in parts.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as out:
            out.write(text)
    return "".join(parts.values()).encode()


def install(folder):
    """A venv with PySpark in the folder, unless it is there; gives the folder of its commands."""
    commands = os.path.join(folder, "bin")
    if not os.path.exists(os.path.join(commands, "spark-submit")):
        subprocess.run([sys.executable, "-m", "venv", folder], check=True, timeout=120)
        pip = [os.path.join(commands, "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "pyspark==3.5.*"], check=True, timeout=400)
    return commands


def job(commands, folder, master, arguments):
    """The job's status and report, None if there is none; what it says is left in a file of the folder."""
    python = os.path.join(commands, "python")
    environment = {**ENVIRONMENT, "PYSPARK_PYTHON": python, "PYSPARK_DRIVER_PYTHON": python, "SPARK_LOCAL_IP": "127.0.0.1"}
    environment["PATH"] = f"{commands}:{environment['PATH']}"
    environment.pop("SPARK_HOME", None)
    # Spark drops empty files' pieces unless told not to; a cluster's may have any.
    settings = {"spark.hadoopRDD.ignoreEmptySplits": "false", "spark.ui.enabled": "false", "spark.local.dir": folder}
    conf = [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]
    report = os.path.join(folder, "report")
    with open(os.path.join(folder, "spark.err"), "wb") as err:
        ended = subprocess.run(
            ["spark-submit", "--master", master, *conf, JOB, "--output", report, *arguments],
            stdin=subprocess.DEVNULL, stdout=err, stderr=err, env=environment, cwd=folder, timeout=240,
        )
    if not os.path.exists(report):
        return ended.returncode, None
    with open(report, "rb") as printed:
        text = printed.read()
    os.remove(report)
    return ended.returncode, text


def comparable(report):
    """A report without the rejects, whose lines are numbered as the log was cut; numbers stay as printed."""
    try:
        document = json.loads(report, parse_float=lambda text: f"float {text}", parse_int=lambda text: f"int {text}")
    except ValueError:
        return report
    document.pop("unmatched", None)
    return json.dumps(document, indent=1, ensure_ascii=False).encode()


def difference(ours, theirs):
    """The first line in which two reports differ, of both."""
    pairs = zip(ours.split(b"\n"), theirs.split(b"\n"))
    return next((f"{a[:300]!r} is not {b[:300]!r}" for a, b in pairs if a != b), "one has more lines")


def alone(streamstats, count, report, log):
    """What one streamstats prints for the whole log."""
    command = [streamstats, "-q", *shlex.split(count), *shlex.split(report)]
    ended = subprocess.run(command, input=log, stdout=subprocess.PIPE, env=ENVIRONMENT, timeout=60)
    check(ended.returncode == 0, f"{shlex.join(command)} ended with {ended.returncode}")
    check(len(ended.stdout) > 100, f"{shlex.join(command)} has no report to compare")
    return ended.stdout


def as_hadoop_streaming(streamstats, log):
    """Mapper, shuffle and reducer of the README: a line comes to the reducer as a key with a tab after it."""
    count, report = CASES[0]
    lines = [line + b"\n" for line in log.split(b"\n")[:-1]]
    pieces = [b"".join(lines[low :: PARTITIONS]) for low in range(PARTITIONS)]

    def piped(arguments, text):
        ended = subprocess.run([streamstats, *arguments], input=text, stdout=subprocess.PIPE, env=ENVIRONMENT, timeout=60)
        check(ended.returncode == 0, f"{shlex.join(arguments)} ended with {ended.returncode}")
        return ended.stdout

    def shuffled(states):
        return b"".join(sorted(state.removesuffix(b"\n") + b"\t\n" for state in states))

    states = [piped(["-q", *shlex.split(count), "--save-state", "-"], piece) for piece in pieces]
    reduced = [piped(["merge", "-", "--save-state", "-"], shuffled(states[part::3])) for part in range(3)]
    printed = piped(["merge", "-", *shlex.split(report)], shuffled(reduced))
    want = comparable(alone(streamstats, count, report, log))
    check(comparable(printed) == want, f"Hadoop Streaming's report differs: {difference(comparable(printed), want)}")
    print("as Hadoop Streaming passes it, 20 mappers, 3 reducers: the same", flush=True)


def main():
    streamstats = program()
    with tempfile.TemporaryDirectory() as folder:
        commands = install(os.environ.get("PYSPARK_VENV") or os.path.join(folder, "venv"))
        logs = os.path.join(folder, "logs")
        os.mkdir(logs)
        log = generate(logs)
        as_hadoop_streaming(streamstats, log)

        def spark(master, partitions, count, report, file=""):
            begun = time.monotonic()
            arguments = ["--partitions", str(partitions), "--binary", streamstats, "--report", report]
            arguments += [os.path.join(logs, file), "--", *shlex.split(count)]
            status, printed = job(commands, folder, master, arguments)
            seconds = time.monotonic() - begun
            print(f"{master} {partitions} partitions, {count}, {report}: {status} in {seconds:.0f} s", flush=True)
            return status, printed

        def same(master, partitions, count, report):
            want = comparable(alone(streamstats, count, report, log))
            status, printed = spark(master, partitions, count, report)
            with open(os.path.join(folder, "spark.err"), encoding="utf-8", errors="replace") as err:
                check(status == 0, f"the job ended with {status}: {err.read()[-4000:]}")
            check(comparable(printed) == want, f"Spark's report differs: {difference(comparable(printed), want)}")

        first, *others, last = CASES
        same(CLUSTER, PARTITIONS, *first)
        for count, report in others:
            same("local[2]", PARTITIONS, count, report)
        # More partitions than the driver merges at once.
        same("local[2]", 150, *last)

        # A process that fails, fails the job; a log without a line is counted, as nothing.
        status, printed = spark("local[2]", 2, "--no-such-option", "")
        check(status != 0 and printed is None, f"a failing process: status {status}, printed {printed!r}")
        status, _ = spark("local[2]", 2, CASES[0][0], "-O json", "b.log")
        check(status == 1, f"an empty log: status {status}, not 1")


if __name__ == "__main__":
    run(main, 900)
