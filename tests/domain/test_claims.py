"""Claims: a verdict and a reason for each, and no lesson where the answer is always *false*."""

from __future__ import annotations

import itertools

import pytest

from helpers.domain.claims import VERDICTS, Claim, claims, of_lesson

LESSONS = sorted({one.lesson for one in claims()})


def test_the_first_lessons_have_claims() -> None:
    assert {name[:2] for name in LESSONS} >= {"00", "01", "02", "03", "04", "07"}


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_learner_cannot_answer_false_throughout(lesson: str) -> None:
    verdicts = [one.verdict for one in of_lesson(lesson)]
    assert {"true", "it depends"} <= set(verdicts)
    assert max(map(verdicts.count, VERDICTS)) < len(verdicts)


def test_the_claims_of_a_lesson_stand_together() -> None:
    runs = [name for name, _ in itertools.groupby(one.lesson for one in claims())]
    assert len(runs) == len(set(runs))


def test_a_reason_is_more_than_its_verdict() -> None:
    assert all(len(one.why.split()) >= 5 for one in claims())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"verdict": "maybe"}, "none of true, false, it depends"),
        ({"why": " "}, "no reason"),
        ({"claim": "x" * 301}, "301 characters"),
    ],
)
def test_a_claim_that_cannot_be_answered_is_refused(change: dict[str, str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Claim(**{**vars(claims()[0]), **change})


def test_a_lesson_that_is_not_known_is_answered_with_the_nearest() -> None:
    with pytest.raises(ValueError, match=r"did you mean '03_the_aed'"):
        of_lesson("03_the_ead")
