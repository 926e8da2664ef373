"""Practice: variants by seed whose keys follow from the rules; what is open is not scored."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from helpers.domain import payment
from helpers.domain.drill import AGAIN
from helpers.domain.payment import UNDECIDED, classify
from helpers.domain.payment import variants as made
from helpers.domain.payment.practice import ALONE, HALF, NEXT, WORKED, Card, begin, play
from helpers.domain.payment.variants import TURNS, variant

SHEETS = payment.run_sheets()
DEALT = [card for seed in range(1, 16) for card in begin(ALONE, seed).drill.waiting]


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_variant_is_the_same_for_one_seed_and_seed_0_is_the_sheet(sheet: str) -> None:
    assert variant(sheet, 0) == SHEETS[sheet]
    made.variant.cache_clear()
    first = [variant(sheet, seed) for seed in range(1, 6)]
    made.variant.cache_clear()
    assert first == [variant(sheet, seed) for seed in range(1, 6)]


@pytest.mark.parametrize("sheet", SHEETS)
def test_other_words_decide_nothing(sheet: str) -> None:
    before = classify(SHEETS[sheet])
    for seed in range(8):
        other = made._reworded(SHEETS[sheet], np.random.default_rng(seed))
        assert all(one.kind == payment.care(str(one)).kind for one in other.care)
        after = classify(other)
        assert (after.level, after.rule, after.possible) == (
            before.level,
            before.rule,
            before.possible,
        )


@pytest.mark.parametrize("name", TURNS)
def test_each_turn_fits_a_sheet_and_changes_the_level_of_one(name: str) -> None:
    turned = {
        sheet: other
        for sheet, one in SHEETS.items()
        if (other := made._turned(one, TURNS[name])) is not None
    }
    assert turned and all(other != SHEETS[sheet] for sheet, other in turned.items())
    if name not in ("no protocol", "died on the way"):
        assert any(
            classify(other).level != classify(SHEETS[s]).level for s, other in turned.items()
        )


def test_both_kinds_of_variant_are_dealt_and_far_more_than_forty_sheets() -> None:
    changed = [variant(s, n) for s in SHEETS for n in range(1, 4)]
    assert len(set(changed)) > 150 and len(SHEETS) >= 40
    keys = Counter(classify(one).level for one in changed)
    assert set(keys) == {None, payment.NOTHING, *payment.levels()}


# -- a sitting -------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(1, 16))
def test_every_level_is_dealt_and_none_pays_as_a_habit(seed: int) -> None:
    levels = Counter(card.level for card in begin(ALONE, seed).drill.waiting)
    assert set(levels) == {*payment.levels(), payment.NOTHING, UNDECIDED}
    assert max(levels.values()) == 2
    assert begin(ALONE, seed).drill.waiting[0].is_scored
    sheets = [card.sheet for card in begin(ALONE, seed).drill.waiting]
    assert len(set(sheets)) == len(sheets)


@pytest.mark.parametrize("card", DEALT)
def test_of_the_rules_to_choose_from_one_alone_is_right(card: Card) -> None:
    decided = card.decided
    if decided.rule is None:
        assert card.reasons == ()
        return
    assert len(set(card.reasons)) == 4 and decided.rule.rule in card.reasons
    also = {
        one.rule.rule
        for one in decided.tried
        if one.fits == "yes" and one.rule.level == decided.level and one.rule != decided.rule
    }
    assert not also & set(card.reasons)


@pytest.mark.parametrize("card", DEALT[::3])
def test_what_was_missed_comes_back_as_another_sheet_of_the_same_rule(card: Card) -> None:
    after = card.next(2)
    assert after.again and after.needed == 2 and after.name == card.name


def test_the_levels_of_a_whole_sitting_answered_rightly() -> None:
    presses: list[str] = []
    while (sitting := play(presses)).card:
        card = sitting.card
        if sitting.shown:
            presses.append(NEXT)
        else:
            presses.append(card.name if sitting.level else card.level)
    right, of = sitting.score
    assert right == of >= 10 and sitting.drill.missed == ()
    assert sitting.options == (AGAIN,)
    assert play([*presses, AGAIN]).card != play([]).card


@pytest.mark.parametrize("said", ["BLS", "ALS2", "nothing", UNDECIDED])
def test_what_cannot_be_decided_is_not_scored_whatever_is_said(said: str) -> None:
    sitting = begin(ALONE, 1)
    open_card = next(card for card in sitting.drill.waiting if not card.is_scored)
    first = type(sitting.drill)((open_card,))
    after = type(sitting)(ALONE, first).press(said)
    assert after.shown is not None and after.shown.is_level_right is None
    assert after.score == (0, 0) and after.drill.waiting == ()


def test_a_decidable_sheet_is_missed_where_it_is_called_undecidable() -> None:
    after = begin(ALONE, 1).press(UNDECIDED)
    assert after.score == (0, 1) and after.drill.returning == 1


def test_a_right_level_with_the_wrong_rule_comes_back() -> None:
    sitting = begin(ALONE, 1)
    card = sitting.card
    assert card is not None
    asked = sitting.press(card.level)
    assert asked.asked == "Which rule decides it?" and asked.shown is None
    after = asked.press(next(one for one in card.reasons if one != card.name))
    assert after.score == (1, 1) and after.drill.returning == 1


def test_half_worked_asks_the_level_only_and_worked_asks_nothing() -> None:
    half = begin(HALF, 1)
    assert half.card is not None
    assert half.press(half.card.level).shown is not None
    worked = begin(WORKED, 1)
    assert worked.is_told and worked.options == (NEXT,) and not worked.asked
    for _ in range(len(worked.drill.waiting)):
        assert worked.card is not None and worked.card.seed == 0 and worked.card.story
        worked = worked.press(NEXT)
    assert worked.card is None and worked.score == (0, 0)


def test_unknown_words_are_answered_with_the_nearest() -> None:
    with pytest.raises(ValueError, match="did you mean 'half worked'"):
        begin("half-worked", 1)
    with pytest.raises(ValueError, match="did you mean 'ALS1-E'"):
        begin(ALONE, 1).press("ALS1E")
    with pytest.raises(ValueError, match="did you mean 'RS01'"):
        variant("RS-01", 3)
