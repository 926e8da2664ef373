"""The cover: what stands in a picture's place while a question about it is open."""

from __future__ import annotations

import textwrap
from typing import Any

from helpers.figures import style
from helpers.figures.picture import Picture

_WIDE, _NARROW = 0.4, 0.62  # inches: a flat band, no empty hole in the page


class CoverPicture(Picture):
    """A sheet of paper with one sentence on it."""

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self.figure = style.new_figure(_NARROW if narrow else _WIDE, narrow=narrow)
        axes = style.quiet(self.figure.subplots())
        axes.set_facecolor(style.RULE)
        self.words = axes.text(
            0.5, 0.5, "", ha="center", va="center", color=style.INK, fontsize=style.TEXT
        )
        self.animated = [self.words]

    def show(self, **drawn: Any) -> None:
        """Write ``words``, a sentence, on the paper."""
        self.words.set_text(textwrap.fill(drawn["words"], 34 if self.narrow else 70))
