"""What a leader says: an order, to whom, and whether it came back as it was said."""

from __future__ import annotations

import html
from collections.abc import Mapping

import ipywidgets as widgets
import traitlets

from helpers.domain import score
from helpers.domain.score import Sitting

_SAY = "Say it"
_BACK = "What came back was"


class Baton(widgets.VBox):
    """A control whose value is all that was said so far.

    Attributes:
        value: the deeds, as :func:`helpers.domain.score.conduct` takes them.
        disabled: whether it is locked.
        order, to: what is said next, and to whom.
        names: accessible names of the two, by their CSS class.
    """

    value = traitlets.Tuple()
    disabled = traitlets.Bool(False)

    def __init__(self, orders: Mapping[str, str], team: Mapping[str, str]) -> None:
        self.order = widgets.Dropdown(options=[(words, key) for key, words in orders.items()])
        self.to = widgets.Dropdown(options=[(words, key) for key, words in team.items()])
        self.order.add_class("ls-is-baton-order")
        self.to.add_class("ls-is-baton-to")
        self.names = {"ls-is-baton-order": "What is due now", "ls-is-baton-to": "To whom"}
        self.say = self._button(_SAY, "primary")
        self.say.add_class("ls-baton-say")
        self.yes, self.no = self._button(score.YES), self._button(score.NO)
        self.go, self.again = self._button(score.GO), self._button(score.AGAIN)
        self.back = widgets.HTML(_BACK)
        rows = [
            self._choices(),
            self.back,
            self._row(self.yes, self.no),
            self._row(self.go, self.again),
        ]
        super().__init__(rows)
        self.add_class("ls-baton")
        self._open: tuple[widgets.Button, ...] = (self.say, self.go, self.again)
        self.observe(self._lock, "disabled")
        self._lock()

    def __repr__(self) -> str:
        # The default names the random ids of its parts, which no two runs share.
        return f"Baton({self.order.value!r} > {self.to.value!r})"

    def ends(self) -> list[tuple[str, ...]]:
        """Values at which an app is most likely to break, for the tests of all apps."""
        every = [
            score.deed(order, to)
            for order in self.order._options_values
            for to in self.to._options_values
        ]
        gone = 8 * (score.GO,)
        return [
            (),
            (score.YES,),
            (score.NO,),
            (every[0], score.NO),
            gone,
            (*gone, score.AGAIN),
            tuple(one for deed in every for one in (deed, score.YES)),
        ]

    def do(self, *deeds: str) -> None:
        """Say something as a learner does."""
        self.value = (*self.value, *deeds)

    def follow(self, sitting: Sitting) -> None:
        """Open the buttons that mean something now."""
        if sitting.is_over:
            self._open = (self.again,)
        elif sitting.is_repeated:
            self._open = (self.yes, self.no, self.again)
        else:
            self._open = (self.say, self.go, self.again)
        self.back.value = f"<b>{html.escape(sitting.heard)}</b>" if sitting.is_repeated else _BACK
        self._lock()

    def _button(self, words: str, style: str = "") -> widgets.Button:
        button = widgets.Button(description=words, button_style=style)
        button.on_click(lambda _: self.do(self._deed(words)))
        return button

    def _deed(self, words: str) -> str:
        return score.deed(self.order.value, self.to.value) if words == _SAY else words

    def _choices(self) -> widgets.HBox:
        named = (self._named("What is due now", self.order), self._named("To whom", self.to))
        row = widgets.HBox([*named, self.say])
        row.add_class("ls-baton-choices")
        return row

    def _named(self, name: str, control: widgets.Widget) -> widgets.VBox:
        box = widgets.VBox([widgets.Label(name), control])
        box.add_class("ls-baton-choice")
        return box

    def _row(self, *parts: widgets.Button) -> widgets.HBox:
        row = widgets.HBox(parts)
        row.add_class("ls-presses")
        return row

    def _lock(self, change: object = None) -> None:
        for button in (self.say, self.yes, self.no, self.go, self.again):
            button.disabled = self.disabled or button not in self._open
        self.order.disabled = self.to.disabled = self.disabled or self.say not in self._open
