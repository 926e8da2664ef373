"""The loader: what it gives, and every way in which it refuses a broken table."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.facts import FactError, cite, data_dir, load, table_names
from helpers.facts.schema import read_schema

SCHEMA = """
title = "Times"
about = "Made up for the tests."
unique = [["place", "year"]]
ranges = [["minutes_low", "minutes", "minutes_high"]]
[[columns]]
name = "place"
kind = "choice"
choices = ["home", "street"]
required = true
[[columns]]
name = "year"
kind = "year"
[[columns]]
name = "minutes_low"
kind = "number"
[[columns]]
name = "minutes"
kind = "number"
least = 0
greatest = 60
[[columns]]
name = "minutes_high"
kind = "number"
"""
SOURCES = (data_dir() / "schemas" / "sources.toml").read_text(encoding="utf-8")
HEADER = (
    "fact_id,place,year,minutes_low,minutes,minutes_high,"
    "source,via,confidence,reviewed_by,reviewed_on"
)
GOOD = "T01,home,2020,3,5,8,BOOK,,primary,,"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of tables with one good table, ``times``."""
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "times.toml").write_text(SCHEMA)
    (tmp_path / "schemas" / "sources.toml").write_text(SOURCES)
    names = read_schema(tmp_path / "schemas" / "sources.toml").names
    row = {"key": "BOOK", "tier": "primary", "read": "yes", "authors": "A", "title": "B"}
    cells = ",".join(row.get(name, "") for name in names)
    (tmp_path / "sources.csv").write_text(f"{','.join(names)}\n{cells}\n")
    write(tmp_path, GOOD)
    return tmp_path


def write(folder: Path, *rows: str, header: str = HEADER) -> None:
    (folder / "times.csv").write_text("\n".join([header, *rows]) + "\n")


def refused(folder: Path) -> FactError:
    with pytest.raises(FactError) as caught:
        load("times", folder)
    return caught.value


def test_a_good_table_is_typed(folder: Path) -> None:
    row = load("times", folder).iloc[0]
    assert row["minutes"] == 5.0 and row["year"] == 2020 and row["source"] == ("BOOK",)
    assert row["via"] == () and row["reviewed_by"] == ""


def test_each_caller_gets_a_copy(folder: Path) -> None:
    mine = load("times", folder)
    mine.loc[0, "minutes"] = 99
    assert load("times", folder).loc[0, "minutes"] == 5


@pytest.mark.parametrize(
    ("row", "place", "words"),
    [
        ("T02,home,2021,3,five,8,BOOK,,primary,,", (3, "minutes"), "'five'"),
        ("T02,home,2021,3,nan,8,BOOK,,primary,,", (3, "minutes"), "plain number"),
        ("T02,home,2021,3,99,,BOOK,,primary,,", (3, "minutes"), "at most 60"),
        ("T02,home,2021,9,5,8,BOOK,,primary,,", (3, "minutes_low"), "wrong way round"),
        ("T02,home,2021,3,5,8,PAPER,,primary,,", (3, "source"), "'PAPER' is not in sources.csv"),
        ("T02,home,2021,3,5,8,BOOK,PAPER,primary,,", (3, "via"), "'PAPER'"),
        ("T02,home,2021,3,5,8,,,primary,,", (3, "source"), "must not be"),
        ("T02,home,2021,3,5,8,BOOK,,certain,,", (3, "confidence"), "one of primary"),
        ("T02,moon,2021,3,5,8,BOOK,,primary,,", (3, "place"), "home, street"),
        ("T02,home ,2021,3,5,8,BOOK,,primary,,", (3, "place"), "space"),
        ("T02,home,21,3,5,8,BOOK,,primary,,", (3, "year"), "a year such as"),
        ("T02,home,2021,3,5,8,BOOK,,primary,Dr A,1.5.2026", (3, "reviewed_on"), "2026-03-31"),
        ("T01,home,2021,3,5,8,BOOK,,primary,,", (3, "fact_id"), "row 2 already"),
        ("T02,home,2020,3,5,8,BOOK,,primary,,", (3, "place, year"), "row 2 already"),
        ("T02,home,2021,3,5,BOOK,,primary,,", (3, None), "10 cells"),
    ],
)
def test_a_bad_row_is_named(
    folder: Path, row: str, place: tuple[int, str | None], words: str
) -> None:
    write(folder, GOOD, row)
    error = refused(folder)
    assert (error.file, error.row, error.column) == ("times.csv", *place)
    assert words in str(error) and "times.csv, row 3" in str(error)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (("\ufeff" + HEADER).encode(), "byte-order mark"),
        (HEADER.encode("utf-16"), "UTF-16"),
        (f"{HEADER}\nT\xe9,home".encode("latin-1"), "not UTF-8"),
        (HEADER.replace("minutes_high,", "").encode(), "'minutes_high': this column is missing"),
        (f"{HEADER},colour".encode(), "'colour'"),
        (HEADER.replace("place,year", "year,place").encode(), "another order"),
        (HEADER.replace(",", ";").encode(), "missing"),
        (f'{HEADER}\n"T01,home'.encode(), "no comma-separated table"),
    ],
)
def test_a_bad_file_is_named(folder: Path, raw: bytes, words: str) -> None:
    (folder / "times.csv").write_bytes(raw)
    assert words in str(refused(folder)) and "times.csv" in str(refused(folder))


def test_a_missing_file_and_an_unknown_table_are_named(folder: Path) -> None:
    (folder / "times.csv").unlink()
    assert "no such file" in str(refused(folder))
    with pytest.raises(FactError, match="no table 'tims'; there are sources, times"):
        load("tims", folder)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("colour = 1", "'colour' is not known"),
        ("unique = [['nowhere']]", "'nowhere' is not known"),
        ("[[columns]]\nname = 'a'\nkind = 'colour'", "'colour' is not one of"),
        ("title = ", "cannot be read"),
    ],
)
def test_a_bad_schema_is_named(folder: Path, line: str, words: str) -> None:
    (folder / "schemas" / "times.toml").write_text(f"{line}\n")
    error = refused(folder)
    assert words in str(error) and error.file == "times.toml"


@pytest.mark.parametrize("name", table_names())
def test_every_table_of_the_project_is_sound(name: str) -> None:
    assert len(load(name)) > 0


def test_fact_ids_are_unique_in_the_whole_project() -> None:
    ids = [
        fact
        for name in table_names()
        if "fact_id" in load(name) and name != "facts_left_out"
        for fact in load(name)["fact_id"]
    ]
    assert len(ids) == len(set(ids))


def test_columns_of_kind_fact_name_facts_that_exist() -> None:
    known = {f for n in table_names() if "fact_id" in load(n) for f in load(n)["fact_id"]}
    for name in table_names():
        schema = read_schema(data_dir() / "schemas" / f"{name}.toml")
        for column in (c.name for c in schema.columns if c.kind == "fact"):
            for cell in load(name)[column]:
                assert set(cell) <= known, f"{name}.csv, {column}: {set(cell) - known}"


def test_cite_gives_a_reference_and_names_the_nearest_key() -> None:
    assert cite("LARSEN1993").startswith("Larsen MP")
    assert "1993" in cite("LARSEN1993")
    with pytest.raises(FactError, match="did you mean 'LARSEN1993'"):
        cite("LARSON1993")
