"""The drill of rhythms: what no case may teach, what is scored, what comes back."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.domain import rhythm_drill as drill
from helpers.domain import rhythms
from helpers.domain.drill import AGAIN, SOON, Confusion
from helpers.domain.errors import DomainError
from helpers.domain.rhythm_cases import (
    ACTIONS,
    CAUSE,
    FASTER,
    NOT_ENOUGH,
    PRESS,
    SHOCK,
    SLOWER,
    SYNCHRONIZED,
    WATCH,
    Case,
    cases,
)
from helpers.domain.rhythm_drill import ACT, NAME, Sitting
from helpers.facts import load

CASES = {one.name: one for one in cases()}
SHOCKABLE = {
    "ventricular fibrillation",
    "monomorphic ventricular tachycardia",
    "polymorphic ventricular tachycardia",
}


def right(sitting: Sitting) -> Sitting:
    card = sitting.drill.now
    assert card
    return sitting.answer(card.case.action).answer(card.name)


def finish(sitting: Sitting) -> Sitting:
    while sitting.drill.now:
        sitting = right(sitting)
    return sitting


# -- what the table teaches --------------------------------------------------------------------


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_what_follows_is_safe(case: Case) -> None:
    """The rules once more, so that a rule that is lost in the code is missed here."""
    if case.pulse == "not felt yet" or case.state == "not known":
        assert case.action == NOT_ENOUGH
    if case.pulse == "no":
        assert case.action == (SHOCK if case.family in SHOCKABLE else PRESS)
    if case.pulse == "yes":
        assert case.action != PRESS
    if case.family == "sinus tachycardia":
        assert case.action in (CAUSE, NOT_ENOUGH, PRESS)
    if case.action == SYNCHRONIZED:
        assert case.pulse == "yes" and case.state == "unstable"
        assert case.family != "polymorphic ventricular tachycardia"
    if case.family in ("second-degree block, 2:1", "P-wave asystole", "agonal rhythm"):
        assert not case.is_action_scored and not case.is_name_scored
    if case.family == "polymorphic ventricular tachycardia" and case.pulse == "yes":
        assert not case.is_action_scored


def test_what_councils_dispute_is_not_scored() -> None:
    stable_wide = CASES["wide, fast, stable"]
    assert not stable_wide.is_action_scored and stable_wide.is_name_scored
    for case in cases():
        if "fine ventricular fibrillation" in case.rhythms:
            assert not case.is_action_scored and not case.is_name_scored
        if "atrial flutter, 2:1" in case.rhythms:
            assert not case.is_name_scored


def test_one_rhythm_is_met_in_several_bodies() -> None:
    """Same strip, two people: what to do is not in the strip."""
    actions: dict[str, set[str]] = {}
    for case in cases():
        actions.setdefault(case.family, set()).add(case.action)
    assert len(actions["monomorphic ventricular tachycardia"]) == 4
    assert {CAUSE, PRESS} <= actions["sinus tachycardia"]
    assert {PRESS, WATCH} <= actions["sinus rhythm"] and {PRESS, NOT_ENOUGH} <= actions["asystole"]


def test_every_rhythm_and_every_action_is_met_and_not_enough_more_than_once() -> None:
    assert {case.family for case in cases()} == set(rhythms.criteria())
    given_actions = [case.action for case in cases()]
    assert set(given_actions) == set(ACTIONS) and given_actions.count(NOT_ENOUGH) >= 3
    # No button pays when it is always pressed.
    assert max(given_actions.count(one) for one in ACTIONS) < 0.25 * len(given_actions)


def test_no_card_tells_a_rate_or_a_dose() -> None:
    table = load("rhythm_cases")
    text = " ".join((*table["story"], *table["why"]))
    assert not re.search(r"\d+ ?(mg|mcg|ml|mL|J|joule|/min|a minute|bpm)\b", text)
    assert not any(case.family in case.card for case in cases())


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_the_rate_on_the_strip_can_be_the_reason_for_what_is_done(case: Case) -> None:
    """Nobody is shocked for an atrial fibrillation of 70, nor paced for a block of 75."""
    rates = [drill.Shown(case, 500 * seed).strip.rate for seed in range(12)]
    if case.action == SYNCHRONIZED:
        assert min(rates) >= 150
    if case.action == SLOWER:
        assert min(rates) >= 120
    if case.action == FASTER:
        assert max(rates) <= 50


def test_a_tachycardia_is_told_from_an_accelerated_rhythm_by_its_rate() -> None:
    card = drill.Shown(CASES["wide, fast, unstable"], 3)
    told = drill.Answered(card, SYNCHRONIZED, "accelerated idioventricular rhythm").told
    assert f"Rate? Here {card.strip.rate:.0f}, there 40 to 120." in told


def test_what_is_scored_names_its_council_or_is_common_teaching() -> None:
    for case in cases():
        if case.is_action_scored and case.action not in (WATCH, NOT_ENOUGH):
            assert "AHA" in case.council or "UK" in case.council
        if case.confidence == "unverified":
            assert not case.is_action_scored


TACHY, FEVER = CASES["wide, fast, unstable"], CASES["fever"]


@pytest.mark.parametrize(
    ("case", "change", "words"),
    [
        (FEVER, {"action": SLOWER}, "never slowed"),
        (FEVER, {"action": SYNCHRONIZED, "state": "unstable"}, "synchronized shock needs"),
        (FEVER, {"action": WATCH}, "its cause is treated"),
        (TACHY, {"pulse": "no", "state": ""}, "shocked, not synchronized"),
        (TACHY, {"pulse": "no", "state": "", "action": PRESS}, "and nothing else is"),
        (TACHY, {"pulse": "not felt yet", "state": ""}, "not enough to say"),
        (TACHY, {"state": "not known"}, "not enough to say"),
        (TACHY, {"state": "stable"}, "needs a pulse, an unstable patient"),
        (TACHY, {"action": PRESS}, "nobody is compressed"),
        (TACHY, {"action": SHOCK}, "only an unstable polymorphic"),
        (TACHY, {"state": ""}, "asked of a pulse"),
        (TACHY, {"rhythms": ("torsades de pointes",)}, "too fast by itself"),
        (TACHY, {"rhythms": ("torsades de pointes",), "action": SHOCK}, "it is not scored"),
        (TACHY, {"rhythms": ("asystole",), "action": NOT_ENOUGH}, "loose lead"),
        (TACHY, {"rhythms": ("asystole", "sinus rhythm")}, "must have one name"),
        (TACHY, {"rhythms": ("other ventricular tachycardia",)}, "must have one name"),
        (TACHY, {"action": "Wait"}, "there is no action"),
        (TACHY, {"age": 7}, "adults"),
        (CASES["flat line"], {"action": SHOCK}, "nothing else is"),
        (CASES["lonely P"], {"is_name_scored": True}, "shown and not scored"),
        (CASES["two to one"], {"is_action_scored": True}, "shown and not scored"),
        (CASES["bleeding"], {"action": SLOWER}, "never slowed"),
    ],
)
def test_what_no_case_may_teach_is_refused(case: Case, change: dict, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        replace(case, **change)


# -- a sitting -----------------------------------------------------------------------------------


def test_the_patient_comes_before_the_strip_has_a_name() -> None:
    sitting = drill.begin(1)
    assert sitting.asked == ACT and sitting.options == ACTIONS and NOT_ENOUGH in sitting.options
    assert sitting.drill.now and "Pulse: " in sitting.drill.now.case.card
    after = sitting.answer(NOT_ENOUGH)
    assert after.asked == NAME and after.drill == sitting.drill
    with pytest.raises(ValueError, match="no answer"):
        sitting.answer("sinus rhythm")


def test_who_misses_nothing_meets_each_case_once_the_easy_ones_first() -> None:
    done = finish(drill.begin(3))
    levels = [one.card.case.level for one in done.answered]
    assert levels == sorted(levels) and len(levels) == len(CASES)
    scored = [case for case in CASES.values() if case.is_action_scored]
    assert done.actions == (len(scored), len(scored))
    named = [case for case in CASES.values() if case.is_name_scored]
    assert done.confusion.right == done.confusion.total == len(named)
    assert done.confusion.mixed_up == () and done.options == ()
    with pytest.raises(DomainError, match="put away"):
        done.answer(WATCH)


def test_a_pair_that_is_mixed_up_comes_back_together() -> None:
    sitting = drill.begin(2)
    while True:
        card = sitting.drill.now
        assert card
        if card.case.is_name_scored and len(sitting.drill.waiting) > 5:
            break
        sitting = right(sitting)
    said = next(name for name in card.names if name != card.name)
    missed = sitting.answer(card.case.action).answer(said)
    back, beside = missed.drill.waiting[SOON : SOON + 2]
    assert (back.name, back.again, beside.name, beside.again) == (card.name, True, said, True)
    assert back.seed != card.seed
    assert missed.confusion.counts == {**sitting.confusion.counts, (card.name, said): 1}
    assert missed.confusion.mixed_up == ((min(card.name, said), max(card.name, said)),)
    assert missed.last and f"Against {said}" in missed.last.told


def test_days_later_the_pair_comes_first() -> None:
    pair = ("second-degree block, Mobitz I", "second-degree block, Mobitz II")
    first = [card.name for card in drill.begin(7, [pair]).drill.waiting[:2]]
    assert tuple(first) == pair
    with pytest.raises(ValueError, match="did you mean"):
        drill.begin(7, [("asystol", "sinus rhythm")])


def test_who_knows_the_easy_ones_begins_with_harder_ones() -> None:
    levels = [card.case.level for card in drill.begin(7, level=2).drill.waiting]
    easy = levels.count(1)
    assert levels[:-easy] == sorted(levels[:-easy]) and levels[0] == 2 and levels[-1] == 1
    sitting = drill.begin(7)
    assert sitting.level == 1
    for _ in range(easy):
        sitting = right(sitting)
    assert sitting.level == 2 and finish(sitting).level == 3


@pytest.mark.parametrize("name", ["two to one", "lonely P", "last waves"])
def test_what_one_strip_does_not_tell_is_shown_whatever_is_said(name: str) -> None:
    sitting = drill.begin(4)
    while sitting.drill.now and sitting.drill.now.case.name != name:
        sitting = right(sitting)
    card = sitting.drill.now
    assert card
    after = sitting.answer(ACTIONS[0]).answer(next(n for n in card.names if n != card.name))
    assert after.actions == sitting.actions and after.confusion == sitting.confusion
    assert all(waiting.case.name != name for waiting in after.drill.waiting)
    assert rhythms.criteria_of(card.name).doubt in after.last.told if after.last else False


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_no_other_name_that_is_offered_is_right_too(case: Case) -> None:
    for seed in range(4):
        card = drill.Shown(case, seed)
        assert 3 <= len(card.names) <= 4 and card.name in card.names
        assert len(set(card.names)) == len(card.names) and card.right in card.options
        fits = rhythms.read(rhythms.measured(card.strip)).fits()
        assert not (set(fits) & set(card.names)) - {card.name}


def test_the_right_name_stands_in_every_place() -> None:
    places = {
        drill.Shown(case, seed).names.index(case.family)
        for case in cases()[:6]
        for seed in range(12)
    }
    assert places == {0, 1, 2, 3}


@given(st.integers(0, 500), st.lists(st.integers(0, 7), max_size=24))
@settings(max_examples=12, deadline=None)
def test_every_sitting_ends(seed: int, picks: list[int]) -> None:
    sitting = drill.begin(seed)
    for pick in picks:
        sitting = sitting.answer(sitting.options[pick % len(sitting.options)])
    if sitting.action:
        sitting = sitting.answer(sitting.options[0])
    done = finish(sitting)
    shown = [(one.card.rhythm, one.card.seed) for one in done.answered]
    assert len(set(shown)) >= 0.9 * len(shown)
    assert done.confusion.total == sum(a.is_name_right is not None for a in done.answered)


def test_a_sitting_is_a_fold_over_the_answers() -> None:
    start = drill.begin(1)
    card = start.drill.now
    assert card
    assert drill.play((WATCH, card.names[0])) == start.answer(WATCH).answer(card.names[0])
    assert drill.play((WATCH, AGAIN)) == drill.begin(2) != start


# -- the matrix ----------------------------------------------------------------------------------


def test_the_matrix_counts_what_was_called_what() -> None:
    matrix = Confusion.of([("a", "a"), ("a", "b"), ("b", "a"), ("c", "c"), ("c", "a")])
    assert matrix.names == ("a", "b", "c") and matrix.row("a") == (1, 1, 0)
    assert (matrix.right, matrix.total) == (2, 5)
    assert matrix.mixed_up == (("a", "b"), ("a", "c"))
    assert sum(sum(matrix.row(name)) for name in matrix.names) == matrix.total


def test_speeding_up_is_for_a_slow_heart() -> None:
    slow = {case.family for case in cases() if case.action == FASTER}
    for family in slow - {"failure to capture"}:
        for name in rhythms.family(family):
            assert rhythms.rhythm(name).drawn[1] < 100
