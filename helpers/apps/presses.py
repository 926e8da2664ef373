"""Rows of buttons whose value is what was pressed so far."""

from __future__ import annotations

import html
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


class Offered(widgets.VBox):
    """A question and the buttons that answer it; both change from press to press.

    Attributes:
        value: the texts of the buttons pressed so far, in order.
        disabled: whether they are locked, as before a guess.
        always: the text of a last button that never changes.
    """

    value = traitlets.Tuple()
    disabled = traitlets.Bool(False)

    def __init__(self, most: int, always: str, **settings: Any) -> None:
        self.always = always
        self._question = widgets.HTML()
        self._answers = [self._button("") for _ in range(most)]
        self._buttons = (*self._answers, self._button(always))
        # Apart from the answers: among them it would look like one.
        rows = [widgets.HBox(self._answers), widgets.HBox(self._buttons[-1:])]
        for row in rows:
            row.add_class("ls-presses")
        rows[1].add_class("ls-always")
        super().__init__([self._question, *rows], **settings)
        self.add_class("ls-offered")
        self.observe(self._lock, "disabled")

    def __repr__(self) -> str:
        return f"Offered({', '.join(self.offered)})"

    def _button(self, text: str) -> widgets.Button:
        button = widgets.Button(description=text)
        button.on_click(lambda one: setattr(self, "value", (*self.value, one.description)))
        return button

    @property
    def offered(self) -> tuple[str, ...]:
        """The texts of the buttons that can be seen."""
        return tuple(b.description for b in self._buttons if b.layout.display != "none")

    def offer(self, question: str, texts: Sequence[str]) -> None:
        """Ask anew. A button that stays keeps the keyboard, whatever it now says.

        Raises:
            ValueError: for more answers than there are buttons.
        """
        if len(texts) > len(self._answers):
            raise ValueError(f"{len(texts)} answers do not fit {len(self._answers)} buttons")
        self._question.value = f"<b>{html.escape(question)}</b>"
        for place, button in enumerate(self._answers):
            is_there = place < len(texts)
            button.description = texts[place] if is_there else ""
            button.layout.display = None if is_there else "none"

    def ends(self) -> list[tuple[str, ...]]:
        """Values at which an app is most likely to break, for the tests of all apps."""
        each = [(text,) for text in self.offered]
        return [(), *each, 12 * self.offered[:1], 12 * (self.always, *self.offered)]

    def press(self, text: str) -> None:
        """Press a button as a learner does.

        Raises:
            ValueError: where there is none of that text.
        """
        self._buttons[[b.description for b in self._buttons].index(text)].click()

    def _lock(self, change: object) -> None:
        for button in self._buttons:
            button.disabled = self.disabled
