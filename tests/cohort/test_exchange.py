"""Pseudonyms: stable, unlike each other, and without a way back to a name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.cohort import pseudonymized, pseudonyms, read_cohort, summarize
from tests.cohort.build import ROSTER, TODAY, cohort, roster


def test_a_pseudonym_stays_when_others_come_and_go(tmp_path: Path) -> None:
    before = pseudonyms(cohort(tmp_path))
    more = pseudonyms(cohort(tmp_path, roster_csv=ROSTER + "L0,Cy,,\n"))
    assert more.items() >= before.items() and len(set(more.values())) == 3


def test_pseudonyms_differ_between_cohorts_and_cannot_be_had_from_ids(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    one, other = cohort(tmp_path), cohort(tmp_path / "other", roster_csv=ROSTER.replace("Bo", "Al"))
    assert pseudonyms(one)["L1"] == pseudonyms(other)["L1"]  # same cohort id, same person
    assert pseudonyms(one)["L2"] != pseudonyms(other)["L2"]  # the same id, somebody else


def test_no_name_address_or_remark_is_left() -> None:
    found = read_cohort("emt-2026-spring").cohort
    hidden = pseudonymized(found)
    names = pseudonyms(found)
    for table in (
        hidden.roster,
        hidden.answers,
        hidden.hours,
        hidden.skills,
        hidden.certifications,
    ):
        text = table.to_csv(index=False)
        for learner in found.roster.to_dict("records"):
            assert learner["name"] not in text and learner["email"] not in text
            assert f"{learner['learner_id']}," not in text
        assert set(table["learner_id"]) <= set(names.values())
    assert list(hidden.roster["name"]) == sorted(names.values())
    assert set(hidden.skills["remediation"]) == {"", "recorded"}


def test_results_are_the_same_under_pseudonyms() -> None:
    found = read_cohort("emt-2026-spring").cohort
    plain, hidden = summarize(found, TODAY), summarize(pseudonymized(found), TODAY)
    # The learners are summed up in another order, which may change the last digit.
    assert vars(hidden.gain) == pytest.approx(vars(plain.gain), rel=1e-12)
    assert len(plain.actions) == len(hidden.actions)
    names = pseudonyms(found)
    status = plain.completion.set_index("learner_id")["status"].rename(index=names)
    again = hidden.completion.set_index("learner_id")["status"]
    assert status.sort_index().equals(again.sort_index())


@settings(max_examples=8)
@given(st.integers(1, 300))
def test_everybody_has_a_pseudonym_of_their_own(tmp_path_factory, n: int) -> None:
    found = pseudonyms(cohort(tmp_path_factory.mktemp("x"), roster_csv=roster(n)))
    assert len(set(found.values())) == n and all(len(name) >= 5 for name in found.values())


def test_a_collision_makes_all_of_them_longer(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(
        "helpers.cohort.exchange._digest", lambda key, cohort, learner, *rest: f"AAAAA{learner}"
    )
    assert pseudonyms(cohort(tmp_path)) == {"L1": "AAAAAL1", "L2": "AAAAAL2"}
