"""What is told, and what can be answered to it: buttons that change from press to press."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

_STATIC = Path(__file__).parent / "static"


class Choices(anywidget.AnyWidget):
    """A control whose value is what was pressed so far, each by its text.

    The keyboard keeps its place when the buttons change, and digits press them.

    Attributes:
        value: the texts of the buttons pressed so far, in order.
        disabled: whether they are locked, as before a guess.
        told: what stands above the buttons; announced when it changes.
        asked: the question that they answer.
        options: their texts.
        heard: counts the presses that were answered; the browser tells the learner if no kernel
            answers, and sends nothing twice.
        after: called after a press of the learner, once all that follows is shown.
    """

    _esm = _STATIC / "choices.js"
    _css = _STATIC / "choices.css"

    value = traitlets.Tuple()
    disabled = traitlets.Bool(False).tag(sync=True)
    told = traitlets.Unicode("").tag(sync=True)
    asked = traitlets.Unicode("").tag(sync=True)
    options: traitlets.List[str] = traitlets.List().tag(sync=True)
    heard = traitlets.Int(0).tag(sync=True)

    def __init__(self, **settings: Any) -> None:
        self.after: Callable[[], None] = lambda: None
        super().__init__(**settings)
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        # The default names the model's random id, which no two runs share.
        return f"Choices({self.asked!r})"

    def ends(self) -> list[tuple[str, ...]]:
        """Values at which an app is most likely to break, for the tests of all apps."""
        return [(), *((text,) for text in self.options)]

    def press(self, text: str) -> None:
        """Press a button as a learner does.

        Raises:
            ValueError: where there is none of that text.
        """
        if text not in self.options:
            raise ValueError(f"there is no button {text!r}; there are {', '.join(self.options)}")
        with self.hold_sync():
            self.value = (*self.value, text)
            self.heard += 1
        self.after()

    def follow(self, told: str, asked: str, options: Sequence[str]) -> None:
        """Show the next question."""
        with self.hold_sync():
            self.told, self.asked, self.options = told, asked, list(options)

    def _receive(self, widget: object, content: dict[str, Any], buffers: object) -> None:
        # What was pressed twice before an answer came was meant once.
        if content["heard"] == self.heard and not self.disabled:
            self.press(str(content["text"]))
