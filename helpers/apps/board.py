"""What is played on a board against a clock: the board while it runs, then its debrief."""

from __future__ import annotations

import html
from abc import abstractmethod
from typing import Any

from helpers.apps.citing import Citing


class BoardApp(Citing):
    """An app whose ``drawn`` holds ``played`` (with ``is_over``), ``rows`` and ``note`` (HTML)."""

    def page(self) -> str:
        """The debrief, or the opening and what can be chosen: not what is right."""
        if self.shown.drawn["played"].is_over:
            return self.stage.html
        values = self.shown.values.items()
        lines = "".join(f"<p><b>{name}.</b> {html.escape(text)}</p>" for name, text in values)
        return f"<p><b>{html.escape(self.title)}</b></p>{lines}"

    def _rows(self) -> Any:
        return self.shown.drawn["rows"]

    def _paint(self) -> None:
        super()._paint()
        if self.shown.problem:
            return
        played = self.shown.drawn["played"]
        self._follow(played)
        if played.is_over:
            self.stage.html += self.shown.drawn["note"]
        else:  # while it runs, the board says everything, and says it once
            self.stage.html = self.stage.status = ""

    @abstractmethod
    def _follow(self, played: Any) -> None:
        """Show on the board what is played, as it stands."""


def small(note: str) -> str:
    """A remark below a debrief, as HTML."""
    return f"<p><small>{html.escape(note)}</small></p>"


def second(begun: float | None) -> str:
    """When something was begun, in the first column of a debrief."""
    return "–" if begun is None else f"{begun:.0f}"
