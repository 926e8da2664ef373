"""cohort.toml: every key right, or everything that is wrong with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.cohort.about import Instructor, read_about
from helpers.cohort.problems import Problem
from tests.cohort.build import ABOUT

FULL = (
    ABOUT
    + """edition = "AHA 2025"
region = "Ohio"
location = "Here"
students_per_instructor = 6
students_per_manikin = 2.5
pseudonyms = true

[[instructors]]
id = "I1"
card_expires = 2026-02-28

[[instructors]]
id = "I2"
"""
)


def read(folder: Path, text: str | bytes):
    file = folder / "cohort.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_about(file)


def only(folder: Path, text: str | bytes) -> Problem:
    about, problems = read(folder, text)
    assert about is None and len(problems) == 1, [str(p) for p in problems]
    return problems[0]


@pytest.mark.parametrize("raw", [FULL, "\ufeff" + FULL, FULL.replace("\n", "\r\n")])
def test_a_full_file_is_read(tmp_path: Path, raw: str) -> None:
    about, problems = read(tmp_path, raw)
    assert problems == [] and about is not None
    assert (about.start, about.pass_mark_percent, about.pseudonyms) == (date(2026, 1, 10), 84, True)
    assert about.instructors == (Instructor("I1", date(2026, 2, 28)), Instructor("I2"))


def test_days_may_stand_in_quotes(tmp_path: Path) -> None:
    about, _ = read(tmp_path, ABOUT.replace("2026-01-10", '"2026-01-10"'))
    assert about is not None and about.start == date(2026, 1, 10)


@pytest.mark.parametrize(
    ("old", "new", "row", "key", "words"),
    [
        ("format = 1", "format = 2", 1, "format", "write format = 1"),
        ("format = 1", "format = true", 1, "format", "write format = 1"),
        ("format = 1\n", "", None, "format", "write format = 1"),
        ('title = "A class"\n', "", None, "title", "missing"),
        ("kind =", "knd =", 4, "knd", "did you mean kind"),
        ('"initial"', '"intial"', 4, "kind", "did you mean initial"),
        ("2026-01-10", "2026-13-10", 5, None, "no TOML"),
        ("2026-01-10", '"10.01.2026"', 5, "start", "2026-01-10"),
        ("2026-01-10", '"2026-02-29"', 5, "start", "no such day"),
        ("2026-05-30", "2026-01-09", 6, "end", "before its start"),
        ("84", "184", 7, "pass_mark_percent", "at most 100"),
        ("84", "inf", 7, "pass_mark_percent", "plain number"),
        ("84", "[84]", 7, "pass_mark_percent", "a single value"),
        ('"H64"', '"H640"', 8, "requirement", "did you mean H64"),
        ('"H64"', '"X"', 8, "requirement", "fact_id"),
        ('"A class"', "A class", 2, None, "no TOML"),
    ],
)
def test_a_wrong_key_or_value_is_told(
    tmp_path: Path, old: str, new: str, row: int | None, key: str | None, words: str
) -> None:
    about, problems = read(tmp_path, ABOUT.replace(old, new))
    assert about is None
    told = {(p.row, p.column) for p in problems if words in str(p)}
    assert (row, key) in told, [str(p) for p in problems]


def test_a_misspelt_key_names_the_right_one(tmp_path: Path) -> None:
    problem = only(tmp_path, ABOUT.replace("pass_mark_percent", "pass_mark"))
    assert problem.column == "pass_mark" and "pass_mark_percent?" in problem.hint


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = ABOUT.replace("initial", "x").replace("84", "-1") + "colour = 1\n"
    assert len(read(tmp_path, text)[1]) == 3


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ('instructors = ["Ana"]', "under a line"),
        ("instructors = 3", "under a line"),
        ('[[instructors]]\nname = "Ana"', "not known"),
        ('[[instructors]]\nid = "a"\ncard_expires = "soon"', "year-month-day"),
        ('[[instructors]]\nid = "a"\n[[instructors]]\nid = "a"', "twice"),
    ],
)
def test_wrong_instructors_are_told(tmp_path: Path, entry: str, words: str) -> None:
    about, problems = read(tmp_path, f"{ABOUT}{entry}\n")
    assert about is None and any(words in str(p) for p in problems)


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"title = \xe9", b"a = " + b"[" * 3000])
def test_what_is_no_toml_is_refused(tmp_path: Path, raw: bytes) -> None:
    about, problems = read(tmp_path, raw)
    assert about is None and problems


KEYS = [line.split(" ")[0] for line in FULL.splitlines() if " = " in line]
VALUE = st.sampled_from(
    [
        "1",
        '"x"',
        "[]",
        "{}",
        "true",
        "2026-02-28",
        "09:30:00",
        "1e400",
        "nan",
        "[[1]]",
        '"2026-02-30"',
    ]
)


@given(st.lists(st.tuples(st.sampled_from(KEYS) | st.text("abc_", min_size=1), VALUE), max_size=6))
def test_any_keys_are_read_or_told(tmp_path_factory, pairs: list[tuple[str, str]]) -> None:
    folder = tmp_path_factory.mktemp("x")
    lines = {line.split(" ")[0]: line for line in ABOUT.splitlines()}
    lines.update({key: f"{key} = {value}" for key, value in pairs})
    about, problems = read(folder, "\n".join(lines.values()))
    assert (about is None) == bool(problems)


@given(st.binary(max_size=120) | st.text(max_size=60).map(lambda t: t.encode("utf-8", "ignore")))
def test_any_bytes_are_read_or_told(tmp_path_factory, raw: bytes) -> None:
    about, problems = read(tmp_path_factory.mktemp("x"), raw)
    assert about is None and problems
