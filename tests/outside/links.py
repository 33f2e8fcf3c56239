#!/usr/bin/env python3
"""Checks that the links inside a built book and inside documents lead to files and headings that exist.

    tests/outside/links.py target/book README.md CONTRIBUTING.md

Links to other hosts are checked for their form only.
"""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    """The links and the anchors of a page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.anchors = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.anchors.update(filter(None, (attributes.get("id"), attributes.get("name"))))
        self.links += filter(None, (attributes.get(name) for name in ("href", "src")))


def headings(text):
    """The anchors of a Markdown document's headings, as forges make them."""
    titles = re.findall(r"^#+ (.*)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def anchors_of(path):
    text = path.read_text(encoding="utf-8")
    return Page(text).anchors if path.suffix == ".html" else headings(text)


def problem(link, page, root):
    """What is wrong with a link of `page`, or None."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None if re.fullmatch(r"(https://[\w.-]+\.[a-z]+(/.*)?|mailto:\S+)", link) else "no well-formed address"
    path = unquote(parts.path)
    target = page if not path else (root / path.lstrip("/") if path.startswith("/") else page.parent / path)
    if not target.exists():
        return "no file"
    if target.is_file() and parts.fragment and unquote(parts.fragment) not in anchors_of(target):
        return "no heading"
    return None


def main():
    wrong, checked = [], 0
    for argument in map(Path, sys.argv[1:]):
        pages = sorted(argument.rglob("*.html")) if argument.is_dir() else [argument]
        # The page for addresses that lead nowhere has links from the root of a host.
        for page in (page for page in pages if page.name != "404.html"):
            text = page.read_text(encoding="utf-8")
            links = Page(text).links if page.suffix == ".html" else re.findall(r"\]\(([^)\s]+)\)", text)
            for link in links:
                checked += 1
                if what := problem(link, page, argument if argument.is_dir() else page.parent):
                    wrong.append(f"{page}: {link}: {what}")
    assert checked > 0, "no link was found"
    print("\n".join(wrong) or f"ok: {checked} links")
    sys.exit(bool(wrong))


main()
