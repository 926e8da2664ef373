"""What the questions on dispatch call right, by keys written out by hand and by the domain."""

from __future__ import annotations

import re

import pytest

from helpers.course.questions import Question, questions
from helpers.course.variants import variant
from helpers.domain import dispatch
from helpers.domain.dispatch import MINUTES_A_YEAR
from helpers.facts import load

LESSON = "08_dispatch"
OWN = {question.id: question for question in questions() if question.lesson == LESSON}
#: Families of four options: in each of them every option is right somewhere in practice.
FAMILIES = (
    {"table", "answers", "free", "look"},
    {"script", "criteria", "clock", "physician"},
    {"of", "held", "left", "base"},
    {"more_fewer", "fewer_more", "fewer_fewer", "more_more"},
    {"vain", "asked", "door", "chance"},
    {"coach", "ask", "watch", "go_on"},
)


def right(question: Question) -> str:
    (option,) = question.right
    return option.id


def numbers(text: str) -> list[float]:
    return [float(found.replace(",", "")) for found in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


def test_no_arrest_is_left_uncoached_and_nobody_else_is_pressed_on() -> None:
    assert right(OWN["gasps_in_the_kitchen"]) == "coach"
    for name in ("it_has_stopped", "come_quickly"):
        assert right(OWN[name]) == "ask"
    assert right(OWN["breathes_like_asleep"]) == "watch"
    assert right(OWN["he_talks_with_pain"]) == "go_on"


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: min(family))
def test_in_practice_every_option_of_a_family_is_right_somewhere(family: set[str]) -> None:
    asked = [q for q in OWN.values() if {option.id for option in q.options} == family]
    assert {right(q) for q in asked if q.form == "lesson"} == family
    before, after = (
        [right(q) for q in asked if q.form == form] for form in ("pretest", "posttest")
    )
    assert len(before) == len(after) and not set(before) & set(after)


@pytest.mark.parametrize("seed", range(12))
def test_how_sure_a_positive_is_comes_from_those_sent(seed: int) -> None:
    question = variant(OWN["a_hundred_in_need"], seed)
    _, needed, hit, extra = (100.0, *numbers(question.stem))
    share = numbers(question.right[0].text)
    assert share == [hit, hit + extra] and hit <= needed


def test_the_same_rule_says_less_where_few_are_in_need() -> None:
    finds, spares, many, few = numbers(OWN["old_town_young_town"].stem)
    for base, said in ((22.4, many), (5.0, few)):
        found = dispatch.natural_frequencies(finds, spares, base, calls=100_000)
        assert round(found.ppv.percent or 0) == said


def test_a_quarter_of_an_hour_at_the_door_doubles_the_wait_by_theory() -> None:
    option = OWN["door_adds_fifteen"].right[0]
    waits = [dispatch.mean_wait(6000 * m / MINUTES_A_YEAR, 2, m) for m in (60, 75)]
    assert round(waits[0]) == 8 and round(waits[1]) in numbers(option.text)
    assert round(waits[1], 1) in numbers(option.feedback)


def test_four_crews_for_twice_the_calls_let_people_wait_less() -> None:
    option = OWN["same_load_more_crews"].right[0]
    load_of_two = 6000 * 60 / MINUTES_A_YEAR
    waits = [dispatch.mean_wait(n * load_of_two / 2, n, 60) for n in (2, 4)]
    assert [round(wait, 1) for wait in waits] == numbers(option.feedback)


def test_the_crashes_are_those_of_the_study() -> None:
    rows = load("dispatch_times").set_index("fact_id")["value"]
    told = {option.id: numbers(option.feedback)[0] for option in OWN["most_crashes"].options}
    names = {"call_without": 1, "call_with": 2, "hosp_without": 3, "hosp_with": 4}
    assert told == {name: rows[f"D152-{number}"] for name, number in names.items()}
    assert right(OWN["most_crashes"]) == max(told, key=told.__getitem__)


@pytest.mark.parametrize("seed", range(12))
def test_the_same_people_by_another_line(seed: int) -> None:
    question = variant(OWN["same_people_other_line"], seed)
    sent, of_sent = numbers(question.stem)
    extra = round(sent * of_sent / 100)
    counts = dispatch.Counts(hit=int(sent) - extra, extra=extra, missed=0, spared=100 - int(sent))
    assert counts.over_triage_of_sent.percent == of_sent
    assert numbers(question.right[0].text) == [counts.over_triage_of_all.percent]
