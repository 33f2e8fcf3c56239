"""The pictures of the README: the text report, the screen in tmux and the HTML report of one log, as SVG for
light and dark themes.

    python3 tests/outside/pictures.py PROGRAM              # fails where a picture is another one
    REGENERATE=1 python3 tests/outside/pictures.py PROGRAM # writes docs/pictures: look at them

Needs tmux.
"""

import html
import os
import re
import subprocess
import tempfile

from follower import ENVIRONMENT, check, program, run
from screen import Terminal

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PICTURES = os.path.join(ROOT, "docs/pictures")
LOG = "tests/fixtures/access.log"
TEXT = ["-P", "nginx-times", "-k", "path", "-m", "request_time", "-n", "12", LOG]
SCREEN = ["--screen", "--color=always", LOG]
PAGE = ["-P", "nginx-times", "-t", "-n", "12", LOG]

# A cell of text, in pixels.
WIDTH, HEIGHT, FONT = 8.4, 18, 14
# The part of the page that is shown, in pixels of the page, and how much smaller.
PAGE_WIDTH, PAGE_HEIGHT, SCALE = 1180, 900, 0.72

STYLE = """\
:root{--bg:#ffffff;--ink:#1c2024;--red:#b3261e;--cyan:#0b6e80;--magenta:#8e2a8b;--soft:#5b6470;--edge:#d0d7de}
@media (prefers-color-scheme:dark){:root{--bg:#14171a;--ink:#e6e9ec;--red:#ff8a80;--cyan:#5fc3d4;--magenta:#e29ae0;--soft:#a1abb5;--edge:#343b43}}
text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:var(--ink);white-space:pre}
.r{fill:var(--red)}.c{fill:var(--cyan)}.m{fill:var(--magenta)}.d{fill:var(--soft)}.b{font-weight:700}.i{fill:var(--bg)}
.box{fill:var(--bg);stroke:var(--edge)}.turned{fill:var(--ink)}.turned.r{fill:var(--red)}.turned.c{fill:var(--cyan)}.turned.d{fill:var(--soft)}
"""
COLOURS = {31: "r", 91: "r", 36: "c", 96: "c", 35: "m", 95: "m", 33: "m", 34: "c", 32: "c"}


def runs(line, look):
    """The pieces of a line of a terminal that look alike: column, text, classes, whether turned round.

    `look` is how text looks at the beginning of the line, and afterwards at its end.
    """
    column = 0
    for part in re.split(r"(\x1b\[[\d;]*m|\x1b\(B|\x0f)", line):
        code = re.fullmatch(r"\x1b\[([\d;]*)m", part)
        if code:
            # The first eight of 256 colours are the eight colours.
            codes = re.sub(r"38;5;([0-7])\b", r"3\1", code[1])
            for number in (int(word or 0) for word in codes.split(";")):
                if number == 0:
                    look.clear()
                elif number in COLOURS:
                    look["colour"] = COLOURS[number]
                elif number == 39:
                    look.pop("colour", None)
                elif number in (1, 2, 7):
                    look[number] = True
                elif number == 22:
                    look.pop(1, None), look.pop(2, None)
                elif number == 27:
                    look.pop(7, None)
        elif part and not part.startswith(("\x1b", "\x0f")):
            names = [look.get("colour", ""), "b" if 1 in look else "", "d" if 2 in look else ""]
            yield column, part, " ".join(filter(None, names)), 7 in look
            column += len(part)


def terminal_picture(title, lines, columns):
    """Lines of a terminal, with their escape sequences, as SVG."""
    width, height = columns * WIDTH + 24, len(lines) * HEIGHT + 24
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" '
        f'role="img"><title>{html.escape(title)}</title>',
        f'<style>{STYLE}</style><rect class="box" x="0.5" y="0.5" width="{width - 1:g}" height="{height - 1:g}" rx="8"/>',
    ]
    look = {}
    for row, line in enumerate(lines):
        top = 12 + row * HEIGHT
        for column, text, names, is_turned in runs(line, look):
            left, long = 12 + column * WIDTH, len(text) * WIDTH
            if is_turned:
                out.append(
                    f'<rect class="turned {names}" x="{left:.1f}" y="{top}" width="{long:.1f}" height="{HEIGHT}"/>'
                )
            stripped = text.strip(" ")
            if not stripped:
                continue
            left += (len(text) - len(text.lstrip(" "))) * WIDTH
            classes = "i" if is_turned else names
            attribute = f' class="{classes}"' if classes else ""
            out.append(
                f'<text{attribute} x="{left:.1f}" y="{top + 13}" textLength="{len(stripped) * WIDTH:.1f}" '
                f'lengthAdjust="spacingAndGlyphs">{html.escape(stripped)}</text>'
            )
    return "\n".join(out) + "\n</svg>\n"


def printed(streamstats, options):
    """What the program prints, in the package's folder."""
    environment = {**ENVIRONMENT, "COLUMNS": "100"}
    done = subprocess.run(
        [streamstats, *options], cwd=ROOT, env=environment, stdout=subprocess.PIPE, timeout=30, check=True,
    )
    return done.stdout.decode()


def text_picture(streamstats):
    """The text report under its command."""
    lines = printed(streamstats, [*TEXT, "--color", "always", "--width", "96"]).rstrip("\n").split("\n")
    return terminal_picture("A report in a terminal", ["$ streamstats " + " ".join(TEXT), *lines], 98)


def screen_picture(streamstats):
    """The screen with a list open."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["sh", "-c", f"cd '{ROOT}' && exec '{streamstats}' {' '.join(SCREEN)}"]
        with Terminal(folder, 100, 30, command) as terminal:
            terminal.shows("203.0.113.7", "500 lines")
            terminal.press("Down", "w")
            terminal.shows("client != 192.0.2.1")
            terminal.still()
            lines = terminal.tmux("capture-pane", "-p", "-e").rstrip("\n").split("\n")
            terminal.press("Escape", "q")
    return terminal_picture("The screen of a log, a filter being chosen", lines, 100)


def page_picture(streamstats):
    """The upper part of the HTML report; what stands in `main` is XML, too."""
    page = printed(streamstats, [*PAGE, "-O", "html"])
    main = page[page.index("<main>") : page.index("</main>") + len("</main>")]
    style = re.search(r"<style>(.*?)</style>", page, re.S)[1].replace("body{", ".page{", 1)
    width, height = PAGE_WIDTH * SCALE, PAGE_HEIGHT * SCALE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" '
        f'role="img"><title>The HTML report</title>\n<style>{html.escape(style, quote=False)}</style>\n'
        f'<foreignObject width="{PAGE_WIDTH}" height="{PAGE_HEIGHT}" transform="scale({SCALE})">\n'
        f'<div xmlns="http://www.w3.org/1999/xhtml" class="page" style="height:{PAGE_HEIGHT}px;overflow:hidden">\n'
        f'{main.replace("<svg ", SVG)}\n</div>\n</foreignObject>\n</svg>\n'
    )


SVG = '<svg xmlns="http://www.w3.org/2000/svg" '


def main():
    streamstats = program()
    made = {"text": text_picture, "screen": screen_picture, "html": page_picture}
    for name, make in made.items():
        path, picture = os.path.join(PICTURES, name + ".svg"), make(streamstats)
        if os.environ.get("REGENERATE") == "1":
            os.makedirs(PICTURES, exist_ok=True)
            with open(path, "w", encoding="utf-8") as out:
                out.write(picture)
        with open(path, encoding="utf-8") as kept:
            check(kept.read() == picture, f"{path} is another picture: REGENERATE=1 makes it anew")
        print(f"{name}: {len(picture):,} bytes, as kept", flush=True)


if __name__ == "__main__":
    run(main, 60)
