"""What a learner has answered so far: to look at, to hand in, to delete."""

from __future__ import annotations

import html
import logging
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from helpers.apps.display import close_earlier
from helpers.apps.stage import Stage
from helpers.course import answers
from helpers.course.answers import NotKept
from helpers.facts import html_table, load

_log = logging.getLogger(__name__)


def my_answers() -> AnswersPage:
    """How far the learner has come in each lesson, an export and a way to delete it all."""
    return AnswersPage()


class AnswersPage:
    """Progress by lesson, with what a learner may do about it."""

    title = "My answers"

    def __init__(self) -> None:
        self._kept = answers.store()
        self.stage = Stage(alt=self.title)
        self.id_field = widgets.Text(placeholder="for example E01")
        self.id_field.add_class("ls-is-learner")
        self.use_id = self._button("Use this id", self._name)
        self.export = self._button("Write answers.csv", self._export)
        self.sure = widgets.Checkbox(description="Yes, delete all my answers", indent=False)
        self.delete = self._button("Delete", self._delete)
        self.delete.disabled = True
        self.sure.observe(self._unlock, "value")
        self.stage.names = {"ls-is-learner": "Your id in a class, if you have one"}
        self.fault: Exception | None = None
        self.view = self._lay_out()
        self._do(lambda: "")

    def __repr__(self) -> str:
        return f"{self.title}: your progress stands here when you run this cell."

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        """The live page; a page without a kernel holds nothing of a learner's."""
        close_earlier(self.view)
        view = {"version_major": 2, "version_minor": 0, "model_id": self.view.model_id}
        return {
            "text/plain": repr(self),
            "text/html": f"<p>{html.escape(repr(self))}</p>",
            "application/vnd.jupyter.widget-view+json": view,
        }

    def _button(self, text: str, action: Callable[[], str]) -> widgets.Button:
        button = widgets.Button(description=text)
        button.on_click(lambda _: self._do(action))
        return button

    def _do(self, action: Callable[[], str]) -> None:
        """Do something, say what was done, and show where the learner stands now."""
        self.fault, self.stage.problem = None, ""
        try:
            said = action()
            self.stage.html = html_table(self._rows())
            self.stage.status = said or "Your answers are on this computer and nowhere else."
        except (ValueError, NotKept) as problem:
            self.stage.problem = str(problem)
        except Exception as error:
            self.fault = error
            self.stage.problem = f"This page has a fault ({type(error).__name__}: {error})."
            _log.exception("%s failed", self.title)

    def _rows(self) -> list[dict[str, str]]:
        mine = self._kept.answers()
        lessons = load("lessons").sort_values("lesson")
        pairs = zip(lessons["lesson"], lessons["title"], strict=True)
        keys = {title: answers.keys(name, "lesson") for name, title in pairs}
        return [
            {"Lesson": title, "Your progress": str(answers.progress(mine, right))}
            for title, right in keys.items()
            if right
        ]

    def _name(self) -> str:
        self._kept.call_me(answers.learner_id(self.id_field.value))
        return f"Your answers are kept under {self._kept.learner()}."

    def _export(self) -> str:
        return f"Written: {answers.export(kept=self._kept)}"

    def _unlock(self, change: object) -> None:
        self.delete.disabled = not self.sure.value

    def _delete(self) -> str:
        if not self.sure.value:
            return ""
        count = self._kept.delete()
        self.sure.value, self.id_field.value = False, ""
        return f"{count} answers were deleted, and your id with them."

    def _lay_out(self) -> widgets.Widget:
        label = widgets.Label("Your id in a class, if you have one")
        rows = [
            widgets.HTML(f"<b>{self.title}</b>"),
            label,
            widgets.HBox([self.id_field, self.use_id]),
            self.stage,
            self.export,
            widgets.HBox([self.sure, self.delete]),
        ]
        view = widgets.VBox(rows)
        view.add_class("ls-quiz")
        return view
