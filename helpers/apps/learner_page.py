"""A page about the learner: what stands on it, buttons that do something, and what was done."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

import ipywidgets as widgets

from helpers.apps.display import Display
from helpers.course.answers import NotKept, NotWritten
from helpers.course.notes import NoteError
from helpers.domain.errors import DomainError
from helpers.facts.files import NotOurs

#: What is answered by its own sentence; anything else is a fault of ours.
REFUSED = (DomainError, NoteError, NotKept, NotOurs, NotWritten)


class LearnerPage(Display):
    """What a learner has done here. A page without a kernel shows nothing of a learner's.

    Attributes:
        refused: exceptions that are answered by their own sentence.
    """

    noun = "page"
    refused: tuple[type[Exception], ...] = REFUSED

    @abstractmethod
    def _show(self) -> str:
        """Show where the learner stands now; the line below it where nothing was done."""

    def _button(self, text: str, action: Callable[[], str]) -> widgets.Button:
        """A button whose action says what it did."""
        button = widgets.Button(description=text, layout=widgets.Layout(width="auto"))
        button.on_click(lambda _: self._do(action))
        return button

    def _do(self, action: Callable[[], str] = str) -> None:
        """Do something, and show where the learner stands and what was done."""

        def do() -> None:
            said = action()
            otherwise = self._show()
            self.stage.status = said or otherwise

        self.stage.status = ""  # what was done before stands beside no refusal
        self.attempt(do, *self.refused)

    def _heading(self) -> widgets.Widget:
        return widgets.HTML(f"<b>{self.title}</b>")

    @staticmethod
    def _column(*parts: widgets.Widget) -> widgets.Widget:
        view = widgets.VBox(parts)
        view.add_class("ls-quiz")
        return view
