"""Pictures that are printed: vectors, sharp on paper at any size, with their text as text."""

from __future__ import annotations

import base64
import html
import io
import re
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

_SVG = "image/svg+xml"
_SETTINGS: dict[Any, str] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "life-support",
}  # the same bytes each time
_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_START = re.compile(r"<svg[^>]*>")


class Drawing:
    """A figure that does not move, as SVG, with a title and the text that states its values.

    Attributes:
        title: what it shows, a few words.
        alt: what can be read off it.
    """

    def __init__(self, figure: Figure, title: str, alt: str) -> None:
        self.figure, self.title, self.alt = figure, title, alt

    def __repr__(self) -> str:
        return self.alt

    def svg(self) -> str:
        """The picture as an element ``svg``; what stands in it is escaped."""
        out = io.BytesIO()
        with mpl.rc_context(_SETTINGS):
            FigureCanvasSVG(self.figure).print_svg(out, metadata=_NO_METADATA)
        text = out.getvalue().decode()
        start = _START.search(text)
        assert start is not None
        told = f"<title>{html.escape(self.title)}</title><desc>{html.escape(self.alt)}</desc>"
        return f"{start[0]}{told}{text[start.end() :].rstrip()}"

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        width, height = (round(side * 96) for side in self.figure.get_size_inches())
        size = {"alt": self.alt, "width": width, "height": height}
        return {"text/plain": self.alt, _SVG: self.svg()}, {_SVG: size}


def as_image(svg: str) -> str:
    """An SVG as the address of a picture: a page that shows it so runs nothing of it."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")
