"""A setting that cannot be is refused with DomainError; a slip of a program never is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers.domain import (
    aed,
    arrest,
    chain,
    cpr,
    drill,
    outcome,
    rhythms,
    scope,
    survival,
    training,
)
from helpers.domain.errors import DomainError

FLAT = [0.0] * 2000
HOURS = training.Hours(100, 200)

SETTINGS: dict[str, Callable[[], object]] = {
    "a shock before the call": lambda: survival.Response(call=5, cpr=1, crew=4, als=9),
    "CPR after the crew": lambda: survival.Response(call=1, cpr=6, crew=4, als=9),
    "ALS before the crew": lambda: survival.Response(call=1, cpr=2, crew=9, als=4),
    "CPR after the ambulance": lambda: survival.waalewijn(9, 4),
    "negative minutes": lambda: survival.larsen(-1, 2, 3),
    "endless minutes": lambda: survival.de_maio(float("inf")),
    "a minute after the story": lambda: arrest.here(arrest.LENGTH + 1),
    "a rate of nothing": lambda: cpr.Plan(rate=0),
    "negative pauses": lambda: cpr.Plan(breaths=-1),
    "too few taps": lambda: cpr.score(cpr.trial([0, 500, 1000])),
    "taps that were lost": lambda: cpr.score(cpr.Trial(((1, 0.0), (3, 900.0)), 3)),
    "taps that came twice": lambda: cpr.score(cpr.Trial(((1, 0.0), (1, 900.0)), 1)),
    "a clock that ran backwards": lambda: cpr.score(cpr.trial([900.0, 0.0])),
    "the wrong way round": lambda: training.Hours(200, 100),
    "negative hours": lambda: training.Hours(-1, 100),
    "a ratio to nothing": lambda: HOURS.over(training.Hours(0, 100)),
    "no hours a week": lambda: HOURS.weeks(0),
    "nothing to include": lambda: training.compare(training.place("Germany"), "including"),
    "too much noise": lambda: rhythms.strip("asystole", 1, noise=50),
    "a negative patient": lambda: rhythms.strip("asystole", -1),
    "a line without a heart": lambda: aed.advise(FLAT, 250),
    "a signal too short": lambda: aed.advise([0.0, 1.0], 250),
    "a sampling rate too low": lambda: aed.advise(FLAT, 1),
    "an answer to nothing": lambda: drill.Drill(()).answer(drill.SHOCK),
}

SLIPS: dict[str, Callable[[], object]] = {
    "model": lambda: survival.model("larson"),
    "minutes in letters": lambda: survival.larsen("two", 3, 4),  # type: ignore[arg-type]
    "chain": lambda: chain.links("no such chain"),
    "age group": lambda: cpr.newest("adults"),
    "council": lambda: cpr.across_ages("AHAA"),
    "study": lambda: cpr.findings("Idriss"),
    "ratio": lambda: cpr.Plan(ratio="30:3"),
    "level": lambda: scope.adds("EMTT"),
    "nobody in a crew": lambda: scope.crew(),
    "place": lambda: training.place("Germoney"),
    "way to count": lambda: training.ratio(HOURS, HOURS, "besides"),
    "rhythm": lambda: rhythms.strip("asistole", 1),
    "measurement": lambda: aed.rule(leekage=1.0),
    "two leads": lambda: aed.advise([FLAT, FLAT], 250),
    "condition": lambda: aed.grade(n=1, condition="loud"),
    "answer": lambda: drill.begin(1).answer("shoock"),
    "question": lambda: outcome.studies("drug"),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_that_cannot_be_is_refused_in_words(name: str) -> None:
    with pytest.raises(DomainError) as refused:
        SETTINGS[name]()
    assert len(str(refused.value).split()) >= 5


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_of_a_program_is_no_refused_setting(name: str) -> None:
    with pytest.raises(ValueError) as raised:
        SLIPS[name]()
    assert not isinstance(raised.value, DomainError)
