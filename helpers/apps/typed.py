"""A field for a number and the buttons beside it; its value is what was entered so far."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

_STATIC = Path(__file__).parent / "static"


class Typed(anywidget.AnyWidget):
    """A control for an app that goes on from entry to entry.

    Enter in the field does the same as the first button. What the app shows stays a function of
    its controls: it plays all entries again.

    Attributes:
        value: what was entered so far, in order.
        name: what is asked for, with its unit.
        check: the text of the button that enters the field.
        buttons: the texts of the other buttons; each is an entry by itself.
        disabled: whether it is locked, as before a guess.
        heard: counts the entries that arrived; the browser tells the learner if no kernel answers.
    """

    _esm = _STATIC / "typed.js"
    _css = _STATIC / "typed.css"

    value = traitlets.Tuple()
    name = traitlets.Unicode("").tag(sync=True)
    check = traitlets.Unicode("").tag(sync=True)
    buttons: traitlets.List[str] = traitlets.List().tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)
    heard = traitlets.Int(0).tag(sync=True)

    def __init__(self, name: str, check: str, buttons: Sequence[str] = ()) -> None:
        super().__init__(name=name, check=check, buttons=list(buttons))
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        # The default names the model's random id, which no two runs share.
        return f"Typed({self.name!r})"

    def ends(self) -> list[tuple[str, ...]]:
        """Values at which an app is most likely to break, for the tests of all apps."""
        texts = ("0.2", "1,5", "abc", "", "-1", "inf", "<b>", *self.buttons)
        return [(), *((text,) for text in texts), 60 * ("0.3",)]

    def enter(self, text: str) -> None:
        """Enter something, or press a button by its text, as a learner does."""
        self.value = (*self.value, text)

    def _receive(self, widget: object, content: dict[str, Any], buffers: object) -> None:
        self.enter(str(content["text"]))
        self.heard += 1
