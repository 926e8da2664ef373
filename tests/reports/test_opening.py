"""The first cell of a report refuses what makes no sense, in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from helpers.reports import opening
from helpers.reports.opening import ReportError, checked
from tests.reports.support import example, small


def given(**names: object) -> dict[str, object]:
    return {"cohort": "emt-2026-spring", "today": "2026-06-30", "pseudonyms": False, **names}


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("cohrot", "did you mean 'cohort'?"),
        ("Today", "did you mean 'today'?"),
        ("pseudonym", "did you mean 'pseudonyms'?"),
        ("_cohort", "did you mean 'cohort'?"),
        ("x", "there are cohort, today, pseudonyms"),
    ],
)
@pytest.mark.parametrize("value", ["emt", 3, 1.5, None, True, [], {}])
def test_a_misspelt_name_is_refused_with_the_nearest(name: str, near: str, value: Any) -> None:
    with pytest.raises(ReportError) as caught:
        checked(given(**{name: value}))
    assert f"there is no parameter {name!r}; {near}" in str(caught.value)


def test_what_a_notebook_defines_besides_is_no_parameter() -> None:
    ipython = {
        "_": "",
        "__": "",
        "_i": "x = 1",
        "_i12": "",
        "_ih": [""],
        "_oh": {},
        "_dh": [],
        "In": [""],
        "Out": {},
        "__name__": "__main__",
        "_exit_code": 0,
        "_3": 4,
    }
    found = checked(given(**ipython, opening=opening, date=date, exit=print))
    assert (found.cohort, found.today, found.pseudonyms) == (
        "emt-2026-spring",
        date(2026, 6, 30),
        False,
    )


@pytest.mark.parametrize("day", ["30.06.2026", "2026-02-30", "tomorrow", 20260630, None, 2026.06])
def test_a_day_that_is_none_is_refused(day: object) -> None:
    with pytest.raises(ReportError, match=r"today: .* was read; "):
        checked(given(today=day))


@pytest.mark.parametrize("value", ["true", "yes", 1, None, ""])
def test_pseudonyms_are_never_guessed(value: object) -> None:
    with pytest.raises(ReportError, match=r"pseudonyms: .* write True or False"):
        checked(given(pseudonyms=value))


@pytest.mark.parametrize("value", ["", "  ", None, True, 1.5, []])
def test_a_cohort_that_is_no_name_is_refused(value: object) -> None:
    with pytest.raises(ReportError, match=r"cohort: .* was read"):
        checked(given(cohort=value))


def test_an_empty_day_is_today_and_a_number_may_be_a_name() -> None:
    found = checked(given(today="", cohort=2026))
    assert (found.today, found.cohort) == (date.today(), "2026")


def test_a_broken_cohort_is_told_with_all_its_problems(tmp_path: Path) -> None:
    folder = small(
        tmp_path,
        "broken",
        roster_csv="learner_id,name,email,role\nL1,Ana,nobody,\nL1,Bo,,\n",
        hours_csv="learner_id,date,setting,hours\nL1,2026-02-30,lab,3\n",
    )
    with pytest.raises(ReportError) as caught:
        opening.opened(given(cohort=str(folder)))
    said = str(caught.value)
    assert all(part in said for part in ("roster.csv", "nobody", "hours.csv", "2026-02-30"))
    assert len(caught.value.problems) == 3


def test_an_unknown_cohort_is_refused_with_the_nearest() -> None:
    with pytest.raises(ReportError, match="emt-2026-spring"):
        opening.opened(given(cohort="emt-2026-sprnig"))


def test_the_class_itself_can_ask_for_pseudonyms(tmp_path: Path) -> None:
    about = (example("acls-2026-hospital") / "cohort.toml").read_text()
    folder = small(tmp_path, "c1", cohort_toml=about.replace("onyms = false", "onyms = true"))
    assert opening.opened(given(cohort=str(folder))).pseudonyms
