"""What a learner has answered so far: to look at, to hand in, to delete."""

from __future__ import annotations

import sys
from datetime import date

import ipywidgets as widgets

from helpers.apps.learner_page import REFUSED, LearnerPage
from helpers.apps.stage import Stage
from helpers.course import answers, before_after, identity, notes
from helpers.course.answer import StillInLog
from helpers.course.lessons import lesson_titles
from helpers.course.questions import bank
from helpers.course.schedule import SCHEDULE
from helpers.facts import html_table

#: How many things to come back to are shown: what is due first.
_FIRST = 7


def my_answers() -> AnswersPage:
    """How far the learner has come in each lesson, an export and a way to delete it all."""
    return AnswersPage()


class AnswersPage(LearnerPage):
    """Progress by lesson, with what a learner may do about it.

    A page without a kernel shows its words only: nothing of a learner's.
    """

    title = "My answers"
    refused = (*REFUSED, ValueError)  # an id that is none

    def __init__(self) -> None:
        self._kept = answers.store()
        self.stage = Stage(alt=self.title)
        self.id_field = widgets.Text(placeholder="for example E01")
        self.id_field.add_class("ls-is-learner")
        self.use_id = self._button("Use this id", self._name)
        self.export = self._button("Write my answers to a file", self._export)
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
        self._do()

    def __repr__(self) -> str:
        return f"{self.title}: your progress stands here when you run this cell."

    def _show(self) -> str:
        self._list_ids()
        self.stage.html = self._tables()
        return f"Your answers are {self._kept.where}"

    def _tables(self) -> str:
        """Each lesson with its progress, and what to come back to first."""
        mine, order, today = self._kept.answers(), identity.order(self._kept), date.today()
        titles = lesson_titles()
        rows, begun = [], {answer.lesson for answer in mine}
        for name, title in titles.items():
            right = answers.keys(name, "lesson")
            found = before_after.lesson(name, mine, order)
            if name in begun:  # thirteen lines would be higher than a small laptop
                told = {"Lesson": title, "Check yourself": str(answers.progress(mine, right))}
                rows.append({**told, "Before": str(found.before), "After": str(found.after)})
        due = SCHEDULE.due(mine, bank())
        table = html_table(rows, "Your progress, lesson by lesson") if rows else ""
        if not due:
            return table
        first = [
            {
                "What it was about": entry.objective,
                "Lesson": titles[entry.lesson],
                "When": f"{entry.when(today)}{', missed last time' if entry.missed else ''}",
            }
            for entry in due[:_FIRST]
        ]
        more = f", the first {_FIRST} of {len(due)}" if len(due) > _FIRST else ""
        return table + html_table(first, f"What to come back to, and when{more}")

    def _list_ids(self) -> None:
        """What can be deleted: all that is kept here, or what is kept under one of several ids."""
        ids = self._kept.ids()
        each = [(f"{count} under {name}", name) for name, count in ids.items()]
        total = f"all {sum(ids.values())} answers kept here"
        named = f"{total}: {', '.join(text for text, _ in each)}" if each else total
        self.which.options = [(named, None), *(each if len(each) > 1 else ())]
        self.which.index = 0  # by its place: the value None would choose nothing

    def _others(self) -> str:
        """The ids under which something is kept that this learner's file does not hold."""
        who = self._kept.learner()
        found = [f"{n} under {name}" for name, n in self._kept.ids().items() if name != who]
        return f" Kept here besides: {', '.join(found)}." if found else ""

    def _left(self) -> str:
        left = [f"{count} under {name}" for name, count in self._kept.ids().items()]
        return f"Still kept here: {', '.join(left) or 'nothing'}."

    def _name(self) -> str:
        who = identity.choose(self._kept, self.id_field.value)
        return f"Your answers are kept under {who}.{self._others()}"

    def _export(self) -> str:
        if sys.platform == "emscripten":  # a file written there is in the tab alone
            return "Press Save my answers, above the lesson: the file then comes to your computer."
        file, who = answers.export(kept=self._kept), self._kept.learner()
        told = f"Written: {file} ({len(self._kept.answers())} answers, all under {who})."
        if not identity.is_chosen(who):
            told += " For a class, give your id above first, then write it again."
        return told + self._others()

    def _unlock(self, change: object) -> None:
        self.delete.disabled = not self.sure.value
        if self.sure.value:  # questions may have been answered since the list was made
            chosen = self.which.index
            self._list_ids()
            self.which.index = chosen

    def _delete(self) -> str:
        if not self.sure.value:
            return ""
        only, self.sure.value, self.id_field.value = self.which.value, False, ""
        try:
            identity.forget(self._kept, only)
            count = self._kept.delete(only)
        except StillInLog as told:  # they are gone for everyone who asks; say what remains
            return str(told)
        if only is not None:
            return f"{count} answers under {only} were deleted. {self._left()}"
        too = "; your manikin's numbers and the place of your AED too" if notes.forget() else ""
        return f"{count} answers were deleted, and every id with them{too}."

    def _lay_out(self) -> widgets.Widget:
        label = widgets.Label("Your id in a class, if you have one")
        return self._column(
            self._heading(),
            label,
            widgets.HBox([self.id_field, self.use_id]),
            self.stage,
            self.export,
            widgets.Label("Answers to delete"),
            self.which,
            widgets.HBox([self.sure, self.delete]),
        )
