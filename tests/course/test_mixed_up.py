"""Pairs of rhythms that were mixed up: they come back days later, and stay away once known."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from helpers.course import mixed_up, notes
from helpers.course.mixed_up import MOST, WAITS, Memory, Pair
from helpers.domain import rhythm_drill, rhythms
from helpers.domain.rhythm_drill import Sitting

MONDAY = date(2026, 11, 30)
PAIR = ("second-degree block, Mobitz I", "second-degree block, Mobitz II")


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    notes.forget()
    yield
    notes.forget()


def named(sitting: Sitting, *, wrong: tuple[str, str] | None = None, cards: int = 99) -> Sitting:
    """Name all cards rightly, but for the first of the one that is called the other."""
    for _ in range(cards):
        card = sitting.drill.now
        if card is None:
            break
        is_missed = wrong and card.name == wrong[0] and wrong[1] in card.names
        said, wrong = (wrong[1], None) if is_missed and wrong else (card.name, wrong)
        sitting = sitting.answer(card.case.action).answer(said)
    return sitting


def days(number: int) -> date:
    return MONDAY + timedelta(days=number)


def test_what_was_mixed_up_comes_first_a_week_later_and_not_before() -> None:
    memory = Memory().after(named(rhythm_drill.begin(1), wrong=PAIR), MONDAY)
    assert memory.due(days(6)) == () and memory.due(days(7)) == (PAIR,)
    mixed_up.keep(memory)
    kept = mixed_up.recall()
    assert kept == memory
    later = rhythm_drill.begin(2, kept.due(days(7)), kept.level)
    assert tuple(card.name for card in later.drill.waiting[:2]) == PAIR


def test_the_waits_grow_and_end_and_a_miss_begins_anew() -> None:
    memory = Memory((Pair(PAIR, MONDAY),))
    known = named(rhythm_drill.begin(1))
    today = 0
    for wait in WAITS[1:]:
        early = memory.after(known, days(today - 1))
        assert early.pairs == memory.pairs  # who comes too early does not move on
        memory = memory.after(known, days(today))
        today += wait
        assert memory.due(days(today - 1)) == () and memory.due(days(today)) == (PAIR,)
    missed = memory.after(named(rhythm_drill.begin(1), wrong=PAIR), days(today))
    assert missed.pairs == (Pair(PAIR, days(today + WAITS[0])),)
    assert memory.after(known, days(today)).pairs == ()


def test_what_was_not_asked_stays_due() -> None:
    memory = Memory((Pair(PAIR, MONDAY),))
    begun = named(rhythm_drill.begin(1), cards=2)
    assert memory.after(begun, MONDAY).pairs == memory.pairs
    assert memory.after(rhythm_drill.begin(1), MONDAY) == memory


def test_who_knew_the_easy_ones_is_remembered() -> None:
    all_known = Memory().after(named(rhythm_drill.begin(1)), MONDAY)
    assert (all_known.level, all_known.sittings) == (3, 1)
    begun = all_known.after(named(rhythm_drill.begin(2), cards=1), MONDAY)
    assert (begun.level, begun.sittings) == (3, 2)


def test_the_most_that_is_kept_fits_a_note() -> None:
    names = itertools.combinations(sorted(rhythms.criteria()), 2)
    pairs = tuple(Pair(both, days(n), 2) for n, both in zip(range(MOST), names, strict=False))
    mixed_up.keep(Memory(pairs, 3, 99_999))
    assert mixed_up.recall() == Memory(pairs, 3, 99_999)


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "1 1 RK99:RK01:2026-01-01:0",
        "1 1 RK01:RK02:monday:0",
        "-5 1",
        "99999999999999999999 1",
        "1 0",
        "1 99",
        "1 1 RK02:RK01:2026-01-01:99",
        "1 1 RK02:RK01:2026-01-01:-1",
        "1 1 RK01:RK01:2026-01-01:0",
        "1 1 RK02:RK01:2026-01-01:0 RK02:RK01:2026-01-01:1",
    ],
)
def test_a_note_of_another_edition_is_none(text: str) -> None:
    notes.keep("rhythm drill", text)
    assert mixed_up.recall() == Memory()
