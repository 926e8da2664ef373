"""What a cell shows, and what happens when something goes wrong: once, for every app."""

from __future__ import annotations

import html
import logging
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from helpers.apps.stage import Stage
from helpers.figures.picture import saved

_log = logging.getLogger(__name__)


class Display(ABC):
    """Something live in a cell, with what a page without a kernel shows in its place.

    Attributes:
        noun: what it calls itself when it tells a learner of a fault.
        title: what it shows, in a few words.
        stage: its picture or table, status line and problem.
        view: the whole of it as one widget.
        fault: what failed unforeseen when it was last used; ``None`` where nothing did.
    """

    noun = "app"
    title: str
    stage: Stage
    view: widgets.Widget
    fault: Exception | None = None

    @abstractmethod
    def __repr__(self) -> str:
        """What a page without a kernel says."""

    def page(self) -> str:
        """What it shows as HTML, if a page without a kernel is to show more than its words."""
        return f"<p>{html.escape(repr(self))}</p>"

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The live view, and for pages without a kernel the words, the HTML and the picture."""
        close_earlier(self.view)
        data: dict[str, Any] = {"text/plain": repr(self)}
        if self.stage.png:
            data["image/png"] = saved(self.stage.png)
        if page := self.page():
            data["text/html"] = page
        data["application/vnd.jupyter.widget-view+json"] = {
            "version_major": 2,
            "version_minor": 0,
            "model_id": self.view.model_id,
        }
        return data, {"image/png": {"alt": self.stage.alt}} if self.stage.png else {}

    def attempt(self, action: Callable[[], None], *refused: type[Exception]) -> None:
        """Do something; tell on the stage what went wrong, and keep a fault.

        Args:
            action: what is done; it may itself set the stage's problem.
            refused: exceptions that are answered by their own sentence. Any other is a fault
                of ours: it is shown as one, logged, and kept in :attr:`fault`.
        """
        self.fault, self.stage.problem = None, ""
        try:
            action()
        except refused as problem:
            self.stage.problem = str(problem)
        except Exception as error:
            self.fault = error
            told = f"This {self.noun} has a fault ({type(error).__name__}: {error})."
            self.stage.problem = told
            _log.exception("%s failed", self.title)


_in_cells: dict[str, tuple[str, list[widgets.Widget]]] = {}


def close_earlier(view: widgets.Widget) -> None:
    """Close what an earlier run of this cell made.

    A saved lesson would otherwise keep the apps of every run, and grow with each.
    """
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    parent: dict[str, Any] = getattr(getattr(shell, "kernel", None), "get_parent", dict)()
    cell = parent.get("metadata", {}).get("cellId")
    if cell is None:
        return
    run = parent["header"]["msg_id"]
    earlier, views = _in_cells.get(cell, (run, []))
    if earlier != run:
        for old in views:
            close(old)
        views = []
    _in_cells[cell] = (run, views if view in views else [*views, view])


def close(widget: widgets.Widget) -> None:
    """Close a widget, all that it holds, and their layouts and styles."""
    for child in getattr(widget, "children", ()):
        close(child)
    for part in (getattr(widget, "layout", None), getattr(widget, "style", None)):
        if isinstance(part, widgets.Widget):
            part.close()
    widget.close()
