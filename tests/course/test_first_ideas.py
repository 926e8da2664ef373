"""What was thought at first, and what became of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.course import first_ideas, notes
from helpers.course.answer import VARIABLE, Answer
from helpers.course.questions import bank
from helpers.course.variants import variant

BANK = bank()


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))


def answer(name: str, *, right: bool, minute: int = 0) -> Answer:
    question = BANK[name]
    option = next(one for one in question.options if one.correct is right)
    moment = f"2026-03-02T10:{minute:02}:00+00:00"
    return Answer(name, question.version, option.id, question.lesson, answered_at=moment)


def pair() -> tuple[str, str]:
    """A question before a lesson, and one after it on the same objective."""
    before = next(q for q in BANK.values() if q.form == "pretest")
    after = next(
        q
        for q in BANK.values()
        if q.form == "posttest" and (q.lesson, q.objective) == (before.lesson, before.objective)
    )
    return before.id, after.id


def test_what_was_right_at_first_is_no_idea_to_tell() -> None:
    before, _ = pair()
    assert first_ideas.first_answers([answer(before, right=True)], BANK) == ()
    later_wrong = [answer(before, right=True), answer(before, right=False, minute=1)]
    assert first_ideas.first_answers(later_wrong, BANK) == ()
    gone = Answer("gone", 1, "a", "00_start_here", answered_at="2026-03-02T10:00:00+00:00")
    assert first_ideas.first_answers([gone], BANK) == ()


def test_what_became_of_it_is_told_by_the_latest_answer_on_the_same_thing() -> None:
    before, after = pair()
    wrong = answer(before, right=False)
    (alone,) = first_ideas.first_answers([wrong], BANK)
    assert alone.became == first_ideas.NOT_ASKED
    (changed,) = first_ideas.first_answers([wrong, answer(after, right=True, minute=9)], BANK)
    assert changed.became == first_ideas.LATER
    assert changed.asked == variant(BANK[before], 0).stem and changed.said
    twice = first_ideas.first_answers([wrong, answer(after, right=False, minute=9)], BANK)
    assert [one.became for one in twice] == [first_ideas.STILL, first_ideas.NOT_ASKED]


def test_a_guess_is_kept_as_it_was_judged_and_only_if_it_was_not_right() -> None:
    first_ideas.keep_guess("a", "Which first?", "You said the crew. Not so: the shock. It hangs.")
    first_ideas.keep_guess("b", "How many?", "You said 9 of 100. Right. Here it is: 9.")
    (idea,) = first_ideas.guesses()
    assert (idea.asked, idea.said) == ("Which first?", "the crew")
    assert idea.became == "Not so: the shock. It hangs."
    long = "You said 3. Not so: " + "why " * 200
    first_ideas.keep_guess("a", "What? " * 100, long)
    (idea,) = first_ideas.guesses()
    assert idea.said == "3" and len(notes.read("guess a")) <= notes.LONGEST
    assert notes.forget() == 2 and first_ideas.guesses() == ()
