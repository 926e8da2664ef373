"""How soon a deck is there, and what its viewers cost: ``python -m tests.bench.deck [LESSON]``.

Seconds from the address to the first screen, the first app and all apps, and the memory of the
kernels and of Voilà for one viewer and for five, in MiB (resident, as the system counts it).
"""

from __future__ import annotations

import subprocess
import sys
import time

from playwright.sync_api import Page

from helpers.lessons.chromium import find_chromium
from helpers.lessons.deck import serve
from tests.browser import steps

_VIEWERS = (1, 5)


def main(lesson: str = "03_the_aed") -> int:
    """Print the seconds and the memory."""
    chromium = find_chromium()
    if chromium is None:
        print("There is no Chromium; install it or set CHROMIUM.", file=sys.stderr)
        return 2
    began = time.monotonic()
    with serve.served() as decks, steps.running_browser(chromium) as browser:
        print(f"decks written and served after {time.monotonic() - began:.1f} s")
        pages: list[Page] = []
        for viewers in _VIEWERS:
            while len(pages) < viewers:
                pages.append(browser.new_context().new_page())
                print(_opened(pages[-1], decks.address(lesson)))
            print(f"{viewers} viewers: {_memory(decks.process.pid)}")
    return 0


def _opened(page: Page, address: str) -> str:
    began = time.monotonic()
    told = []
    page.goto(address, wait_until="commit")
    for name, selector in (
        ("first screen", ".deck-now"),
        ("first app", ".deck-live.deck-ready"),
        ("all apps", "#deck[data-ready]"),
    ):
        page.wait_for_selector(selector, state="attached", timeout=180_000)
        told.append(f"{name} {time.monotonic() - began:.1f} s")
    return ", ".join(told)


def _memory(pid: int) -> str:
    """Of Voilà and of its kernels, which are its children."""
    listed = subprocess.run(
        ["ps", "-o", "rss=", "--ppid", str(pid)], capture_output=True, text=True, check=True
    ).stdout
    kernels = [int(line) / 1024 for line in listed.split()]
    own = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True
    ).stdout
    total = sum(kernels) + int(own) / 1024
    each = ", ".join(f"{one:.0f}" for one in kernels)
    return f"{total:.0f} MiB, of it kernels {each}"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
