"""A real workbook with spoilt cells is read or refused in words, as any other export is.

``FUZZ=2000`` in the environment makes as many examples of each; what failed once is kept here as
an ``example``.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from helpers.cohort.match import Roster
from helpers.cohort.problems import Refused
from tests.cohort.test_imports_fuzz import FUZZ, ROSTER, SAMPLES, whole

_TAB = "\t"
#: The first rows of each kind of export, as cells.
ROWS = {
    kind: list(csv.reader(io.StringIO(text), delimiter=_TAB if kind == "blackboard" else ","))[:12]
    for kind, text in SAMPLES.items()
}
#: A cell as a spreadsheet may hold it: openpyxl makes formulas and errors of such texts.
CELL = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**16), 10**16),
    st.floats(allow_nan=False, allow_infinity=False),
    st.datetimes(datetime(1901, 1, 1), datetime(9000, 1, 1)),
    st.times(),
    st.timedeltas(timedelta(0), timedelta(days=400)),
    st.sampled_from(
        [
            *("=1+1", '=HYPERLINK("http://x","001041")', "=A1", "#REF!", "#N/A", "#DIV/0!"),
            *("x" * 40_000, "0" * 600, "1E+15", "001041", "3/4/26", "Points Possible", " ", "-"),
            *(time(9, 30), datetime(2026, 3, 4), 44_000, 0.88, 1041.0, "a\nb", "'=1"),
        ]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12),
)
FORMAT = st.sampled_from(
    ["General", "000000", "0%", "@", "yyyy-mm-dd", "mmm-yy", "[h]:mm", "0.00E+00"]
)
PLACE = st.tuples(st.integers(1, 14), st.integers(1, 12))
SPOIL = st.one_of(
    st.tuples(st.just("cell"), PLACE, CELL, FORMAT),
    st.tuples(st.just("merge"), PLACE, PLACE),
    st.tuples(st.sampled_from(["empty row", "no row", "no column", "empty column"]), PLACE),
    st.tuples(st.just("far"), st.sampled_from([(30, 40), (200, 2), (3, 300), (3, 1_100)])),
    st.tuples(st.sampled_from(["sheet before", "hidden", "hidden row"]), PLACE),
)


def spoilt(sheet: Worksheet, change: Sequence[Any]) -> None:
    """Do one thing to a sheet that people do to theirs."""
    what, (row, column), *more = change
    if what == "cell":
        cell = sheet.cell(row, column)
        if not isinstance(cell, MergedCell):  # below another one, and without a value of its own
            cell.value, cell.number_format = more
    elif what == "merge":
        (other, across), *_ = more
        sheet.merge_cells(
            start_row=min(row, other),
            end_row=max(row, other),
            start_column=min(column, across),
            end_column=max(column, across),
        )
    elif what == "far":
        sheet.cell(row, column).value = "x"
    elif what == "sheet before":
        sheet.parent.create_sheet("Notes", 0).append(["look at the other sheet"])
    elif what == "hidden":
        sheet.sheet_state = "hidden"
        sheet.parent.create_sheet("Shown").append(["Student ID", "Name"])
    elif what == "hidden row":
        sheet.row_dimensions[row].hidden = True
    else:
        done = {
            "empty row": lambda: sheet.insert_rows(row),
            "no row": lambda: sheet.delete_rows(row),
            "empty column": lambda: sheet.insert_cols(column),
            "no column": lambda: sheet.delete_cols(column),
        }
        done[what]()


def book(kind: str, changes: Sequence[Sequence[object]], numbers: bool) -> bytes:
    """An export as a workbook, spoilt; with numbers as numbers, as a spreadsheet keeps them."""
    made = Workbook()
    for row in ROWS[kind]:
        made.active.append([int(c) if numbers and c.isdigit() else c for c in row])
    sheet = made.active
    # What stands far away comes last: openpyxl would fill the sheet up to it, and move all of it.
    for change in sorted(changes, key=lambda change: change[0] == "far"):
        spoilt(sheet, change)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read_or_refused(file: Path, content: bytes, roster: Roster) -> bool:
    """Whether a workbook was read."""
    file.write_bytes(content)
    try:
        whole(file, roster)
    except Refused as refused:
        assert refused.problem.remedy
        return False
    return True


def test_a_workbook_that_nobody_spoilt_is_read(tmp_path: Path) -> None:
    for kind in ROWS:
        for numbers in (False, True):
            assert read_or_refused(tmp_path / "e.xlsx", book(kind, [], numbers), ROSTER)


@FUZZ
@given(
    kind=st.sampled_from(list(ROWS)),
    changes=st.lists(SPOIL, min_size=1, max_size=6),
    numbers=st.booleans(),
    named=st.booleans(),
)
def test_a_spoilt_workbook_is_read_or_refused(
    kind: str, changes: list[tuple[object, ...]], numbers: bool, named: bool, tmp_path: Path
) -> None:
    content = book(kind, changes, numbers)
    read_or_refused(tmp_path / "export.xlsx", content, ROSTER if named else Roster([]))


#: What other programs write into a sheet's XML, and what no program should.
WRITTEN = st.sampled_from(
    [
        *("<v>1041</v>", "<v>nan</v>", "<v>1e999</v>", "<v></v>", "<v>2026-03-04</v>", "<v>3</v>"),
        *("<f>1+1</f><v>2</v>", '<f t="shared" si="0"/><v>3</v>', "<v>99999999999</v>"),
        *("<is><t>001041</t></is>", "<is><r><t>00</t></r><r><t>1041</t></r></is>", "<v>-1</v>"),
        *(' x="1"', ' s="0"', ' s="1"', ' s="99"', ' cm="1"'),
    ]
)
BROKEN = st.one_of(
    st.sampled_from(
        [
            *('<row r="5">', "<row>", "</row>", "<c>", "</c>", "&amp;", "&", "&#0;", "<!---->"),
            *(' t="e"', ' t="b"', ' t="d"', ' t="n"', ' t="str"', ' r="A1"'),
        ]
    ),
    st.text(max_size=6),
)
XML = st.one_of(WRITTEN, WRITTEN, BROKEN)


@FUZZ
@given(
    kind=st.sampled_from(list(ROWS)),
    edits=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), XML), min_size=1, max_size=4),
)
def test_a_workbook_with_spoilt_xml_is_read_or_refused(
    kind: str, edits: list[tuple[float, int, str]], tmp_path: Path
) -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book(kind, [], True))) as old,
        zipfile.ZipFile(out, "w") as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = _edited(content.decode(), edits).encode("utf-8", "surrogatepass")
            new.writestr(name, content)
    read_or_refused(tmp_path / "export.xlsx", out.getvalue(), ROSTER)


def _edited(text: str, edits: list[tuple[float, int, str]]) -> str:
    """The XML with whole tags replaced, so that most of it can still be parsed."""
    for share, gone, come in edits:
        start = int(share * len(text))
        if come.startswith(("<v", "<f", "<is")):
            start = text.find("<v", start)
            end = text.find("</v>", start) + 4
        elif come.startswith(" "):
            start = end = text.find("<c ", start) + 2
        else:
            end = start + gone
        if 1 < start <= end:
            text = text[:start] + come + text[end:]
    return text
