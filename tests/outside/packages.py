#!/usr/bin/env python3
"""Unpacks the packages of packaging/archive and packaging/linux into an empty folder and runs what came out.

    tests/outside/packages.py target/packages
"""

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

LOG = Path(__file__).resolve().parent.parent / "fixtures/access.log"


def output(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: status {done.returncode}\n{done.stderr}")
    return done.stdout


def check(program, version):
    """The program of a package runs, has the version and counts."""
    assert output(program, "--version").split() == ["streamstats", version], program
    counted = output(program, "-f", "1", "-O", "csv", "--section", "summary", LOG)
    assert counted.splitlines()[1].split(",")[5] == "500", counted
    print(f"ok: {program.name} of {program.parent}")


def deb(package, root, version):
    subprocess.run(["dpkg-deb", "-x", package, root], check=True)
    check(root / "usr/bin/streamstats", version)
    page = output("man", "--path=" + str(root / "usr/share/man"), "-P", "cat", "streamstats")
    assert "streamstats" in page and "EXIT STATUS" in page
    completion = root / "usr/share/bash-completion/completions/streamstats"
    script = f"source {completion}; COMP_WORDS=(streamstats --outl); COMP_CWORD=1; _streamstats streamstats --outl; echo ${{COMPREPLY[@]}}"
    assert "--outliers" in output("bash", "-c", script)
    print("ok: man page and completion")


def archive(package, folder, version):
    with tarfile.open(package) as file:
        file.extractall(folder, filter="data") if sys.version_info >= (3, 12) else file.extractall(folder)
    [inside] = folder.iterdir()
    check(inside / "streamstats", version)
    assert (inside / "man/streamstats.1").is_file() and (inside / "LICENSE-MIT").is_file()


def main():
    [folder] = map(Path, sys.argv[1:])
    archives, debs = sorted(folder.glob("*.tar.gz")), sorted(folder.glob("*.deb"))
    rpms = sorted(folder.glob("*.rpm"))
    assert archives and debs and rpms, f"{folder} lacks an archive, a .deb or an .rpm"
    version = archives[-1].name.split("-")[1]
    with tempfile.TemporaryDirectory() as root:
        root = Path(root)
        for name in ("deb", "archive"):
            (root / name).mkdir()
        deb(debs[-1], root / "deb", version)
        archive(archives[-1], root / "archive", version)
    # An .rpm begins with the magic number of its lead.
    assert rpms[-1].read_bytes()[:4] == b"\xed\xab\xee\xdb"


if __name__ == "__main__":
    main()
