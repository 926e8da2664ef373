"""Once the pulse is back: what goes on, and what was for the arrest."""

from __future__ import annotations

import pytest

from helpers.domain import score
from helpers.domain.score.conducting import _played
from helpers.domain.score.lines import FINE, Line


def _with_a_pulse(edition: str) -> tuple[tuple[str, ...], int]:
    """The deeds of a case up to the look that finds the pulse, and its seed."""
    for seed in range(1, 60):
        book = score.by_the_book(edition, seed)
        if score.conduct(edition, book, seed).score.rounds[-1].pulse:
            ends = max(n for n, one in enumerate(book) if one.startswith("no more adrenaline"))
            return book[:ends], seed
    raise AssertionError("no case ends with a pulse")


@pytest.mark.parametrize("edition", ["AHA 2025", "ERC/RCUK 2025"])
def test_air_and_the_cause_go_on_and_what_is_for_an_arrest_does_harm(edition: str) -> None:
    before, seed = _with_a_pulse(edition)

    def line(order: str, role: str) -> Line:
        said = [*before, score.deed(order, role)]
        return score.conduct(edition, said, seed).lines[-1]

    for order, role in (("airway", "airway"), ("causes", "leader"), ("line", "drugs")):
        assert line(order, role).kind == "goes on" and line(order, role).kind in FINE
    for order, role in (
        ("shock", "defibrillator"),
        ("compressions", "compressions"),
        ("antiarrhythmic", "drugs"),
    ):
        wrong = line(order, role)
        assert wrong.kind == "harm" and "There is a pulse" in wrong.why
        assert "adrenaline" not in wrong.why
    assert "no more adrenaline" in line("adrenaline", "drugs").why.lower()


def test_what_is_given_a_round_late_is_late_although_it_was_misheard_and_noticed() -> None:
    """Somebody mishears the antiarrhythmic, the leader notices: it still comes a round late."""
    deeds: list[str] = []
    while not (run := _played("AHA 2025", deeds, 1)).is_over:
        is_third = run.row is not None and run.row.number == 3
        left = [one for one in run.open if not (is_third and one == "antiarrhythmic")]
        if run.pending:
            order, _, said = run.pending
            deeds.append(score.YES if said == score.orders()[order].repeated else score.NO)
        elif left:
            deeds.append(score.deed(left[0], run.open[left[0]].action.role))
        else:
            deeds.append(score.GO)
    lines = score.conduct("AHA 2025", deeds, 1).lines
    told = [line.kind for line in lines if line.order == "antiarrhythmic"]
    assert told == ["missing", "late"]
