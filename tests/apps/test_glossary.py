"""The glossary: found as one types, and never run."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from helpers.apps.glossary import glossary_app
from helpers.domain import glossary


def test_an_abbreviation_is_found_first() -> None:
    for short in ("ROSC", "rosc", " AED ", "ALS", "EMT"):
        assert short.strip().upper() in glossary.search(short).iloc[0][["short", "term"]].tolist()


def test_a_slip_of_the_finger_still_finds() -> None:
    assert "defibrillation" in glossary.search("defibrilation")["term"].str.lower().tolist()


def test_a_kind_narrows() -> None:
    found = glossary.search(kind="rhythm")
    assert 0 < len(found) < glossary.size() and set(found["kind"]) == {"rhythm"}


@given(st.text(max_size=30))
def test_any_text_is_answered(text: str) -> None:
    assert len(glossary.search(text)) <= glossary.size()


def test_the_app_counts_what_it_lists() -> None:
    shown = glossary_app().drive(text="airway")
    assert shown.values["Found"] == f"{len(shown.drawn['rows'])} of {glossary.size()}"


def test_the_app_shows_where_a_word_is_first_used() -> None:
    rows = glossary_app().drive(text="AED").drawn["rows"]
    assert rows[0]["First used in lesson"].startswith("00, ")
