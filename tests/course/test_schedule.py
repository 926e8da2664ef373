"""When to come back: by a published model, held to its formulae; what was missed first."""

from __future__ import annotations

import itertools
import math
from datetime import date, timedelta

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.course.answer import Answer
from helpers.course.questions import Option, Question
from helpers.course.schedule import LONGEST, SCHEDULE, Due, MemoryRule, waits

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
    return MemoryRule().due(mine, BANK)


def stability(days: list[int], rights: list[bool]) -> float:
    """Days until nine in ten, by the formulae of FSRS-6, written once more by hand.

    Source: FSRS in the words of its authors (FSRS6); only reviews a day or more apart.
    """
    w = fsrs.Scheduler().parameters
    grades = [3 if right else 1 for right in rights]
    decay = -w[20]
    factor = 0.9 ** (1 / decay) - 1
    now = w[grades[0] - 1]

    def begin(grade: int) -> float:
        return w[4] - math.exp(w[5] * (grade - 1)) + 1

    hard = min(max(begin(grades[0]), 1), 10)
    for earlier, day, grade in zip(days, days[1:], grades[1:], strict=False):
        left = (1 + factor * (day - earlier) / now) ** decay
        if grade == 3:
            gain = math.exp(w[8]) * (11 - hard) * now ** -w[9] * (math.exp((1 - left) * w[10]) - 1)
            now *= 1 + gain
        else:
            long = w[11] * hard ** -w[12] * ((now + 1) ** w[13] - 1) * math.exp((1 - left) * w[14])
            now = min(long, now / math.exp(w[17] * w[18]))
        step = -w[6] * (grade - 3)
        hard = min(max(w[7] * begin(4) + (1 - w[7]) * (hard + step * (10 - hard) / 9), 1), 10)
    return now


@given(
    st.lists(st.tuples(st.integers(1, 120), st.booleans()), min_size=1, max_size=8),
    st.integers(0, 300),
)
def test_the_day_is_that_of_the_published_model(tries: list[tuple[int, bool]], later: int) -> None:
    begin = date(2026, 1, 1)
    days = list(itertools.accumulate(wait for wait, _ in tries))
    rights = [right for _, right in tries]
    mine = [
        given_on((begin + timedelta(days=day)).isoformat(), "q1", "yes" if right else "no")
        for day, right in zip(days, rights, strict=True)
    ]
    (found,) = SCHEDULE.due(mine, BANK)
    expected = stability(days, rights)
    assert found.stability == pytest.approx(expected, rel=1e-6)
    wait = (found.on - found.last).days
    assert wait == min(max(round(expected), 1), LONGEST)
    assert found.missed is not rights[-1]
    ages = [found.recalled(found.last + timedelta(days=age)) for age in (0, later, later + 30)]
    assert ages == sorted(ages, reverse=True)


def test_nine_in_ten_are_left_when_the_wait_is_over() -> None:
    mine = [given_on(day, "q1") for day in ("2026-03-02", "2026-03-04", "2026-03-15")]
    (found,) = due(*mine)
    assert found.recalled(found.on) == pytest.approx(0.9, abs=0.01)
    assert found.recalled(found.last) == pytest.approx(1)


def test_waits_grow_while_it_is_right_and_never_beyond_the_longest() -> None:
    day, found, mine = date(2026, 1, 1), [], []
    for _ in range(7):
        mine.append(given_on(day.isoformat(), "q1"))
        (entry,) = due(*mine)
        found.append((entry.on - day).days)
        day = entry.on
    assert found == waits(7) == [2, 11, 46, 91, 91, 91, 91]


def test_what_was_missed_comes_soon_again_and_first() -> None:
    mine = [given_on("2026-03-02", "q1"), given_on("2026-03-09", "q1", "no")]
    found = due(*mine, given_on("2026-02-01", "b1"))
    assert [(d.objective, d.missed) for d in found] == [("Choking", True), ("Breaths", False)]
    assert (found[0].on - found[0].last).days == 1
    assert found[0].why == "Answered on 2 days, missed the last time, 9 March 2026."


@pytest.mark.parametrize("wrong", [{"wanted": 0}, {"wanted": 1}, {"longest": 0}])
def test_a_rule_that_is_none_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="no rule"):
        MemoryRule(**wrong)  # type: ignore[arg-type]


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
    assert (found.last, found.on) == (date(2026, 3, 2), date(2026, 3, 4))
    assert found.when(date(2026, 3, 3)) == "4 March 2026"
    assert found.when(date(2026, 3, 4)) == found.when(date(2026, 5, 1)) == "now"
