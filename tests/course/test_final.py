"""Two parallel forms over all lessons, and where to read again."""

from __future__ import annotations

from collections import Counter

import pytest

from helpers.course import final
from helpers.course.objectives import Objective, every
from helpers.course.questions import questions
from helpers.facts import load


def counted(which: str, *, is_turned: bool = False) -> Counter[tuple[str, str]]:
    return Counter((q.lesson, q.objective) for q in final.form(which, is_turned))


def test_both_forms_follow_the_blueprint_and_share_no_question() -> None:
    plan = {(r.lesson, r.objective): r.questions for r in final.blueprint().itertuples()}
    assert counted("first") == counted("again") == Counter(plan)
    first, again = ({q.id for q in final.form(which)} for which in final.FORMS)
    assert not first & again
    assert {q.id for q in final.form("first", True)} == again


def test_every_lesson_that_is_asked_about_has_its_share() -> None:
    per_lesson = final.blueprint().groupby("lesson")["questions"].sum()
    asked = {q.lesson for q in questions()} - {"12_review"}  # which asks them
    assert set(per_lesson.index) == asked
    assert per_lesson.min() >= 1 and per_lesson.sum() <= 40


def test_only_what_a_core_teaches_is_asked() -> None:
    assert {q.depth for which in final.FORMS for q in final.form(which)} == {"core"}


def test_where_to_reopen_is_a_section_of_the_lesson() -> None:
    for question in final.form("first"):
        place = final.reopen(question)
        assert place.lesson in set(load("lessons")["lesson"])
        assert place.heading and place.objective == question.objective


def test_an_objective_with_too_few_questions_is_named() -> None:
    one = next(one for one in every() if one.final)
    short = Objective(one.lesson, one.objective, final=90)
    with pytest.raises(ValueError, match=f"{one.objective!r} has .* need 180"):
        final._halves(short)
    with pytest.raises(ValueError, match="did you mean 'again'"):
        final.form("agian")
