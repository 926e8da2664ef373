"""How large the site is, and how soon a lesson lives: ``python -m tests.bench.site [LESSON ...]``.

Bytes of the largest pages with their pictures, of our wheel and of all that a live lesson loads;
seconds from the address to Python, to the first app and to the last cell: of the first lesson
cold, in a browser that was never there, and of each one warm, in the same browser. The processor's
seconds stand beside those of the clock, as they tell the same on a busy machine.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import BrowserContext

from helpers.lessons import shelf
from helpers.lessons.chromium import find_chromium
from helpers.lessons.site import live, main
from tests.bench.measure import machine, spent
from tests.browser import pyodide, site

_STEPS = {
    "Python": "() => document.querySelector('#ls-bar')?.dataset.begun",
    "first app": "() => document.querySelector('.ls-app img.ls-picture, .ls-app canvas')",
    "last cell": "() => document.querySelector('#ls-bar[data-done=yes]')",
}
_LARGEST = 3


def run(lessons: Sequence[str]) -> int:
    """Print sizes and seconds."""
    chromium = find_chromium()
    if chromium is None:
        print("There is no Chromium; install it or set CHROMIUM.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        runtime = pyodide.folder(main.wheels_dir().parent)
        main.run(shelf.project_dir() or Path.cwd(), out, runtime)
        print("\n".join([*_sizes(out), machine()]))
        with site.served(out) as served, site.walled_browser(chromium, served) as browser:
            context = browser.new_context()
            print(f"cold: {_opened(context, served.live(lessons[0]))}")
            for lesson in lessons:
                print(f"{lesson}, warm: {_opened(context, served.live(lesson))}", flush=True)
    return 0


def _sizes(out: Path) -> list[str]:
    pages = [out / "index.html", *(out / "lessons").glob("*.html")]
    largest = sorted(((_weight(page), page.stem) for page in pages), reverse=True)[:_LARGEST]
    (wheel,) = out.glob(f"{live.FOLDER}/static/kernel/life_support*.whl")
    total = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    return [
        "largest pages, with pictures: "
        + ", ".join(f"{name} {size / 1000:.0f} KB" for size, name in largest),
        f"our wheel: {wheel.stat().st_size / 1000:.0f} KB; the whole site: {total / 1e6:.0f} MB",
    ]


def _weight(page: Path) -> int:
    found = re.findall(r'(?:src|href)="([^"#?]+\.(?:webp|css|js))"', page.read_text("utf-8"))
    files = {page, *((page.parent / one).resolve() for one in found)}
    return sum(file.stat().st_size for file in files)


def _opened(context: BrowserContext, address: str) -> str:
    context.set_default_timeout(site.ALIVE_WITHIN)
    page = context.new_page()
    began, used = time.monotonic(), spent()
    page.goto(address)
    told = []
    for name, reached in _STEPS.items():
        page.wait_for_function(reached)
        seconds = time.monotonic() - began
        told.append(f"{name} after {seconds:.1f} s ({used.since():.0f} s of processor)")
    page.close()
    return ", ".join(told)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:] or ["01_chain_of_survival"]))
