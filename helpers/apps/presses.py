"""A row of buttons whose value is what was pressed so far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets
import traitlets


class Presses(widgets.HBox):
    """A control for an app that goes on from press to press.

    What the app shows stays a function of its controls: it plays all presses again.

    Attributes:
        value: the texts of the buttons pressed so far, in order.
        buttons: the texts of the buttons.
        disabled: whether they are locked, as before a guess.
    """

    value = traitlets.Tuple()
    disabled = traitlets.Bool(False)

    def __init__(self, buttons: Sequence[str], **settings: Any) -> None:
        self.buttons = tuple(buttons)
        super().__init__([self._button(text) for text in self.buttons], **settings)
        self.add_class("ls-presses")
        self.observe(self._lock, "disabled")

    def _button(self, text: str) -> widgets.Button:
        button = widgets.Button(description=text)
        button.on_click(lambda _: setattr(self, "value", (*self.value, text)))
        return button

    def _lock(self, change: object) -> None:
        for button in self.children:
            button.disabled = self.disabled

    def press(self, text: str) -> None:
        """Press a button as a learner does.

        Raises:
            ValueError: where there is none of that text.
        """
        self.children[self.buttons.index(text)].click()
