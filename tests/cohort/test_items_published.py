"""Item analysis, held to published numbers; ``published_items`` says where each was printed."""

from __future__ import annotations

import dataclasses

import pytest
from scipy.stats import binom

from helpers.cohort.items import LEAST, analyse
from tests.bench import items as command
from tests.cohort.published_items import (
    BROWN,
    RCRTAN,
    WORKSHEET,
    WUENSCH,
    Published,
    analysed,
    answers,
    published,
)

ALL = list(published())


@pytest.mark.parametrize("one", ALL, ids=lambda one: f"{one.source}: {one.statistic}")
def test_a_published_number(one: Published) -> None:
    assert one.ours() == pytest.approx(float(one.printed), abs=one.allowed)


def test_the_answers_are_those_that_were_published() -> None:
    assert list(answers(WUENSCH).sum(axis=1)) == [8, 7, 7, 2, 2, 9, 8, 9, 7, 7]
    totals = [10, 8, 8, 8, 7, 8, 9, 9, 5, 8, 10, 10, 10, 9, 8, 8, 5, 7, 8]
    assert list(answers(RCRTAN).sum(axis=1)) == totals
    assert list(answers(WORKSHEET).sum(axis=1)) == [10, 9, 7, 7, 7, 6, 6, 5, 5, 3]
    scores = answers(BROWN)
    assert scores.shape == (45, 30)
    z = (21 - 0.5 - scores.sum(axis=1).mean()) / scores.sum(axis=1).std()
    assert round(z, 2) == 0.66


@pytest.mark.parametrize(
    ("rows", "cut", "needed", "kr20", "of_1988"),
    [(RCRTAN, 0.8, 8, 0.4250152, 0.66), (BROWN, 0.7, 21, 0.8613709, 0.89)],
)
def test_agreement_is_that_of_1976_and_lies_below_that_of_1988(
    rows: str, cut: float, needed: int, kr20: float, of_1988: float
) -> None:
    """By the published rule from the printed answers and KR-20; no printed value was found.

    Chances are KR-20 share + (1 - KR-20) mean (SUBKOVIAK1976, as Algina and Noe tell it, J Educ
    Meas 15(2):101-110, 1978), then two draws from scipy's binomial. The tables of 1988, for two
    normal forms, say more of both classes.
    """
    scores = answers(rows)
    shares = scores.mean(axis=1)
    passes = binom.sf(needed - 1, scores.shape[1], kr20 * shares + (1 - kr20) * shares.mean())
    found = analysed(rows, cut).decision_consistency
    assert found == pytest.approx((passes**2 + (1 - passes) ** 2).mean(), abs=1e-6)
    assert found < of_1988


def test_ten_learners_are_too_few_to_say() -> None:
    found = analyse(answers(WUENSCH), resampled=50)
    assert str(found.kr20) == f"too few to say (10 learners; {LEAST} at the least)"


def test_the_command_ends_with_1_where_a_number_differs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    some = ALL[:3]
    monkeypatch.setattr(command, "published", lambda: iter(some))
    assert command.main() == 0
    assert "All agree." in capsys.readouterr().out
    off = dataclasses.replace(some[1], printed="0.1130")
    monkeypatch.setattr(command, "published", lambda: iter([some[0], off]))
    assert command.main() == 1
    printed = capsys.readouterr().out
    assert "1 differ." in printed and printed.count("  differs\n") == 1
