"""The blueprint, who gets which form first, and the mark that cannot be met exactly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.course import forms
from helpers.course.questions import questions
from helpers.facts import load


def test_both_forms_ask_the_same_number_for_each_objective() -> None:
    table = forms.blueprint()
    assert (table["pretest"] == table["posttest"]).all() and (table["pretest"] >= 1).all()
    assert table["pretest"].sum() == len(questions(form="pretest"))


def test_forms_that_are_not_parallel_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    fewer = questions()[1:]
    monkeypatch.setattr(forms, "questions", lambda: fewer)
    with pytest.raises(ValueError, match=r"Recognizing an arrest \(1 and 2\)"):
        forms.blueprint()


def test_the_order_of_the_forms_is_counterbalanced() -> None:
    orders = [forms.order(f"E{number:03}") for number in range(1000)]
    assert set(orders) == {("pretest", "posttest"), ("posttest", "pretest")}
    assert 440 < orders.count(("pretest", "posttest")) < 560
    assert orders == [forms.order(f"E{number:03}") for number in range(1000)]


@given(st.integers(1, 200), st.integers(0, 1000))
def test_the_mark_is_the_least_number_that_reaches_it(asked: int, tenths: int) -> None:
    needed = forms.mark_needed(asked, tenths / 10)
    assert needed * 1000 >= tenths * asked
    assert needed == 0 or (needed - 1) * 1000 < tenths * asked


@pytest.mark.parametrize(
    ("asked", "percent", "needed"), [(8, 84, 7), (25, 84, 21), (50, 84, 42), (4, 75, 3), (8, 0, 0)]
)
def test_marks(asked: int, percent: float, needed: int) -> None:
    assert forms.mark_needed(asked, percent) == needed


def test_the_sentence_says_how_the_mark_is_used() -> None:
    said = forms.mark_in_words(8, 84, 3)
    assert "8 questions cannot meet exactly: 6 are 75 %, 7 are 87.5 %. So 7 would be" in said
    assert "needed at the first try, and you had 3." in said
    assert "nobody passes or fails by it" in said
    exact = forms.mark_in_words(25, 84, 25)
    assert "84 %, of 25 questions 21 would be needed" in exact and "cannot" not in exact


@pytest.mark.parametrize(("asked", "percent"), [(0, 84), (8, 101), (8, -1), (8, float("nan"))])
def test_a_mark_without_sense_is_refused(asked: int, percent: float) -> None:
    with pytest.raises(ValueError, match="a mark needs"):
        forms.mark_needed(asked, percent)


def test_every_lesson_with_a_test_is_in_the_table_of_lessons() -> None:
    assert set(forms.blueprint()["lesson"]) <= set(load("lessons")["lesson"])
