"""The town: worked by hand where it can be, and what must hold wherever it is run."""

from __future__ import annotations

import dataclasses
import math
import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.domain import outcome, survival
from helpers.domain import town as towns
from helpers.domain.errors import DomainError
from helpers.domain.town import LINKS, MODELS, NOTHING, Model, Policy, Town
from helpers.facts import load

HERE = towns.town()
FEW = 20_000
#: Each with something more of it, and nothing else.
MORE = {
    "als_crews": Policy(als_crews=2),
    "crews": Policy(crews=4),
    "aeds": Policy(aeds=500),
    "training": Policy(training=20),
    "telephone": Policy(telephone=True),
    "police": Policy(police=True),
    "app": Policy(app=True),
}


def certain(**changed: float) -> Town:
    """A town without chance in time: everybody fades alike, and every drive takes as long."""
    still = {name: 0.0 for name in HERE.numbers if name.endswith("_shape")}
    return HERE.with_(**{**still, **changed})


# -- by hand -----------------------------------------------------------------------------------


def test_where_nothing_can_help_nobody_lives() -> None:
    found = towns.simulate(HERE.with_(hospital=0), arrests=FEW)
    assert (found.alive, found.well, found.percent) == (0, 0, 0.0)
    assert found.interval[0] == 0


def test_where_survival_is_certain_everybody_lives() -> None:
    sure = HERE.with_(shock_opals=60, other_opals=60, fade_shape=0, down=0.01, hospital=1e6)
    found = towns.simulate(sure, arrests=FEW)
    assert found.alive == FEW


@pytest.mark.parametrize("cpr", [0.0, 100.0])
def test_all_or_nobody_gives_cpr(cpr: float) -> None:
    place = certain(cpr_witnessed=cpr, cpr_unwitnessed=cpr, phone=0, crew_witnessed=0, witnessed=40)
    found = towns.simulate(place, arrests=FEW)
    assert found.share("bystander cpr") == cpr


@pytest.mark.parametrize(("share", "wanted"), [(0.0, 0.0), (100.0, 100.0)])
def test_all_or_nobody_is_seen_by_a_crew(share: float, wanted: float) -> None:
    place = HERE.with_(crew_witnessed=share, witnessed=0 if share else 36.7, witnessed_public=0)
    assert towns.simulate(place, arrests=FEW).share("crew sees") == wanted


def one_kind(model: str = "opals", **changed: float) -> Town:
    """A town in which every arrest is seen, at home, with help at the same minutes for all."""
    return certain(
        **{
            "crew_witnessed": 0,
            "witnessed": 100,
            "public": 0,
            "witnessed_public": 100,
            "responder": 0,
            "cpr_witnessed": 100,
            "cpr_unwitnessed": 100,
            "phone": 0,
            "aed_home": 0,
            "aed_public": 0,
            **changed,
        }
    )


def test_a_small_town_in_closed_form() -> None:
    """Fibrillation and CPR for all: one equation of Valenzuela, one odds of Waalewijn."""
    place = one_kind(fibrillation_home=80, organised=100)
    minutes = place["call"] + place["turnout"] + place.drive(place["crews"]) + place["at_shock"]
    cpr = place["own_start"]
    odds = 4 * 0.92**cpr * 0.97 ** (minutes - cpr)
    kept = odds / (1 + odds)
    c = survival.model("valenzuela").coefficients
    log_odds = place["shock_opals"] + c["cpr"] * cpr + c["defibrillation"] * minutes
    als = math.log(1.1)
    care = minutes - place["at_shock"] + place["at_side"]
    still = cpr + 0.14 / 0.3 * (care - cpr)
    other = place["other_opals"] + math.log(0.87) * still + als

    def chance(value: float) -> float:
        return 1 / (1 + math.exp(-value))

    flat = chance(other + math.log(place["asystole_odds"]))
    wanted = kept * chance(log_odds + als) + (0.8 - kept) * flat + 0.2 * chance(other)
    found = towns.simulate(place, arrests=400_000)
    assert found.share("shockable") == pytest.approx(100 * kept, abs=0.3)
    assert found.percent == pytest.approx(100 * wanted, abs=0.25)
    assert found.interval[0] - 0.1 < 100 * wanted < found.interval[1] + 0.1


def test_larsens_line_is_larsens_line() -> None:
    """With his own intercept, and fibrillation that nobody loses, the town is his equation."""
    place = one_kind("larsen", fibrillation_home=100, shock_larsen=67, cpr_witnessed=0)
    place = place.with_(call=0.5, drive=2, turnout=0.5, at_als=2)
    crew = place["call"] + place["turnout"] + place.drive(place["crews"])
    als = place["call"] + place["turnout"] + place.drive(place["als_crews"]) + place["at_als"]
    people = next(towns.blocks(1, 1000))
    block = towns.treat(place, NOTHING, Model("larsen"), people)
    cpr, shock = crew + place["at_side"], crew + place["at_shock"]
    wanted = survival.larsen(cpr, shock, als)
    assert block.help.als == pytest.approx(als)
    assert block.chance[block.shockable] == pytest.approx(float(wanted), abs=1e-9)


def test_what_als_adds_is_the_published_odds_and_is_added_once() -> None:
    """The odds with ALS in time against those without are those of the study, for everybody."""
    place = certain(als_window=1000)
    people = next(towns.blocks(1, 5000))
    for name, row in (("opals", "E01-2"), ("bakalos", "E05-1")):
        model = Model(name)
        with_als = towns.treat(place, NOTHING, model, people)
        without = towns.treat(place.with_(als_window=0), NOTHING, model, people)
        ratio = with_als.chance / (1 - with_als.chance) * (1 - without.chance) / without.chance
        published = outcome.evidence()[row].estimate
        assert ratio == pytest.approx(np.full(len(ratio), published))


def test_slopes_are_those_that_were_published() -> None:
    s = towns.slopes()
    published = (-0.106, -0.139, math.log(0.87), 0.14 / 0.3, -2.3, -1.1, -2.1)
    assert dataclasses.astuple(s)[:7] == pytest.approx(published)
    assert (math.exp(s.fibrillation), math.exp(s.fibrillation_cpr)) == pytest.approx((0.92, 0.97))


# -- the same people ---------------------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS)
def test_a_policy_that_does_nothing_changes_nobody(model: str) -> None:
    found = towns.compare(HERE, Policy(), arrests=FEW, model=Model(model))
    assert (found.gained, found.lost, found.well_gained, found.well_lost) == (0, 0, 0, 0)
    assert found.points == 0 and found.number_needed is None


def untouched(policy: Policy) -> Any:
    """Who collapses, and whom the policy cannot reach."""
    people = next(towns.blocks(3, FEW))
    return [towns.treat(HERE, each, Model(), people) for each in (NOTHING, policy)]


@pytest.mark.parametrize("name", MORE)
def test_the_same_people_collapse_under_every_policy(name: str) -> None:
    before, after = untouched(MORE[name])
    for field in dataclasses.fields(before.who):
        one, two = (getattr(block.who, field.name) for block in (before, after))
        assert (one == two).all(), field.name


@pytest.mark.parametrize("name", MORE)
def test_only_what_a_policy_touches_changes(name: str) -> None:
    before, after = untouched(MORE[name])
    same = np.ones(FEW, dtype=bool)
    for minutes in ("cpr", "care", "reading", "als"):
        same &= getattr(before.help, minutes) == getattr(after.help, minutes)
    assert same.any() and not same.all()
    assert (before.alive == after.alive)[same].all()
    assert (before.shockable == after.shockable)[same].all()


@pytest.mark.parametrize("name", ["training", "telephone", "police", "app", "aeds", "crews"])
def test_nothing_reaches_those_whom_a_crew_sees(name: str) -> None:
    before, after = untouched(MORE[name])
    sees = before.who.crew_sees
    assert sees.any()
    assert (before.chance == after.chance)[sees].all()


def test_an_aed_is_only_where_somebody_gives_cpr() -> None:
    block = untouched(MORE["aeds"])[1]
    assert block.help.aed.any() and not (block.help.aed & ~block.help.bystander_cpr).any()


def test_the_first_people_are_the_same_however_many_are_run() -> None:
    few = towns.field(HERE, MORE["training"], people=1000, seed=5)
    many = towns.field(HERE, MORE["training"], people=towns.BLOCK + 1000, seed=5)
    assert (few.after == many.after[:1000]).all() and (few.before == many.before[:1000]).all()
    again = towns.field(HERE, MORE["training"], people=1000, seed=6)
    assert (few.before != again.before).any()


def test_the_field_and_the_comparison_count_the_same() -> None:
    policy = Policy(als_crews=1, crews=-1)
    seen = towns.field(HERE, policy, people=FEW)
    counted = towns.compare(HERE, policy, arrests=FEW)
    assert (counted.gained, counted.lost) == (seen.gained.sum(), seen.lost.sum())
    assert counted.after - counted.before == counted.gained - counted.lost
    assert counted.gained and counted.lost  # an exchange of crews goes in both directions


# -- in order ----------------------------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("name", MORE)
def test_more_of_anything_loses_nobody(name: str, model: str) -> None:
    found = towns.compare(HERE, MORE[name], arrests=60_000, model=Model(model))
    assert found.lost == 0 and found.well_lost == 0
    assert found.gained > 0


@settings(max_examples=25, deadline=None)
@given(
    few=st.integers(0, 40),
    more=st.integers(0, 40),
    model=st.sampled_from(sorted(MODELS)),
    aeds=st.integers(0, 500),
)
def test_more_cpr_never_takes_a_chance_away(few: int, more: int, model: str, aeds: int) -> None:
    people = next(towns.blocks(2, 3000))
    low, high = sorted((few, more))
    blocks = [
        towns.treat(HERE, Policy(training=each, aeds=aeds), Model(model), people)
        for each in (low, high)
    ]
    assert (blocks[1].help.cpr <= blocks[0].help.cpr).all()
    assert blocks[1].alive.sum() >= blocks[0].alive.sum()


def test_later_is_worse() -> None:
    """CPR, shock and crew: the farther away, the fewer live, link by link."""
    for parameter in ("call", "drive", "own_start", "phone_start", "responder_drive", "at_shock"):
        alive = [
            towns.simulate(
                HERE.with_(**{parameter: factor * HERE[parameter]}), arrests=60_000
            ).alive
            for factor in (0.5, 1, 2)
        ]
        assert alive[0] > alive[1] > alive[2], parameter


def test_fibrillation_fades_and_cpr_keeps_it() -> None:
    shares = [
        towns.simulate(HERE.with_(drive=drive), arrests=60_000).share("seen, shockable", "seen")
        for drive in (3, 8, 20)
    ]
    assert shares[0] > shares[1] > shares[2]
    found = towns.simulate(HERE, Policy(training=40), arrests=60_000)
    assert found.share("shockable") > towns.simulate(HERE, arrests=60_000).share("shockable")


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("model", MODELS)
def test_a_link_switched_off_saves_nobody(link: str, model: str) -> None:
    found = towns.compare(HERE, NOTHING.without(link), arrests=60_000, model=Model(model))
    assert found.gained == 0 and found.lost > 0


def test_a_link_that_is_off_cannot_be_bought() -> None:
    for link, name in (("cpr", "training"), ("cpr", "app"), ("defibrillation", "aeds")):
        base = NOTHING.without(link)
        found = towns.compare(HERE, MORE[name].without(link), base, arrests=FEW)
        assert found.gained == found.lost == 0, name


def test_what_als_is_worth_hangs_on_the_model() -> None:
    def worth(model: str) -> float:
        off = NOTHING.without("als")
        return towns.compare(HERE, NOTHING, off, arrests=100_000, model=Model(model)).points

    assert worth("larsen") > 2 * worth("bakalos") > 2 * worth("opals") > 0
    ends = [
        towns.compare(HERE, NOTHING, NOTHING.without("als"), 60_000, model=Model("opals", end))
        for end in ("low", "high")
    ]
    assert ends[0].points < 0 < ends[1].points


# -- what is refused ---------------------------------------------------------------------------


def test_what_cannot_be_is_refused_in_words() -> None:
    for wrong in (
        lambda: HERE.with_(public=101),
        lambda: HERE.with_(call=-1),
        lambda: HERE.with_(call=math.nan),
        lambda: Policy(training=101),
        lambda: towns.simulate(HERE, Policy(crews=-8)),
        lambda: towns.simulate(HERE, Policy(als_crews=-6)),
        lambda: towns.simulate(HERE, arrests=0),
        lambda: HERE.with_(witnessed=5),
    ):
        with pytest.raises(DomainError):
            wrong()
    with pytest.raises(ValueError, match="hospital"):
        Policy(off=frozenset({"hospitals"}))
    with pytest.raises(ValueError, match="larsen"):
        Model("larson")
    with pytest.raises(ValueError, match="interval"):
        Model("larsen", "low")
    with pytest.raises(ValueError, match="phone"):
        HERE.with_(fone=1)


def test_every_number_says_where_it_comes_from() -> None:
    table = load("town")
    assert set(table["parameter"]) == set(HERE.numbers)
    ours = table["basis"] == "teaching assumption"
    assert all(
        (key == ("COURSE_TOWN",)) or (list(key) == ["COURSE_TOWN"]) for key in table["source"][ours]
    )
    assert (table["confidence"][ours] == "unverified").all()
    assert (table["reason"].str.len() > 8).all()


def test_memory_does_not_grow_with_the_number_of_arrests() -> None:
    peaks = []
    for arrests in (2 * towns.BLOCK, 12 * towns.BLOCK):
        tracemalloc.start()
        towns.simulate(HERE, arrests=arrests)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.1 * peaks[0]
