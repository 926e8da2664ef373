"""What to teach again, what the questions are worth, and what drifts from class to class."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from helpers.cohort import Results, read_cohort, summarize
from helpers.cohort.drift import FELL, ROSE, STEADY, drifts, expiring, next_quarter
from helpers.cohort.example import EMT
from helpers.cohort.items import analyse
from helpers.cohort.scores import AFTER, LEAST_GROUP
from helpers.cohort.teaching import QUESTIONS, STATION, teach_again
from helpers.cohort.worth import forms
from helpers.course.questions import bank
from helpers.domain.interval import difference_interval

DAY = date(2026, 6, 15)


@pytest.fixture(scope="module")
def emt() -> Results:
    found = read_cohort(EMT).cohort
    assert found is not None
    return summarize(found, DAY)


def summary(first_pass: int, learners: int = 20) -> pd.DataFrame:
    row = {"skill": "Airway", "learners": learners, "first_pass": first_pass}
    return pd.DataFrame([row])


def test_the_three_that_most_missed_are_named_with_what_was_thought(emt: Results) -> None:
    found = teach_again(emt.first, summary(3), bank())
    assert [one.kind for one in found] == [STATION, QUESTIONS, QUESTIONS]
    assert (found[0].missed, found[0].asked) == (17, 20)
    shares = [one.missed / one.asked for one in found]
    assert shares == sorted(shares, reverse=True)
    own = emt.first[
        (emt.first["objective"] == found[1].name)
        & (emt.first["lesson"] == found[1].lesson)
        & (emt.first["occasion"] == AFTER)
    ]
    assert (found[1].missed, found[1].asked) == (int((~own["correct"]).sum()), len(own))
    times = own[own["question_id"] == found[1].question_id]
    chose = times["option_id"].map(lambda name: bank()[found[1].question_id].option(name).text)
    assert (found[1].chosen_by, found[1].chosen_of) == (
        int((chose == found[1].chose).sum()),
        len(times),
    )
    wrong = [o for name in set(own["question_id"]) for o in bank()[name].options if not o.correct]
    assert (found[1].chose, found[1].misconception) in {(o.text, o.feedback) for o in wrong}


def test_nothing_is_said_of_a_group_that_is_too_small(emt: Results) -> None:
    few = emt.first[emt.first["learner_id"].isin(sorted(set(emt.first["learner_id"]))[:9])]
    assert teach_again(few, summary(2, 9), bank()) == ()
    assert forms(few, 84) == ()


def test_each_form_is_analysed_over_all_who_took_it(emt: Results) -> None:
    both = forms(emt.first, 80)
    assert [form.name for form in both] == ["pretest", "posttest"]
    for form in both:
        own = emt.first[emt.first["form"] == form.name]
        wide = own.assign(right=own["correct"].astype(float)).pivot(
            index="learner_id", columns="question_id", values="right"
        )
        assert form.analysis.kr20 == pytest.approx(float(analyse(wide, 0.8).kr20))
        assert (form.before["count"].sum() + form.after["count"].sum()) == len(own)
        assert form.analysis.learners >= LEAST_GROUP


# Newcombe 1998, Statistics in Medicine 17:873-890, table II, cases (a) and (b), method 10.
@pytest.mark.parametrize(
    ("counts", "interval"),
    [((56, 70, 48, 80), (0.0524, 0.3339)), ((9, 10, 3, 10), (0.1705, 0.8090))],
)
def test_the_interval_of_a_difference_is_the_published_one(counts, interval) -> None:
    assert difference_interval(*counts) == pytest.approx(interval, abs=0.00006)


@pytest.mark.parametrize(("now", "verdict"), [(8, FELL), (17, STEADY), (20, STEADY)])
def test_a_station_that_drifts_is_told_and_chance_is_not(
    emt: Results, now: int, verdict: str
) -> None:
    nothing = emt.first.iloc[:0]
    cohorts = [
        replace(emt, station_summary=summary(passed), first=nothing) for passed in (18, 18, now)
    ]
    (found,) = drifts(cohorts)
    assert (found.right, found.before, found.before_of) == (now, 36, 40)
    assert found.verdict == verdict
    (back,) = drifts([cohorts[2], cohorts[0]]) if verdict == FELL else (None,)
    assert back is None or back.verdict == ROSE


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        ("2026-06-15", ("2026-07-01", "2026-09-30")),
        ("2026-09-30", ("2026-10-01", "2026-12-31")),
        ("2026-10-01", ("2027-01-01", "2027-03-31")),
        ("2027-12-31", ("2028-01-01", "2028-03-31")),
    ],
)
def test_the_next_quarter(day: str, quarter: tuple[str, str]) -> None:
    assert tuple(map(str, next_quarter(date.fromisoformat(day)))) == quarter


def test_names_of_one_day_stand_as_the_region_orders_them(emt: Results) -> None:
    names = ["Élodie", "Thu", "Zoë", "Ada"]
    rows = [
        {"expires": DAY, "name": name, "certification": "BLS", "issuer": "AHA"} for name in names
    ]
    told = expiring([replace(emt, cards=pd.DataFrame(rows))], DAY, DAY)
    assert [who for _, who, _, _ in told] == ["Ada", "Élodie", "Thu", "Zoë"]


def test_cards_that_expire_in_it_are_listed(emt: Results) -> None:
    told = expiring([emt], *next_quarter(DAY))
    assert [(str(day), who) for day, who, _, _ in told] == [("2026-07-31", "I-02")]
    (june,) = expiring([emt], date(2026, 6, 30), date(2026, 6, 30))
    assert june[1] == "Priya Ramanathan"
