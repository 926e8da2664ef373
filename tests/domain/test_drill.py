"""The drill: what is missed comes back, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.domain import drill, rhythms
from helpers.domain.drill import AGAIN, LATER, NO_SHOCK, SHOCK, Card, Drill

SAID = st.sampled_from((SHOCK, NO_SHOCK))
OTHER = {SHOCK: NO_SHOCK, NO_SHOCK: SHOCK}


def right(sitting: Drill[Card]) -> str:
    assert sitting.now
    return sitting.now.right


def finish(sitting: Drill[Card]) -> Drill[Card]:
    while sitting.now:
        sitting = sitting.answer(right(sitting))
    return sitting


def test_who_misses_nothing_sees_each_strip_once() -> None:
    done = finish(drill.begin(1))
    assert sorted(a.card.rhythm for a in done.answers) == sorted(drill.DECK)
    assert done.hits == len(drill.DECK) and done.missed == ()


@given(st.integers(0, 10_000), st.lists(SAID, max_size=30))
def test_every_missed_rhythm_is_answered_rightly_twice_before_the_end(
    seed: int, said: list[str]
) -> None:
    sitting = drill.begin(seed)
    for word in said:
        sitting = sitting.answer(word) if sitting.now else sitting
    done = finish(sitting)
    for place, answer in enumerate(done.answers):
        if not answer.is_right:
            later = [a for a in done.answers[place + 1 :] if a.card.rhythm == answer.card.rhythm]
            assert sum(a.is_right for a in later) >= 2


@given(st.integers(0, 10_000))
def test_a_miss_comes_back_soon_and_once_more_later(seed: int) -> None:
    sitting = drill.begin(seed)
    missed = sitting.now
    assert missed
    sitting = sitting.answer(OTHER[missed.right])
    for _ in range(drill.SOON):
        assert sitting.now and sitting.now.seed != missed.seed + 1
        sitting = sitting.answer(right(sitting))
    assert sitting.now == missed.next(needed=2)
    sitting = sitting.answer(right(sitting))
    for _ in range(LATER):
        sitting = sitting.answer(right(sitting))
    assert sitting.now == missed.next(2).next(1)


@given(st.integers(0, 500), st.lists(SAID, max_size=40))
def test_no_strip_is_shown_twice(seed: int, said: list[str]) -> None:
    answers = drill.play(said, seed).answers
    assert len({(a.card.rhythm, a.card.seed) for a in answers}) == len(answers)


def test_the_deck_asks_only_what_has_an_answer_and_no_button_alone_wins() -> None:
    kinds = [rhythms.rhythm(name).advice for name in drill.DECK]
    assert set(kinds) == {"shock", "no shock"}
    assert 0.35 <= kinds.count("shock") / len(kinds) <= 0.65
    graded = [rhythms.rhythm(name) for name in rhythms.graded()]
    certain = {one.name for one in graded if one.advice != "either"}
    assert set(drill.DECK) == certain - {"sinus bradycardia", "sinus tachycardia"}


def test_a_sitting_is_a_fold_over_the_buttons() -> None:
    by_hand = drill.begin(1).answer(SHOCK).answer(NO_SHOCK)
    assert drill.play((SHOCK, NO_SHOCK)) == by_hand
    assert drill.play((SHOCK, AGAIN)) == drill.begin(2) != drill.begin(1)


def test_pressing_on_after_the_end_changes_nothing() -> None:
    said = [a.said for a in finish(drill.begin(1)).answers]
    assert drill.play((*said, SHOCK)) == drill.play(said)
    with pytest.raises(ValueError, match="Press 'Start again'"):
        drill.play(said).answer(SHOCK)


def test_an_unknown_button_is_refused() -> None:
    with pytest.raises(ValueError, match="did you mean 'Shock'"):
        drill.play(("Shok",))
