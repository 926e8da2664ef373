"""The two strands: neither fills the other, both fade, and nothing is said of what nobody did."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.course import notes, own_chain
from helpers.course.answer import VARIABLE, Answer
from helpers.course.objectives import every
from helpers.course.own_chain import INSTRUCTOR, MANIKIN, Link, Practice
from helpers.course.questions import bank
from helpers.domain import chain
from helpers.domain.errors import DomainError
from helpers.facts import load

TODAY = date(2026, 11, 27)
BANK = bank()
LINKS = tuple(chain.links()["link"])
CPR = "High-Quality CPR"


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))


def answer(name: str, day: date = TODAY, *, right: bool = True) -> Answer:
    question = BANK[name]
    option = next(one for one in question.options if one.correct is right)
    moment = f"{day}T10:00:00+00:00"
    return Answer(name, question.version, option.id, question.lesson, answered_at=moment)


def of(link: str, chain_of: tuple[Link, ...]) -> Link:
    return next(one for one in chain_of if one.name == link)


def names(link: str) -> list[str]:
    here = {(one.lesson, one.objective) for one in every() if one.link == link}
    return [q.id for q in BANK.values() if (q.lesson, q.objective) in here]


@pytest.mark.parametrize("link", LINKS)
def test_what_is_answered_fills_its_own_link_and_no_other(link: str) -> None:
    found = own_chain.own_chain([answer(name) for name in names(link)], BANK)
    for one in found:
        full = one.knows.full(TODAY)
        assert full == pytest.approx(1 if one.name == link else 0)
        assert one.hands is None


def test_the_answers_of_a_link_are_those_of_its_lessons() -> None:
    """The links of the objectives, told by the lessons' own headers."""
    of_lesson = dict(load("lessons")[["lesson", "link"]].values)
    strange = [one for one in every() if one.link and one.link not in of_lesson[one.lesson]]
    # The crew is lit in 05 by what it decides; the drills of 08 begin with the call.
    assert {one.lesson for one in strange} <= {"05_rhythms"}
    assert {one.link for one in every() if one.link} <= set(LINKS)


def test_practice_fills_the_hands_and_never_what_is_known() -> None:
    found = own_chain.own_chain([], BANK, [Practice(CPR, TODAY, MANIKIN)])
    assert [one.name for one in found if one.hands] == [CPR]
    assert all(one.knows.full(TODAY) == 0 for one in found)


@given(st.integers(0, 2000), st.integers(0, 2000))
def test_both_strands_fade_and_never_grow_by_themselves(one: int, more: int) -> None:
    held = own_chain.own_chain([answer(names(CPR)[0])], BANK, [Practice(CPR, TODAY, INSTRUCTOR)])
    link = of(CPR, held)
    assert link.hands is not None
    sooner, later = TODAY + timedelta(one), TODAY + timedelta(one + more)
    assert link.hands.full(sooner) >= link.hands.full(later) > 0
    assert link.knows.full(sooner) >= link.knows.full(later) > 0


def test_a_strand_loses_a_quarter_at_each_interval_of_the_trial() -> None:
    months = sorted(load("retention").query("study == 'Anderson 2019'")["group"])
    assert [m.removeprefix("practice ") for m in months] == [
        "every 3 months", "every 6 months", "every month", "once a year",
    ]  # fmt: skip
    practice = Practice(CPR, TODAY, MANIKIN)
    full = [practice.full(TODAY + timedelta(days)) for days in (0, 31, 92, 183, 366, 367)]
    assert full == [1, 1, 0.75, 0.5, 0.25, 0.1]


def test_what_was_missed_leaves_the_strand_thin_and_the_doubt_is_said() -> None:
    ids = names(CPR)[:3]
    mine = [answer(ids[0]), answer(ids[1], right=False), answer(ids[2], right=False)]
    link = of(CPR, own_chain.own_chain(mine, BANK))
    assert (link.knows.right, link.knows.answered) == (1, 3)
    assert link.knows.doubt == "1 of 3 right at the last try (too few to say much: 6 to 79 in 100)"
    again = of(CPR, own_chain.own_chain([*mine, answer(ids[1])], BANK))
    assert again.knows.full(TODAY) > link.knows.full(TODAY)


def test_only_the_last_practice_of_a_link_counts() -> None:
    days = [Practice(CPR, TODAY - timedelta(ago), MANIKIN) for ago in (9, 200, 50)]
    link = of(CPR, own_chain.own_chain([], BANK, days))
    assert link.told(TODAY)["Your hands"] == "18 November 2026, with a manikin (9 days ago)"


def test_hands_have_no_link_that_is_none_of_theirs() -> None:
    table = load("practice")
    assert set(table["link"]) < set(LINKS)
    with pytest.raises(DomainError, match="No hands practise 'Recovery and Survivorship'"):
        Practice("Recovery and Survivorship", TODAY, MANIKIN)
    with pytest.raises(DomainError, match="'a friend' was read"):
        Practice(CPR, TODAY, "a friend")
    told = [one.told(TODAY)["Your hands"] for one in own_chain.own_chain([], BANK)]
    assert told[-1] == "not a matter of hands" and set(told[:-1]) == {"no practice entered"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "nothing was typed"),
        ("27.11.2026", "'27.11.2026' was read"),
        ("2026-02-30", "'2026-02-30' was read"),
        ("2027-01-01", "has not come yet"),
        ("1805-12-02", "cannot be right"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_words(typed: str, said: str) -> None:
    with pytest.raises(DomainError, match=said):
        own_chain.read_day(typed, TODAY)
    assert own_chain.read_day(" 2026-11-27 ", TODAY) == TODAY


def test_practice_is_remembered_and_forgotten() -> None:
    own_chain.keep(Practice(CPR, TODAY, MANIKIN))
    own_chain.keep(Practice("Defibrillation", TODAY, INSTRUCTOR))
    assert {one.link for one in own_chain.remembered()} == {CPR, "Defibrillation"}
    own_chain.forget(CPR)
    assert [one.link for one in own_chain.remembered()] == ["Defibrillation"]
    notes.keep("practice Defibrillation", "once upon a time")
    assert own_chain.remembered() == ()
