"""Complete needs the card that the course asks for; overdue is what the course still needs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from helpers.cohort.actions import due
from helpers.cohort.results import COMPLETE, OPEN, Results
from tests.cohort.build import ABOUT, ANSWERS, CERTIFICATIONS, SKILLS, TODAY, answers, results

FREE = ABOUT.replace('requirement = "H64"\n', "")
PASSED = SKILLS + "L1,CPR,1,pass,I,2026-02-01,\nL2,CPR,1,pass,I,2026-02-01,\n"


def passed(folder: Path, cards: str, about: str = FREE, today: date = TODAY) -> Results:
    """Both learners have passed everything; only cards can keep them open."""
    files = {"certifications_csv": CERTIFICATIONS + cards, "cohort_toml": about}
    return results(folder, today, skills_csv=PASSED, **files)


@pytest.mark.parametrize(
    ("today", "expires", "state"),
    [  # the class ends on 30 May; while it runs, the day of the report decides
        ("2026-05-20", "2026-05-19", OPEN),
        ("2026-05-20", "2026-05-20", COMPLETE),
        ("2026-06-15", "2026-05-29", OPEN),
        ("2026-06-15", "2026-05-30", COMPLETE),
        ("2026-06-15", "2026-06-14", COMPLETE),
        ("2026-06-15", "2027-01-31", COMPLETE),
    ],
)
def test_who_holds_an_expired_card_is_not_complete(
    tmp_path: Path, today: str, expires: str, state: str
) -> None:
    rows = f"L1,BLS,AHA,2024-06-01,{expires}\n"
    found = passed(tmp_path, rows, today=date.fromisoformat(today))
    assert found.completion["status"].iloc[0] == state
    told = f"BLS card expired on {expires}" if state == OPEN else ""
    assert found.completion["open"].iloc[0] == told
    own = [a.urgency for a in found.actions if a.learner_id == "L1"]
    if expires < today:
        assert own == (["overdue"] if state == OPEN else ["expired"])
    assert [a.learner_id for a in due(found.actions)].count("L1") == (own not in ([], ["expired"]))


@pytest.mark.parametrize("named", ['prerequisite = "BLS"\n', ""])
def test_a_card_that_others_have_on_file_keeps_open_where_it_is_missing(
    tmp_path: Path, named: str
) -> None:
    about = FREE + named
    found = passed(tmp_path, "L1,BLS Provider,RCUK,2026-01-01,2027-01-01\n", about)
    assert list(found.completion["status"]) == [COMPLETE, OPEN]
    assert found.completion["open"].iloc[1] == "no BLS card on file"
    assert [(a.kind, a.urgency, a.learner_id) for a in found.actions] == [("card", "overdue", "L2")]


def test_a_valid_card_of_another_issuer_will_do(tmp_path: Path) -> None:
    rows = "L1,BLS,AHA,2023-01-01,2025-01-31\nL1,BLS,RCUK,2026-01-01,2027-01-01\n"
    found = passed(tmp_path, rows)
    assert found.completion["status"].iloc[0] == COMPLETE
    assert [a.urgency for a in found.actions if a.learner_id == "L1"] == ["expired"]


def test_an_office_that_keeps_no_cards_says_nothing_by_it(tmp_path: Path) -> None:
    found = passed(tmp_path, "L1,PALS,AHA,2023-01-01,2027-01-31\n")
    assert list(found.completion["status"]) == [COMPLETE, COMPLETE]


@pytest.mark.parametrize(
    "about", [FREE + 'prerequisite = "nothing"\n', FREE.replace('"EMT"', '"BLS"')]
)
def test_a_course_may_ask_for_no_card(tmp_path: Path, about: str) -> None:
    found = passed(tmp_path, "L1,BLS,AHA,2020-01-01,2022-01-31\n", about)
    assert found.completion["status"].iloc[0] == COMPLETE
    assert {a.urgency for a in found.actions} == {"expired"}


def test_an_expired_card_that_the_course_does_not_ask_for_is_not_overdue(tmp_path: Path) -> None:
    found = passed(tmp_path, "L1,PALS,AHA,2023-01-01,2025-01-31\n")
    assert found.completion["status"].iloc[0] == COMPLETE
    assert [(a.kind, a.urgency) for a in found.actions] == [("card", "expired")]


def test_practice_is_never_overdue(tmp_path: Path) -> None:
    text = ANSWERS + answers("L1", "posttest", 2) + answers("L2", "posttest", 2, answered=7)
    found = results(tmp_path, skills_csv=PASSED, cohort_toml=FREE, answers_csv=text)
    assert [(a.kind, a.urgency) for a in found.actions] == [("posttest", "practice")]
    assert list(found.completion["status"]) == [COMPLETE, COMPLETE]


def test_an_instructors_card_that_outlasted_the_class_is_not_overdue(tmp_path: Path) -> None:
    for expires, urgency in (("2026-05-29", "overdue"), ("2026-06-01", "expired")):
        about = FREE + f'[[instructors]]\nid = "I"\ncard_expires = {expires}\n'
        found = passed(tmp_path, "", about)
        assert [a.urgency for a in found.actions] == [urgency]
