"""What to come back to and when, and what one thought at first: two pages of the review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import ipywidgets as widgets

from helpers.apps.learner_page import LearnerPage
from helpers.apps.stage import Stage
from helpers.course import answers, come_back, first_ideas
from helpers.course.first_ideas import Idea
from helpers.course.lessons import lesson_titles
from helpers.course.objectives import headings as objective_headings
from helpers.course.questions import bank
from helpers.course.schedule import SCHEDULE, Due
from helpers.domain import calendars
from helpers.facts import html_table
from helpers.facts.files import write_own

_FILE = "come-back.ics"
_SHOWN, _IDEAS = 7, 10


def my_calendar() -> ComeBack:
    """A table of what is due first, with its section and why; a button writes a calendar."""
    return ComeBack()


def my_first_ideas() -> FirstIdeas:
    """What this learner thought at first, and what has become of it."""
    return FirstIdeas()


class ComeBack(LearnerPage):
    """The first things to come back to, and a calendar of all of them."""

    noun = "table"
    title = "What to come back to, and when"

    def __init__(self) -> None:
        self._kept = answers.store()
        self.stage = Stage(alt=self.title)
        self.calendar = self._button("Write a calendar", self._write)
        self.view = self._column(self._heading(), self.stage, widgets.HBox([self.calendar]))
        self._do()

    def __repr__(self) -> str:
        return f"{self.title}: your own days stand here when you run this cell."

    @property
    def due(self) -> list[Due]:
        """What is due, what was missed first."""
        return SCHEDULE.due(self._kept.answers(), bank())

    def _show(self) -> str:
        due, today = self.due, date.today()
        self.stage.html = _due_table(due, today) if due else ""
        return _told(due, today)

    def _write(self) -> str:
        text = come_back.calendar(self.due, date.today())
        path = write_own(Path(_FILE), text.encode(), calendars.mark(come_back.PRODUCT))
        return f"Written: {path}. Open it with your calendar."


def _due_table(due: Sequence[Due], today: date) -> str:
    titles = lesson_titles()
    headings = objective_headings()
    rows = [
        {
            "Lesson": f"{one.lesson[:2]} {titles[one.lesson]}",
            "Section": headings.get((one.lesson, one.objective), ""),
            "Day": one.when(today),
            "Why": one.why,
        }
        for one in due[:_SHOWN]
    ]
    return html_table(rows)


def _told(due: Sequence[Due], today: date) -> str:
    if not due:
        return "Nothing has been answered yet, so nothing is to come back to."
    now = sum(one.on <= today for one in due)
    shown = f" The first {_SHOWN} are shown; the calendar holds all." if len(due) > _SHOWN else ""
    return f"{now} of {len(due)} are due now.{shown}"


class FirstIdeas(LearnerPage):
    """Guesses and first answers that were not right, each with what has become of it."""

    noun = "list"
    title = "What you thought at first"

    def __init__(self) -> None:
        self._kept = answers.store()
        self.stage = Stage(alt=self.title)
        self.view = self._column(self._heading(), self.stage)
        self._do()

    def __repr__(self) -> str:
        return f"{self.title}: your own first ideas stand here when you run this cell."

    def _show(self) -> str:
        mine = self._kept.answers()
        found = first_ideas.ideas(mine, bank())
        self.stage.html = _ideas_table(found[:_IDEAS]) if found else ""
        return _counted(found, has_answers=bool(mine))


def _ideas_table(ideas: Sequence[Idea]) -> str:
    rows = [{"Asked": one.asked, "You said": one.said, "Since then": one.became} for one in ideas]
    return html_table(rows)


def _counted(ideas: Sequence[Idea], *, has_answers: bool) -> str:
    if not ideas:
        if has_answers:
            return "Everything that was kept here was right at the first try."
        return "Nothing has been answered or guessed yet on this computer."
    changed = sum(one.became == first_ideas.LATER for one in ideas)
    more = f" The first {_IDEAS} are shown." if len(ideas) > _IDEAS else ""
    many = "One first idea was" if len(ideas) == 1 else f"{len(ideas)} first ideas were"
    return f"{many} not right; since then {changed} changed.{more}"
