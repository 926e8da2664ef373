"""Files as spreadsheets write them: all read alike, or refused with their row."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.cohort.problems import Refused
from helpers.cohort.raw_tables import clean, read_csv, table_of

MARKS = {"utf-8": b"", "utf-8-sig": b"", "utf-16": b"", "utf-16-le": b"", "utf-32": b""}
# What a spreadsheet cell can hold, without what would be an empty row or a quote of its own.
CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")),
    min_size=1,
    max_size=8,
).filter(lambda text: clean(text) == text)


def dialect(rows: list[list[str]], delimiter: str, end: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files") / "a.csv"


@given(
    st.lists(st.tuples(CELL, CELL), max_size=5),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(list(MARKS)),
    st.sampled_from(["", "sep"]),
)
def test_every_dialect_gives_the_same_table(
    file: Path, rows: list[tuple[str, str]], delimiter: str, end: str, encoding: str, named: str
) -> None:
    text = dialect([["Learner ID", "name"], *map(list, rows)], delimiter, end)
    if named and end != "\r":
        text = f"sep={delimiter}{end}{text}"
    file.write_bytes(text.encode(encoding))
    sheet = read_csv(file)
    assert sheet.problems == [] and sheet.numbers == list(range(2, len(rows) + 2))
    assert sheet.columns["learner_id"] == [row[0] for row in rows]
    assert sheet.columns["name"] == [row[1] for row in rows]


def read(file: Path, raw: bytes):
    file.write_bytes(raw)
    return read_csv(file)


@pytest.mark.parametrize("raw", [codecs.BOM_UTF8 + b"a,b\n1,2\n", "a,b\n1,2".encode("utf-16-be")])
def test_byte_order_marks_are_no_part_of_the_header(file: Path, raw: bytes) -> None:
    assert read(file, raw).columns == {"a": ["1"], "b": ["2"]}


def test_empty_rows_keep_the_count_and_short_rows_are_filled(file: Path) -> None:
    sheet = read(file, b"\n  ,\na,b\n\n1\n,,\n2,3,,\n")
    assert sheet.numbers == [5, 7] and sheet.columns == {"a": ["1", "2"], "b": ["", "3"]}


def test_a_quoted_line_end_counts_as_a_spreadsheet_counts(file: Path) -> None:
    sheet = read(file, b'a,b\n"x\ny",1\nz,2\n')
    assert sheet.numbers == [2, 3] and clean(sheet.columns["a"][0]) == "x y"


@pytest.mark.parametrize(
    ("raw", "row", "words"),
    [
        (b"", None, "empty"),
        (b"\n ,\n", None, "empty"),
        (codecs.BOM_UTF8, None, "empty"),
        ("a,b\nJosé,1".encode("cp1252"), 2, "CSV UTF-8"),
        (b"a,b\n1,2\x80", 2, "0x80"),
        (b"\xff\xfea", 1, "UTF-1"),
        (b'a,b\n1,2\n"x,3\n', 3, "quote"),
        (b'a,b\n"x"y,3\n', 2, "quote"),
    ],
)
def test_what_is_no_table_is_refused(file: Path, raw: bytes, row: int | None, words: str) -> None:
    with pytest.raises(Refused) as caught:
        read(file, raw)
    assert caught.value.problem.row == row and words in str(caught.value)


@pytest.mark.parametrize(
    ("raw", "row", "words"),
    [
        (b"a,a\n1,2\n", 1, "stands twice"),
        (b"a,,b\n1,x,2\n", 1, "without a name"),
        (b"a,b\n1,2\n3,4,5\n", 3, "more cells than the header"),
    ],
)
def test_a_crooked_table_is_told(file: Path, raw: bytes, row: int, words: str) -> None:
    (problem,) = read(file, raw).problems
    assert problem.row == row and words in problem.remedy


def test_empty_columns_at_the_end_are_nothing(file: Path) -> None:
    sheet = read(file, b"a,b,,\n1,2,,\n")
    assert sheet.problems == [] and sheet.columns == {"a": ["1"], "b": ["2"]}


def test_accents_have_one_form_and_spaces_one_width() -> None:
    assert clean("  Jose\u0301\u00a0 Ruiz\ufeff\t") == "José Ruiz"


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(Refused, match="cannot be opened"):
            read_csv(path)


@given(st.binary(max_size=300) | st.text(max_size=80).map(lambda t: t.encode("utf-8", "ignore")))
def test_any_bytes_are_read_or_refused(file: Path, raw: bytes) -> None:
    try:
        sheet = read(file, raw)
    except Refused:
        return
    assert all(len(column) == len(sheet.numbers) for column in sheet.columns.values())


@given(st.lists(st.lists(st.text(max_size=4), max_size=4), max_size=6))
def test_any_rows_are_a_sheet_or_refused(rows: list[list[str]]) -> None:
    try:
        sheet = table_of("x.csv", enumerate(rows, start=1))
    except Refused:
        return
    assert len(set(map(len, sheet.columns.values()))) <= 1
