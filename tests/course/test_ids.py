"""The one rule for ids, which lessons and class lists share."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.course.ids import LONGEST, clean_id


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("E01", "E01"),
        (" E 01\u00a0", "E 01"),
        ("007", "007"),
        ("1234567890123451", "1234567890123451"),
        ("2026/014", "2026/014"),
        ("ana@example.org", "ana@example.org"),
        ("Jose\u0301", "José"),
        ("山田", "山田"),
        ("12E5", "12E5"),
        ("a\u200db\u202c", "ab"),
        ("E-7_a.b+c", "E-7_a.b+c"),
        ("x" * LONGEST, "x" * LONGEST),
    ],
)
def test_what_is_an_id(text: str, value: str) -> None:
    assert clean_id(text) == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        *(
            (text, "letter or digit first")
            for text in ("", " ", "=1+1", "-x", "@a", "+a", "_a", "?")
        ),
        ("\u200b\u3164", "letter or digit first"),
        ("a<b", "cannot be an id"),
        ("x" * (LONGEST + 1), "up to 64"),
        ("1.23457E+15", "spoilt"),
        ("1,2e+15", "spoilt"),
        ("1E-05", "spoilt"),
    ],
)
def test_what_is_no_id_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(ValueError, match="cannot be an id") as caught:
        clean_id(text)
    assert words in str(caught.value)


def test_a_row_of_accents_is_refused_for_its_length_alone() -> None:
    start = time.process_time()
    with pytest.raises(ValueError, match="at most 64 characters"):
        clean_id("a" + "\u0300\u0316" * 60_000)
    assert time.process_time() - start < 0.5


@given(st.text(max_size=80))
def test_an_id_is_an_id_again_and_begins_with_a_letter_or_digit(text: str) -> None:
    try:
        found = clean_id(text)
    except ValueError:
        return
    assert clean_id(found) == found and found[0].isalnum() and found.isprintable()
