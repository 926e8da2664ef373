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
def test_a_rate_from_small_squares(seed: int) -> None:
    made = variant(bank()["squares_to_rate"], seed)
    squares = numbers(made.stem)[1]
    assert first(made, "rate") == round(60 / (squares * 0.04))
    assert first(made, "hundredths") == squares * 4


@given(SEEDS)
def test_a_rate_from_six_seconds(seed: int) -> None:
    made = variant(bank()["six_seconds_uneven"], seed)
    qrs = numbers(made.stem)[2]
    assert first(made, "rate") == qrs * 60 / (30 * 0.2)


@given(SEEDS)
def test_weeks(seed: int) -> None:
    made = variant(bank()["page_at_your_pace"], seed)
    (pace,) = numbers(made.stem)
    assert (first(made, "least"), first(made, "most")) == (1200 / pace, 1800 / pace)


@given(SEEDS)
def test_lessons(seed: int) -> None:
    made = variant(bank()["lessons_to_hours"], seed)
    assert first(made, "clock") == numbers(made.stem)[0] * 0.75


LATER = [("larsen_late_shock", "shock", 1.1), ("larsen_late_cpr", "cpr", 2.3)]


@given(SEEDS, st.sampled_from(LATER))
def test_later_on_larsens_line(seed: int, asked: tuple[str, str, float]) -> None:
    name, option, price = asked
    made = variant(bank()[name], seed)
    words = {2: " two ", 3: " three ", 4: " four "}
    (minutes,) = [number for number, word in words.items() if word in made.stem]
    assert made.option(option).correct
    assert first(made, option) == pytest.approx(price * minutes)
    assert first(made, "without") == pytest.approx(5.5 * minutes)


@given(SEEDS)
def test_without_help_on_larsens_line(seed: int) -> None:
    made = variant(bank()["without_help"], seed)
    assert first(made, "line") == pytest.approx(67 - 5.5 * numbers(made.stem)[0])


@given(SEEDS)
def test_strips_that_the_goal_leaves(seed: int) -> None:
    made = variant(bank()["goals_coarse"], seed)
    assert first(made, "tenth") == numbers(made.stem)[0] / 10


@given(SEEDS)
def test_alive_of_many(seed: int) -> None:
    made = variant(bank()["alive_of_many"], seed)
    assert first(made, "alive") == pytest.approx(numbers(made.stem)[0] * (0.032 - 0.024))


@given(SEEDS)
def test_too_slow_is_below_what_is_asked_for(seed: int) -> None:
    made = variant(bank()["too_slow"], seed)
    count, seconds = numbers(made.stem)[:2]
    rate = numbers(made.option("quicker").feedback)[0]
    assert rate == 60 * count / seconds < 100


# What is wrong with a question is told.


def test_a_name_that_nothing_makes_is_refused() -> None:
    question = replace(bank()["bus_stop_gasp"], stem="What about {minutes} minutes?")
    with pytest.raises(ValueError, match="names minutes, and nothing makes it"):
        variant(question, 1)


def test_texts_and_maker_must_name_the_same() -> None:
    question = replace(bank()["page_at_your_pace"], hint="How many {months}?")
    with pytest.raises(ValueError, match="differ in months"):
        variant(question, 1)


def test_options_that_come_out_alike_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    same = {name: "7" for name in numbers_of(bank()["page_at_your_pace"])}
    monkeypatch.setitem(variants.MAKERS, "page_at_your_pace", lambda draw: same)
    with pytest.raises(ValueError, match="alike with seed 3"):
        variant(bank()["page_at_your_pace"], 3)
