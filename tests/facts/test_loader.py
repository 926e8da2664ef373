"""The loader: what it gives, and every way in which it refuses a broken table."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.facts import FactError, cite, data_dir, faults, load, table_names
from helpers.facts.schema import read_schema

SCHEMA = """
title = "Times"
description = "Made up for the tests."
facts = true
uniqueKeys = [["place", "year"]]
rising = [["minutes_low", "minutes", "minutes_high"]]
[[fields]]
name = "place"
type = "string"
constraints.enum = ["home", "street"]
constraints.required = true
[[fields]]
name = "year"
type = "year"
[[fields]]
name = "minutes_low"
type = "number"
[[fields]]
name = "minutes"
type = "number"
constraints.minimum = 0
constraints.maximum = 60
[[fields]]
name = "minutes_high"
type = "number"
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
        (
            "T02,home,2021,3,5,8,PAPER,,primary,,",
            (3, "source"),
            "'PAPER' was read, and it is not in sources.csv",
        ),
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
        (HEADER.replace(",", ";").encode(), "separated by semicolons"),
        (f'{HEADER}\n"T01,home'.encode(), "no comma-separated table"),
    ],
)
def test_a_bad_file_is_named(folder: Path, raw: bytes, words: str) -> None:
    (folder / "times.csv").write_bytes(raw)
    assert words in str(refused(folder)) and "times.csv" in str(refused(folder))


def test_a_missing_file_and_an_unknown_table_are_named(folder: Path) -> None:
    (folder / "times.csv").unlink()
    assert "no such file" in str(refused(folder))
    with pytest.raises(FactError, match="no table 'tims'; did you mean 'times'"):
        load("tims", folder)


FIELD = '[[fields]]\nname = "a"\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title = ", "cannot be read"),
        ("titel = 'x'", "a schema has no 'titel'; did you mean 'title'?"),
        ("[[columns]]\nname = 'a'", "a schema has no 'columns'; known are title, description"),
        ("title = 'x'", "there are no fields; write one [[fields]] with a name"),
        ("[[fields]]\ntype = 'string'", '[[fields]] number 1 has no name; write name = "…"'),
        ("facts = 'yes'\n" + FIELD, "facts = 'yes' was read; write true or false"),
        ("fields = 'a'", "write one [[fields]] for each column"),
        ("uniqueKeys = [['nowhere']]\n" + FIELD, "there is no field 'nowhere'"),
        ("rising = ['a']\n" + FIELD, "write a list of lists of names"),
        ("primaryKey = 'aa'\n" + FIELD, "there is no field 'aa'; did you mean 'a'?"),
        ("foreignKeys = [{ fields = 'a' }]\n" + FIELD, "no foreign key; write { fields = "),
        (
            "foreignKeys = [{ fields = 'a', reference = { resource = 't' } }]\n" + FIELD,
            "as many fields there as here",
        ),
        (FIELD + FIELD, "'a': there are two fields of this name; take one out"),
        ("facts = true\n[[fields]]\nname = 'source'", "a table of facts has it already"),
        (FIELD + "type = 'strng'", "no type 'strng'; did you mean 'string'?; types are string"),
        (FIELD + "required = true", "write constraints.required, not required"),
        (FIELD + "describtion = 'x'", "a field has no 'describtion'; did you mean 'description'?"),
        (FIELD + "constraints.enums = ['x']", "have no 'enums'; did you mean 'enum'?"),
        (FIELD + "constraints.enum = 'x'", "enum = 'x' was read; write a list of texts"),
        (FIELD + "constraints.minimum = '3'", "minimum = '3' was read; write a number"),
        (FIELD + "constraints.minimum = 3", "a string has no minimum"),
        (FIELD + "constraints = 'required'", "written as constraints.required = true"),
        (FIELD + "type = 'boolean'", 'needs trueValues = ["yes"]'),
        (FIELD + "type = 'list'\nconstraints.enum = ['x']", "its items have choices"),
        (FIELD + "choices = ['x']", "only a list has choices"),
        (FIELD + "type = 'list'\nreferences = 'sources'", "for example sources.key"),
    ],
)
def test_a_bad_schema_is_told_what_to_write(folder: Path, text: str, words: str) -> None:
    (folder / "schemas" / "times.toml").write_text(f"{text}\n", encoding="utf-8")
    error = refused(folder)
    assert words in str(error) and error.file == "times.toml"


OTHER = """
foreignKeys = [
    { fields = ["place", "year"], reference = { resource = "times", fields = ["place", "year"] } },
]
[[fields]]
name = "place"
[[fields]]
name = "year"
type = "year"
[[fields]]
name = "facts"
type = "list"
delimiter = ";"
references = "*.fact_id"
choices = ["T01", "T99"]
"""


def other(folder: Path, row: str) -> str:
    (folder / "schemas" / "other.toml").write_text(OTHER)
    (folder / "other.csv").write_text(f"place,year,facts\nhome,2020,T01\n{row}\n")
    with pytest.raises(FactError) as caught:
        load("other", folder)
    return str(caught.value)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("hom,2020,", "row 3, column 'place, year': 'hom / 2020' was read, and it is not in times"),
        ("home,2021,", "did you mean 'home / 2020'?"),
        ("home,2020,T99", "row 3, column 'facts': 'T99' was read, and no table has it as fact_id"),
        ("home,2020,T02", "must be one of T01, T99"),
        ("home,2020,T01;;T01", "between two ';' stands nothing"),
    ],
)
def test_what_leads_to_another_table_has_to_be_there(folder: Path, row: str, words: str) -> None:
    assert words in other(folder, row)


def test_an_empty_cell_leads_nowhere_and_a_family_of_facts_is_named_by_its_stem(
    folder: Path,
) -> None:
    write(folder, GOOD.replace("T01", "T01-1"), GOOD.replace("T01", "T01-2").replace("0,3", "1,3"))
    (folder / "schemas" / "other.toml").write_text(OTHER)
    (folder / "other.csv").write_text("place,year,facts\nhome,,\n,2020,T01\n")
    assert list(load("other", folder)["facts"]) == [(), ("T01",)]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('resource = "times"', 'resource = "tims"', "leads to 'tims'.*did you mean 'times'"),
        (
            'fields = ["place", "year"] }',
            'fields = ["place", "yaer"] }',
            "column 'yaer', which times",
        ),
    ],
)
def test_a_key_that_leads_nowhere_is_told_at_the_schema(
    folder: Path, old: str, new: str, words: str
) -> None:
    (folder / "schemas" / "other.toml").write_text(OTHER.replace(old, new))
    (folder / "other.csv").write_text("place,year,facts\nhome,2020,T01\n")
    with pytest.raises(FactError, match=rf"other\.toml: .*{words}"):
        load("other", folder)


def test_a_folder_is_gone_over_and_each_table_that_is_wrong_is_named(folder: Path) -> None:
    assert faults(folder) == []
    (folder / "notes.csv").write_text("a\n1\n")
    (folder / "schemas" / "plans.toml").write_text(FIELD)
    (folder / "schemas" / "empty.toml").write_text(FIELD)
    (folder / "empty.csv").write_text("a\n")
    assert [str(error) for error in faults(folder)] == [
        "empty.csv, row 1: the table has only its headings; add a row, or remove table and schema",
        "notes.csv: this table has no schema; write schemas/notes.toml and describe its columns",
        "plans.csv: there is no such file; write the table, or remove schemas/plans.toml",
    ]


def test_an_unknown_column_is_named_with_the_nearest(folder: Path) -> None:
    write(folder, GOOD, header=HEADER.replace("minutes_high", "minutes_hihg"))
    error = refused(folder)
    assert (error.row, error.column) == (1, "minutes_hihg")
    assert "did you mean 'minutes_high'" in str(error)


def test_the_project_has_no_fault() -> None:
    assert [str(error) for error in faults()] == []


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


def test_cite_gives_a_reference_and_names_the_nearest_key() -> None:
    assert cite("LARSEN1993").startswith("Larsen MP")
    assert "1993" in cite("LARSEN1993")
    with pytest.raises(FactError, match="did you mean 'LARSEN1993'"):
        cite("LARSON1993")
