"""A lesson's pictures as files beside its page: the same pixels in fewer bytes."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from helpers.facts.files import digest


@dataclass(frozen=True)
class Picture:
    """A picture of a page.

    Attributes:
        file: where it lies, as seen from the page.
        alt: the picture in words.
    """

    file: str
    alt: str
    width: int
    height: int


class Pictures:
    """Writes pictures into a folder beside the pages; the same picture only once."""

    def __init__(self, pages: Path, folder: str = "pictures") -> None:
        self._pages, self._folder = pages, folder

    def add(self, png: bytes, alt: str) -> Picture:
        """Write a picture without loss."""
        with Image.open(io.BytesIO(png)) as image:
            size = image.size
            out = io.BytesIO()
            image.convert("RGBA").save(out, "WEBP", lossless=True, quality=80, method=4)
        name = f"{self._folder}/{digest(png)[:16]}.webp"
        file = self._pages / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(out.getvalue())
        return Picture(name, alt, *size)

    def add_text(self, text: str, alt: str) -> Picture:
        """Write a picture that a notebook keeps as text."""
        return self.add(base64.b64decode(text), alt)
