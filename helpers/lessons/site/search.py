"""What the search on the landing page looks through: sections of lessons, and the glossary."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Mapping

from helpers.facts import load
from helpers.lessons import sheet
from helpers.lessons.site.page import Section

_LEAST = 3


def entry(title: str, about: str, address: str, words: str) -> dict[str, str]:
    """One thing that can be found."""
    found = {word.casefold() for word in sheet.WORD.findall(sheet.without_html(words))}
    kept = sorted(word for word in found if len(word) >= _LEAST)
    return {"title": title, "about": about, "address": address, "words": " ".join(kept)}


def of_lesson(title: str, file: str, sections: Iterable[Section]) -> list[dict[str, str]]:
    """A lesson's sections."""
    return [
        entry(section.title, title, f"lessons/{file}#{section.anchor}", _words(section))
        for section in sections
        if section.title and section.title not in ("Sources", "Next")
    ]


def _words(section: Section) -> str:
    return re.sub(r"[*_`#|\[\]()]", " ", " ".join(section.words))


def of_glossary() -> list[dict[str, str]]:
    """Every word of the glossary, with its meaning."""
    return [
        entry(
            _named(row),
            str(row["meaning"]),
            f"glossary.html#{row['fact_id']}",
            f"{row['term']} {row['short']} {row['stands_for']} {row['meaning']}",
        )
        for row in glossary()
    ]


def glossary() -> list[Mapping[str, str]]:
    """The glossary's rows by their terms, in alphabetical order."""
    table = load("glossary").fillna("")
    rows = [{str(k): str(v) for k, v in row.items()} for row in table.to_dict("records")]
    return sorted(rows, key=lambda row: row["term"].casefold())


def by_letter() -> list[tuple[str, list[Mapping[str, str]]]]:
    """The glossary's rows under their first letters."""
    groups = itertools.groupby(glossary(), key=lambda row: row["term"][0].upper())
    return [(letter, list(rows)) for letter, rows in groups]


def _named(row: Mapping[str, str]) -> str:
    return f"{row['term']} ({row['short']})" if row["short"] else row["term"]


def script(entries: list[dict[str, str]]) -> str:
    """The index as a script, so that it needs no server that knows about it."""
    return f"window.searchIndex = {json.dumps(entries, ensure_ascii=False)};\n"
