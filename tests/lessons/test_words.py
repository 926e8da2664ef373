"""Words are explained where they are first used, and the glossary says where that is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.facts import load
from helpers.lessons import shelf, words
from helpers.lessons.sheet import Sheet
from tests.lessons import toys

NAME = "01_two"


@pytest.fixture(autouse=True)
def shelf_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shelf with one earlier lesson, which explains *AED* in its core and *VF* in a fold."""
    toys.write(
        tmp_path,
        toys.markdown("# One"),
        toys.markdown("## The box\n\nAn *AED* reads the rhythm."),
        toys.markdown("## Evidence: how anyone knows\n\nFor *ventricular fibrillation*."),
        name="00_one",
    )
    monkeypatch.setattr(shelf, "lessons_dir", lambda: tmp_path)
    words._first_used.cache_clear()
    return tmp_path


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Nothing is remembered of a toy shelf."""
    yield
    words._first_used.cache_clear()


def told(*sections: str) -> list[str]:
    page = toys.page(*map(toys.markdown, sections), name=NAME)
    return [what for _, what, _ in words.words(page)]


@pytest.mark.parametrize(
    "text",
    [
        "The *telecommunicator* answers the call. The telecommunicator coaches.",
        "*Telecommunicators* answer calls. A telecommunicator answers.",
        "A call reaches the telecommunicator (a *telecommunicator* answers calls).",
        "Give it to the AED. AEDs talk; an automated external defibrillator too.",
        "`telecommunicator` is a column, and [it](#telecommunicator) a link.",
        "Nothing of the field stands here, or of CPRs own making.",
    ],
)
def test_an_explained_word_is_no_fault(text: str) -> None:
    assert [what for what in told(f"## A\n\n{text}") if "CPR" not in what] == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The telecommunicator answers.", "telecommunicator"),
        ("Telecommunicators answer. A *telecommunicator* answers calls.", "Telecommunicators"),
        ("In VF the heart trembles.", "VF"),
        ("*The telecommunicator said so*, they say.", "telecommunicator"),
        ("It was an out-of-hospital cardiac arrest.", "out-of-hospital cardiac arrest"),
    ],
)
def test_a_word_that_nobody_explained_is_named(text: str, word: str) -> None:
    assert told(f"## A\n\n{text}") == [f"{word!r} is used and not explained"]


def test_a_word_is_named_once_with_its_cell() -> None:
    page = toys.page(
        toys.markdown("# T"), toys.markdown("## A\n\nGive CPR. Then CPR again."), name=NAME
    )
    ((cell, what, remedy),) = words.words(page)
    assert cell == 1 and "'CPR'" in what and "Write *CPR*" in remedy


def test_the_fold_and_on_duty_explain_nothing_to_the_reader_of_the_core() -> None:
    assert told("## On duty: more\n\nPEA.", "## Evidence: how\n\n*PEA* and VF.") == []
    fold = (
        "## Evidence: how\n\nA *telecommunicator* answers.",
        "## Summary\n\nA telecommunicator.",
    )
    assert told(*fold) == ["'telecommunicator' is used and not explained"]


def test_an_earlier_lesson_that_only_used_a_word_did_not_explain_it(shelf_of_one: Path) -> None:
    toys.write(shelf_of_one, toys.markdown("## A\n\nCPR helps."), name="00_one")
    assert told("## A\n\nGive CPR.") == ["'CPR' is used and not explained"]


def test_headings_are_not_held_to_it() -> None:
    assert told("## The telecommunicator\n\nA *telecommunicator* answers the call.") == []


def test_where_a_word_is_first_used_is_read_from_the_lessons(shelf_of_one: Path) -> None:
    toys.write(shelf_of_one, toys.markdown("## Later\n\nAED and VF, and ROSC."), name=NAME)
    ids = load("glossary").set_index("short")["fact_id"]
    places = words.first_used()
    assert str(places[ids["AED"]]) == "00, The box"
    assert str(places[ids["VF"]]) == "00, Evidence: how anyone knows"
    assert str(places[ids["ROSC"]]) == "01, Later"
    assert ids["CPAP"] not in places


def test_every_entry_can_be_found_by_each_of_its_names() -> None:
    for row in load("glossary").to_dict("records"):
        for name in filter(None, (row["term"], row["short"])):
            assert [use.word for use in words._uses(f"So {name} it is")][:1], name


def test_a_saved_lesson_is_read(shelf_of_one: Path) -> None:
    raw = json.loads((shelf_of_one / "00_one.ipynb").read_text())
    assert list(words.words(Sheet("00_one", raw))) == []
