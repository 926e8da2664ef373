"""Tables of the evidence show what was worked out, in the numbers that the lessons talk about."""

from __future__ import annotations

import pytest

from helpers.apps import evidence


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (evidence.fractions_table, ("63 %", "77 %", "81 %", "93 %")),
        (evidence.extremes_table, ("2.9 times",)),
        (evidence.two_countries_table, ("4.6 times", "4.1 times")),
        (evidence.two_ways_table, ("7.1 to 10.6 times", "8.1 to 11.6 times")),
        (evidence.one_course_table, ("7.1 to 13.3 times", "7.3 to 13.0 times")),
        (evidence.statements_table, ("10 Certifications", "Left out", "135")),
    ],
)
def test_a_table_shows_what_the_lesson_says(table: object, told: tuple[str, ...]) -> None:
    words = str(table())  # type: ignore[operator]
    assert all(one in words for one in told), words
