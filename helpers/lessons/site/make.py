"""Build the site: pages by our templates, and beside them the same lessons live."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2

from helpers.lessons import sheet, shelf
from helpers.lessons.site import live, page, papers, prose, search
from helpers.lessons.site.kernel import Runtime, SiteError
from helpers.lessons.site.pictures import Pictures

_HERE = Path(__file__).parent
_ASSETS = ("site.css", "search.js", "lesson.js")
_CLOCK = "The clock of one arrest, twelve minutes round: each person who comes lights a band."
_DEPTHS = {
    "core": "the core of",
    "core and on duty": "On duty too, in",
    "everything": "the evidence too, in",
}
# About what a first visit loads of Pyodide where it comes from its public address.
_PUBLIC_MEGABYTES = 40


@dataclass(frozen=True)
class Made:
    """What was made: where, from how many lessons, and how large."""

    folder: Path
    lessons: int
    bytes: int

    def __str__(self) -> str:
        return f"{self.folder}: {self.lessons} lessons, {self.bytes / 1e6:.0f} MB"


def make(root: Path, out: Path, runtime: Runtime, cache: Path, *, decks: bool = False) -> Made:
    """Build the whole site anew into a folder.

    Args:
        root: the checkout.
        out: the folder; an earlier site there is replaced.
        runtime: the Python that live lessons run on.
        cache: where wheels are kept for the next time.
        decks: whether each lesson's deck is printed too, which takes minutes.

    Raises:
        SiteError: where something is missing, or the folder holds something else.
    """
    _empty(out)
    lessons = shelf.notebooks(root / "notebooks")
    live.make(lessons, runtime, out / live.FOLDER, cache)
    if decks:
        papers.print_decks([file.stem for file in lessons], out)
    Pages(root, out, runtime, lessons).write()
    size = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    return Made(out, len(lessons), size)


def _empty(out: Path) -> None:
    mark = out / live.FOLDER / "live.js"
    if out.exists() and any(out.iterdir()):
        if not mark.is_file():
            raise SiteError(f"{out} holds something else than a site; name an empty folder.")
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)


class Pages:
    """The pages of the site, written by the templates."""

    def __init__(self, root: Path, out: Path, runtime: Runtime, lessons: Sequence[Path]) -> None:
        self._root, self._out, self._runtime = root, out, runtime
        self._lessons = [sheet.read_sheet(file) for file in lessons]
        self._papers = papers.collect(root, out, self._lessons)
        self._megabytes = _size(out, runtime)
        loader = jinja2.FileSystemLoader(_HERE / "templates")
        self._environment = jinja2.Environment(
            loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
        )
        self._environment.filters["spoken"] = _spoken

    def write(self) -> None:
        """Write every page and what it needs."""
        for name in _ASSETS:
            (self._out / "assets").mkdir(exist_ok=True)
            shutil.copyfile(_HERE / "static" / name, self._out / "assets" / name)
        entries = []
        for place, lesson in enumerate(self._lessons):
            found = self._write_lesson(lesson, place)
            planned = shelf.lesson(lesson.name)
            title = f"{planned.number} {planned.title}"
            entries += search.of_lesson(title, f"{lesson.name}.html", found)
        self._put("glossary.html", here="glossary", letters=search.by_letter())
        self._write_landing()
        index = search.script([*entries, *search.of_glossary()])
        (self._out / "assets" / "search-index.js").write_text(index, encoding="utf-8")

    def _write_lesson(self, lesson: sheet.Sheet, place: int) -> list[page.Section]:
        found = page.sections(lesson, Pictures(self._out / "lessons"))
        planned = shelf.lesson(lesson.name)
        around = [shelf.lesson(one.name) for one in self._lessons]
        self._put(
            f"lessons/{lesson.name}.html",
            "lesson.html.j2",
            here=lesson.name,
            lesson=planned,
            sections=found,
            live=prose.live_address(lesson.name),
            before=around[place - 1] if place else None,
            after=around[place + 1] if place + 1 < len(around) else None,
            papers=self._papers.by_lesson.get(lesson.name, ()),
        )
        badge = self._environment.get_template("badge.svg.j2").render(lesson=planned)
        file = self._out / "badges" / f"{lesson.name}.svg"
        file.parent.mkdir(exist_ok=True)
        file.write_text(badge, encoding="utf-8")
        return found

    def _write_landing(self) -> None:
        clock = (self._root / "docs" / "clock.png").read_bytes()
        picture = Pictures(self._out, "assets").add(clock, _CLOCK)
        written = [lesson.name for lesson in self._lessons]
        stops = [
            {**vars(stop), "anchor": sheet.anchor(stop.section)}
            for stop in shelf.short_way()
            if stop.lesson in written
        ]
        self._put(
            "index.html",
            here="index",
            first=shelf.lesson(written[0]),
            picture=prose.image(picture),
            lessons=shelf.lessons(),
            written=written,
            paths=[_path(reader) for reader in shelf.readers()],
            stops=stops,
            is_whole=bool(self._runtime.files),
            papers=self._papers,
        )

    def _put(self, name: str, template: str = "", **values: Any) -> None:
        file = self._out / name
        file.parent.mkdir(parents=True, exist_ok=True)
        text = self._environment.get_template(template or f"{name}.j2").render(
            root="../" * name.count("/"),
            has_guides=bool(self._papers.by_lesson),
            megabytes=self._megabytes,
            **values,
        )
        file.write_text(text, encoding="utf-8")


def _path(reader: str) -> dict[str, Any]:
    """A reader's lessons by depth, and the hours of their cores."""
    way = shelf.way(reader)
    kept = [(_DEPTHS[depth], part) for depth, part in way.by_depth.items() if part]
    return {"reader": reader, "depths": kept, "hours": f"{way.hours:.1f}"}


def _spoken(title: str) -> str:
    """A heading without the marks of Markdown."""
    return re.sub(r"[*`]", "", title)


def _size(out: Path, runtime: Runtime) -> int:
    """Megabytes that a first live lesson loads, rounded up to the next five."""
    folder = out / live.FOLDER
    files = [folder / name for name in json.loads((folder / live.WARM).read_text())]
    total = sum(file.stat().st_size for file in files) / 1e6
    total += 0 if runtime.files else _PUBLIC_MEGABYTES
    return int(-(-total // 5) * 5)
