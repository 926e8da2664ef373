"""The final forms over all lessons: one question at a time, and at the end what to reopen.

``final_form("first")`` comes at the beginning of the review, ``final_form("again")`` some weeks
later. Nobody passes and nobody fails.
"""

from __future__ import annotations

from datetime import date

from helpers.apps.forms import AtOnce
from helpers.course import answers, final, identity
from helpers.course.answer import Answer
from helpers.course.forms import PARALLEL
from helpers.course.questions import Question
from helpers.course.schedule import SCHEDULE
from helpers.facts import html_table, load
from helpers.facts.nearest import known

LESSON = "12_review"
_TITLES = {final.FIRST: "All lessons, once", final.AGAIN: "All lessons, once more"}


def final_form(which: str = final.FIRST) -> FinalForm:
    """One of the two parallel forms over all lessons.

    Args:
        which: ``first`` or ``again``; half of the learners get the two the other way round.

    Raises:
        ValueError: for another form.
    """
    known(which, final.FORMS, "form")
    kept = answers.store()
    is_turned = identity.order(kept) != PARALLEL
    asked = final.form(which, is_turned)
    return FinalForm(_TITLES[which], LESSON, asked, kept, final.form(which))


class FinalForm(AtOnce):
    """Each question once, answered at once; what was answered in the lessons does not count."""

    last = "See what to reopen"
    intro = (
        "Some of these you may have met in the lessons. Each is asked once; stop whenever you "
        "like, and go on another day."
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
        titles = dict(load("lessons")[["lesson", "title"]].values)
        found = {(one.lesson, one.objective): one for one in SCHEDULE.due(self.here, self._bank())}
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
