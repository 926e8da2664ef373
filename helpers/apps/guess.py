"""The predict step: a guess is committed before the controls unlock."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import ipywidgets as widgets

from helpers.apps.shown import Shown


@dataclass(frozen=True)
class Guess:
    """A question whose answer the app will show.

    Attributes:
        question: asked before the controls unlock.
        options: what can be chosen; empty for a number between ``least`` and ``most``.
        unit: of the number, in words.
        at: the settings at which the app answers the question. Without any, the app answers
            as it first opens, and hides its picture until the guess is made.
        value: the name of the shown value that answers it.
    """

    question: str
    options: tuple[str, ...] = ()
    least: int = 0
    most: int = 100
    unit: str = "of 100"
    at: Mapping[str, Any] = field(default_factory=dict)
    value: str = ""

    def read(self, typed: str | None) -> str:
        """The guess in words.

        Raises:
            ValueError: for what is no guess, saying what was read and what is wanted.
        """
        if self.options:
            if typed is None:
                raise ValueError("Choose one of the answers first.")
            return typed
        text = (typed or "").strip()
        if not (text.isascii() and text.isdigit() and self.least <= int(text) <= self.most):
            read = f"{text!r} was read" if text else "Nothing was typed"
            wanted = f"a whole number from {self.least} to {self.most}"
            raise ValueError(f"{read}; the guess must be {wanted}.")
        return f"{int(text)} {self.unit}"


class GuessBox:
    """The question with its field and two buttons; tells the app when to unlock."""

    def __init__(self, guess: Guess, lock: Callable[[bool], None]) -> None:
        self.guess, self._lock = guess, lock
        self.committed: str | None = None
        self.field = self._field()
        self.commit = widgets.Button(description="Commit my guess", button_style="primary")
        self.skip = widgets.Button(description="Go on without a guess")
        self.note = widgets.HTML()
        self.commit.on_click(self._committed)
        self.skip.on_click(self._skipped)
        self.field.add_class("ls-is-guess")
        self.names: Mapping[str, str] = {"ls-is-guess": guess.question}
        self.view = self._lay_out()
        lock(True)

    def _field(self) -> widgets.Widget:
        if self.guess.options:
            return widgets.RadioButtons(options=self.guess.options, value=None)
        hint = f"{self.guess.least} to {self.guess.most}"
        # Sent when the field is left: a click could otherwise overtake the last digits typed.
        return widgets.Text(
            placeholder=hint, continuous_update=False, layout=widgets.Layout(width="90px")
        )

    def _lay_out(self) -> widgets.Widget:
        question = widgets.HTML(f"<b>Predict.</b> {html.escape(self.guess.question)}")
        unit = [] if self.guess.options else [widgets.Label(self.guess.unit)]
        answer = widgets.HBox([self.field, *unit])
        self.buttons = widgets.HBox([self.commit, self.skip])
        box = widgets.VBox([question, answer, self.buttons, self.note])
        for part in (answer, self.buttons):
            part.layout.flex_flow = "row wrap"
            part.layout.overflow = "visible"
        box.add_class("ls-guess")
        return box

    def _committed(self, button: object) -> None:
        try:
            self.committed = self.guess.read(self.field.value)
        except ValueError as error:
            self._say(str(error))
            return
        self._say(f"You said {self.committed}. Now move the controls and see.")
        self._unlock()

    def _skipped(self, button: object) -> None:
        self._say("No guess was made. The controls are open.")
        self._unlock()

    def _unlock(self) -> None:
        self.field.disabled = self.commit.disabled = self.skip.disabled = True
        self.buttons.layout.display = "none"
        self._lock(False)

    def follow(
        self, settings: Mapping[str, Any], shown: Shown, words: Callable[[str, Any], str]
    ) -> None:
        """Compare with the guess where the controls answer the question; else say where that is.

        Args:
            settings: where the controls stand.
            words: a control by its name and a value, as a learner reads them.
        """
        if self.committed is None or not self.guess.value or shown.problem:
            return
        said = f"You said {self.committed}."
        at = self.guess.at.items()
        missing = [words(name, value) for name, value in at if settings[name] != value]
        if missing:
            self._say(f"{said} To see, set {' and '.join(missing)}.")
            return
        answer = shown.values[self.guess.value].rstrip(".")
        right = "Right. " if answer == self.committed else ""
        self._say(f"{said} {right}Here it is: {answer}.")

    def _say(self, text: str) -> None:
        self.note.value = f'<span role="status">{html.escape(text)}</span>'
