"""The words of the glossary in the lessons: where each is first used, and whether it is explained.

A word is explained where it stands in italics, ``*telecommunicator*``: that sentence or the next
says what it means. A reader of the cores alone meets no word of the glossary before that.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers.facts import load
from helpers.lessons import depths, sheet, shelf
from helpers.lessons.sheet import Found, Passage, Sheet

#: Where words are first used, worked out before: a browser's Python has no lessons to read.
WORKED_OUT = Path(__file__).with_name("first_used.json")

_ITALIC = re.compile(r"(?<![*\w])([*_])(?![*\s])([^*_\n]+?)(?<!\s)\1(?![*\w])")
_HEADING = re.compile(r"^ {0,3}#{1,6} .*$", re.MULTILINE)
_TARGET = re.compile(r"\]\([^)]*\)")
_SENTENCE_ENDS = re.compile(r"[.?!]\s")
_BRACKETS = re.compile(r" \([^)]*\)$")


@dataclass(frozen=True)
class Use:
    """One place where a word of the glossary stands.

    Attributes:
        word: the word as it stands there.
        entry: the id of its entry.
        is_explained: whether it stands there in italics.
    """

    word: str
    entry: str
    start: int
    is_explained: bool


@dataclass(frozen=True)
class Place:
    """Where a word is first used."""

    lesson: str
    section: str

    def __str__(self) -> str:
        number = self.lesson.partition("_")[0]
        return f"{number}, {self.section}" if self.section else number


def words(page: Sheet) -> Found:
    """Each word of the glossary is explained at its first use in the core, or in an earlier one."""
    known = _explained_before(page.name)
    for passage in _core(page):
        uses = tuple(_uses(passage.text))
        text = _plain(passage.text)
        for use in uses:
            if use.entry in known:
                continue
            known.add(use.entry)
            if not _is_explained(use, uses, text):
                yield (
                    passage.cell,
                    f"{use.word!r} is used and not explained",
                    f"Write *{use.word}* and say there what it means, or use a plainer word.",
                )


def first_used() -> Mapping[str, Place]:
    """Where each entry of the glossary is first used, by its id; the lessons' prose is read."""
    return _first_used()


@functools.cache
def _first_used() -> Mapping[str, Place]:
    if WORKED_OUT.is_file():
        kept = json.loads(WORKED_OUT.read_text(encoding="utf-8"))
        return {entry: Place(**place) for entry, place in kept.items()}
    found: dict[str, Place] = {}
    for file in shelf.notebooks(shelf.lessons_dir()):
        for passage in sheet.read_sheet(file).written():
            for use in _uses(passage.text):
                found.setdefault(use.entry, Place(file.stem, passage.section))
    return found


def _explained_before(name: str) -> set[str]:
    """The entries that the cores of earlier lessons use; the rule holds each of them."""
    files = (file for file in shelf.notebooks(shelf.lessons_dir()) if file.stem < name)
    passages = (passage for file in files for passage in _core(sheet.read_sheet(file)))
    return {use.entry for passage in passages for use in _uses(passage.text) if use.is_explained}


def _core(page: Sheet) -> Iterator[Passage]:
    """What the first reader reads, in its order."""
    return (one for one in page.written() if depths.depth(one.section) in ("core", "frame"))


def _is_explained(first: Use, uses: Iterable[Use], text: str) -> bool:
    """Whether a word stands in italics, or an other name of it does in the same sentence."""
    return any(
        use.is_explained and not _SENTENCE_ENDS.search(text[first.start : use.start])
        for use in uses
        if use.entry == first.entry and use.start >= first.start
    )


def _uses(text: str) -> Iterator[Use]:
    """The words of the glossary in a passage, in their order; the longest fits first."""
    plain = _plain(text)
    italic = {match.start(2): match.end(2) for match in _ITALIC.finditer(plain)}
    pattern, entries = _spellings()
    for match in pattern.finditer(plain):
        word = match[0]
        entry = _entry(word, entries)
        yield Use(word, entry, match.start(), italic.get(match.start()) == match.end())


def _entry(word: str, entries: Mapping[str, str]) -> str:
    singular = word.removesuffix("s")
    names = (word, singular, word.casefold(), singular.casefold())
    return next(entries[name] for name in names if name in entries)


def _plain(text: str) -> str:
    """Prose without headings, code, sources and targets of links, everything in its place."""
    text = _HEADING.sub(_blank, sheet.without_citations(sheet.without_code(text), _blank))
    return _TARGET.sub(lambda match: "]" + " " * (len(match[0]) - 1), text)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


@functools.cache
def _spellings() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """A pattern of every way to write a word, and the entry of each."""
    entries: dict[str, str] = {}
    for row in load("glossary").to_dict("records"):
        term = _BRACKETS.sub("", row["term"])
        entries.setdefault(row["term"] if term.isupper() else term.casefold(), row["fact_id"])
        if row["short"]:
            entries.setdefault(row["short"], row["fact_id"])
    ways = sorted(entries, key=len, reverse=True)
    # An abbreviation is written in capitals, a term as the sentence wants it.
    parts = (
        re.escape(way) if any(map(str.isupper, way)) else f"(?i:{re.escape(way)})" for way in ways
    )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})s?(?![\w])"), entries
