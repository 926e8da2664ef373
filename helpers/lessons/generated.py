"""Text that is not typed but written from the tables: headers, links, sources, lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from helpers.facts import FactError, cite, data_package, dictionary, load, short, sign_legend
from helpers.figures.chain import chain_strip
from helpers.lessons import sheet, shelf

#: The name of the chain's picture in a header.
CHAIN_FILE = "chain.png"
LIST_BEGINS, LIST_ENDS = "<!-- lessons:begin -->", "<!-- lessons:end -->"
BY_HAND = "<!-- written by hand from here -->"

_KEY = re.compile(r"\b[A-Z][A-Z0-9_]+\b")  # as the table of sources writes them
# What prose would take for emphasis, a tag or a formula; an underscore inside a word is none.
_SPECIAL = re.compile(r"([*<$\\])")


def fill(name: str, cells: Iterable[dict[str, object]], written: Sequence[str]) -> None:
    """Write the text of a lesson's generated cells, and name the sources it cites, in place.

    Args:
        name: the lesson.
        cells: its cells as the notebook keeps them.
        written: the names of the lessons that can be linked to.

    Raises:
        ValueError: for a lesson, a link of the chain or a source that no table has.
    """
    cells = list(cells)
    page = sheet.Sheet(name, {"cells": cells})
    named = {*page.citations(), *_shown(page)}
    for cell, parsed in zip(cells, page.cells, strict=True):
        if parsed.kind != "markdown":
            continue
        if not parsed.is_generated:
            cell["source"] = sheet.by_name(parsed.source, _name)
        for tag in parsed.tags:
            if tag in sheet.GENERATED:
                cell["source"] = text(tag, name, written, named)
            if tag == sheet.HEADER:
                cell["attachments"] = attachments(shelf.lesson(name))


def text(tag: str, name: str, written: Sequence[str], cited: Iterable[str]) -> str:
    """The text of one generated cell."""
    if tag == sheet.HEADER:
        return header(shelf.lesson(name))
    if tag == sheet.NEXT:
        return neighbours(name, written)
    if tag == sheet.MAP:
        return lesson_list(written, folder="")
    if tag == sheet.PATHS:
        return paths(written)
    return sources(cited)


def header(planned: shelf.Lesson) -> str:
    """Title, the drawn chain of survival with this lesson's links lit, minutes and readers."""
    first, *others = planned.readers
    also = f"; also for: {', '.join(others)}" if others else ""
    return (
        f"# {planned.title}\n\n"
        f"![{chain_strip(planned.links).alt}](attachment:{CHAIN_FILE})\n\n"
        f"Lesson {planned.number} · about {planned.minutes} minutes for the core · "
        f"written for: {first}{also}"
    )


def attachments(planned: shelf.Lesson) -> dict[str, dict[str, str]]:
    """The picture of the header as a cell keeps it."""
    data, _ = chain_strip(planned.links)._repr_mimebundle_()
    return {CHAIN_FILE: {"image/png": data["image/png"]}}


def neighbours(name: str, written: Sequence[str]) -> str:
    """Where each kind of reader goes on, and how deep, and the way back.

    What is written goes before what is planned: nobody is sent to a lesson that is not there
    while there is one for them.
    """
    names = [planned.name for planned in shelf.lessons()]
    place = names.index(shelf.lesson(name).name)
    lines = ["## Next", ""]
    for step, readers in _onward(names[place + 1 :], written).items():
        planned, depth = shelf.lesson(step[0]), step[1]
        lines.append(f"- {_told(readers)}: {_linked(planned, written)} For you: {_DEPTHS[depth]}.")
    if place + 1 == len(names):
        lines.append("- This was the last lesson.")
    if place:
        before = next((one for one in reversed(names[:place]) if one in written), names[place - 1])
        lines.append(f"- Before: {_linked(shelf.lesson(before), written)}")
    return "\n".join(lines)


_DEPTHS = {
    "core": "the core",
    "core and on duty": "the core and *On duty*",
    "everything": "everything, the evidence too",
}


def _onward(later: Sequence[str], written: Sequence[str]) -> dict[tuple[str, str], list[str]]:
    """The readers by their next lesson and its depth, in reading order."""
    found: dict[tuple[str, str], list[str]] = {}
    for reader in shelf.readers():
        mine = [step for step in shelf.steps() if step.reader == reader and step.lesson in later]
        if mine:
            order = {one.lesson: (one.lesson not in written, one.lesson) for one in mine}
            step = min(mine, key=lambda one: order[one.lesson])
            found.setdefault((step.lesson, step.depth), []).append(reader)
    return dict(sorted(found.items(), key=lambda item: later.index(item[0][0])))


def _told(readers: Sequence[str]) -> str:
    words = ", ".join(readers)
    return words[0].upper() + words[1:]


def _linked(planned: shelf.Lesson, written: Sequence[str]) -> str:
    label = f"{planned.number} {planned.title}"
    if planned.name not in written:
        return f"{label} (not written yet)."
    return f"[{label}]({planned.file}). {planned.question}"


def paths(written: Sequence[str]) -> str:
    """For each kind of reader the lessons of their path by depth, and the short way."""
    lines = ["| if you are | the core of | *On duty* too | the evidence too | hours |"]
    lines.append("|---|---|---|---|---|")
    for reader in shelf.readers():
        way = shelf.way(reader)
        cells = (
            ", ".join(_number(one.name, written) for one in part) for part in way.by_depth.values()
        )
        lines.append(f"| {reader} | {' | '.join(cells)} | {way.hours:.1f} |")
    missing = "" if {one.name for one in shelf.lessons()} <= {*written} else _MISSING
    lines += [
        "",
        f"Hours are those of the cores; the questions at their ends come on top.{missing}",
    ]
    return "\n".join([*lines, *_short_way(written)])


_MISSING = " Without a link: not written yet."
_SHORT_WAY = (
    "**The short way, for a lay rescuer.** These screens and no others.\n\n"
    "In JupyterLab, run the first gray cell of each lesson before you go to the screen."
)


def _short_way(written: Sequence[str]) -> list[str]:
    stops = [stop for stop in shelf.short_way() if stop.lesson in written]
    if not stops:
        return []
    lines = ["", _SHORT_WAY, ""]
    lines += ["| lesson | screens, in order | minutes |", "|---|---|---|"]
    for name in dict.fromkeys(stop.lesson for stop in stops):
        planned, mine = shelf.lesson(name), [stop for stop in stops if stop.lesson == name]
        links = " → ".join(
            f"[{stop.section}]({planned.file}#{sheet.anchor(stop.section)})" for stop in mine
        )
        minutes = sum(stop.minutes for stop in mine)
        lines.append(f"| {planned.number} {planned.title} | {links} | {minutes} |")
    total = sum(stop.minutes for stop in stops)
    return [*lines, f"| | together | {total} |"]


def _number(name: str, written: Sequence[str]) -> str:
    planned = shelf.lesson(name)
    return f"[{planned.number}]({planned.file})" if name in written else planned.number


def sources(cited: Iterable[str]) -> str:
    """References in words for the keys that a lesson names, in alphabetical order.

    Raises:
        ValueError: for a key that the table of sources does not have.
    """
    lines = ["## Sources", ""]
    lines += [f"- **[{key}]** {_cite(key)}" for key in sorted(cited)]
    legend = f"A sign behind a row says how it is known. {sign_legend()}"
    return "\n".join([*lines, "", legend])


def _shown(page: sheet.Sheet) -> set[str]:
    """The sources of what a lesson shows: carried unseen by its outputs, or named by their keys."""
    outputs = [out for cell in page.code for out in cell.outputs]
    carried = {key for out in outputs for key in _carried(out)}
    texts = (text for out in outputs for text in sheet.output_texts(out))
    named = {key for text in texts for key in _KEY.findall(text)}
    return carried | (set(load("sources")["key"]) & named)


def _carried(output: Mapping[str, Any]) -> Iterable[str]:
    parts: Iterable[Mapping[str, Any]] = output.get("metadata", {}).values()
    return [key for part in parts for key in part.get("sources", ())]


def _name(key: str) -> str:
    """A source as one says it; an unknown one stays a key, and its rule tells."""
    try:
        return short(key)
    except FactError:
        return key


def _cite(key: str) -> str:
    try:
        return _SPECIAL.sub(r"\\\1", cite(key))
    except FactError as error:
        raise ValueError(f"the prose cites [{key}]: {error}") from None


def lesson_list(written: Sequence[str], folder: str = "notebooks") -> str:
    """The table of all lessons for the README, written ones linked."""
    lines = ["| | lesson | its question | minutes |", "|---|---|---|---|"]
    for planned in shelf.lessons():
        title = planned.title
        if planned.name in written:
            title = f"[{title}]({'/'.join(filter(None, (folder, planned.file)))})"
        else:
            title = f"{title} (planned)"
        lines.append(f"| {planned.number} | {title} | {planned.question} | {planned.minutes} |")
    return "\n".join(lines)


def with_lesson_list(readme: str, written: Sequence[str]) -> str:
    """A README with its table of lessons renewed.

    Raises:
        ValueError: if the two comments that enclose the table are not there.
    """
    return renewed(readme, LIST_BEGINS, LIST_ENDS, lesson_list(written))


def renewed(readme: str, begins: str, ends: str, table: str) -> str:
    """A README with the table between two comments renewed.

    Raises:
        ValueError: if the two comments are not there.
    """
    before, found, rest = readme.partition(begins)
    _, end, after = rest.partition(ends)
    if not found or not end:
        raise ValueError(f"README.md needs {begins} and, after it, {ends}")
    return f"{before}{begins}\n{table}\n{ends}{after}"


def data_readme(existing: str) -> str:
    """The dictionary of the tables; what stands below :data:`BY_HAND` is kept."""
    _, mark, by_hand = existing.partition(BY_HAND)
    return dictionary().rstrip("\n") + "\n" + (f"\n{mark}{by_hand}" if mark else "")


def documents(root: Path, written: Sequence[str]) -> dict[Path, str]:
    """Every generated document outside the lessons, by its file."""
    readme, tables = root / "README.md", root / "data" / "README.md"
    existing = tables.read_text(encoding="utf-8") if tables.exists() else ""
    return {
        readme: with_lesson_list(readme.read_text(encoding="utf-8"), written),
        tables: data_readme(existing),
        root / "data" / "datapackage.json": data_package(),
    }
