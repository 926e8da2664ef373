"""One bad row, or one column less, does not hold up what stands beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cohort import office
from tests.cohort.test_imports import filled, folder, put, read, take

__all__ = ["filled", "folder"]

HEAD = "Employee ID,Name,Certification,Issued by,Issued,Expiration Date\n"
GOOD = "001042,Bjørn Halvorsen,BLS,AHA,2026-03-01,\n"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("BLS,Joe's Garage,2026-03-01,", "column 'Issued by': \"Joe's Garage\": no rule is known"),
        ("BLS,ARC,2026-03-01,", "column 'Issued by': 'ARC': write"),
        ("BLS,AHA,2026-03-01,2025-03-01", "column 'Expiration Date': '2025-03-01': the card would"),
    ],
)
def test_a_card_that_cannot_be_taken_is_told_where_it_stands(
    row: str, words: str, filled: Path
) -> None:
    bad = f"001041,Aaliyah Johnson,{row}\n"
    done, said = take(filled, put(filled, "cards.csv", HEAD + GOOD + bad))
    assert done and list(read(filled).certifications["learner_id"]) == ["001042"]
    assert f"cards.csv, row 3, {words}" in said and "certifications.csv, row" not in said


def test_a_card_of_any_issuer_with_its_last_day_is_taken(filled: Path) -> None:
    row = "001041,Aaliyah Johnson,BLS,Joe's Garage,,2027-03-01\n"
    assert take(filled, put(filled, "cards.csv", HEAD + row))[0]
    assert list(read(filled).certifications["issuer"]) == ["Joe's Garage"]


def test_a_station_that_is_missing_next_month_costs_only_itself(filled: Path) -> None:
    text = office.canvas([17.0] * 24)
    file = put(filled, "g.csv", text)
    take(filled, file, answers=["y", "1 2", "", "2026-05-20", "I-01", "", "2026-05-20", "I-01"])
    before = (filled / "cohort.toml").read_bytes()
    skills = filled / "skills.csv"
    skills.write_text(skills.read_text().splitlines()[0] + "\n")
    put(filled, "g.csv", text.replace(office.QUIZ, "Other exam (5)"))
    done, said = take(filled, file)
    assert done and set(read(filled).skills["skill"]) == {"Megacode"}
    assert f"column {office.QUIZ!r}: cohort.toml knows this column" in said
    assert "guessed anew" not in said and (filled / "cohort.toml").read_bytes() == before
    # Without the ids nothing is known any more.
    put(filled, "g.csv", text.replace("SIS User ID", "Code"))
    assert "guessed anew" in take(filled, file, answers=["n"])[1]
