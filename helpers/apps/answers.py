"""What a learner has answered so far: to look at, to hand in, to delete."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from helpers.apps.display import Display
from helpers.apps.stage import Stage
from helpers.course import answers
from helpers.course.answer import StillInLog
from helpers.course.answers import NotKept, NotWritten
from helpers.facts import html_table, load


def my_answers() -> AnswersPage:
    """How far the learner has come in each lesson, an export and a way to delete it all."""
    return AnswersPage()


class AnswersPage(Display):
    """Progress by lesson, with what a learner may do about it.

    A page without a kernel shows its words only: nothing of a learner's.
    """

    noun = "page"
    title = "My answers"

    def __init__(self) -> None:
        self._kept = answers.store()
        self.stage = Stage(alt=self.title)
        self.id_field = widgets.Text(placeholder="for example E01")
        self.id_field.add_class("ls-is-learner")
        self.use_id = self._button("Use this id", self._name)
        self.export = self._button("Write answers.csv", self._export)
        self.which = widgets.Dropdown()
        self.which.add_class("ls-is-whose")
        self.sure = widgets.Checkbox(description="Yes, delete these answers", indent=False)
        self.delete = self._button("Delete", self._delete)
        self.delete.disabled = True
        self.sure.observe(self._unlock, "value")
        self.stage.names = {
            "ls-is-learner": "Your id in a class, if you have one",
            "ls-is-whose": "Answers to delete",
        }
        self.view = self._lay_out()
        self._do(lambda: "")

    def __repr__(self) -> str:
        return f"{self.title}: your progress stands here when you run this cell."

    def _button(self, text: str, action: Callable[[], str]) -> widgets.Button:
        button = widgets.Button(description=text)
        button.on_click(lambda _: self._do(action))
        return button

    def _do(self, action: Callable[[], str]) -> None:
        """Do something, say what was done, and show where the learner stands now."""

        def do() -> None:
            said = action()
            self._list_ids()
            self.stage.html = html_table(self._rows())
            self.stage.status = said or self._where()

        self.attempt(do, ValueError, NotKept, NotWritten)

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

    def _where(self) -> str:
        return f"Your answers are on this computer and nowhere else: {self._kept.file}"

    def _list_ids(self) -> None:
        """What can be deleted: all that is kept here, or what is kept under one of several ids."""
        ids = self._kept.ids()
        each = [(f"{count} under {name}", name) for name, count in ids.items()]
        total = f"all {sum(ids.values())} answers kept here"
        named = f"{total}: {', '.join(text for text, _ in each)}" if each else total
        self.which.options = [(named, None), *(each if len(each) > 1 else ())]
        self.which.value = None

    def _others(self) -> str:
        """The ids under which something is kept that this learner's file does not hold."""
        who = self._kept.learner()
        found = [f"{n} under {name}" for name, n in self._kept.ids().items() if name != who]
        return f" Kept here besides: {', '.join(found)}." if found else ""

    def _left(self) -> str:
        left = [f"{count} under {name}" for name, count in self._kept.ids().items()]
        return f"Still kept here: {', '.join(left) or 'nothing'}."

    def _name(self) -> str:
        self._kept.call_me(self.id_field.value)
        return f"Your answers are kept under {self._kept.learner()}.{self._others()}"

    def _export(self) -> str:
        file, who = answers.export(kept=self._kept), self._kept.learner()
        told = f"Written: {file} ({len(self._kept.answers())} answers, all under {who})."
        if who.startswith("local-"):
            told += " For a class, give your id above first, then write it again."
        return told + self._others()

    def _unlock(self, change: object) -> None:
        self.delete.disabled = not self.sure.value

    def _delete(self) -> str:
        if not self.sure.value:
            return ""
        only, self.sure.value, self.id_field.value = self.which.value, False, ""
        try:
            count = self._kept.delete(only)
        except StillInLog as told:  # they are gone for everyone who asks; say what remains
            return str(told)
        if only is not None:
            return f"{count} answers under {only} were deleted. {self._left()}"
        return f"{count} answers were deleted, and every id with them."

    def _lay_out(self) -> widgets.Widget:
        label = widgets.Label("Your id in a class, if you have one")
        rows = [
            widgets.HTML(f"<b>{self.title}</b>"),
            label,
            widgets.HBox([self.id_field, self.use_id]),
            self.stage,
            self.export,
            widgets.Label("Answers to delete"),
            self.which,
            widgets.HBox([self.sure, self.delete]),
        ]
        view = widgets.VBox(rows)
        view.add_class("ls-quiz")
        return view
