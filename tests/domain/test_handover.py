"""Handing over: what is needed in order, what is asked back, and what the listener waits for."""

from __future__ import annotations

import math
import re
from itertools import permutations

import pytest

from helpers.domain import handover
from helpers.domain.errors import DomainError
from helpers.domain.handover import AGAIN, END, HANDOVERS, LENGTH, ORDER, Sentence
from helpers.domain.shifts import shifts
from helpers.facts import records

NAMES = tuple(HANDOVERS)
SEEDS = tuple(range(1, len(handover.cases()) + 1))


def needed(name: str) -> list[Sentence]:
    return [row for row in handover.sentences(name).values() if row.kind == "needed"]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", NAMES)
def test_who_says_what_is_needed_in_order_has_a_clean_debrief(name: str, seed: int) -> None:
    said = handover.debrief(handover.play(name, handover.best(name), seed))
    assert said.is_clean and said.spent == 0
    assert said.complete == said.best <= LENGTH


@pytest.mark.parametrize("name", NAMES)
def test_no_order_is_sooner_than_the_best_and_only_the_best_is_clean(name: str) -> None:
    words = [row.item for row in sorted(needed(name), key=lambda row: row.place)]
    for order in permutations(words):
        deeds = [*((0.0, word) for word in order), (0.0, END)]
        said = handover.debrief(handover.play(name, deeds))
        assert said.complete == said.best  # the same words, and nobody had to ask
        assert said.is_clean == (list(order) == words)


@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_left_out_is_asked_back_once_and_costs_its_seconds(name: str) -> None:
    for row in needed(name):
        deeds = [deed for deed in handover.best(name) if deed[1] not in (row.item, END)]
        talk = handover.play(name, [*deeds, (0.0, END)])
        said = handover.debrief(talk)
        back = [line for line in said.lines if line.kind == "asked back"]
        assert [line.words for line in back] == [f"“{talk.case.tell(row.asked)}”"]
        assert said.complete == talk.second + handover.ASKING
    silent = handover.debrief(handover.play(name, [(3.0, END)]))
    assert silent.count("asked back") == len(needed(name)) == len(silent.lines)
    assert silent.complete == 3 + handover.ASKING * len(needed(name))


def test_every_word_of_the_order_is_needed_by_somebody_and_the_place_by_telephone_alone() -> None:
    wanted = {name: {row.item for row in needed(name)} for name in NAMES}
    assert set().union(*wanted.values()) == set(ORDER)
    assert [name for name in NAMES if "where" in wanted[name]] == ["call"]
    # The lesson asks which two words every listener needs.
    assert set.intersection(*wanted.values()) == {"what", "done"}


@pytest.mark.parametrize("name", NAMES)
def test_something_can_wait_and_something_costs_time(name: str) -> None:
    kinds = [row.kind for row in handover.sentences(name).values()]
    assert kinds.count("wait") and kinds.count("cost") and len(kinds) <= 10


def test_hands_that_leave_the_chest_are_called_harm() -> None:
    said = handover.debrief(handover.play("crew", [(0, "let_go"), (0, END)]))
    assert said.lines[0].kind == "harm" and "until other hands take over" in said.lines[0].why


def test_what_is_said_too_late_is_not_heard_and_is_asked_back() -> None:
    talk = handover.play("call", [(LENGTH - 1, "where")])
    said = handover.debrief(talk)
    assert talk.is_over and talk.second == LENGTH and not talk.lines
    assert said.lines[0].kind == "cut off" and said.count("asked back") == len(needed("call"))


def test_what_is_said_twice_costs_twice_and_counts_once() -> None:
    deeds = [(0, "where"), (0, "where"), (0, "what"), (0, "done"), (0, END)]
    said = handover.debrief(handover.play("call", deeds))
    assert [line.kind for line in said.lines] == ["right", "twice", "right", "right"]
    assert said.complete == said.best + 4


def test_out_of_order_names_what_it_should_have_come_before() -> None:
    deeds = [(0, "done"), (0, "where"), (0, "what"), (0, END)]
    said = handover.debrief(handover.play("call", deeds))
    assert [line.kind for line in said.lines] == ["right", "late", "late"]
    assert said.lines[1].why.startswith("It comes before: done.")


def test_the_clock_waits_for_what_is_being_said_and_counts_silence() -> None:
    talk = handover.play("call", [(2.0, "where"), (3.0, "what")])
    first, second = talk.said
    assert (first.begun, first.ended, first.waited) == (2.0, 6.0, 2.0)
    assert (second.begun, second.waited) == (6.0, 0.0)


def test_again_is_the_next_case_and_the_same_seed_the_same_talk() -> None:
    seen = [handover.play("crew", n * [(0, AGAIN)]).case.case for n in range(len(SEEDS) + 1)]
    assert len(set(seen)) == len(SEEDS) and seen[0] == seen[-1]
    again = handover.play("crew", [(0, "what"), (0, AGAIN)])
    assert (again.seed, again.said) == (2, ()) and again.choices == handover.begin(
        "crew", 2
    ).choices
    orders = {tuple(one.action for one in handover.begin("crew", seed).choices) for seed in SEEDS}
    assert len(orders) == len(SEEDS)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_sentence_is_whole_in_every_case_and_its_times_are_in_order(seed: int) -> None:
    case = handover.begin("call", seed).case
    for name in NAMES:
        for row in handover.sentences(name).values():
            for text in (row.text, row.reply, row.asked, row.why):
                assert not re.search(r"[{}]", case.tell(text))
    times = (case.fell, case.pressed, case.crew, case.last, case.look, case.rosc)
    assert list(times) == sorted(times)


def test_no_dose_stands_in_a_sentence() -> None:
    for row in records("handovers", Sentence):
        assert not re.search(r"\b(mg|milligram|ml|microgram|joule)", row.text + row.why, re.I)


@pytest.mark.parametrize("second", [-1.0, math.nan, math.inf])
def test_a_second_that_is_none_is_refused(second: float) -> None:
    with pytest.raises(DomainError, match="from 0"):
        handover.play("call", [(second, "where")])


def test_unknown_names_are_answered_with_the_nearest() -> None:
    with pytest.raises(ValueError, match="did you mean 'crew'"):
        handover.begin("crews")
    with pytest.raises(ValueError, match="did you mean 'where'"):
        handover.play("call", [(0, "were")])


def test_the_shifts_overlap_and_each_hands_to_the_next() -> None:
    lay, telecommunicator, emts, paramedics, hospital = shifts()
    assert telecommunicator.begins > lay.begins and lay.ends == emts.begins
    assert emts.begins < paramedics.begins < emts.ends  # the levels overlap
    assert paramedics.ends == hospital.begins
