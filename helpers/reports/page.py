"""From a notebook that was run to one page of HTML that stands alone."""

from __future__ import annotations

import functools
import html
import re
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode

_TEMPLATES = Path(__file__).parent / "html"
_MARK = re.compile(rb'<meta name="fingerprint" content="([0-9a-f]{64})">')
_TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL)
_HEAD = 4_000  # bytes in which both stand, before the style sheet
_END = b"</html>\n"


class _Exporter(HTMLExporter):
    """Without the parent's second pass, which reads the whole page again to look for faults."""

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        return super(HTMLExporter, self).from_notebook_node(nb, resources, **kw)


@functools.cache
def _exporter() -> HTMLExporter:
    return _Exporter(
        template_name="report",
        extra_template_basedirs=[str(_TEMPLATES)],
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )


def page(notebook: NotebookNode, title: str, fingerprint: str) -> bytes:
    """The page; code is left out.

    Args:
        fingerprint: of everything that it was made from, 64 hexadecimal digits.
    """
    resources = {"title": title, "fingerprint": fingerprint}
    text, _ = _exporter().from_notebook_node(notebook, resources=resources)
    return text.rstrip().encode() + b"\n"


def fingerprint_of(file: Path) -> str | None:
    """The fingerprint in a page that was made whole; ``None`` for any other file."""
    content = _content(file)
    found = _MARK.search(content[:_HEAD])
    return found[1].decode() if found and content.endswith(_END) else None


def title_of(file: Path) -> str:
    """The title of a page."""
    found = _TITLE.search(_content(file)[:_HEAD])
    return html.unescape(found[1].decode()) if found else file.stem


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
