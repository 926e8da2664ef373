"""Where is your nearest AED? Asked once, and shown again wherever it is asked next."""

from __future__ import annotations

import ipywidgets as widgets

from helpers.apps.display import Display
from helpers.apps.stage import Stage
from helpers.course import notes
from helpers.course.answers import NotKept

_NAME = "nearest AED"
_QUESTION = "Where is your nearest AED?"


def nearest_aed() -> NearestAed:
    """A field for the place; it is remembered on this computer, and deleted with the answers."""
    return NearestAed()


class NearestAed(Display):
    """The question, what was answered before, and a way to forget it.

    A page without a kernel shows the question only: nothing of a learner's.
    """

    noun = "question"
    title = _QUESTION

    def __init__(self) -> None:
        self.stage = Stage(alt=self.title, names={"ls-is-nearest": _QUESTION})
        self.field = widgets.Text(
            placeholder="for example: entrance of the sports hall, left of the door",
            layout=widgets.Layout(width="100%", max_width="560px"),
        )
        self.field.add_class("ls-is-nearest")
        self.keep = widgets.Button(description="Remember", button_style="primary")
        self.forget = widgets.Button(description="Forget it")
        self.keep.on_click(lambda _: self._do(self._keep))
        self.forget.on_click(lambda _: self._do(self._forget))
        self.view = widgets.VBox(
            [
                widgets.HTML(f"<b>{_QUESTION}</b>"),
                self.field,
                widgets.HBox([self.keep, self.forget]),
                self.stage,
            ]
        )
        self.view.add_class("ls-quiz")
        self._do(self._recall)

    def __repr__(self) -> str:
        return f"{_QUESTION} Run this cell, and what you type is remembered on this computer."

    def _do(self, action: object) -> None:
        assert callable(action)
        self.attempt(action, notes.NoteError, NotKept)

    def _recall(self) -> None:
        self.field.value = notes.read(_NAME)
        self.forget.disabled = not self.field.value
        self.stage.status = (
            "This is what you noted. Is it still there, and can you reach it at night?"
            if self.field.value
            else "It stays on this computer. If you do not know, look for the sign on your way "
            "home, or ask where you work."
        )

    def _keep(self) -> None:
        kept = notes.keep(_NAME, self.field.value)
        self.field.value = kept
        self.forget.disabled = not kept
        self.stage.status = (
            f"Remembered, on this computer only: {kept}"
            if kept
            else "Nothing is noted. Type a place, and press Remember."
        )

    def _forget(self) -> None:
        notes.keep(_NAME, "")
        self.field.value = ""
        self.forget.disabled = True
        self.stage.status = "Forgotten."
