"""Key press to painted picture, in a real JupyterLab: ``python -m tests.bench.latency``.

Each app is measured beside a version of the same figure made with ``interact`` and inline
pictures, in one notebook and one run, key by key in turn, so that both meet the same load.
Prints medians in milliseconds and their ratio; the ratio is what can be compared.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from helpers.lessons.chromium import find_chromium
from tests.browser import server, steps

_ROUNDS = 40
_SETUP = """\
%matplotlib inline
from IPython.display import display
from ipywidgets import interact
from helpers.apps.arrest import arrest_clock_app
from helpers.apps.dispatch import calls_app, queue_app
from helpers.apps.survival import fading_hundred_app
from helpers.domain import arrest, dispatch, survival
from helpers.figures.arrest import ClockPicture
from helpers.figures.dispatch import HundredCallsPicture, QueuePicture
from helpers.figures.survival import HundredPicture
"""
_HUNDRED = """\
def hundred(cpr=2, shock=5, als=10):
    picture = HundredPicture()
    picture.show(fates=survival.hundred(cpr, shock, als))
    display(picture.figure)
_ = interact(hundred, cpr=(0, 20), shock=(0, 20), als=(0, 20))
"""
_CLOCK = """\
def clock(minute=4):
    picture = ClockPicture()
    picture.show(minute=float(minute), here=[person.key for person in arrest.here(minute)])
    display(picture.figure)
_ = interact(clock, minute=(0, 12))
"""
_CALLS = """\
def calls(threshold=3):
    picture = HundredCallsPicture()
    picture.show(threshold=threshold)
    display(picture.figure)
_ = interact(calls, threshold=(0, 11))
"""
_QUEUE = """\
def queue(als=2):
    station = dispatch.Station(als=als)
    picture = QueuePicture()
    picture.show(waited=[dispatch.waited(3, station), dispatch.waited(6, station)])
    display(picture.figure)
_ = interact(queue, als=(1, 3))
"""
# The first slider of each is moved; the queue begins where it can go either way.
_TWO_CREWS = "app = queue_app(); app.controls['als'].value = 2; app"
_PAIRS = {
    "the fading hundred": ("fading_hundred_app()", _HUNDRED),
    "the twelve-minute clock": ("arrest_clock_app()", _CLOCK),
    "a hundred calls": ("calls_app()", _CALLS),
    "the queue": (_TWO_CREWS, _QUEUE),
}
# Armed before the key press: the clock starts at the key and stops when a new picture in this
# cell has been decoded and a frame has been painted with it.
_ARM = """(index) => {
  const cell = document.querySelectorAll('.jp-CodeCell')[index];
  const shown = () => cell.querySelector('.jp-OutputArea img')?.src;
  const old = shown();
  window.painted = new Promise(done => {
    let start = null;
    window.addEventListener('keydown', () => { start = performance.now(); },
                            {capture: true, once: true});
    const seen = async () => {
      const src = shown();
      if (start === null || !src || src === old) return;
      watch.disconnect();
      await cell.querySelector('.jp-OutputArea img').decode().catch(() => null);
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
    };
    const watch = new MutationObserver(seen);
    watch.observe(cell, {subtree: true, childList: true, attributes: true,
                         attributeFilter: ['src']});
  });
}"""


def main() -> int:
    """Measure and print; 2 where there is no browser."""
    chromium = find_chromium()
    if chromium is None:
        print("There is no Chromium; install it or set CHROMIUM.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="latency-") as temporary:
        root, home = Path(temporary, "root"), Path(temporary, "home")
        root.mkdir()
        _write(root / "latency.ipynb")
        settings = {"@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"}}
        with (
            server.running_lab(root, home, settings) as lab,
            steps.running_browser(chromium) as browser,
        ):
            page = browser.new_page(viewport={"width": 1280, "height": 1000})
            steps.open_lesson(page, lab, "latency", alone=True)
            if failed := steps.run_all(page):
                print("\n".join(failed), file=sys.stderr)
                return 1
            _report(page)
    return 0


def _write(file: Path) -> None:
    sources = [_SETUP, *(source for pair in _PAIRS.values() for source in pair)]
    cells: list[dict[str, object]] = [
        {
            "cell_type": "code",
            "id": f"c{place}",
            "metadata": {},
            "source": source,
            "execution_count": None,
            "outputs": [],
        }
        for place, source in enumerate(sources)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}}
    file.write_text(json.dumps({**notebook, "nbformat": 4, "nbformat_minor": 5}))


def _report(page: Page) -> None:
    print(
        f"{'key press to painted picture, median ms':<40} {'ours':>7} {'interact':>9} {'ratio':>6}"
    )
    for place, name in enumerate(_PAIRS):
        ours, theirs = [], []
        for round_ in range(_ROUNDS):
            # Up and down in turn, so that no control reaches its end.
            key = "ArrowRight" if round_ % 2 else "ArrowLeft"
            ours.append(_press(page, 1 + 2 * place, key))
            theirs.append(_press(page, 2 + 2 * place, key))
        a, b = statistics.median(ours), statistics.median(theirs)
        print(f"{name:<40} {a:>7.0f} {b:>9.0f} {a / b:>6.2f}")


def _press(page: Page, cell: int, key: str) -> float:
    page.locator(".jp-CodeCell").nth(cell).locator("[role=slider]").first.focus()
    page.evaluate(_ARM, cell)
    page.keyboard.press(key)
    milliseconds = float(page.evaluate("() => window.painted"))
    page.wait_for_timeout(60)  # let the kernel come to rest before the next key
    return milliseconds


if __name__ == "__main__":
    sys.exit(main())
