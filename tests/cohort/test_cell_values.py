"""Single cells: each read rightly, or answered with what to write."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.cohort.cell_values import parse
from helpers.cohort.column import Column

KINDS = ("text", "id", "email", "choice", "number", "integer", "yesno", "date", "moment", "result")


def read(text: str, kind: str, **more: object) -> object:
    return parse(text, Column("x", kind, **more))


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        (" José \u00a0 Ruiz ", "text", "José Ruiz"),
        ("<script>alert(1)</script>", "text", "<script>alert(1)</script>"),
        ('=HYPERLINK("http://x","y")', "text", '=HYPERLINK("http://x","y")'),
        ("", "text", ""),
        ("", "date", None),
        ("L 1", "id", "L 1"),
        ("L\u200b1", "id", "L1"),
        ("ana@example.org", "email", "ana@example.org"),
        ("3.5", "number", 3.5),
        ("3,5", "number", 3.5),
        ("-2", "number", -2),
        ("7.0", "integer", 7),
        ("YES", "yesno", True),
        ("2026-03-31", "date", date(2026, 3, 31)),
        ("2024-02-29", "date", date(2024, 2, 29)),
        ("2026-04-30", "date", date(2026, 4, 30)),
        ("2026-03-31 00:00:00", "date", date(2026, 3, 31)),
        ("2026-03-31T09:30:00+02:00", "moment", datetime(2026, 3, 31, 7, 30, tzinfo=UTC)),
        ("2026-03-31 09:30Z", "moment", datetime(2026, 3, 31, 9, 30, tzinfo=UTC)),
        ("2026-01-01T00:30:00.123-0500", "moment", datetime(2026, 1, 1, 5, 30, 0, 123000, UTC)),
        ("Pass", "result", "pass"),
        ("88", "result", 88.0),
        ("87,5 %", "result", 87.5),
    ],
)
def test_what_is_read(text: str, kind: str, value: object) -> None:
    assert read(text, kind, least=None if kind != "result" else 0, greatest=100) == value


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("31.03.2026", "date", "year-month-day; 2026-03-31"),
        ("3/4/2026", "date", "2026-03-04 or 2026-04-03"),
        ("3/31/2026", "date", "year-month-day; 2026-03-31"),
        ("31/3/2026", "date", "year-month-day; 2026-03-31"),
        ("4/4/2026", "date", "; 2026-04-04"),
        ("31.02.2026", "date", "year-month-day"),
        ("2026-02-29", "date", "no such day"),
        ("2026-04-31", "date", "no such day"),
        ("2100-02-29", "date", "no such day"),
        ("0226-03-31", "date", "this year cannot"),
        ("20260331", "date", "year-month-day"),
        ("46112", "date", "year-month-day"),
        ("2026-03-31 09:30", "date", "year-month-day"),
        ("soon", "date", "year-month-day"),
        ("2026-03-31T09:30:00", "moment", "no offset from UTC; add it"),
        ("2026-03-31", "moment", "date, time and offset; for example"),
        ("2026-03-31T25:00:00Z", "moment", "no such time"),
        ("2026-03-31T09:30:00+99:00", "moment", "no such time or offset"),
        ("2026-02-29T09:30:00Z", "moment", "no such day"),
        ("0001-01-01T00:00:00+14:00", "moment", "this year cannot"),
        ("1,200", "number", "plain number"),
        ("1e5", "number", "plain number"),
        ("inf", "number", "plain number"),
        ("٣", "number", "plain number"),
        ("=1+2", "number", "formula"),
        ("=A1", "id", "formula"),
        ("#REF!", "text", "error of the spreadsheet"),
        ("#####", "date", "error of the spreadsheet"),
        ("2.5", "integer", "whole number"),
        ("a\x07b", "text", "U+0007"),
        ("Jos\ufffd", "text", "U+FFFD"),
        ("x" * 501, "text", "shorten"),
        ("ana(at)example.org", "email", "no email address"),
        ("maybe", "yesno", "yes or no"),
        ("passed", "result", "pass, fail, or a score"),
        ("101", "result", "0 to 100"),
        ("-1", "result", "0 to 100"),
    ],
)
def test_what_is_refused(text: str, kind: str, words: str) -> None:
    with pytest.raises(ValueError, match=r"^[^\n]+$") as caught:
        read(text, kind, least=0 if kind == "result" else None, greatest=100)
    assert words in str(caught.value)


def test_choices_name_the_nearest() -> None:
    choices = ("classroom", "lab")
    assert read("LAB", "choice", choices=choices) == "lab"
    with pytest.raises(ValueError, match="did you mean classroom"):
        read("class room", "choice", choices=choices)


def test_what_must_not_be_empty() -> None:
    with pytest.raises(ValueError, match="empty"):
        read("  ", "text", required=True)


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read(day: date) -> None:
    assert read(day.isoformat(), "date") == day


@given(
    st.datetimes(datetime(1951, 1, 1), datetime(2099, 1, 1)),
    st.integers(-14 * 60, 14 * 60),
)
def test_a_moment_is_the_same_in_every_offset(moment: datetime, minutes: int) -> None:
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    text = f"{moment.isoformat()}{sign}{hours:02d}:{rest:02d}"
    shift = timedelta(minutes=minutes)
    assert read(text, "moment") == (moment - shift).replace(tzinfo=UTC)


@given(st.text(max_size=30) | st.from_regex(r"[0-9./ :TZ+-]{1,25}"), st.sampled_from(KINDS))
def test_any_text_is_read_or_refused_in_words(text: str, kind: str) -> None:
    try:
        read(text, kind, choices=("a", "b"), least=0, greatest=9)
    except ValueError as error:
        assert str(error) and "\n" not in str(error) and "Traceback" not in str(error)
