"""The final forms over all lessons: one question at a time, and at the end what to reopen.

``final_form("first")`` comes at the beginning of the review, ``final_form("again")`` some weeks
later. Nobody passes and nobody fails.
"""

from __future__ import annotations

from datetime import date

import ipywidgets as widgets

from helpers.apps.forms import AtOnce
from helpers.course import answers, final, identity
from helpers.course.answer import Answer
from helpers.course.forms import PARALLEL
from helpers.course.lessons import lesson_titles
from helpers.course.questions import Question, bank
from helpers.course.schedule import SCHEDULE, in_words
from helpers.facts import html_table
from helpers.facts.nearest import known

LESSON = "12_review"
_TITLES = {final.FIRST: "All lessons, once", final.AGAIN: "All lessons, once more"}


def final_form(which: str = final.FIRST) -> FinalForm:
    """One of the two parallel forms over all lessons; those that this learner met come first.

    Args:
        which: ``first`` or ``again``; half of the learners get the two the other way round.

    Raises:
        ValueError: for another form.
    """
    known(which, final.FORMS, "form")
    kept = answers.store()
    is_turned = identity.order(kept) != PARALLEL
    met = answers.lessons_met(kept)
    asked = tuple(sorted(final.form(which, is_turned), key=lambda one: one.lesson not in met))
    kind = FinalForm if which == final.FIRST else LaterForm
    return kind(_TITLES[which], LESSON, asked, kept, final.form(which))


class FinalForm(AtOnce):
    """Each question once, answered at once; what was answered in the lessons does not count."""

    last = "See what to reopen"
    intro = (
        "Some of these you may have met in the lessons. Each is asked once, and the lessons in "
        "which you have answered come first; stop whenever you like, and go on another day."
    )

    def __repr__(self) -> str:
        return f"{super().__repr__()}\nWhat to reopen stands here when you run this cell."

    def _kept_before(self) -> list[Answer]:
        """Only what was answered here: a question of a lesson is asked once more."""
        return [answer for answer in super()._kept_before() if answer.lesson == LESSON]

    def _end(self) -> str:
        tries = {answer.question_id: answer.option_id for answer in reversed(self.here)}
        mine = [question for question in self.asked if question.id in tries]
        wrong = [q for q in mine if tries[q.id] != q.right[0].id]
        if not mine:
            return "Not answered yet. Run this cell again to begin."
        self.stage.html = self._to_reopen(wrong)
        told = f"{len(mine) - len(wrong)} of {len(mine)} right at the first try"
        left = len(self.asked) - len(mine)
        more = f"; {left} not answered yet, run this cell again to go on" if left else ""
        return f"{told}{more}. Nobody passes or fails by it."

    def _to_reopen(self, wrong: list[Question]) -> str:
        """The sections to read again, with the day to come back, as a table."""
        titles = lesson_titles()
        # The day is that of the calendar, which knows what was answered in the lessons too.
        due_first = SCHEDULE.due(super()._kept_before() or self.here, bank())
        found = {(one.lesson, one.objective): one for one in due_first}
        rows = []
        for question in wrong:
            place = final.reopen(question)
            due = found.get((place.lesson, place.objective))
            rows.append(
                {
                    "Lesson": f"{place.lesson[:2]} {titles[place.lesson]}",
                    "Section": place.heading,
                    "What it was about": place.objective,
                    "Come back": due.when(date.today()) if due else "",
                }
            )
        return html_table(rows, "What to reopen") if rows else ""

    def _bank(self) -> dict[str, Question]:
        return {question.id: question for question in self.asked}


class LaterForm(FinalForm):
    """The second form: shut until four weeks after the first, unless somebody opens it."""

    def _begin(self) -> None:
        self._is_forced = False
        self.opener = widgets.Button(
            description="Open it all the same", layout=widgets.Layout(width="auto")
        )
        self.opener.on_click(lambda _: self.attempt(self._open_now))
        super()._begin()
        self.view.children = (*self.view.children, widgets.HBox([self.opener]))
        self.opener.layout.display = None if self.is_shut else "none"

    @property
    def opens_on(self) -> date | None:
        """The day; nothing before any answer to the first form."""
        return final.opens_on(self.here, self._bank())

    @property
    def is_shut(self) -> bool:
        """Whether nothing of it is asked yet."""
        is_begun = any(answer.question_id in self._bank() for answer in self.here)
        if self._is_forced or is_begun:
            return False
        return self.opens_on is None or date.today() < self.opens_on

    def _open(self) -> list[Question]:
        return [] if self.is_shut else super()._open()

    def _open_now(self) -> None:
        self._is_forced = True
        self.opener.layout.display, self._item.layout.display = "none", None
        self.left, self.stage.status = self._open(), ""
        self._next()

    def _end(self) -> str:
        if not self.is_shut:
            return super()._end()
        if self.opens_on is None:
            return "The form above comes first; this one opens four weeks after it."
        return f"This form opens on {in_words(self.opens_on)}."
