"""Text that is not typed but written from the tables: headers, links, sources, lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from helpers.facts import FactError, cite, confidence_legend, data_package, dictionary, load
from helpers.lessons import sheet, shelf

CHAIN = "AHA 2025"
LIST_BEGINS, LIST_ENDS = "<!-- lessons:begin -->", "<!-- lessons:end -->"
BY_HAND = "<!-- written by hand from here -->"

_KEY = re.compile(r"\b[A-Z][A-Z0-9_]+\b")  # as the table of sources writes them
# What prose would take for emphasis, a tag or a formula; an underscore inside a word is none.
_SPECIAL = re.compile(r"([*<$\\])")


def fill(name: str, cells: Iterable[dict[str, object]], written: Sequence[str]) -> None:
    """Write the text of a lesson's generated cells, in place.

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
        for tag in parsed.tags:
            if tag in sheet.GENERATED:
                cell["source"] = text(tag, name, written, named)


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
    """Title, the chain of survival with this lesson's links lit, minutes and readers."""
    readers = ", ".join(planned.readers)
    return (
        f"# {planned.title}\n\n"
        f"Chain of survival: {chain(planned.links)}\n\n"
        f"Lesson {planned.number} · about {planned.minutes} minutes · for: {readers}"
    )


def chain(lit: Sequence[str]) -> str:
    """The links of the newest chain in one line; those of a lesson in bold and named so.

    Raises:
        ValueError: for a link that the chain does not have.
    """
    table = load("chain_links").query("edition == @CHAIN").sort_values("position")
    links = list(table["link"])
    unknown = [name for name in lit if name not in links]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no link of {CHAIN}; there are {', '.join(links)}")
    if set(lit) == set(links):
        return " → ".join(f"**{name}**" for name in links) + " (the whole chain)"
    # Bold alone would not be heard.
    shown = [f"**{name}** (this lesson)" if name in lit else name for name in links]
    return " → ".join(shown)


def neighbours(name: str, written: Sequence[str]) -> str:
    """The way to the lesson before and to the lesson after."""
    names = [planned.name for planned in shelf.lessons()]
    place = names.index(shelf.lesson(name).name)
    lines = ["## Next", ""]
    if place + 1 < len(names):
        lines.append(f"- Next: {_linked(shelf.lessons()[place + 1], written)}")
    else:
        lines.append("- This was the last lesson.")
    if place:
        lines.append(f"- Before: {_linked(shelf.lessons()[place - 1], written)}")
    return "\n".join(lines)


def _linked(planned: shelf.Lesson, written: Sequence[str]) -> str:
    label = f"{planned.number} {planned.title}"
    if planned.name not in written:
        return f"{label} (not written yet)"
    return f"[{label}]({planned.file}). {planned.question}"


def paths(written: Sequence[str]) -> str:
    """For each kind of reader the lessons of their path, the written ones linked, and the time."""
    lines = ["| if you are | your lessons | hours |", "|---|---|---|"]
    for reader in shelf.readers():
        chosen = [planned for planned in shelf.lessons() if reader in planned.readers]
        numbers = ", ".join(
            f"[{planned.number}]({planned.file})" if planned.name in written else planned.number
            for planned in chosen
        )
        hours = sum(planned.minutes for planned in chosen) / 60
        lines.append(f"| {reader} | {numbers} | {hours:.1f} |")
    return "\n".join(lines)


def sources(cited: Iterable[str]) -> str:
    """References in words for the keys that a lesson names, in alphabetical order.

    Raises:
        ValueError: for a key that the table of sources does not have.
    """
    lines = ["## Sources", ""]
    lines += [f"- **[{key}]** {_cite(key)}" for key in sorted(cited)]
    legend = confidence_legend().rstrip(".")
    return "\n".join([*lines, "", f"Each fact carries a mark of how it is known. {legend}."])


def _shown(page: sheet.Sheet) -> set[str]:
    """The sources that the outputs of a lesson name by their keys."""
    texts = (text for cell in page.code for out in cell.outputs for text in sheet.output_texts(out))
    return set(load("sources")["key"]) & {key for text in texts for key in _KEY.findall(text)}


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
    before, begins, rest = readme.partition(LIST_BEGINS)
    _, ends, after = rest.partition(LIST_ENDS)
    if not begins or not ends:
        raise ValueError(f"README.md needs {LIST_BEGINS} and, after it, {LIST_ENDS}")
    return f"{before}{LIST_BEGINS}\n{lesson_list(written)}\n{LIST_ENDS}{after}"


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
