"""Fails unless Cargo.toml's rust-version is what `rustc --version` (argument 1) says, or older."""

import re
import sys

declared = re.search(r'^rust-version = "(\d+)\.(\d+)', open("Cargo.toml").read(), re.M)
running = re.search(r"rustc (\d+)\.(\d+)", sys.argv[1])
if tuple(map(int, declared.groups())) > tuple(map(int, running.groups())):
    sys.exit(f"rust-version {declared.group(0)} is newer than {running.group(0)}, which built it")
