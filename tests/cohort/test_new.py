"""A new cohort asks for what its report is going to need, and says how to answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.cohort import read_cohort
from helpers.cohort.about import About
from helpers.cohort.imports import import_files
from helpers.cohort.new import new_cohort
from tests.cohort import office


def made(folder: Path, search: tuple[str, ...] = (), **other: str) -> tuple[About, str]:
    """What a new cohort says of itself once a roster is there, and all that was said."""
    answers = office.answers_to_new(**other)
    place = len(answers) - 2  # before the question for the hours
    said: list[str] = []
    given = iter([*answers[:place], *search, *answers[place:]])

    def ask(text: str) -> str:
        said.append(text)
        return next(given)

    new_cohort(folder, ask, said.append)
    assert list(given) == []
    roster = office.roster_xlsx(folder.parent / "Roster.xlsx")
    assert import_files(folder, [roster], ask=None, say=said.append)
    reading = read_cohort(folder)
    assert reading.cohort is not None, [str(problem) for problem in reading.problems]
    return reading.cohort.about, "\n".join(said)


@pytest.mark.parametrize(
    ("course", "text", "card"),
    [
        ("EMT", "", "BLS"),
        ("ACLS", "ACLS", "ACLS"),
        ("BLS", "", "nothing"),
        ("EMT", "Nothing", "nothing"),
        ("EMT", "none", "nothing"),
    ],
)
def test_the_card_that_a_course_needs_is_asked_for(
    course: str, text: str, card: str, tmp_path: Path
) -> None:
    about, said = made(tmp_path / "emt", course=course, card=text)
    assert about.prerequisite == card and "[Enter for " in said


def test_manikins_are_asked_for_where_they_are_counted(tmp_path: Path) -> None:
    answers = office.answers_to_new(manikin="2")
    place = answers.index("2") + 1
    given = iter([*answers[:place], "six", "6", *answers[place:]])
    said: list[str] = []
    new_cohort(tmp_path / "emt", lambda text: next(given), said.append)
    assert "manikins = 6\n" in (tmp_path / "emt" / "cohort.toml").read_text()
    assert "write a plain number such as 5 or 3.5." in said and list(given) == []
    assert "How many manikins" not in made(tmp_path / "other")[1]


def test_the_list_of_rules_says_what_to_type(tmp_path: Path) -> None:
    about, said = made(tmp_path / "emt", search=("ohio emt",), hours="h64")
    assert about.requirement == "H64" and "type its id, which stands first in its line" in said


def test_what_is_known_is_listed_and_an_old_rule_is_called_one(tmp_path: Path) -> None:
    about, said = made(tmp_path / "emt", search=("?",), hours="h15-1")
    assert about.requirement == "H15-1" and "such as Ohio EMT" in said
    places = said.partition("Known are rules of: ")[2].partition("\n")[0].split(" · ")
    assert len(places) > 20 and "H15-1 is an old rule, no longer in force." in said
    other = made(tmp_path / "other", search=("ohio emt",), hours="h64")[1]
    assert "(an old rule)" in other and "H64 is an old rule" not in other


def test_who_leaves_the_pass_mark_out_is_told_how_to_set_it(tmp_path: Path) -> None:
    assert "pass_mark_percent = 84 in cohort.toml" in made(tmp_path / "one", mark="")[1]
    assert "pass_mark_percent = 84" not in made(tmp_path / "two")[1]
