"""A picture that is drawn once and then only moved.

A whole matplotlib drawing takes ten times as long as its few moving parts. A picture
therefore names those; :class:`Painter` draws everything else once, keeps it, and lays the
moving parts over it each time.
"""

from __future__ import annotations

import base64
import io
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image


class Picture(ABC):
    """A persistent figure. ``__init__`` draws what stays; ``show`` sets what moves.

    Attributes:
        figure: the figure.
        animated: every artist that ``show`` may change; made in ``__init__``, never replaced.
    """

    def __init__(self, *, narrow: bool = False) -> None:
        self.narrow = narrow
        self.figure: Figure
        self.animated: list[Artist] = []

    @abstractmethod
    def show(self, **drawn: Any) -> None:
        """Set the moving parts to these values."""


class Painter:
    """Turns a picture into PNG bytes, redrawing only what moves.

    Args:
        sharpness: pixels of the PNG to one of the picture as it was made.
    """

    def __init__(self, picture: Picture, sharpness: float = 1.0) -> None:
        self.picture = picture
        picture.figure.set_dpi(picture.figure.dpi * sharpness)
        self._canvas = FigureCanvasAgg(picture.figure)
        self._still: Any = None

    def png(self) -> bytes:
        """The picture as it stands now."""
        if self._still is None:
            self._draw_still()
        self._canvas.restore_region(self._still)
        renderer = self._canvas.get_renderer()
        for artist in _in_order(self.picture.animated):
            artist.draw(renderer)
        return _encode(self._canvas)

    def _draw_still(self) -> None:
        figure = self.picture.figure
        # Lay out once with everything in place, then hold still: else the axes would jump.
        figure.draw_without_rendering()
        figure.set_layout_engine("none")
        for artist in self.picture.animated:
            artist.set_animated(True)
        self._canvas.draw()
        self._still = self._canvas.copy_from_bbox(figure.bbox)


def _in_order(artists: Sequence[Artist]) -> list[Artist]:
    return sorted(artists, key=lambda artist: artist.get_zorder())


def saved(png: bytes) -> str:
    """A picture as a saved lesson keeps it: at most 64 colors, a quarter of the bytes, base64.

    Our pictures have few colors and soft edges between them; the eye sees no difference.
    """
    out = io.BytesIO()
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image = image.quantize(64, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    image.save(out, "PNG", optimize=True)
    return base64.b64encode(out.getvalue()).decode("ascii")


def _quickly(canvas: FigureCanvasAgg) -> str:
    """A picture for a wall, base64: the colors of :func:`saved`.

    Nobody keeps it, and a class waits for it: packing it harder takes five times as long and
    saves a twentieth.
    """
    out = io.BytesIO()
    image = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba(), "raw")
    image = image.convert("RGB").quantize(64, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    image.save(out, "PNG", compress_level=6)
    return base64.b64encode(out.getvalue()).decode("ascii")


def _encode(canvas: FigureCanvasAgg) -> bytes:
    image = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba(), "raw")
    out = io.BytesIO()
    # Level 1 is a third larger than level 6 and four times as fast.
    image.convert("RGB").save(out, "PNG", compress_level=1)
    return out.getvalue()


class Plot:
    """A figure that does not move, with the alternative text that states its values.

    Attributes:
        sharpness: pixels of the picture to one of the screen; above 1 for a wall.
    """

    def __init__(self, figure: Figure, alt: str, *, sharpness: float = 1.0) -> None:
        self.figure, self.alt, self.sharpness = figure, alt, sharpness

    def __repr__(self) -> str:
        return self.alt

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        canvas, dpi = FigureCanvasAgg(self.figure), self.figure.dpi
        width, height = canvas.get_width_height()
        self.figure.set_dpi(dpi * self.sharpness)
        canvas.draw()
        packed = saved(_encode(canvas)) if self.sharpness == 1 else _quickly(canvas)
        data = {"text/plain": self.alt, "image/png": packed}
        self.figure.set_dpi(dpi)
        size = {"width": width, "height": height} if self.sharpness != 1 else {}
        # Never shrunk to a narrow window: there it scrolls, and its text stays readable.
        return data, {"image/png": {"alt": self.alt, "unconfined": True, **size}}
