"""When to come back: a week, a month, three months; what was missed first. Fixed dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.course.answer import Answer
from helpers.course.questions import Option, Question
from helpers.course.schedule import SCHEDULE, Due, PlainRule

LESSON = "02_basic_life_support"


def question(name: str, form: str, objective: str, lesson: str = LESSON) -> Question:
    options = (Option("yes", "a", "Right.", True), Option("no", "b", "No.", False))
    return Question(name, 1, form, lesson, objective, "core", "?", "hint", ("COMMON",), options)


BANK = {
    name: question(name, form, objective)
    for name, form, objective in (
        ("before", "pretest", "Choking"),
        ("q1", "lesson", "Choking"),
        ("q2", "lesson", "Choking"),
        ("after", "posttest", "Choking"),
        ("b1", "lesson", "Breaths"),
    )
}


def given_on(day: str, name: str, option: str = "yes") -> Answer:
    moment = day if "T" in day else f"{day}T10:00:00+01:00"
    return Answer(name, 1, option, LESSON, answered_at=moment, learner_id="E07")


def due(*mine: Answer) -> list[Due]:
    return PlainRule().due(mine, BANK)


@pytest.mark.parametrize(
    ("days", "on"),
    [
        (["2026-03-02"], "2026-03-09"),
        (["2026-03-02", "2026-03-09"], "2026-04-08"),
        (["2026-03-02", "2026-03-09", "2026-04-08"], "2026-07-08"),
        (["2026-03-02", "2026-03-09", "2026-04-08", "2026-07-08"], "2026-10-07"),
        (["2026-03-02", "2026-03-02"], "2026-03-09"),
        (["2026-03-02", "2026-03-05"], "2026-03-12"),  # too early to move on
        (["2026-03-02", "2026-03-20"], "2026-04-19"),  # late counts
    ],
)
def test_a_week_then_a_month_then_three(days: list[str], on: str) -> None:
    (found,) = due(*(given_on(day, "q1") for day in days))
    assert found == Due(LESSON, "Choking", date.fromisoformat(on))


def test_what_was_missed_begins_with_the_week_again_and_comes_first() -> None:
    mine = [given_on("2026-03-02", "q1"), given_on("2026-03-09", "q1", "no")]
    found = due(*mine, given_on("2026-03-01", "b1"))
    assert found == [
        Due(LESSON, "Choking", date(2026, 3, 16), missed=True),
        Due(LESSON, "Breaths", date(2026, 3, 8)),
    ]
    (again, _) = reversed(due(*mine, given_on("2026-03-16", "q1"), given_on("2026-03-01", "b1")))
    assert (again.on, again.missed) == (date(2026, 4, 15), False)


def test_the_last_try_of_a_day_counts_for_each_question() -> None:
    first = given_on("2026-03-02T10:00:00Z", "q1", "no")
    assert due(first, given_on("2026-03-02T10:01:00Z", "q1"))[0].missed is False
    assert due(first, given_on("2026-03-02T10:01:00Z", "q2"))[0].missed is True


def test_a_guess_before_the_lesson_counts_only_while_there_is_nothing_else() -> None:
    guess = given_on("2026-03-02T10:00:00Z", "before", "no")
    assert due(guess)[0].missed
    assert not due(guess, given_on("2026-03-02T11:00:00Z", "after"))[0].missed
    assert not due(guess, given_on("2026-03-02T11:00:00Z", "q1"))[0].missed


def test_who_skipped_the_questions_before_is_judged_by_those_after() -> None:
    quiz = given_on("2026-03-02T10:00:00Z", "q1")
    assert due(quiz, given_on("2026-03-02T11:00:00Z", "after", "no"))[0].missed


def test_questions_that_the_bank_does_not_hold_are_passed_over() -> None:
    assert due(given_on("2026-03-02", "gone")) == []


def test_the_day_is_that_of_the_learner_and_is_told_in_words() -> None:
    (found,) = due(given_on("2026-03-02T23:30:00-05:00", "q1"))
    assert found.on == date(2026, 3, 9)
    assert found.when(date(2026, 3, 8)) == "9 March 2026"
    assert found.when(date(2026, 3, 9)) == found.when(date(2026, 5, 1)) == "now"


@given(st.lists(st.tuples(st.integers(0, 400), st.booleans()), min_size=1, max_size=12))
def test_the_wait_is_one_of_three_after_the_last_time(tries: list[tuple[int, bool]]) -> None:
    begin = date(2026, 1, 1)
    mine = [
        given_on((begin + timedelta(days=day)).isoformat(), "q1", "yes" if right else "no")
        for day, right in tries
    ]
    (found,) = SCHEDULE.due(mine, BANK)
    last = begin + timedelta(days=max(day for day, _ in tries))
    assert (found.on - last).days in PlainRule().waits
    assert not found.missed or (found.on - last).days == 7
