"""See decks as a room does: ``python -m tests.browser.wall --out DIR [LESSON ...]``.

Every screen is pictured, many to a sheet, so that a whole lesson is seen at once. Guesses are
made with one hand for the first answer, and answers are shown, as a class would see them.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from helpers.lessons import shelf
from helpers.lessons.chromium import find_chromium
from helpers.lessons.deck import serve
from tests.browser import steps
from tests.browser.decks import guess_all, open_deck, wall

_ACROSS, _DOWN = 3, 4
_WIDE, _HIGH = 640, 360


def main(arguments: list[str] | None = None) -> int:
    """Write the sheets; 0, or 2 if nothing could be seen."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.wall", description=__doc__)
    parser.add_argument("lessons", nargs="*", help="03_the_aed; all where none is named")
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--width", type=int, default=1920)
    parser.add_argument("--height", type=int, default=1080)
    options = parser.parse_args(arguments)
    chromium = find_chromium()
    if chromium is None:
        print("There is no Chromium; install it or set CHROMIUM.", file=sys.stderr)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    lessons = options.lessons or [file.stem for file in shelf.notebooks()]
    with serve.served(lessons) as decks, steps.running_browser(chromium) as browser:
        for lesson in lessons:
            with wall(browser, (options.width, options.height)) as page:
                open_deck(page, decks, lesson)
                screens = list(_screens(page))
            for file in _sheets(screens, options.out, f"{lesson}-{options.width}"):
                print(file, flush=True)
    return 0


def _screens(page: Page) -> Iterator[Image.Image]:
    guess_all(page)
    for place in range(int(page.evaluate("() => screens.length"))):
        page.evaluate("place => show(place)", place)
        if place % 2:  # every other question with its answer
            page.evaluate("() => reveal()")
        yield Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def _sheets(screens: list[Image.Image], out: Path, stem: str) -> Iterator[Path]:
    each = _ACROSS * _DOWN
    for start in range(0, len(screens), each):
        some = screens[start : start + each]
        sheet = Image.new("RGB", (_ACROSS * (_WIDE + 6), -(-len(some) // _ACROSS) * (_HIGH + 6)))
        for place, screen in enumerate(some):
            small = screen.resize((_WIDE, _HIGH), Image.Resampling.LANCZOS)
            sheet.paste(small, (place % _ACROSS * (_WIDE + 6), place // _ACROSS * (_HIGH + 6)))
        file = out / f"{stem}-{start // each + 1}.png"
        sheet.save(file)
        yield file


if __name__ == "__main__":
    sys.exit(main())
