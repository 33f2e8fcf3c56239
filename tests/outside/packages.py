#!/usr/bin/env python3
"""Installs the packages of packaging/archive and packaging/linux into empty folders and runs what came out.

    tests/outside/packages.py target/packages
"""

import shlex
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


def completed(script, *words):
    """What the completion of bash offers for the last of the words."""
    line = " ".join(words)
    script = (
        f"source {script}; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; "
        f"_streamstats streamstats {words[-1]} {words[-2]}; echo ${{COMPREPLY[@]}}"
    )
    return output("bash", "-c", script).split()


def root_of(kind, root, version):
    """What a package of a distribution puts into an empty root: program, man page, completions, nothing in /etc."""
    assert not (root / "etc/streamstats").exists(), f"{kind} touches /etc/streamstats"
    check(root / "usr/bin/streamstats", version)
    page = output("man", "-M", root / "usr/share/man", "-P", "cat", "streamstats")
    assert "streamstats" in page and "EXIT STATUS" in page
    completion = root / "usr/share/bash-completion/completions/streamstats"
    assert "--outliers" in completed(completion, "streamstats", "--outl")
    presets = completed(completion, "streamstats", "-P", "nginx-t")
    assert "nginx-times" in presets, presets
    print(f"ok: man page, completion of options and of {' '.join(presets)} from the {kind}")


def deb(package, root, version):
    """Installs with dpkg into an empty root."""
    for folder in ("var/lib/dpkg/info", "var/lib/dpkg/updates"):
        (root / folder).mkdir(parents=True)
    (root / "var/lib/dpkg/status").touch()
    # The package depends on nothing, runs no script and needs no other package.
    output("dpkg", f"--root={root}", "--force-not-root", "--force-script-chrootless", "-i", package)
    root_of(".deb", root, version)


def rpm(package, root, version):
    """Unpacks what rpm would install."""
    scripts = output("rpm", "-qp", "--scripts", package)
    assert not scripts.strip(), scripts
    unpacked = f"rpm2cpio {shlex.quote(str(package.resolve()))} | cpio -idm --quiet"
    subprocess.run(unpacked, shell=True, check=True, cwd=root)
    root_of(".rpm", root, version)


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
        for name in ("deb", "rpm", "archive"):
            (root / name).mkdir()
        deb(debs[-1], root / "deb", version)
        rpm(rpms[-1], root / "rpm", version)
        archive(archives[-1], root / "archive", version)


if __name__ == "__main__":
    main()
