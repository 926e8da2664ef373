"""One person, card or station written in two ways."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.cohort import pseudonymized, summarize
from helpers.cohort.alike import person_key
from helpers.domain.certification.names import card_key, key
from tests.cohort.build import CERTIFICATIONS, ROSTER, SKILLS, TODAY, cohort, problem, results


@pytest.mark.parametrize(
    "assessor",
    [
        *("l1", "ana núñez", "ANA NUNEZ", "Núñez, Ana", "Ana Nu\u0301n\u0303ez", "Ana Núñez (L1)"),
        *("ANA@example.org", "Ana\u200b Núñez"),
    ],
)
def test_who_assessed_himself_is_found(tmp_path: Path, assessor: str) -> None:
    found = problem(tmp_path, skills_csv=SKILLS + f'L1,CPR,1,pass,"{assessor}",2026-02-01,\n')
    assert found.column == "assessor" and "assess themselves" in found.remedy


def test_another_learner_may_assess(tmp_path: Path) -> None:
    found = cohort(tmp_path, skills_csv=SKILLS + "L1,CPR,1,pass,Bo Li,2026-02-01,\n")
    assert list(found.skills["assessor"]) == ["Bo Li"]


@pytest.mark.parametrize("other", ["cpr adult", "CPR-Adult", "CPR – adult", "CPR_Adult"])
def test_a_station_in_two_spellings_is_one(tmp_path: Path, other: str) -> None:
    rows = f"L1,CPR Adult,1,pass,I,2026-02-01,\nL2,{other},1,pass,I,2026-02-01,\n"
    found = results(tmp_path, skills_csv=SKILLS + rows)
    assert list(found.stations["skill"]) == ["CPR Adult"] * 2
    assert list(found.stations["state"]) == ["passed"] * 2


@pytest.mark.parametrize(
    "other", ["bls", "BLS Provider", "Basic Life Support (BLS)", "BLS for Healthcare Providers"]
)
def test_a_card_in_two_spellings_is_one(tmp_path: Path, other: str) -> None:
    rows = f"L1,BLS,AHA,2024-02-10,\nL1,{other},A.H.A.,2026-02-10,\n"
    found = results(tmp_path, certifications_csv=CERTIFICATIONS + rows)
    assert list(found.cards["expires"]) == [date(2028, 2, 29)]  # the older one is replaced
    assert not any(a.kind == "card" and a.learner_id == "L1" for a in found.actions)


def test_other_cards_stay_other_cards() -> None:
    names = ("BLS", "BLS Instructor", "ACLS", "ALS", "PALS", "Heartsaver CPR AED", "Heartsaver")
    assert len({card_key(name) for name in names}) == len(names)


def test_two_of_one_name_are_told_apart_wherever_they_stand(tmp_path: Path) -> None:
    roster = "learner_id,name\nE01,Ethan Lin\nE02,ethan lin\nE03,Bo Chi\n"
    found = results(
        tmp_path,
        roster_csv=roster,
        skills_csv=SKILLS + "E01,CPR,1,fail,I,2026-02-02,\n",
        certifications_csv=CERTIFICATIONS + "E02,BLS,AHA,2024-04-02,\n",
    )
    shown = ["Bo Chi", "Ethan Lin (E01)", "ethan lin (E02)"]
    assert list(found.completion["name"]) == shown
    assert list(found.cards["name"]) == ["ethan lin (E02)"]
    assert {a.name for a in found.actions} == set(shown)


def test_ids_that_differ_in_capitals_only_are_refused(tmp_path: Path) -> None:
    found = problem(tmp_path, roster_csv=ROSTER + "l1,Cy,,\n")
    assert (found.row, found.column, found.hint) == (4, "learner_id", "it is L1")


@pytest.mark.parametrize("hidden", [False, True])
def test_cards_of_a_day_do_not_follow_the_file(tmp_path: Path, hidden: bool) -> None:
    people = "learner_id,name\n" + "".join(f"L{n},Name {n}\n" for n in range(1, 9))
    rows = [f"L{n},BLS,AHA,2024-06-03,\n" for n in range(1, 9)]
    orders = []
    for given_rows in (rows, rows[::-1]):
        text = CERTIFICATIONS + "".join(given_rows)
        read = cohort(tmp_path, roster_csv=people, certifications_csv=text)
        # With the names shown nothing else has sorted the rows before.
        found = summarize(pseudonymized(read) if hidden else read, TODAY)
        orders.append(list(found.cards["learner_id"]))
        assert [a.learner_id for a in found.actions if a.kind == "card"] == orders[-1]
    assert orders[0] == orders[1] == sorted(orders[0]) and len(orders[0]) == 8


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "Mn")), min_size=1, max_size=6)


@given(st.lists(WORDS, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_order_and_form_of_the_letters_make_no_other_person(words: list[str], random) -> None:
    shuffled = random.sample(words, len(words))
    other = unicodedata.normalize("NFD", " ".join(shuffled))
    assert person_key(" ".join(words)) == person_key(unicodedata.normalize("NFC", other))
    assert key(key(words[0])) == key(words[0])
