"""examples/daemontools under svscan and supervise, its logs rotated by logrotate in both ways.

    python3 tests/outside/supervise.py PROGRAM

Needs Debian's daemontools and logrotate, and root, as both do. Two services are made of the
example's own files: one follows a log that is renamed and told to reopen by svc -h, one a log that
is copied and truncated. Then idle memory and CPU are measured, the services stopped and started.
"""

import json
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time

from follower import ENVIRONMENT, Log, check, program, run, wait

EXAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "examples")
ACCOUNT = "nobody"
IDLE_RSS_KIB, IDLE_CPU, IDLE_SECONDS = 12 * 1024, 0.01, 10

# Stands in front of the program where supervise would not tell the status it ended with.
SHIM = """#!/bin/sh
trap 'kill -TERM $child' TERM
trap 'kill -HUP $child' HUP
{program} "$@" &
child=$!
wait $child; status=$?
while kill -0 $child 2>/dev/null; do wait $child; status=$?; done
echo $status > state/status
"""

ROTATED = """
{folder}/renamed/app.log {{
    rotate 3
    create 0644
    postrotate
        svc -h {folder}/service/renamed
    endscript
}}
{folder}/truncated/app.log {{
    rotate 3
    copytruncate
}}
"""


class Service:
    """One service folder made of the example, and the log that it follows."""

    def __init__(self, folder, name):
        self.folder = os.path.join(folder, "service", name)
        logs = os.path.join(folder, name)
        os.mkdir(logs)
        shutil.copytree(os.path.join(EXAMPLES, "daemontools"), self.folder)
        self.log = Log(os.path.join(logs, "app.log"))
        self.written = 0
        owner = pwd.getpwnam(ACCOUNT)
        for part in ("state", "env", "log/main"):
            os.mkdir(os.path.join(self.folder, part))
        for part in ("state", "log/main"):
            os.chown(os.path.join(self.folder, part), owner.pw_uid, owner.pw_gid)
        settings = {"ACCOUNT": ACCOUNT, "LOG": self.log.path, "EVERY": "500ms", "OPTIONS": "-f 1 -O json --section summary"}
        for variable, value in settings.items():
            with open(os.path.join(self.folder, "env", variable), "w", encoding="utf-8") as out:
                out.write(value + "\n")

    def svc(self, *options):
        """Controls the service, or its logger with it."""
        subprocess.run(["svc", *options, self.folder], check=True, timeout=10, env=ENVIRONMENT)

    def state(self):
        """What svstat says: `up (pid 123) 4 seconds` or `down 4 seconds`."""
        said = subprocess.run(["svstat", self.folder], stdout=subprocess.PIPE, check=True, timeout=10, text=True)
        return said.stdout.split(": ", 1)[1]

    def pid(self):
        """The process of the service, 0 while there is none."""
        words = self.state().split()
        return int(words[2].rstrip(")")) if words[0] == "up" else 0

    def lines(self):
        """What multilog kept, without its stamps."""
        try:
            with open(os.path.join(self.folder, "log/main/current"), encoding="utf-8") as kept:
                return [line.partition(" ")[2].rstrip("\n") for line in kept if line.endswith("\n")]
        except FileNotFoundError:
            return []

    def totals(self):
        """The counted lines of each report so far."""
        return [json.loads(line)["summary"].get("total") or 0 for line in self.lines() if line.startswith("{")]

    def write(self, lines):
        """Adds so many lines and waits until a report has counted them."""
        self.log.write("".join(f"client-{number % 50} GET /\n" for number in range(lines)))
        self.written += lines
        self.counted()

    def counted(self):
        """Waits until the last report counts every line written, and no more."""
        wait(
            lambda: f"{self.log.path}: {self.written} lines counted; it says {self.lines()[-3:]}",
            lambda: self.totals()[-1:] == [self.written],
        )


def binary(folder, text=None, target=None):
    """Puts a streamstats on the PATH of the services: a script, or a link."""
    path = os.path.join(folder, "bin", "streamstats")
    if os.path.lexists(path):
        os.remove(path)
    if target:
        os.symlink(target, path)
        return
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    os.chmod(path, 0o755)


def rotate(folder, services):
    """Real logrotate over both logs; the writer of the renamed one then reopens, as its postrotate would say."""
    config = os.path.join(folder, "logrotate.conf")
    with open(config, "w", encoding="utf-8") as out:
        out.write(ROTATED.format(folder=folder))
    command = ["logrotate", "--force", "--state", os.path.join(folder, "rotated"), config]
    done = subprocess.run(command, stderr=subprocess.PIPE, timeout=60, text=True, env=ENVIRONMENT)
    check(done.returncode == 0, f"logrotate: {done.stderr}")
    for service in services:
        check(os.path.exists(service.log.path + ".1"), f"logrotate left no {service.log.path}.1")
        check(os.path.getsize(service.log.path) == 0, f"{service.log.path} is not empty after logrotate")
    services[0].log.open()


def memory(pid):
    """VmRSS in KiB."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))


def ticks(pid):
    """User and system time of the process in clock ticks (fields 14 and 15 of proc(5))."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def idle(service):
    """Memory and CPU of the service while nothing is written, against the bounds."""
    pid = service.pid()
    before = ticks(pid)
    time.sleep(IDLE_SECONDS)
    share = (ticks(pid) - before) / os.sysconf("SC_CLK_TCK") / IDLE_SECONDS
    print(f"{os.path.basename(service.folder)}: idle at {memory(pid) / 1024:.1f} MiB, {share:.1%} CPU", flush=True)
    check(memory(pid) < IDLE_RSS_KIB, f"idle RSS is {memory(pid)} KiB, the bound {IDLE_RSS_KIB}")
    check(share < IDLE_CPU, f"idle CPU is {share:.1%}, the bound {IDLE_CPU:.0%}")


def exercise(folder, services, streamstats):
    """Rotations, then every control that svc has for a service."""
    for service in services:
        wait("supervise has it up", service.pid)
        service.write(1000)
    pids = [service.pid() for service in services]
    for turn in range(3):
        rotate(folder, services)
        for service in services:
            service.write(500 + turn)
    print(f"3 rotations, {services[0].written} lines each counted once", flush=True)
    for service in services:
        service.svc("-h")
        service.write(10)
    check(pids == [service.pid() for service in services], "the process is another one after SIGHUP: it has ended")
    for service in services:
        idle(service)

    # svc -t: a last report, then a new process that goes on from the checkpoint.
    binary(folder, text=SHIM.format(program=streamstats))
    for service, pid in zip(services, pids):
        # Not waited for: only the last report can tell of it.
        service.log.write("client-1 last\n" * 7)
        service.written += 7
        time.sleep(0.3)
        service.svc("-t")
        wait("a new process after svc -t", lambda: service.pid() not in (0, pid))
        service.counted()
        service.write(20)

    # svc -d: a last report, status 0, and no new process.
    for service in services:
        reports = len(service.totals())
        service.svc("-d")
        wait("down after svc -d", lambda: service.state().startswith("down"))
        with open(os.path.join(service.folder, "state/status"), encoding="ascii") as status:
            check(status.read() == "0\n", "the status after svc -d is not 0")
        wait("the last report after svc -d", lambda: len(service.totals()) > reports)
        service.counted()
    print("svc -h, -t, -d: lines all counted, last reports printed, status 0", flush=True)


def stop(scan, services):
    """Ends svscan, then every supervise with what it runs."""
    scan.terminate()
    scan.wait(10)
    for service in services:
        service.log.__exit__()
        for part in ("", "log"):
            path = os.path.join(service.folder, part)
            subprocess.run(["svc", "-dx", path], timeout=10, check=False, stderr=subprocess.DEVNULL)
    gone = lambda path: subprocess.run(["svok", path], timeout=10, check=False).returncode != 0
    for service in services:
        wait("supervise ended", lambda: gone(service.folder) and gone(os.path.join(service.folder, "log")))


def main():
    streamstats = program()
    for tool in ("svscan", "logrotate"):
        check(shutil.which(tool), f"{tool} is not installed")
    check(os.geteuid() == 0, "daemontools' setuidgid needs root")
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        for part in ("bin", "service"):
            os.mkdir(os.path.join(folder, part))
        # A copy, since the account need not reach where it was built.
        copy = shutil.copy(streamstats, os.path.join(folder, "program"))
        os.chmod(copy, 0o755)
        binary(folder, target=copy)
        services = [Service(folder, name) for name in ("renamed", "truncated")]
        environment = {**ENVIRONMENT, "PATH": f"{folder}/bin:{ENVIRONMENT['PATH']}"}
        with open(os.path.join(folder, "svscan.err"), "wb") as err:
            scan = subprocess.Popen(
                ["svscan", os.path.join(folder, "service")], stdin=subprocess.DEVNULL, stdout=err, stderr=err, env=environment
            )
        try:
            exercise(folder, services, copy)
        finally:
            signal.alarm(0)
            stop(scan, services)


if __name__ == "__main__":
    run(main, 180)
