"""See a lesson as a learner does: ``python -m tests.browser.look LESSON --out DIR``.

Opens the lesson in JupyterLab, runs every cell and takes numbered screenshots from top to
bottom. The lesson itself is not touched: JupyterLab works on a copy.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from helpers.lessons.chromium import find_chromium
from tests.browser import server, steps

_NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
_WIDE, _NARROW = 1280, 560
_ALL_CELLS = {"@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"}}


def main(arguments: list[str] | None = None) -> int:
    """Take the pictures; 0 if all went well, 1 if a cell failed, 2 if nothing could be seen."""
    options = _parser().parse_args(arguments)
    lesson = _find(options.lesson)
    chromium = find_chromium()
    if lesson is None or chromium is None:
        missing = "Chromium; install it or set CHROMIUM" if lesson else f"lesson {options.lesson}"
        print(f"There is no {missing}.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="look-") as temporary:
        root, home = Path(temporary, "lessons"), Path(temporary, "home")
        root.mkdir()
        _copy(lesson, root / lesson.name)
        with server.running_lab(root, home, _ALL_CELLS) as lab:
            return _look(options, lab, lesson.name, chromium)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.browser.look", description=__doc__)
    parser.add_argument("lesson", help="01_chain_of_survival, or the path of any notebook")
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--dark", action="store_true", help="JupyterLab's dark theme")
    parser.add_argument("--narrow", action="store_true", help=f"{_NARROW} pixels wide")
    parser.add_argument("--width", type=int, help="any other width in pixels")
    parser.add_argument("--height", type=int, default=1400, help="height of one picture")
    parser.add_argument("--as-saved", action="store_true", help="run nothing: the file as it is")
    parser.add_argument("--unfold", action="store_true", help="the evidence unfolded")
    parser.add_argument("--in-lab", action="store_true", help="with file browser and tabs")
    return parser


def _find(lesson: str) -> Path | None:
    places = (Path(lesson), _NOTEBOOKS / lesson, _NOTEBOOKS / f"{lesson}.ipynb")
    return next((place.resolve() for place in places if place.is_file()), None)


def _copy(lesson: Path, to: Path) -> None:
    notebook = json.loads(lesson.read_text(encoding="utf-8"))
    # A draft may not name its kernel yet; JupyterLab would ask, and nobody is there to answer.
    notebook["metadata"].setdefault("kernelspec", {"name": "python3", "display_name": "Python 3"})
    to.write_text(json.dumps(notebook), encoding="utf-8")


def _look(options: argparse.Namespace, lab: server.Lab, name: str, chromium: str) -> int:
    width = options.width or (_NARROW if options.narrow else _WIDE)
    with steps.running_browser(chromium) as browser:
        page = browser.new_page(viewport={"width": width, "height": options.height})
        console = _listen(page)
        steps.open_lesson(page, lab, name, alone=not options.in_lab)
        steps.set_theme(page, server.DARK if options.dark else server.LIGHT)
        problems = [] if options.as_saved else steps.run_all(page)
        if options.unfold:
            steps.unfold(page)
        stem = f"{Path(name).stem}-{'dark' if options.dark else 'light'}-{width}"
        for file in steps.shots(page, options.out, stem):
            print(file)
    for line in problems + console:
        print(line, file=sys.stderr)
    return 1 if problems else 0


def _listen(page: Page) -> list[str]:
    """Collect what the page complains about; an anywidget that fails says so only there."""
    said: list[str] = []
    page.on("console", lambda m: said.append(f"console: {m.text}") if m.type == "error" else None)
    page.on("pageerror", lambda error: said.append(f"page: {error}"))
    return said


if __name__ == "__main__":
    sys.exit(main())
