"""A lesson taken apart: cells, sections and passages of prose, for rules and generated text."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

HEADER, NEXT, SOURCES = "generated-header", "generated-next", "generated-sources"
MAP, PATHS = "generated-map", "generated-paths"
GENERATED = (HEADER, MAP, PATHS, NEXT, SOURCES)

_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
# A colon may follow in a sentence; at the beginning of a line it would make a link's target.
_CITATION = re.compile(r"(?<!\\)(?!^ {0,3}\[\w+\]:)\[([A-Z][A-Z0-9_]+)\](?![(\[])", re.MULTILINE)
_NAMED = re.compile(r'\(?\[(?:[^\[\]]|\[[^\]]*\])*\]\(#Sources "([A-Z][A-Z0-9_]+)"\)\)?')
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_CODE_OR_CITATION = re.compile(
    rf"{_CODE.pattern}|{_CITATION.pattern.replace('([A-Z]', '(?P<key>[A-Z]')}",
    re.DOTALL | re.MULTILINE,
)
_TAG = re.compile(r"<[^>]+>")
_UNSEEN = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL | re.IGNORECASE)


#: A word of prose, as it is counted.
WORD = re.compile(r"\w[\w’'-]*")

#: What a rule finds: the cell or none, what is wrong, and what to do.
Found = Iterator[tuple[int | None, str, str]]


class SheetError(ValueError):
    """A file that is no notebook; the message names it."""


@dataclass(frozen=True)
class Cell:
    """One cell.

    Attributes:
        index: its place in the notebook, from 0.
        section: the second-level heading that it stands under when it begins.
    """

    index: int
    kind: str
    source: str
    section: str
    raw: Mapping[str, Any]

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags, in the order given."""
        return tuple(self.raw.get("metadata", {}).get("tags", ()))

    @property
    def is_generated(self) -> bool:
        """Whether its text is written by the build."""
        return any(tag in GENERATED for tag in self.tags)

    @property
    def outputs(self) -> tuple[Mapping[str, Any], ...]:
        """What it printed and showed."""
        return tuple(self.raw.get("outputs", ()))

    @cached_property
    def code_lines(self) -> tuple[str, ...]:
        """The lines of a code cell that are neither empty nor a comment alone."""
        lines = self.source.splitlines() if self.kind == "code" else ()
        return tuple(line for line in lines if line.strip() and not line.lstrip().startswith("#"))


@dataclass(frozen=True)
class Heading:
    """One heading."""

    cell: int
    level: int
    text: str


@dataclass(frozen=True)
class Passage:
    """Prose of one cell that stands in one section; code blocks are left out."""

    cell: int
    section: str
    text: str
    is_generated: bool


class Sheet:
    """One lesson's notebook.

    Attributes:
        name: its file name without the ending.
        size: bytes it takes on disk.
        metadata: what the notebook says of itself.
    """

    def __init__(self, name: str, notebook: Mapping[str, Any], size: int = 0) -> None:
        self.name, self.size = name, size
        self.metadata: Mapping[str, Any] = notebook.get("metadata", {})
        self.headings: list[Heading] = []
        self.passages: list[Passage] = []
        self.cells: list[Cell] = []
        section = ""
        for index, raw in enumerate(notebook.get("cells", ())):
            source = text_of(raw.get("source", ""))
            cell = Cell(index, raw.get("cell_type", ""), source, section, raw)
            self.cells.append(cell)
            if cell.kind == "markdown":
                section = self._read(cell)

    def _read(self, cell: Cell) -> str:
        """Note headings and passages of a cell; the section that goes on after it."""
        section = cell.section
        lines: list[str] = []
        for line in outside_fences(cell.source):
            heading = _HEADING.match(line)
            if heading and len(heading[1]) <= 2:
                self._note(cell, section, lines)
                section, lines = heading[2] if len(heading[1]) == 2 else "", []
            if heading:
                self.headings.append(Heading(cell.index, len(heading[1]), heading[2]))
            lines.append(line)
        self._note(cell, section, lines)
        return section

    def _note(self, cell: Cell, section: str, lines: list[str]) -> None:
        text = "\n".join(lines).strip()
        if text:
            self.passages.append(Passage(cell.index, section, text, cell.is_generated))

    @property
    def code(self) -> list[Cell]:
        """The code cells."""
        return [cell for cell in self.cells if cell.kind == "code"]

    @property
    def markdown(self) -> list[Cell]:
        """The cells of prose, generated ones included."""
        return [cell for cell in self.cells if cell.kind == "markdown"]

    def written(self) -> list[Passage]:
        """The prose that somebody wrote."""
        return [passage for passage in self.passages if not passage.is_generated]

    def citations(self) -> dict[str, int]:
        """Each source that the prose cites, by key or by name, with the first cell that does."""
        found: dict[str, int] = {}
        for passage in self.written():
            text = without_code(passage.text)
            for key in (*_CITATION.findall(text), *_NAMED.findall(text)):
                found.setdefault(key, passage.cell)
        return found


def read_sheet(file: Path) -> Sheet:
    """Read a lesson.

    Raises:
        SheetError: if the file is no notebook of format 4.
    """
    content = file.read_bytes()
    return Sheet(file.stem, parse(content, file.name), len(content))


def parse(content: bytes, name: str) -> dict[str, Any]:
    """The notebook in some bytes.

    Raises:
        SheetError: if there is none of format 4.
    """
    try:
        notebook = json.loads(content.decode("utf-8"))
    except ValueError as error:
        raise SheetError(f"{name} is no notebook: {error}") from None
    if not isinstance(notebook, dict) or notebook.get("nbformat") != 4:
        raise SheetError(f"{name} is no notebook of format 4; save it with JupyterLab")
    return notebook


def text_of(value: str | list[str]) -> str:
    """A text that a notebook keeps whole or as a list of lines."""
    return value if isinstance(value, str) else "".join(value)


def outside_fences(source: str) -> Iterator[str]:
    """The lines of some Markdown that do not stand in a fenced block of code."""
    fence = ""
    for line in source.splitlines():
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1] == fence:
            fence = ""
        elif not fence:
            yield line


def anchor(heading: str) -> str:
    """What a link to a heading names after ``#``, as JupyterLab makes it."""
    return heading.replace(" ", "-")


def by_name(text: str, named: Callable[[str], str]) -> str:
    """Markdown whose citations by key, ``[KEY]``, are links to *Sources* by name instead.

    Args:
        named: the source of a key as one says it.
    """

    def link(found: re.Match[str]) -> str:
        key = found["key"]
        return f'([{named(key)}](#Sources "{key}"))' if key else found[0]  # code stays

    return _CODE_OR_CITATION.sub(link, text)


def without_citations(text: str, instead: Callable[[re.Match[str]], str] = lambda found: "") -> str:
    """Markdown without the sources that it names, which are no words of its sentences.

    Args:
        instead: what stands in the place of one.
    """
    return _NAMED.sub(instead, _CITATION.sub(instead, text))


def count_words(text: str) -> int:
    """How many words of prose some Markdown has; code and the names of sources are none."""
    return len(WORD.findall(without_citations(without_code(text))))


def without_code(text: str) -> str:
    """Markdown without its code spans."""
    return _CODE.sub(" ", text)


def without_html(text: str) -> str:
    """What a reader sees of some HTML."""
    return html.unescape(_TAG.sub(" ", _UNSEEN.sub(" ", text)))


def output_texts(output: Mapping[str, Any]) -> Iterator[str]:
    """What one output says in words: stream, plain text, and HTML without its tags."""
    if output.get("output_type") == "stream":
        yield text_of(output.get("text", ""))
    data = output.get("data", {})
    if "text/plain" in data:
        yield text_of(data["text/plain"])
    if "text/html" in data:
        yield without_html(text_of(data["text/html"]))
