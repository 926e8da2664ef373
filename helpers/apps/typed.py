"""A field for a number and the buttons beside it; its value is what was entered so far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets
import traitlets


class Typed(widgets.VBox):
    """A control for an app that goes on from entry to entry.

    Enter in the field does the same as the first button. What the app shows stays a function of
    its controls: it plays all entries again.

    Attributes:
        value: what was entered so far, in order.
        buttons: the texts of the other buttons; each is an entry by itself.
        disabled: whether it is locked, as before a guess.
    """

    value = traitlets.Tuple()
    disabled = traitlets.Bool(False)

    def __init__(self, name: str, check: str, buttons: Sequence[str] = (), **settings: Any) -> None:
        self.buttons = tuple(buttons)
        self.label = widgets.Label(name)
        self.field = widgets.Text(placeholder="a number", continuous_update=True, tooltip=name)
        self.check = widgets.Button(description=check, button_style="primary")
        others = [self._button(text) for text in self.buttons]
        row = widgets.HBox([self.check, *others])
        row.add_class("ls-presses")
        super().__init__([self.label, self.field, row], **settings)
        self._row = row
        self.field.on_msg(self._heard)
        self.check.on_click(lambda _: self._enter())
        self.observe(self._lock, "disabled")

    def __repr__(self) -> str:
        # The default names the random ids of its parts, which no two runs share.
        return f"Typed({self.label.value!r})"

    def ends(self) -> list[tuple[str, ...]]:
        """Values at which an app is most likely to break, for the tests of all apps."""
        texts = ("0.2", "1,5", "abc", "", "-1", "inf", "<b>", *self.buttons)
        return [(), *((text,) for text in texts), 60 * ("0.3",)]

    def type(self, text: str) -> None:
        """Type something and enter it, as a learner does."""
        self.field.value = text
        self.check.click()

    def _button(self, text: str) -> widgets.Button:
        button = widgets.Button(description=text)
        button.on_click(lambda _: setattr(self, "value", (*self.value, text)))
        return button

    def _enter(self) -> None:
        text, self.field.value = self.field.value, ""
        self.value = (*self.value, text)

    def _heard(self, widget: object, content: dict[str, Any], buffers: object) -> None:
        if content.get("event") == "submit":
            self._enter()

    def _lock(self, change: object) -> None:
        for part in (self.field, *self._row.children):
            part.disabled = self.disabled
