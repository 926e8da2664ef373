"""Claims: a verdict and a reason for each, and no lesson where the answer is always *false*."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

import pytest

from helpers.course import cues
from helpers.domain import claims as subject
from helpers.domain.claims import ROUND, VERDICTS, Claim, Round, claims, of_lesson, rounds

LESSONS = sorted({one.lesson for one in claims()})
EVERY = [one for lesson in LESSONS for one in rounds(lesson)]


def test_the_first_lessons_have_claims() -> None:
    assert {name[:2] for name in LESSONS} >= {"00", "01", "02", "03", "04", "07"}


#: Words that promise no exception. Whoever takes them for a sign of *false* must not be right more
#: often than somebody who answers *false* throughout.
ABSOLUTE = frozenset(
    {"all", "always", "any", "anybody", "cannot", "every", "everybody", "everything", "must"}
    | {"never", "no", "nobody", "none", "nothing", "only"}
)


def told_by_words(these: Sequence[Claim], verdict: str) -> str:
    """What goes wrong if one answers with a verdict wherever an absolute word stands, or nothing.

    The share of the verdict among these claims has to be what it is among all of them, within the
    interval of the few that have such a word.
    """
    marked = [one for one in these if ABSOLUTE & set(cues.words_of(one.claim))]
    right = Counter(one.verdict for one in marked)[verdict]
    base = Counter(one.verdict for one in these)[verdict] / len(these)
    low, high = cues.interval(right, len(marked))
    found = f"{verdict} is {right} of {len(marked)} with such a word, and {base:.0%} of all"
    return "" if low <= base <= high else found


@pytest.mark.parametrize("one", EVERY, ids=lambda one: f"{one.lesson} {one.topic}")
def test_each_verdict_is_a_quarter_of_a_round_at_least(one: Round) -> None:
    verdicts = Counter(claim.verdict for claim in one.claims)
    assert all(4 * verdicts[verdict] >= verdicts.total() for verdict in VERDICTS), verdicts


@pytest.mark.parametrize("lesson", LESSONS)
def test_each_claim_of_a_lesson_is_asked_in_one_round(lesson: str) -> None:
    asked = [claim.fact_id for one in rounds(lesson) for claim in one.claims]
    assert sorted(asked) == sorted(one.fact_id for one in of_lesson(lesson))
    topics = [one.topic for one in rounds(lesson)]
    assert len(topics) == 1 or all(topics)


def test_more_than_ten_are_not_asked_in_one_go() -> None:
    with pytest.raises(ValueError, match=r"11 claims in one round.*claim_rounds.csv"):
        Round("02_basic_life_support", "", claims()[: ROUND + 1])


@pytest.mark.parametrize("change", ["lost", "twice", "of another lesson"])
def test_a_claim_in_no_round_or_in_two_is_named(
    change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson = of_lesson("02_basic_life_support")
    names = [one.fact_id for one in lesson]
    odd = {"lost": names[0], "twice": names[1], "of another lesson": claims()[0].fact_id}[change]
    names = names[1:] if change == "lost" else [*names, odd]
    row = subject._Named("02_basic_life_support", "Hands", tuple(names))
    monkeypatch.setattr(subject, "claims", lambda: (*lesson, claims()[0]))
    monkeypatch.setattr(subject, "records", lambda name, cls: (row,))
    with pytest.raises(ValueError, match=rf"claim_rounds.csv: {odd} should stand once"):
        rounds("02_basic_life_support")


@pytest.mark.parametrize("verdict", VERDICTS)
def test_one_verdict_throughout_does_no_better_than_chance(verdict: str) -> None:
    right, asked = sum(one.verdict == verdict for one in claims()), len(claims())
    low, high = cues.interval(right, asked)
    assert low <= 1 / len(VERDICTS) <= high, f"{verdict}: {right} of {asked}"


@pytest.mark.parametrize("verdict", VERDICTS)
def test_an_absolute_word_gives_no_verdict_away(verdict: str) -> None:
    assert not told_by_words(claims(), verdict)


def test_absolute_words_that_stand_in_false_claims_alone_are_told() -> None:
    one = vars(claims()[0])
    marked = [Claim(**{**one, "claim": "It never works.", "verdict": "false"})] * 8
    plain = [Claim(**{**one, "claim": "It works.", "verdict": "true"})] * 16
    found = told_by_words([*marked, *plain], "false")
    assert found == "false is 8 of 8 with such a word, and 33% of all"


def test_the_claims_of_a_lesson_stand_together() -> None:
    runs = [name for name, _ in itertools.groupby(one.lesson for one in claims())]
    assert len(runs) == len(set(runs))


def test_what_would_settle_a_claim_tells_no_verdict() -> None:
    """It is read by whoever has not judged yet, on a page without a kernel."""
    telling = {"true", "false", "wrong", "right", "depends", "no", "not"}
    for one in claims():
        assert not telling & set(cues.words_of(one.settled_by)), one.fact_id


def test_a_reason_is_more_than_its_verdict() -> None:
    assert all(len(one.why.split()) >= 5 for one in claims())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"verdict": "maybe"}, "none of true, false, it depends"),
        ({"why": " "}, "no reason"),
        ({"settled_by": ""}, "no way to settle it"),
        ({"claim": "x" * 301}, "301 characters"),
    ],
)
def test_a_claim_that_cannot_be_answered_is_refused(change: dict[str, str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Claim(**{**vars(claims()[0]), **change})


def test_a_lesson_that_is_not_known_is_answered_with_the_nearest() -> None:
    with pytest.raises(ValueError, match=r"did you mean '03_the_aed'"):
        of_lesson("03_the_ead")
