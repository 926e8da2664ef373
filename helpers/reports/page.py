"""From a notebook that was run to one page of HTML that stands alone."""

from __future__ import annotations

import functools
import html
import re
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbconvert.exporters import HTMLExporter
    from nbformat import NotebookNode

from helpers.reports.counts import found_in

_TEMPLATES = Path(__file__).parent / "html"
_MARK = re.compile(rb'<meta name="fingerprint" content="([0-9a-f]{64})">')
_NAMES = re.compile(rb'<meta name="names" content="(shown|hidden)">')
_TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL)
_COUNTS = re.compile(rb'<meta name="counts" content="([a-z0-9= ]*)">')
_ABOUT = re.compile(rb'<meta name="about" content="([^"]*)">')
_ABOUT_LETTERS = 200
_HEAD = 4_000  # bytes in which all of them stand, before the style sheet
_END = b"</html>\n"


@functools.cache
def _exporter() -> HTMLExporter:
    # Imported late: they take a second, and whoever only looks at a page needs none.
    from nbconvert.exporters import HTMLExporter

    from helpers.figures.vector import as_image

    return HTMLExporter(
        filters={"as_image": as_image},
        template_name="report",
        extra_template_basedirs=[str(_TEMPLATES)],
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
        optimistic_validation=True,  # once, and not after each step
    )


def page(notebook: NotebookNode, title: str, fingerprint: str, *, hidden: bool) -> bytes:
    """The page; code is left out, and the numbers for the overview stand in its head.

    Args:
        hidden: whether pseudonyms stand in it in the place of names.
        fingerprint: of everything that it was made from, 64 hexadecimal digits.
    """
    names = "hidden" if hidden else "shown"
    outputs = (one for cell in notebook.cells for one in cell.get("outputs", ()))
    numbers, about = found_in(outputs)
    counts = " ".join(f"{name}={count}" for name, count in numbers.items())
    resources = {"title": title, "fingerprint": fingerprint, "names": names, "counts": counts}
    resources["about"] = shorten(about, _ABOUT_LETTERS, placeholder="…")
    # Without the class's own second pass, which reads the whole page again to look for faults.
    exporter = _exporter()
    make = super(type(exporter), exporter).from_notebook_node
    text, _ = make(notebook, resources=resources)
    return text.rstrip().encode("utf-8", "backslashreplace") + b"\n"


def fingerprint_of(file: Path) -> str | None:
    """The fingerprint in a page that was made whole; ``None`` for any other file."""
    start, end = _ends(file)
    found = _MARK.search(start)
    return found[1].decode() if found and end == _END else None


def names_in(file: Path) -> bool:
    """Whether a page may hold names: any but one that says it was made without."""
    found = _NAMES.search(_ends(file)[0])
    return found is None or found[1] != b"hidden"


def counts_in(file: Path) -> dict[str, int]:
    """The numbers of its cohort in a page; none in a page that carries none."""
    found = _COUNTS.search(_ends(file)[0])
    pairs = (pair.split("=") for pair in found[1].decode().split()) if found else ()
    return {name: int(count) for name, count in pairs}


def about_in(file: Path) -> str:
    """What a page is about, in a few words: the class and its days, or the learner."""
    found = _ABOUT.search(_ends(file)[0])
    return html.unescape(found[1].decode("utf-8", "replace")) if found else ""


def title_of(file: Path) -> str:
    """The title of a page."""
    found = _TITLE.search(_ends(file)[0])
    return html.unescape(found[1].decode("utf-8", "replace")) if found else file.stem


def _ends(file: Path) -> tuple[bytes, bytes]:
    """The head of a file and its last bytes; nothing where it is no file that can be read."""
    try:
        if not file.is_file():
            return b"", b""
        with file.open("rb") as stream:
            start = stream.read(_HEAD)
            stream.seek(max(0, file.stat().st_size - len(_END)))
            return start, stream.read()
    except OSError:
        return b"", b""
