"""What was done and given, one line after another: chosen, added, taken off again."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets
import traitlets

_ADD, _OFF, _EMPTY = "Add", "Take off", "Empty"


class CareList(widgets.VBox):
    """A control whose value is all that stands on the sheet, in the order of adding.

    Attributes:
        value: the entries, as :func:`helpers.domain.payment.care` reads them.
        disabled: whether it is locked, as before a guess.
        most: how many entries a sheet takes.
        chosen: what is added next.
        names: accessible name of the list, by its CSS class.
    """

    value = traitlets.Tuple()
    disabled = traitlets.Bool(False)

    def __init__(
        self, offered: Sequence[tuple[str, str]], value: Sequence[str], *, most: int
    ) -> None:
        self.most = most
        self.chosen = widgets.Dropdown(options=list(offered))
        self.chosen.add_class("ls-is-care-chosen")
        self.names = {"ls-is-care-chosen": "Done or given"}
        self.add, self.off = self._button(_ADD, "primary"), self._button(_OFF)
        self.empty = self._button(_EMPTY)
        row = widgets.HBox([self.chosen, self.add, self.off, self.empty])
        row.add_class("ls-presses")
        super().__init__([widgets.Label("Done or given"), row], value=tuple(value))
        self.add_class("ls-care-list")
        self.observe(self._lock, "disabled")

    def __repr__(self) -> str:
        # The default names the random ids of its parts, which no two runs share.
        return f"CareList({'; '.join(self.value)!r})"

    def ends(self) -> list[tuple[str, ...]]:
        """Values at which an app is most likely to break, for the tests of all apps."""
        every = self.chosen._options_values
        return [(), *((one,) for one in every), tuple(every[: self.most])]

    def do(self, words: str) -> None:
        """Press a button as a learner does."""
        if words == _ADD:
            self.value = (*self.value, self.chosen.value)[: self.most]
        else:
            self.value = self.value[:-1] if words == _OFF else ()

    def _button(self, words: str, style: str = "") -> widgets.Button:
        button = widgets.Button(description=words, button_style=style)
        button.on_click(lambda _: self.do(words))
        return button

    def _lock(self, change: object) -> None:
        for part in (self.chosen, self.add, self.off, self.empty):
            part.disabled = self.disabled
