"""A lesson as a page: what its notebook shows, in the order of its sections."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from helpers.lessons import sheet
from helpers.lessons.site import prose
from helpers.lessons.site.pictures import Pictures

# What a learner uses, and a page can only show.
_ALIVE = re.compile(
    r"\b\w+_app\(|\b(quiz|pretest|posttest|warm_up|claims|glossary|my_\w+|final_form)\("
)


@dataclass
class Section:
    """What stands under one heading of the second level.

    Attributes:
        title: as the reader sees it; empty before the first.
        parts: its HTML, in order; the first begins with the heading.
        words: what the search looks at.
        is_folded: whether it opens only when it is asked for.
    """

    title: str
    parts: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    is_folded: bool = False

    @property
    def anchor(self) -> str:
        """What a link to it names."""
        return sheet.anchor(self.title)


def sections(lesson: sheet.Sheet, pictures: Pictures) -> list[Section]:
    """A lesson's sections, each with what its cells show."""
    found = [Section("")]
    for cell in lesson.cells:
        if cell.kind == "markdown":
            for title, text in _split(_for_a_page(lesson, cell)):
                if title:
                    is_folded = bool(cell.raw["metadata"].get("jp-MarkdownHeadingCollapsed"))
                    found.append(Section(title, is_folded=is_folded))
                found[-1].parts.append(_prose(cell, text, pictures))
                found[-1].words.append(sheet.without_citations(text))
        else:
            found[-1].parts += _shown(lesson.name, cell, found[-1], pictures)
    return found


def _for_a_page(lesson: sheet.Sheet, cell: sheet.Cell) -> str:
    """A cell's Markdown without "Run this first:" before a cell that a page does not show."""
    source = prose.for_a_tab(cell.source)
    after = lesson.cells[cell.index + 1 :][:1]
    if after and after[0].kind == "code" and not after[0].outputs:
        return re.sub(r"(?<=[.\n])[^.\n]+:\s*\Z", "", source)
    return source


def _split(source: str) -> Iterator[tuple[str, str]]:
    """A cell's Markdown by its headings of the second level; the first has none perhaps."""
    for text in re.split(r"(?m)^(?=## )", source):
        heading = re.match(r"## (.*)", text)
        if text.strip():
            yield (heading[1].strip() if heading else ""), text


def _prose(cell: sheet.Cell, text: str, pictures: Pictures) -> str:
    kept: Mapping[str, Mapping[str, str]] = cell.raw.get("attachments", {})
    shown = {
        name: pictures.add_text(sheet.text_of(data["image/png"]), "")
        for name, data in kept.items()
        if f"attachment:{name}" in text
    }
    return prose.as_html(text, shown)


def _shown(name: str, cell: sheet.Cell, section: Section, pictures: Pictures) -> Iterator[str]:
    """What a code cell shows; in the evidence its code too, for who asks how it was counted."""
    outputs = [part for output in cell.outputs for part in _output(output, pictures)]
    if not outputs:
        return
    if section.is_folded:
        code = f"<pre>{_escape(cell.source)}</pre>"
        yield f'<details class="code"><summary>Code</summary>{code}</details>'
    yield from outputs
    if _ALIVE.search(cell.source):
        address = html.escape(prose.live_address(name, section.title))
        about = f"<span class=unseen>: {_escape(section.title)}</span>"
        yield f'<p class="use"><a href="{address}">Use it here{about}</a></p>'


def _output(output: Mapping[str, Any], pictures: Pictures) -> Iterator[str]:
    data: Mapping[str, str | list[str]] = output.get("data", {})
    if output.get("output_type") == "stream":
        yield f"<pre>{_escape(sheet.text_of(output['text']))}</pre>"
    if "image/png" in data:
        alt = output["metadata"]["image/png"]["alt"]
        picture = pictures.add_text(sheet.text_of(data["image/png"]), alt)
        yield f"<figure>{prose.image(picture)}</figure>"
    if "text/html" in data:
        yield f'<div class="shown">{prose.scrolling(sheet.text_of(data["text/html"]))}</div>'
    elif "text/plain" in data and "image/png" not in data:
        yield f"<pre>{_escape(sheet.text_of(data['text/plain']))}</pre>"


def _escape(text: str) -> str:
    return html.escape(text, quote=False)
