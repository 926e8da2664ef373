"""What the questions on rhythms call right, by keys written out by hand and by the criteria."""

from __future__ import annotations

import re

import pytest

from helpers.course.questions import Question, questions
from helpers.domain import rhythms

LESSON = "05_rhythms"
OWN = {question.id: question for question in questions() if question.lesson == LESSON}
#: Who is shocked, and how: no slip here may reach a learner.
KEY = {
    "curtain_of_bed_four": "look",
    "alarm_next_door": "look",
    "corridor_wide_beats": "not_timed",
    "trembling_line": "not_timed",
    "gray_in_the_kitchen": "timed",
    "narrow_and_hardly_roused": "timed",
    "turned_in_bed": "press",
    "checked_and_flat": "press",
    "three_days_of_fever": "cause",
    "belly_and_bumper": "cause",
    "fell_twice_today": "faster",
    "missing_beats_and_faint": "faster",
    "sleeping_runner": "leave",
    "before_the_knee": "leave",
    "during_a_lecture": "shock",
    "foam_at_her_lips": "shock",
}
#: The names of rhythms by the option that stands for them.
NAMED = {
    "first": "first-degree block",
    "one": "second-degree block, Mobitz I",
    "two": "second-degree block, Mobitz II",
    "third": "complete heart block",
    "sinus": "sinus tachycardia",
    "af": "atrial fibrillation",
    "svt": "supraventricular tachycardia",
    "vt": "monomorphic ventricular tachycardia",
}


@pytest.mark.parametrize("name", KEY)
def test_who_gets_what_is_as_written_by_hand(name: str) -> None:
    assert [option.id for option in OWN[name].right] == [KEY[name]]


def test_every_question_on_the_patient_and_on_what_follows_is_in_the_key() -> None:
    asked = ("The patient before the strip", "What follows from a rhythm")
    assert {one.id for one in OWN.values() if one.objective in asked} == set(KEY)


@pytest.mark.parametrize("name", [one for one, option in KEY.items() if option == "timed"])
def test_a_shock_that_is_timed_asks_for_a_pulse(name: str) -> None:
    assert re.search(r"pulse (is|was) felt", OWN[name].stem)


@pytest.mark.parametrize("name", [one for one in KEY if KEY[one] in ("not_timed", "press")])
def test_what_an_arrest_asks_for_is_asked_of_nobody_with_a_pulse(name: str) -> None:
    assert re.search(r"does not answer.*no pulse|does not answer.*find none", OWN[name].stem, re.I)


def reading() -> list[Question]:
    return [one for one in OWN.values() if one.objective == "Reading a strip"]


@pytest.mark.parametrize("question", reading(), ids=lambda question: question.id)
def test_a_strip_in_words_agrees_with_the_criteria(question: Question) -> None:
    criteria = rhythms.criteria_of(NAMED[question.right[0].id])
    intervals = [float(n) for n in re.findall(r"\d{3}", question.stem) if 250 <= float(n) <= 1000]
    widths = re.findall(r"QRS (?:of|are) (\d+) ms", question.stem)
    for width in widths:
        is_wide = float(width) >= rhythms.limits("wide QRS")[0]
        assert ("wide" if is_wide else "narrow") in criteria.qrs
    if "no pattern" in criteria.regular and len(intervals) > 4:
        assert max(intervals) > 1.3 * min(intervals)


def test_what_one_strip_does_not_tell_is_no_right_option() -> None:
    families = {NAMED[one.right[0].id] for one in reading()}
    assert families == set(NAMED.values())
    assert all(rhythms.criteria_of(name).is_told_alone for name in families)
