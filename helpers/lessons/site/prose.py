"""Markdown of a lesson as HTML: anchors as in JupyterLab, links from page to page."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from urllib.parse import quote

import mistune
from mistune.plugins.table import table
from mistune.plugins.url import url

from helpers.lessons import sheet
from helpers.lessons.site.pictures import Picture

_LESSON = re.compile(r"^([\w.-]+)\.ipynb(#.*)?$")
_TAG = re.compile(r"<[^>]+>")


class _Renderer(mistune.HTMLRenderer):
    """Writes what JupyterLab would show, without a request to anybody."""

    def __init__(self, pictures: Mapping[str, Picture]) -> None:
        super().__init__(escape=False)
        self._pictures = pictures

    def heading(self, text: str, level: int, **attrs: object) -> str:
        name = sheet.anchor(html.unescape(_TAG.sub("", text)))
        return f'<h{level} id="{html.escape(name)}" tabindex="-1">{text}</h{level}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if url.partition("#")[0].endswith(".md"):
            return text  # a document of the project, which is no page of the site
        return f'<a href="{html.escape(_address(url))}">{text}</a>'

    def image(self, text: str, url: str, title: str | None = None) -> str:
        picture = self._pictures.get(url.removeprefix("attachment:"))
        if picture is None:
            raise ValueError(f"the picture {url!r} is not kept in its cell")
        return image(picture, alt=html.unescape(text))


def _address(link: str) -> str:
    """Another lesson is another page; sections keep their names."""
    found = _LESSON.match(link)
    return f"{found[1]}.html{found[2] or ''}" if found else link


def image(picture: Picture, alt: str = "") -> str:
    """A picture in its own size; what is not seen yet is fetched when it is."""
    return (
        f'<img src="{picture.file}" alt="{html.escape(alt or picture.alt)}" '
        f'width="{picture.width}" height="{picture.height}" loading="lazy">'
    )


def for_a_tab(markdown: str) -> str:
    """A lesson's Markdown without the paragraphs that tell how to run it in JupyterLab."""
    return re.sub(r"(?m)^In JupyterLab, .*\n*", "", markdown)


def as_html(markdown: str, pictures: Mapping[str, Picture] | None = None) -> str:
    """Some Markdown of a lesson as HTML."""
    renderer = _Renderer(pictures or {})
    text = mistune.create_markdown(renderer=renderer, plugins=[table, url])(markdown)
    return scrolling(str(text))


def scrolling(text: str) -> str:
    """HTML whose tables scroll by themselves where a window is narrow."""
    opened = text.replace("<table", '<div class="scroll"><table')
    return opened.replace("</table>", "</table></div>")


def live_address(lesson: str, section: str = "") -> str:
    """The live lesson as seen from a page, at a section."""
    more = f"&section={quote(sheet.anchor(section))}" if section else ""
    return f"../live/notebooks/index.html?path={lesson}.ipynb{more}"
