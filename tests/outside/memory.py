"""The memory of runs that reach --max-memory, by bound, threads, times, length of values and output.

    python3 tests/outside/memory.py PROGRAM [--short]

Each run must end with a report, and take at most 1.25 times the bound and 30 MB.
"""

import argparse
import itertools
import os
import subprocess
import tempfile

MB = 1_000_000
SLACK = 30 * MB
# Distinct values of 15 bytes that fill each bound several times over.
SHORT_VALUES = {50 * MB: 1_500_000, 200 * MB: 8_000_000, 1000 * MB: 40_000_000}
OUTPUTS = [
    ["--section", "summary"],
    ["-O", "csv"],
    ["-O", "json"],
    ["-O", "text", "-n", "0"],
    ["-O", "markdown", "-n", "0"],
    ["-O", "html", "-n", "0"],
    ["-O", "influx"],
]


def stamp(second):
    day, second = divmod(second, 86_400)
    return f"2026-01-{day % 28 + 1:02}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"


def write_short(path, count, is_timed):
    with open(path, "w") as out:
        for number in range(count):
            at = stamp(number // 40) + " " if is_timed else ""
            out.write(f"{at}{number * 7_919 % count:015}\n")


def write_long(path, size, is_timed):
    with open(path, "w") as out:
        for number in range(size // 65_536):
            at = stamp(number // 40) + " " if is_timed else ""
            out.write(f"{at}{number:08}{'x' * (65_536 - 8)}\n")


def peak(program, arguments):
    """The largest resident memory of a run, and its exit status."""
    with subprocess.Popen([program, "-q", *arguments], stdout=subprocess.DEVNULL) as run:
        _, status, usage = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss * 1024, run.returncode


def runs(is_short, folder):
    """Bound, name of the input, its path, and the arguments of every run."""
    bounds = [50 * MB] if is_short else list(SHORT_VALUES)
    threads = [2, 32] if is_short else [1, 2, 8, 32]
    for bound, is_timed, is_long in itertools.product(bounds, [False, True], [False, True]):
        path = os.path.join(folder, "log")
        if is_long:
            write_long(path, bound * 4, is_timed)
        else:
            write_short(path, SHORT_VALUES[bound], is_timed)
        name = ("64 KiB" if is_long else "15 bytes") + (" -t" if is_timed else "")
        times = ["-t", "-f", "2"] if is_timed else []
        for count in threads:
            yield bound, name, ["-j", str(count), *times, "-O", "csv", path]
        # Outputs cost the same at any bound and with any threads.
        if bound == min(bounds):
            for output in OUTPUTS[-3:] if is_short else OUTPUTS:
                yield bound, name, ["-j", "2", *times, *output, path]
        # Fine buckets, a measure of each, and columns compared.
        if is_timed and not is_long:
            yield bound, name, ["-t", "-f", "2", "-b", "1ms", "-O", "csv", path]
            yield bound, name, ["-t", "-f", "2", "-m", "2", "-b", "1s", "-O", "csv", path]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--short", action="store_true")
    asked = parser.parse_args()
    program, failed = os.path.abspath(asked.program), 0
    with tempfile.TemporaryDirectory() as folder:
        for bound, name, arguments in runs(asked.short, folder):
            used, status = peak(program, ["--max-memory", str(bound), *arguments])
            most = bound * 5 // 4 + SLACK
            holds = used <= most and status == 0
            failed += not holds
            command = " ".join(arguments[:-1])
            print(
                f"{'ok' if holds else 'NOT'}: {used // MB} MB of {most // MB}, bound {bound // MB} MB, "
                f"{name}: {command}, status {status}",
                flush=True,
            )
    raise SystemExit(f"{failed} runs took too much" if failed else 0)


if __name__ == "__main__":
    main()
