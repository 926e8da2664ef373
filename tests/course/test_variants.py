"""Questions with numbers: other numbers for other learners, one key, and the numbers are right."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.course import variants
from helpers.course.questions import Question, bank, questions
from helpers.course.variants import MAKERS, has_numbers, numbers_of, variant

SEEDS = st.integers(0, 10**6)
NUMBERED = [question for question in questions() if has_numbers(question)]


def numbers(text: str) -> list[float]:
    return [float(found.replace(",", "")) for found in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


def first(question: Question, option: str) -> float:
    return numbers(question.option(option).text)[0]


def test_every_maker_has_its_question_and_every_name_its_maker() -> None:
    assert set(MAKERS) == {q.id for q in NUMBERED}
    assert {q.id for q in questions() if numbers_of(q)} == set(MAKERS)


@pytest.mark.parametrize("question", NUMBERED, ids=lambda question: question.id)
@given(seed=SEEDS)
def test_every_seed_gives_a_whole_question_with_the_same_key(question: Question, seed: int) -> None:
    made = variant(question, seed)
    assert made == variant(question, seed)
    assert [o.id for o in made.options] == [o.id for o in question.options]
    assert made.right[0].id == question.right[0].id
    assert not numbers_of(made) and len({o.text for o in made.options}) == len(made.options)
    assert made.right[0].text.strip(".").lower() not in made.stem.lower()


@pytest.mark.parametrize("question", NUMBERED, ids=lambda question: question.id)
def test_learners_get_different_numbers(question: Question) -> None:
    assert len({variant(question, seed).stem for seed in range(30)}) >= 3


def test_a_question_without_numbers_is_itself() -> None:
    question = bank()["bus_stop_gasp"]
    assert variant(question, 7) is question


# The right answers by arithmetic done here, from the numbers that the learner reads.


@given(SEEDS)
def test_weeks(seed: int) -> None:
    made = variant(bank()["evening_course"], seed)
    hours, pace = numbers(made.stem)
    assert first(made, "pace") == hours / pace


@given(SEEDS)
def test_lessons(seed: int) -> None:
    made = variant(bank()["lessons_to_hours"], seed)
    assert first(made, "clock") == numbers(made.stem)[0] * 0.75


@given(SEEDS)
def test_a_range_over_a_range(seed: int) -> None:
    made = variant(bank()["range_over_range"], seed)
    least, most, low, high = numbers(made.stem)
    assert numbers(made.option("right").text) == [round(low / most, 1), round(high / least, 1)]


@given(SEEDS)
def test_the_course_counted_in_adds_one(seed: int) -> None:
    made = variant(bank()["course_counted_in"], seed)
    emt, paramedic, beyond = numbers(made.stem)
    assert beyond == paramedic / emt and first(made, "one") == (paramedic + emt) / emt


@given(SEEDS)
def test_points_a_minute(seed: int) -> None:
    made = variant(bank()["points_by_minute"], seed)
    start, fall = numbers(made.stem)
    minutes = 3 if "three minutes" in made.stem else 4
    assert first(made, "points") == start - fall * minutes > 0
    assert first(made, "parts") == round(start * (1 - fall / 100) ** minutes, 1)


@given(SEEDS)
def test_compressions_that_arrive(seed: int) -> None:
    made = variant(bank()["reach_the_patient"], seed)
    rate, count, breaths = numbers(made.stem)
    assert first(made, "delivered") == pytest.approx(60 * count / (count * 60 / rate + breaths))
    assert first(made, "delivered") < rate


@given(SEEDS)
def test_too_slow_is_below_what_is_asked_for(seed: int) -> None:
    made = variant(bank()["too_slow"], seed)
    count, seconds = numbers(made.stem)
    assert first(made, "faster") == 60 * count / seconds < 100


# What is wrong with a question is told.


def test_a_name_that_nothing_makes_is_refused() -> None:
    question = replace(bank()["bus_stop_gasp"], stem="What about {minutes} minutes?")
    with pytest.raises(ValueError, match="names minutes, and nothing makes it"):
        variant(question, 1)


def test_texts_and_maker_must_name_the_same() -> None:
    question = replace(bank()["evening_course"], hint="How many {months}?")
    with pytest.raises(ValueError, match="differ in months"):
        variant(question, 1)


def test_options_that_come_out_alike_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    same = {name: "7" for name in numbers_of(bank()["evening_course"])}
    monkeypatch.setitem(variants.MAKERS, "evening_course", lambda draw: same)
    with pytest.raises(ValueError, match="alike with seed 3"):
        variant(bank()["evening_course"], 3)
