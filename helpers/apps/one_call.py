"""One call of the hundred: chosen by its number or by what became of it, and read."""

from __future__ import annotations

import html

import ipywidgets as widgets
import traitlets

from helpers.apps.controls import slider
from helpers.domain import dispatch

#: The buttons, by the fate that each goes on to.
_NEXT = {"missed": "Next missed", "extra": "Next too much", "hit": "Next rightly sent"}
_FATES = {
    "hit": "ALS was sent, and was needed",
    "missed": "No ALS was sent, and it was needed",
    "extra": "ALS was sent, and was not needed",
    "spared": "No ALS was sent, and none was needed",
}


class OneCall(widgets.VBox):
    """A control whose value is the number of the call that lies open.

    Attributes:
        value: from 1 to 100, in the order in which they came.
        disabled: whether it is locked, as before a guess.
        names: accessible names of its parts, by their CSS class.
    """

    value = traitlets.Int(1)
    disabled = traitlets.Bool(False)
    min, max = 1, dispatch.HUNDRED

    def __init__(self, value: int) -> None:
        name = "Call to read (number)"
        self.number = slider(name, value, self.min, self.max)
        self.number.add_class("ls-is-call-number")
        self.names = {"ls-is-call-number": name}
        self._threshold: int | None = None
        self._buttons = {fate: self._button(fate) for fate in _NEXT}
        row = widgets.HBox(list(self._buttons.values()))
        row.add_class("ls-presses")
        self.card = widgets.HTML()
        super().__init__([widgets.Label(name), self.number, row, self.card], value=value)
        self.add_class("ls-call")
        widgets.link((self.number, "value"), (self, "value"))
        self.observe(self._lock, "disabled")

    def __repr__(self) -> str:
        # The default names the random ids of its parts, which no two runs share.
        return f"OneCall({self.value})"

    def follow(self, threshold: int, *, is_covered: bool) -> None:
        """Show the open call as this threshold sorts it; covered, nothing of it."""
        self._threshold = threshold
        self.card.value = "" if is_covered else self._html()
        self._lock()

    def text(self) -> str:
        """The call in words."""
        return "\n".join(" ".join(parts) for parts in self._parts())

    def next(self, fate: str) -> None:
        """Go on to the next call of that fate, from the end back to the beginning."""
        numbers = self._numbers(fate)
        self.value = next((n for n in numbers if n > self.value), numbers[0])

    def _numbers(self, fate: str) -> list[int]:
        if self._threshold is None:
            return []
        every = enumerate(dispatch.calls(), 1)
        return [n for n, call in every if call.fate(self._threshold) == fate]

    def _button(self, fate: str) -> widgets.Button:
        button = widgets.Button(description=_NEXT[fate])
        button.on_click(lambda _: self.next(fate))
        return button

    def _lock(self, change: object = None) -> None:
        self.number.disabled = self.disabled
        for fate, button in self._buttons.items():
            button.disabled = self.disabled or not self._numbers(fate)

    def _parts(self) -> list[tuple[str, str]]:
        call = dispatch.calls()[self.value - 1]
        signs = dispatch.signs()
        told = "; ".join(f"{sign} {signs[sign].points}" for sign in call.signs) or "nothing more"
        assert self._threshold is not None
        return [
            (f"Call {self.value}, {call.complaint}:", f"“{call.story}”"),
            (f"{call.score} points:", f"{told}."),
            (f"{_FATES[call.fate(self._threshold)]}:", f"{call.turned_out}."),
        ]

    def _html(self) -> str:
        lines = (f"<b>{html.escape(a)}</b> {html.escape(b)}" for a, b in self._parts())
        return f'<div role="status">{"".join(f"<p>{line}</p>" for line in lines)}</div>'
